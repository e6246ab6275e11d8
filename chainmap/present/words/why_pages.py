"""Texts of the answers to "why" on the method page, on the plan, in the register and in scenarios."""

TEXTS: dict[str, tuple[str, str]] = {
    # whose number it is
    "side.region": ("从{region}看的数字。", "Seen from {region}."),
    "side.scenario": ("情景之后的数字。", "As it is after the scenario."),
    "side.worst": ("失去这些企业之后的数字。", "As it is once these companies are lost."),
    "side.moved": ("按方法页移动后的参数：{settings}。", "With the parameters moved on the method page: {settings}."),
    "side.q": (
        "按 q = {q} 计算，其余参数同方法页。",
        "Computed with q = {q}; the other parameters are those of the method page.",
    ),
    # segments and paths
    "why.title-segments": ("{chain}的全部环节：{count} 个", "All segments of {chain}: {count}"),
    "why.segments-of": (
        "每行是链工作簿“环节”表的一行；权重合计为 100 %。从{region}看裁定与覆盖。",
        "Each row is one of the sheet of segments; the weights add up to 100 %. Verdicts and covers are those in {region}.",
    ),
    "why.title-depth": (
        "{chain}的最长路径：{count} 步",
        "Longest path of {chain}: {count} {count:step|steps}",
    ),
    "why.depth": (
        "从原料到终端，沿依赖关系一步一行；没有更长的路径。",
        "From raw to end use along the dependencies, one step a row; no path is longer.",
    ),
    "why.title-credit-all": ("全部缺口的贡献：{value}", "Credit of all gaps: {value}"),
    # sets of gaps
    "why.title-unlock": (
        "同时补上 {count} 个环节，{score} {points} 个百分点",
        "Filling {count} {count:segment|segments} together: {points} {points:point|points} of {score}",
    ),
    "why.unlock": (
        "{region}的断供可运行率：这 {count} 个环节全部补上才会提高，少补一个就没有或更少。",
        "Continuity in {region}: it rises once all of the {count} are filled; with one left out it rises less, or not at all.",
    ),
    "why.unlock-members": ("每个环节都少不了", "None of them can be spared"),
    "why.unlock-ends": ("各终端：现在与补上之后", "End uses, now and filled"),
    "why.all-filled": ("全部补上", "All filled"),
    "column.without": ("唯独不补它 %", "All but this one, %"),
    "hint.without": ("其余都补、只缺这一个时的断供可运行率", "Continuity with the others filled and this one as it is"),
    # random stress
    "why.title-stress": ("{chain}的{score}，{what}：{value}", "{score} of {chain}, {what}: {value}"),
    "why.stress": (
        "每次抽样去掉抽中的企业，重新计算分数；把各次的分数从低到高排，取到该份额为止的那一个。",
        "Every draw takes its companies away and computes the score again; in the order of the scores, the figure is the one "
        "that this share of the draws does not pass.",
    ),
    "why.stress-harmed": ("下降的抽样", "draws that fall"),
    "why.tex-draws-below": ("的抽样不高于它", "of the draws leave no more"),
    "why.stress-share": ("抽样份额", "Share of draws"),
    "why.stress-companies": ("失去谁降得最多", "Whose loss costs most"),
    "why.stress-lost": ("失去它的抽样", "Draws that lose it"),
    "why.stress-fall": ("这些抽样平均变化（百分点）", "Mean change in these, points"),
    "why.stress-note": (
        "至多列 12 家；同一次抽样里也失去了别的企业，所以平均变化不只是它一家的。逐家失去时就是它一家的。",
        "At most 12 are listed; the same draws lose other companies too, so the mean is not the company's alone, unless they are lost one by one.",
    ),
    # what a scenario moves
    "why.title-moved": (
        "{chain}的{score}在情景中变化 {points} 个百分点",
        "{score} of {chain} moves by {points} {points:point|points} in the scenario",
    ),
    "why.moved": (
        "按已核实部分，从{region}看。先看情景每一步各加减多少，再看差额落在哪些环节；两边合计都是这个变化。",
        "As established, seen from {region}. First what every step of the scenario adds or takes, then the segments that make "
        "the difference; either way the parts add up to the change.",
    ),
    "why.title-beside": (
        "{chain}的{score}，{before} → {after}：{points} 个百分点",
        "{score} of {chain}, {before} → {after}: {points} {points:point|points}",
    ),
    "why.moved-beside": (
        "按已核实部分。差额落在哪些环节，列在下面；合计就是这个差。点一个环节，可看到它的企业与单元格。",
        "As established. Below stand the segments that make the difference, which they add up to; open one for its companies "
        "and cells.",
    ),
    "why.side-default": ("默认参数", "Published parameters"),
    "why.side-moved": ("调整后", "As moved"),
    "why.moved-parts": ("逐环节：权重 × 覆盖的变化", "Segment by segment: weight × change of cover"),
    "why.moved-ends": ("逐终端：份额 × 值的变化", "End use by end use: share × change of value"),
    "why.moved-own": ("自身自主覆盖变了的环节", "Segments whose own controlled cover moved"),
    "why.moved-none": ("没有变化。", "Nothing moved."),
    # companies by status
    "why.title-producing": ("{segment}在{region}的量产企业：{value} 家", "Producing companies on {segment} in {region}: {value}"),
    "why.title-under-way": (
        "{segment}在{region}在建、规划或尚未量产的企业：{value} 家",
        "Companies on {segment} in {region} that build, plan or are not yet producing: {value}",
    ),
    "why.title-nearby": (
        "{segment}在{region}可就近配套的企业：{value} 家",
        "Producing companies on {segment} in {region} to source from: {value}",
    ),
    "why.producing": (
        "确定在{region}、有一行写明量产的企业。",
        "Companies certainly in {region} with a row that says producing.",
    ),
    "why.under-way": (
        "确定在{region}、有一行写明爬坡、中试、在建或规划的企业。",
        "Companies certainly in {region} with a row that says ramping, pilot, under construction or planned.",
    ),
    "why.nearby": (
        "确定在{region}、已量产、且不在{focal}的企业，内资外资都算。",
        "Producing companies certainly in {region} and not in {focal}, whoever controls them.",
    ),
    # users of a gap
    "why.title-users-local": (
        "{segment}在{region}有产能的用户环节：{count} 个",
        "Users of {segment} that produce in {region}: {count}",
    ),
    "why.title-users-unknown": (
        "{segment}在{region}未核实的用户环节：{count} 个",
        "Users of {segment} of which nobody knows in {region}: {count}",
    ),
    "why.users-local": (
        "使用{segment}的环节中，{region}已核实有产能的：产出份额 × 覆盖，合计就是本地拉动。",
        "The segments that use {segment} and certainly produce in {region}: their share of its output times their cover; "
        "together they are the local pull.",
    ),
    "why.users-unknown": (
        "使用{segment}的环节中，{region}有没有产能还不知道的：没人查过，或企业的所在地、状态不明。查清之后，本地拉动最多增加份额 × 未知的覆盖。",
        "The segments that use {segment} of which nobody knows whether {region} produces: unchecked, or with companies whose "
        "place or status is open. Once known, the local pull rises by up to their share times what is open.",
    ),
    "column.pull-open": ("可增加拉动 %", "May add to pull, %"),
    "column.dependency": ("依赖写在", "Dependency in"),
    # whom to invite
    "why.title-invite-gaps": ("{region}的缺口：{count} 个", "Gaps in {region}: {count}"),
    "why.title-invite-filled": (
        "{region}有区外企业可请的缺口：{count} 个",
        "Gaps in {region} for which companies elsewhere could be invited: {count}",
    ),
    "why.title-invite-nobody": ("{region}暂无人选的缺口：{count} 个", "Gaps in {region} for which nobody is known: {count}"),
    "why.title-invite-companies": (
        "{region}可请的区外企业：{count} 家",
        "Companies elsewhere that {region} could invite: {count}",
    ),
    "why.invite-rule": (
        "从{region}看裁定为{verdicts}的环节是缺口，终端应用不算；名录里做这个环节、确定不在{region}且没有停产的企业可请。",
        "A gap is a segment that is {verdicts} in {region}, end uses left out; a company could be invited when the register "
        "has it on the segment, certainly not in {region}, and not stopped.",
    ),
    "why.invite-rule-home": (
        "在{home}的自主覆盖不足 100 % 的环节是缺口，终端应用不算；只请确定是内资、确定不在本区域且没有停产的企业。",
        "A gap is a segment whose controlled cover in {home} is below 100 %, end uses left out; only companies that are "
        "certainly domestic, certainly not in the region and not stopped are invited.",
    ),
    "why.tex-gaps": ("个缺口", "gaps"),
    "why.tex-filled": ("个有人可请", "with somebody"),
    "why.tex-nobody": ("个暂无人选", "with nobody"),
    "why.tex-rows": ("条（企业 × 缺口）", "pairs of company and gap"),
    "why.tex-again": ("条是同一企业的其他缺口", "other gaps of the same companies"),
    "why.invite-checks": (
        "{count} 个环节未核查或待定位：查明没有企业，就是缺口。",
        "{count} {count:segment is|segments are} unchecked or to be located: where nobody is found, that is a gap.",
    ),
    "why.invite-more": ("另有 {count} 家，见“未列入”。", "{count} more, see “Left out”."),
    "why.title-together": (
        "请来 {count} 家，覆盖率合计提高 {points} 个百分点",
        "{count} {count:company|companies} landing together: {points} {points:point|points} of coverage",
    ),
    "why.together": (
        "每家企业落地{region}、在它能补的每个缺口上量产；逐个缺口看覆盖从多少到多少，权重 × 增加就是它的一份，各份合计就是这个数。",
        "Every company lands in {region} and produces on every gap it is known for; gap by gap its cover before and after, "
        "times the weight, is its part, and the parts add up.",
    ),
    "why.together-exact": (
        "已证明：同样多的企业没有比这更高的。",
        "Proved best: no other set of as many companies adds more.",
    ),
    "why.together-bound": (
        "没有证明最好；任何同样多的企业合计不超过 {bound}。",
        "Not proved best; no set of as many companies adds more than {bound}.",
    ),
    "why.together-q": (
        "企业名后是它单独落地的增益；同一缺口上第二家加得更少（名录口径每家的把握 q = {q}，产能与份额最多到 100 %）。",
        "Behind a company stands what it would add alone; a second one on the same gap adds less (count grade: q = {q} each; "
        "capacities and shares count up to 100 %).",
    ),
    # plan
    "why.title-clauses-naming": ("点名环节的条款：{count} 条", "Clauses that name segments: {count}"),
    "why.title-clauses-silent": ("未点名环节的条款：{count} 条", "Clauses that name no segment: {count}"),
    "why.clauses": (
        "每行是规划工作簿“条款”表的一行；点环节可看到它的数字、企业与单元格。",
        "Each row is one of the plan's sheet of clauses; a segment opens to its numbers, companies and cells.",
    ),
    "why.title-cluster": (
        "{cluster}：{companies} 家企业，{count} 个环节",
        "{cluster}: companies {companies}, segments {count}",
    ),
    "why.cluster-place": ("集群与所在地写在", "The cluster and its place are written in"),
    "why.goal-no-target": (
        "目标没有写数量，所以没有完成比例。写在这里即可算出：",
        "The goal has no number, so there is no progress. It would stand here:",
    ),
    "why.goal-unread": (
        "写的不是数，所以没有完成比例。在这里改成数即可算出：",
        "What is written is no number, so there is no progress. Write a number here:",
    ),
    "why.goal-no-current": (
        "当前值未填报，所以没有完成比例。填在这里即可算出：",
        "No value was entered, so there is no progress. It would stand here:",
    ),
    "why.tex-done": ("完成", "done"),
    "why.tex-time": ("时间已过", "time gone"),
    "why.tex-days": ("天", "days"),
    "goal.target": ("目标值", "Target"),
    "goal.current": ("当前值", "Now"),
    "goal.start": ("起始日", "Start"),
    "goal.due": ("期限", "Due"),
    "goal.as_of": ("当前值日期", "Day of the value"),
    "column.value": ("值", "Value"),
    # whether the first gaps stay
    "why.title-stability": (
        "前 {count} 个缺口是否稳：{moved}（{chain}）",
        "Whether the first {count} {count:gap stays|gaps stay}: {moved} ({chain})",
    ),
    "why.title-rank": ("{segment}的名次：{moved}", "Rank of {segment}: {moved}"),
    "why.tried-q": (
        "q 从 {first} 到 {last} 取 {count} 个值，其余不变。",
        "q takes {count} values from {first} to {last}; the rest stays. ",
    ),
    "why.tried-readiness": ("状态折算依次用：{names}，其余不变。", "Readiness is taken as {names}; the rest stays. "),
    "why.tried-criticality": (
        "每个环节的关键度随机加减 1 或不变（限于 1 到 5），抽 {count} 次，其余不变。",
        "Every criticality moves by −1, 0 or +1 at random, within 1 and 5, in {count} {count:draw|draws}; the rest stays. ",
    ),
    "why.orders": ("出现过的次序（{count} 种）", "Orders that were met ({count})"),
    "why.other-orders": ("另外 {count} 种次序", "{count} other {count:order|orders}"),
    "why.ever-first": ("曾进入前 {count} 名的缺口", "Gaps that were ever the first {count}"),
    "why.rank": (
        "缺口按“补上后覆盖率的增加 × 本地拉动”排序；下面是各情形里它排第几、值多少。",
        "Gaps are ordered by what filling them adds to coverage, times the local pull; below, its place and worth in every case.",
    ),
    "why.worth-now": ("现在的增益：", "Its gain now:"),
    "sensitivity.tex-order": ("次序不变", "same order"),
    "sensitivity.tex-set": ("成员不变", "same gaps"),
    "sensitivity.short-q": ("q 由 0.3 到 1", "q from 0.3 to 1"),
    "sensitivity.short-readiness": ("状态折算", "Readiness"),
    "sensitivity.short-criticality": ("关键度 ±1", "Criticality ±1"),
    "sensitivity.setting": ("设为", "Set to"),
    "sensitivity.order": ("前几个缺口，依次", "First gaps, in order"),
    "sensitivity.compared": ("与现在相比", "Against now"),
    "sensitivity.is-same-order": ("次序不变", "same order"),
    "sensitivity.is-same-set": ("成员不变，次序变", "same gaps, other order"),
    "sensitivity.is-other": ("成员变", "other gaps"),
    "sensitivity.place": ("名次", "Rank"),
    "sensitivity.place-none": ("不是缺口", "no gap"),
    "sensitivity.draws": ("{count} 次抽取", "{count} {count:draw|draws}"),
    "sensitivity.cases-first": ("进入前几名的情形", "Cases among the first"),
    "column.share-of-cases": ("占比", "Share"),
    "column.step": ("步", "Step"),
}
