"""Texts of findings: per code what is wrong and how to mend it, in Chinese and English.

Here those about files as a whole; `cell_findings` has sheets and cells, `domain_findings` what the rows say together.
"""

from chainmap.present.words import cell_findings, correction_findings, domain_findings, lead_words, list_findings
from chainmap.present.words.finding_text import LEFT_OUT, LEFT_OUT_ONE, FindingText

__all__ = ["LEFT_OUT", "LEFT_OUT_ONE", "TEXTS", "FindingText"]

_FILES: dict[str, FindingText] = {
    "file-empty": FindingText(
        ("文件是空的。", "The file is empty."),
        ("请重新导出或另存，换上新的文件。", "Export or save it again and use the new file."),
    ),
    "file-too-big": FindingText(
        ("文件有 {size_mb} MB，超过上限 {allowed_mb} MB。", "The file has {size_mb} MB; the limit is {allowed_mb} MB."),
        ("删去图片和无关工作表，或拆成几个文件。", "Remove pictures and sheets that do not belong, or split the file."),
    ),
    "file-expands": FindingText(
        (
            "解压后超过上限 {allowed_mb} MB（部件 {part}），未读取。",
            "Unpacked, the file goes beyond {allowed_mb} MB (part {part}); it was not read.",
        ),
        ("把需要的区域复制到新工作簿，另存为 .xlsx。", "Copy the range that matters into a new workbook and save it as .xlsx."),
    ),
    "file-corrupt": FindingText(
        ("文件已损坏，读不出来。", "The file is damaged and cannot be read."),
        (
            "用 Excel 或 WPS 打开并修复，另存为 .xlsx，换上新的文件。",
            "Open and repair it in Excel or WPS, save it as .xlsx and use that file.",
        ),
    ),
    "file-encrypted": FindingText(
        ("文件设有密码，打不开。", "The file is protected by a password and cannot be opened."),
        ("取消密码，另存为 .xlsx，换上新的文件。", "Remove the password, save it as .xlsx and use that file."),
    ),
    "file-has-dtd": FindingText(
        (
            "文件含有 DTD 声明（部件 {part}），为安全起见不打开。",
            "The file holds a DTD (part {part}); for safety it is not opened.",
        ),
        (
            "Excel 和 WPS 不写这种声明；请用它们另存为 .xlsx。",
            "Excel and WPS write no such thing; save the file as .xlsx with one of them.",
        ),
    ),
    "file-too-many-parts": FindingText(
        ("文件由 {parts} 个部件组成，超过上限 {allowed} 个。", "The file has {parts} parts; the limit is {allowed}."),
        ("把需要的工作表复制到新工作簿，另存为 .xlsx。", "Copy the sheets that matter into a new workbook and save it as .xlsx."),
    ),
    "file-too-many-sheets": FindingText(
        ("文件有 {sheets} 张工作表，超过上限 {allowed} 张。", "The file has {sheets} sheets; the limit is {allowed}."),
        ("只保留需要的工作表。", "Keep the sheets that matter only."),
    ),
    "file-without-sheets": FindingText(
        ("文件里没有工作表。", "The file has no sheet."),
        ("用 Excel 或 WPS 打开并另存为 .xlsx。", "Open it in Excel or WPS and save it as .xlsx."),
    ),
    "file-counts-lie": FindingText(
        (
            "文件声称有 {declared} 条文本，实有 {actual} 条（部件 {part}），未读取。",
            "The file claims {declared} {declared:text|texts} and holds {actual} (part {part}); it was not read.",
        ),
        ("用 Excel 或 WPS 打开并另存为 .xlsx。", "Open it in Excel or WPS and save it as .xlsx."),
    ),
    "kind-unreadable": FindingText(
        ("不是能读取的表格文件（内容为 {kind}）。", "This is no spreadsheet that can be read (its content is {kind})."),
        ("请另存为 .xlsx，换上新的文件。", "Save it as .xlsx and use that file."),
    ),
    "kind-unknown": FindingText(
        (
            "不是能读取的表格文件，也认不出是哪种文件。",
            "This is no spreadsheet that can be read, nor any kind of file that is known.",
        ),
        ("请换成 .xlsx 或 .csv 文件。", "Use a file of the kind .xlsx or .csv."),
    ),
    "extension-mismatch": FindingText(
        (
            "扩展名是 {extension}，内容却是 {kind}；已按内容读取。",
            "The extension is {extension}, the content is {kind}; it was read by its content.",
        ),
        ("改用正确的扩展名，或另存为 .xlsx。", "Correct the extension, or save it as .xlsx."),
    ),
    "text-not-a-workbook": FindingText(
        (
            "扩展名是 {extension}，内容却是普通文字：既不是工作簿，也不是以逗号、分号或制表符分列的名单。没有读取。",
            "The extension is {extension}, but the content is plain text: neither a workbook nor a list with commas, semicolons or tabs. It was not read.",
        ),
        (
            "确认没有选错文件；在 Excel 或 WPS 中打开原表，另存为 .xlsx，换上新的文件。",
            "Check that it is the right file; open the original in Excel or WPS and save it as .xlsx.",
        ),
    ),
    "error-value-unreadable": FindingText(
        (
            "单元格的错误值“{value}”无法读取，整个文件因此未读取。",
            "The error value “{value}” in this cell cannot be read, and so the file was not read.",
        ),
        ("改正公式，或把该单元格粘贴为数值。", "Mend the formula, or paste the cell as a value."),
    ),
    "sheet-beyond-grid": FindingText(
        (
            "有单元格超出 Excel 的行列范围（第 {rows} 行、第 {columns} 列）。",
            "A cell lies beyond the grid of Excel (row {rows}, column {columns}).",
        ),
        ("用 Excel 或 WPS 打开并另存为 .xlsx。", "Open it in Excel or WPS and save it as .xlsx."),
    ),
    "sheet-too-large": FindingText(
        (
            "最后一个有内容的单元格远在 {last}，表格超过 {allowed} 个单元格，未读取。",
            "The last cell with content is as far as {last}; more than {allowed} cells are not read.",
        ),
        ("删除远处的零散内容，只保留名单本身。", "Delete what stands far out, and keep the list itself."),
    ),
    "sheet-hidden": FindingText(
        ("工作表“{value}”是隐藏的，内容照常读取。", "The sheet “{value}” is hidden; its content is read all the same."),
        (
            "取消隐藏以便核对；不想读取的表，名称以 _ 开头即可。",
            "Unhide it to check it; a sheet whose name begins with _ is not read.",
        ),
    ),
    "rows-hidden": FindingText(
        (
            "有 {count} 行被隐藏或筛选掉（第 {rows} 行），照常读取。",
            "{count} {count:row is|rows are} hidden, by hand or by a filter ({rows}); {count:it is|they are} read all the same.",
        ),
        ("取消隐藏或筛选以便核对；不要的行请删去。", "Show them to check them; delete what is not wanted."),
    ),
    "sheet-not-read": FindingText(
        (
            "工作表“{value}”（{count} 行）没有读取：一份名单只读一张表，这里是“{read}”。",
            "The sheet “{value}” ({count} {count:row|rows}) was not read: a list is one sheet, here “{read}”.",
        ),
        (
            "把它并入同一张表，或另存为一个文件再上传。",
            "Put its rows into the same sheet, or save it as a file of its own and upload that too.",
        ),
    ),
    "text-encoding-guessed": FindingText(
        ("文件没有注明编码，按 {encoding} 读取。", "The file does not say how it is encoded; it was read as {encoding}."),
        ("若文字显示不对，请另存为“CSV UTF-8”或 .xlsx。", "If letters look wrong, save it as “CSV UTF-8” or as .xlsx."),
    ),
    "text-quote-open": FindingText(
        (
            "第 {line} 行有一个引号没有配对，其后的内容会并成一格，因此没有读取。",
            "A quotation mark in line {line} is never closed, so that all that follows would be one cell; the file was not read.",
        ),
        ("补上或删去这个引号，或另存为 .xlsx。", "Close or delete the quotation mark, or save the file as .xlsx."),
    ),
    "reader-died": FindingText(
        (
            "读取此文件时程序异常中止（{detail}），其他文件不受影响。",
            "The reading process ended while it read this file ({detail}); other files are not affected.",
        ),
        ("用 Excel 或 WPS 打开并另存为 .xlsx，换上新的文件。", "Open it in Excel or WPS, save it as .xlsx and use that file."),
    ),
    "reader-too-slow": FindingText(
        ("读取超时（{detail}），已停止。", "Reading took too long ({detail}) and was stopped."),
        ("拆成几个文件，或删去无关的工作表和格式。", "Split the file, or remove sheets and formats that do not belong."),
    ),
    "reader-out-of-memory": FindingText(
        ("读取所需内存超过上限，已停止。", "Reading needs more memory than allowed and was stopped."),
        ("拆成几个文件，或删去无关的工作表。", "Split the file, or remove sheets that do not belong."),
    ),
    "reader-refuses": FindingText(
        (
            "文件已损坏或不合格式，读不出来（读取程序报告：{detail}）。",
            "The file is damaged or malformed and cannot be read (the reader reports: {detail}).",
        ),
        ("用 Excel 或 WPS 打开并另存为 .xlsx，换上新的文件。", "Open it in Excel or WPS, save it as .xlsx and use that file."),
    ),
    "reader-disagrees-on-size": FindingText(
        (
            "读出的行列多于文件所载（{rows} 行、{columns} 列），未采用。",
            "More rows or columns were read than the file holds ({rows} {rows:row|rows}, {columns} {columns:column|columns}); nothing was taken.",
        ),
        ("用 Excel 或 WPS 打开并另存为 .xlsx，换上新的文件。", "Open it in Excel or WPS, save it as .xlsx and use that file."),
    ),
    "reader-disagrees-on-count": FindingText(
        (
            "文件有 {held} 个有内容的单元格，读出 {delivered} 个，未采用。",
            "The file holds {held} {held:cell|cells} with content, {delivered} {delivered:was|were} read; nothing was taken.",
        ),
        ("用 Excel 或 WPS 打开并另存为 .xlsx，换上新的文件。", "Open it in Excel or WPS, save it as .xlsx and use that file."),
    ),
    "reader-disagrees": FindingText(
        (
            "两种读法在此单元格结果不同（“{first}”与“{second}”），未采用。",
            "Two readers differ at this cell (“{first}” and “{second}”); nothing was taken.",
        ),
        (
            "重新输入该单元格，或用 Excel 或 WPS 另存为 .xlsx。",
            "Enter the cell again, or save the file as .xlsx with Excel or WPS.",
        ),
    ),
    "text-encoding": FindingText(
        ("第 {line} 行不是 {encoding} 文本，无法解码。", "Line {line} is no {encoding} text and cannot be decoded."),
        ("另存为“CSV UTF-8（逗号分隔）”，或另存为 .xlsx。", "Save it as “CSV UTF-8”, or as .xlsx."),
    ),
    "text-malformed": FindingText(
        (
            "第 {line} 行附近的字段过长，可能缺少引号。",
            "A field near line {line} is too long; perhaps a quotation mark is missing.",
        ),
        ("补上引号，或另存为 .xlsx。", "Add the quotation mark, or save it as .xlsx."),
    ),
    "text-too-large": FindingText(
        (
            "文本有 {rows} 行、{columns} 列，超过上限。",
            "The text has {rows} {rows:row|rows} and {columns} {columns:column|columns}, beyond the limit.",
        ),
        ("拆成几个文件。", "Split the file."),
    ),
}

TEXTS: dict[str, FindingText] = {
    **_FILES,
    **cell_findings.TEXTS,
    **domain_findings.TEXTS,
    **list_findings.TEXTS,
    **correction_findings.TEXTS,
    **lead_words.FINDINGS,
}
