"""docs/columns.md: every sheet and column as `intake.columns` has them, and the rules by which cells are read."""

# ruff: noqa: E501  running text in both languages

from collections.abc import Iterable

from chainmap.intake.columns import (
    CHAIN_COLUMN,
    CHAIN_WORKBOOK,
    EXPORTED,
    LEADS,
    PLAN_WORKBOOK,
    REGIONS,
    SUPPLIERS,
    Column,
    Kind,
    SheetFormat,
)
from chainmap.model.vocabulary import spellings
from chainmap.present.words import LANGUAGES, Language

_FILES: tuple[tuple[tuple[str, str], tuple[SheetFormat, ...]], ...] = (
    (("产业链工作簿 `chains/<链编号>.xlsx`", "Chain workbook `chains/<chain-id>.xlsx`"), CHAIN_WORKBOOK),
    (("区域表 `regions.xlsx`", "Region table `regions.xlsx`"), (REGIONS,)),
    (("规划 `plan.xlsx`（可选）", "Plan `plan.xlsx` (optional)"), PLAN_WORKBOOK),
    (("线索表（从“招商”页下载，改后传回）", "List of leads (downloaded from Targets, brought back edited)"), (LEADS, EXPORTED)),
)

_TITLE = ("Excel 列说明", "The columns of the workbooks")
_INTRODUCTION = (
    "本页由列定义生成。表头可写中文或英文，次序不限，忽略空格、全半角、大小写与标点；表头可在前 40 行中的任一行。"
    "不认得的列当作附加列保留。名称以 `_` 开头的工作表不读取。必填格读不出来的行不计入，并逐格说明。",
    "This page is made from the definition of the columns. Headers are Chinese or English, in any order; blanks, width, "
    "case and punctuation do not matter; the header may stand in any of the first 40 rows. Columns that are not known are "
    "kept as extra ones. Sheets whose name begins with `_` are not read. A row whose required cell cannot be read is left "
    "out, and a finding names the cell.",
)
_HEAD = (
    ("列", "英文表头", "必填", "内容", "说明", "也可写作"),
    ("Column", "Chinese header", "Required", "Content", "Note", "Also"),
)
_YES = ("是", "yes")
_OPTIONAL = ("（可选）", " (optional)")
_KEY_VALUE = (
    "每行一项：第一个有内容的格写项目，右侧一格写值。",
    "One item a row: the first filled cell is the item, the cell to its right the value.",
)
_LIST = (
    (
        "单独的企业名单",
        "名单可用 .xlsx .xlsm .xlsb .xls .et .ods .csv，列与“企业”表相同，可另有“{zh}”（{en}）一列；没有这一列时在读取时指定产业链，"
        "或由环节名称唯一确定。表头上方可有标题行；以合计、总计、小计、备注、注、填表说明等开头而没有环节或所在地的行，以及模板的示例行，不计入，并逐行列出。"
        "一份名单只读一张工作表，其他有内容的表会指出；隐藏或被筛选掉的行照常读取；只在附加列有内容的行不计入，并指出。"
        "文本文件可用 UTF-8、UTF-16 或 GB18030，分隔符为逗号、分号或制表符；没有注明编码的会说明按什么读取。",
    ),
    (
        "A supplier list that comes alone",
        "As .xlsx .xlsm .xlsb .xls .et .ods or .csv, with the columns of the sheet Suppliers and perhaps one more, “{en}” ({zh}). "
        "Without it the chain is given when reading, or follows from the segment where only one chain has it. Title rows may stand "
        "above the header. Rows that begin with 合计, total, a remark and the like and lack a segment or a place, and the example row "
        "of the template, are left out and named one by one. A list is one sheet; others that hold something are named. Rows that "
        "are hidden, by hand or by a filter, are read all the same; rows that hold something in further columns only are left out "
        "and named. Text files are UTF-8, UTF-16 or GB18030, separated by commas, semicolons or tabs; where the file does not say "
        "how it is encoded, the page says how it was read.",
    ),
)
_KINDS: dict[Kind, tuple[str, str]] = {
    Kind.TEXT: ("文字", "text"),
    Kind.ID: ("编号", "id"),
    Kind.NUMBER: ("数字", "number"),
    Kind.INTEGER: ("整数", "whole number"),
    Kind.SHARE: ("占比", "share"),
    Kind.YES_NO: ("是否", "yes or no"),
    Kind.DATE: ("日期", "date"),
    Kind.PART_DATE: ("年、年月或日期", "year, month or date"),
    Kind.WORD: ("词语", "word"),
    Kind.REGION: ("区域", "region"),
    Kind.SEGMENT: ("环节", "segment"),
    Kind.SEGMENTS: ("多个环节", "segments"),
    Kind.CODE: ("信用代码", "credit code"),
}
_WORDS_TITLE = ("词语的其他写法", "Other spellings of words")
_WORDS_HEAD = (("列", "词语", "也读"), ("Column", "Word", "Also read"))
_RULES_TITLE = ("单元格如何读取", "How cells are read")
_RULES: dict[Kind, tuple[str, str]] = {
    Kind.TEXT: (
        "照写。数字按原样成为文字（123）；日期写作 2026-11-23，并提示。必填的名称若是数字，给出提示。企业名称只差全半角、空格、标点、"
        "大小写或繁简的按同一企业计，并逐格指出（繁简为提醒）；昇、陞、脩、鉅、谿、麴不当作升、修、巨、溪、曲。",
        "As written. A number becomes its digits (123); a date is written 2026-11-23, with a warning. A required name that is a "
        "number gives a warning. Company names that differ in width, blanks, punctuation, case or script only count as one "
        "company, and a finding names the cell (a warning where the script differs); 昇, 陞, 脩, 鉅, 谿 and 麴 are not taken for "
        "升, 修, 巨, 溪 and 曲.",
    ),
    Kind.ID: (
        "小写字母、数字与单个连字符，如 `silicon-wafer`。",
        "Lower-case letters, digits and single hyphens: `silicon-wafer`.",
    ),
    Kind.NUMBER: (
        "数字，或写成文本的数字。全角数字、千分位（1,200）、后缀 千、万、亿、万亿（3.5万 = 35000）会换算并提示读作多少。"
        "带单位、约数、区间、百分号的不猜，报错。`-`、`/`、无、未知、不详、暂无、待定 按空白处理并提示。NaN、N/A、错误值、"
        "逻辑值、日期格式报错。",
        "A number, or one written as text. Full-width digits, thousands separators (1,200) and the suffixes 千, 万, 亿, 万亿 "
        "(3.5万 = 35000) are converted, and a remark says what was read. Units, “about”, ranges and percent signs are errors, never guessed. "
        "`-`, `/`, 无, 未知, unknown, tbd are read as blank, with a remark. NaN, N/A, error values, logical values and date formats are errors.",
    ),
    Kind.INTEGER: ("同“数字”，须为整数。", "As a number, and whole."),
    Kind.SHARE: (
        "0 到 1 的数，或百分数：60%、６０％、600‰ 读作 0.6 并提示。大于 1 的数报错，不猜是否为百分数。",
        "A number from 0 to 1, or a percentage: 60%, ６０％ and 600‰ are read as 0.6, with a remark. A number above 1 is an error; "
        "whether a percentage was meant is not guessed.",
    ),
    Kind.YES_NO: (
        "是：是、有、必需、必须、yes、y、true、t、1、√、✓、✔、对；否：否、非、不是、无需、no、n、false、f、0、×、✗、✘、错；留空为未知。",
        "Yes: 是, 有, 必需, 必须, yes, y, true, t, 1, √, ✓, ✔, 对; no: 否, 非, 不是, 无需, no, n, false, f, 0, ×, ✗, ✘, 错; blank is unknown.",
    ),
    Kind.DATE: (
        "日期格式的单元格。文本 2026-11-23、2026/11/23、2026.11.23、2026年11月23日、20261123 能读但会提示。不完整（2026年11月）、"
        "次序不明（11/23/2026）或 1950–2100 年之外的报错。",
        "A cell formatted as a date. The texts 2026-11-23, 2026/11/23, 2026.11.23, 2026年11月23日 and 20261123 are read, with a warning. "
        "What is incomplete (2026年11月), of unclear order (11/23/2026) or outside 1950–2100 is an error.",
    ),
    Kind.PART_DATE: (
        "一年、一月或一天：2024、2024-08、2024年8月、202408、2024-08-15 或日期格式。",
        "A year, a month or a day: 2024, 2024-08, 2024年8月, 202408, 2024-08-15, or a cell formatted as a date.",
    ),
    Kind.WORD: (
        "列出的词语之一，中文或英文；或下表中的其他写法。只能指一个意思的写法才收；签约、待投产、独资、上市公司等可能指几个意思的报错。",
        "One of the words that are listed, in Chinese or English, or another spelling of the table below. Only spellings with one "
        "possible meaning are taken; 签约, 待投产, 独资, 上市公司 and the like may mean several things and are errors.",
    ),
    Kind.REGION: (
        "区域编号、名称或别名。所在地可以是含有它们的地址：从左到右取最长的写法，取其中最小的区域。核查范围须写全名；"
        "“未核查”表示没有人查过。控制国写国家（地区）。从某一版下载的工作簿里，有人认定过的地点写作所认的区域，原来的写法在“所在地原文”列，读回时照原文。",
        "Id, name or alias of a region. A place may be an address that contains one: the longest spellings from left to right count, "
        "and the innermost region wins. A checked region is written in full; “unchecked” says that nobody looked. A controlling "
        "country names a country (region). In a workbook that was written from a version, a place that a person decided on stands "
        "as that region, and as it was written in the column place_as_written, which is read back.",
    ),
    Kind.SEGMENT: ("本链环节的编号或名称。", "Id or name of a segment of the chain."),
    Kind.SEGMENTS: (
        "几个环节，以；分隔。规划中不限一条链的条款写作 链编号/环节编号。",
        "Several segments, separated by ；. A clause of the plan that is not about one chain writes chain/segment.",
    ),
    Kind.CODE: (
        "统一社会信用代码：18 位文本，不含 I、O、S、V、Z，末位为校验位（GB 32100）。小写、空格与连字符不碍事；存成数字的已丢失末位，报错。",
        "Unified social credit code: text of 18 characters without I, O, S, V, Z, the last one a check digit (GB 32100). Case, blanks "
        "and hyphens do not matter; one stored as a number has lost its last digits and is an error.",
    ),
}


def markdown() -> str:
    """The whole page: Chinese first, then English."""
    return "\n".join(section(language) for language in LANGUAGES)


def section(language: Language) -> str:
    """The page in one language."""
    at = LANGUAGES.index(language)
    lines = [f"# {_TITLE[at]}", "", _INTRODUCTION[at], ""]
    for title, formats in _FILES:
        lines += [f"## {title[at]}", ""]
        for sheet_format in formats:
            lines += _sheet(sheet_format, language)
    list_title, text = _LIST[at]
    lines += [f"## {list_title}", "", text.format(zh=CHAIN_COLUMN.zh, en=CHAIN_COLUMN.en), "", f"## {_RULES_TITLE[at]}", ""]
    lines += [f"* **{_KINDS[kind][at]}**{'：' if at == 0 else ': '}{_RULES[kind][at]}" for kind in Kind]
    return "\n".join([*lines, "", *_further_words(at)])


def _further_words(at: int) -> list[str]:
    """Every word that has further spellings, with these."""
    columns = {column.vocabulary: column for column in SUPPLIERS.columns if column.vocabulary is not None}
    lines = [f"## {_WORDS_TITLE[at]}", "", _line(_WORDS_HEAD[at]), "|" + "---|" * len(_WORDS_HEAD[at])]
    for vocabulary, column in columns.items():
        for words in spellings(vocabulary).values():
            if words[2:]:
                header = (column.zh, column.en)[at]
                lines.append(_line((header, words[at], _joined(words[2:], LANGUAGES[at]))))
    return [*lines, ""]


def _sheet(sheet_format: SheetFormat, language: Language) -> list[str]:
    at = LANGUAGES.index(language)
    name = f"{sheet_format.zh} / {sheet_format.en}" + ("" if sheet_format.required else _OPTIONAL[at])
    head = [f"### {name}", "", *([_KEY_VALUE[at], ""] if sheet_format.key_value else [])]
    rows = [_row(column, language) for column in sheet_format.columns]
    return [*head, _line(_HEAD[at]), "|" + "---|" * len(_HEAD[at]), *rows, ""]


def _row(column: Column, language: Language) -> str:
    at = LANGUAGES.index(language)
    own, other = (column.zh, column.en) if language == "zh" else (column.en, column.zh)
    note = column.note_zh if language == "zh" else column.note_en
    return _line(
        (own, other, _YES[at] if column.required else "", _content(column, language), note, _joined(column.also, language))
    )


def _content(column: Column, language: Language) -> str:
    at = LANGUAGES.index(language)
    kind = _KINDS[column.kind][at]
    if column.vocabulary is not None:
        return f"{kind}{'：' if at == 0 else ': '}" + _joined(
            (words[at] for words in spellings(column.vocabulary).values()), language
        )
    ends = ((">" if column.above_minimum else "≥", column.minimum), ("≤", column.maximum))
    limits = [f"{sign} {limit:g}" for sign, limit in ends if limit is not None]
    return " ".join([kind, *([", ".join(limits)] if limits else [])])


def _joined(words: Iterable[str], language: Language) -> str:
    return ("、" if language == "zh" else ", ").join(words)


def _line(cells: tuple[str, ...]) -> str:
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"
