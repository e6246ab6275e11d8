"""Texts of findings about corrections that do not fit the data any more, in Chinese and English."""

from chainmap.present.words.finding_text import FindingText

TEXTS: dict[str, FindingText] = {
    "correction-field": FindingText(
        ("“{value}”这一列不能在页面上更正。", "The column “{value}” cannot be corrected on a page."),
        ("请在工作簿里修改。", "Change it in the workbook."),
    ),
    "correction-without-row": FindingText(
        (
            "更正所指的企业“{value}”（环节 {segment}）已不在数据中，未采用。",
            "The supplier row of “{value}” on {segment} is no longer there; its correction is not applied.",
        ),
        ("不再需要时，撤回这条更正。", "Take the correction back when it is no longer needed."),
    ),
    "correction-stale": FindingText(
        (
            "更正“{before_zh}→{value}”（{column_zh}）未采用：数据里现为“{now_zh}”，来源更新。",
            "The correction “{before_en} → {value}” ({column_en}) is not applied: a newer source says “{now_en}”.",
        ),
        ("核实后撤回这条更正，或重新更正。", "Find out which is right, then take the correction back or make it again."),
    ),
    "correction-row-exists": FindingText(
        (
            "更正新增的企业“{value}”（环节 {segment}）在数据里已有一行，{columns_zh}以那一行为准，更正未采用。",
            "The company “{value}” that a correction added on {segment} has a row of its own by now; its {columns_en} stand, the correction is not applied.",
        ),
        ("核实后撤回这条更正，或更正那一行。", "Find out which is right, then take the correction back or correct that row."),
    ),
    "correction-check-later": FindingText(
        (
            "环节 {segment} 在数据里有更晚的核查（{on}），{value} 的核查未采用。",
            "The data know of a later check of {segment} ({on}); the check of {value} is not applied.",
        ),
        (
            "以更晚的核查为准；不再需要时，撤回这条更正。",
            "The later check stands; take this one back when it is no longer needed.",
        ),
    ),
    "correction-without-segment": FindingText(
        (
            "更正所指的环节“{value}”已不在链 {chain} 中，未采用。",
            "The segment “{value}” is no longer in the chain {chain}; not applied.",
        ),
        ("不再需要时，撤回这条更正。", "Take the correction back when it is no longer needed."),
    ),
    "correction-without-region": FindingText(
        (
            "更正所指的区域“{value}”已不在区域表中，未采用。",
            "The region “{value}” is no longer in the region table; not applied.",
        ),
        ("不再需要时，撤回这条更正。", "Take the correction back when it is no longer needed."),
    ),
}
