"""Texts of the analyst's workbench: the marked-up workbook, upload, names, difference, publishing, history."""

TEXTS: dict[str, tuple[str, str]] = {
    # the marked-up workbook
    "marked.sheet": ("_问题清单", "_findings"),
    "marked.file": ("{stem}-问题标注.xlsx", "{stem}-marked.xlsx"),
    "marked.kept": ("标注写在您的原文件上，其余内容不变。", "The marks are written into your own file; all else is as it was."),
    "marked.kept-without": (
        "标注写在您的原文件上；以下内容不能保留：{things}。",
        "The marks are written into your own file; it cannot keep: {things}.",
    ),
    "marked.rebuilt": (
        "标注写在由读到的内容新建的工作簿里。",
        "The marks are written into a new workbook made from what was read.",
    ),
    "marked.rebuilt-without": (
        "标注写在由读到的内容新建的工作簿里；其中没有：{things}。",
        "The marks are written into a new workbook made from what was read, without {things}.",
    ),
    "marked.lost.macros": ("宏", "macros"),
    "marked.lost.charts": ("图表", "charts"),
    "marked.lost.chart-looks": ("图表的部分样式", "some details of charts"),
    "marked.lost.pictures": ("部分图片", "some pictures"),
    "marked.lost.shapes": ("图形与文本框", "shapes and text boxes"),
    "marked.lost.pivot-tables": ("数据透视表", "pivot tables"),
    "marked.lost.slicers": ("切片器", "slicers"),
    "marked.lost.external-links": ("外部链接", "external links"),
    "marked.lost.connections": ("数据连接", "data connections"),
    "marked.lost.controls": ("窗体控件", "form controls"),
    "marked.lost.threads": ("批注的对话形式", "the threads of comments"),
    "marked.lost.embedded": ("嵌入的文件", "embedded files"),
    "marked.lost.signature": ("数字签名", "the digital signature"),
    "marked.lost.sparklines": ("迷你图", "sparklines"),
    "marked.lost.newer-rules": ("部分条件格式与数据验证", "some conditional formats and data validations"),
    "marked.lost.print-settings": ("打印机设置", "printer settings"),
    "marked.lost.formats": ("格式", "formats"),
    "marked.lost.formulas": ("公式", "formulas"),
    "marked.lost.comments": ("原有批注", "its own comments"),
    "marked.lost.pictures-and-charts": ("图片与图表", "pictures and charts"),
}
