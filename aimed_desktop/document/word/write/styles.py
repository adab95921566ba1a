"""The Word styles of our documents: the text styles of the plan under the names that clerks know."""

from __future__ import annotations

from aimed_desktop.document.plan.styles import STYLES, FontRole, StyleName, TextStyle
from aimed_desktop.document.word.xml import Element, qualified, twips_of_points, w

FONT_NAMES: dict[FontRole, str] = {
    "xiaobiaosong": "方正小标宋简体",
    "hei": "黑体",
    "kai": "楷体_GB2312",
    "fangsong": "仿宋_GB2312",
    "song": "宋体",
}
TICK_FONT = "Segoe UI Symbol"  # no Chinese font has ☑
_STAND_INS = {  # what Word takes when the font is not installed
    "方正小标宋简体": "宋体",
    "黑体": "SimHei",
    "楷体_GB2312": "楷体",
    "仿宋_GB2312": "仿宋",
    "宋体": "SimSun",
    TICK_FONT: "MS Gothic",
}
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
_BUILT_IN = ("title", "heading1", "heading2", "heading3", "caption", "page_number")
_OUTLINE: dict[StyleName, int] = {"title": 0, "heading1": 0, "heading2": 1, "heading3": 2}
JUSTIFICATION = {"left": "left", "center": "center", "right": "right", "justify": "both"}


def style_id(name: StyleName) -> str:
    """The id that paragraphs name their style by."""
    return name.replace("_", "")


def fonts(name: str) -> Element:
    """`w:rFonts` for Chinese, Latin and complex text alike."""
    return w("rFonts", hint="eastAsia", ascii=name, hAnsi=name, eastAsia=name, cs=name)


def font_of(style: StyleName) -> str:
    return FONT_NAMES[STYLES[style].font]


def styles_part() -> Element:
    """The whole of `word/styles.xml`."""
    return w(
        "styles",
        None,
        _defaults(),
        _latent(),
        *_basic_styles(),
        *(_paragraph_style(name) for name in STYLE_NAMES),
    )


def font_table_part() -> Element:
    """`word/fontTable.xml`: what stands in for a font that is not installed."""
    table = w("fonts")
    for name, stand_in in _STAND_INS.items():
        charset = "00" if name == TICK_FONT else "86"
        table.append(
            w("font", None, w("altName", stand_in), w("charset", charset), w("family", "auto"), name=name)
        )
    return table


def _defaults() -> Element:
    body = STYLES["body"]
    run = w("rPr", None, fonts(FONT_NAMES[body.font]), *_size(body.size_pt), _language())
    return w(
        "docDefaults",
        None,
        w("rPrDefault", None, run),
        w("pPrDefault", None, w("pPr", None, *_chinese_setting())),
    )


def _language() -> Element:
    return w("lang", "en-US", eastAsia="zh-CN", bidi="ar-SA")


def _latent() -> Element:
    """Word's own styles stay out of the style list."""
    return w(
        "latentStyles",
        defLockedState=0,
        defUIPriority=99,
        defSemiHidden=1,
        defUnhideWhenUsed=1,
        defQFormat=0,
        count=376,
    )


def _basic_styles() -> list[Element]:
    """The styles that Word takes for granted, none of them for choosing."""
    normal = w("style", None, w("name", "Normal"), type="paragraph", default=1, styleId="a")
    character = w(
        "style", None, w("name", "Default Paragraph Font"), type="character", default=1, styleId="a0"
    )
    table = w("style", None, w("name", "Normal Table"), type="table", default=1, styleId="a1")
    for style in (character, table):
        style.extend([w("uiPriority", 1), w("semiHidden"), w("unhideWhenUsed")])
    return [normal, character, table]


def _chinese_setting() -> list[Element]:
    """Lines are broken and filled as the PDF does it: no gap between 汉字 and digits, no grid of lines."""
    return [
        w("widowControl"),
        w("kinsoku"),
        # WORKAROUND(LibreOffice 7.4): reads this the other way round, and loses marks that it hangs
        # into the margin of a justified line; Word lets them hang by default.
        w("overflowPunct", 1),
        w("autoSpaceDE", 0),
        w("autoSpaceDN", 0),
        w("adjustRightInd", 0),
        w("snapToGrid", 0),
    ]


def _size(points: float) -> list[Element]:
    return [w("sz", round(points * 2)), w("szCs", round(points * 2))]


def _paragraph_style(name: StyleName) -> Element:
    style = STYLES[name]
    made = w("style", None, w("name", STYLE_NAMES[name]), type="paragraph", styleId=style_id(name))
    if name not in _BUILT_IN:
        made.set(qualified("w:customStyle"), "1")
    made.extend([w("basedOn", "a"), w("uiPriority", 1), w("qFormat")])
    made.append(w("pPr", None, *_paragraph_properties(name, style)))
    made.append(w("rPr", None, fonts(FONT_NAMES[style.font]), *_size(style.size_pt)))
    return made


def _paragraph_properties(name: StyleName, style: TextStyle) -> list[Element]:
    properties = [w("keepNext")] if keeps_next(name) else []
    properties.append(
        w(
            "spacing",
            before=twips_of_points(style.before_pt),
            after=twips_of_points(style.after_pt),
            line=twips_of_points(style.line_pt),
            lineRule="exact",
        )
    )
    if style.indent_chars:
        properties.append(w("ind", firstLine=twips_of_points(style.indent_chars * style.size_pt)))
    properties.append(w("jc", JUSTIFICATION[style.align]))
    if name in _OUTLINE:
        properties.append(w("outlineLvl", _OUTLINE[name]))
    return properties


def keeps_next(name: StyleName) -> bool:
    """Whether the style holds on to what follows. In a table it would tie whole rows together."""
    return STYLES[name].keep_next and not name.startswith("cell_")
