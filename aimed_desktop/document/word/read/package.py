"""A Word file from somebody's desk, opened within bounds: its body, styles, lists and pictures."""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from lxml import etree

from aimed_desktop.document.word.read.libreoffice import loses_looks, mend
from aimed_desktop.document.word.read.numbering import ParagraphLabel, label_counter
from aimed_desktop.document.word.read.settled_alternates import settle_alternates
from aimed_desktop.document.word.read.settled_fields import settle_fields
from aimed_desktop.document.word.read.settled_notes import settle_notes
from aimed_desktop.document.word.read.settled_runs import settle_runs
from aimed_desktop.document.word.xml import NAMESPACES, Element, qualified
from aimed_desktop.errors import UserProblem
from aimed_desktop.files.zips import ZipRefused, open_zip, read_entry

MAX_FILE_BYTES = 200 * 1024**2
_MAX_XML_BYTES = 64 * 1024**2
_MOST_TAGS = 3_000_000
_MAX_PICTURE_BYTES = 128 * 1024**2
_RATIO_FREE_BYTES = 1024**2
_COMPOUND_FILE = b"\xd0\xcf\x11\xe0"  # .doc, .wps, or a .docx under a password
_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
_CORE = "{http://schemas.openxmlformats.org/package/2006/metadata/core-properties}"
_ABOUT = "{http://schemas.openxmlformats.org/officeDocument/2006/extended-properties}"
_DOCTYPE, _DOCTYPE_WIDE = b"<!DOCTYPE", "<!DOCTYPE".encode("utf-16-le")[:-1]
_OFFICE_DOCUMENT = "/officeDocument"
_STRICT = b"http://purl.oclc.org/ooxml/"
_STRICT_NAME = re.compile(
    rb"""(?P<before>xmlns(?::\w+)?\s*=\s*["'])http://purl\.oclc\.org/ooxml/(?P<kind>\w+)/(?P<name>\w+)"""
)
_PARAGRAPH = qualified("w:p")
_NOT_COUNTED = frozenset(map(qualified, ("mc:Fallback", "w:del", "w:moveFrom")))
_STORIES = ("footnote", "endnote", "comment")
_A_TEXT, _A_PARAGRAPH = (f"{{{NAMESPACES['a']}}}{name}" for name in ("t", "p"))
_MOST_DRAWN_LINES = 200
_MAX_DRAWN_BYTES = 8 * 1024**2
_MOST_STORY_TAGS = 500_000


@dataclass(frozen=True, slots=True)
class WordPackage:
    """`styles` are the names of the styles by id, in lower case."""

    body: Element
    styles: Mapping[str, str]
    labels: Mapping[Element, ParagraphLabel]  # by paragraph of the body
    keywords: str
    loses_looks: bool  # the program that saved it levels what was raised, lowered or bold
    _data: bytes
    _targets: Mapping[str, str]

    def picture(self, relation: str) -> bytes | None:
        """The file of a picture; None where there is none, or it is too large to be one."""
        name = self._targets.get(relation)
        if name is None:
            return None
        with _opened(self._data) as package:
            return _part(package, name, _MAX_PICTURE_BYTES)

    def drawn_lines(self, relation: str) -> list[str]:
        """The words of a chart or a SmartArt, a line for each of its paragraphs."""
        name = self._targets.get(relation)
        if name is None:
            return []
        with _opened(self._data) as package:
            sizes = {info.filename: info.file_size for info in package.infolist()}
            root = _xml(package, name) if sizes.get(name, 0) <= _MAX_DRAWN_BYTES else None
        paragraphs = () if root is None else root.iter(_A_PARAGRAPH)
        lines = ("".join(word.text or "" for word in line.iter(_A_TEXT)).strip() for line in paragraphs)
        return [line for line in lines if line][:_MOST_DRAWN_LINES]


def open_word(data: bytes) -> WordPackage:
    """The file opened. UserProblem where it is no .docx, damaged, locked or beyond the bounds."""
    if len(data) > MAX_FILE_BYTES:
        raise UserProblem("word_too_large")
    if data.startswith(_COMPOUND_FILE):
        raise UserProblem("word_old_or_locked")
    with _opened(data) as package:
        main = _main_part(package)
        document = _xml(package, main)
        body = None if document is None else document.find("w:body", NAMESPACES)
        if body is None:
            raise UserProblem("word_not_docx")
        folder = posixpath.dirname(main)
        styles = _xml(package, posixpath.join(folder, "styles.xml"))
        numbering = _xml(package, posixpath.join(folder, "numbering.xml"))
        targets = {identity: name for identity, _, name in _related(package, main)}
        program = _application(package)
        mend(body, program)
        stories = {
            kind: _xml(package, name, _MOST_STORY_TAGS)
            for _, part, name in _related(package, main)
            for kind in _STORIES
            if part.endswith(f"/{kind}s")
        }
        _settle(body, stories, styles)
        return WordPackage(
            body,
            _style_names(styles),
            _labels(body, numbering, styles),
            _keywords(package),
            loses_looks(program),
            data,
            targets,
        )


def _settle(body: Element, stories: Mapping[str, Element | None], styles: Element | None) -> None:
    """Write into the body what its reader sees, and marks where something is lost."""
    for story in (body, *stories.values()):
        if story is not None:
            settle_alternates(story)
            settle_runs(story, styles)
            settle_fields(story)
    settle_notes(body, stories)


def _opened(data: bytes) -> zipfile.ZipFile:
    try:
        return open_zip(io.BytesIO(data))
    except ZipRefused as refused:
        if refused.reason == "damaged" and not data.startswith(b"PK"):
            raise UserProblem("word_not_docx") from None
        raise _problem(refused) from None


def _problem(refused: ZipRefused) -> UserProblem:
    return UserProblem("word_too_large" if refused.reason == "too_large" else "word_damaged")


def _part(package: zipfile.ZipFile, name: str, most: int) -> bytes | None:
    """The bytes of a part, counted as they come out; None where it is missing."""
    try:
        return read_entry(package, package.getinfo(name), most, _RATIO_FREE_BYTES)
    except KeyError:
        return None
    except ZipRefused as refused:
        raise _problem(refused) from None


def _xml(package: zipfile.ZipFile, name: str, most_tags: int = _MOST_TAGS) -> Element | None:
    data = _part(package, name, _MAX_XML_BYTES)
    if data is None:
        return None
    if data.count(b"<") > most_tags:  # an element takes many times its bytes of memory
        raise UserProblem("word_too_large")
    if _DOCTYPE in data or _DOCTYPE_WIDE in data:  # entities are of no use but to do harm
        raise UserProblem("word_damaged")
    if _STRICT in data:
        data = _STRICT_NAME.sub(_usual_name, data)
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError:
        raise UserProblem("word_damaged") from None
    return root


def _usual_name(strict: re.Match[bytes]) -> bytes:
    """The namespace of Transitional Open XML for one of Strict Open XML, as Word 2013 saves it too."""
    kind, name = strict["kind"], strict["name"].replace(b"extendedProperties", b"extended-properties")
    return b"%shttp://schemas.openxmlformats.org/%s/2006/%s" % (strict["before"], kind, name)


def _main_part(package: zipfile.ZipFile) -> str:
    kinds = {kind: name for _, kind, name in _related(package, "")}
    return next(
        (name for kind, name in kinds.items() if kind.endswith(_OFFICE_DOCUMENT)), "word/document.xml"
    )


def _related(package: zipfile.ZipFile, part: str) -> Iterator[tuple[str, str, str]]:
    """Id, kind and full name of each part that `part` (or the package) names; what lies outside is none."""
    folder, name = posixpath.split(part)
    relations = _xml(package, posixpath.join(folder, "_rels", f"{name}.rels"))
    if relations is None:
        return
    for relation in relations.iter(f"{{{_RELATIONS}}}Relationship"):
        if relation.get("TargetMode") == "External":
            continue
        target = relation.get("Target", "")
        full = target.lstrip("/") if target.startswith("/") else posixpath.join(folder, target)
        yield relation.get("Id", ""), relation.get("Type", ""), posixpath.normpath(full)


def _style_names(styles: Element | None) -> dict[str, str]:
    found: dict[str, str] = {}
    for style in () if styles is None else styles.iter(qualified("w:style")):
        name = style.find("w:name", NAMESPACES)
        if name is not None:
            found[style.get(qualified("w:styleId"), "")] = name.get(qualified("w:val"), "").lower()
    return found


def _labels(
    body: Element, numbering: Element | None, styles: Element | None
) -> dict[Element, ParagraphLabel]:
    """The labels that Word generates, counted through the body."""
    if numbering is None:
        return {}
    counter = label_counter(numbering, styles)
    found: dict[Element, ParagraphLabel] = {}
    for paragraph in body.iter(_PARAGRAPH):
        if not any(above.tag in _NOT_COUNTED for above in paragraph.iterancestors()):
            label = counter.label(paragraph.find("w:pPr", NAMESPACES))
            if label is not None:
                found[paragraph] = label
    return found


def _application(package: zipfile.ZipFile) -> str:
    """The program that saved the file, as it calls itself."""
    about = _xml(package, "docProps/app.xml")
    found = None if about is None else about.find(f"{_ABOUT}Application")
    return "" if found is None else (found.text or "")


def _keywords(package: zipfile.ZipFile) -> str:
    core = _xml(package, "docProps/core.xml")
    found = None if core is None else core.find(f"{_CORE}keywords")
    return "" if found is None else (found.text or "")
