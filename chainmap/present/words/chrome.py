"""What Streamlit itself says, in English only: here is the same in Chinese. {0} stands for what it fills in.

The English side is Streamlit's own text, letter by letter, and that of react-aria inside it, of which it sends the English
only. A tour of every page in a browser finds what is not here.
"""

TEXTS: dict[str, tuple[str, str]] = {
    "chrome.skip": ("跳到主要内容", "Skip to main content"),
    "chrome.sidebar": ("侧栏", "Sidebar"),
    "chrome.open": ("展开", "Open"),
    "chrome.close": ("关闭", "Close"),
    "chrome.choose-option": ("请选择", "Choose an option"),
    "chrome.choose-options": ("请选择", "Choose options"),
    "chrome.no-results": ("没有符合的选项", "No results"),
    "chrome.clear-value": ("清除", "Clear value"),
    "chrome.clear-all": ("全部清除", "Clear all"),
    "chrome.clear-date": ("清除日期", "Clear date"),
    "chrome.select-all": ("全选", "Select all"),
    "chrome.select-matches": ("选中符合的 {0} 项", "Select {0} matches"),
    "chrome.selected": ("已选", "Selected values"),
    "chrome.remove": ("移除{0}", "Remove {0}"),
    "chrome.choose-date": ("选择日期", "Choose date"),
    "chrome.previous-month": ("上个月", "Previous month"),
    "chrome.next-month": ("下个月", "Next month"),
    "chrome.decrement": ("减少", "Decrement"),
    "chrome.increment": ("增加", "Increment"),
    "chrome.pagination": ("分页", "Pagination"),
    "chrome.previous-page": ("上一页", "Previous page"),
    "chrome.next-page": ("下一页", "Next page"),
    "chrome.no-page": ("没有这一页", "Page not found"),  # before the pattern that would take it for a number
    "chrome.page": ("第 {0} 页", "Page {0}"),
    "chrome.file-upload": ("选择文件", "file upload"),
    "chrome.add-files": ("添加文件", "Add files"),
    "chrome.notifications": ("通知", "Notifications"),
    "chrome.options": ("共 {0} 项", "{0} options available."),
    "chrome.option": ("共 {0} 项", "{0} option available."),
    "chrome.dismiss": ("关闭", "Dismiss"),
    "chrome.year": ("年，{0}", "year, {0}"),
    "chrome.month": ("月，{0}", "month, {0}"),
    "chrome.day": ("日，{0}", "day, {0}"),
}

# What Streamlit says in a way that tells nobody what to do: here is what it says, and what we say instead in either language.
REWORDED: dict[str, str] = {
    "The page that you have requested does not seem to exist. Running the app's main page.": "address.no-page",
    "Connection error": "connection.lost",
    "Streamlit server is not responding. Are you connected to the internet?": "connection.lost-next",
    "Is Streamlit still running? If you accidentally stopped Streamlit, just restart it in your terminal:": "connection.lost-next",
    "Cannot connect to Streamlit (HTTP status: 403).{0}": "connection.refused",
    "Connection lost. Please wait for the app to reconnect, then try again.": "connection.wait",
}
