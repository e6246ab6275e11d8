"""Closed vocabularies of the domain, with every spelling that a sheet may use.

A member's value is the stable code (JSON, database, English sheets); `spellings` gives the Chinese word first,
then the English one, then further accepted spellings. Texts of pages are not here, see `present.words`.
"""

from collections.abc import Mapping
from enum import StrEnum
from functools import cache


class Stage(StrEnum):
    RAW = "raw"
    MATERIAL = "material"
    COMPONENT = "component"
    EQUIPMENT_PART = "equipment-part"
    END_USE = "end-use"


class Status(StrEnum):
    PRODUCING = "producing"
    RAMPING = "ramping"
    PILOT = "pilot"
    UNDER_CONSTRUCTION = "under-construction"
    PLANNED = "planned"
    STOPPED = "stopped"
    UNKNOWN = "unknown"


class Control(StrEnum):
    DOMESTIC = "domestic"
    FOREIGN = "foreign"
    JOINT_VENTURE = "joint-venture"
    HK_MACAO_TAIWAN = "hk-macao-taiwan"
    UNKNOWN = "unknown"


class Confidence(StrEnum):
    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"


class CheckMethod(StrEnum):
    ON_SITE = "on-site"
    COMPANY_CONFIRMED = "company-confirmed"
    PUBLIC_SEARCH = "public-search"


class PolicyAction(StrEnum):
    """What the plan asks for a segment (a column of the sheet); what the method advises is `Action`."""

    STRENGTHEN = "strengthen"
    FILL = "fill"
    BREAKTHROUGH = "breakthrough"
    SEED = "seed"
    EXTEND = "extend"
    NONE = "none"


class RegionLevel(StrEnum):
    CLUSTER = "cluster"
    PARK = "park"
    DISTRICT = "district"
    CITY = "city"
    PROVINCE = "province"
    AREA = "area"  # several provinces, such as 长三角
    COUNTRY = "country"
    WORLD = "world"


class ResourceKind(StrEnum):
    INSTITUTE = "institute"
    TESTING_PLATFORM = "testing-platform"
    INCUBATOR = "incubator"
    FUND = "fund"
    ALLIANCE = "alliance"
    EXPERT = "expert"


class Evidence(StrEnum):
    """Grade of the evidence on which a segment's cover rests (METHOD section 2)."""

    VOLUME = "volume"
    SHARE = "share"
    COUNT = "count"


class State(StrEnum):
    """What is known about companies on a segment in a region (METHOD section 2)."""

    SUPPLIED = "supplied"
    POSSIBLE = "possible"
    ABSENT = "absent"
    UNCHECKED = "unchecked"


class Verdict(StrEnum):
    """METHOD section 6, in the order of its table."""

    ANCHOR = "anchor"
    UNCHECKED = "unchecked"
    COMING = "coming"
    LOCATE = "locate"
    MISSING = "missing"
    WEAK = "weak"
    FOREIGN_HELD = "foreign-held"
    HOLLOW = "hollow"
    FRAGILE = "fragile"
    STRONG = "strong"


class Action(StrEnum):
    """METHOD section 6, in the order of its table; NONE only for an absent anchor."""

    BREAKTHROUGH = "breakthrough"
    VERIFY = "verify"
    ACCELERATE = "accelerate"
    RECONCILE = "reconcile"
    TRACE_UPSTREAM = "trace-upstream"
    SOURCE_NEARBY = "source-nearby"
    ATTRACT = "attract"
    DIVERSIFY = "diversify"
    EXTEND = "extend"
    KEEP = "keep"
    NONE = "none"


class LeadStatus(StrEnum):
    LEAD = "lead"
    CONTACTED = "contacted"
    NEGOTIATING = "negotiating"
    SIGNED = "signed"
    LANDED = "landed"
    DROPPED = "dropped"


class Score(StrEnum):
    COVERAGE = "coverage"
    CONTROLLED_COVERAGE = "controlled_coverage"
    SELF_RELIANCE = "self_reliance"
    CONTINUITY = "continuity"


# The word that a 核查范围 cell uses for "nobody looked"; blank inherits the chain's instead.
NOT_CHECKED = ("未核查", "unchecked", "not checked", "none")

# Pairs, not a dict: members of two vocabularies may carry the same code and would be one key.
_SPELLED: tuple[tuple[StrEnum, tuple[str, ...]], ...] = (
    (Stage.RAW, ("原料", "raw", "raw material")),
    (Stage.MATERIAL, ("材料", "material")),
    (Stage.COMPONENT, ("零部件", "component", "部件")),
    (Stage.EQUIPMENT_PART, ("装备耗材", "equipment-part", "equipment part")),
    (Stage.END_USE, ("终端应用", "end-use", "end use", "终端")),
    (Status.PRODUCING, ("量产", "producing", "投产", "在产")),
    (Status.RAMPING, ("爬坡", "ramping", "产能爬坡")),
    (Status.PILOT, ("中试", "pilot")),
    (Status.UNDER_CONSTRUCTION, ("在建", "under-construction", "under construction")),
    (Status.PLANNED, ("规划", "planned", "拟建")),
    (Status.STOPPED, ("停产", "stopped")),
    (Status.UNKNOWN, ("未知", "unknown")),
    (Control.DOMESTIC, ("内资", "domestic")),
    (Control.FOREIGN, ("外资", "foreign")),
    (Control.JOINT_VENTURE, ("合资", "joint-venture", "jv", "joint venture", "中外合资")),
    (Control.HK_MACAO_TAIWAN, ("港澳台", "hk-macao-taiwan", "港澳台资")),
    (Control.UNKNOWN, ("未知", "unknown")),
    (Confidence.HIGH, ("高", "high")),
    (Confidence.MEDIUM, ("中", "medium")),
    (Confidence.LOW, ("低", "low")),
    (CheckMethod.ON_SITE, ("实地", "on-site", "on site")),
    (CheckMethod.COMPANY_CONFIRMED, ("企业确认", "company-confirmed", "company confirmed")),
    (CheckMethod.PUBLIC_SEARCH, ("公开检索", "public-search", "public search")),
    (PolicyAction.STRENGTHEN, ("强链", "strengthen")),
    (PolicyAction.FILL, ("补链", "fill")),
    (PolicyAction.BREAKTHROUGH, ("攻关", "breakthrough")),
    (PolicyAction.SEED, ("提前布局", "seed")),
    (PolicyAction.EXTEND, ("延链", "extend")),
    (PolicyAction.NONE, ("无", "none")),
    (RegionLevel.CLUSTER, ("集群", "cluster")),
    (RegionLevel.PARK, ("园区", "park")),
    (RegionLevel.DISTRICT, ("区县", "district")),
    (RegionLevel.CITY, ("城市", "city")),
    (RegionLevel.PROVINCE, ("省", "province", "省级")),
    (RegionLevel.AREA, ("区域", "area")),
    (RegionLevel.COUNTRY, ("国家（地区）", "country", "国家")),
    (RegionLevel.WORLD, ("全球", "world")),
    (ResourceKind.INSTITUTE, ("研究院所", "institute")),
    (ResourceKind.TESTING_PLATFORM, ("检测平台", "testing-platform", "testing platform")),
    (ResourceKind.INCUBATOR, ("孵化载体", "incubator")),
    (ResourceKind.FUND, ("基金", "fund")),
    (ResourceKind.ALLIANCE, ("联盟", "alliance")),
    (ResourceKind.EXPERT, ("专家", "expert")),
    (LeadStatus.LEAD, ("线索", "lead")),
    (LeadStatus.CONTACTED, ("接洽", "contacted")),
    (LeadStatus.NEGOTIATING, ("洽谈", "negotiating")),
    (LeadStatus.SIGNED, ("签约", "signed")),
    (LeadStatus.LANDED, ("落地", "landed")),
    (LeadStatus.DROPPED, ("放弃", "dropped")),
)

# Words of real lists that can mean one member only. What may mean two (签约, 独资, 上市公司, 待投产) stays a question.
_FURTHER: dict[type[StrEnum], dict[StrEnum, str]] = {
    Status: {
        Status.PRODUCING: "已投产、已量产、量产中、批量生产、大批量生产、规模量产、规模化生产、正常生产、生产中、"
        "in production、mass production",
        Status.RAMPING: "爬坡中、小批量、小批量生产、小批量产、ramp-up、small batch",
        Status.PILOT: "中试阶段、试生产、试产、试运行、pilot production、trial production",
        Status.UNDER_CONSTRUCTION: "建设中、在建设、在建中、开工、已开工、施工中、construction",
        Status.PLANNED: "规划中、筹建、筹建中、筹备、筹备中、计划、计划中、planning",
        Status.STOPPED: "已停产、停业、已停业、关停、已关停、破产、注销、已注销、closed、shut down",
    },
    Control: {
        Control.DOMESTIC: "内资企业、国企、国有、国有企业、国有控股、国有独资、国资、央企、中央企业、地方国企、民营、民企、"
        "民营企业、民资、私营、私企、私营企业、集体、集体企业、集体所有制、state-owned、SOE",
        Control.FOREIGN: "外资企业、外企、外商独资、外商独资企业、外资独资、外资控股、WFOE、wholly foreign-owned",
        Control.JOINT_VENTURE: "合资企业、中外合资企业、中外合资经营、中外合作",
        Control.HK_MACAO_TAIWAN: "港澳台企业、港澳台投资、港澳台商投资、港澳台独资、港资、澳资、台资、港企、台企",
    },
    Confidence: {
        Confidence.HIGH: "较高",
        Confidence.MEDIUM: "中等、一般",
        Confidence.LOW: "较低",
    },
}


@cache
def spellings(vocabulary: type[StrEnum]) -> Mapping[StrEnum, tuple[str, ...]]:
    """Every member of a vocabulary with its spellings, in the order of its definition."""
    further = _FURTHER.get(vocabulary, {})
    own = {member: spelled for member, spelled in _SPELLED if type(member) is vocabulary}
    return {member: (*spelled, *filter(None, further.get(member, "").split("、"))) for member, spelled in own.items()}
