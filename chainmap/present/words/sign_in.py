"""Texts of the sign-in: the pages before the app, who is signed in, what keeps somebody out."""

TEXTS: dict[str, tuple[str, str]] = {
    "gate.sign-in": ("请先登录", "Please sign in"),
    "gate.sign-in-next": (
        "用单位账号登录。登录后回到您打开的页面。",
        "Use your account at work. You will come back to the page that you opened.",
    ),
    "gate.over": ("登录已过期", "Your sign-in has expired"),
    "gate.over-next": (
        "请重新登录。数据没有变化；登录后回到这一页。",
        "Please sign in again. No data were changed; you will come back to this page.",
    ),
    "gate.no-role": ("您还没有使用权限", "You have no role here yet"),
    "gate.no-role-next": (
        "您已登录为 {name}，但管理员还没有给这个账号分配角色。请把这个账号告诉管理员；分配后刷新本页即可。",
        "You are signed in as {name}, but no administrator has given this account a role. Tell an administrator this account; once it has a role, reload this page.",
    ),
    "gate.network": ("尚未配置登录，只能在本机使用", "Without sign-in the app serves this machine only"),
    "gate.network-next": (
        "这个地址别人也能打开，而系统没有配置登录，所以不显示任何数据。在本机请用 http://127.0.0.1 打开；要给别人用，请管理员按 docs/deploy.md 配置登录。",
        "Others can reach this address, and no sign-in is configured, so no data are shown. On this machine open it at http://127.0.0.1; to serve others, an administrator configures the sign-in as docs/deploy.md says.",
    ),
    "gate.settings": ("登录配置有误", "The sign-in is not configured correctly"),
    "gate.settings-next": (
        "在改好之前，任何人都不能登录，数据也不显示。请管理员改正 .streamlit/secrets.toml，然后重启应用：",
        "Until it is corrected nobody can sign in and no data are shown. An administrator corrects .streamlit/secrets.toml and restarts the app:",
    ),
    "gate.problem-unreadable": ("{key} 读不懂，不是有效的 TOML", "{key} cannot be read: it is no valid TOML"),
    "gate.problem-lacks": ("[auth] 缺少 {key}", "[auth] lacks {key}"),
    "gate.problem-callback": (
        "{key} 要写完整地址，并以 /oauth2callback 结尾",
        "{key} must be a whole address that ends in /oauth2callback",
    ),
    "gate.problem-short": ("{key} 太短，至少 32 个字符", "{key} is too short: at least 32 characters"),
    "gate.button-in": ("登录", "Sign in"),
    "gate.button-again": ("重新登录", "Sign in again"),
    "signed-in.until": ("登录至 {time}", "until {time}"),
    "signed-in.over": ("登录已于 {time} 过期", "expired {time}"),
    "signed-in.leave": ("退出登录", "Sign out"),
    "signed-in.expired": (
        "登录已过期：还可以看，不能改。没有保存的修改不会提交。",
        "Your sign-in has expired: you can read on, but change nothing. What was not saved is not submitted.",
    ),
    "signed-in.read-only": (
        "您的角色可以查看、不能修改。需要上传或发布，请联系管理员。",
        "Your role may read and not change. To upload or publish, ask an administrator.",
    ),
    # Command line
    "cli.option.address": (
        "服务的地址；不是 127.0.0.1 时须先配置登录",
        "Address to serve; anything but 127.0.0.1 needs sign-in configured",
    ),
    "cli.needs-sign-in": (
        "尚未配置登录，只能服务 127.0.0.1，不能服务 {address}。请先按 docs/deploy.md 配置 .streamlit/secrets.toml 的 [auth]。",
        "No sign-in is configured, so only 127.0.0.1 is served, not {address}. Configure [auth] in .streamlit/secrets.toml first, as docs/deploy.md says.",
    ),
    "cli.sign-in-problem": ("登录配置有误：{problem}。", "The sign-in is not configured correctly: {problem}."),
    "cli.option.withdraw": (
        "撤回写作这个名称的决定，可重复；发布为新版本。",
        "Withdraw the decisions on this written name, may repeat; as a new version.",
    ),
    "cli.author-needed": ("改动要署名：请加 --author 姓名。", "A change is signed: add --author NAME."),
    "cli.no-such-decision": ("没有写作“{name}”的名称决定。", "There is no decision on the written name “{name}”."),
    "cli.no-versions": ("还没有版本。用 publish 发布第一版。", "There is no version yet: publish makes the first one."),
    "cli.no-difference": ("没有差别。", "No difference."),
    "cli.unchanged": (
        "与最新版本 {version} 相同，没有新建版本。",
        "This equals the latest version {version}; no new one was made.",
    ),
    "console.written": ("写法", "written"),
    "console.kind": ("种类", "kind"),
    "console.answer": ("决定", "decision"),
    "console.target": ("对应", "means"),
    "change.withdrawn": ("撤回", "withdrawn"),
    # The event log
    "what.signed-in": ("登录", "signed in"),
    "what.turned-away": ("无角色，未能进入", "turned away: no role"),
    "log.person": ("人员", "Person"),
    "log.anybody": ("所有人", "anybody"),
    "log.what": ("操作", "Deed"),
    "log.anything": ("所有操作", "any deed"),
    "log.text": ("查找", "Find"),
    "log.text-placeholder": ("说明、企业、名称", "note, company, name"),
    "log.all": ("共 {count} 条记录。", "{count} {count:entry|entries}."),
    "log.count": ("{count} 条记录中的 {shown} 条。", "{shown} of {count} {count:entry|entries}."),
    "log.details": ("内容", "What it was about"),
    "log.empty": ("没有符合的记录。", "No entry matches."),
}
