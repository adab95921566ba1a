"""The kept scans as a pile: matched once, kept, mended by hand."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, MutableMapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from aimed_desktop.services.given_files import GivenFile
from aimed_desktop.stopping import checkpoint

if TYPE_CHECKING:
    from aimed_desktop.application.model import Application
    from aimed_desktop.archive.archive import Archive
    from aimed_desktop.packet.kept_match import KeptMatch
    from aimed_desktop.packet.pile import KnownPaper, Pile, PrintedPage


@dataclass(frozen=True, slots=True)
class KeptScans:
    """The kept scans of a version with what was found of each before; `besides`: other paper that may be
    among them, read only where something is still to be matched. `numbers`: those of the archive."""

    app: Application
    current: KnownPaper
    besides: tuple[KnownPaper, ...]
    numbers: tuple[int, ...]
    scans: tuple[GivenFile, ...]
    matches: tuple[KeptMatch | None, ...]


def read_kept_scans(archive: Archive, entry: str, version: int) -> KeptScans:
    """What there is to be matched, and what is known of it."""
    from aimed_desktop.archive.matched_scans import match_of
    from aimed_desktop.archive.papers import fixed_version, kept_paper
    from aimed_desktop.packet.kept_match import paper_mark
    from aimed_desktop.packet.pile import KnownPaper
    from aimed_desktop.services.scan_matching import known_besides

    app, paper = fixed_version(archive, entry, version), kept_paper(archive, entry, version)
    assert app is not None, "a version that was fixed is kept"
    assert paper is not None, "a version that was fixed keeps its paper"
    current = KnownPaper(version, paper)
    kept, against = archive.lifecycle.scans(entry), paper_mark(current)
    scans, matches = [], []
    for scan in kept:
        checkpoint()
        scans.append(GivenFile(scan.name, archive.lifecycle.scan_content(scan.number)))
        matches.append(match_of(archive, scan.number, against))
    besides = tuple(known_besides(archive, entry, app, version)) if None in matches else ()
    return KeptScans(app, current, besides, tuple(s.number for s in kept), tuple(scans), tuple(matches))


def match_kept_scans(kept: KeptScans) -> KeptScans:
    """The same with every scan matched, in a process of its own.

    The print itself, as it was exported, counts as no page: nothing was stamped on it.
    """
    from aimed_desktop.packet.hand_places import stops
    from aimed_desktop.packet.kept_match import KeptMatch, paper_mark
    from aimed_desktop.services.matching_apart import MatcherApart
    from aimed_desktop.services.one_scan import drawn_scan

    if None not in kept.matches:
        return kept
    matcher = MatcherApart((kept.current, *kept.besides), stops(kept.app))
    against, wanted = paper_mark(kept.current), matcher.wanted()
    prints = kept.current.paper.pdfs()

    def drawn(content: bytes) -> Iterable[bytes]:
        return () if content in prints else drawn_scan(content)

    fresh = [scan for scan, match in zip(kept.scans, kept.matches, strict=True) if match is None]
    found = iter(matcher.match((scan.name, drawn(scan.content)) for scan in fresh))
    return replace(
        kept, matches=tuple(match or KeptMatch(against, next(found), wanted) for match in kept.matches)
    )


def keep_matches(archive: Archive, entry: str, before: KeptScans, after: KeptScans) -> frozenset[int]:
    """Keep what was found anew; the numbers of the places of the first copy that were ticked, as seen.

    What the clerk unticked stays so, unless a mark is seen there on a scan that is new.
    """
    lifecycle, version = archive.lifecycle, after.current.version
    anew = [at for at, match in enumerate(before.matches) if match is None]
    seen = _seen_on(after, anew)
    with archive.together():
        for at in anew:
            if (match := after.matches[at]) is not None:
                lifecycle.keep_match(after.numbers[at], match.to_bytes())
        fresh = seen.difference(place for place, _copy in lifecycle.ticks(entry, version)) if anew else set()
        for place in fresh:
            lifecycle.set_tick(entry, version, place, 0, is_set=True)
    return frozenset(fresh)


def place_by_hand(archive: Archive, number: int, index: int, page: PrintedPage | None, turn: int = 0) -> None:
    """The page of a scan is that one, turned by so many degrees clockwise; None: it is set aside.

    UserProblem where the scan is kept no longer.
    """
    from aimed_desktop.archive.matched_scans import place_page

    place_page(archive, number, index, page, turn)


def put_back(archive: Archive, number: int, index: int) -> None:
    """A page that was set aside, or placed by hand, is what it was before. UserProblem as above."""
    from aimed_desktop.archive.matched_scans import put_page_back

    put_page_back(archive, number, index)


def pile_of_kept(kept: KeptScans) -> Pile:
    """The pile of scans that were all matched."""
    from aimed_desktop.packet.kept_match import kept_pile

    return kept_pile([match for match in kept.matches if match is not None])


def seen_places(kept: KeptScans) -> dict[int, bool]:
    """By the number of each place whose page is there whether something was stamped or written on it."""
    from aimed_desktop.packet.hand_places import stops
    from aimed_desktop.packet.pile_findings import bare_seals
    from aimed_desktop.packet.seals_seen import seals_seen

    pile, paper, places = pile_of_kept(kept), kept.current.paper, stops(kept.app)
    bare = bare_seals(pile, paper, places)
    found = {number: True for number, seal in seals_seen(places, paper, pile.in_order()) if seal.seen}
    return found | dict.fromkeys(bare, False)


def shared_places(kept: KeptScans) -> frozenset[int]:
    """The numbers of the places where something is, of which nobody can tell to which of them it belongs."""
    from aimed_desktop.packet.hand_places import stops
    from aimed_desktop.packet.seals_seen import seals_seen

    found = seals_seen(stops(kept.app), kept.current.paper, pile_of_kept(kept).in_order())
    return frozenset(number for number, seal in found if seal.shared)


def _seen_on(kept: KeptScans, scans: Sequence[int]) -> set[int]:
    """The numbers of the places that were seen marked on these files of the pile."""
    from aimed_desktop.packet.hand_places import stops
    from aimed_desktop.packet.seals_seen import seals_seen

    pages = [page for page in pile_of_kept(kept).in_order() if page.scan in scans]
    found = seals_seen(stops(kept.app), kept.current.paper, pages)
    return {number for number, seal in found if seal.seen}


def size_of_one_file(kept: KeptScans, made_before: MutableMapping[Hashable, bytes] | None = None) -> int:
    """Bytes of the one file that goes into the packet. `made_before`: as of `one_file`."""
    from aimed_desktop.services.one_scan import one_file

    return len(one_file(kept.current.paper, pile_of_kept(kept), kept.scans, made_before))
