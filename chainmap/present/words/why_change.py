"""Texts of the answers to "why" about a change between two versions."""

TEXTS: dict[str, tuple[str, str]] = {
    "side.before": ("旧版本的数字。", "As it is in the older version."),
    "side.version": ("{version}的数字。", "As it is in {version}."),
    "side.draft": ("发布之后的数字，尚未发布。", "As it will be once this is published."),
    "side.after": ("新版本的数字。", "As it is in the newer version."),
    "compare.verdicts": ("裁定变化", "Verdicts that changed"),
    "compare.no-verdicts": ("没有环节的裁定改变。", "No segment has another verdict."),
    "why.title-change": ("{chain}的{score}：{before} → {after}", "{score} of {chain}: {before} → {after}"),
    "why.change": (
        "两版各用自己的公式和数字，逐环节并列；差的合计就是分数的变化。点一个环节，可以看它在两版里的每个数字，再到单元格。",
        "Both versions with their own numbers, segment by segment; the differences add up to the change of the score. "
        "Open a segment for each of its numbers in both versions, down to the cells.",
    ),
    "why.change-causes": ("变化的来源（百分点）", "Where the change comes from, points"),
    "why.change-parts": ("逐环节：旧版本与新版本", "Segment by segment, in both versions"),
    "why.change-rest": ("其余 {count} 个环节，没有变化", "{count} other {count:segment|segments}, unchanged"),
    "why.change-own": ("自身覆盖或含量变了的环节", "Segments whose own cover or content changed"),
    "why.change-whole": ("整个分数：", "The whole score: "),
    "why.change-rows": ("变了的行（旧 → 新）", "Rows that differ, old → new"),
    "why.change-no-rows": (
        "这个环节自己的行没有变；数字变了，是因为别的环节、链的定义或参数变了。",
        "No row of the segment itself differs; its numbers moved with other segments, the chain's definition or parameters.",
    ),
    "why.change-sides": ("这个环节在两版里的数字", "The segment's numbers in both versions"),
    "column.product-before": ("旧：份额 × 值", "Older: share × value"),
    "column.product-after": ("新：份额 × 值", "Newer: share × value"),
    "column.adds-before": ("旧 %", "Older, %"),
    "column.adds-after": ("新 %", "Newer, %"),
    "column.difference": ("差（百分点）", "Difference, points"),
    "column.number": ("数字", "Number"),
    "column.which-new": ("已换成新版本的", "Taken from the newer version"),
    "column.part-of-change": ("份额（百分点）", "Share, points"),
    "why.title-cause": (
        "{chain}的{score}变化中，{cause}部分：{points} 个百分点",
        "The part of {cause} in the change of {score} of {chain}: {points} {points:point|points}",
    ),
    "why.cause": (
        "数据、链定义、方法逐个由旧换新，次序不同，各自的作用也不同；这里取所有次序的平均，所以各部分合计恰为总变化。",
        "Data, definition and method are replaced one after the other; what each does depends on the order, so the mean over "
        "all orders is taken, and the parts add up to the change.",
    ),
    "why.cause-states": ("换成新版本之后的分数", "The score once these are those of the newer version"),
    "why.cause-none": ("都是旧版本的", "nothing: the older version"),
    "why.cause-data": ("谁的行变了，各占多少", "Whose rows differ, and the share of each"),
    "why.cause-definition": ("链定义里变了的行", "Rows of the definition that differ"),
    "why.cause-method": ("变了的参数", "Parameters that differ"),
    "why.cause-same": ("这一部分两版相同。", "This is the same in both versions."),
    "why.title-share": (
        "{member}：{chain}的{score}变化中占 {points} 个百分点",
        "{member}: {points} {points:point|points} of the change of {score} of {chain}",
    ),
    "why.share-exact": (
        "它的行由旧换新，在其他企业的行已换或未换的所有次序下，平均带来这么多；各家合计恰为数据部分。",
        "What its rows add when they are replaced, on average over all orders with those of the others; "
        "all together they are the data part.",
    ),
    "why.share-orders": (
        "它的行由旧换新，在 {orders} 种次序下平均带来这么多；各家合计恰为数据部分。",
        "What its rows add when they are replaced, on average over {orders} orders with those of the others; "
        "all together they are the data part.",
    ),
    "why.share-segments": ("涉及的环节，在两版里", "Its segments, in both versions"),
    "why.title-verdict-change": ("{segment}：{before} → {after}", "{segment}: {before} → {after}"),
    "why.title-verdict-same": ("{segment}：裁定没有变，{after}", "{segment}: the verdict is the same, {after}"),
    "why.number-at": ("{number}（{region}）", "{number} ({region})"),
    "why.verdict-nowhere": ("没有这个环节", "not there"),
}
