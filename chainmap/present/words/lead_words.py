"""Texts of the list of leads that goes out to Excel and comes back, of landing, and of the findings on such a list."""

from chainmap.present.words.finding_text import FindingText

TEXTS: dict[str, tuple[str, str]] = {
    "leads.since": ("自 {date}", "since {date}"),
    "leads.count-status": ("线索 {count}（{status}）", "leads: {count} ({status})"),
    "leads.overdue-note": (
        "{count} 条线索逾期，最久的是{company}（期限 {date}）。",
        "Overdue leads: {count}; the longest is {company}, due {date}.",
    ),
    "leads.due-soon": ("{days} 天后", "in {days} {days:day|days}"),
    "leads.due-today": ("今天", "today"),
    "leads.late-by": ("逾期 {days} 天", "{days} {days:day|days} overdue"),
    "leads.added-also": (
        "已加入线索：{company}（{segment}）。这家企业也是{segments}的线索。",
        "Kept as a lead: {company} ({segment}). This company is also a lead for {segments}.",
    ),
    "leads.new": ("新增一条线索", "Add a lead by hand"),
    "leads.new-note": (
        "名录里没有的企业也可以记下；名录里有的，写法一致就会认出来。",
        "Companies that are not in the register may be added too; one that is there is recognised when it is written alike.",
    ),
    "leads.add-this": ("加入", "Add"),
    "leads.in-register": ("名录已载其量产", "produces there in the register"),
    "leads.not-in-register": ("落地后尚未写入名录", "landed, not in the register yet"),
    "leads.gone-chain": ("产业链已不在", "its chain is gone"),
    "leads.gone-region": ("区域已不在", "its region is gone"),
    "leads.filter-owner": ("负责人", "Owner"),
    "leads.filter-status": ("状态", "Status"),
    "leads.anybody": ("全部", "All"),
    "leads.export-note": (
        "下载的 Excel 可以离线修改后再传回：先看差别，确认后一次存入。",
        "The Excel list can be edited offline and brought back: differences are shown first and stored at once when you confirm.",
    ),
    "leads.bring-back": ("传回改过的线索表", "Bring an edited list back"),
    "leads.reading": ("正在读取……", "Reading …"),
    # What the file differs in
    "leadlist.sentence": (
        "{file}：新增 {added} 条，修改 {changed} 条（其中 {conflicts} 条与同事的改动冲突），{unchanged} 条不变，{missing} 条在文件中已删去。",
        "{file}: new {added}, changed {changed} (in conflict with a colleague's change: {conflicts}), unchanged {unchanged}, taken "
        "out of the file {missing}.",
    ),
    "leadlist.nothing": ("{file}：与现在的线索没有差别。", "{file}: no difference from the leads as they are."),
    "leadlist.what": ("差别", "Difference"),
    "leadlist.content": ("内容", "Content"),
    "leadlist.where": ("单元格", "Cell"),
    "leadlist.added": ("新增", "new"),
    "leadlist.changed": ("修改", "changed"),
    "leadlist.conflict": ("冲突", "conflict"),
    "leadlist.missing": ("文件中已删去", "not in the file"),
    "leadlist.old-new": ("{field}：{before} → {after}", "{field}: {before} → {after}"),
    "leadlist.theirs-mine": (
        "{field}：导出时 {base}；同事已改为 {present}；文件写 {after}",
        "{field}: {base} when exported; a colleague made it {present}; the file says {after}",
    ),
    "leadlist.given": ("{field}：{value}", "{field}: {value}"),
    "leadlist.keep-theirs": ("保留同事的", "Keep the colleague's"),
    "leadlist.take-mine": ("用文件的", "Take the file's"),
    "leadlist.stays": ("保留不动；从表中删行不等于删除线索。", "It stays: a row taken out of the list deletes no lead."),
    "leadlist.will-drop": ("将改为“放弃”。", "It will be marked as dropped."),
    "leadlist.also": ("这家企业也是{segments}的线索", "the company is also a lead for {segments}"),
    "leadlist.none": ("没有差别。", "No differences."),
    "leadlist.drop": ("把文件中删去的 {count} 条改为“放弃”", "Mark the {count} taken out of the file as dropped"),
    "leadlist.without": ("不含有错误的 {count} 行", "Without the {count} {count:row that has|rows that have} errors"),
    "leadlist.errors": (
        "有 {count} 处错误，一条也没有存入。改好文件再传，或勾选不含这些行。",
        "Errors: {count}; nothing was stored. Mend the file and bring it again, or leave these rows out.",
    ),
    "leadlist.errors-whole": ("这份文件不能用，一条也没有存入。", "This file cannot be used; nothing was stored."),
    "leadlist.confirm": ("确认存入", "Store all of it"),
    "leadlist.cancel": ("不存，放弃这份文件", "Put the file aside"),
    "leadlist.done": (
        "已存入：新增 {added} 条，修改 {changed} 条，放弃 {dropped} 条。",
        "Stored: new {added}, changed {changed}, dropped {dropped}.",
    ),
    # Landing
    "landing.source": ("招商线索落地", "a lead that landed"),
    "landing.title": ("写入名录：{company}", "Into the register: {company}"),
    "landing.open": ("落地并写入名录……", "Landed: into the register …"),
    "landing.close": ("收起", "Close"),
    "landing.note": (
        "下面是将写入“更正”的企业行，可以修改；发布后成为新版本，可在“版本”页撤销。",
        "This row will go into the corrections; change it as you like. Publishing makes a new version, which can be undone.",
    ),
    "landing.starts": (
        "{company}在{place}已有一行，状态改为“量产”。",
        "{company} has a row in {place} already; its status becomes “producing”.",
    ),
    "landing.moved": (
        "原址的{amount}一并迁来（原址改为 0）",
        "What it has elsewhere moves along and becomes 0 there: {amount}",
    ),
    "landing.effect": ("对分数的影响", "Effect on the scores"),
    "landing.no-effect": ("分数与裁定都不变。", "No score and no verdict changes."),
    "landing.publish": ("发布", "Publish"),
    "landing.remark": ("说明", "Note"),
    "landing.remark-text": ("{company}落地", "{company} has landed"),
    "landing.wrong": ("这一行还不能写入：", "The row cannot be published yet:"),
    "landing.gone": (
        "这条线索的环节或区域已不在数据中，不能写入名录。",
        "The segment or the region of this lead is not in the data any more, so it cannot go into the register.",
    ),
    # Forecast
    "leads.chances": ("按概率加权用的概率 %", "Chances for the weighted forecast, %"),
    "leads.chances-reset": ("恢复默认概率", "Default chances"),
    "leads.forecast-gone": (
        "{count} 条线索的环节或区域已不在数据中，没有计入：{names}。",
        "Leads whose segment or region is gone are not counted: {count} ({names}).",
    ),
    # Command line
    "cli.option.import-leads": (
        "读入改过的线索表，只显示差别；加 --confirm 才存入。",
        "Read an edited list and show what differs; --confirm stores it.",
    ),
    "cli.option.confirm": ("确认存入。", "Store it."),
    "cli.option.mine": (
        "冲突处用文件的值；默认保留同事的。",
        "In conflicts take the file's value; the colleague's stays by default.",
    ),
    "cli.option.drop-missing": ("把文件中删去的线索改为“放弃”。", "Mark leads that were taken out of the file as dropped."),
    "cli.option.without-bad-rows": ("不含有错误的行。", "Without the rows that have errors."),
    "cli.option.forecast": (
        "若到这一状态及以上的线索全部落地，分数是多少。",
        "The scores if all leads at or beyond this status land.",
    ),
    "cli.option.chance": ("某一状态的落地概率，可重复：签约=0.8。", "Chance that a status lands, may repeat: signed=0.8."),
    "cli.option.leads-out": ("把线索写成 Excel 表，可改后传回。", "Write the leads as an Excel list that can be brought back."),
    "cli.leads-not-stored": (
        "只是预览，没有存入；加 --confirm 存入。",
        "A preview, nothing was stored; add --confirm to store it.",
    ),
    "cli.leads-stored": (
        "已存入：新增 {added} 条，修改 {changed} 条，放弃 {dropped} 条。",
        "Stored: new {added}, changed {changed}, dropped {dropped}.",
    ),
    "cli.no-such-lead-status": (
        "没有这个线索状态：{name}。可选：{names}",
        "No such status of a lead: {name}. There are: {names}",
    ),
    "console.row-kind": ("差别", "difference"),
    "console.cell": ("单元格", "cell"),
    "console.weighted": ("按概率加权", "weighted by chance"),
    "what.leads-taken-in": ("传回线索表", "brought a list of leads back"),
    "refusal.lead-already": (
        "{company}已是这个环节的线索（编号 {lead}，负责人 {owner}），没有再加。",
        "{company} is a lead for this segment already (No. {lead}, owner {owner}); it was not added again.",
    ),
    "refusal.lead-segment-gone": (
        "环节“{segment}”已不在链中，不能写入名录。",
        "The segment “{segment}” left the chain, so the company cannot go into the register.",
    ),
    "refusal.leads-invalid": (
        "线索表有 {count} 处错误，没有存入。",
        "The list of leads has {count} {count:error|errors}; nothing was stored.",
    ),
    "refusal.leads-moved-on": (
        "别人刚刚加过线索，没有存入；请重新比较。",
        "Somebody has just added a lead; nothing was stored. Compare again.",
    ),
}

FINDINGS: dict[str, FindingText] = {
    "lead-unknown": FindingText(
        ("没有编号为 {value} 的线索。", "There is no lead number {value}."),
        (
            "新增的行请把编号留空；已有的请用导出表里的编号。",
            "Blank the number in a row that you add; else use the one of the exported list.",
        ),
    ),
    "lead-twice": FindingText(
        ("编号 {value} 出现两次（第一处在 {first}）。", "The number {value} stands twice, first in {first}."),
        (
            "只保留一行，或把其中一行的编号清空作为新线索。",
            "Keep one row, or blank the number of one of them to make it a new lead.",
        ),
    ),
    "lead-row-twice": FindingText(
        ("“{value}”在文件中对同一环节写了两行。", "“{value}” stands twice in the file for one segment."),
        ("合并成一行。", "Make them one row."),
    ),
    "lead-renamed": FindingText(
        ("线索 {lead} 的企业由“{before}”改成了“{value}”。", "The company of lead {lead} was “{before}” and is now “{value}”."),
        ("若是另一家企业，请把编号清空，作为新线索。", "If it is another company, blank the number to make it a new lead."),
    ),
    "lead-matched": FindingText(
        (
            "“{value}”没有编号，已是线索 {lead}，按修改处理；空格不清除原内容。",
            "“{value}” has no number and is lead {lead} already: taken as a change; blank cells clear nothing.",
        ),
        ("不用改。", "Nothing to mend."),
    ),
    "lead-without-revision": FindingText(
        (
            "这一行没有“导出时修订”，看不出同事在这期间是否改过线索 {lead}。",
            "Without “Revision when exported” nobody can tell whether a colleague has changed lead {lead} meanwhile.",
        ),
        ("从系统导出线索表，在它上面修改。", "Edit a list that was exported from here."),
    ),
}
