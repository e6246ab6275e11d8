"""Datasets made by hand, without a workbook: the tree and the rows of METHOD section 8, and rows for other tests."""

from collections.abc import Iterable, Mapping
from typing import Any

import pandas as pd

from chainmap.model.chain import Chain, Dependency, Segment
from chainmap.model.dataset import SUPPLIER_COLUMNS, Dataset
from chainmap.model.finding import Cell
from chainmap.model.region import Region, RegionTree, tree
from chainmap.model.vocabulary import RegionLevel, Stage

CELL = Cell(file="example.xlsx", sheet="环节", row=2)

_TREE = (
    ("world", "全球", None, RegionLevel.WORLD, ()),
    ("china", "中国", "world", RegionLevel.COUNTRY, ()),
    ("japan", "日本", "world", RegionLevel.COUNTRY, ()),
    ("taiwan", "中国台湾", "china", RegionLevel.PROVINCE, ()),
    ("yrd", "长三角", "china", RegionLevel.AREA, ()),
    ("beijing", "北京市", "china", RegionLevel.PROVINCE, ()),
    ("shanghai", "上海市", "yrd", RegionLevel.CITY, ()),
    ("suzhou", "苏州市", "yrd", RegionLevel.CITY, ()),
    ("lingang", "临港新片区", "shanghai", RegionLevel.PARK, ("pudong",)),
    ("pudong", "浦东新区", "shanghai", RegionLevel.DISTRICT, ()),
    ("xuhui", "徐汇区", "shanghai", RegionLevel.DISTRICT, ()),
)


def regions() -> RegionTree:
    """lingang ⊂ shanghai ⊂ yrd ⊂ china ⊂ world; pudong overlaps lingang."""
    return tree(
        Region(region_id=region_id, name_zh=name, parent=parent, level=level, overlaps=overlaps, cell=CELL)
        for region_id, name, parent, level, overlaps in _TREE
    )


def segment(segment_id: str, **fields: object) -> Segment:
    """A material, checked everywhere unless said otherwise."""
    given = {"name_zh": segment_id, "stage": Stage.MATERIAL, "checked_region": "world", "cell": CELL, **fields}
    return Segment(segment_id=segment_id, **given)  # type: ignore[arg-type]


def dependency(upstream: str, downstream: str, **fields: object) -> Dependency:
    """`upstream` is an input of `downstream`."""
    return Dependency(upstream=upstream, downstream=downstream, cell=CELL, **fields)  # type: ignore[arg-type]


def chain(segments: Iterable[Segment], dependencies: Iterable[Dependency] = (), chain_id: str = "example") -> Chain:
    """A chain of these segments."""
    return Chain(
        chain_id=chain_id, name_zh="算例", segments=tuple(segments), dependencies=tuple(dependencies), file=f"{chain_id}.xlsx"
    )


def supplier(company: str, segment_id: str, place: str, **fields: Any) -> dict[str, object]:
    """A row of the register: domestic and producing unless said otherwise. Its key is the company's name."""
    return {
        "chain_id": "example", "segment_id": segment_id, "company": company, "company_key": company, "place": place,
        "region_id": place, "control": "domestic", "status": "producing", "file": "example.xlsx", "sheet": "企业", **fields,
    }  # fmt: skip


def register(rows: Iterable[Mapping[str, object]]) -> pd.DataFrame:
    """A register of these rows, in their order."""
    blank: dict[str, object] = {"str": "", "float64": float("nan"), "int64": 0}
    given = [{"row": at, **row} for at, row in enumerate(rows, start=2)]
    columns = {
        name: pd.Series([row.get(name, blank[dtype]) for row in given], dtype=dtype) for name, dtype in SUPPLIER_COLUMNS.items()
    }
    return pd.DataFrame(columns)


def dataset(chains: Chain | Iterable[Chain], rows: Iterable[Mapping[str, object]], tree: RegionTree | None = None) -> Dataset:
    """A dataset of these chains and supplier rows."""
    of = (chains,) if isinstance(chains, Chain) else tuple(chains)
    return Dataset(chains=of, suppliers=register(rows), regions=tree or regions(), sources={one.file: "0" * 64 for one in of})


EXAMPLE_ROWS: tuple[dict[str, object], ...] = (
    supplier("A", "fab", "xuhui"),
    supplier("B", "fab", "xuhui"),
    supplier("X", "fab", "xuhui", control="foreign"),
    supplier("G", "wafer", "lingang"),
    supplier("H", "wafer", "suzhou", status="ramping"),
    supplier("R1", "resist", "beijing", status="pilot"),
    supplier("R2", "resist", "suzhou", control="unknown"),
    supplier("K1", "cmp", "xuhui"),
    supplier("K1", "cmp", "xuhui"),
    supplier("K2", "cmp", "beijing"),
    supplier("T1", "target", "suzhou"),
    supplier("T2", "target", "xuhui", control="foreign"),
    supplier("M1", "metal", "japan", control="foreign"),
    supplier("M2", "metal", "beijing", status="planned"),
)


def example(number: int) -> Dataset:
    """The worked examples of METHOD section 8: 1 gives shares (use q = 0.6), 2 gives criticality (use q = 1)."""
    shares = number == 1
    grades = {"metal": 4, "target": 3, "wafer": 5, "resist": 5, "cmp": 4, "fab": 5}
    segments = [
        segment(name, own_share=0.5 if shares and name in ("target", "fab") else None, criticality=None if shares else grade)
        for name, grade in grades.items()
    ]
    inputs = [("metal", "target", True, 0.5), ("target", "fab", False, 0.125), ("wafer", "fab", True, 0.125)]
    inputs += [("resist", "fab", True, 0.125), ("cmp", "fab", False, 0.125)]
    of = chain(
        segments, [dependency(up, down, essential=must, input_share=a if shares else None) for up, down, must, a in inputs]
    )
    return dataset(of, EXAMPLE_ROWS)
