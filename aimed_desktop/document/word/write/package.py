"""The Word file as a package: its parts, their relations, and the same bytes each time."""

from __future__ import annotations

import io
import zipfile

from lxml import etree

from aimed_desktop.document.plan.plan import Properties
from aimed_desktop.document.word.write.styles import font_table_part, styles_part
from aimed_desktop.document.word.write.text import hairline
from aimed_desktop.document.word.write.theme import theme_part
from aimed_desktop.document.word.xml import Element, serialise, w

_PACKAGE = "http://schemas.openxmlformats.org/package/2006/"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/"
_RELATION = _OFFICE + "relationships/"
_WORD_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml."
_THEME_TYPE = "application/vnd.openxmlformats-officedocument.theme+xml"
_LONG_AGO = (1980, 1, 1, 0, 0, 0)  # the earliest time that a zip can tell
_CORE_NAMESPACES = {
    "cp": _PACKAGE + "metadata/core-properties",
    "dc": "http://purl.org/dc/elements/1.1/",
}

FOOTER_RELATION = "rIdFooter"
_GLOSSARY = "rIdGlossary"
_PARTS = {  # relationship id: (kind, name in word/)
    "rIdStyles": ("styles", "styles.xml"),
    "rIdSettings": ("settings", "settings.xml"),
    "rIdFonts": ("fontTable", "fontTable.xml"),
    "rIdTheme": ("theme", "theme/theme1.xml"),
    FOOTER_RELATION: ("footer", "footer1.xml"),
    _GLOSSARY: ("glossaryDocument", "glossary/document.xml"),
}


def package_bytes(
    document: Element,
    footer: Element,
    glossary: Element | None,
    properties: Properties,
    pictures: dict[str, bytes],
) -> bytes:
    """The .docx file. `pictures`: name inside `word/` → bytes, in the order of their relationship ids."""
    related = {key: part for key, part in _PARTS.items() if glossary is not None or key != _GLOSSARY}
    parts = {
        "[Content_Types].xml": _content_types(related, pictures),
        "_rels/.rels": _package_relations(),
        "docProps/core.xml": _core_properties(properties),
        "docProps/app.xml": _app_properties(properties),
        "word/document.xml": serialise(document),
        "word/_rels/document.xml.rels": _document_relations(related, pictures),
        "word/styles.xml": serialise(styles_part()),
        "word/settings.xml": serialise(_settings()),
        "word/fontTable.xml": serialise(font_table_part()),
        "word/theme/theme1.xml": theme_part(),
        "word/footer1.xml": serialise(footer),
        **({"word/glossary/document.xml": serialise(glossary)} if glossary is not None else {}),
        **{f"word/{name}": data for name, data in pictures.items()},
    }
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, data in parts.items():
            info = zipfile.ZipInfo(name, _LONG_AGO)
            info.compress_type = zipfile.ZIP_STORED if name.endswith(".jpeg") else zipfile.ZIP_DEFLATED
            info.create_system = 0
            archive.writestr(info, data)
    return buffer.getvalue()


def _plain(root: Element) -> bytes:
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def _content_types(related: dict[str, tuple[str, str]], pictures: dict[str, bytes]) -> bytes:
    namespace = _PACKAGE + "content-types"
    root = etree.Element(f"{{{namespace}}}Types", nsmap={None: namespace})  # type: ignore[dict-item]  # the stubs forbid the default namespace
    endings = {"rels": "application/vnd.openxmlformats-package.relationships+xml", "xml": "application/xml"}
    endings |= {name.rpartition(".")[2]: f"image/{name.rpartition('.')[2]}" for name in pictures}
    for ending, kind in sorted(endings.items()):
        etree.SubElement(root, f"{{{namespace}}}Default", Extension=ending, ContentType=kind)
    overrides = {
        "/docProps/core.xml": "application/vnd.openxmlformats-package.core-properties+xml",
        "/docProps/app.xml": "application/vnd.openxmlformats-officedocument.extended-properties+xml",
        "/word/document.xml": _WORD_TYPE + "document.main+xml",
        **{f"/word/{name}": f"{_WORD_TYPE}{kind}+xml" for kind, name in related.values()},
        "/word/theme/theme1.xml": _THEME_TYPE,
    }
    if _GLOSSARY in related:
        overrides["/word/glossary/document.xml"] = _WORD_TYPE + "document.glossary+xml"
    for name, kind in overrides.items():
        etree.SubElement(root, f"{{{namespace}}}Override", PartName=name, ContentType=kind)
    return _plain(root)


def _relations(entries: list[tuple[str, str, str]]) -> bytes:
    namespace = _PACKAGE + "relationships"
    root = etree.Element(f"{{{namespace}}}Relationships", nsmap={None: namespace})  # type: ignore[dict-item]  # as above
    for identity, kind, target in entries:
        etree.SubElement(root, f"{{{namespace}}}Relationship", Id=identity, Type=kind, Target=target)
    return _plain(root)


def _package_relations() -> bytes:
    core = _PACKAGE + "relationships/metadata/core-properties"
    return _relations(
        [
            ("rIdDocument", _RELATION + "officeDocument", "word/document.xml"),
            ("rIdCore", core, "docProps/core.xml"),
            ("rIdApp", _RELATION + "extended-properties", "docProps/app.xml"),
        ]
    )


def _document_relations(related: dict[str, tuple[str, str]], pictures: dict[str, bytes]) -> bytes:
    entries = [(identity, _RELATION + kind, name) for identity, (kind, name) in related.items()]
    entries += [(f"rIdImage{number}", _RELATION + "image", name) for number, name in enumerate(pictures, 1)]
    return _relations(entries)


def _core_properties(properties: Properties) -> bytes:
    root = etree.Element(f"{{{_CORE_NAMESPACES['cp']}}}coreProperties", nsmap=_CORE_NAMESPACES)
    for prefix, name, text in (
        ("dc", "title", properties.title),
        ("dc", "creator", properties.author),
        ("cp", "keywords", properties.fingerprint),
        ("dc", "language", properties.language),
        ("cp", "lastModifiedBy", properties.author),
    ):
        etree.SubElement(root, f"{{{_CORE_NAMESPACES[prefix]}}}{name}").text = text
    return _plain(root)


def _app_properties(properties: Properties) -> bytes:
    namespace = _OFFICE + "extended-properties"
    root = etree.Element(f"{{{namespace}}}Properties", nsmap={None: namespace})  # type: ignore[dict-item]  # as above
    etree.SubElement(root, f"{{{namespace}}}Company").text = properties.author
    return _plain(root)


def _settings() -> Element:
    compatible = w(
        "compat",
        None,
        w("doNotExpandShiftReturn"),
        w("useFELayout"),
        w(
            "compatSetting",
            15,
            name="compatibilityMode",
            uri="http://schemas.microsoft.com/office/word",
        ),
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


def footer_part(content: Element | None) -> Element:
    """`word/footer1.xml` with the page number, or empty."""
    return w("ftr", None, content if content is not None else hairline())
