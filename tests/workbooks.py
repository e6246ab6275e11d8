"""Workbooks for tests, made cell by cell with openpyxl: `workbook` for any sheets, `worked_example` for METHOD section 8."""

import io
from collections.abc import Mapping, Sequence
from typing import Literal

from openpyxl import Workbook
from openpyxl.cell.cell import Cell

Rows = Sequence[Sequence[object]]

REGIONS: Rows = [
    ["区域编号", "名称", "英文", "上级", "级别", "交叠", "别名"],
    ["world", "全球", "World", None, "全球", None, None],
    ["china", "中国", "China", "world", "国家（地区）", None, None],
    ["japan", "日本", "Japan", "world", "国家（地区）", None, None],
    ["yrd", "长三角", "Yangtze River Delta", "china", "区域", None, None],
    ["beijing", "北京市", "Beijing", "china", "省", None, "北京"],
    ["shanghai", "上海市", "Shanghai", "yrd", "城市", None, "上海"],
    ["suzhou", "苏州市", "Suzhou", "yrd", "城市", None, "苏州"],
    ["lingang", "临港新片区", "Lingang", "shanghai", "园区", None, "临港"],
    ["xuhui", "徐汇区", "Xuhui", "shanghai", "区县", None, "徐汇"],
]

_DEPENDENCIES = (
    ("metal", "target", "是", 0.5),
    ("target", "fab", "否", 0.125),
    ("wafer", "fab", "是", 0.125),
    ("resist", "fab", "是", 0.125),
    ("cmp", "fab", "否", 0.125),
)
_SUPPLIERS: Rows = [
    ["企业名称", "环节", "所在地", "控制权", "状态"],
    ["A", "fab", "徐汇区", "内资", "量产"],
    ["B", "fab", "徐汇区", "内资", "量产"],
    ["X", "fab", "徐汇区", "外资", "量产"],
    ["G", "wafer", "临港新片区", "内资", "量产"],
    ["H", "wafer", "苏州市", "内资", "爬坡"],
    ["R1", "resist", "北京市", "内资", "中试"],
    ["R2", "resist", "苏州市", "未知", "量产"],
    ["K1", "cmp", "徐汇区", "内资", "量产"],
    ["K1", "cmp", "徐汇区", "内资", "量产"],
    ["K2", "cmp", "北京市", "内资", "量产"],
    ["T1", "target", "苏州市", "内资", "量产"],
    ["T2", "target", "徐汇区", "外资", "量产"],
    ["M1", "metal", "日本", "外资", "量产"],
    ["M2", "metal", "北京市", "内资", "规划"],
]


def workbook(sheets: Mapping[str, Rows]) -> bytes:
    """An .xlsx with these sheets; the first list is Excel row 1. A text stays text, also one that begins with `=`."""
    book = Workbook()
    book.remove(book["Sheet"])
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row, values in enumerate(rows, start=1):
            for column, value in enumerate(values, start=1):
                cell = sheet.cell(row=row, column=column)
                assert isinstance(cell, Cell)
                cell.value = value  # type: ignore[assignment]
                if isinstance(value, str):
                    cell.data_type = "s"
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def regions_workbook(rows: Rows = REGIONS) -> bytes:
    """The region table of the worked examples: lingang ⊂ shanghai ⊂ yrd ⊂ china ⊂ world, and the places used there."""
    return workbook({"区域": rows})


def worked_example(number: Literal[1, 2]) -> dict[str, bytes]:
    """The files of METHOD section 8: example 1 gives shares (evaluate at q = 0.6), example 2 criticality (at q = 1)."""
    return {"chains/example.xlsx": workbook(example_sheets(number)), "regions.xlsx": regions_workbook()}


def example_sheets(number: Literal[1, 2]) -> dict[str, list[list[object]]]:
    """The sheets of a worked example, for tests that break one thing in them."""
    shares = number == 1
    return {
        "说明": [
            ["链编号", "example"],
            ["链名称", "算例"],
            ["英文名称", "Worked example"],
            ["核查范围", "全球"],
            ["核查方式", "公开检索"],
        ],
        "环节": _segments(shares),
        "依赖": [
            ["上游环节", "下游环节", "必需", "投入占比"],
            *_inputs(shares),
        ],
        "企业": [list(row) for row in _SUPPLIERS],
    }


def _segments(shares: bool) -> list[list[object]]:
    criticality = {"metal": 4, "target": 3, "wafer": 5, "resist": 5, "cmp": 4, "fab": 5}
    rows: list[list[object]] = [["环节编号", "环节名称", "阶段", "关键度", "自身增值占比"]]
    for segment_id, grade in criticality.items():
        own_share = 0.5 if shares and segment_id in {"target", "fab"} else None
        rows.append([segment_id, segment_id, "材料", None if shares else grade, own_share])
    return rows


def _inputs(shares: bool) -> list[list[object]]:
    return [
        [upstream, downstream, essential, share if shares else None] for upstream, downstream, essential, share in _DEPENDENCIES
    ]
