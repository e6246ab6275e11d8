"""Texts of the register of companies and of one company over all its segments."""

TEXTS: dict[str, tuple[str, str]] = {
    "suppliers.summary": (
        "显示 {rows} 条，{companies} 家企业，{segments} 个环节",
        "Rows: {rows}, companies: {companies}, segments: {segments}",
    ),
    "suppliers.search": ("搜索", "Search"),
    "suppliers.search-placeholder": ("企业、产品、环节、地点或来源", "Company, product, segment, place or source"),
    "suppliers.where": ("所在区域", "Located in"),
    "suppliers.anywhere": ("任何地方", "Anywhere"),
    "suppliers.any": ("全部", "All"),
    "suppliers.none": (
        "还没有企业。在链工作簿的“企业”表填写，或上传一份企业名单。",
        "There are no suppliers yet. Fill in the sheet of suppliers of a chain's workbook, or upload a supplier list.",
    ),
    "suppliers.none-match": (
        "没有符合条件的企业。换一个关键词，或放宽筛选条件。",
        "No company matches. Try another word, or widen the filters.",
    ),
    "suppliers.none-here": (
        "所选的产业链或环节还没有企业记录。上传一份名单，或在左侧换一个环节。",
        "No supplier is known for the chosen chain or segment. Upload a list, or choose another segment in the sidebar.",
    ),
    "suppliers.segment-only": ("只看所选环节：{segment}", "Only the chosen segment: {segment}"),
    "why.title-register-rows": ("企业记录：{count} 条", "Supplier rows: {count}"),
    "why.title-register-companies": ("企业：{count} 家", "Companies: {count}"),
    "why.title-register-segments": ("有企业记录的环节：{count} 个", "Segments with supplier rows: {count}"),
    "why.register-rows": (
        "每条是链工作簿或企业名单里的一行：一家企业、一个环节、一个地点。",
        "Each is one row of a chain's workbook or of a supplier list: a company, a segment, a place.",
    ),
    "why.register-companies": (
        "同一集团、同一统一社会信用代码或同一名称的记录算一家；一家在几条链、几个环节上，合计里只算一次。",
        "Rows of one group, one unified credit code or one name are one company; on several chains or segments it counts once "
        "in the sum.",
    ),
    "why.register-segments": (
        "至少有一条记录的环节；没有记录的环节不在其中。",
        "Segments with at least one row; those without a row are not among them.",
    ),
    "why.register-filter": ("只计符合筛选的记录（{filter}）。", "Only rows that match count ({filter})."),
    "why.register-each-rows": ("逐条与单元格", "Row by row, with the cells"),
    "why.register-each-companies": ("逐家企业", "Company by company"),
    "why.register-each-segments": ("逐个环节", "Segment by segment"),
    "why.register-first": ("只列前 {count} 项。", "The first {count} are shown."),
    "why.register-lever-list": (
        "上传名单、更正一行或一条线索落地，都会增减它。",
        "An uploaded list, a corrected row or a lead that lands adds to it or takes from it.",
    ),
    "why.register-lever-rows": (
        "内容完全相同的两行各算一条，但得分只计一次。",
        "Two rows that are the same count as two here, and once in the scores.",
    ),
    "why.register-lever-companies": (
        "两种写法认定为同一家，就少一家；在“上传”一页的“名称”一步决定。",
        "Two spellings that are decided to be one company make one less; decide in the step “Names” of the upload.",
    ),
    "why.register-lever-segments": (
        "没有记录的环节有了第一家企业，就多一个。",
        "The first company on a segment without rows adds one.",
    ),
    "why.register-lever-filter": ("放宽筛选条件，数字会变大。", "Wider filters make it larger."),
    "company.title": ("一家企业的全部环节", "All segments of one company"),
    "company.summary": ("{rows} 条记录，{segments} 个环节。", "Rows: {rows}, segments: {segments}."),
    "company.also-written": ("另写作：{names}", "Also written: {names}"),
}
