"""Which style and font of our base file stands for which text style of the plan."""

from __future__ import annotations

from aimed_desktop.document.plan.styles import STYLES, FontRole, StyleName
from aimed_desktop.document.word.xml import Element, w

FONT_NAMES: dict[FontRole, str] = {
    "xiaobiaosong": "方正小标宋简体",
    "hei": "黑体",
    "kai": "楷体_GB2312",
    "fangsong": "仿宋_GB2312",
    "song": "宋体",
}
TICK_FONT = "Segoe UI Symbol"  # no Chinese font has ☑
TICK_SQUARE = "■"  # a tick that every Chinese font has
# Word shows the built-in names in its own language: heading 1 as 标题 1.
STYLE_NAMES: dict[StyleName, str] = {
    "cover_title": "封面标题",
    "cover_line": "封面栏目",
    "cover_foot": "封面落款",
    "title": "Title",
    "title_mark": "标题说明",
    "heading1": "heading 1",
    "heading2": "heading 2",
    "heading3": "heading 3",
    "body": "申报正文",
    "hint": "填写说明",
    "list_item": "正文列项",
    "caption": "caption",
    "signature": "签章",
    "cell_label": "表格栏目",
    "cell_answer": "表格内容",
    "cell_hint": "表格填写说明",
    "cell_heading": "表格小标题",
    "cell_item": "表格列项",
    "cell_caption": "表格题注",
    "page_number": "footer",
}
JUSTIFICATION = {"left": "left", "center": "center", "right": "right", "justify": "both"}


def style_id(name: StyleName) -> str:
    """The id that paragraphs name their style by."""
    return name.replace("_", "")


def fonts(name: str) -> Element:
    """`w:rFonts` for Chinese, Latin and complex text alike."""
    return w("rFonts", hint="eastAsia", ascii=name, hAnsi=name, eastAsia=name, cs=name)


def font_of(style: StyleName) -> str:
    return FONT_NAMES[STYLES[style].font]


def keeps_next(name: StyleName) -> bool:
    """Whether the style holds on to what follows. In a table it would tie whole rows together."""
    return STYLES[name].keep_next and not name.startswith("cell_")
