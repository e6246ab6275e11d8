"""Texts of findings about a list that comes alone, of companies or of costs, in Chinese and English."""

from chainmap.present.words.finding_text import FindingText

TEXTS: dict[str, FindingText] = {
    "list-not-found": FindingText(
        ("没有一张工作表像企业名单；本文件有：{present}。", "No sheet looks like a list of suppliers; this file has: {present}."),
        ("名单至少应有这些列：{columns_zh}。", "A list has at least the columns: {columns_en}."),
    ),
    "list-without-chain": FindingText(
        (
            "名单没有“产业链”列，也未指定产业链，环节无法确定。",
            "The list has no column for the chain, and no chain is given; its segments cannot be told.",
        ),
        ("添加“产业链”列，或在读取时指定产业链。", "Add a column for the chain, or name the chain when reading."),
    ),
    "total-row": FindingText(
        ("“{value}”像合计或说明行，未计入。", "“{value}” looks like a row of totals or a remark and is left out."),
        ("若是企业，请填写环节与所在地。", "If it is a company, fill in segment and place."),
    ),
    "example-row": FindingText(
        ("“{value}”是模板的示例行，未计入。", "“{value}” is the example row of the template and is left out."),
        ("填表时可直接改写或删去这一行。", "Write over this row or delete it."),
    ),
    "no-costs": FindingText(
        ("表头以下没有填写成本的行。", "No row below the header gives a cost."),
        ("在“成本”一列填上数字。", "Write numbers into the column “cost”."),
    ),
    "duplicate-cost": FindingText(
        ("“{value}”的成本写了不止一次，只计第一次。", "The cost of “{value}” stands more than once; the first counts."),
        ("只留一行。", "Leave one of the rows."),
    ),
    "no-data-rows": FindingText(
        ("表头以下没有可计入的行。", "No row below the header counts."),
        ("请检查表头所在行，或补上企业后再上传。", "Check where the header row is, or add companies and upload the list again."),
    ),
    "rows-left-out": FindingText(
        ("按设置有 {count} 行未计入：第 {rows} 行。", "{count} {count:row is|rows are} left out as was chosen: {rows}."),
        ("如需计入，请在读取设置中取消。", "Change the choice to count them."),
    ),
}
