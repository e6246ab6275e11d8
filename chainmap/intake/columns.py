"""The columns of every sheet, as data: the validator, the templates and docs/columns.md are made from this table.

New column: one row here, and the field that takes it in the model.
"""

# ruff: noqa: E501  a table reads better with a column on a line

from dataclasses import dataclass
from enum import StrEnum

from chainmap.model.vocabulary import (
    CheckMethod,
    Confidence,
    Control,
    LeadStatus,
    PolicyAction,
    RegionLevel,
    ResourceKind,
    Stage,
    Status,
)


class Kind(StrEnum):
    """How the text of a cell is read; one documented rule each."""

    TEXT = "text"
    ID = "id"  # kebab-case: lower case letters, digits, hyphens
    NUMBER = "number"
    INTEGER = "integer"
    SHARE = "share"  # 0..1, percent signs understood
    YES_NO = "yes-no"
    DATE = "date"
    PART_DATE = "part-date"  # a year, a month or a day
    WORD = "word"  # one of a vocabulary
    REGION = "region"
    SEGMENT = "segment"  # id or name of a segment of the chain
    SEGMENTS = "segments"  # several, separated by ；
    CODE = "code"  # 统一社会信用代码, GB 32100


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """One column: its code, headers, kind, limits and a note for the header cell."""

    name: str
    zh: str
    en: str
    kind: Kind = Kind.TEXT
    required: bool = False
    vocabulary: type[StrEnum] | None = None
    minimum: float | None = None
    maximum: float | None = None
    above_minimum: bool = False  # the minimum itself is not allowed
    also: tuple[str, ...] = ()  # further header spellings
    note_zh: str = ""
    note_en: str = ""
    example: str = ""
    example_en: str = ""  # blank: as `example`
    width: int = 14


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetFormat:
    """One sheet: its names, its columns, and whether a file without it is wrong."""

    name: str
    zh: str
    en: str
    columns: tuple[Column, ...]
    required: bool = True
    key_value: bool = False  # the columns run down column A, their values stand in column B
    also: tuple[str, ...] = ()

    def column(self, name: str) -> Column:
        """The column with this code; raises KeyError."""
        for column in self.columns:
            if column.name == name:
                return column
        raise KeyError(name)


_CHECKED = Column(
    name="checked", zh="核查范围", en="checked", kind=Kind.REGION, width=14,
    note_zh="有人按此环节查找过企业的区域；写“未核查”表示没有人查过。环节留空时取“说明”表的值。",
    note_en="Region in which somebody looked for suppliers; “unchecked” says that nobody did. Blank on a segment takes the value of About.",
)  # fmt: skip
_CHECK_METHOD = Column(
    name="check_method", zh="核查方式", en="check_method", kind=Kind.WORD, vocabulary=CheckMethod,
    note_zh="实地、企业确认或公开检索。", note_en="on-site, company-confirmed or public-search.",
)  # fmt: skip

ABOUT = SheetFormat(
    name="about", zh="说明", en="About", key_value=True,
    columns=(
        Column(name="chain_id", zh="链编号", en="chain_id", kind=Kind.ID, required=True, example="example-materials",
               note_zh="小写字母、数字与连字符，在全部产业链中唯一。", note_en="Lower-case letters, digits and hyphens; unique among all chains."),
        Column(name="name_zh", zh="链名称", en="name_zh", required=True, example="示例材料", width=20),
        Column(name="name_en", zh="英文名称", en="name_en", example="Example materials"),
        _CHECKED,
        _CHECK_METHOD,
        Column(name="as_of", zh="数据截至", en="as_of", kind=Kind.DATE, note_zh="写作 2026-11-23。", note_en="Written as 2026-11-23."),
        Column(name="maintainer", zh="维护人", en="maintainer"),
        Column(name="note", zh="说明", en="note", also=("备注",), width=40),
    ),
)  # fmt: skip

SEGMENTS = SheetFormat(
    name="segments", zh="环节", en="Segments",
    columns=(
        Column(name="segment_id", zh="环节编号", en="segment_id", kind=Kind.ID, required=True, example="silicon-wafer", width=24,
               note_zh="小写字母、数字与连字符，在本链中唯一；改名时编号不变。", note_en="Lower-case letters, digits and hyphens, unique in the chain; stays when the name changes."),
        Column(name="name_zh", zh="环节名称", en="name_zh", required=True, example="硅片", width=24),
        Column(name="name_en", zh="英文名称", en="name_en", example="Silicon wafer", width=26),
        Column(name="group", zh="分组", en="group", example="晶圆制造材料", example_en="Wafer materials", note_zh="链图上的泳道。", note_en="Lane on the chain map."),
        Column(name="group_en", zh="英文分组", en="group_en", example="Wafer materials", width=22,
               note_zh="分组的英文名称，写在该组任一行即可；留空时英文链图用“分组”一列的名称。",
               note_en="English name of the group, on any of its rows; blank: the English map has the name in column group."),
        Column(name="stage", zh="阶段", en="stage", kind=Kind.WORD, vocabulary=Stage, required=True, example="材料",
               note_zh="终端应用是需求方，不作为缺口。", note_en="End uses are demand and never a gap."),
        Column(name="criticality", zh="关键度", en="criticality", kind=Kind.INTEGER, minimum=1, maximum=5, example="5", width=9,
               note_zh="1（可有可无）到 5（无可替代）；留空按 3。", note_en="1 (dispensable) to 5 (irreplaceable); blank counts as 3."),
        Column(name="final_weight", zh="终端权重", en="final_weight", kind=Kind.NUMBER, minimum=0, width=10,
               note_zh="终端环节的相对权重；一旦填了一个，留空即 0。", note_en="Relative weight of an end segment; once one is given, blank means 0."),
        Column(name="own_share", zh="自身增值占比", en="own_share", kind=Kind.SHARE, minimum=0.01, maximum=1, width=12,
               note_zh="本环节自身增值占其产值的份额，0.01–1；留空由关键度推算。", note_en="Share of the segment's value that it adds itself, 0.01–1; blank: from criticality."),
        Column(name="demand", zh="年需求量", en="demand", kind=Kind.NUMBER, minimum=0, above_minimum=True, width=10,
               note_zh="每年需求量，大于 0；与企业产能同单位时按产量口径计算。", note_en="Per year, above 0; with capacities in the same unit the volume grade is used."),
        Column(name="demand_unit", zh="需求单位", en="demand_unit", width=10),
        Column(name="domestic_rate_lo", zh="国产化率下限", en="domestic_rate_lo", kind=Kind.SHARE, minimum=0, maximum=1, width=12),
        Column(name="domestic_rate_hi", zh="国产化率上限", en="domestic_rate_hi", kind=Kind.SHARE, minimum=0, maximum=1, width=12),
        Column(name="domestic_rate_source", zh="国产化率来源", en="domestic_rate_source", width=24,
               note_zh="填国产化率时写明来源与年份。", note_en="Source and year, whenever a rate is given."),
        _CHECKED,
        _CHECK_METHOD,
        Column(name="checked_on", zh="核查日期", en="checked_on", kind=Kind.DATE, width=12),
        Column(name="policy_action", zh="政策动作", en="policy_action", kind=Kind.WORD, vocabulary=PolicyAction, width=10),
        Column(name="policy_section", zh="政策条款", en="policy_section", width=12),
        Column(name="policy_quote", zh="政策原文", en="policy_quote", width=28),
        Column(name="note", zh="备注", en="note", width=30),
    ),
)  # fmt: skip

DEPENDENCIES = SheetFormat(
    name="dependencies", zh="依赖", en="Dependencies",
    columns=(
        Column(name="upstream", zh="上游环节", en="upstream", kind=Kind.SEGMENT, required=True, example="silicon-wafer", width=24,
               note_zh="环节编号或名称。", note_en="Id or name of a segment."),
        Column(name="downstream", zh="下游环节", en="downstream", kind=Kind.SEGMENT, required=True, example="chip-fab", width=24,
               note_zh="环节编号或名称。", note_en="Id or name of a segment."),
        Column(name="essential", zh="必需", en="essential", kind=Kind.YES_NO, example="是", width=8,
               note_zh="是：没有它下游停产；否：可减量运行；留空：未知，断供可运行率成为区间。", note_en="yes: the user stops without it; no: it runs on less; blank: not known, continuity becomes an interval."),
        Column(name="substitute_group", zh="替代组", en="substitute_group", width=14,
               note_zh="同一下游中写同样文字的上游，任有其一即可。", note_en="Inputs of one user with the same text here: any one of them will do."),
        Column(name="input_share", zh="投入占比", en="input_share", kind=Kind.SHARE, minimum=0, maximum=1, width=10,
               note_zh="占下游环节产值的份额，0–1；替代组只需在一行填写。", note_en="Share of the user's value, 0–1; of a substitute group on one of its rows."),
        Column(name="note", zh="备注", en="note", width=30),
    ),
)  # fmt: skip

SUPPLIERS = SheetFormat(
    name="suppliers", zh="企业", en="Suppliers", also=("企业名单", "供应商", "名单"),
    columns=(
        Column(name="company", zh="企业名称", en="company", required=True, example="示例新材料有限公司", example_en="Example New Materials Co., Ltd.", width=34,
               also=("公司名称", "单位名称", "企业", "公司", "供应商名称", "供应商", "company name", "supplier")),
        Column(name="uscc", zh="统一社会信用代码", en="uscc", kind=Kind.CODE, width=22, also=("信用代码", "社会信用代码"),
               note_zh="18 位，末位为校验位（GB 32100）。", note_en="18 characters, the last one is a check digit (GB 32100)."),
        Column(name="company_group", zh="所属集团", en="group", width=16, also=("集团", "company_group")),
        Column(name="segment", zh="环节", en="segment", kind=Kind.SEGMENT, required=True, example="silicon-wafer", width=24, also=("所属环节", "环节名称", "环节编号", "segment_id"),
               note_zh="环节编号或名称。", note_en="Id or name of a segment."),
        Column(name="product", zh="产品", en="product", example="300 mm 抛光片", example_en="300 mm polished wafer", width=24, also=("主要产品", "产品名称")),
        Column(name="place", zh="所在地", en="place", kind=Kind.REGION, required=True, example="中国", example_en="China", width=18, also=("地址", "注册地", "所在区域", "地区", "address", "location"),
               note_zh="区域名称、别名或含有它们的地址。", note_en="Name or alias of a region, or an address that contains one."),
        Column(name="control", zh="控制权", en="control", kind=Kind.WORD, vocabulary=Control, example="内资", width=10, also=("企业性质", "资本性质"),
               note_zh="留空为未知。", note_en="Blank: unknown."),
        Column(name="control_country", zh="控制国", en="control_country", kind=Kind.REGION, width=12,
               note_zh="最终控制方所在国家（地区）；填写后以它为准。", note_en="Country (region) of ultimate control; decides when given."),
        Column(name="domestic_share", zh="内资股比", en="domestic_share", kind=Kind.SHARE, minimum=0, maximum=1, width=10),
        Column(name="status", zh="状态", en="status", kind=Kind.WORD, vocabulary=Status, example="量产", width=10, also=("生产状态", "项目状态"),
               note_zh="留空为未知。", note_en="Blank: unknown."),
        Column(name="capacity", zh="年产能", en="capacity", kind=Kind.NUMBER, minimum=0, width=10, also=("产能",)),
        Column(name="capacity_unit", zh="产能单位", en="capacity_unit", width=10, also=("单位",)),
        Column(name="supply_share", zh="供应占比", en="supply_share", kind=Kind.SHARE, minimum=0, maximum=1, width=10),
        Column(name="source", zh="来源", en="source", width=30),
        Column(name="as_of", zh="来源日期", en="as_of", kind=Kind.PART_DATE, width=12,
               note_zh="年、年月或年月日，如 2024、2024-08、2024-08-15。", note_en="A year, a month or a day: 2024, 2024-08, 2024-08-15."),
        Column(name="confidence", zh="可信度", en="confidence", kind=Kind.WORD, vocabulary=Confidence, width=8),
        Column(name="note", zh="备注", en="note", width=30),
    ),
)  # fmt: skip

# Only in a list that comes alone: which chain its rows belong to.
CHAIN_COLUMN = Column(name="chain", zh="产业链", en="chain", also=("链", "所属产业链", "链编号", "链名称", "chain_id"))

RESOURCES = SheetFormat(
    name="resources", zh="资源", en="Resources", required=False,
    columns=(
        Column(name="name", zh="名称", en="name", required=True, example="示例研究院", example_en="Example Institute", width=34),
        Column(name="kind", zh="类型", en="kind", kind=Kind.WORD, vocabulary=ResourceKind, required=True, example="研究院所"),
        Column(name="segments", zh="环节", en="segments", kind=Kind.SEGMENTS, width=30,
               note_zh="环节编号或名称，多个以；分隔。", note_en="Ids or names of segments, separated by ；."),
        Column(name="place", zh="所在地", en="place", kind=Kind.REGION, width=18),
        Column(name="source", zh="来源", en="source", width=30),
    ),
)  # fmt: skip

CHAIN_WORKBOOK = (ABOUT, SEGMENTS, DEPENDENCIES, SUPPLIERS, RESOURCES)

REGIONS = SheetFormat(
    name="regions", zh="区域", en="Regions",
    columns=(
        Column(name="region_id", zh="区域编号", en="region_id", kind=Kind.ID, required=True, width=20),
        Column(name="name_zh", zh="名称", en="name_zh", required=True, width=22, also=("区域名称",)),
        Column(name="name_en", zh="英文", en="name_en", width=26, also=("英文名称",)),
        Column(name="parent", zh="上级", en="parent", width=16, note_zh="上级区域的编号；最外层留空。", note_en="Id of the region it lies in; blank for the outermost."),
        Column(name="level", zh="级别", en="level", kind=Kind.WORD, vocabulary=RegionLevel, required=True, width=14),
        Column(name="overlaps", zh="交叠", en="overlaps", width=26, note_zh="与之部分重叠的区域编号，以；分隔。", note_en="Ids of regions that it partly overlaps, separated by ；."),
        Column(name="aliases", zh="别名", en="aliases", width=50, note_zh="其他写法，以；分隔；写作 =临港 的只在整格相同时算数。",
               note_en="Other spellings, separated by ；; one written =X counts only when it is the whole cell."),
    ),
)  # fmt: skip

GOALS = SheetFormat(
    name="goals", zh="目标", en="Goals", required=False,
    columns=(
        Column(name="goal_id", zh="目标编号", en="goal_id", kind=Kind.ID, required=True),
        Column(name="name_zh", zh="目标", en="goal", required=True, width=36, also=("目标名称", "name_zh")),
        Column(name="name_en", zh="英文名称", en="name_en", width=30),
        Column(name="target", zh="目标值", en="target", kind=Kind.NUMBER),
        Column(name="unit", zh="单位", en="unit"),
        Column(
            name="unit_en", zh="英文单位", en="unit_en",
            note_zh="英文页面用的单位，单复数可写作 company|companies；留空则用“单位”。",
            note_en="The unit on English pages, for one and for more as in company|companies; blank: as in unit.",
        ),
        Column(
            name="start", zh="起始", en="start", kind=Kind.DATE,
            note_zh="目标从哪天算起；填了才能说时间已过多少。", note_en="From which day on; without it no page says how much time has gone.",
        ),
        Column(name="due", zh="期限", en="due", kind=Kind.DATE),
        Column(name="current", zh="当前值", en="current", kind=Kind.NUMBER),
        Column(name="source", zh="来源", en="source", width=30),
        Column(name="as_of", zh="数据日期", en="as_of", kind=Kind.DATE),
        Column(name="note", zh="备注", en="note", width=40),
    ),
)  # fmt: skip

CLAUSES = SheetFormat(
    name="clauses", zh="条款", en="Clauses", required=False,
    columns=(
        Column(name="section", zh="条款", en="section", required=True, also=("条款编号",)),
        Column(name="text", zh="原文", en="text", required=True, width=80),
        Column(name="action", zh="动作", en="action", kind=Kind.WORD, vocabulary=PolicyAction),
        Column(name="chain", zh="产业链", en="chain", width=24, note_zh="链编号；不限于某一条链时留空。", note_en="Chain id; blank when the clause is not about one chain."),
        Column(name="segments", zh="环节", en="segments", kind=Kind.SEGMENTS, width=40),
        Column(name="note", zh="备注", en="note", width=40),
    ),
)  # fmt: skip

CLUSTERS = SheetFormat(
    name="clusters", zh="集群", en="Clusters", required=False,
    columns=(
        Column(name="name", zh="名称", en="name", required=True, width=30, also=("集群名称",)),
        Column(name="place", zh="地点", en="place", kind=Kind.REGION, width=30, also=("所在地",)),
        Column(name="chain", zh="产业链", en="chain", width=24),
        Column(name="note", zh="备注", en="note", width=40),
    ),
)  # fmt: skip

PLAN_WORKBOOK = (GOALS, CLAUSES, CLUSTERS)

# The list of leads goes out and comes back in; its own columns are kept as free ones.
LEADS = SheetFormat(
    name="leads", zh="线索", en="Leads", also=("线索表", "招商线索", "名单", "leads list"),
    columns=(
        Column(name="lead_id", zh="编号", en="No.", kind=Kind.INTEGER, minimum=1, width=7, also=("线索编号", "lead_id"),
               note_zh="线索自己的编号，请勿改动；新增的行留空。", note_en="The lead's own number: leave it as it is, and blank in rows that you add."),
        Column(name="company", zh="企业", en="Company", required=True, width=28, also=("企业名称", "公司名称", "公司", "company name")),
        Column(name="chain", zh="产业链", en="Chain", width=16, also=("链", "chain_id"), note_zh="链名称或编号；环节只在一条链里时可留空。", note_en="Name or id; may be blank where one chain only has the segment."),
        Column(name="segment", zh="环节", en="Segment", required=True, width=20, also=("环节名称", "环节编号", "segment_id"),
               note_zh="环节名称或编号。", note_en="Name or id of a segment."),
        Column(name="status", zh="状态", en="Status", kind=Kind.WORD, vocabulary=LeadStatus, width=9, note_zh="线索、接洽、洽谈、签约、落地或放弃。", note_en="lead, contacted, negotiating, signed, landed or dropped."),
        Column(name="owner", zh="负责人", en="Owner", width=12),
        Column(name="contact", zh="联系人", en="Contact", width=20),
        Column(name="next_step", zh="下一步", en="Next step", width=28),
        Column(name="due", zh="期限", en="Due", kind=Kind.DATE, width=12, also=("截止日期", "到期日"), note_zh="写作 2026-11-23。", note_en="Written as 2026-11-23."),
        Column(name="notes", zh="备注", en="Notes", width=36, also=("说明",)),
        Column(name="region", zh="落地区域", en="Where it shall land", width=14, note_zh="区域名称；新增的行留空即现在关注的区域。", note_en="Name of a region; blank in an added row: the region asked about."),
        Column(name="origin", zh="来自", en="Comes from", width=16),
        Column(name="since", zh="状态日期", en="Status since", kind=Kind.DATE, width=12, note_zh="由系统记录，改动不计。", note_en="Recorded by the system; changes do not count."),
        Column(name="created", zh="建立日期", en="Added on", kind=Kind.DATE, width=12, note_zh="由系统记录，改动不计。", note_en="Recorded by the system; changes do not count."),
        Column(name="revision", zh="导出时修订", en="Revision when exported", kind=Kind.INTEGER, minimum=1, width=10,
               note_zh="导出时是第几次修订，请勿改动：据此看出别人在这期间改过什么。", note_en="Leave it as it is: it shows what others changed in the meantime."),
    ),
)  # fmt: skip

# Of a workbook that is written from a version: how a place was written that a person took for the region beside it.
PLACE_AS_WRITTEN = ("所在地原文", "place_as_written")

# Beside the list: which leads were exported, so that a row that was removed can be told from one that is new.
EXPORTED = SheetFormat(
    name="exported", zh="导出状态", en="Exported", required=False,
    columns=(
        Column(name="lead_id", zh="编号", en="No.", kind=Kind.INTEGER, minimum=1, required=True),
        Column(name="revision", zh="导出时修订", en="Revision when exported", kind=Kind.INTEGER, minimum=1, required=True),
    ),
)  # fmt: skip
