"""Titles of the answers to "why": which number it is, and of what."""

TEXTS: dict[str, tuple[str, str]] = {
    "why.title": ("{score}：{chain}", "{score}: {chain}"),
    "why.title-after-loss": ("{score}的稳健值：{chain}", "{score} after loss: {chain}"),
    "why.title-forecast-landed": ("线索落地后{chain}的{score}：{value}", "{score} of {chain} once the leads land: {value}"),
    "why.title-forecast-weighted": (
        "按概率加权，{chain}的{score}：{value}",
        "{score} of {chain}, weighted by chance: {value}",
    ),
    "why.title-verdict": ("{verdict} {count} 个：{chain}", "{verdict}, {count}: {chain}"),
    "why.title-state": ("{state} {count} 个：{chain}", "{state}, {count}: {chain}"),
    "why.title-checked": ("{chain}为{region}查过的环节：{count} 个", "Segments of {chain} checked for {region}: {count}"),
    "why.title-checked-all": ("为{region}查过的环节：{count} 个", "Segments checked for {region}: {count}"),
    "why.title-action": ("{action} {count} 个：{chain}", "{action}, {count}: {chain}"),
    "why.title-gain": ("补上{segment}值多少：{chain}", "What filling {segment} is worth: {chain}"),
    "why.title-count-grade": ("名录口径所占价值：{chain}", "Value on the count grade: {chain}"),
    "why.title-confidence": (
        "可信度{confidence}的记录：{count} 条，占 {share}",
        "Confidence {confidence}: {count} {count:row|rows}, {share}",
    ),
    "why.title-goal": ("规划目标：{goal}", "Goal of the plan: {goal}"),
    "why.title-age": ("数据有多旧", "How old the data are"),
    "why.title-controlled": ("{segment}在{region}的自主覆盖：{value}", "Controlled cover of {segment} in {region}: {value}"),
    "why.title-lost": ("{segment}在{region}失去一家企业之后：{value}", "{segment} in {region} after losing a company: {value}"),
    "why.title-companies": ("{segment}在{region}的企业：{value}", "Companies on {segment} in {region}: {value}"),
    "why.title-hhi": ("{segment}在{region}的集中度：{value}", "Concentration of {segment} in {region} (HHI): {value}"),
    "why.title-content": (
        "{segment}的自主含量（{region}，含上游）：{value}",
        "Domestic content of {segment} ({region}, inputs included): {value}",
    ),
    "why.title-inputs": (
        "{segment}投入的自主含量（{region}）：{value}",
        "Domestic content of the inputs of {segment} ({region}): {value}",
    ),
    "why.title-runnable": ("{segment}断供时可运行（{region}）：{value}", "What of {segment} could still run ({region}): {value}"),
    "why.title-weight": ("{segment}占全链价值：{value}", "{segment} as a share of the chain's value: {value}"),
    "why.title-filled": (
        "补上{segment}，{score} {points} 个百分点",
        "Filling {segment}: {points} {points:point|points} of {score}",
    ),
    "why.title-credit": ("{segment}的贡献：{value}", "Credit of {segment}: {value}"),
    "why.title-information": ("查清{segment}的价值：{value}", "What knowing {segment} is worth: {value}"),
    "why.title-candidates": ("{segment}的候选企业：{value} 家", "Candidates for {segment}: {value}"),
    "why.title-best": (
        "补 {count} 个环节，{score}到 {value}",
        "Filling {count} {count:segment|segments} takes {score} to {value}",
    ),
    "why.title-landing": ("{company}落地{region}做{segment}值多少", "What {company} landing in {region} for {segment} is worth"),
}
