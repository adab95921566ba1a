"""A pile of scanned pages, each found among the printed ones: what is missing, twice, void."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import Any, Literal

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
from aimed_desktop.document.registration.levels import Picture, opened_scan
from aimed_desktop.document.registration.sheets import Glance, Sheet, glances, sheet
from aimed_desktop.packet.fixed_paper import FixedPaper
from aimed_desktop.stopping import checkpoint

PageState = Literal["ok", "twice", "void", "older", "changed", "other", "unknown", "blank"]

_LEAST_GLANCE = 0.45  # below it no printed page comes into question
_NEAR = 0.12  # what scores so much less at a glance is not looked at
_MOST_LOOKED_AT = 6
_MOST_UNLIKE = 0.2  # share of its characters
_CLEARLY = 0.06  # closer where the two candidates differ
_MOST_PLACES = 5


@dataclass(frozen=True, slots=True)
class KnownPaper:
    """The printed paper of a version. `owner`: empty for this application, else the id of another one."""

    version: int
    paper: FixedPaper
    owner: str = ""
    project: str = ""


@dataclass(frozen=True, slots=True)
class PrintedPage:
    """A page of a document's PDF, from 1; `name` as a clerk calls it: 封面, 第3页, of several documents
    with the title before it. `project`: of another application."""

    document: str
    page: int
    version: int
    name: str
    owner: str = ""
    project: str = ""

    def to_json(self) -> dict[str, Any]:
        return {"document": self.document, "page": self.page, "version": self.version}


@dataclass(frozen=True, slots=True)
class PilePage:
    """A scanned page. `turned`: degrees clockwise that put it upright; `skew`: degrees it was off then.

    `where`: words around what differs, of a page that is `changed`.
    """

    file: str
    index: int  # from 0
    state: PageState
    match: PrintedPage | None = None
    turned: int = 0
    skew: float = 0.0
    score: float = 0.0
    where: tuple[str, ...] = ()
    laid: Laid | None = field(default=None, compare=False, repr=False)
    alike: tuple[PrintedPage, ...] = ()  # pages of this version that are printed alike

    def to_json(self) -> dict[str, Any]:
        made: dict[str, Any] = {
            "file": self.file,
            "index": self.index,
            "match": self.match.to_json() if self.match else None,
            "turned": self.turned,
            "skew": round(self.skew, 1),
            "score": round(self.score, 3),
            "state": self.state,
        }
        if self.where:
            made["where"] = list(self.where)
        if self.match and self.match.owner:
            made["match"]["application"] = self.match.owner
        return made


@dataclass(frozen=True, slots=True)
class Pile:
    """Every page in the order given, and the printed pages that nobody scanned."""

    pages: tuple[PilePage, ...]
    missing: tuple[PrintedPage, ...]

    @property
    def is_ok(self) -> bool:
        """Whether every page of the version is there, and nothing that needs a hand."""
        return not self.missing and all(page.state in ("ok", "twice", "blank") for page in self.pages)

    def in_order(self) -> Iterator[PilePage]:
        """The good pages, one for each printed page, in the order of the pile."""
        return (page for page in self.pages if page.state == "ok")


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


class PileMatcher:
    """Finds scanned pages among the pages of `current`, of earlier versions and of other applications."""

    def __init__(self, current: KnownPaper, others: Sequence[KnownPaper] = ()) -> None:
        self.current = current
        self._candidates = tuple(_candidates([current, *others]))
        self._finder = Finder([each.glance for each in self._candidates])
        self._sheet = lru_cache(maxsize=24)(self._drawn_sheet)

    def match(
        self,
        scans: Iterable[tuple[str, Iterable[bytes]]],
    ) -> Pile:
        """Match the drawn pages of each file, named as given."""
        pages: list[PilePage] = []
        for name, drawn in scans:
            for index, content in enumerate(drawn):
                checkpoint()
                pages.append(self._matched(name, index, content))
        once = tuple(_once(pages))
        seen = {page.match for page in once if page.state in ("ok", "changed")}
        bare = {page for each in self._candidates if each.glance.is_bare for page in each.pages}
        wanted = [page for page in printed_pages(self.current) if page not in bare]
        return Pile(once, tuple(page for page in wanted if page not in seen))

    def _matched(self, name: str, index: int, content: bytes) -> PilePage:
        if not content:
            return PilePage(name, index, "unknown")
        scan = opened_scan(content)
        if is_white(scan):
            return PilePage(name, index, "blank")
        found = self._finder.find(scan)
        if not found.guesses or found.guesses[0].score < _LEAST_GLANCE:
            return PilePage(name, index, "unknown", skew=found.skew)
        best = self._best(scan, found)
        if best is None:
            return PilePage(name, index, "unknown", skew=found.skew, score=found.guesses[0].score)
        state = self._state(best)
        lies = best.candidate.glance.lies
        turned = (best.guess.turn + (270 if lies else 0)) % 360
        return PilePage(
            name,
            index,
            state,
            best.candidate.pages[0],
            turned,
            found.skew,
            best.compared.usual,
            tuple(places(best.sheet, best.compared.unlike))[:_MOST_PLACES] if state == "changed" else (),
            best.laid if state in ("ok", "changed") else None,
            tuple(each for each in best.candidate.pages if _is_of(each, self.current)),
        )

    def _best(self, scan: Picture, found: Guesses) -> _Judged | None:
        """The one page it is; None where none is, or two are as likely."""
        near = [guess for guess in found.guesses if guess.score >= found.guesses[0].score - _NEAR]
        judged: list[_Judged] = []
        for guess in near[:_MOST_LOOKED_AT]:
            checkpoint()
            judged.append(self._judged(scan, guess, found.skew, judged))
        likely = [each for each in judged if each.compared.usual >= LEAST_USUAL and _is_mostly_alike(each)]
        if not likely:
            return None
        likely.sort(key=lambda each: (len(each.compared.unlike), -each.compared.usual))
        for other in likely[1:]:
            if not _is_closer(likely[0], other):
                return None
        return likely[0]

    def _judged(self, scan: Picture, guess: Guess, skew: float, before: Sequence[_Judged]) -> _Judged:
        candidate = self._candidates[guess.at]
        own = self._sheet(guess.at)
        for known in before:  # pages that differ in words alone lie in the same place
            if known.guess.turn == guess.turn and known.sheet.image.size == own.image.size:
                compared = compare(own, known.laid.ink)
                if compared.usual >= LEAST_USUAL:
                    return _Judged(candidate, own, known.laid, compared, guess)
        laid = lay(scan, own, guess, skew)
        return _Judged(candidate, own, laid, compare(own, laid.ink), guess)

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

    def sheet_of(self, page: PilePage) -> Sheet:
        """The printed page that a scanned one was found to be."""
        for at, candidate in enumerate(self._candidates):
            if page.match in candidate.pages:
                return self._sheet(at)
        raise KeyError(page.match)

    def _drawn_sheet(self, at: int) -> Sheet:
        candidate = self._candidates[at]
        return sheet(candidate.pdf, candidate.glance.index)


def printed_pages(known: KnownPaper) -> list[PrintedPage]:
    """Every page of a printed paper, in the order of the pile."""
    return [
        PrintedPage(
            document.id,
            index + 1,
            known.version,
            f"《{document.title}》{name}" if len(known.paper.documents) > 1 else name,
            known.owner,
            known.project,
        )
        for document in known.paper.documents
        for index, name in enumerate(document.pages)
    ]


def _candidates(papers: Sequence[KnownPaper]) -> Iterator[_Candidate]:
    found: dict[bytes, _Candidate] = {}
    for known in papers:
        named = iter(printed_pages(known))
        for document in known.paper.documents:
            pdf = known.paper.files[document.pdf]
            for glance in glances(pdf):
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
    where = differing(best.sheet, other.sheet)
    if other.laid is not best.laid:
        return best.compared.usual > other.compared.usual + _CLEARLY
    return (
        closeness(best.sheet, best.laid.ink, where) > closeness(other.sheet, best.laid.ink, where) + _CLEARLY
    )


def _is_of(page: PrintedPage, known: KnownPaper) -> bool:
    return (page.version, page.owner) == (known.version, known.owner)


def _once(pages: Sequence[PilePage]) -> Iterator[PilePage]:
    """The same, but of good scans of one printed page only the best is `ok`; the others are `twice`.

    Where several pages are printed alike, each scan is taken for the next of them.
    """
    good = sorted((page for page in pages if page.state == "ok"), key=lambda page: -page.score)
    taken: dict[PrintedPage, PilePage] = {}
    placed: dict[int, PrintedPage] = {}
    for page in good:
        free = next((each for each in page.alike if each not in taken), None)
        if free is not None:
            taken[free] = page
            placed[id(page)] = free
    for page in pages:
        if page.state != "ok":
            yield page
        elif id(page) in placed:
            yield replace(page, match=placed[id(page)])
        else:
            yield replace(page, state="twice", laid=None)
