"""Sentences that give the reason of a verdict, an action or an order; codes begin with `reason.`.

A verdict's reason says what was found, `do.…` what follows from it, `change.…` what would change it.
Facts that end in `_id` or `_ids` arrive as names, those that end in `_percent` as figures.
"""

_HOW = {
    "checked": ("核查未见企业", "a check found no company"),
    "public-search": ("公开检索未见企业", "a public search found no company"),
    "company-confirmed": ("经企业确认没有企业", "companies confirm that there is none"),
    "on-site": ("实地核查未见企业", "a check on site found no company"),
}
_WHEN = {"undated": ("", ""), "dated": ("（{checked_on}）", " ({checked_on})")}
_WHO = {
    "nobody": (
        "；按名录，{home_id}也没有可招引的量产内资企业。",
        "; the register knows no producing domestic company in {home_id} either.",
    ),
    "somebody": (
        "；{near_id}有 {count} 家量产内资企业。",
        "; {count} producing domestic {count:company is|companies are} in {near_id}.",
    ),
}

_MISSING: dict[str, tuple[str, str]] = {
    f"reason.missing.{method}.{dated}.{where}": (
        f"{{region_id}}{how[0]}{when[0]}{who[0]}",
        f"{{region_id}}: {how[1]}{when[1]}{who[1]}",
    )
    for method, how in _HOW.items()
    for dated, when in _WHEN.items()
    for where, who in _WHO.items()
}

_VERDICTS: dict[str, tuple[str, str]] = {
    "reason.anchor.present": (
        "需求环节，{region_id}有 {count} 家企业。",
        "Demand; {count} {count:company|companies} in {region_id}.",
    ),
    "reason.anchor.coming": (
        "需求环节，{region_id}有 {under_way} 家企业在建、规划或尚未量产。",
        "Demand; {under_way} {under_way:company|companies} in {region_id} under construction, planned or not yet producing.",
    ),
    "reason.anchor.absent": ("需求环节，{region_id}经核查没有企业。", "Demand; a check found no company in {region_id}."),
    "reason.anchor.unchecked": (
        "需求环节，{region_id}是否有企业尚未核实。",
        "Demand; whether {region_id} has a company is not verified.",
    ),
    "reason.unchecked": (
        "名录中{region_id}没有企业，也没有人查过。",
        "The register has no company in {region_id}, and nobody has looked.",
    ),
    "reason.unchecked.elsewhere": (
        "名录中{region_id}没有企业；只核查过{checked_id}。",
        "The register has no company in {region_id}; only {checked_id} was checked.",
    ),
    "reason.coming": (
        "{region_id}有 {count} 家企业在建、规划或尚未量产，目前没有可计入的供给。",
        "{count} {count:company|companies} in {region_id} under construction, planned or not yet producing; no supply counts yet.",
    ),
    "reason.locate.place": (
        "有 {count} 家企业可能在{region_id}，所在地写得不够细。",
        "{count} {count:company|companies} may be in {region_id}; the place is not written precisely enough.",
    ),
    "reason.locate.status": (
        "{region_id}有 {count} 家企业，但状态或产量不明，不能计为供给。",
        "{count} {count:company|companies} in {region_id}; status or output is not known, so no supply is counted.",
    ),
    "reason.weak": (
        "{region_id}有 {count} 家企业，只覆盖需求的 {cover_percent:g} %。",
        "{count} {count:company|companies} in {region_id} {count:covers|cover} only {cover_percent:g} % of demand.",
    ),
    "reason.foreign-held": (
        "{region_id}覆盖 {cover_percent:g} %，其中内资控制的只有 {controlled_percent:g} %。",
        "{region_id} covers {cover_percent:g} %, of which only {controlled_percent:g} % is under domestic control.",
    ),
    "reason.hollow": (
        "{region_id}自主覆盖 {controlled_percent:g} %，但计入上游后国内含量至多 {content_percent:g} %，缺口在{binding_ids}。",
        "{region_id} covers {controlled_percent:g} % under domestic control, yet domestic content with all inputs is at most "
        "{content_percent:g} %; it is lost at {binding_ids}.",
    ),
    "reason.fragile": (
        "{region_id}覆盖 {cover_percent:g} %，失去最大的一家后只剩 {loss_percent:g} %。",
        "{region_id} covers {cover_percent:g} %; without its largest company {loss_percent:g} % remains.",
    ),
    "reason.fragile.sole": (
        "{region_id}只有 1 家企业量产，覆盖 {cover_percent:g} %；失去这一家后剩 {loss_percent:g} %。",
        "{region_id} has one producing company and covers {cover_percent:g} %; without it {loss_percent:g} % remains.",
    ),
    "reason.strong.cover": (
        "{region_id}覆盖 {cover_percent:g} %，失去一家后仍有 {loss_percent:g} %；尚无企业确认量产。",
        "{region_id} covers {cover_percent:g} %, and {loss_percent:g} % after the loss of one; no company is known to produce.",
    ),
    "reason.strong": (
        "{region_id}有 {count} 家企业量产，覆盖 {cover_percent:g} %，失去一家后仍有 {loss_percent:g} %。",
        "{count} producing {count:company|companies} in {region_id} {count:covers|cover} {cover_percent:g} %, "
        "and {loss_percent:g} % after the loss of one.",
    ),
}

_ACTIONS: dict[str, tuple[str, str]] = {
    "reason.do.anchor.present": ("留住本地需求。", "Keep the local demand."),
    "reason.do.anchor.coming": (
        "推动 {count} 家企业投产达产。",
        "Help {count} {count:company|companies} under way into production.",
    ),
    "reason.do.anchor.absent": ("本地没有这一需求，不作安排。", "No such demand here; nothing to do."),
    "reason.do.anchor.unchecked": ("先核查{region_id}有无企业。", "First find out whether {region_id} has a company."),
    "reason.do.breakthrough": (
        "{home_id}内资供给至多 {controlled_percent:g} %，没有足够的内资企业可引，须攻关；引进外资可提高覆盖，但不提高自主可控。",
        "Domestic supply in {home_id} is at most {controlled_percent:g} %: too little to attract, so it needs a breakthrough; "
        "a foreign investor would count for coverage, not for self-reliance.",
    ),
    "reason.do.verify.unchecked": (
        "先核查{region_id}有无企业，再谈补链。",
        "First find out whether {region_id} has a company, then attract one.",
    ),
    "reason.do.verify.locate": ("先向企业核实所在地、状态与产量。", "First verify place, status and output with the companies."),
    "reason.do.accelerate": (
        "推动 {count} 家未量产企业投产达产。",
        "Help {count} {count:company|companies} not yet producing into production.",
    ),
    "reason.do.reconcile": (
        "规划要求扩产或投产，名录中却没有企业，两者必有一误，先核对。",
        "The plan asks to expand or start production, the register has no company: one of them is wrong; reconcile first.",
    ),
    "reason.do.trace-upstream": ("溯源上游：{binding_ids}。", "Trace upstream: {binding_ids}."),
    "reason.do.source-nearby": (
        "{near_id}有 {count} 家量产企业，规划未要求补链，可就近配套。",
        "{count} producing {count:company is|companies are} in {near_id}; the plan does not ask to fill the link, so source it nearby.",
    ),
    "reason.do.attract.somebody": (
        "可从{near_id}的 {count} 家量产内资企业中招引。",
        "Attract {count:the|one of the} {count} producing domestic {count:company|companies} in {near_id}.",
    ),
    "reason.do.attract.named": ("可从中招引。", "Attract one of them."),
    "reason.do.attract.only": ("可招引该企业。", "Attract it."),
    "reason.do.attract.nobody": (
        "跟踪尚未量产的企业，并扩大名录。",
        "Follow companies that are not yet producing, and extend the register.",
    ),
    "reason.do.diversify.somebody": (
        "可从{near_id}的 {count} 家量产内资企业中引入备份。",
        "Bring in {count:the|one of the} {count} producing domestic {count:company|companies} in {near_id} as a second source.",
    ),
    "reason.do.diversify.nobody": (
        "名录中没有可作备份的量产内资企业；跟踪尚未量产的，并扩大名录。",
        "The register knows no producing domestic company for a second source; follow those not yet producing, and extend it.",
    ),
    "reason.do.extend": (
        "有基础带动缺、弱或待投产的下游：{user_ids}。",
        "A base for users that are missing, weak or coming: {user_ids}.",
    ),
    "reason.do.keep": ("保持现状，定期复核。", "Keep it, and review it regularly."),
}

_CHANGES: dict[str, tuple[str, str]] = {
    "reason.change.anchor": ("需求环节不作缺口。", "Demand is never a gap."),
    "reason.change.unchecked": (
        "查到企业即按其状态改判，查无则为缺链。",
        "A company that is found changes it; if none is found, it is missing.",
    ),
    "reason.change.coming": (
        "在途企业中有一家投产并达到规模即改判。",
        "It changes when one of the companies under way produces at scale.",
    ),
    "reason.change.locate": (
        "核实一家确在{region_id}且量产即改判，查无则为缺链。",
        "It changes when one company is confirmed as producing in {region_id}; if none is, it is missing.",
    ),
    "reason.change.missing": ("有企业在{region_id}落地即改判。", "It changes when a company lands in {region_id}."),
    "reason.change.missing.count": (
        "一家量产企业落地，本环节的覆盖即升至 {landed_percent:g} %。",
        "One producing company that lands lifts the segment's cover to {landed_percent:g} %.",
    ),
    "reason.change.weak": (
        "本环节的覆盖达到 {threshold_percent:g} % 即改判。",
        "It changes when the segment's cover reaches {threshold_percent:g} %.",
    ),
    "reason.change.foreign-held": (
        "内资控制的覆盖达到 {threshold_percent:g} % 即改判。",
        "It changes when cover under domestic control reaches {threshold_percent:g} %.",
    ),
    "reason.change.hollow": (
        "{home_id}的国内含量达到 {threshold_percent:g} % 即改判。",
        "It changes when domestic content in {home_id} reaches {threshold_percent:g} %.",
    ),
    "reason.change.fragile": (
        "失去一家后仍有 {threshold_percent:g} % 即改判，通常再有一家量产企业即可。",
        "It changes when {threshold_percent:g} % remains after a loss; one more producing company is usually enough.",
    ),
    "reason.change.strong": (
        "失去一家后低于 {threshold_percent:g} % 即转为单点。",
        "It turns fragile when less than {threshold_percent:g} % remains after a loss.",
    ),
}

_TARGETS: dict[str, tuple[str, str]] = {
    "reason.target.domestic": (
        "内资，现在{place_id}；落地可使{region_id}覆盖率提高 {coverage_percent:g} 个百分点，名录上可补 {gap_count} 个缺口。",
        "Domestic, now in {place_id}; landing adds {coverage_percent:g} {coverage_percent:point|points} of coverage in {region_id}; "
        "it could fill {gap_count} {gap_count:gap|gaps}.",
    ),
    "reason.target.foreign": (
        "外资，现在{place_id}；落地可使{region_id}覆盖率提高 {coverage_percent:g} 个百分点，但不提高{home_id}的自主可控率，"
        "不推荐用于自主可控缺口；名录上可补 {gap_count} 个缺口。",
        "Foreign, now in {place_id}; landing adds {coverage_percent:g} {coverage_percent:point|points} of coverage in {region_id}, none of "
        "self-reliance in {home_id}, and is not recommended for that; it could fill {gap_count} {gap_count:gap|gaps}.",
    ),
    "reason.target.unknown": (
        "控制权未核实，现在{place_id}；落地可使{region_id}覆盖率提高 {coverage_percent:g} 个百分点，是否提高自主可控率先要查清；"
        "名录上可补 {gap_count} 个缺口。",
        "Control not verified, now in {place_id}; landing adds {coverage_percent:g} {coverage_percent:point|points} of coverage in {region_id}; "
        "whether it adds self-reliance must be found out first; it could fill {gap_count} {gap_count:gap|gaps}.",
    ),
    "reason.left-out.there": ("已在本地，不必招引。", "Already here."),
    "reason.left-out.may-be-there": (
        "可能已在本地（所在地写作{place_id}），先核查。",
        "May already be here (its place is written as {place_id}): verify first.",
    ),
    "reason.left-out.stopped": ("已停产。", "Has stopped production."),
    "reason.left-out.foreign": (
        "外资企业，落地不提高自主可控率。",
        "Foreign: landing it adds no self-reliance.",
    ),
    "reason.left-out.control-unknown": (
        "控制权未核实，不能用于自主可控缺口。",
        "Who controls it is not verified, so it cannot count for self-reliance.",
    ),
}

TEXTS: dict[str, tuple[str, str]] = {**_MISSING, **_VERDICTS, **_ACTIONS, **_CHANGES, **_TARGETS}
