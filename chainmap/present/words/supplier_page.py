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
    "suppliers.none-match": (
        "没有符合条件的企业。换一个关键词，或放宽筛选条件。",
        "No company matches. Try another word, or widen the filters.",
    ),
    "suppliers.segment-only": ("只看所选环节：{segment}", "Only the chosen segment: {segment}"),
    "company.title": ("一家企业的全部环节", "All segments of one company"),
    "company.summary": ("{rows} 条记录，{segments} 个环节。", "Rows: {rows}, segments: {segments}."),
    "company.also-written": ("另写作：{names}", "Also written: {names}"),
}
