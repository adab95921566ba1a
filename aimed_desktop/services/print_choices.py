"""整套打印 in the window: what of a fixed version can be printed, and what a choice of it comes to."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Final

from aimed_desktop.application.life.copies import MOST_COPIES, own_copies, set_copies
from aimed_desktop.errors import UserProblem
from aimed_desktop.packet.checklist import ACTS, lines
from aimed_desktop.packet.fixed_paper import FixedPaper, PaperDocument
from aimed_desktop.packet.print_set import PrintOptions, SetCount, SetMaker, page_numbers
from aimed_desktop.packet.route_paper import routing_sheet
from aimed_desktop.packet.routes import copies, noticed_copies
from aimed_desktop.packet.routing import TITLE
from aimed_desktop.services.print_sets import kept_of
from aimed_desktop.settings import UserSettings, read_settings, write_settings

if TYPE_CHECKING:
    from aimed_desktop.application.model import Application
    from aimed_desktop.archive.archive import Archive
    from aimed_desktop.definition.model import Notice
    from aimed_desktop.packet.void_pages import VoidPages

_MEASURES: Final = {"stamp": "枚", "sign": "处"}
_SHEET: Final = "routing"


class Scope(StrEnum):
    """What is printed."""

    SET = "整套"
    CHANGED = "只打换下的页"
    PAGES = "只打这几页"
    DOCUMENT = "只打一份文书"
    SHEET = "盖章签字路线单"


class Sides(StrEnum):
    """How paper is printed on; by hand: the printer does one side at a time.

    A drawer's paper is printed on from below, that of an open tray from above.
    """

    ONE = "单面"
    TWO = "双面（打印机自动翻面）"
    DRAWER = "双面（手动翻面，纸盒进纸）"
    TRAY = "双面（手动翻面，手送口进纸）"

    @property
    def is_by_hand(self) -> bool:
        """Whether somebody turns the paper."""
        return self in (Sides.DRAWER, Sides.TRAY)


@dataclass(frozen=True, slots=True)
class PrintChoice:
    """What the clerk wants. `document`: an id; `handed_in`: 报送, `has_own`: 留底."""

    scope: Scope = Scope.SET
    document: str = ""
    pages: str = ""
    handed_in: int = 1
    has_own: bool = False
    sides: Sides = Sides.ONE
    with_materials: bool = False

    @property
    def copies(self) -> int:
        """Of everything that is handed in; of the 路线单, which stays here, one."""
        return 1 if self.scope is Scope.SHEET else self.handed_in + self.has_own


@dataclass(frozen=True, slots=True)
class Printable:
    """What there is to print of a fixed version. `full`: its supporting papers among it, None where it has
    none; `changed`: the pages, from 1, that take the place of others.
    """

    app: Application
    notice: Notice
    version: int
    paper: FixedPaper
    void: VoidPages | None
    plain: SetMaker
    full: SetMaker | None
    changed: tuple[int, ...]
    first: PrintChoice

    @property
    def documents(self) -> tuple[PaperDocument, ...]:
        return self.paper.documents


@dataclass(frozen=True, slots=True)
class Counted:
    """What a choice comes to. `seals`: 盖章 3 枚 × 2 份 = 6 枚; `apart`: papers that are no pages of it."""

    count: SetCount
    words: str
    seals: str
    apart: tuple[str, ...] = ()


def printable(archive: Archive, entry: str, app: Application, notice: Notice) -> Printable:
    """What the archive keeps of the fixed version, laid out. UserProblem where none is fixed."""
    kept = kept_of(archive, entry, app)
    if kept is None:
        raise UserProblem("not_final")
    plain = SetMaker(app, kept.paper, with_materials=False)
    full = SetMaker(app, kept.paper, with_materials=True) if app.materials else None
    void = kept.void
    changed = plain.changed(void) if void is not None and void.is_any and not void.is_whole else ()
    first = _first_choice(app, notice, read_settings(archive.folder), is_changed=bool(changed))
    version = archive.load(entry).meta.version
    return Printable(app, notice, version, kept.paper, void, plain, full, changed, first)


def count(printed: Printable, choice: PrintChoice) -> Counted:
    """What the choice comes to. UserProblem where its pages are no list, or there are none such."""
    if choice.scope is Scope.SHEET:  # drawn when it is printed
        return Counted(SetCount(1, 0, 0), "路线单 1 份，留在本单位用，不报送", "")
    maker, options = laid(printed, choice)
    return counted(printed, choice, maker, options)


def counted(printed: Printable, choice: PrintChoice, maker: SetMaker, options: PrintOptions) -> Counted:
    """The same of what is laid out by now."""
    number = maker.count(options)
    is_two = options.is_two_sided
    each = f"，双面每份 {number.sheets_each} 张" if is_two and number.sheets_each > 1 else ""
    words = f"共 {number.copies} 份 × {number.pages_each} 页{each} = 纸 {number.sheets} 张"
    seals = "，".join(_seals(printed, maker, options)) if choice.scope is not Scope.SHEET else ""
    apart = maker.apart if choice.with_materials else ()
    return Counted(number, words, seals, apart)


def remember(app: Application, notice: Notice, choice: PrintChoice) -> bool:
    """Keep the numbers of copies with the application; whether they are others than before.

    Only a whole set says in how many copies it is handed in: a spare page does not.
    """
    return choice.scope is Scope.SET and _set_copies(app, notice, choice)


def keep_habits(data_dir: Path, choice: PrintChoice) -> UserSettings:
    """How this machine prints is offered the next time; what was written."""
    settings = replace(
        read_settings(data_dir),
        own_copy=choice.has_own,
        two_sided=choice.sides is not Sides.ONE,
        turned_by_hand=choice.sides.is_by_hand,
        fed_by_tray=choice.sides is Sides.TRAY,
    )
    write_settings(data_dir, settings)
    return settings


def _set_copies(app: Application, notice: Notice, choice: PrintChoice) -> bool:
    """Whether the choice says others than were offered: of those, nothing is kept as somebody's word."""
    if (choice.handed_in, choice.has_own) == (copies(app, notice) or 1, bool(own_copies(app))):
        return False
    noticed = noticed_copies(app, notice)
    told = choice.handed_in if choice.handed_in != noticed else None
    set_copies(app, told, has_own=choice.has_own)
    return True


def _first_choice(
    app: Application, notice: Notice, settings: UserSettings, *, is_changed: bool
) -> PrintChoice:
    by_hand = Sides.TRAY if settings.fed_by_tray else Sides.DRAWER
    two_sided = by_hand if settings.turned_by_hand else Sides.TWO
    return PrintChoice(
        Scope.CHANGED if is_changed else Scope.SET,
        handed_in=copies(app, notice) or 1,
        has_own=bool(own_copies(app)),
        sides=two_sided if settings.two_sided else Sides.ONE,
    )


def laid(printed: Printable, choice: PrintChoice) -> tuple[SetMaker, PrintOptions]:
    """Who makes it, and with which pages."""
    if not 1 <= choice.copies <= MOST_COPIES + 1:
        raise UserProblem("set_copies", most=MOST_COPIES)
    is_full = choice.with_materials and printed.full is not None
    maker = printed.full if is_full and printed.full is not None else printed.plain
    if choice.scope is Scope.SHEET:
        maker = _sheet_maker(printed, choice)
    pages: dict[Scope, Callable[[], tuple[int, ...] | None]] = {
        Scope.CHANGED: lambda: maker.changed(printed.void) if printed.void is not None else (),
        Scope.PAGES: lambda: page_numbers(choice.pages),
        Scope.DOCUMENT: lambda: maker.of_document(choice.document),
    }
    wanted = pages.get(choice.scope, lambda: None)()
    options = PrintOptions(
        choice.copies,
        is_two_sided=choice.sides is not Sides.ONE,
        with_materials=is_full,
        pages=wanted,
    )
    return maker, options


def _sheet_maker(printed: Printable, choice: PrintChoice) -> SetMaker:
    """The 路线单 with the seals of as many copies as are chosen, as a paper of its own."""
    from aimed_desktop.document.judging.binding import page_count

    app = printed.app.snapshot()
    _set_copies(app, printed.notice, choice)
    name, content = routing_sheet(app, printed.notice, printed.paper, printed.void)
    pages = tuple(f"第{number}页" for number in range(1, (page_count(content) or 1) + 1))
    sheet = PaperDocument(_SHEET, TITLE, (name,), name, pages, (0,))
    return SetMaker(app, FixedPaper((sheet,), (), (), {name: content}), with_materials=False)


def _seals(printed: Printable, maker: SetMaker, options: PrintOptions) -> Iterator[str]:
    """How often is stamped and signed on what is printed, as the 路线单 counts it."""
    pages, paper = maker.printed(options), printed.paper
    ours = [line for line in lines(printed.app, paper) if line.stop.ours]
    found = [(line, place) for line in ours if (place := paper.place(line.number)) is not None]
    for kind, measure in _MEASURES.items():
        each = sum(
            line.stop.kind == kind and any((place.document, page) in pages for page in place.pages)
            for line, place in found
        )
        if each:
            yield f"{ACTS[kind]} {each} {measure} × {options.copies} 份 = {each * options.copies} {measure}"
