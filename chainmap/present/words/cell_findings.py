"""Texts of findings about sheets, headers and single cells, in Chinese and English."""

from chainmap.present.words.finding_text import FindingText

TEXTS: dict[str, FindingText] = {
    # Sheets and headers
    "missing-sheet": FindingText(
        (
            "缺少工作表“{sheet_zh}”（Sheet “{sheet_en}”）；本文件有：{present}。",
            "The sheet “{sheet_en}” ({sheet_zh}) is missing; this file has: {present}.",
        ),
        (
            "添加名为“{sheet_zh}”的工作表，或把相应工作表改成这个名称；可用模板核对。",
            "Add a sheet “{sheet_en}”, or rename the one that is meant; compare with the template.",
        ),
    ),
    "no-known-sheet": FindingText(
        ("没有一张认得的工作表；本文件有：{present}。", "None of the sheets is known; this file has: {present}."),
        (
            "应有：{wanted_zh}。请用模板，或确认文件没有放错文件夹。",
            "Expected: {wanted_en}. Use the template, or check that the file is in the right folder.",
        ),
    ),
    "unknown-sheet": FindingText(
        ("工作表“{value}”不在约定之列，未读取。", "The sheet “{value}” is not one of ours and was not read."),
        (
            "如无需读取可忽略；名称以 _ 开头的工作表不再提示。",
            "Nothing to do if it need not be read; sheets whose name begins with _ are not mentioned.",
        ),
    ),
    "duplicate-sheet": FindingText(
        (
            "工作表“{value}”与“{first}”是同一种表，只读取了“{first}”。",
            "The sheets “{value}” and “{first}” are the same table; only “{first}” was read.",
        ),
        ("合并为一张，或让不用的一张以 _ 开头。", "Merge them, or let the name of the one not in use begin with _."),
    ),
    "no-header": FindingText(
        (
            "找不到表头：前 40 行中没有一行认得两个以上列名。",
            "No header found: none of the first 40 rows names two of our columns.",
        ),
        ("表头至少应有：{columns_zh}。", "The header needs at least: {columns_en}."),
    ),
    "missing-column": FindingText(
        ("表头缺少必填列“{column_zh}”（{column_en}）。", "The header lacks the required column “{column_en}” ({column_zh})."),
        ("在表头行添加“{column_zh}”。", "Add “{column_en}” to the header row."),
        (
            "表头中的“{nearest}”若就是这一列，请改为“{column_zh}”；否则添加该列。",
            "If the header “{nearest}” is meant, rename it to “{column_en}”; else add the column.",
        ),
    ),
    "similar-header": FindingText(
        ("表头“{value}”不认得，这一列当作附加列保留。", "The header “{value}” is not known; its column is kept as an extra one."),
        ("若指“{column_zh}”，请改成这个名称；否则可忽略。", "If “{column_en}” is meant, rename it; else nothing to do."),
    ),
    "duplicate-header": FindingText(
        (
            "表头“{value}”重复，{first} 已有同一列；只读取了前一列。",
            "The header “{value}” occurs twice; the column at {first} was read, this one was not.",
        ),
        ("删除多余的一列，或改成别的名称。", "Delete one of them, or give it another name."),
    ),
    "duplicate-extra-header": FindingText(
        (
            "表头“{value}”重复（另见 {first}）；两列都当作附加列保留，后一列的列名后加列号。",
            "The header “{value}” occurs twice (see {first}); both columns are kept, the later one with its letter added.",
        ),
        ("最好改成不同的名称。", "Better give them different names."),
    ),
    "row-beside": FindingText(
        (
            "这一行只在附加列有内容（“{value}”），未计入。",
            "This row holds something in further columns only (“{value}”) and is left out.",
        ),
        (
            "若是企业，请填写企业名称、环节与所在地；否则清空这一行。",
            "If it is a company, fill in its name, segment and place; else clear the row.",
        ),
    ),
    "duplicate-row": FindingText(
        ("“{value}”这一行与 {first} 完全相同。", "This row of “{value}” says exactly what {first} says."),
        (
            "若是重复录入，请删去；企业数不会因此多计。",
            "Delete it if it was entered twice; the company is counted once all the same.",
        ),
    ),
    "column-without-header": FindingText(
        ("这一列有内容但没有表头，当作附加列保留。", "This column has content but no header; it is kept as an extra one."),
        ("在表头行写上列名，或清空这一列。", "Write a header, or clear the column."),
    ),
    "merged-cells": FindingText(
        (
            "数据区有合并单元格 {span}，除左上角外各格没有内容。",
            "There are merged cells {span} among the data; all but the top left one are empty.",
        ),
        ("取消合并，在每一格填写各自的内容。", "Unmerge them and fill in every cell."),
    ),
    "missing-key": FindingText(
        ("缺少“{column_zh}”（{column_en}）一行。", "The row “{column_en}” ({column_zh}) is missing."),
        (
            "在第一列写“{column_zh}”，在右侧一格写它的值。",
            "Write “{column_en}” in the first column and its value in the cell to the right.",
        ),
    ),
    "more-findings": FindingText(
        (
            "本列还有 {more} 处同类问题（如“{example}”），前 {named} 处已逐格列出。",
            "This column has {more} more {more:problem|problems} of this kind (such as “{example}”); the first {named} are listed cell by cell.",
        ),
        ("标注后的工作簿标出全部各处。", "The marked-up workbook marks all of them."),
    ),
    # Cells
    "empty-required": FindingText(
        ("“{column}”不能为空。", "“{column}” must not be blank."),
        ("填写内容；若整行不用，请清空整行。", "Fill it in; if the row is not needed, clear all of it."),
    ),
    "error-cell": FindingText(
        ("“{column}”一格是错误值 {value}。", "The cell under “{column}” holds the error value {value}."),
        ("修正公式，或直接填写数值。", "Mend the formula, or type the value."),
    ),
    "formula-without-value": FindingText(
        ("“{column}”一格的公式没有计算结果。", "The formula under “{column}” has no calculated value."),
        ("用 Excel 或 WPS 打开并保存一次，或直接填写数值。", "Open and save the file in Excel or WPS once, or type the value."),
    ),
    "nan": FindingText(
        ("“{column}”一格是“{value}”，不是数字。", "“{value}” under “{column}” is not a number."),
        ("不知道就留空；否则填写数字。", "Leave it blank if it is not known; else write a number."),
    ),
    "placeholder": FindingText(
        ("“{column}”一格的“{value}”按空白处理。", "“{value}” under “{column}” is read as blank."),
        ("不知道就留空。", "Leave it blank if it is not known."),
    ),
    "text-in-number": FindingText(
        ("“{column}”应为数字，这里是“{value}”。", "“{column}” takes a number, here is “{value}”."),
        ("只写一个数字，如 1200；单位写在单位列。", "Write one number only, such as 1200; the unit has a column of its own."),
    ),
    "percent-in-number": FindingText(
        ("“{column}”不是占比，不能写“{value}”。", "“{column}” is not a share; “{value}” cannot be read."),
        ("写成不带百分号的数字。", "Write a number without a percent sign."),
    ),
    "yes-no-in-number": FindingText(
        ("“{column}”应为数字，这里是逻辑值 {value}。", "“{column}” takes a number, here is the logical value {value}."),
        ("写成数字，不知道则留空。", "Write a number, or leave it blank."),
    ),
    "date-in-number": FindingText(
        (
            "“{column}”应为数字，这一格却是日期格式（{value}）。",
            "“{column}” takes a number, but the cell is formatted as a date ({value}).",
        ),
        ("若本意是 {number}，请把单元格格式改为“常规”。", "If {number} is meant, set the format of the cell to General."),
    ),
    "number-read": FindingText(
        ("“{column}”中的“{value}”读作 {number}。", "“{value}” under “{column}” is read as {number}."),
        ("如读法不对，请改写成普通数字。", "If that is wrong, write a plain number."),
    ),
    "share-above-one": FindingText(
        ("“{column}”是占比，{value} 大于 1。", "“{column}” is a share; {value} is above 1."),
        (
            "写 0 到 1 之间的数，或带百分号；若指 {value}%，请写 {percent}。",
            "Write a number from 0 to 1 or a percentage; if {value}% is meant, write {percent}.",
        ),
    ),
    "goal-starts-late": FindingText(
        (
            "目标的起始日 {value} 不早于期限 {due}（{other}），算不出时间过了多少。",
            "The goal begins on {value}, not before it is due on {due} ({other}): no share of its time can be told.",
        ),
        ("核对这两个日期，改正写错的一个。", "Check both days and correct the one that is wrong."),
    ),
    "share-in-percent": FindingText(
        ("“{column}”的 {value} 单位是 %，读作 {value} %。", "{value} under “{column}” has the unit %: it is read as {value} %."),
        (
            "若指 {percent} %，请写 {percent}；显示为百分比的单元格里存的是小数。",
            "If {percent} % is meant, write {percent}: a cell that is shown as a percentage holds a fraction.",
        ),
    ),
    "number-too-small": FindingText(
        ("“{column}”的 {value} 小于 {limit}。", "{value} under “{column}” is below {limit}."),
        ("改为不小于 {limit} 的数，不知道则留空。", "Write a number of at least {limit}, or leave it blank."),
    ),
    "number-not-above": FindingText(
        ("“{column}”应大于 {limit}，这里是 {value}。", "“{column}” must be above {limit}, here is {value}."),
        ("改为大于 {limit} 的数，不知道则留空。", "Write a number above {limit}, or leave it blank."),
    ),
    "number-too-large": FindingText(
        ("“{column}”的 {value} 大于 {limit}。", "{value} under “{column}” is above {limit}."),
        ("改为不大于 {limit} 的数，不知道则留空。", "Write a number of at most {limit}, or leave it blank."),
    ),
    "not-whole": FindingText(
        ("“{column}”应为整数，这里是 {value}。", "“{column}” takes a whole number, here is {value}."),
        ("改为整数。", "Write a whole number."),
    ),
    "not-yes-no": FindingText(
        ("“{column}”应为是或否，这里是“{value}”。", "“{column}” takes yes or no, here is “{value}”."),
        ("写“是”或“否”；不知道则留空。", "Write yes or no; leave it blank if it is not known."),
    ),
    "not-a-date": FindingText(
        ("“{column}”应为日期，“{value}”不是明确的一天。", "“{column}” takes a date; “{value}” is not a definite day."),
        ("写成年-月-日，如 2026-11-23。", "Write year-month-day, such as 2026-11-23."),
    ),
    "date-as-text": FindingText(
        ("“{column}”的日期“{value}”是文本，读作 {date}。", "The date “{value}” under “{column}” is text; it is read as {date}."),
        ("把单元格改为日期格式后重新输入。", "Format the cell as a date and type it again."),
    ),
    "not-a-part-date": FindingText(
        ("“{column}”应为年、年月或年月日，这里是“{value}”。", "“{column}” takes a year, a month or a day, here is “{value}”."),
        ("写成 2024、2024-08 或 2024-08-15。", "Write 2024, 2024-08 or 2024-08-15."),
    ),
    "date-in-text": FindingText(
        ("“{column}”应为文字，这一格却是日期 {value}。", "“{column}” takes text, but the cell is the date {value}."),
        (
            "若 Excel 把编号变成了日期，请把单元格改为文本格式后重新输入。",
            "If Excel turned a number into a date, format the cell as text and type it again.",
        ),
    ),
    "number-as-name": FindingText(
        ("“{column}”应为名称，这里是数字 {value}。", "“{column}” takes a name, here is the number {value}."),
        ("核对是否错列；确为名称可忽略。", "Check whether the column is the right one; nothing to do if it is a name."),
    ),
    "unseen-characters": FindingText(
        (
            "“{column}”里有看不见的字符 {characters}：“{shown}”。原样保留，比对名称时不计。",
            "“{column}” holds characters that cannot be seen, {characters}: “{shown}”. They are kept, and left out where names are compared.",
        ),
        (
            '重新输入这一格，或在 Excel 里用 =SUBSTITUTE(单元格,UNICHAR({number}),"") 去掉。',
            'Type the cell again, or take them out in Excel with =SUBSTITUTE(cell,UNICHAR({number}),"").',
        ),
    ),
    "unknown-word": FindingText(
        ("“{column}”不能写“{value}”。", "“{column}” cannot be “{value}”."),
        ("可写：{allowed_zh}。", "One of: {allowed_en}."),
    ),
    "bad-id": FindingText(
        ("编号“{value}”只能含小写字母、数字和连字符。", "The id “{value}” may only hold lower-case letters, digits and hyphens."),
        ("改为如 {suggested}，引用它的地方一并改。", "Write for example {suggested}, also where it is referred to."),
    ),
    "code-length": FindingText(
        (
            "统一社会信用代码“{value}”有 {length} 位，应为 18 位。",
            "The unified social credit code “{value}” has {length} {length:character|characters} instead of 18.",
        ),
        ("对照营业执照改正；没有代码则留空。", "Correct it from the business licence; leave it blank if there is none."),
    ),
    "code-letters": FindingText(
        (
            "统一社会信用代码“{value}”含有不允许的字符 {letters}。",
            "The unified social credit code “{value}” holds characters that no code has: {letters}.",
        ),
        (
            "代码不含字母 I、O、S、V、Z；请对照营业执照改正。",
            "No code has the letters I, O, S, V, Z; correct it from the business licence.",
        ),
    ),
    "code-check-digit": FindingText(
        (
            "统一社会信用代码“{value}”的校验位不符（前 17 位的校验位应为 {digit}）。",
            "The check digit of the unified social credit code “{value}” is wrong (the first 17 characters call for {digit}).",
        ),
        (
            "某一位有误，请对照营业执照改正；不确定则留空。",
            "One of the characters is wrong; correct it from the business licence, or leave it blank.",
        ),
    ),
    "code-as-number": FindingText(
        (
            "统一社会信用代码被存成数字 {value}，末几位已丢失。",
            "The unified social credit code is stored as the number {value}; its last digits are lost.",
        ),
        ("把这一列设为文本格式，重新输入 18 位代码。", "Format the column as text and type the 18 characters again."),
    ),
}
