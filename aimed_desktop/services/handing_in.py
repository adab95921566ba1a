"""报送记录: who handed an application in, when, how, to whom, and the receipt that came back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from aimed_desktop.application.life.lifecycle import Deed, HandedOver, LifeStanding, receipt_noted
from aimed_desktop.application.model import Application, Status
from aimed_desktop.definition.model import Notice
from aimed_desktop.errors import UserProblem
from aimed_desktop.files.file_names import safe_file_name, split_suffix
from aimed_desktop.files.renaming import numbered
from aimed_desktop.services.given_files import GivenFile
from aimed_desktop.services.life_steps import mark_application
from aimed_desktop.services.life_words import event_line
from aimed_desktop.services.scanning import DrawnScan

if TYPE_CHECKING:
    from aimed_desktop.archive.archive import Archive

WAYS: Final = ("当面送达", "邮寄", "电子邮件", "网上填报", "内部平台")
_WAY_OF: Final = {"paper": "当面送达", "mail": "电子邮件", "website": "网上填报", "platform": "内部平台"}
_RECORDED: Final = (Deed.SUPPLEMENTED, Deed.RECEIPT)


@dataclass(frozen=True, slots=True)
class HandInOffer:
    """What is probably so: by the route of the application, and by whom its contact is."""

    way: str
    to: str
    who: str


@dataclass(frozen=True, slots=True)
class HandIn:
    """What the clerk says of the handing in. `date`: `2026-06-12`."""

    date: str
    who: str
    handed_over: HandedOver
    note: str = ""
    receipt: tuple[GivenFile, ...] = ()


@dataclass(frozen=True, slots=True)
class RecordRow:
    """A record in words; `has_receipt`: files of it are kept."""

    number: int
    words: str
    has_receipt: bool


def hand_in_offer(app: Application, notice: Notice) -> HandInOffer:
    """What the dialog begins with."""
    from aimed_desktop.packet.routes import own_route

    route = own_route(app, notice)
    contact = next((field.id for field in app.form.fields if field.profile == "contact.name"), "")
    return HandInOffer(
        _WAY_OF[route.by[0]] if route is not None and route.by else WAYS[0],
        route.to if route is not None else "",
        app.text_of(contact) if contact else "",
    )


def hand_in(archive: Archive, entry: str, said: HandIn) -> LifeStanding:
    """Note that the stamped version is handed in, and keep its receipt."""
    return mark_application(
        archive,
        entry,
        Status.SUBMITTED,
        said.date,
        said.note,
        who=said.who,
        handed_over=said.handed_over,
        receipt=_named(said.receipt),
    )


def note_receipt(archive: Archive, entry: str, number: str, files: Sequence[GivenFile]) -> LifeStanding:
    """A receipt that came later. UserProblem where there is neither a number nor a file."""
    from aimed_desktop.archive.lifecycle import keep_event, standing

    if not number.strip() and not files:
        raise UserProblem("receipt_empty")
    return keep_event(archive, entry, receipt_noted(standing(archive, entry), number), _named(files))


def record_rows(standing: LifeStanding) -> list[RecordRow]:
    """What was handed in, taken back and confirmed by a receipt, the latest first."""
    rows, mark = list[RecordRow](), Status.DRAFT
    for event in standing.events:
        is_undone = event.deed is Deed.TAKEN_BACK and mark is Status.SUBMITTED
        is_handed_in = event.deed is Deed.MARKED and event.status is Status.SUBMITTED
        if is_handed_in or is_undone or event.deed in _RECORDED:
            rows.insert(0, RecordRow(event.number, event_line(event), event.has_receipt))
        if event.deed in (Deed.MARKED, Deed.TAKEN_BACK):
            mark = event.status
    return rows


def draw_receipt(archive: Archive, number: int, width_px: int) -> DrawnScan:
    """The receipt of a record as it is looked at. UserProblem where it is no longer kept."""
    from aimed_desktop.document.judging.judge import draw_pages

    files = archive.lifecycle.receipt(number)
    if files is None:
        raise UserProblem("unknown_scan")
    pages = tuple(page for name in files for page in draw_pages(files[name], width_px))
    return DrawnScan("、".join(files), pages)


def _named(files: Sequence[GivenFile]) -> dict[str, bytes]:
    """By their names; of two that are called alike the second gets a number."""
    named: dict[str, bytes] = {}
    for file in files:
        name = safe = safe_file_name(*split_suffix(file.name))
        number = 1
        while name in named:
            number += 1
            name = numbered(safe, number)
        named[name] = file.content
    return named
