"""The Word file as a package of python-docx, opened from our base; its bytes are the same each time."""

from __future__ import annotations

import io
import zipfile
from functools import cache
from typing import cast

import docx
from docx.document import Document
from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.oxml import CT_Types, serialize_part_xml
from docx.opc.package import OpcPackage
from docx.opc.packuri import CONTENT_TYPES_URI, PACKAGE_URI, PackURI
from docx.opc.part import Part, XmlPart
from docx.oxml.document import CT_Document
from docx.oxml.section import CT_SectPr
from docx.parts.image import ImagePart
from lxml import etree

from aimed_desktop.document.plan.plan import Properties
from aimed_desktop.document.word.xml import Element, allowed
from aimed_desktop.paths import WORD_BASE

_APP_NAMESPACE = "http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"
_DUBLIN_CORE = "{http://purl.org/dc/elements/1.1/}"
_LONG_AGO = (1980, 1, 1, 0, 0, 0)  # the earliest time that a zip can tell
_PNG_SIGNATURE = b"\x89PNG"


def open_base() -> Document:
    """A document without words that has our styles, settings, fonts, theme and page number."""
    return docx.Document(io.BytesIO(_base()))


@cache
def _base() -> bytes:
    return WORD_BASE.read_bytes()


def section_of(document: Document) -> CT_SectPr:
    """`w:sectPr` of the last section, with which the body ends."""
    section = cast(CT_Document, document.element).body.sectPr
    assert section is not None
    return section


def append_blocks(document: Document, blocks: list[Element]) -> None:
    """Put the blocks at the end of the body."""
    end = section_of(document)
    for block in blocks:
        end.addprevious(block)


def add_picture(document: Document, data: bytes, number: int) -> str:
    """Store a JPEG or PNG as the document's picture `number`; its relationship id."""
    is_png = data.startswith(_PNG_SIGNATURE)
    name = PackURI(f"/word/media/image{number}.{'png' if is_png else 'jpeg'}")
    part = ImagePart(name, CONTENT_TYPE.PNG if is_png else CONTENT_TYPE.JPEG, data)
    return document.part.relate_to(part, RELATIONSHIP_TYPE.IMAGE)


def drop_placeholders(document: Document) -> None:
    """Leave out what only content controls need: the glossary with the blank of an emptied one."""
    glossary = document.part.part_related_by(RELATIONSHIP_TYPE.GLOSSARY_DOCUMENT)
    document.part.drop_rel(document.part.relate_to(glossary, RELATIONSHIP_TYPE.GLOSSARY_DOCUMENT))


def fill_properties(document: Document, properties: Properties) -> None:
    """Title, unit and fingerprint. No time is told: the same plan gives the same file on any day."""
    package = document.part.package
    assert package is not None
    core = cast(XmlPart, package.part_related_by(RELATIONSHIP_TYPE.CORE_PROPERTIES)).element
    for name, text in (
        ("title", properties.title),
        ("creator", properties.author),
        ("keywords", properties.fingerprint),
        ("language", properties.language),
        ("lastModifiedBy", properties.author),
    ):
        # WORKAROUND(python-docx 1.2): its setters refuse 256 characters; chapters have longer keywords.
        core.find(f"{{*}}{name}").text = allowed(text)
    app = Part(
        PackURI("/docProps/app.xml"), CONTENT_TYPE.OFC_EXTENDED_PROPERTIES, _about(properties), package
    )
    package.relate_to(app, RELATIONSHIP_TYPE.EXTENDED_PROPERTIES)


def _about(properties: Properties) -> bytes:
    """`docProps/app.xml`: the unit as the company."""
    about = etree.Element(f"{{{_APP_NAMESPACE}}}Properties", nsmap={None: _APP_NAMESPACE})  # type: ignore[dict-item]  # the stubs forbid the default namespace
    etree.SubElement(about, f"{{{_APP_NAMESPACE}}}Company").text = allowed(properties.author)
    return etree.tostring(about, xml_declaration=True, encoding="UTF-8", standalone=True)


def package_bytes(package: OpcPackage) -> bytes:
    """The .docx file: parts in the order of their relations, without the time of day.

    WORKAROUND(python-docx 1.2): `save` writes the clock into the zip (its issue 1042), and presses JPEG
    files once more.
    """
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:

        def write(name: PackURI, data: bytes) -> None:
            info = zipfile.ZipInfo(name.membername, _LONG_AGO)
            info.compress_type = zipfile.ZIP_STORED if name.ext == "jpeg" else zipfile.ZIP_DEFLATED
            info.create_system = 0
            archive.writestr(info, data)

        parts = package.parts
        write(CONTENT_TYPES_URI, _content_types(parts))
        write(PACKAGE_URI.rels_uri, package.rels.xml)
        for part in parts:
            write(part.partname, part.blob)
            if part.rels:
                write(part.partname.rels_uri, part.rels.xml)
    return buffer.getvalue()


def _content_types(parts: list[Part]) -> bytes:
    """`[Content_Types].xml`: pictures by the ending of their name, every other part by its name."""
    endings = {"rels": CONTENT_TYPE.OPC_RELATIONSHIPS, "xml": CONTENT_TYPE.XML}
    names: dict[str, str] = {}
    for part in parts:
        if isinstance(part, ImagePart):
            endings[part.partname.ext] = part.content_type
        else:
            names[part.partname] = part.content_type
    types = CT_Types.new()  # type: ignore[no-untyped-call]  # python-docx leaves it untyped
    for ending, kind in sorted(endings.items()):
        types.add_default(ending, kind)
    for name, kind in names.items():
        types.add_override(name, kind)
    return serialize_part_xml(types)
