"""Rows of a list that are no companies: totals, remarks and the example of our template. Named one by one, never counted."""

import re

from chainmap.intake.bad_cells import with_left_out
from chainmap.intake.columns import SUPPLIERS
from chainmap.intake.content import Content, as_text, is_blank
from chainmap.intake.header import Table
from chainmap.model.finding import Finding, Severity
from chainmap.model.names import clean

NOT_COUNTED = ("total-row", "example-row")  # codes of the findings that name such rows
_TOTAL = re.compile(
    r"(本页|本表|以上|各|全区|全市)?(合计|总计|小计|共计|累计|汇总|总数|subtotal|grandtotal|total|sum)(\d+[家户个条项]?)?([:：(（].*)?"
    r"|共\d+[家户个条项].*"
    r"|[*※]?(备注|附注|注|注意|说明|(填表|填报|填写)(说明|要求|须知|单位|日期|时间|人)|数据来源|资料来源|制表(人|日期|单位)?"
    r"|审核人?|复核人?|负责人|单位负责人|联系人|联系电话|电话|日期|note|notes|source|remark|remarks|preparedby)\d*[:：].*",
    re.IGNORECASE,
)
_COMPANY, _PRODUCT = SUPPLIERS.column("company"), SUPPLIERS.column("product")
_EXAMPLES = frozenset(((_COMPANY.example, _PRODUCT.example), (_COMPANY.example_en, _PRODUCT.example_en)))


def not_counted(table: Table) -> tuple[set[int], list[Finding]]:
    """The Excel rows that are no companies, and a finding for each.

    A row of totals or a remark begins like one, or its company does, and names no segment or no place.
    """
    companies, products = _column(table, "company"), _column(table, "product")
    columns = [column for name in ("segment", "place") if (column := _column(table, name))]
    rows: set[int] = set()
    findings = []
    for at in range(table.row_count):
        company = companies[at] if companies else None
        if products and (company, products[at]) in _EXAMPLES:
            cell, text = table.at(table.first_row + at, "company"), as_text(company)
            made = Finding(code="example-row", severity=Severity.INFO, cell=cell, value=text)
        elif columns and all(not is_blank(column[at]) for column in columns):
            continue
        else:
            place, first = _first(table, at)
            if not (_is_total(first) or _is_total(company)):
                continue
            cell, text = table.at(table.first_row + at, place), as_text(first if _is_total(first) else company)
            made = Finding(code="total-row", severity=Severity.INFO, cell=cell, value=text)
        rows.add(table.first_row + at)
        findings.append(with_left_out(made, 1))
    return rows, findings


def _column(table: Table, name: str) -> list[Content]:
    return table.contents(table.columns[name]) if name in table.columns else []


def _first(table: Table, at: int) -> tuple[int, Content]:
    """Place and content of the first filled cell of a row."""
    cells = enumerate(table.sheet.rows[table.first_row + at - 1], start=1)
    return next(((place, value) for place, value in cells if not is_blank(value)), (0, None))


def _is_total(value: Content) -> bool:
    return isinstance(value, str) and _TOTAL.fullmatch(clean(value).replace(" ", "")) is not None
