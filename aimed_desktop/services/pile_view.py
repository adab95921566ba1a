"""A pile as it is looked at: in the order of the paper, page beside page, and what wants a hand."""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Mapping, MutableMapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from aimed_desktop.services.scan_piles import KeptScans, pile_of_kept, seen_places, shared_places
from aimed_desktop.stopping import checkpoint

if TYPE_CHECKING:
    from aimed_desktop.packet.fixed_paper import FixedPaper
    from aimed_desktop.packet.hand_places import Stop
    from aimed_desktop.packet.pile import Pile, PilePage, PrintedPage

_NOTHING_KNOWN: Final = "没有一页认得出。请在下面指明各是第几页，或摆正、擦净玻璃后重新扫描。"
_SMALL_PX: Final = 240  # as wide as they are shown on a fine screen; large ones are drawn when asked for
_PLACES_NAMED: Final = 4
_SCAN_AGAIN: Final = "认不出的请指明是第几页；手机拍的、模糊的，建议用扫描仪重扫。"
_OPEN: Final = ("void", "older", "changed", "other", "unknown")  # states that want a hand


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
    can_be_placed: bool = False
    is_doubtful: bool = False
    by_hand: bool = False


@dataclass(frozen=True, slots=True)
class FileLine:
    """What the pages of one file, by its number in the archive, were found to be."""

    scan: int
    tone: str
    words: str


@dataclass(frozen=True, slots=True)
class PileView:
    """The pile in the order of the paper: `pairs`; `rest`: what is no page of it, or is there already.

    `choices`: every page of the version; `seen`: by the number of a place whether it has a mark, of those
    whose page was scanned; `shared`: places of which a mark may be any one's; `notes`: what else is to be
    thought of.
    """

    tone: str
    words: str
    pairs: tuple[PairLine, ...]
    rest: tuple[PairLine, ...]
    notes: tuple[str, ...]
    choices: tuple[PrintedPage, ...]
    seen: Mapping[int, bool]
    files: tuple[FileLine, ...] = ()
    before_bytes: int = 0
    makes_a_file: bool = False
    shared: frozenset[int] = frozenset()


def show_pile(kept: KeptScans, made_before: MutableMapping[Hashable, bytes] | None = None) -> PileView | None:
    """The pile as it is looked at; None where there is no page to look at.

    `made_before`: pictures as they were made, which are kept in it.
    """
    from aimed_desktop.packet.hand_places import stops

    pile, paper = pile_of_kept(kept), kept.current.paper
    if all(page.state == "blank" for page in pile.pages):
        return None
    places, choices = stops(kept.app), kept.matches[0].wanted if kept.matches[0] else ()
    drawn = _Drawn(kept, pile, choices, {} if made_before is None else made_before)
    tone, words = _summary(pile, paper, places, len(choices))
    pairs, rest = tuple(drawn.pairs(paper, places)), tuple(drawn.rest())
    if made_before is not None:
        made_before.clear()
        made_before.update(drawn.used)
    return PileView(
        tone,
        words,
        pairs,
        rest,
        tuple(_notes(pile, paper, places)),
        choices,
        seen_places(kept),
        tuple(_files(kept, pile)),
        sum(len(scan.content) for scan in kept.scans),
        pile.makes_a_file,
        shared_places(kept),
    )


class _Drawn:
    """The pictures of a pile. `used`: each by what it shows."""

    def __init__(
        self, kept: KeptScans, pile: Pile, choices: Sequence[PrintedPage], before: Mapping[Hashable, bytes]
    ) -> None:
        self._before, self.used = before, dict[Hashable, bytes]()
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
        is_open = not page.is_aside and page.state in _OPEN
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
            page.can_be_placed and not page.is_aside,
            page.is_doubtful,
            page.by_hand and not page.is_aside,
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
        key = (self._kept.current.version, printed, boxes)
        if (made := self._before.get(key)) is None:
            made = small_sheet(paper.files[document.pdf], printed.page - 1, _SMALL_PX, boxes)
        self.used[key] = made
        return made

    def _scanned(self) -> Iterator[tuple[tuple[int, int], bytes]]:
        from aimed_desktop.services.one_scan import drawn_scan

        for at, scan in enumerate(self._kept.scans):
            shown = [page for page in self._pile.pages if page.scan == at and page.state != "blank"]
            new = {page.index: page for page in shown if self._key(page) not in self._before}
            for page in shown:
                if page.index not in new:
                    self.used[self._key(page)] = self._before[self._key(page)]
            for index, content in enumerate(drawn_scan(scan.content) if new else ()):
                checkpoint()
                if content and index in new:
                    self.used[self._key(new[index])] = self._picture(new[index], content)
            for page in shown:
                if (made := self.used.get(self._key(page))) is not None:
                    yield (at, page.index), made

    def _key(self, page: PilePage) -> Hashable:
        """What its picture shows."""
        of = (self._kept.numbers[page.scan], page.index, page.lie, page.boxes)
        return (*of, self._choice_of(page))

    def _picture(self, page: PilePage, content: bytes) -> bytes:
        from aimed_desktop.document.registration.pictures import small_scan

        choice = self._choice_of(page)
        paper = self._kept.current.paper
        if choice is None or page.lie is None:
            return small_scan(content, None, (b"", 0), _SMALL_PX)
        printed = self._choices[choice]
        document = paper.document(printed.document)
        assert document is not None, "a page of this version"
        place = (paper.files[document.pdf], printed.page - 1)
        return small_scan(content, page.lie, place, _SMALL_PX, page.boxes)


def _summary(pile: Pile, paper: FixedPaper, places: Sequence[Stop], count: int) -> tuple[str, str]:
    """How the pile stands, in one sentence."""
    from aimed_desktop.packet.pile_findings import missing_words, state_words

    if not pile.is_known:
        return "bad", _NOTHING_KNOWN
    said = [missing_words(pile.missing, paper, places)] if pile.missing else []
    open_pages = [p for p in pile.kept if p.state in _OPEN]
    for page in open_pages[:_PLACES_NAMED]:
        file = f"“{page.file}”第{page.index + 1}张"
        said.append(f"{file}{state_words(page)}")
    if len(open_pages) > _PLACES_NAMED:
        said.append(f"另有 {len(open_pages) - _PLACES_NAMED} 张要处理")
    if not said:
        return "good", f"{count} 页都对上了。"
    is_only_doubtful = not pile.missing and all(p.state in ("changed", "unknown") for p in open_pages)
    again = _SCAN_AGAIN if any(page.state == "unknown" for page in open_pages) else ""
    return "warn" if is_only_doubtful else "bad", "；".join(said) + f"。{again}"


def _files(kept: KeptScans, pile: Pile) -> Iterator[FileLine]:
    """对上《承诺书》第1页、第2页；1 张重复: by file."""
    for at, number in enumerate(kept.numbers):
        own = [page for page in pile.kept if page.scan == at]
        good = [page.match.name for page in own if page.state == "ok" and page.match]
        open_pages = sum(page.state in _OPEN for page in own)
        twice = sum(page.state == "twice" for page in own)
        named = good[0] if len(good) == 1 else f"{len(good)} 页"
        said = [
            f"对上{named}" if good else "",
            f"{open_pages} 张要处理，见上面" if open_pages else "",
            f"{twice} 张重复，已另放" if twice else "",
        ]
        words = "；".join(filter(None, said)) or "没有用到的页"
        yield FileLine(number, "warn" if open_pages else "good" if good else "quiet", f"{words}。")


def _notes(pile: Pile, paper: FixedPaper, places: Sequence[Stop]) -> Iterator[str]:
    from aimed_desktop.packet.pile_findings import bare_seals, bare_words, colourless, unchecked_seals

    bare = bare_seals(pile, paper, places)
    if bare:
        yield f"没有看到盖章或签字：{bare_words(bare.values(), paper)}。请核对纸面。"
    unchecked = unchecked_seals(pile, paper, places)
    if unchecked:
        yield f"由您指明的页，盖章、签字没有核对：{bare_words(unchecked.values(), paper)}。请核对纸面。"
    if colourless(pile, paper, places):
        yield "扫描件没有颜色，红章和黑字分不清。建议彩色重扫。"
    twice = sum(page.state == "twice" for page in pile.kept)
    blank = sum(page.state == "blank" for page in pile.pages)
    said = [f"重复的 {twice} 张已另放" if twice else "", f"空白背面 {blank} 张不算" if blank else ""]
    if any(said):
        yield "，".join(filter(None, said)) + "。"
