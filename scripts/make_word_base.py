"""Makes resources/word/base.docx: the empty document in which every Word file of ours begins.

Run it from the project's virtual environment: `.venv/bin/python -m scripts.make_word_base [TARGET]`.
Nothing of python-docx's own template is in it. The same source gives the same parts, so a test can compare
the shipped file with a fresh one.
"""

from __future__ import annotations

import io
import sys
import zipfile
from pathlib import Path
from typing import Any

import docx
from docx.document import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.package import OpcPackage
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.shared import Pt
from lxml import etree

from aimed_desktop.document.plan.styles import STYLES, StyleName
from aimed_desktop.document.word.styles import (
    FONT_NAMES,
    STYLE_NAMES,
    TICK_FONT,
    fonts,
    keeps_next,
    style_id,
)
from aimed_desktop.document.word.write.controls import EMPTY_PLACEHOLDER, blank
from aimed_desktop.document.word.write.package import package_bytes
from aimed_desktop.document.word.xml import NAMESPACES, Element, qualified, text_element, w
from aimed_desktop.paths import WORD_BASE

STAND_INS = {  # what Word takes when the font is not installed
    "方正小标宋简体": "宋体",
    "黑体": "SimHei",
    "楷体_GB2312": "楷体",
    "仿宋_GB2312": "仿宋",
    "宋体": "SimSun",
    TICK_FONT: "MS Gothic",
}
BUILT_IN = ("title", "heading1", "heading2", "heading3", "caption", "page_number")
OUTLINE: dict[StyleName, int] = {"title": 0, "heading1": 0, "heading2": 1, "heading3": 2}
ALIGNMENTS = {
    "left": WD_ALIGN_PARAGRAPH.LEFT,
    "center": WD_ALIGN_PARAGRAPH.CENTER,
    "right": WD_ALIGN_PARAGRAPH.RIGHT,
    "justify": WD_ALIGN_PARAGRAPH.JUSTIFY,
}
COLOURS = {
    "dk1": "000000",
    "lt1": "FFFFFF",
    "dk2": "1F3A5F",
    "lt2": "F2F2F2",
    "accent1": "1F5FA8",
    "accent2": "B5482A",
    "accent3": "6B7280",
    "accent4": "C08A1E",
    "accent5": "2E7D6B",
    "accent6": "5B7F3A",
    "hlink": "1F5FA8",
    "folHlink": "6B4E8A",
}
FILL = '<a:solidFill><a:schemeClr val="phClr"/></a:solidFill>'
LINE = f'<a:ln w="6350">{FILL}</a:ln>'
EFFECT = "<a:effectStyle><a:effectLst/></a:effectStyle>"
CORE = """<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"
 xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title/><dc:creator/><cp:keywords/><dc:language/>
<cp:lastModifiedBy/></cp:coreProperties>"""


def main(arguments: list[str]) -> None:
    """Write the base."""
    target = Path(arguments[0]) if arguments else WORD_BASE
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(base_bytes())


def base_bytes() -> bytes:
    """The base as a .docx file."""
    document = docx.Document(io.BytesIO(package_bytes(bare_package())))
    for name in STYLE_NAMES:
        add_style(document, name)
    document.sections[-1].footer.paragraphs[0].style = document.styles[STYLE_NAMES["page_number"]]
    return stored(package_bytes(document.part.package))


def stored(packed: bytes) -> bytes:
    """The same package without compression: read sooner, and the same whatever packed it."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(packed)) as source, zipfile.ZipFile(made, "w") as target:
        for info in source.infolist():
            data = source.read(info)
            info.compress_type = zipfile.ZIP_STORED
            target.writestr(info, data)
    return made.getvalue()


def bare_package() -> OpcPackage:
    """The parts of a document that has no paragraph styles yet."""
    package = OpcPackage()
    main_part = _part(package, "document", CONTENT_TYPE.WML_DOCUMENT_MAIN, document_part())
    package.relate_to(main_part, RELATIONSHIP_TYPE.OFFICE_DOCUMENT)
    core = Part(PackURI("/docProps/core.xml"), CONTENT_TYPE.OPC_CORE_PROPERTIES, CORE.encode())
    package.relate_to(core, RELATIONSHIP_TYPE.CORE_PROPERTIES)
    for name, kind, relation, root in (
        ("footer1", CONTENT_TYPE.WML_FOOTER, RELATIONSHIP_TYPE.FOOTER, footer_part()),
        ("styles", CONTENT_TYPE.WML_STYLES, RELATIONSHIP_TYPE.STYLES, styles_part()),
        ("settings", CONTENT_TYPE.WML_SETTINGS, RELATIONSHIP_TYPE.SETTINGS, settings_part()),
        ("fontTable", CONTENT_TYPE.WML_FONT_TABLE, RELATIONSHIP_TYPE.FONT_TABLE, font_table_part()),
        ("theme/theme1", CONTENT_TYPE.OFC_THEME, RELATIONSHIP_TYPE.THEME, theme_part()),
        (
            "glossary/document",
            CONTENT_TYPE.WML_DOCUMENT_GLOSSARY,
            RELATIONSHIP_TYPE.GLOSSARY_DOCUMENT,
            glossary_part(),
        ),
    ):
        main_part.relate_to(_part(package, name, kind, root), relation)
    return package


def _part(package: Any, name: str, kind: str, root: Element) -> Part:
    data = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
    return Part(PackURI(f"/word/{name}.xml"), kind, data, package)


def document_part() -> Element:
    """A body that is one section without words, its foot the page number (its first relation)."""
    root = etree.Element(qualified("w:document"), {qualified("mc:Ignorable"): "w14"}, nsmap=NAMESPACES)
    foot = etree.Element(qualified("w:footerReference"), {qualified("r:id"): "rId1"}, nsmap=NAMESPACES)
    foot.set(qualified("w:type"), "default")
    root.append(w("body", None, w("sectPr", None, foot)))
    return root


def footer_part() -> Element:
    """— 1 —"""
    field = [w("r", None, w("fldChar", fldCharType=kind)) for kind in ("begin", "separate", "end")]
    instruction = w("instrText")
    instruction.text = "PAGE"
    field.insert(1, w("r", None, instruction))
    field.insert(3, w("r", None, text_element("1")))
    before, after = (w("r", None, text_element(text)) for text in ("— ", " —"))
    return w("ftr", None, w("p", None, before, *field, after))


def settings_part() -> Element:
    """Chinese typesetting as Word 2013 and later do it."""
    compatible = w(
        "compat",
        None,
        w("doNotExpandShiftReturn"),
        w("useFELayout"),
        w("compatSetting", 15, name="compatibilityMode", uri="http://schemas.microsoft.com/office/word"),
    )
    return w(
        "settings",
        None,
        w("zoom", percent=100),
        w("hideSpellingErrors"),  # names and terms are not wrong for being unknown to Word
        w("hideGrammaticalErrors"),
        w("defaultTabStop", 420),
        w("characterSpacingControl", "compressPunctuation"),
        compatible,
        w("themeFontLang", "en-US", eastAsia="zh-CN"),
        w("decimalSymbol", "."),
        w("listSeparator", ","),
    )


def font_table_part() -> Element:
    """What stands in for a font that is not installed."""
    table = w("fonts")
    for name, stand_in in STAND_INS.items():
        charset = "00" if name == TICK_FONT else "86"
        table.append(
            w("font", None, w("altName", stand_in), w("charset", charset), w("family", "auto"), name=name)
        )
    return table


def theme_part() -> Element:
    """The theme that a Word file must have: black text, 宋体 and 黑体, nothing that we draw with."""
    colours = "".join(f'<a:{name}><a:srgbClr val="{rgb}"/></a:{name}>' for name, rgb in COLOURS.items())
    faces = _theme_font("major", "黑体") + _theme_font("minor", "宋体")
    return etree.fromstring(
        '<a:theme xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" name="申报书">'
        f'<a:themeElements><a:clrScheme name="申报书">{colours}</a:clrScheme>'
        f'<a:fontScheme name="申报书">{faces}</a:fontScheme>'
        f'<a:fmtScheme name="申报书"><a:fillStyleLst>{FILL * 3}</a:fillStyleLst>'
        f"<a:lnStyleLst>{LINE * 3}</a:lnStyleLst><a:effectStyleLst>{EFFECT * 3}</a:effectStyleLst>"
        f"<a:bgFillStyleLst>{FILL * 3}</a:bgFillStyleLst></a:fmtScheme></a:themeElements></a:theme>"
    )


def _theme_font(kind: str, name: str) -> str:
    faces = f'<a:latin typeface="{name}"/><a:ea typeface="{name}"/><a:cs typeface=""/>'
    return f"<a:{kind}Font>{faces}</a:{kind}Font>"


def glossary_part() -> Element:
    """The blank that Word puts into a control when its text is deleted."""
    about = w(
        "docPartPr",
        None,
        w("name", EMPTY_PLACEHOLDER),
        w("category", None, w("name", "常规"), w("gallery", "placeholder")),
        w("behaviors", None, w("behavior", "content")),
        w("guid", "{6E1A2B90-5C3D-4F7E-8A41-0D9B7C2E5F13}"),
    )
    body = w("docPartBody", None, w("p", None, blank()))
    return w("glossaryDocument", None, w("docParts", None, w("docPart", None, about, body)))


def styles_part() -> Element:
    """What holds for every paragraph, and the styles that Word takes for granted."""
    body = STYLES["body"]
    size = [w(name, round(body.size_pt * 2)) for name in ("sz", "szCs")]
    language = w("lang", "en-US", eastAsia="zh-CN", bidi="ar-SA")
    run = w("rPr", None, fonts(FONT_NAMES[body.font]), *size, language)
    paragraph = w("pPr", None, *chinese_setting())
    defaults = w("docDefaults", None, w("rPrDefault", None, run), w("pPrDefault", None, paragraph))
    return w("styles", None, defaults, latent_styles(), *basic_styles())


def chinese_setting() -> list[Element]:
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


def latent_styles() -> Element:
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


def basic_styles() -> list[Element]:
    """The defaults of paragraph, character and table, none of them for choosing."""
    normal = w("style", None, w("name", "Normal"), type="paragraph", default=1, styleId="a")
    character = w(
        "style", None, w("name", "Default Paragraph Font"), type="character", default=1, styleId="a0"
    )
    table = w("style", None, w("name", "Normal Table"), type="table", default=1, styleId="a1")
    for style in (character, table):
        style.extend([w("uiPriority", 1), w("semiHidden"), w("unhideWhenUsed")])
    return [normal, character, table]


def add_style(document: Document, name: StyleName) -> None:
    """Add a text style of the plan under the name that clerks know."""
    plan = STYLES[name]
    style = document.styles.add_style(STYLE_NAMES[name], WD_STYLE_TYPE.PARAGRAPH, builtin=name in BUILT_IN)
    style.style_id = style_id(name)
    style.base_style = document.styles["Normal"]
    style.hidden, style.priority, style.quick_style = False, 1, True
    setting = style.paragraph_format
    if keeps_next(name):
        setting.keep_with_next = True
    setting.space_before, setting.space_after = Pt(plan.before_pt), Pt(plan.after_pt)
    setting.line_spacing = Pt(plan.line_pt)
    if plan.indent_chars:
        setting.first_line_indent = Pt(plan.indent_chars * plan.size_pt)
    setting.alignment = ALIGNMENTS[plan.align]
    if name in OUTLINE:
        style.element.pPr.append(w("outlineLvl", OUTLINE[name]))
    style.font.size = Pt(plan.size_pt)
    style.element.rPr.insert(0, fonts(FONT_NAMES[plan.font]))
    style.element.rPr.append(w("szCs", round(plan.size_pt * 2)))


if __name__ == "__main__":
    main(sys.argv[1:])
