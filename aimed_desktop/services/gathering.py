"""The supporting papers of a packet as one PDF: inside the stamped scan, or by themselves."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath
from typing import Final

from aimed_desktop.application.checks.finding import Finding
from aimed_desktop.application.model import Application
from aimed_desktop.document.judging.binding import BoundFile, Look, NotBound, bound, lay
from aimed_desktop.document.judging.judge import judge
from aimed_desktop.document.judging.kinds import FileKind, kind_of
from aimed_desktop.document.pdf.pdf import EmptyPage, pdf_with_room
from aimed_desktop.document.typeset.typeset import typeset
from aimed_desktop.packet.file_words import brief_name, size_words
from aimed_desktop.packet.gathered import Gathered, Paper, Papers, contents_plan, papers
from aimed_desktop.packet.payload import MadeScan

_OFFICE: Final = (
    *(FileKind.DOC, FileKind.DOCX, FileKind.XLS, FileKind.XLSX, FileKind.PPT, FileKind.PPTX),
    *(FileKind.OLE, FileKind.RTF),
)
_EDGE_PT: Final = 14.2  # 5 mm
_LOOKS: Final = (Look(1654, 85, _EDGE_PT), Look(1240, 75, _EDGE_PT), Look(1000, 60, _EDGE_PT))
_TOO_LARGE: Final = "合在一起超过一封邮件的上限，邮件里放的是各份材料。"
_NOT_BOUND_IN: Final = "材料装进盖章扫描件后超过一封邮件的上限，没有装进去，各份材料单独发送。"


@dataclass(frozen=True, slots=True)
class StampedFile:
    """The scan that was made of the matched pages, and before which of its `pages` the papers come."""

    scan: MadeScan
    materials_at: int
    pages: int


@dataclass(frozen=True, slots=True)
class GatheredPapers:
    """What came of it. `scan`: the stamped file with the papers in it; `told`: what the clerk may know."""

    gathered: Gathered | None
    scan: MadeScan | None = None
    findings: tuple[Finding, ...] = ()
    told: tuple[str, ...] = ()


def gather(
    app: Application, stamped: StampedFile | None, budget: int, temporary: Path | None = None
) -> GatheredPapers:
    """The papers of an application; nothing where its notice wants them one by one, or there are none.

    `stamped`: where they are bound into the scan. `budget`: bytes that pictures are shrunk to.
    `temporary`: where files of office programs stand while they are converted.
    """
    if not app.materials or (stamped is None and app.form.materials_file is None):
        return GatheredPapers(None)
    converted = dict(_converted(app, temporary))
    found = papers(app, converted)
    findings = tuple(_apart(app, found))
    if not found.bound:
        return GatheredPapers(None, findings=findings)
    try:
        made, words = _bound_in(found, stamped, budget) if stamped else _by_itself(app, found, budget)
    except NotBound:
        return GatheredPapers(None, findings=(*findings, _not_bound()))
    is_mailed = len(made) <= budget
    if stamped is None or is_mailed:
        findings = (*findings, *_to_be_looked_at(app, converted))
    apart = frozenset(found.apart if is_mailed else (entry.file for entry in app.materials))
    if stamped is None:
        told = (words,) if is_mailed else (words, _TOO_LARGE)
        name = f"{app.form.materials_file}.pdf"
        return GatheredPapers(Gathered(apart, name, made, is_mailed), None, findings, told)
    if not is_mailed:
        return GatheredPapers(Gathered(apart), None, findings, (_NOT_BOUND_IN,))
    at = stamped.materials_at
    gathered = Gathered(apart, in_scan=(at + 1, at + found.page_count))
    return GatheredPapers(gathered, replace(stamped.scan, content=made), findings, (words,))


def _bound_in(found: Papers, stamped: StampedFile, budget: int) -> tuple[bytes, str]:
    """The stamped file with the papers before a page of it."""
    own = [(0, page) for page in range(stamped.pages)]
    leaves = [(number, page) for number, paper in enumerate(found.bound, 1) for page in range(paper.pages)]
    leaves = [*own[: stamped.materials_at], *leaves, *own[stamped.materials_at :]]
    files = [BoundFile(stamped.scan.content, is_fitted=False), *_files(found.bound)]
    made = b""
    for look in _looks(found.bound):
        made = bound(files, leaves, look).content
        if len(made) <= budget:
            break
    before = len(stamped.scan.content) + _size(found.bound)
    return made, f"材料 {found.page_count} 页已按通知的顺序装进盖章扫描件（{_shrunk(before, len(made))}）。"


def _by_itself(app: Application, found: Papers, budget: int) -> tuple[bytes, str]:
    """The papers behind a page of contents, with bookmarks and page numbers of their own."""
    title = app.form.materials_file or ""
    leaves = [(number, page) for number, paper in enumerate(found.bound) for page in range(paper.pages)]
    body = bound(_files(found.bound), leaves, _LOOKS[0])
    for look in _looks(found.bound)[1:]:
        if len(body.content) <= budget:
            break
        body = bound(_files(found.bound), leaves, look)
    plan = contents_plan(app, title, found, 2)
    pages = typeset(plan)
    if len(pages) > 1:
        plan = contents_plan(app, title, found, len(pages) + 1)
        pages = typeset(plan)
    empty = list(_empty(title, found.bound, body.lying, len(pages) + 1))
    front, over = pdf_with_room(plan, pages, empty)
    made = lay(front, body.content, over)
    number = len(pages) + found.page_count
    return made, f"《{title}.pdf》共 {number} 页（{_shrunk(_size(found.bound), len(made))}）。"


def _empty(title: str, bound_in: Sequence[Paper], lying: Sequence[bool], first: int) -> Iterator[EmptyPage]:
    at = 0
    for paper in bound_in:
        named = paper.title if paper.name == paper.title else f"{paper.title}：{paper.name}"
        for page in range(paper.pages):
            yield EmptyPage(lying[at], f"{title} 第 {first + at} 页", named if page == 0 else "")
            at += 1


def _looks(bound_in: Sequence[Paper]) -> Sequence[Look]:
    """The looks to try: pages of PDFs are the same in all."""
    return _LOOKS if any(kind_of(paper.content) is not FileKind.PDF for paper in bound_in) else _LOOKS[:1]


def _files(bound_in: Sequence[Paper]) -> list[BoundFile]:
    return [BoundFile(paper.content, is_fitted=True) for paper in bound_in]


def _size(bound_in: Sequence[Paper]) -> int:
    return sum(len(paper.content) for paper in bound_in)


def _shrunk(before: int, after: int) -> str:
    return f"{size_words(before)} → {size_words(after)}"


def _converted(app: Application, temporary: Path | None) -> Iterator[tuple[str, bytes]]:
    """PDFs of the papers that came from office programs, by their names, as far as they can be made."""
    from aimed_desktop.desktop.office_suite import pdf_of

    for name in dict.fromkeys(entry.file for entry in app.materials):
        content = app.files.read(name)
        verdict = judge(content)
        if verdict.kind in _OFFICE and not verdict.trouble:
            made = pdf_of(content, PurePosixPath(name).suffix.lower(), temporary)
            if made is not None and judge(made).pages:
                yield name, made


def _to_be_looked_at(app: Application, converted: Iterable[str]) -> Iterator[Finding]:
    """A conversion may set lines and pages otherwise than the program that wrote the paper."""
    slots = {entry.file: entry.slot for entry in app.materials}
    for name in converted:
        message = f"材料“{brief_name(name)}”已由 LibreOffice 转成 PDF，和其他材料合在一起；原件仍在报送包里。"
        fix = "请打开 PDF 看一遍；排版有变化的，请用 Word 或 WPS 另存为 PDF，再换掉这份材料。"
        yield Finding("warning", "material", f"materials.{slots[name]}", "材料", message, fix, "pack")


def _apart(app: Application, found: Papers) -> Iterator[Finding]:
    """What cannot be bound goes by itself, and the clerk is asked for a PDF of it."""
    slots = {entry.file: entry.slot for entry in app.materials}
    for name in found.apart:
        message = f"材料“{brief_name(name)}”不能转成 PDF，没有和其他材料合在一起，单独放进报送包。"
        fix = "请用 Word、WPS 或看图软件打开，另存为 PDF，再换掉这份材料。"
        yield Finding("warning", "material", f"materials.{slots[name]}", "材料", message, fix, "pack")


def _not_bound() -> Finding:
    message = "材料没能合成一个 PDF（文件太大或读不出来），仍按一份一份的文件放进报送包。"
    fix = "请把材料另存为较小的 PDF 后再打包。"
    return Finding("warning", "material", None, "材料", message, fix, "pack")
