"""Texts of findings about regions, chains, shares and companies, in Chinese and English."""

from chainmap.present.words.finding_text import FindingText

TEXTS: dict[str, FindingText] = {
    # Regions
    "no-regions": FindingText(
        ("缺少区域表 regions.xlsx。", "The region table regions.xlsx is missing."),
        (
            "把 regions.xlsx 放进数据文件夹；可从随附数据复制。",
            "Put regions.xlsx into the data folder; the shipped one may be copied.",
        ),
    ),
    "passed-over": FindingText(
        (
            "这个表格没有读入：它不在该放的位置，或不是该用的名称、格式。",
            "This table is not read: neither its place nor its name is one of the data's.",
        ),
        (
            "产业链工作簿放进 chains 文件夹（不用下级文件夹），区域表名为 regions.xlsx，规划名为 plan.xlsx；"
            "单独的企业名单从“上传”页加入；与数据无关的请移出。",
            "Put workbooks of chains into the folder chains itself, call the table of regions regions.xlsx and the plan plan.xlsx; "
            "add a list of suppliers on the page Upload; move away what is no data.",
        ),
    ),
    "second-file": FindingText(
        ("这个文件没有读入：已用 {first}。", "This file is not read: {first} is."),
        ("只留一个，其余移出数据文件夹。", "Keep one and move the others out of the folder."),
    ),
    "duplicate-region": FindingText(
        ("区域编号“{value}”重复，{first} 已有。", "The region id “{value}” occurs twice; {first} has it too."),
        ("给其中一行另起编号。", "Give one of the rows another id."),
    ),
    "unknown-parent": FindingText(
        ("上级区域“{value}”不在本表。", "The parent region “{value}” is not in this table."),
        ("写一个已有的区域编号，或先添加该区域。", "Write the id of a region of this table, or add the region."),
        ("最接近的是：{nearest}。", "The nearest are: {nearest}."),
    ),
    "unknown-overlaps": FindingText(
        ("交叠区域“{value}”不在本表。", "The overlapping region “{value}” is not in this table."),
        ("写一个已有的区域编号，或先添加该区域。", "Write the id of a region of this table, or add the region."),
        ("最接近的是：{nearest}。", "The nearest are: {nearest}."),
    ),
    "region-cycle": FindingText(
        ("区域的上级绕成一圈：{regions}。", "The parents of these regions run in a circle: {regions}."),
        ("改正其中一行的上级；最外层的上级留空。", "Correct the parent of one of them; that of the outermost is blank."),
    ),
    "shared-alias": FindingText(
        (
            "“{value}”也是“{first}”（{first_cell}）的写法，地址中出现时难以分清。",
            "“{value}” is also a spelling of “{first}” ({first_cell}); in an address it could mean either.",
        ),
        ("从其中一个区域删去这一写法。", "Delete the spelling from one of the regions."),
    ),
    "unknown-place": FindingText(
        ("认不出所在地“{value}”。", "The place “{value}” is not known."),
        (
            "写明省、市、区或园区，上传时也可在“名称”一步认作某个区域；或在区域表为它添加别名。",
            "Name a province, city, district or park, or take it for a region in the step “Names” of an upload; or add it as an alias to the region table.",
        ),
        (
            "是否为：{nearest}？上传时可在“名称”一步确认；否则请写明省、市、区，或在区域表添加别名。",
            "Is one of these meant: {nearest}? Say so in the step “Names” of an upload; else name the province, city or "
            "district, or add an alias to the region table.",
        ),
    ),
    "unknown-checked-region": FindingText(
        ("核查范围“{value}”不是区域表中的名称。", "The checked region “{value}” is not a name of the region table."),
        (
            "写区域的全名、编号或别名；没有人查过则写“未核查”。",
            "Write the name, id or alias of a region; “unchecked” if nobody looked.",
        ),
        ("是否为：{nearest}？没有人查过则写“未核查”。", "Is one of these meant: {nearest}? Write “unchecked” if nobody looked."),
    ),
    "unknown-country": FindingText(
        ("认不出控制国“{value}”。", "The controlling country “{value}” is not known."),
        ("写区域表中的国家（地区）；不知道则留空。", "Write a country (region) of the region table, or leave it blank."),
        ("是否为：{nearest}？不知道则留空。", "Is one of these meant: {nearest}? Leave it blank if it is not known."),
    ),
    "not-a-country": FindingText(
        (
            "控制国“{value}”（{region}）比国家大，控制权仍不明。",
            "“{value}” ({region}) is wider than a country; control stays unknown.",
        ),
        ("写明国家（地区）；不知道则留空。", "Name a country (region), or leave it blank."),
    ),
    # Chains and segments
    "no-chains": FindingText(
        ("没有产业链工作簿。", "There is no chain workbook."),
        ("把至少一个工作簿放进 chains 文件夹。", "Put at least one workbook into the folder chains."),
    ),
    "duplicate-chain": FindingText(
        (
            "链编号“{value}”重复，{first} 已有；本文件全部未计入。",
            "The chain id “{value}” occurs twice; {first} has it too. All of this file is left out.",
        ),
        ("改成唯一的链编号，或删去其中一个文件。", "Write an id of its own, or delete one of the files."),
    ),
    "no-segments": FindingText(
        ("“环节”表没有一行数据。", "The sheet of segments has no row."),
        ("至少填写一个环节。", "Fill in at least one segment."),
    ),
    "duplicate-segment": FindingText(
        ("环节编号“{value}”重复，{first} 已有。", "The segment id “{value}” occurs twice; {first} has it too."),
        ("给其中一行另起编号，引用它的地方一并改。", "Give one of the rows another id, also where it is referred to."),
    ),
    "duplicate-name": FindingText(
        (
            "环节名称“{value}”重复，{first} 已有；按名称引用时分不清。",
            "The segment name “{value}” occurs twice; {first} has it too, and a reference by name means neither.",
        ),
        ("改成不同的名称，或一律用编号引用。", "Give them different names, or refer to them by their ids."),
    ),
    "unknown-segment": FindingText(
        ("本链没有环节“{segment}”。", "This chain has no segment “{segment}”."),
        (
            "写环节编号或名称；新环节请先加到“环节”表。",
            "Write the id or name of a segment; add a new one to the sheet of segments first.",
        ),
        (
            "是否为：{nearest}？新环节请先加到“环节”表。",
            "Is one of these meant: {nearest}? Add a new segment to the sheet of segments first.",
        ),
    ),
    "ambiguous-segment": FindingText(
        ("有几个环节都叫“{segment}”。", "Several segments are called “{segment}”."),
        ("改用环节编号。", "Write the segment's id instead."),
    ),
    "segment-in-several-chains": FindingText(
        ("几条链都有环节“{segment}”：{chains}。", "Several chains have a segment “{segment}”: {chains}."),
        ("写成“链编号/环节编号”，或填写产业链一列。", "Write chain/segment, or fill in the chain."),
    ),
    "unknown-chain": FindingText(
        ("没有产业链“{value}”。", "There is no chain “{value}”."),
        ("写链编号或链名称。", "Write the id or name of a chain."),
        ("是否为：{nearest}？", "Is one of these meant: {nearest}?"),
    ),
    # Dependencies, shares, rates
    "self-dependency": FindingText(
        ("环节“{value}”不能是自己的上游。", "The segment “{value}” cannot be an input of itself."),
        ("改正上游或下游，或删去本行。", "Correct one of the two, or delete the row."),
    ),
    "repeated-dependency": FindingText(
        (
            "“{upstream} → {downstream}”已在 {first}，只计一次。",
            "“{upstream} → {downstream}” stands at {first} already and counts once.",
        ),
        ("删去重复的一行。", "Delete one of the rows."),
    ),
    "cycle": FindingText(
        ("依赖成环：{path}。", "The dependencies run in a circle: {path}."),
        ("允许成环；请确认并非写反了上下游。", "A circle is allowed; check that no row has its ends swapped."),
    ),
    "closed-loop": FindingText(
        ("依赖成环而到不了任何终端：{path}。", "The dependencies run in a circle that reaches no end segment: {path}."),
        (
            "核对本行方向，或补上通向终端环节的依赖。",
            "Check the direction of this row, or add a dependency that leads to an end segment.",
        ),
    ),
    "group-names-differ": FindingText(
        (
            "分组“{group}”有两个英文名称：这里是“{value}”，{first} 是“{used}”；采用后者。",
            "Group “{group}” has two English names: “{value}” here, “{used}” at {first}, which is used.",
        ),
        ("整组写成一样，或只写在一行。", "Write the same on all rows of the group, or write it on one row only."),
    ),
    "unequal-group-shares": FindingText(
        (
            "替代组“{group}”（下游“{segment}”）的投入占比不一：这里 {value}，{first} 为 {other}。",
            "The rows of substitute group “{group}” (of “{segment}”) give different input shares: {value} here, "
            "{other} at {first}.",
        ),
        ("整组只有一个占比：写在一行，或各行相同。", "A group has one share: write it on one row, or alike on all."),
    ),
    "essential-disagrees": FindingText(
        (
            "替代组“{group}”（下游“{segment}”）对“必需”说法不一，{first} 与此相反；按未知处理。",
            "The rows of substitute group “{group}” (of “{segment}”) disagree on essential, {first} says the "
            "opposite; it is taken as unknown.",
        ),
        ("整组写成一致；不知道则都留空。", "Say the same on all rows, or leave them blank."),
    ),
    "share-sum-above": FindingText(
        (
            "“{segment}”各上游的投入占比合计 {value}，加上自身至少 {own}，超过 1；该环节已填的占比都未采用。",
            "The input shares of “{segment}” add up to {value}; with {own} for itself that is above 1. None of the "
            "shares of this segment is used.",
        ),
        (
            "调低投入占比或自身增值占比，使合计不超过 1。",
            "Lower the input shares or the own share so that they add up to 1 at most.",
        ),
    ),
    "share-sum-below": FindingText(
        (
            "“{segment}”的占比都已填，合计只有 {sum}（其中自身 {own}）；都未采用。",
            "All shares of “{segment}” are given, but add up to {sum} only ({own} of it its own). None of them is used.",
        ),
        ("使合计为 1，或把不确定的一项留空。", "Let them add up to 1, or leave an uncertain one blank."),
    ),
    "own-share-with-inputs": FindingText(
        ("“{segment}”有上游，自身增值占比不能是 {value}。", "“{segment}” has inputs, so its own share cannot be {value}."),
        ("改为小于 1 的数，或留空由关键度推算。", "Write a number below 1, or leave it blank."),
    ),
    "own-share-without-inputs": FindingText(
        (
            "“{segment}”没有上游，自身增值占比只能是 1，这里是 {value}。",
            "“{segment}” has no inputs, so its own share is 1, here is {value}.",
        ),
        ("补上依赖，或把自身增值占比留空。", "Add its dependencies, or leave the own share blank."),
    ),
    "final-weights-zero": FindingText(
        ("终端权重全部为 0，未采用。", "All final weights are 0; they are not used."),
        (
            "至少一个终端环节写大于 0 的权重，或全部留空。",
            "Give at least one end segment a weight above 0, or leave them all blank.",
        ),
    ),
    "demand-without-unit": FindingText(
        ("年需求量 {value} 没有单位，无法与产能比较。", "The demand {value} has no unit and cannot be held against capacities."),
        ("在“需求单位”填写与产能相同的单位。", "Fill in the unit, the same as of the capacities."),
    ),
    "rate-ends-swapped": FindingText(
        (
            "国产化率下限 {value} 大于上限 {other}，未采用。",
            "The lower end {value} of the domestic rate is above the upper end {other}; it is not used.",
        ),
        ("对调或改正两端。", "Swap or correct the two ends."),
    ),
    "rate-one-end": FindingText(
        (
            "国产化率只填了一端（{value}），另一端按 0 或 1 处理。",
            "Only one end of the domestic rate is given ({value}); the other is taken as 0 or 1.",
        ),
        ("两端都填写；单一数值则上下限写成相同。", "Give both ends; write a single value in both."),
    ),
    "rate-without-source": FindingText(
        ("国产化率 {value} 没有来源。", "The domestic rate {value} has no source."),
        ("在“国产化率来源”写明出处与年份。", "Name the source and its year."),
    ),
    # Suppliers
    "capacity-without-unit": FindingText(
        ("年产能 {value} 没有单位，无法与需求比较。", "The capacity {value} has no unit and cannot be held against a demand."),
        ("在“产能单位”填写单位。", "Fill in its unit."),
    ),
    "supply-share-sum-above": FindingText(
        ("“{segment}”各企业供应占比合计 {sum}，超过 1。", "The supply shares of “{segment}” add up to {sum}, above 1."),
        ("核对各企业占比的口径是否相同。", "Check that all shares are of the same total."),
    ),
    "company-with-two-codes": FindingText(
        (
            "“{value}”对应几个代码或集团：{codes}（另见 {first}）；按不同企业计，没有代码的行单独计。",
            "“{value}” occurs with several codes or groups: {codes} (see also {first}); they count as different "
            "companies, rows without a code apart.",
        ),
        (
            "若是同一企业，改正代码；否则把名称写全以便区分。",
            "If they are one company, correct the code; else write the full names.",
        ),
    ),
    "code-with-several-names": FindingText(
        (
            "代码 {code} 有几个名称：{names}；按同一企业计（另见 {first}）。",
            "The code {code} has several names: {names}; they count as one company (see also {first}).",
        ),
        ("确认是同一企业；写错代码请改正。", "Check that they are one company; correct a wrong code."),
    ),
    "company-spelled-differently": FindingText(
        (
            "几种写法只差全半角、空格、标点或大小写，按同一企业计：{names}（另见 {first}）。",
            "These differ in width, blanks, punctuation or case only and count as one company: {names} (see also {first}).",
        ),
        ("若不是同一企业，请填写各自的统一社会信用代码。", "If they are not one company, fill in the code of each."),
    ),
    "company-in-two-scripts": FindingText(
        (
            "几种写法换成简体后相同，按同一企业计：{names}（另见 {first}）。",
            "These are alike in simplified characters and count as one company: {names} (see also {first}).",
        ),
        (
            "请核对；若不是同一企业，请填写各自的统一社会信用代码。",
            "Check; if they are not one company, fill in the code of each.",
        ),
    ),
    "company-written-differently": FindingText(
        (
            "可能是同一企业的几种写法：{names}（另见 {first}）；目前按不同企业计。",
            "These may be one company: {names} (see also {first}); they count as different ones for now.",
        ),
        ("统一写法，或填写统一社会信用代码。", "Write them alike, or fill in the unified social credit code."),
    ),
}
