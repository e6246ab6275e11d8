"""Texts of the plan: clauses and their segments, clusters, resources."""

TEXTS: dict[str, tuple[str, str]] = {
    "plan.none": (
        "还没有规划。把 plan.xlsx 放进数据文件夹（与 regions.xlsx 并列），内有“目标”“条款”“集群”三张表，各列见 docs/columns.md；"
        "刷新后这里逐条显示规划的要求、所指环节和现状。",
        "There is no plan yet. Put plan.xlsx into the data folder, beside regions.xlsx, with its sheets of goals, clauses and "
        "clusters (columns: docs/columns.md). After a reload every clause stands here with its segments and how they are now.",
    ),
    "plan.unusable": (
        "规划工作簿 {file} 不能用，所以这里没有规划。哪里不对，见“总览”末尾的数据提示；改好后刷新，这里逐条显示规划的要求、所指环节和现状。",
        "The plan's workbook {file} cannot be used, so no plan stands here. What is wrong with it stands among the findings at the "
        "end of the overview; once it is mended, every clause stands here with its segments and how they are now.",
    ),
    "plan.no-goals": ("规划工作簿里没有目标。", "The plan's workbook has no goals."),
    "plan.no-clauses": ("规划工作簿里没有条款。", "The plan's workbook has no clauses."),
    "plan.no-clusters": ("规划工作簿里没有集群。", "The plan's workbook has no clusters."),
    "plan.no-resources": ("工作簿里没有资源表。", "The workbooks have no resources."),
    "plan.sentence": (
        "{clauses} 条条款点名了 {segments} 个环节：{parts}。",
        "{clauses} {count:clause names|clauses name} {segments} {more:segment|segments}: {parts}.",
    ),
    "plan.sentence-nothing": ("没有条款点名环节。", "No clause names a segment."),
    "plan.part-there": ("{region}已有 {number} 个", "{number} {count:is|are} there in {region}"),
    "plan.part-missing": ("确认缺 {number} 个", "{number} {count:is|are} missing"),
    "plan.part-open": ("未查清 {number} 个", "{number} {count:is|are} not known yet"),
    "plan.part-rest": ("待投产等 {number} 个", "{number} {count:is|are} coming or the like"),
    "plan.sentence-silent": ("另有 {number} 条未点名环节。", " {number} {count:clause names|clauses name} no segment."),
    "plan.sentence-uncovered": ("{number} 个缺口没有条款点名。", " No clause names {number} {count:gap|gaps}."),
    "plan.no-version-before": (
        "没有上一版可比：裁定只列今天的。",
        "There is no version before to compare with: verdicts are of today.",
    ),
    "plan.as-before": (
        "与上一版（{version}）相比，点名环节的裁定都没有变。",
        "No named segment has another verdict than at the version before ({version}).",
    ),
    "plan.changed": (
        "与上一版（{version}）相比，{count} 个点名环节的裁定变了：{names}。",
        "Since the version before ({version}), {count} named {count:segment has|segments have} another verdict: {names}.",
    ),
    "plan.moved": ("{segment}由{before}变为{after}", "{segment} from {before} to {after}"),
    "plan.title": ("规划条款", "Clauses of the plan"),
    "plan.clauses": ("逐条核对：点名环节的条款（{count}）", "Clause by clause: those that name segments ({count})"),
    "plan.silent": ("未点名环节的条款（{count}）", "Clauses that name no segment ({count})"),
    "plan.silent-note": (
        "这些条款对整条链、平台或机制提要求，没有可逐项核对的环节。",
        "They ask something of a whole chain, a platform or a way of working; there is no segment to hold them against.",
    ),
    "plan.clusters-note": (
        "只计名录所在地写明在集群内、未停产的企业；所在地只写到上一级区域的不计入。",
        "Counted are companies whose place is written within the cluster and that are not stopped; a wider place does not count.",
    ),
    "plan.nobody-there": ("名录中没有企业", "nobody in the register"),
    "plan.company-count": ("{count} 家", "{count} {count:company|companies}"),
    "plan.segment-count": ("共 {count} 个环节", "{count} {count:segment|segments} in all"),
    "plan.names-after": ("：{names}", ": {names}"),
    "plan.resources-by-segment": ("有对应资源的环节", "Segments with resources of their own"),
    "plan.no-resources-by-segment": ("没有资源写明对应的环节。", "No resource names a segment."),
    "plan.resource-of-kind": ("{name}（{kind}）", "{name} ({kind})"),
    "plan.uncovered": ("规划未点名的缺口", "Gaps that no clause covers"),
    "plan.uncovered-note": ("已核实为缺口、但没有条款提到的环节。", "Established gaps that no clause mentions."),
    "plan.all-covered": ("每个已核实的缺口都有条款点名。", "Every established gap is named by a clause."),
    "plan.clusters": ("“1+N”集群", "Clusters, one plus N"),
    "plan.cells": ("{count} 处", "{count} {count:cell|cells}"),
    "plan.resources": ("资源", "Resources"),
    "plan.every-chain": ("全部产业链", "all chains"),
    "plan.no-place": ("未填地点", "no place entered"),
    "plan.no-region": ("地点未定位", "place not located"),
}
