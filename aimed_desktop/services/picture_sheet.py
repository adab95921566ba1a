"""图片一览: every picture and every page of a paper, small, to be looked at before they are handed over."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from aimed_desktop.application.checks.finding import Finding
from aimed_desktop.application.life.pictures_seen import is_seen, pictures_mark
from aimed_desktop.application.model import Application
from aimed_desktop.application.references import image_names
from aimed_desktop.stopping import checkpoint

_SMALL_PX: Final = 240
_MOST_PAGES: Final = 60  # of one paper


@dataclass(frozen=True, slots=True)
class SheetPicture:
    """A picture or a page of a paper as JPEG or PNG; `words` say where it is from, `page` from 0."""

    words: str
    picture: bytes
    file: str
    page: int


@dataclass(frozen=True, slots=True)
class PictureSheet:
    """All of them in the order of the paper. `unseen`: what cannot be shown here; `mark`: of which files."""

    pictures: tuple[SheetPicture, ...]
    unseen: tuple[str, ...]
    mark: str
    is_seen: bool


def picture_sheet(app: Application) -> PictureSheet:
    """Draw them; this may take seconds. Stopped."""
    pictures: list[SheetPicture] = []
    unseen: list[str] = []
    for words, name in _files(app):
        checkpoint()
        pages, count = _drawn(app, name)
        for at, page in enumerate(pages):
            where = f"{words}　第{at + 1}页" if count > 1 else words
            if page:
                pictures.append(SheetPicture(where, page, name, at))
            else:
                unseen.append(where)
        if not pages:
            unseen.append(words)
        elif count > len(pages):
            unseen.append(f"{words}　第{len(pages) + 1}页起")
    mark = pictures_mark(app)
    return PictureSheet(tuple(pictures), tuple(unseen), mark, is_seen(app, mark))


def large_picture(app: Application, shown: SheetPicture, width_px: int) -> bytes:
    """The same, wide enough to be read; empty where it can no longer be drawn."""
    from aimed_desktop.document.judging.judge import drawn_pages

    content = app.files.read(shown.file) if app.files.exists(shown.file) else b""
    return next(iter([*drawn_pages(content, width_px, 1, shown.page)]), b"")


def unseen_finding(app: Application) -> Finding | None:
    """What is said when they are handed over without having been looked at."""
    mark = pictures_mark(app)
    if not mark or is_seen(app, mark):
        return None
    message = "图片和材料还没有逐张确认“无患者姓名、住院号、人脸”。"
    fix = "请在“报送归档”里点“图片一览”，逐张看过后打勾；有的请遮盖后重新打包。"
    return Finding("warning", "image", None, "图片一览", message, fix, "pack")


def _files(app: Application) -> Iterator[tuple[str, str]]:
    """Where each file is from, and its name; the same file once."""
    from aimed_desktop.packet.file_words import brief_name
    from aimed_desktop.packet.gathered import in_order

    found: dict[str, str] = {}
    for field in app.form.fields:
        for name in image_names(app.values.get(field.id)):
            found.setdefault(name, field.label)
    for name in image_names(app.values):  # of what another version of the form had: it is kept
        found.setdefault(name, "不再使用的栏目")
    titles = {material.id: material.title for material in app.form.materials}
    for entry in in_order(app):
        found.setdefault(entry.file, titles.get(entry.slot, "其他材料"))
    for name, label in found.items():
        if app.files.exists(name):
            yield f"{label.rstrip('。：')}：{brief_name(name)}", name


def _drawn(app: Application, name: str) -> tuple[list[bytes], int]:
    """The first pages, small, with nothing in place of one that cannot be drawn, and how many there are."""
    from aimed_desktop.document.judging.judge import drawn_pages, judge

    content = app.files.read(name)
    count = judge(content).pages or 0
    return (list(drawn_pages(content, _SMALL_PX, _MOST_PAGES)) if count else []), count
