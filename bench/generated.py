"""Inputs for measurements: a long supplier list and a large chain, the same every time."""

import random
from datetime import date
from io import BytesIO

import xlsxwriter

from chainmap.intake.columns import SUPPLIERS
from chainmap.model.chain import Chain, Dependency, Segment
from chainmap.model.finding import Cell
from chainmap.model.vocabulary import Stage

CELL = Cell(file="generated.xlsx")


def supplier_list(rows: int, segments: list[str], places: list[str]) -> bytes:
    """A workbook with one supplier sheet of `rows` rows and 12 columns."""
    chance = random.Random(1)
    names = "company company_group segment product place control status capacity capacity_unit source as_of confidence"
    columns = [SUPPLIERS.column(name) for name in names.split()]
    stream = BytesIO()
    book = xlsxwriter.Workbook(stream, {"constant_memory": True, "strings_to_formulas": False})
    sheet = book.add_worksheet(SUPPLIERS.zh)
    sheet.write_row(0, 0, [column.zh for column in columns])
    for row in range(1, rows + 1):
        values = (
            f"第{row % (rows * 4 // 5)}新材料有限公司", "", chance.choice(segments), f"产品{row % 997}", chance.choice(places),
            chance.choice(["内资", "内资", "外资", "合资", ""]), chance.choice(["量产", "量产", "爬坡", "中试", "在建", ""]),
            chance.randint(1, 5000), "吨", "名录", date(2024, 1, 1 + row % 28).isoformat(), chance.choice(["高", "中", "低"]),
        )  # fmt: skip
        sheet.write_row(row, 0, values)
    book.close()
    return stream.getvalue()


def chain(size: int) -> Chain:
    """An acyclic chain of `size` segments with about 2.5 inputs per segment, three end segments and no groups."""
    chance = random.Random(2)
    segments = tuple(
        Segment(
            segment_id=f"s{i}",
            name_zh=f"环节{i}",
            stage=Stage.END_USE if i >= size - 3 else Stage.MATERIAL,
            criticality=chance.randint(1, 5),
            cell=CELL,
        )
        for i in range(size)
    )
    pairs = {(i, chance.randint(i + 1, min(size - 1, i + 40))) for i in range(size - 3) for _ in range(chance.randint(1, 4))}
    dependencies = tuple(
        Dependency(upstream=f"s{i}", downstream=f"s{j}", essential=chance.choice([True, False, None]), cell=CELL)
        for i, j in sorted(pairs)
        if j < size - 3 or i < size - 3
    )
    return Chain(chain_id="generated", name_zh="生成", segments=segments, dependencies=dependencies, file="generated.xlsx")
