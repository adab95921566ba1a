"""Pages of a pile that were taken from the fixed PDF when their file was made: it says so on each of them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from aimed_desktop.application.checks.finding import Finding
from aimed_desktop.document.judging.judge import read_notes
from aimed_desktop.packet.filled_pages import FILLED, filled_words
from aimed_desktop.packet.pile import Pile, PrintedPage
from aimed_desktop.packet.scan_findings import LABEL, ScanFinding

if TYPE_CHECKING:
    from aimed_desktop.packet.fixed_paper import FixedPaper
    from aimed_desktop.services.given_files import GivenFile

_FIX: Final = "请补扫；受理单位同意不扫的，请写明原因。"


def filled_before(paper: FixedPaper, pile: Pile, scans: Sequence[GivenFile]) -> tuple[PrintedPage, ...]:
    """Those among the good pages, in paper order. `scans`: the files of the pile in its order."""
    noted = {
        (at, index)
        for at, scan in enumerate(scans)
        for index, note in read_notes(scan.content)
        if note.endswith(FILLED)
    }
    order = [document.id for document in paper.documents]
    found = [page.match for page in pile.in_order() if page.match and (page.scan, page.index) in noted]
    return tuple(sorted(found, key=lambda page: (order.index(page.document), page.page)))


def filled_finding(filled: Sequence[PrintedPage], slot: str | None) -> ScanFinding:
    """That they are no scans: packed only where the clerk says why."""
    words = filled_words(filled)
    finding = Finding("error", "scan", slot, LABEL, f"{LABEL}的{words}。", _FIX, "pack")
    return ScanFinding("scan_page_filled", finding, words)
