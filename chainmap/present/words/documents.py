"""Texts of the printable report on all chains; the brief and the call sheet have theirs in `attraction`."""

TEXTS: dict[str, tuple[str, str]] = {
    "report.title": ("{region}产业链评估报告", "{region}: assessment of the supply chains"),
    "report.title-chain": ("{region}{chain}产业链评估报告", "{region}: assessment of the chain of {chain}"),
    "report.state": ("总体情况", "State of the chains"),
    "report.chain-line": ("{chain}。{text}", "{chain}. {text}"),
    "report.scores": ("三项得分", "The three scores"),
    "report.score-note": (
        "本地覆盖率看{region}，自主可控率与断供可运行率看{home}。“已核实”为区间下端；“待核实”为未知项全部有利时还可增加的部分；"
        "“稳健值”为各环节都失去影响最大的一家企业之后的得分。",
        "Coverage is that of {region}, self-reliance and continuity those of {home}. Established: the lower end. Open: what would come "
        "on top if every unknown turned out well. After loss: the score when every segment has lost the company whose loss costs it most.",
    ),
    "report.column-established": ("{score}已核实", "{score}, established"),
    "report.column-open": ("待核实（环节）", "Open (segments)"),
    "report.open": ("{share}（{count}）", "{share} ({count})"),
    "report.column-reached": ("完成", "Done"),
    "report.held": ("断供可运行率的卡点：{held}。", "What holds continuity down: {held}."),
    "report.held-line": ("{chain}为{names}", "{chain}: {names}"),
    "report.held-nothing": ("{chain}无卡点", "{chain}: nothing"),
    "report.stop": ("；", "; "),
    "report.verdicts": ("各环节裁定", "Verdicts on the segments"),
    "report.verdict-note": (
        "未核查的环节不判为缺口，先做核查；终端应用是需求，不列为缺口。",
        "What nobody checked is not called a gap: check it first. End uses are demand and never gaps.",
    ),
    "report.column-all": ("环节数", "Segments"),
    "report.gaps": ("最该补的缺口", "Gaps to fill first"),
    "report.goals": ("规划目标", "Goals of the plan"),
    "report.changes": ("与上一版本相比：{changes}", "Since the last version: {changes}"),
    "report.data": ("数据说明", "About the data"),
    "report.count-grade": ("名录口径所占价值：{shares}。", "Share of value on the count grade: {shares}."),
    "report.findings": (
        "数据中另有 {count} 条提示，已按出处逐条列在数据检查结果中。",
        "Findings in the data: {count}; the check lists them by cell.",
    ),
    "report.sources": ("数据来源与 SHA-256 校验值：{files}。", "Sources and their SHA-256: {files}."),
}
