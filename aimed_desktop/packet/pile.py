"""A pile of scanned pages as it was matched: which page each one is, what is missing, twice, void."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal, NamedTuple, TypeAlias

from aimed_desktop.packet.fixed_paper import FixedPaper

PageState = Literal["ok", "twice", "void", "older", "changed", "other", "unknown", "blank"]
_CERTAIN = 3  # characters that differ
Box: TypeAlias = tuple[float, float, float, float]  # left, top, right, bottom; shares of the upright page


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


class Lie(NamedTuple):
    """How a scan lies on its sheet: turned by so many degrees clockwise, then by a matrix of 3 × 3, row by
    row, that leads from a point of the sheet to one of the scan; empty: the whole scan covers the sheet."""

    turn: int
    matrix: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class PilePage:
    """A scanned page. `turned`: degrees clockwise that put it upright; `skew`: degrees it was off then.

    `where`: words around what differs, of a page that is `changed` or `void`, `boxes` where they stand,
    `unlike` how many characters, `in_number`: a digit of a number among them. `marked`: places, by their
    number in `FixedPaper.places`, where something was stamped or written; `shared`: places of which a mark
    may be any one's. `by_hand`: somebody said which page it is; `is_aside`: or that it is none. `is_drawn`:
    whether there is a picture of it.
    """

    file: str
    index: int  # from 0
    state: PageState
    match: PrintedPage | None = None
    turned: int = 0
    skew: float = 0.0
    score: float = 0.0
    where: tuple[str, ...] = ()
    boxes: tuple[Box, ...] = ()
    unlike: int = 0
    in_number: bool = False
    marked: tuple[int, ...] = ()
    shared: tuple[int, ...] = ()
    has_colour: bool = True
    lie: Lie | None = None
    alike: tuple[PrintedPage, ...] = ()  # pages of this version that are printed alike
    by_hand: bool = False
    is_aside: bool = False
    is_drawn: bool = True
    scan: int = 0  # the place of its file in the pile

    @property
    def can_be_placed(self) -> bool:
        """Whether a hand may say which page it is; of void and foreign pages it is certain."""
        return self.is_drawn and (self.state in ("ok", "twice", "unknown") or self.is_doubtful)

    @property
    def was_looked_at(self) -> bool:
        """Whether marks were looked for on it: not where a hand alone said which page it is."""
        return not self.by_hand or (self.lie is not None and bool(self.lie.matrix))

    @property
    def is_doubtful(self) -> bool:
        """Whether so little differs that a stain may be the reason."""
        return self.state == "changed" and self.unlike < _CERTAIN and not self.in_number

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
            made["application"] = self.match.owner
        return made


@dataclass(frozen=True, slots=True)
class Pile:
    """Every page in the order given, and the printed pages that nobody scanned."""

    pages: tuple[PilePage, ...]
    missing: tuple[PrintedPage, ...]

    @property
    def is_ok(self) -> bool:
        """Whether every page of the version is there, and nothing that needs a hand."""
        return not self.missing and all(page.state in ("ok", "twice", "blank") for page in self.kept)

    @property
    def is_known(self) -> bool:
        """Whether any page of it was recognised: else it is judged as something that nobody can match."""
        return any(page.state not in ("unknown", "blank") for page in self.pages)

    @property
    def makes_a_file(self) -> bool:
        """Whether nothing is among it that the one file could not take in."""
        return any(self.in_order()) and all(
            page.state in ("ok", "changed", "twice", "blank") for page in self.kept
        )

    @property
    def kept(self) -> Iterator[PilePage]:
        """All but what was set aside."""
        return (page for page in self.pages if not page.is_aside)

    @property
    def left_out(self) -> frozenset[int]:
        """The files, by their place, of which every page was set aside: they are not handed over."""
        used = {page.scan for page in self.kept if page.state != "blank"}
        return frozenset(page.scan for page in self.pages if page.is_aside) - used

    @property
    def carried_along(self) -> Iterator[PilePage]:
        """What was set aside but goes along where files are handed over whole."""
        return (page for page in self.pages if page.is_aside and page.scan not in self.left_out)

    def in_order(self) -> Iterator[PilePage]:
        """The good pages, one for each printed page, in the order of the pile."""
        changed = (page for page in self.kept if page.state == "changed")
        good = {page.match: page for page in sorted(changed, key=_rank, reverse=True)}
        good |= {page.match: page for page in self.kept if page.state == "ok"}
        return (page for page in self.kept if good.get(page.match) is page)


def pile_of(pages: Iterable[PilePage], wanted: Iterable[PrintedPage]) -> Pile:
    """The pile of matched pages; `wanted`: every printed page of the version that is not bare."""
    once = tuple(_once([*pages]))
    seen = {page.match for page in once if page.state in ("ok", "changed") and not page.is_aside}
    return Pile(once, tuple(page for page in wanted if page not in seen))


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


def _once(pages: Sequence[PilePage]) -> Iterator[PilePage]:
    """The same, but of good scans of one printed page only the best is `ok`; the others are `twice`.

    Where several pages are printed alike, each scan is taken for the next of them. What was placed by hand
    comes first, then what has more marks on it.
    """
    good = [page for page in pages if page.state == "ok" and not page.is_aside]
    taken: set[PrintedPage] = set()
    placed: dict[int, PrintedPage] = {}
    for page in sorted(good, key=_rank):
        alike = page.alike or ((page.match,) if page.match else ())
        free = next((each for each in alike if each not in taken), None)
        if free is not None:
            taken.add(free)
            placed[id(page)] = free
    for page in pages:
        if page.state != "ok" or page.is_aside:
            yield page
        elif id(page) in placed:
            yield replace(page, match=placed[id(page)])
        else:
            yield replace(page, state="twice")


def _rank(page: PilePage) -> tuple[bool, int, float]:
    """The better, the less."""
    return not page.by_hand, -len(page.marked), -page.score
