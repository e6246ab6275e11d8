"""Data folders for tests of pages: every written value is known, so that what is not data can be told apart."""

from collections.abc import Sequence
from pathlib import Path

from tests.workbooks import workbook

Rows = list[list[object]]

HOSTILE = "<script>window.hacked=1</script>"
FORMULA = '=HYPERLINK("http://evil.example","x")'

_REGIONS: Rows = [
    ["region_id", "name_zh", "name_en", "parent", "level", "overlaps", "aliases"],
    ["world", "全球", "World", None, "world", None, "Wd"],
    ["land", "国", "Land", "world", "country", None, "Ld"],
    ["isle", "岛国", "Isle", "world", "country", None, "Is"],
    ["town", "城", "Town", "land", "city", None, "Tn"],
    ["port", "港", "Port", "land", "city", None, "Pt"],
    ["park", "园", "Park", "town", "park", None, "Pk"],
]
_SEGMENTS: Rows = [
    [
        "segment_id",
        "name_zh",
        "name_en",
        "group",
        "stage",
        "criticality",
        "checked",
        "check_method",
        "checked_on",
        "policy_action",
        "policy_section",
        "group_en",
    ],
    ["ore", "矿", "Ore", "甲组", "raw", 3, "unchecked", None, None, "none", None, "Set A"],
    ["powder", "粉", "Powder", "甲组", "material", 4, "land", "public-search", "2026-11-23", "fill", "1", "Set A"],
    ["part", "件", "Part", "乙组", "component", 5, "park", "on-site", "2026-11-20", "strengthen", "2", "Set B"],
    ["use", "用", "Use", "乙组", "end-use", 3, "park", "on-site", "2026-11-20", "none", None, "Set B"],
]
_DEPENDENCIES: Rows = [
    ["upstream", "downstream", "essential"],
    ["ore", "powder", None],
    ["powder", "part", "yes"],
    ["part", "use", "yes"],
]
_SUPPLIERS: Rows = [
    ["company", "segment", "product", "place", "control", "status", "source", "as_of", "confidence"],
    ["C1", "part", "P1", "Pk", "domestic", "producing", "S1", "2025-01", "high"],
    ["C2", "use", "P2", "Pk", "foreign", "producing", "S2", "2024", "low"],
    ["C3", "powder", "P3", "Pt", "domestic", "producing", "S3", "2023-02-01", "medium"],
    ["C4", "ore", "P4", "Is", "foreign", "producing", "S4", None, None],
    ["C5", "part", "P5", "Ld", "unknown", "unknown", "S5", None, "low"],
]
_PLAN: dict[str, Rows] = {
    "Goals": [
        ["goal_id", "goal", "name_en", "target", "unit", "due", "current"],
        ["g-one", "标一", "G1", 4, "U", "2027-12-31", 1],
    ],
    "Clauses": [
        ["section", "text", "action", "chain", "segments"],
        ["1", "T1", "fill", "one", "powder"],
        ["2", "T2", None, None, None],
    ],
    "Clusters": [["name", "place", "chain"], ["K1", "Pk", "one"]],
}


def about(chain_id: str, zh: str, en: str) -> Rows:
    """An About sheet."""
    return [["chain_id", chain_id], ["name_zh", zh], ["name_en", en], ["as_of", "2026-11-23"], ["note", "N1"]]


def marked_folder(
    folder: Path, *, company: str = "C1", segment: tuple[str, str] = ("件", "Part"), more: Sequence[list[object]] = ()
) -> Path:
    """A folder with one chain, regions and a plan in English sheets. Values are short codes, or one character and its English."""
    segments = [[{"件": segment[0], "Part": segment[1]}.get(str(value), value) for value in row] for row in _SEGMENTS]
    suppliers = [[company if value == "C1" else value for value in row] for row in _SUPPLIERS]
    (folder / "chains").mkdir(parents=True, exist_ok=True)
    chain: dict[str, Rows] = {
        "About": about("one", "链一", "Chain1"),
        "Segments": segments,
        "Dependencies": _DEPENDENCIES,
        "Suppliers": [*suppliers, *more],
        "Resources": [["name", "kind", "segments", "source"], ["R1", "institute", "powder", "S9"]],
    }
    (folder / "chains" / "one.xlsx").write_bytes(workbook(chain))
    (folder / "regions.xlsx").write_bytes(workbook({"Regions": _REGIONS}))
    (folder / "plan.xlsx").write_bytes(workbook(_PLAN))
    return folder
