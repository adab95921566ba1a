"""Scanned pages found among the printed ones: which page each one is, how it lies, what stands on it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from string import digits

from aimed_desktop.document.judging.ink import is_white
from aimed_desktop.document.registration.aligning import Laid, lay
from aimed_desktop.document.registration.comparing import (
    LEAST_USUAL,
    Compared,
    closeness,
    compare,
    differing,
    places,
)
from aimed_desktop.document.registration.finding import Finder, Guess, Guesses
from aimed_desktop.document.registration.levels import (
    Picture,
    flattened,
    has_colour,
    looked_at,
    opened_scan,
)
from aimed_desktop.document.registration.narrowing import narrowed
from aimed_desktop.document.registration.sheets import Glance, Sheet, glances, sheet
from aimed_desktop.packet.hand_places import Stop
from aimed_desktop.packet.pile import (
    Box,
    KnownPaper,
    Lie,
    PageState,
    Pile,
    PilePage,
    PrintedPage,
    pile_of,
    printed_pages,
)
from aimed_desktop.packet.seals_seen import marked_places
from aimed_desktop.stopping import checkpoint

_LEAST_GLANCE = 0.45  # below it no printed page comes into question
_NEAR = 0.12  # what scores so much less at a glance is not looked at
_MOST_LOOKED_AT = 6
_MOST_UNLIKE = 0.2  # share of its characters
_CLEARLY = 0.06  # closer where the two candidates differ
_MOST_PLACES = 5
_LINE_PX = 10  # that characters of one line lie off


@dataclass(frozen=True, slots=True)
class _Candidate:
    """Printed pages of one look: that of this version first, then earlier ones, then other applications."""

    pdf: bytes
    glance: Glance
    pages: tuple[PrintedPage, ...]


@dataclass(frozen=True, slots=True)
class _Judged:
    candidate: _Candidate
    sheet: Sheet
    laid: Laid
    compared: Compared
    guess: Guess


@dataclass(frozen=True, slots=True)
class _Scan:
    """A scanned page, the same `flattened`, and how it was laid so far."""

    picture: Picture
    even: Picture
    skew: float
    laid: dict[Guess, Laid] = field(default_factory=dict)


class PileMatcher:
    """Finds scanned pages among the pages of `current`, of earlier versions and of other applications."""

    def __init__(
        self,
        current: KnownPaper,
        others: Sequence[KnownPaper] = (),
        stops: Sequence[Stop] = (),
        seen: Callable[[bytes], Iterable[Glance]] = glances,
    ) -> None:
        """`stops`: the places of `current` where marks are looked for, as `hand_places.stops` lists them.

        `seen`: `glances`, or what remembers them.
        """
        self.current = current
        self._stops = stops
        self._candidates = tuple(_candidates([current, *others], seen))
        self._finder = Finder([each.glance for each in self._candidates])
        self._sheet = lru_cache(maxsize=16)(self._drawn_sheet)

    @property
    def wanted(self) -> tuple[PrintedPage, ...]:
        """Every page of the version but those on which nothing is printed."""
        bare = {page for each in self._candidates if each.glance.is_bare for page in each.pages}
        return tuple(page for page in printed_pages(self.current) if page not in bare)

    def match(self, scans: Iterable[tuple[str, Iterable[bytes]]]) -> Pile:
        """Match the drawn pages of each file, named as given."""
        pages = (
            replace(page, scan=at)
            for at, (name, drawn) in enumerate(scans)
            for page in self.pages(name, drawn)
        )
        return pile_of(pages, self.wanted)

    def pages(self, name: str, drawn: Iterable[bytes]) -> Iterator[PilePage]:
        """What each drawn page of a file is by itself; a page may be `ok` twice."""
        for index, content in enumerate(drawn):
            checkpoint()
            yield self.matched(name, index, content)

    def matched(self, name: str, index: int, content: bytes) -> PilePage:
        """What one page of a file is, drawn; without a picture nobody knows."""
        if not content:
            return PilePage(name, index, "unknown", is_drawn=False)
        scan = opened_scan(content)
        if is_white(scan):
            return PilePage(name, index, "blank")
        picture = looked_at(scan)
        even = flattened(picture)
        found = self._finder.find(even)
        if not found.guesses or found.guesses[0].score < _LEAST_GLANCE:
            return PilePage(name, index, "unknown", skew=found.skew)
        best = self._best(_Scan(picture, even, found.skew), found)
        if best is None:
            return PilePage(name, index, "unknown", skew=found.skew, score=found.guesses[0].score)
        state = self._state(best)
        candidate = best.candidate
        own = tuple(each for each in candidate.pages if _is_of(each, self.current))
        against, unlike = self._differing(best, state)
        return PilePage(
            name,
            index,
            state,
            candidate.pages[0],
            (best.guess.turn + (270 if candidate.glance.lies else 0)) % 360,
            found.skew,
            best.compared.usual,
            tuple(places(against, unlike))[:_MOST_PLACES],
            tuple(_boxes(against, unlike)),
            len(unlike),
            any(_is_in_number(against, each) for each in unlike),
            *marked_places(best.sheet, best.laid, self._stops, self.current.paper, own),
            has_colour(scan),
            Lie(best.guess.turn, tuple(best.laid.matrix.ravel().tolist())),
            own,
        )

    def _differing(self, best: _Judged, state: PageState) -> tuple[Sheet, tuple[int, ...]]:
        """The sheet of this version that a page should be, and its characters that the scan has otherwise."""
        page = best.candidate.pages[0]
        if state == "void":
            now = next((at for at, each in enumerate(self._candidates) if self._is_now(each, page)), None)
            if now is not None and self._sheet(now).image.size == best.sheet.image.size:
                return self._sheet(now), compare(self._sheet(now), best.laid.ink).unlike
        return best.sheet, best.compared.unlike if state == "changed" else ()

    def _is_now(self, candidate: _Candidate, page: PrintedPage) -> bool:
        """Whether it is what this version has in the place of a page of another one."""
        return any(
            _is_of(each, self.current) and (each.document, each.page) == (page.document, page.page)
            for each in candidate.pages
        )

    def _best(self, scan: _Scan, found: Guesses) -> _Judged | None:
        """The one page it is; None where none is, or two are as likely."""
        near = [guess for guess in found.guesses if guess.score >= found.guesses[0].score - _NEAR]
        judged: list[_Judged] = []
        for guess in self._likely(scan, near)[:_MOST_LOOKED_AT]:
            checkpoint()
            if not (judged and self._is_surely(judged[0], guess)):
                judged.append(self._judged(scan, guess, judged))
        likely = [each for each in judged if each.compared.usual >= LEAST_USUAL and _is_mostly_alike(each)]
        if not likely:
            return None
        likely.sort(key=lambda each: (len(each.compared.unlike), -each.compared.usual))
        for other in likely[1:]:
            if not _is_closer(likely[0], other):
                return None
        return likely[0]

    def _is_surely(self, first: _Judged, other: Guess) -> bool:
        """Whether the scan has every character of the first, and clearly is not the other: that need not be
        compared.
        """
        compared = first.compared
        if not compared.count or compared.unlike or compared.usual < LEAST_USUAL:
            return False
        return first.guess.turn == other.turn and _is_clearly(first.sheet, self._sheet(other.at), first.laid)

    def _likely(self, scan: _Scan, near: Sequence[Guess]) -> list[Guess]:
        """The same without those that the scan plainly is not, once it lies on the first."""
        laid = self._laid(scan, near[0])
        alike = [guess for guess in near if guess.turn == near[0].turn]
        kept = narrowed(laid, [self._candidates[guess.at].glance for guess in alike])
        return [*(alike[at] for at in kept), *(guess for guess in near if guess.turn != near[0].turn)]

    def _judged(self, scan: _Scan, guess: Guess, before: Sequence[_Judged]) -> _Judged:
        candidate = self._candidates[guess.at]
        own = self._sheet(guess.at)
        for known in before:  # pages that differ in words alone lie in the same place
            if known.guess.turn == guess.turn and known.sheet.image.size == own.image.size:
                compared = compare(own, known.laid.ink)
                if compared.usual >= LEAST_USUAL:
                    return _Judged(candidate, own, known.laid, compared, guess)
        laid = self._laid(scan, guess)
        return _Judged(candidate, own, laid, compare(own, laid.ink), guess)

    def _laid(self, scan: _Scan, guess: Guess) -> Laid:
        if guess not in scan.laid:
            scan.laid[guess] = lay(scan.picture, scan.even, self._sheet(guess.at), guess, scan.skew)
        return scan.laid[guess]

    def _state(self, best: _Judged) -> PageState:
        page = best.candidate.pages[0]
        if page.owner:
            return "other"
        if page.version != self.current.version:
            is_replaced = any(
                (each.document, each.page) == (page.document, page.page)
                for each in printed_pages(self.current)
            )
            return "void" if is_replaced else "older"
        return "changed" if best.compared.unlike else "ok"

    def _drawn_sheet(self, at: int) -> Sheet:
        candidate = self._candidates[at]
        return sheet(candidate.pdf, candidate.glance.index)


def _candidates(
    papers: Sequence[KnownPaper], seen: Callable[[bytes], Iterable[Glance]]
) -> Iterator[_Candidate]:
    found: dict[bytes, _Candidate] = {}
    for known in papers:
        named = iter(printed_pages(known))
        for document in known.paper.documents:
            pdf = known.paper.files[document.pdf]
            for glance in seen(pdf):
                page = next(named)
                first = found.get(glance.look)
                pages = (*first.pages, page) if first else (page,)
                found[glance.look] = _Candidate(
                    first.pdf if first else pdf, first.glance if first else glance, pages
                )
    yield from found.values()


def _is_mostly_alike(judged: _Judged) -> bool:
    compared = judged.compared
    return len(compared.unlike) <= _MOST_UNLIKE * max(1, compared.count)


def _is_closer(best: _Judged, other: _Judged) -> bool:
    """Whether the scan is clearly more alike the one where the two printed pages differ."""
    if best.sheet.image.size != other.sheet.image.size:
        return best.compared.usual > other.compared.usual + _CLEARLY
    if other.laid is not best.laid:
        return best.compared.usual > other.compared.usual + _CLEARLY
    return _is_clearly(best.sheet, other.sheet, best.laid)


def _is_clearly(one: Sheet, other: Sheet, laid: Laid) -> bool:
    """Whether the scan that lies on them is clearly the one where they differ; never of other sizes."""
    if one.image.size != other.image.size:
        return False
    where = differing(one, other)
    return closeness(one, laid.ink, where) > closeness(other, laid.ink, where) + _CLEARLY


def _is_of(page: PrintedPage, known: KnownPaper) -> bool:
    return (page.version, page.owner) == (known.version, known.owner)


def _is_in_number(sheet: Sheet, at: int) -> bool:
    """Whether the character is a digit beside another one of its line: no stain makes that of a digit."""
    own, beside = sheet.glyphs[at], (*sheet.glyphs[max(0, at - 1) : at], *sheet.glyphs[at + 1 : at + 2])
    return own.character in digits and any(
        each.character in digits and abs(each.bottom - own.bottom) < _LINE_PX for each in beside
    )


def _boxes(sheet: Sheet, unlike: Sequence[int]) -> Iterator[Box]:
    """Where these characters stand, those of a word together, in shares of the page."""
    width, height = sheet.image.size
    words: list[list[int]] = []
    for at in unlike:
        if (
            words
            and at - words[-1][-1] == 1
            and abs(sheet.glyphs[at].bottom - sheet.glyphs[at - 1].bottom) < _LINE_PX
        ):
            words[-1].append(at)
        else:
            words.append([at])
    for word in words:
        glyphs = [sheet.glyphs[at] for at in word]
        yield (
            min(each.left for each in glyphs) / width,
            min(each.top for each in glyphs) / height,
            max(each.right for each in glyphs) / width,
            max(each.bottom for each in glyphs) / height,
        )
