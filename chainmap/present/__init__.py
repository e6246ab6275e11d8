"""Values → things to look at: words, maps, pictures, workbooks, reports. No streamlit, no database."""
