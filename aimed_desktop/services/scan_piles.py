"""The kept scans as a pile: matched once, kept, put in order page beside page, mended by hand."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from aimed_desktop.services.given_files import GivenFile
from aimed_desktop.stopping import checkpoint

if TYPE_CHECKING:
    from aimed_desktop.application.model import Application
    from aimed_desktop.archive.archive import Archive
    from aimed_desktop.packet.fixed_paper import FixedPaper
    from aimed_desktop.packet.hand_places import Stop
    from aimed_desktop.packet.kept_match import KeptMatch
    from aimed_desktop.packet.pile import KnownPaper, Pile, PilePage, PrintedPage

_SMALL_PX: Final = 420
_LARGE_PX: Final = 1000  # of a page that wants a hand: its words are to be read
_PLACES_NAMED: Final = 4


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


@dataclass(frozen=True, slots=True)
class PairLine:
    """A printed page and what was scanned of it. `ours` and `scanned`: JPEG, none where there is no such.

    `scan`: the number of the file in the archive, None of a missing page; `index`: the page in it, from 0.
    `choice`: the page that it is, by its place in `PileView.choices`; `words`: what is to be said of it.
    """

    name: str
    tone: str
    words: str
    ours: bytes | None
    scanned: bytes | None
    scan: int | None = None
    index: int = 0
    file: str = ""
    choice: int | None = None
    wants_hand: bool = False
    is_aside: bool = False


@dataclass(frozen=True, slots=True)
class PileView:
    """The pile in the order of the paper: `pairs`; `rest`: what is no page of it, or is there already.

    `choices`: every page of the version; `seen`: by the number of a place whether it has a mark, of those
    whose page was scanned; `notes`: what else is to be thought of.
    """

    tone: str
    words: str
    pairs: tuple[PairLine, ...]
    rest: tuple[PairLine, ...]
    notes: tuple[str, ...]
    choices: tuple[PrintedPage, ...]
    seen: Mapping[int, bool]
    before_bytes: int = 0
    makes_a_file: bool = False


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
    """The same with every scan matched: about a second of work for each page that was not."""
    from aimed_desktop.packet.hand_places import stops
    from aimed_desktop.packet.kept_match import KeptMatch, paper_mark
    from aimed_desktop.packet.scan_pile import PileMatcher
    from aimed_desktop.services.one_scan import drawn_scan

    if None not in kept.matches:
        return kept
    matcher = PileMatcher(kept.current, kept.besides, stops(kept.app))
    against, wanted = paper_mark(kept.current), matcher.wanted
    matches = tuple(
        match or KeptMatch(against, tuple(matcher.pages(scan.name, drawn_scan(scan.content))), wanted)
        for scan, match in zip(kept.scans, kept.matches, strict=True)
    )
    return replace(kept, matches=matches)


def keep_matches(archive: Archive, entry: str, before: KeptScans, after: KeptScans) -> frozenset[int]:
    """Keep what was found anew; the numbers of the places of the first copy that were ticked, as seen."""
    lifecycle, version = archive.lifecycle, after.current.version
    anew = [at for at, match in enumerate(before.matches) if match is None]
    seen = {place for place, is_seen in seen_places(after).items() if is_seen}
    with archive.together():
        for at in anew:
            if (match := after.matches[at]) is not None:
                lifecycle.keep_match(after.numbers[at], match.to_bytes())
        fresh = seen.difference(place for place, _copy in lifecycle.ticks(entry, version)) if anew else set()
        for place in fresh:
            lifecycle.set_tick(entry, version, place, 0, is_set=True)
    return frozenset(fresh)


def place_by_hand(archive: Archive, number: int, index: int, page: PrintedPage | None) -> None:
    """The page of a scan is that one; None: it is set aside. UserProblem where the scan is kept no longer."""
    from aimed_desktop.archive.matched_scans import place_page

    place_page(archive, number, index, page)


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
    found = {number: True for number, seal in seals_seen(places, paper, pile.pages) if seal.seen}
    return found | dict.fromkeys(bare, False)


def show_pile(kept: KeptScans) -> PileView | None:
    """The pile as it is looked at; None where nothing of it was recognised."""
    from aimed_desktop.packet.hand_places import stops

    pile, paper = pile_of_kept(kept), kept.current.paper
    if not pile.is_known:
        return None
    places, choices = stops(kept.app), kept.matches[0].wanted if kept.matches[0] else ()
    drawn = _Drawn(kept, pile, choices)
    tone, words = _summary(pile, paper, places, len(choices))
    return PileView(
        tone,
        words,
        tuple(drawn.pairs(paper, places)),
        tuple(drawn.rest()),
        tuple(_notes(pile, paper, places)),
        choices,
        seen_places(kept),
        sum(len(scan.content) for scan in kept.scans),
        pile.makes_a_file,
    )


def size_of_one_file(kept: KeptScans) -> int:
    """Bytes of the one file that goes into the packet."""
    from aimed_desktop.services.one_scan import one_file

    return len(one_file(kept.current.paper, pile_of_kept(kept), kept.scans))


class _Drawn:
    """The pictures of a pile."""

    def __init__(self, kept: KeptScans, pile: Pile, choices: Sequence[PrintedPage]) -> None:
        self._kept, self._pile, self._choices = kept, pile, choices
        self._good = {page.match: page for page in pile.in_order()}
        self._pictures = dict(self._scanned())

    def pairs(self, paper: FixedPaper, places: Sequence[Stop]) -> Iterator[PairLine]:
        """Every printed page beside its scan, missing ones too."""
        from aimed_desktop.packet.pile_findings import what_stands_on

        for choice, printed in enumerate(self._choices):
            page = self._good.get(printed)
            checkpoint()
            if page is not None:
                yield self._line(page, printed.name, choice)
            else:
                stands = what_stands_on(printed, paper, places)
                words = f"缺{printed.name}（{stands}）" if stands else f"缺{printed.name}"
                yield PairLine(printed.name, "bad", words, self._ours(printed, None), None, choice=choice)

    def rest(self) -> Iterator[PairLine]:
        """What is no good page, what wants a hand first."""
        good = {id(page) for page in self._good.values()}
        others = [page for page in self._pile.pages if id(page) not in good and page.state != "blank"]
        for page in sorted(others, key=lambda page: (page.is_aside, page.state == "twice")):
            checkpoint()
            name = page.match.name if page.match is not None else ""
            yield self._line(page, name, self._choice_of(page))

    def _line(self, page: PilePage, name: str, choice: int | None) -> PairLine:
        from aimed_desktop.packet.pile_findings import state_words

        words = "已另放" if page.is_aside else state_words(page)
        is_open = not page.is_aside and page.state in ("void", "older", "changed", "other", "unknown")
        tone = "quiet" if page.is_aside or page.state == "twice" else "bad" if is_open else "good"
        if page.state in ("changed", "unknown") and is_open:
            tone = "warn"
        own = self._choices[choice] if choice is not None else None
        return PairLine(
            name,
            tone,
            words or ("由您指明" if page.by_hand else ""),
            self._ours(own, page) if own is not None else None,
            self._pictures.get((page.scan, page.index)),
            self._kept.numbers[page.scan],
            page.index,
            page.file,
            choice,
            is_open,
            page.is_aside,
        )

    def _choice_of(self, page: PilePage) -> int | None:
        """The page of this version that stands where the scanned one stood."""
        match = page.match
        if match is None or match.owner:
            return None
        at = [(each.document, each.page) for each in self._choices]
        return at.index((match.document, match.page)) if (match.document, match.page) in at else None

    def _ours(self, printed: PrintedPage, page: PilePage | None) -> bytes:
        from aimed_desktop.document.registration.pictures import small_sheet

        paper = self._kept.current.paper
        document = paper.document(printed.document)
        assert document is not None, "a page of this version"
        boxes = page.boxes if page is not None else ()
        width = _LARGE_PX if boxes else _SMALL_PX
        return small_sheet(paper.files[document.pdf], printed.page - 1, width, boxes)

    def _scanned(self) -> Iterator[tuple[tuple[int, int], bytes]]:
        from aimed_desktop.services.one_scan import drawn_scan

        for at, scan in enumerate(self._kept.scans):
            shown = {
                page.index: page for page in self._pile.pages if page.scan == at and page.state != "blank"
            }
            for index, content in enumerate(drawn_scan(scan.content) if shown else ()):
                checkpoint()
                if content and index in shown:
                    yield (at, index), self._picture(shown[index], content)

    def _picture(self, page: PilePage, content: bytes) -> bytes:
        from aimed_desktop.document.registration.pictures import small_scan

        choice = self._choice_of(page)
        paper = self._kept.current.paper
        is_good = self._good.get(page.match) is page
        width = _SMALL_PX if is_good and not page.boxes else _LARGE_PX
        if choice is None or page.lie is None:
            return small_scan(content, None, (b"", 0), width)
        printed = self._choices[choice]
        document = paper.document(printed.document)
        assert document is not None, "a page of this version"
        return small_scan(content, page.lie, (paper.files[document.pdf], printed.page - 1), width, page.boxes)


def _summary(pile: Pile, paper: FixedPaper, places: Sequence[Stop], count: int) -> tuple[str, str]:
    """How the pile stands, in one sentence."""
    from aimed_desktop.packet.pile_findings import missing_words, state_words

    said = [missing_words(pile.missing, paper, places)] if pile.missing else []
    open_pages = [p for p in pile.kept if p.state in ("void", "older", "changed", "other", "unknown")]
    for page in open_pages[:_PLACES_NAMED]:
        file = f"“{page.file}”第{page.index + 1}张"
        said.append(f"{file}{state_words(page)}")
    if len(open_pages) > _PLACES_NAMED:
        said.append(f"另有 {len(open_pages) - _PLACES_NAMED} 张要处理")
    if not said:
        return "good", f"{count} 页都对上了。"
    is_only_doubtful = not pile.missing and all(p.state in ("changed", "unknown") for p in open_pages)
    return "warn" if is_only_doubtful else "bad", "；".join(said) + "。"


def _notes(pile: Pile, paper: FixedPaper, places: Sequence[Stop]) -> Iterator[str]:
    from aimed_desktop.packet.pile_findings import bare_seals, colourless

    bare = [seal.place.rstrip("：") for seal in bare_seals(pile, paper, places).values()]
    if bare:
        rest = f"等 {len(bare)} 处" if len(bare) > _PLACES_NAMED else ""
        yield f"没有看到盖章或签字：{'、'.join(bare[:_PLACES_NAMED])}{rest}。请核对纸面。"
    if colourless(pile):
        yield "扫描件没有颜色，红章和黑字分不清。建议彩色重扫。"
    twice = sum(page.state == "twice" for page in pile.kept)
    blank = sum(page.state == "blank" for page in pile.pages)
    said = [f"重复的 {twice} 张已另放" if twice else "", f"空白背面 {blank} 张不算" if blank else ""]
    if any(said):
        yield "，".join(filter(None, said)) + "。"
