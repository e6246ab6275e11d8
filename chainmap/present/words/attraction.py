"""Texts of investment attraction: exported workbooks, target lists, the brief, call sheets; scenarios and leads are beside."""

_WORKBOOK: dict[str, tuple[str, str]] = {
    "xlsx.scores": ("得分", "Scores"),
    "xlsx.segments": ("环节", "Segments"),
    "xlsx.gaps": ("缺口", "Gaps"),
    "xlsx.note": ("数据说明", "About the data"),
    "xlsx.region": ("区域", "Region"),
    "xlsx.home-country": ("本国", "Home country"),
    "xlsx.established": ("{score}（已核实）", "{score}, established"),
    "xlsx.at-most": ("{score}（至多）", "{score}, at most"),
    "xlsx.after-loss": ("{score}（稳健值）", "{score}, after loss"),
    "xlsx.count-grade": ("名录口径所占价值", "Value on the count grade"),
    "xlsx.segment-count": ("环节数", "Segments"),
    "xlsx.depth": ("最长路径", "Longest path"),
    "xlsx.group": ("分组", "Group"),
    "xlsx.stage": ("阶段", "Stage"),
    "xlsx.state": ("状态", "State"),
    "xlsx.evidence": ("口径", "Evidence"),
    "xlsx.verdict-on-hi": ("未知项有利时的裁定", "Verdict if the unknowns turn out well"),
    "xlsx.if-nobody": ("若确认没有企业", "If nobody is there"),
    "xlsx.change": ("什么会改变裁定", "What would change it"),
    "xlsx.plan": ("规划动作", "The plan asks to"),
    "xlsx.plan-section": ("规划条款", "Section of the plan"),
    "xlsx.cover": ("{region}覆盖（已核实）", "Cover in {region}, established"),
    "xlsx.cover-at-most": ("{region}覆盖（至多）", "Cover in {region}, at most"),
    "xlsx.controlled-cover": ("{region}自主覆盖（已核实）", "Controlled cover in {region}, established"),
    "xlsx.controlled-cover-at-most": ("{region}自主覆盖（至多）", "Controlled cover in {region}, at most"),
    "xlsx.companies": ("{region}企业数（确定）", "Companies certainly in {region}"),
    "xlsx.companies-possible": ("{region}企业数（可能）", "Companies that may be in {region}"),
    "xlsx.local-companies": ("本地企业", "Companies here"),
    "xlsx.supplier-cells": ("本地企业出处", "Cells of the companies here"),
    "xlsx.version": ("版本", "Version"),
    "xlsx.no-version": ("未发布，读自数据文件夹", "not published, read from a data folder"),
    "xlsx.method": ("方法版本", "Method version"),
    "xlsx.ladder": ("区域阶梯", "Ladder of regions"),
    "xlsx.parameters": ("参数", "Parameters"),
    "xlsx.as-of": ("数据截至", "Data as of"),
    "xlsx.statement": ("数据性质", "What the data are"),
    "xlsx.confidence": ("企业记录与可信度", "Supplier rows and confidence"),
    "xlsx.reading": ("怎样读", "How to read it"),
    "xlsx.reading-text": (
        "“已核实”为区间下端，“至多”为未知项全部落实为有利时的上端；未知不当作零。稳健值为每个环节都失去影响最大的一家企业之后的分数。"
        "未核查的环节不判为缺口。名录只说明有谁，不说明产量。",
        "“Established” is the lower end of the interval, “at most” the upper one, with every unknown turning out well; "
        "unknown is never zero. "
        "After loss: every segment without the company whose loss costs it most. "
        "What nobody checked is not called a gap. A register says who is there, not how much they make.",
    ),
    "xlsx.sources": ("数据文件", "Files"),
    "xlsx.in-brackets": ("（{text}）", " ({text})"),
    "xlsx.confidence-count": ("{confidence} {count} 条", "{confidence} {count}"),
}

_TARGETS: dict[str, tuple[str, str]] = {
    # the first sentence of the call
    "call.separator": ("；", "; "),
    "call.foreign": ("{control}（计入覆盖，不计入自主可控）", "{control} (counts for coverage, not for self-reliance)"),
    "call.control-unknown": ("控制权待查清", "control to be found out"),
    "call.where": ("{region}（{place}）", "{region} ({place})"),
    "call.gaps": ("可补 {count} 个缺口", "could fill {count} {count:gap|gaps}"),
    "call.buyers": ("本地买家：{names}", "local buyers: {names}"),
    "call.users": ("本地用户环节：{names}（尚未量产）", "local users, not yet producing: {names}"),
    "call.no-buyer": ("本地尚无已核实的量产买家", "no established local buyer"),
    "call.source": ("来源 {date}，{confidence}可信", "source {date}, {confidence} confidence"),
    "call.source-undated": ("来源日期未填，{confidence}可信", "source undated, {confidence} confidence"),
    "call.source-ungraded": ("来源 {date}，可信度未填", "source {date}, confidence not given"),
    "call.source-unknown": ("来源日期与可信度未填", "source undated, confidence not given"),
    "call.status-unknown": ("是否量产待查清", "whether it produces is to be found out"),
    "call.nobody": ("名录中没有可招引的企业。{text}", "The register knows nobody to invite. {text}"),
    "search.makers": ("{name} 生产企业", "{name} manufacturer"),
    "search.standard": ("{name} 国家标准 起草单位", "{name} GB/T standard drafting companies"),
    "search.fair": ("{name} 展会 参展商名录", "{name} trade fair exhibitors"),
    "search.association": ("{chain} 行业协会 会员单位", "{chain} industry association members"),
    "search.makers-line": ("可检索：{words}", "Search for: {words}"),
    "search.products-line": ("按产品检索：{words}", "by product: {words}"),
    "search.standards-line": ("按标准检索：{words}", "by standard: {words}"),
    "search.fairs-line": ("按展会与协会检索：{words}", "by fair and association: {words}"),
    "search.ask-line": ("也可询问：{words}", "or ask: {words}"),
    "call.ask-buyers": ("本地用户从哪里买（{names}）", "local users where they buy ({names})"),
    "call.ask-association": ("行业协会与下游企业的供应商名录", "trade associations and the supplier lists of users"),
    # target list
    "targets.sheet-nobody": ("暂无人选", "Nobody known"),
    "targets.sheet-left-out": ("未列入的企业", "Left out"),
    "targets.sheet-not-filled": ("为何不补", "Why not these"),
    "targets.company": ("企业", "Company"),
    "targets.first-sentence": ("开场一句", "First sentence"),
    "targets.landing-pulled": ("落地后有买家的增益", "Landing: gain with a local buyer"),
    "targets.landing-coverage": ("落地后覆盖率增益", "Landing: gain in coverage"),
    "targets.landing-self-reliance": ("落地后自主可控率增益", "Landing: gain in self-reliance"),
    "targets.landing-continuity": ("落地后断供可运行率增益", "Landing: gain in continuity"),
    "targets.gap-count": ("可补缺口数", "Gaps it could fill"),
    "targets.local-buyers": ("本地买家", "Local buyers"),
    "targets.note": ("备注", "Note"),
    "targets.why": ("原因", "Why"),
    "targets.search": ("下一步", "Next step"),
    "targets.worth": ("值多少", "What it is worth"),
}

_BRIEF: dict[str, tuple[str, str]] = {
    "brief.title": ("{region}产业链补链招商简报", "{region}: brief on filling the supply chains"),
    "brief.title-chain": ("{region}{chain}产业链补链招商简报", "{region}: brief on filling the chain of {chain}"),
    "brief.subtitle": (
        "数据截至 {date} · 维护人：{maintainer} · {label}",
        "Data as of {date} · maintained by {maintainer} · {label}",
    ),
    "brief.nobody-named": ("未填", "not given"),
    "brief.summary": ("要点", "Summary"),
    "brief.maps": ("链图", "Chain map"),
    "brief.gaps": ("缺口与排序", "Gaps in their order"),
    "brief.targets": ("招商对象", "Whom to call"),
    "brief.not-filled": ("不宜补链或须先行处理的环节", "Not to be filled, or not yet"),
    "brief.checks": ("缺口如何核查", "How each gap was checked"),
    "brief.method": ("方法与数据说明", "Method and data"),
    "brief.line-state": ("{text}", "{text}"),
    "brief.line-coverage": (
        "{region}本地覆盖率已核实 {value}，未知项全部有利时至多 {most}。",
        "Coverage in {region} is established at {value}, and at most {most} if every unknown turns out well.",
    ),
    "brief.line-coverage-several": (
        "{region}本地覆盖率已核实 {low}至 {high}，未知项全部有利时至多 {most}。",
        "Coverage in {region} is established at {low} to {high}, and at most {most} if every unknown turns out well.",
    ),
    "brief.line-home": (
        "{region}自主可控率已核实 {reliance}，断供可运行率已核实 {continuity}",
        "Self-reliance of {region} is established at {reliance}, continuity at {continuity}",
    ),
    "brief.line-home-several": (
        "{region}自主可控率已核实 {low}至 {high}；断供可运行率已核实 {lowest}至 {highest}。",
        "Self-reliance of {region} is established at {low} to {high}; continuity at {lowest} to {highest}.",
    ),
    "brief.line-held": ("，卡在{names}", ", held down by {names}"),
    "brief.value-of": ("{value}（{names}）", "{value} ({names})"),
    "brief.by-chain": ("各链得分（已核实至未知项全部有利时）", "Scores by chain, from what is established to what may be"),
    "brief.column-gaps": ("缺口", "Gaps"),
    "brief.column-segments": ("环节（工作簿中的行）", "Segments (rows of the sheet)"),
    "brief.segment-row": ("{segment}（{row}）", "{segment} ({row})"),
    "brief.not-filled-source-nearby": ("就近配套，不必自建", "Source nearby: no need to have it here"),
    "brief.not-filled-reconcile": ("规划与名录不一致，先核对", "Plan and register contradict each other: reconcile first"),
    "brief.not-filled-accelerate": ("已有企业在建或爬坡，先促投产", "Somebody is building already: help them to start"),
    "brief.not-filled-breakthrough": ("国内暂无成熟企业可招，须攻关", "Nobody domestic to invite yet: develop it"),
    "brief.line-gaps": (
        "缺口 {count} 个（{verdicts}），按补上后有本地买家的覆盖率增益（百分点）居前的是{names}",
        "Gaps: {count} ({verdicts}). Worth most, by the gain in coverage that has a local buyer (points): {names}",
    ),
    "brief.line-first-otherwise": (
        "其中 {count} 个不宜直接招引，须先核对、促投产或攻关",
        "not to be attracted at once, but reconciled, helped to start or developed first: {count}",
    ),
    "brief.verdict-count": ("{verdict} {count} 个", "{verdict} {count}"),
    "brief.line-no-gaps": ("没有已核实的缺口，先做核查。", "No established gap; the first thing to do is to check."),
    "brief.line-targets": (
        "名录中有 {companies} 家区外企业可补其中 {gaps} 个，建议先联系{names}",
        "The register has companies elsewhere ({companies}) for {gaps} of them; call first: {names}",
    ),
    "brief.line-no-targets": ("名录中没有可招引的企业", "The register has nobody to invite"),
    "brief.line-nobody": ("{count} 个缺口暂无人选", "gaps for which nobody is known: {count}"),
    "brief.line-open": ("另有 {count} 个环节须先核查", "segments to check first: {count}"),
    "brief.stop": ("。", "."),
    "brief.gap-value": ("{name}（{value}）", "{name} ({value})"),
    "brief.target-value": ("{company}（{segment}）", "{company} ({segment})"),
    "brief.no-font": (
        "本机没有中文字体，链图未画出；装好字体（如 fonts-noto-cjk）后重新导出即可。",
        "This machine has no font for Chinese, so the map was left out; install one (such as fonts-noto-cjk) and export again.",
    ),
    "brief.map-caption": ("{chain}链图（{region}，{count} 个环节）", "Chain map of {chain} ({region}, segments: {count})"),
    "brief.more-gaps": ("另有 {count} 个缺口，见缺口清单。", "Not shown here: {count} more {count:gap|gaps}, see the gap list."),
    "brief.all-targets": (
        "每个缺口至多列 {shown} 家；名单全部 {count} 条见招商名单（Excel）。",
        "At most {shown} {shown:company|companies} a gap are shown; the target list (Excel) has {count} {count:entry|entries}.",
    ),
    "brief.more-targets": (
        "列出前 {gaps} 个缺口，每个至多 {shown} 家；名单全部 {count} 条见招商名单（Excel）。",
        "The first {gaps} {gaps:gap is|gaps are} shown with at most {shown} {shown:company|companies} each; the target list (Excel) has {count} {count:entry|entries}.",
    ),
    "brief.no-gap": ("在已核查的环节中没有缺口。", "There is no gap among the segments that were checked."),
    "brief.nothing-left": ("没有这样的环节。", "There is no such segment."),
    "brief.nobody-line": ("{segment}暂无人选：{text}", "Nobody known for {segment}. {text}"),
    "brief.fact": ("{name}：{text}", "{name}: {text}"),
    "brief.column-rank": ("序号", "No."),
    "brief.column-gain": ("增益", "Gain"),
    "brief.gain-note": (
        "增益：补上该环节后有本地买家的覆盖率增加，单位为百分点。候选：本国内、本区域外已量产的内资企业数。",
        "Gain: rise of coverage that has a local buyer, in points. Candidates: producing domestic companies in the home country, outside the region.",
    ),
    "brief.method-text": (
        "本地覆盖率是链上价值中可由本区域企业供应的份额；自主可控率计入全部上游投入，看价值有多少在内资控制之下；"
        "断供可运行率是区外与外控供应全部中断时仍可运行的产出份额。三者不合成一个数。未知写成区间，不当作零；"
        "没有人查过的环节不判为缺口。名录只说明有谁，不说明产量。分数是核算与压力假设，不预测断供。",
        "Coverage is the share of the chain's value that companies in the region could supply. Self-reliance counts all inputs: "
        "the share under domestic control. Continuity is the share of output that could still run if everything outside or "
        "foreign-held stopped. They are never blended. What is not known is an interval, never zero; what nobody checked is not "
        "called a gap. A register says who is there, not how much they make. The scores are accounting and stress "
        "assumptions; they predict no disruption.",
    ),
    "document.page": ("— {page} —", "{page}"),
    "document.heading": ("{number}、{text}", "{number}. {text}"),
    "document.heading-2": ("（{number}）{text}", "({number}) {text}"),
}

_COMPANY: dict[str, tuple[str, str]] = {
    "call-sheet.title": ("{company}：联系单", "{company}: call sheet"),
    "call-sheet.subtitle": ("{region}招商 · 数据截至 {date} · {label}", "For {region} · data as of {date} · {label}"),
    "call-sheet.opening": ("开场", "Opening"),
    "call-sheet.why": ("为何联系", "Why call"),
    "call-sheet.known": ("名录里写着什么", "What the register says"),
    "call-sheet.verify": ("先查清", "To find out first"),
    "call-sheet.offer": ("本地可配套", "What is here for them"),
    "call-sheet.opening-line": ("{segment}：{line}。", "{segment}: {line}."),
    "call-sheet.gain": (
        "{chain}·{segment}（{verdict}）：落地后覆盖率 {coverage}，自主可控率 {reliance}、断供可运行率 {continuity}（百分点）。",
        "{chain}, {segment} ({verdict}): landing adds {coverage} to coverage, {reliance} to self-reliance, {continuity} to continuity "
        "(points).",
    ),
    "call-sheet.low-confidence": (
        "{count} 条记录为低可信或未填可信度，先核实产品与产能。",
        "Rows of low or no confidence: {count}; verify products and output.",
    ),
    "call-sheet.undated": ("{count} 条记录没有来源日期。", "Rows without a date: {count}."),
    "call-sheet.control": ("控制权未查清，先查股权。", "Who controls it is not known: look up the owners."),
    "call-sheet.status": ("生产状态未知，先问是否量产。", "Whether it produces is not known: ask."),
    "call-sheet.more-rows": ("名录中另有 {count} 条记录。", "More rows in the register: {count}."),
    "call-sheet.record": ("通话记录", "Notes of the call"),
    "call-sheet.item": ("事项", "Item"),
    "call-sheet.answer": ("记录", "Notes"),
    "call-sheet.person": ("联系人、职务、日期", "Contact, position, date"),
    "call-sheet.next": ("对方关心什么、下一步", "What they care about, next step"),
    "call-sheet.nothing-open": ("名录所载均有日期与来源。", "Every row has a date and a source."),
    "call-sheet.buyers": ("下游买家：{names}", "Buyers: {names}"),
    "call-sheet.inputs": ("上游供应：{names}", "Suppliers of its inputs: {names}"),
    "call-sheet.resources": ("平台与机构：{names}", "Platforms and institutes: {names}"),
    "call-sheet.nothing-here": (
        "名录中暂无与之配套的本地企业与机构。",
        "The register has no company or institute here that fits.",
    ),
}

_PAGE: dict[str, tuple[str, str]] = {
    "page.targets": ("招商", "Targets"),
    "gaps.best-too-dear": ("{chain}：预算内没有补得起的环节。", "{chain}: the budget pays for no segment."),
    "targets.k": ("请来几家", "How many to land"),
    "gaps.fill-form": ("补几个、预算", "How many, budget"),
    "gaps.k": ("最多补几个环节", "Segments to fill at most"),
    "gaps.budget": ("每条链的预算（与成本同一单位）", "Budget of each chain (in the unit of the costs)"),
    "gaps.costs": ("成本表（Excel 或 CSV）", "Table of costs (Excel or CSV)"),
    "gaps.costs-help": (
        "两列即可：环节、成本。下载缺口清单、加一列“成本”再传上来也行；没写成本的环节按 1 计。",
        "Two columns will do: segment and cost. Or download the gap list, add a column “cost” and bring it back; a segment without a "
        "cost counts 1.",
    ),
    "gaps.costs-clear": ("清除成本与预算", "Clear costs and budget"),
    "gaps.within-budget": (
        "每条链预算 {budget}；{count} 个环节有成本，其余按 1 计。",
        "Budget of each chain: {budget}; segments with a cost: {count}, any other counts 1.",
    ),
    "gaps.costs-without-budget": (
        "已有 {count} 个环节的成本；填上预算后才起作用。",
        "Segments with a cost: {count}; they count once there is a budget.",
    ),
    "page.scenarios": ("情景", "Scenarios"),
    "targets.sentence": (
        "{region}的 {gaps} 个缺口中，{filled} 个在名录中有区外企业可请，共 {companies} 家；{nobody} 个暂无人选。",
        "Of {gaps} {gaps:gap|gaps} in {region}, {filled} {filled:has|have} companies elsewhere that could be invited "
        "({companies} {companies:company|companies}); "
        "nobody is known for {nobody}.",
    ),
    "targets.sentence-one": (
        "{segment}：名录中有 {companies} 家区外企业可请。",
        "{segment}: {companies} {companies:company|companies} elsewhere could be invited.",
    ),
    "targets.sentence-none": ("{segment}：名录中没有可请的企业。", "{segment}: the register has nobody to invite."),
    "targets.best": (
        "请来 {count} 家，覆盖率合计最多提高 {value} 个百分点：{names}。",
        "The best {count} {count:company adds|companies add} {value} points of coverage in all: {names}.",
    ),
    "targets.best-bound": ("（未证明最优，上界 {bound}）", " (not proved best; no more than {bound} is possible)"),
    "targets.best-company": ("{company}（{segments}）", "{company} ({segments})"),
    "targets.tab-list": ("招商对象", "Companies"),
    "targets.tab-nobody": ("暂无人选", "Nobody known"),
    "targets.tab-not-filled": ("为何不补", "Why not these"),
    "targets.tab-left-out": ("未列入", "Left out"),
    "targets.score": ("按哪个分数", "Score"),
    "targets.only-domestic": ("只看内资", "Domestic only"),
    "targets.none": (
        "没有符合条件的企业。换一个环节或分数，或看“暂无人选”。",
        "No company matches. Choose another segment or score, or see “Nobody known”.",
    ),
    "targets.none-in-chain": ("名录中没有可招引的区外企业。", "The register has nobody elsewhere to invite."),
    "targets.nobody-none": ("每个缺口都有人选。", "Somebody is known for every gap."),
    "targets.not-filled-none": ("没有宜就近配套或须先核对的环节。", "No segment to source nearby or to reconcile first."),
    "targets.left-out-none": ("没有企业被排除。", "Nobody was left out."),
    "targets.not-filled-note": (
        "不必为补齐而补：下列环节就近即可配套，或规划与名录矛盾须先核对，或已有企业在建，或国内暂无人可请须攻关。",
        "No box is filled for its own sake: these can be sourced nearby, or plan and register contradict each other, or somebody is "
        "building already, or nobody domestic can be invited yet.",
    ),
    "targets.column-landing": ("落地后有买家的增益 %", "Landing: gain with a buyer, %"),
    "targets.hint-landing": (
        "这家企业落地量产后，覆盖率提高的部分中有本地买家的份额",
        "Rise of coverage when the company lands and produces, times the share that has a local buyer",
    ),
    "targets.hint-first-sentence": (
        "状态；控制权；所在地；可补缺口；本地买家；来源",
        "Status; control; place; gaps it could fill; local buyers; source",
    ),
    "targets.column-reliance": ("自主可控率增益 %", "Gain in self-reliance, %"),
    "targets.hint-reliance": ("内资企业只是搬迁时为零", "Zero where a domestic company only moves"),
    "targets.download-list": ("下载招商名单（Excel）", "Target list (Excel)"),
    "targets.download-brief": ("下载简报（Word）", "Brief (Word)"),
    "targets.download-sheet": ("下载联系单（Word）", "Call sheet (Word)"),
    "targets.making": ("正在生成……", "Making the file …"),
}

TEXTS: dict[str, tuple[str, str]] = {**_WORKBOOK, **_TARGETS, **_BRIEF, **_COMPANY, **_PAGE}
