"""Texts around the pages: names of pages, the sidebar, downloads, how a number is written, findings, what failed."""

TEXTS: dict[str, tuple[str, str]] = {
    "app.title": ("产业链图谱", "chainmap"),
    "app.loading": ("正在读取工作簿并计算……", "Reading the workbooks and computing …"),
    "app.computing": ("正在计算……", "Computing …"),
    "app.recomputing": ("正在按新参数重算……", "Computing with the new parameters …"),
    "page.overview": ("总览", "Overview"),
    "page.chain-map": ("链图", "Chain map"),
    "page.gaps": ("缺口", "Gaps"),
    "page.suppliers": ("企业", "Suppliers"),
    "page.plan": ("规划", "Plan"),
    "page.method": ("方法", "Method"),
    "sidebar.language": ("语言", "Language"),
    "sidebar.region": ("区域", "Region"),
    "sidebar.chain": ("产业链", "Chain"),
    "sidebar.all-chains": ("全部产业链", "All chains"),
    "sidebar.segment": ("环节", "Segment"),
    "sidebar.choose-region": ("选择区域", "Choose a region"),
    "sidebar.choose-chain": ("选择产业链", "Choose a chain"),
    "sidebar.choose-segment": ("选择或输入环节", "Choose or type"),
    "source.folder": ("数据文件夹 {name}", "data folder {name}"),
    "source.version": ("版本 {name}", "version {name}"),
    "sidebar.pages": ("页面", "Pages"),
    "download.excel": ("下载 Excel", "Download Excel"),
    "download.csv": ("下载 CSV", "Download CSV"),
    "filter.choice": ("{name} · {count}", "{name} · {count}"),
    "filter.clear": ("清除筛选", "Clear filters"),
    "filter.named": ("{name}：{value}", "{name}: {value}"),
    "filter.and": ("；", "; "),
    "filter.sheet": ("_筛选条件", "_filters"),
    "filter.score": ("排序依据", "Ordered by"),
    "filter.held": ("筛选条件", "Filters"),
    "filter.none": ("无", "none"),
    "filter.rows": ("行数", "Rows"),
    "filter.rows-of": ("{of} 行中的 {count} 行", "{count} of {of}"),
    "number.established": ("已核实 {value}", "established {value}"),
    "number.established-open": ("已核实 {value}（另 {open} 未核查）", "established {value} ({open} open)"),
    "number.established-open-count": (
        "已核实 {value}（另 {open} 未核查，差 {count} 个环节）",
        "established {value} ({open} open, {count} to check)",
    ),
    "number.and-more": ("{names}等 {count} 个", "{names} and {more} more"),
    "bar.spoken": ("{label}：已核实 {lo}，最高可至 {hi}", "{label}: {lo} established, {hi} at most"),
    "bar.spoken-after-loss": ("；失去最关键企业后 {value}", "; {value} after the loss of the company that matters most"),
    "panel.close": ("关闭（Esc）", "Close (Esc)"),
    "findings.title": ("数据提示", "Findings in the data"),
    "findings.none": ("数据没有问题。", "Nothing is wrong with the data."),
    "findings.error": ("错误 {count}", "{count} {count:error|errors}"),
    "findings.warning": ("提醒 {count}", "{count} {count:warning|warnings}"),
    "findings.info": ("说明 {count}", "{count} {count:note|notes}"),
    "findings.left-out": ("另有 {count} 条未列出。", "Not listed: {count} more."),
    "error.data": ("数据文件夹里的工作簿还不能用", "The workbooks of the data folder cannot be used yet"),
    "error.data-next": (
        "下列问题按单元格列出。改好并保存后刷新本页；什么都没有被改动或保存。",
        "The problems are listed by cell. Mend and save them, then reload this page; nothing was changed or stored.",
    ),
    "error.some-files": (
        "{files} 不能用，整个文件没有计入，下面的分数不含它。{rest}",
        "Left out whole, because it cannot be used: {files}. Nothing of it counts below. {rest}",
    ),
    "error.some": (
        "数据中有错误，相关行没有计入：{counts}。各在哪一格，见“总览”末尾的数据提示。",
        "There are errors in the data; the rows concerned are left out: {counts}. The findings at the end of the overview name "
        "the cells.",
    ),
    "error.page": (
        "这一页出了错，已记入服务器日志。请刷新重试；刚才的操作是否生效，请看“版本”页的操作记录。",
        "This page failed; the error is in the server's log. Reload to try again; whether your last action took effect "
        "stands in the log on the versions page.",
    ),
    "connection.lost": ("与服务器的连接断了", "The connection to the server is lost"),
    "address.no-page": ("没有您要打开的页面，已转到总览。", "There is no such page; this is the overview."),
    "connection.lost-next": (
        "页面会自动重新连接，已发布的内容都在。一直连不上，请检查网络，或请管理员看服务器是否在运行。",
        "The page reconnects by itself; what was published is safe. If it does not, check the network, or ask an administrator "
        "whether the server is running.",
    ),
    "connection.refused": (
        "服务器拒绝了连接。请刷新本页重新登录；还是这样，请告诉管理员。",
        "The server refused the connection. Reload the page and sign in again; if that does not help, tell an administrator.",
    ),
    "connection.wait": (
        "连接断了。请等页面重新连上再试。",
        "The connection is lost. Wait until the page is connected again, then retry.",
    ),
    "error.store": ("数据库现在用不了", "The database cannot be used at the moment"),
    "error.store-next": (
        "这一步没有保存任何内容。请过一会儿刷新本页；还是这样，请管理员看服务器日志，"
        "并检查数据库文件是否被移走或锁住、数据库服务是否在运行。",
        "Nothing of this step was stored. Reload the page in a little while; if nothing changes, ask an administrator to look at "
        "the server's log, and whether the file of the database was moved or locked, or its service has stopped.",
    ),
    "error.unknown": (
        "地址里的{what}“{value}”在这份数据里没有，现在显示的是“{shown}”。",
        "The address asks for {what} “{value}”, which these data do not have; shown instead: {shown}.",
    ),
    "error.unknown-region": ("区域", "the region"),
    "error.unknown-chain": ("产业链", "the chain"),
    "error.unknown-version": ("版本", "the version"),
    "error.no-country": (
        "地址里的区域“{value}”不在任何一个国家之内，不能评估，现在显示的是“{shown}”。",
        "The address asks for the region “{value}”, which no country holds, so that it cannot be assessed; shown instead: {shown}.",
    ),
    "error.unknown-segment": (
        "地址里的环节“{value}”不在所选的产业链里，现在没有选中环节。",
        "The address asks for the segment “{value}”, which the chosen chains do not have; no segment is chosen instead.",
    ),
    "error.unknown-choice": (
        "地址里“{what}”一项的“{value}”不认识，现在显示的是“{shown}”。",
        "The address says “{value}” for “{what}”, which is not known here; shown instead: {shown}.",
    ),
    "error.left-out": (
        "地址里“{what}”一项的“{value}”不认识或不能用，没有采用。",
        "The address says “{value}” for “{what}”, which is not known or cannot be used; it is left out.",
    ),
    "error.two-versions": (
        "地址里要写两个版本才能比较，现在显示的是“{shown}”。",
        "It takes two versions in the address to compare; shown instead: {shown}.",
    ),
    "error.region": ("这个区域不能评估", "This region cannot be assessed"),
    "error.region-next": (
        "请在左侧选择另一个区域，或在 regions.xlsx 中为它补上所属国家。",
        "Choose another region in the sidebar, or give it a country in regions.xlsx.",
    ),
    "error.empty": ("还没有数据", "There is no data yet"),
    "error.empty-next": (
        "把产业链工作簿放进数据文件夹的 chains 子文件夹，把 regions.xlsx 放在旁边，然后刷新本页。",
        "Put chain workbooks into the folder chains of the data folder and regions.xlsx beside it, then reload this page.",
    ),
}
