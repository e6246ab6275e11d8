"""Texts of the method: formulas, parameters to move, credit, limits, sources."""


def _same(title: str) -> tuple[str, str]:
    """A title that is cited as it is printed, in both languages."""
    return (title, title)


TEXTS: dict[str, tuple[str, str]] = {
    "method.sentence": (
        "三个分数各答一个问题，从不合成一个数。未知写成区间，不当作零。",
        "Three scores answer three questions and are never blended. What is not known is an interval, never zero.",
    ),
    "method.formulas": ("公式与今天的数字", "Formulas with today's numbers"),
    "method.direct-cover": ("一个环节的直接覆盖（名录口径）", "Direct cover of a segment, count grade"),
    "method.weights": ("价值权重", "Value weights"),
    "method.coverage": ("本地覆盖率", "Coverage"),
    "method.self_reliance": ("自主可控率", "Self-reliance"),
    "method.continuity": ("断供可运行率", "Continuity"),
    "method.gain": ("补一个环节对覆盖率的增益", "What filling a segment is worth for coverage"),
    "method.q-band": ("q 取不同值时的三个分数（已核实值，%）", "The three scores at different q, as established, %"),
    "method.parameters": ("调整参数", "Move the parameters"),
    "method.parameters-note": ("只影响本页的对照，不改动其他页面。", "Only the comparison here changes, no other page."),
    "method.q": ("q：一家量产企业就够的概率", "q: chance that one producing company is enough"),
    "method.readiness": ("状态折算", "Readiness"),
    "method.min_confidence": ("最低可信度", "Minimum confidence"),
    "method.no-minimum": ("不限", "None"),
    "method.hmt_is_domestic": ("港澳台控制计为内资", "HK, Macao, Taiwan control as domestic"),
    "method.weak_below": ("弱链：覆盖低于", "Weak: cover below"),
    "method.controlled_below": ("外控、攻关：自主覆盖低于", "Foreign-held, breakthrough: controlled cover below"),
    "method.hollow_below": ("空心：投入自主含量低于", "Hollow: content of inputs below"),
    "method.fragile_below": ("单点：失去一家后低于", "Fragile: after loss below"),
    "method.extend_from": ("延链：覆盖不低于", "Extend: cover from"),
    "method.nearby_steps": ("就近配套：往上看几级", "Source nearby: steps up the ladder"),
    "method.nearby_companies": ("就近配套：至少几家", "Source nearby: companies from"),
    "method.parameters-do": ("每个参数做什么", "What each parameter does"),
    "method.by-default": ("默认 {value}", "{value} by default"),
    "column.parameter": ("参数", "Parameter"),
    "column.parameter-now": ("现值", "Now"),
    "column.parameter-does": ("作用", "What it does"),
    "method.does-q": (
        "产能未知的企业用。1：一家量产企业就算覆盖；越小，同样的覆盖要的企业越多，分数越低。",
        "For companies of unknown capacity. At 1 one that produces is enough; the smaller, the more it takes, and scores fall.",
    ),
    "method.does-readiness": (
        "尚未量产的企业按状态折算，现在是：{counts}。",
        "How much a company counts that does not produce yet; now {counts}.",
    ),
    "method.counts-as": ("{status} {share:g}", "{status} {share:g}"),
    "method.does-min_confidence": (
        "可信度更低的企业记录不计；没写可信度的最先不计。",
        "Rows of lower confidence are left out, those without one first.",
    ),
    "method.does-hmt_is_domestic": (
        "香港、澳门、台湾控制的企业，自主可控率算不算内资。",
        "Whether self-reliance takes control from Hong Kong, Macao or Taiwan as domestic.",
    ),
    "method.does-weak_below": (
        "有供给而覆盖低于它，判为弱链。",
        "Supplied, but covered below it: weak.",
    ),
    "method.does-controlled_below": (
        "覆盖够而内资控制的部分低于它，判为外控；全国也低于它，行动是攻关。",
        "Covered, but below it under domestic control: foreign-held; below it in the whole country too: breakthrough.",
    ),
    "method.does-hollow_below": (
        "自主覆盖够而投入的国内含量低于它，判为空心。",
        "Under domestic control, but content of the inputs below it: hollow.",
    ),
    "method.does-fragile_below": (
        "失去影响最大的一家后低于它，判为单点。",
        "Below it after the loss of the main company: fragile.",
    ),
    "method.does-extend_from": (
        "覆盖不低于它，而下游缺、弱或待投产，行动是延链。",
        "Covered from it on, with users that are missing, weak or coming: the action is extend.",
    ),
    "method.does-nearby_steps": (
        "缺链或单点而规划没有点名时，往上这么多级的地区里有足够的量产企业，行动是就近配套。",
        "Missing or fragile and not asked for by the plan: enough producing companies within so many steps up the ladder "
        "make the action source nearby.",
    ),
    "method.does-nearby_companies": (
        "就近配套要本地以外至少这么多家量产企业。",
        "So many producing companies outside the region are enough to source nearby.",
    ),
    "method.reset": ("恢复默认参数", "Back to the defaults"),
    "method.setting": ("{name} {value}", "{name} {value}"),
    "method.yes": ("是", "yes"),
    "method.no": ("否", "no"),
    "method.effect": ("调整前后的分数", "Scores before and after"),
    "method.gaps-stay": ("前 {count} 个缺口不变：{names}。", "The first {count} {count:gap stays|gaps stay}: {names}."),
    "method.gaps-move": (
        "前 {count} 个缺口中 {same} 个仍在前列，现为：{names}。",
        "Of the first {count} {count:gap|gaps}, {same} {same:stays|stay} among the first; now: {names}.",
    ),
    "method.no-gaps": ("前后都没有已核实的缺口。", "No established gap before or after."),
    "method.verdicts-stay": ("各裁定的环节数不变。", "The number of segments per verdict stays."),
    "method.number-moves": ("{name} {before} → {after}", "{name} {before} → {after}"),
    "method.actions-stay": ("各行动的环节数不变。", "The number of segments per action stays."),
    "method.limits": ("方法不主张什么", "What the method does not claim"),
    "method.limits-text": (
        "分数是核算恒等式与压力假设，不预测断供。q、状态折算与关键度作权重都是约定。名录口径的分数与名录一样完整。链"
        "越深，q 小于 1 时分数越低。两条链只有描述得同样细才可比较，所以分数旁写着环节数与最长路径。",
        "The scores are accounting identities and stress assumptions; they predict no disruption. q, readiness and "
        "criticality as weight are conventions. On the count grade a score is as complete as the register. Deep "
        "chains score lower when q is below 1. Two chains compare only when described in like detail, so the number "
        "of segments and the longest path stand beside the score.",
    ),
    "method.sources": ("来源", "Sources"),
    "method.source.leontief": ("自主可控率：", "Self-reliance: "),
    "method.cite.leontief": _same("Leontief, W. (1936), Review of Economics and Statistics 18"),
    "method.source.miller-blair": ("总需求与 Leontief 逆：", "Total requirement and Leontief inverse: "),
    "method.cite.miller-blair": _same("Miller, R. E. & Blair, P. D., Input–Output Analysis, Cambridge University Press"),
    "method.source.hummels": ("国内含量为 1 减进口含量：", "Domestic content as one minus import content: "),
    "method.cite.hummels": _same("Hummels, D., Ishii, J. & Yi, K.-M. (2001), Journal of International Economics 54"),
    "method.source.esri": ("断供可运行率：", "Continuity: "),
    "method.cite.esri": _same("Diem, C. et al. (2022), Scientific Reports 12:7719"),
    "method.source.aumann-shapley": ("各缺口的贡献：", "Credit per gap: "),
    "method.cite.aumann-shapley": _same("Aumann, R. J. & Shapley, L. S. (1974), Values of Non-Atomic Games"),
    "method.source.owen": ("版本变化按原因、按企业的分解：", "Split of a change by cause and by company: "),
    "method.cite.owen": _same(
        "Shapley, L. S. (1953), A Value for n-Person Games; Owen, G. (1977), Values of Games with a Priori Unions"
    ),
    "method.source.hhi": ("企业集中度：", "Concentration of companies: "),
    "method.cite.hhi": _same("Herfindahl–Hirschman index, US Merger Guidelines"),
    "method.source.okabe-ito": ("裁定的颜色（色觉差异者也能分辨）：", "Colours of verdicts, safe for colour-blind eyes: "),
    "method.cite.okabe-ito": _same("Okabe, M. & Ito, K. (2008), Color Universal Design"),
    "method.gain-reliance": ("补一个环节对自主可控率的增益", "What filling a segment is worth for self-reliance"),
    "method.credit": ("各缺口的贡献", "Credit per gap"),
    "method.credit-title": ("各缺口对{region}自主可控率的贡献", "Credit of each gap for self-reliance in {region}"),
    "method.credit-note": (
        "全部缺口一起补齐时，提高的部分由各缺口分得多少；合计加余量恰为“全部补齐减现在”。",
        "How what filling all gaps adds is shared among them; sum and rest are exactly all filled less now.",
    ),
    "method.credit-rest": ("其余 {count} 个环节", "{count} other {count:segment|segments}"),
    "method.credit-sum": ("合计", "Sum"),
    "method.credit-now": ("现在的自主可控率（已核实）", "Self-reliance now, as established"),
    "method.credit-filled": ("全部补齐后的自主可控率", "Self-reliance with all filled"),
    "method.no-credit": ("没有可分的：各环节在该区域都已自主覆盖。", "Nothing to share: every segment is under control there."),
    "method.no-credit-yet": (
        "没有可分的：补任何一个环节都还提高不了自主可控率，多因终端应用在该区域没有已核实的自主供给。",
        "Nothing to share: filling any segment does not lift self-reliance yet, mostly because no supply of the end uses under "
        "control is established there.",
    ),
    "method.example": ("以{segment}为例", "With the numbers of {segment}"),
    "method.today": ("代入今天的数字", "With today's numbers"),
    "method.as-moved": ("以下按移动后的参数：{settings}。", "What follows is computed with the moved parameters: {settings}."),
    "readiness.central": ("居中", "central"),
    "readiness.firm": ("从严：只计量产", "firm: producing only"),
    "readiness.pipeline": ("含在建与规划", "pipeline: projects counted"),
}
