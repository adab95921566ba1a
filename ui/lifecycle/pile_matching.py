"""Matches the kept scans with the pages of the fixed version, in the background, and shows the pile."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject
from PySide6.QtGui import QImage

from aimed_desktop.services.operation import Kind, Operation, Result
from aimed_desktop.services.pile_pair import draw_pair
from aimed_desktop.services.pile_view import PairLine, PileView, show_pile
from aimed_desktop.services.rounds import Rounds
from aimed_desktop.services.scan_piles import (
    KeptScans,
    keep_matches,
    match_kept_scans,
    place_by_hand,
    put_back,
    read_kept_scans,
    size_of_one_file,
)
from ui.desk.session import Session
from ui.pages.hand_row import BACK
from ui.pages.pair_dialog import PairDialog
from ui.pages.stamp_page import StampPage
from ui.pages.thumbnails import Thumbnails, thumbnails

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable

    from aimed_desktop.archive.archive import Archive
    from aimed_desktop.packet.pile import PrintedPage

_NOT_MATCHED: Final = "逐页核对已取消，已添加的扫描件都还在。离开这一步再回来，会重新核对。"
_MEGABYTE: Final = 1000**2


class PileMatching(QObject):
    """`is_left`: whether the scans are still to be matched, as matching was cancelled."""

    def __init__(self, session: Session, page: StampPage, changed: Callable[[], None]) -> None:
        """`changed`: called once a hand has placed a page."""
        super().__init__(page)
        self._session, self._page, self._changed = session, page, changed
        self._rounds = Rounds()
        self._view: PileView | None = None
        self._version = 0  # that was matched
        self._shown: dict[Hashable, bytes] = {}  # pictures that were made before: for the screen,
        self._packed: dict[Hashable, bytes] = {}  # and for the one file
        self.is_left = False
        page.pile.placed.connect(self._on_placed)
        page.pile.pair_opened.connect(self._open)

    def forget(self) -> None:
        """What is still under way is of scans that are no longer so."""
        self._rounds.begin()

    def begin(self, version: int) -> None:
        """Match what was not matched, and show all."""
        self.forget()
        self.is_left = False
        entry, desk = self._session.id, self._session.desk
        self._run(
            Kind.READS_ARCHIVE,
            "",
            lambda: read_kept_scans(desk.archive, entry, version),
            self._match,
        )

    def _match(self, kept: KeptScans) -> None:
        if not kept.scans:
            self._page.show_pile(None)
            return
        self._run(
            Kind.COMPUTES,
            "正在逐页核对扫描件……",
            partial(_matched, kept, self._shown, self._page.devicePixelRatioF()),
            partial(self._keep, kept),
        )

    def _keep(self, before: KeptScans, found: tuple[KeptScans, PileView | None, Thumbnails]) -> None:
        after, view, small = found
        self._version = after.current.version
        entry, desk = self._session.id, self._session.desk

        def show(ticked: frozenset[int]) -> None:
            self._view = view
            self._page.show_pile(view, small)
            self._page.tick_seen(ticked)
            if view is not None and view.makes_a_file:
                self._measure(after, view)

        self._run(Kind.WRITES_ARCHIVE, "", lambda: keep_matches(desk.archive, entry, before, after), show)

    def _measure(self, after: KeptScans, view: PileView) -> None:
        """Tell the size of the one file, once everything else is shown."""

        def tell(size: int) -> None:
            before = f"{_megabytes(view.before_bytes)} → " if size < view.before_bytes else "约 "
            pages = sum(line.scanned is not None for line in view.pairs)
            self._page.pile.show_size(
                f"打包时合成一个《盖章扫描件.pdf》：{pages} 页，按页码排好、摆正、可以搜索，"
                f"{before}{_megabytes(size)}。"
            )

        self._run(Kind.COMPUTES, "", partial(size_of_one_file, after, self._packed), tell)

    def _run(
        self, kind: Kind, words: str, work: Callable[[], Result], done: Callable[[Result], None]
    ) -> None:
        """A step; nobody is told of it once a later round has begun."""
        operation = Operation(
            kind,
            work,
            words=words,
            done=self._rounds.guarded(done),
            failed=self._session.failed,
            stopped=self._rounds.guarded(self._on_stopped),
            only_shows=bool(words),
        )
        self._session.jobs.run(self._page, operation)

    def _on_stopped(self) -> None:
        self.is_left, self._view = True, None
        self._page.show_pile(None)  # what was matched before need not hold of what is there now
        self._page.tell("warn", _NOT_MATCHED)

    def _on_placed(self, scan: int, index: int, choice: int, turn: int) -> None:
        if self._view is None:
            return
        desk, page = self._session.desk, self._view.choices[choice] if choice >= 0 else None
        operation = Operation(
            Kind.WRITES_ARCHIVE,
            (lambda: put_back(desk.archive, scan, index))
            if choice == BACK
            else (lambda: place_by_hand(desk.archive, scan, index, page, turn)),
            done=lambda _nothing: self._changed(),
            failed=self._session.failed,
        )
        self._session.jobs.run(self._page, operation)

    def _open(self, line: PairLine) -> None:
        if self._view is None:
            return
        lines = [*self._view.pairs, *self._view.rest]
        dialog = PairDialog(lines, lines.index(line) if line in lines else 0, self._page)
        dialog.refused.connect(self._on_refused)
        dialog.sharp_wanted.connect(partial(self._draw, dialog))
        dialog.open()
        self._draw(dialog, dialog.line)

    def _draw(self, dialog: PairDialog, line: PairLine) -> None:
        """Draw a pair large, in a thread: nobody waits for it."""
        if self._view is None:
            return
        entry, desk, version = self._session.id, self._session.desk, self._version
        printed = self._view.choices[line.choice] if line.choice is not None else None

        operation = Operation(
            Kind.READS_ARCHIVE,
            lambda: _drawn(desk.archive, entry, version, printed, line),
            done=lambda pair: dialog.show_sharp(line, *pair),
            failed=self._session.failed,
            only_shows=True,
        )
        self._session.jobs.run(dialog, operation)

    def _on_refused(self, line: PairLine) -> None:
        if line.scan is not None:
            self._on_placed(line.scan, line.index, BACK, 0)


def _matched(
    kept: KeptScans, made_before: dict[Hashable, bytes], ratio: float
) -> tuple[KeptScans, PileView | None, Thumbnails]:
    after = match_kept_scans(kept)
    view = show_pile(after, made_before)
    return after, view, thumbnails(view.pairs, ratio) if view is not None else {}


def _drawn(
    archive: Archive, entry: str, version: int, printed: PrintedPage | None, line: PairLine
) -> tuple[QImage | None, QImage | None]:
    drawn = draw_pair(archive, entry, version, printed, line.scan, line.index)
    return _decoded(drawn.ours), _decoded(drawn.scanned)


def _decoded(page: bytes | None) -> QImage | None:
    return QImage.fromData(page) if page is not None else None


def _megabytes(size: int) -> str:
    return f"{size / _MEGABYTE:.1f} MB" if size >= _MEGABYTE / 10 else f"{max(1, size // 1000)} KB"
