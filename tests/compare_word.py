"""Takes Word files back as a chapter and compares what it prints with LibreOffice's PDF, symbol by symbol.

    python -m tests.compare_word FOLDER-OR-FILE…

For real files from anywhere: nothing of them is kept. LibreOffice draws no formulas and reckons references
anew, so formulas, objects and charts are taken out of both copies, where notes tell them.
"""

from __future__ import annotations

import difflib
import io
import re
import sys
import tempfile
import zipfile
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

from lxml import etree

from aimed_desktop.application.beginning import begin
from aimed_desktop.application.values import narrative
from aimed_desktop.application.values.paper_order import PaperOrder
from aimed_desktop.application.values.words import plain
from aimed_desktop.definition.library import default_library
from aimed_desktop.document.word.chapter_mark import BEGIN_LINE, chapter_title
from aimed_desktop.document.word.xml import W
from aimed_desktop.services.taking import accept, take_words
from tests.libreoffice import pdf_pages, to_pdf

_FORM, _FIELD = "wuhan-2026-1", "background"
_BODY = "word/document.xml"
_M = "http://schemas.openxmlformats.org/officeDocument/2006/math"
_DRAWN = (f"{{{_M}}}oMathPara", f"{{{_M}}}oMath", f"{{{W}}}object")
_CHART = "{http://schemas.openxmlformats.org/drawingml/2006/chart}chart"
_RECKONED = re.compile(r"\s*(REF|PAGEREF|STYLEREF|SEQ|NOTEREF)\b")
_LEADERS = re.compile(r"[.．·…]{4,}")
_UNSEEN = dict.fromkeys((0xAD, 0x200B, 0x200C, 0x200D, 0x2060, 0xFEFF))
_ALIKE = str.maketrans({"\u2011": "-", "ﬁ": "fi", "ﬂ": "fl", "ﬀ": "ff"})
_NUMBER = re.compile(r"[图表]?[\d.．\-－—一二三四五六七八九十]*[:：.．、]?")
_HAN = dict(zip("一二三四五六七八九", "123456789", strict=True))  # LibreOffice passes over w:isLgl
_SIGNS = re.compile(r"[•–·]")
_MOST_SHOWN = 25


class Difference(NamedTuple):
    before: str
    ours: str
    theirs: str


def main(names: list[str]) -> None:
    paths = [Path(name) for name in names]
    files = [file for path in paths for file in (sorted(path.glob("*.docx")) if path.is_dir() else [path])]
    for file in files:
        compare(file)


def compare(file: Path) -> None:
    """Print what differs in one file and what was told of it."""
    with tempfile.TemporaryDirectory() as folder:
        whole = printed(file.read_bytes(), Path(folder))
        ours = printed(without_drawn(file.read_bytes()), Path(folder))
        pdf = to_pdf(without_drawn(file.read_bytes(), is_for_libreoffice=True), Path(folder))
        theirs = "".join(pdf_pages(pdf))
    found = list(differences(squeezed(ours.text), squeezed(theirs)))
    left = [one for one in found if not is_told(one, whole.notes)]
    kinds = Counter(re.sub("“.*?”", "“…”", note.partition("：")[2]) for note in whole.notes)
    print(
        f"{file.name}: {len(squeezed(ours.text))} characters, {len(found)} differences, {len(left)} not told"
    )
    for said, count in kinds.most_common():
        print(f"    {count} × {said}")
    for one in left[:_MOST_SHOWN]:
        print(f"    … {one.before} | ours {one.ours[:60]!r} | LibreOffice {one.theirs[:60]!r}")


class Printed(NamedTuple):
    text: str
    notes: tuple[str, ...]


def printed(word: bytes, folder: Path) -> Printed:
    """The chapter that the file makes as plain text, with what was told of it."""
    app = begin(default_library(None), _FORM, example=True)
    app.set(_FIELD, [{"text": "旧"}])
    path = folder / "chapter.docx"
    path.write_bytes(as_chapter(word, chapter_title(PaperOrder(app.form).label(_FIELD))))
    taken = take_words(app, [path])
    value = accept(app, taken, "all").get(_FIELD)
    return Printed("\n".join(lines(value)), tuple(n for _, state in taken.fields for n in state.notes))


def as_chapter(word: bytes, title: str) -> bytes:
    def write(root: etree._Element) -> None:
        for line in (BEGIN_LINE, title):
            paragraph = etree.fromstring(f'<w:p xmlns:w="{W}"><w:r><w:t>{line}</w:t></w:r></w:p>')
            root[0].insert(0, paragraph)

    return _edited(word, write)


def lines(value: object) -> Iterator[str]:
    """What the paper prints, its own numbers of captions among it."""
    numbers = Counter[str]()
    for block in narrative.blocks(value):
        kind = {narrative.ImageBlock: "图", narrative.TableBlock: "表"}.get(type(block), "")
        numbers[kind] += 1
        if isinstance(block, narrative.ImageBlock | narrative.TableBlock) and block.caption is not None:
            yield f"{kind}{numbers[kind]} {block.caption}"
        match block:
            case narrative.TextBlock(text=text):
                yield text
            case narrative.HeadingBlock(heading=heading):
                yield heading
            case narrative.ListBlock(entries=items):
                yield from (f"{item.mark} {item.text}" for item in items)
            case narrative.TableBlock(cells=cells):
                yield from (plain(cell.words) for cell in cells)


def without_drawn(word: bytes, *, is_for_libreoffice: bool = False) -> bytes:
    """The file without formulas, objects and charts; for LibreOffice without headers and references."""

    def write(root: etree._Element) -> None:
        gone = [*root.iter(*_DRAWN)]
        gone += [next(chart.iterancestors(f"{{{W}}}drawing")) for chart in root.iter(_CHART)]
        if is_for_libreoffice:
            gone += [*root.iter(f"{{{W}}}headerReference", f"{{{W}}}footerReference", f"{{{W}}}lnNumType")]
            gone += _reckoned(root)
        for node in gone:
            parent = node.getparent()
            if parent is not None:
                parent.remove(node)

    return _edited(word, write)


def _reckoned(root: etree._Element) -> Iterator[etree._Element]:
    """The marks and instructions of fields whose stored result stays, as Word shows it."""
    fields: list[list[etree._Element]] = []
    for node in root.iter(f"{{{W}}}fldChar", f"{{{W}}}instrText"):
        kind = node.get(f"{{{W}}}fldCharType")
        if kind == "begin":
            fields.append([])
        if fields:
            fields[-1].append(node)
        if kind == "end" and fields:
            nodes = fields.pop()
            if _RECKONED.match("".join(inner.text or "" for inner in nodes)):
                yield from nodes


def _edited(word: bytes, write: Callable[[etree._Element], None]) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(word)) as package, zipfile.ZipFile(made, "w") as copy:
        for name in package.namelist():
            data = package.read(name)
            if name == _BODY:
                root = etree.fromstring(data)
                write(root)
                data = etree.tostring(root)
            copy.writestr(name, data)
    return made.getvalue()


def squeezed(text: str) -> str:
    """`text` without blanks, leaders of a table of contents and what nobody sees."""
    return _LEADERS.sub("", "".join(text.translate(_UNSEEN).translate(_ALIKE).split()))


def differences(ours: str, theirs: str) -> Iterator[Difference]:
    """Where the texts differ; words that only stand elsewhere (text boxes, notes) are none."""
    found = [
        Difference(ours[max(0, a - 12) : a], ours[a:b], theirs[c:d])
        for kind, a, b, c, d in _aligned(ours, theirs)
        if kind != "equal"
    ]
    gone = Counter(one.theirs for one in found if not one.ours)
    come = Counter(one.ours for one in found if not one.theirs)
    moved = gone & come
    for one in found:
        text = one.ours + one.theirs
        if not (one.ours and one.theirs) and moved[text]:
            continue
        yield one


def _aligned(ours: str, theirs: str) -> Iterator[tuple[str, int, int, int, int]]:
    """Opcodes as of difflib, piece by piece: it alone would take hours."""
    a = c = 0
    step, sure = 2000, 24
    while a < len(ours) or c < len(theirs):
        b, d = min(a + step, len(ours)), min(c + step, len(theirs))
        codes = difflib.SequenceMatcher(None, ours[a:b], theirs[c:d], autojunk=False).get_opcodes()
        if b < len(ours) or d < len(theirs):
            whole = [at for at, (kind, i, j, _, _) in enumerate(codes) if kind == "equal" and j - i >= sure]
            if whole:
                kind, i, j, k, m = codes[whole[-1]]
                codes = [*codes[: whole[-1]], (kind, i, j, k, m)]
        for kind, i, j, k, m in codes:
            yield kind, a + i, a + j, c + k, c + m
        a, c = a + codes[-1][2], c + codes[-1][4]


def is_told(one: Difference, notes: tuple[str, ...]) -> bool:
    """Whether a note tells the difference, or both show one sign by its font."""
    told = "".join(notes).translate(_ALIKE)
    if len(one.ours) == len(one.theirs) and all("\ue000" <= sign <= "\uf8ff" for sign in one.theirs):
        return True
    if one.ours and _HAN.get(one.theirs) == one.ours:
        return True
    if _NUMBER.fullmatch(one.ours) and _NUMBER.fullmatch(one.theirs) and "的编号由本程序另排" in told:
        return True
    if _SIGNS.fullmatch(one.ours) and f"项目符号“{one.theirs}”" in told:
        return True
    return not one.ours and f"编号“{one.theirs}”后面没有文字" in told


if __name__ == "__main__":
    main(sys.argv[1:])
