"""Dataset → Assessment. Pure functions; no files, clock or page."""
