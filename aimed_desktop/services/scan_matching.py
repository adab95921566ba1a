"""盖章扫描 逐页对上: scanned pages matched with the printed ones, and the one file that comes of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from aimed_desktop.errors import UserProblem
from aimed_desktop.files.writing import make_folder, write_together
from aimed_desktop.packet.filled_pages import fillable
from aimed_desktop.packet.fixed_paper import draw_paper
from aimed_desktop.packet.hand_places import stops
from aimed_desktop.packet.pile import KnownPaper, Pile, PrintedPage
from aimed_desktop.packet.scan_pile import PileMatcher
from aimed_desktop.packet.seals_seen import SealSeen, seals_seen
from aimed_desktop.services.filled_scans import filled_before
from aimed_desktop.services.given_files import GivenFile
from aimed_desktop.services.one_scan import drawn_scan, one_file
from aimed_desktop.stopping import checkpoint

if TYPE_CHECKING:
    from aimed_desktop.application.model import Application
    from aimed_desktop.archive.archive import Archive
    from aimed_desktop.settings import UserSettings

_MOST_OTHERS: Final = 20


@dataclass(frozen=True, slots=True)
class MatchedScans:
    """What was found. `made`: the file that was written, None where something still wants a hand.

    `filled`: pages that are taken from the fixed PDF, now or when a given file was made.
    """

    pile: Pile
    seals: tuple[SealSeen, ...]
    made: Path | None = None
    filled: tuple[PrintedPage, ...] = ()

    @property
    def is_ok(self) -> bool:
        return replace(self.pile, missing=self.left).is_ok

    @property
    def left(self) -> tuple[PrintedPage, ...]:
        """The missing pages that nothing was taken for."""
        return tuple(page for page in self.pile.missing if page not in self.filled)

    def to_json(self) -> dict[str, Any]:
        return {
            "pages": [page.to_json() for page in self.pile.pages],
            "missing": [page.to_json() for page in self.pile.missing],
            "seals": [seal.to_json() for seal in self.seals],
            "ok": self.is_ok,
            "made": str(self.made) if self.made else None,
        }


def printed_now(app: Application, settings: UserSettings) -> KnownPaper:
    """The paper of an application that no archive keeps, as it would be printed now."""
    return KnownPaper(max(1, app.version), draw_paper(app, settings).paper)


def printed_in_archive(
    archive: Archive, entry: str, app: Application, settings: UserSettings
) -> tuple[Application, KnownPaper]:
    """The version that is fixed, else the last that was, else the draft; with its paper."""
    from aimed_desktop.archive.papers import fixed_version, kept_paper

    for version in range(app.version, 0, -1):
        checkpoint()
        fixed = fixed_version(archive, entry, version)
        if fixed is not None and (paper := kept_paper(archive, entry, version)) is not None:
            return fixed, KnownPaper(version, paper)
    return app, printed_now(app, settings)


def known_besides(archive: Archive, entry: str, app: Application, current: int) -> Iterator[KnownPaper]:
    """Earlier versions, newest first, and the fixed papers of the unit's twenty latest other applications."""
    from aimed_desktop.archive.papers import current_paper, kept_paper
    from aimed_desktop.packet.names import printed_value

    for version in range(current - 1, 0, -1):
        checkpoint()
        if (paper := kept_paper(archive, entry, version)) is not None:
            yield KnownPaper(version, paper)
    unit = printed_value(app, app.form.unit_name) if app.form.unit_name else ""
    others = [other for other in archive.of_unit(unit) if other.id != entry] if unit else []
    for other in others[:_MOST_OTHERS]:
        checkpoint()
        try:
            paper = current_paper(archive, other.id)
        except UserProblem:  # what cannot be drawn any more cannot have been scanned by mistake
            continue
        if paper is not None:
            yield KnownPaper(other.meta.version, paper, other.id, other.meta.title)


def match_scans(
    app: Application,
    current: KnownPaper,
    besides: Iterable[KnownPaper],
    scans: Sequence[GivenFile],
    output: Path | None = None,
    *,
    fills: bool = False,
) -> MatchedScans:
    """Match the pages of all scans; where nothing wants a hand, write them to `output` in paper order.

    `fills`: pages that nobody scanned and that no hand touches are taken from the fixed PDF.
    UserProblem where the output cannot be written, or stands there already.
    """
    if output is not None and output.exists():
        raise UserProblem("target_exists", path=output)
    places = stops(app)
    matcher = PileMatcher(current, tuple(besides), places)
    pile = matcher.match((scan.name, drawn_scan(scan.content)) for scan in scans)
    seals = tuple(seal for _, seal in seals_seen(places, current.paper, pile.in_order()))
    filled = filled_before(current.paper, pile, scans)
    if fills:
        filled += fillable(pile, current.paper, len(places))
    found = MatchedScans(pile, seals, filled=filled)
    if output is not None and found.is_ok:
        make_folder(output.parent)
        contents = one_file(current.paper, pile, scans, filled=filled)
        (made,) = write_together(output.parent, {output.name: contents}, over=False)
        return replace(found, made=made)
    return found
