"""整套打印: everything that is handed over on paper as one PDF, all copies collated, in binding order."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from aimed_desktop.application.model import Application
from aimed_desktop.document.judging.binding import BLANK, BoundFile, NotBound, bind, page_count
from aimed_desktop.errors import UserProblem
from aimed_desktop.packet.fixed_paper import FixedPaper, PaperDocument
from aimed_desktop.packet.gathered import in_order
from aimed_desktop.packet.void_pages import VoidPages

_LONGEST = 4  # digits of a page number


@dataclass(frozen=True, slots=True)
class PrintOptions:
    """`pages`: which pages of one copy, from 1, as it is printed on one side; None: all.

    `half`: of what is printed on both sides only the one, for a printer that turns no paper; `is_last_first`:
    from the last sheet of the last copy to the first.
    """

    copies: int = 1
    is_two_sided: bool = False
    with_materials: bool = False
    pages: tuple[int, ...] | None = None
    half: Literal["", "fronts", "backs"] = ""
    is_last_first: bool = False


@dataclass(frozen=True, slots=True)
class PrintSet:
    """`pages_each`: of one copy, empty backs among them. `apart`: papers that are printed by themselves."""

    content: bytes
    copies: int
    pages_each: int
    apart: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SetCount:
    """What comes out of the printer. `pages_each`: printed sides of one copy, without empty backs."""

    copies: int
    pages_each: int
    sheets_each: int
    has_backs: bool = False

    @property
    def sheets(self) -> int:
        """Of all copies."""
        return self.copies * self.sheets_each


@dataclass(frozen=True, slots=True)
class SetPage:
    """One page of a copy: its file and page there, both from 0. `is_front`: it begins something that stands
    alone. `document` and `page` name a printed page, from 0.
    """

    leaf: tuple[int, int]
    is_front: bool
    document: str = ""
    page: int = 0


class SetMaker:
    """One copy of the paper laid out page by page; `pages` in the order of binding."""

    def __init__(self, app: Application, paper: FixedPaper, *, with_materials: bool) -> None:
        self._paper = paper
        self._files: list[BoundFile] = []
        self._names: list[str] = []
        self._apart: list[str] = []
        self._materials = [*self._material_pages(app)] if with_materials else []
        self.pages = tuple(self._laid())

    def changed(self, void: VoidPages) -> tuple[int, ...]:
        """The numbers, from 1, of the pages that are printed again: all where the set is made anew."""
        if void.is_whole:
            return tuple(number for number, page in enumerate(self.pages, 1) if page.document)
        again = {(each.document, index) for each in void.documents for index in each.indexes}
        return tuple(
            number for number, page in enumerate(self.pages, 1) if (page.document, page.page) in again
        )

    def of_document(self, document: str) -> tuple[int, ...]:
        """The numbers, from 1, of the pages of one document, by its id."""
        return tuple(number for number, page in enumerate(self.pages, 1) if page.document == document)

    @property
    def apart(self) -> tuple[str, ...]:
        """Papers that are no pages: they are printed by themselves."""
        return tuple(self._apart)

    def count(self, options: PrintOptions) -> SetCount:
        """What `make` would bring. UserProblem where a page is asked for that there is not."""
        copy = self._one_copy(options)
        pages = sum(leaf != BLANK for leaf in copy)
        if not options.is_two_sided:
            return SetCount(options.copies, pages, pages)
        return SetCount(options.copies, pages, len(copy) // 2, any(leaf != BLANK for leaf in copy[1::2]))

    def printed(self, options: PrintOptions) -> frozenset[tuple[str, int]]:
        """The pages of our documents, by id and place from 0, that `make` would bring."""
        leaves = frozenset(self._one_copy(options))
        return frozenset((page.document, page.page) for page in self.pages if page.leaf in leaves)

    def make(self, options: PrintOptions) -> PrintSet:
        """The copies. UserProblem where a page is asked for that there is not, or a paper cannot be read."""
        copy = self._one_copy(options)
        try:
            content = bind(self._files, _in_print_order([*copy] * options.copies, options))
        except NotBound as problem:
            name = self._names[problem.file] if problem.file is not None else ""
            code = "set_file_unread" if name else "set_too_heavy"
            raise UserProblem(code, name=name) from None
        return PrintSet(content, options.copies, len(copy), self.apart)

    def _one_copy(self, options: PrintOptions) -> list[tuple[int, int]]:
        wanted = options.pages
        if wanted is not None and not all(1 <= number <= len(self.pages) for number in wanted):
            raise UserProblem("set_pages_unknown", most=len(self.pages))
        if not options.is_two_sided:
            numbers = range(1, len(self.pages) + 1) if wanted is None else sorted(set(wanted))
            return [self.pages[number - 1].leaf for number in numbers]
        sheets = list(self._sheets())
        if wanted is not None:  # what is printed anew comes with the other side of its sheet
            sheets = [sheet for sheet in sheets if any(number in wanted for number in sheet)]
        return [self.pages[number - 1].leaf if number else BLANK for sheet in sheets for number in sheet]

    def _sheets(self) -> Iterator[tuple[int, int]]:
        """Front and back of every sheet, as numbers from 1; 0 is an empty back."""
        front = 0
        for number, page in enumerate(self.pages, 1):
            if front and page.is_front:
                yield front, 0
                front = number
            elif front:
                yield front, number
                front = 0
            else:
                front = number
        if front:
            yield front, 0

    def _laid(self) -> Iterator[SetPage]:
        is_bound_in = False
        for document in self._paper.documents:
            number = self._take(document.pdf, BoundFile(self._paper.files[document.pdf], is_fitted=False))
            pages = [*self._document_pages(document, number)]
            if document.materials_at is None:
                yield from pages
                continue
            yield from (*pages[: document.materials_at], *self._materials, *pages[document.materials_at :])
            is_bound_in = True
        if not is_bound_in:
            yield from self._materials

    def _document_pages(self, document: PaperDocument, number: int) -> Iterator[SetPage]:
        for index in range(len(document.pages)):
            is_front = index == 0 or index in document.fronts or index == document.materials_at
            yield SetPage((number, index), is_front, document.id, index)

    def _material_pages(self, app: Application) -> Iterator[SetPage]:
        """The supporting papers in the order of the notice's list; each begins on a front."""
        for entry in in_order(app):
            content, name = app.files.read(entry.file), entry.file.rpartition("/")[2]
            count = page_count(content)
            if not count:
                self._apart.append(name)
                continue
            number = self._take(name, BoundFile(content, is_fitted=True))
            yield from (SetPage((number, page), is_front=page == 0) for page in range(count))

    def _take(self, name: str, file: BoundFile) -> int:
        self._names.append(name)
        self._files.append(file)
        return len(self._files) - 1


def _in_print_order(leaves: list[tuple[int, int]], options: PrintOptions) -> list[tuple[int, int]]:
    """As the printer takes them: fronts and backs of the sheets in turn, or one side of all."""
    if options.half:
        leaves = leaves[options.half == "backs" :: 2]
    return leaves[::-1] if options.is_last_first else leaves


def page_numbers(words: str) -> tuple[int, ...]:
    """3,5-7 as numbers in that order. UserProblem where it is no list of pages."""
    numbers: list[int] = []
    for piece in words.replace("，", ",").split(","):
        first, dash, last = (part.strip() for part in piece.partition("-"))
        ends = (first, last) if dash else (first, first)
        if not all(end.isascii() and end.isdecimal() and len(end) <= _LONGEST for end in ends):
            raise UserProblem("set_pages_unreadable", words=words)
        named = range(int(ends[0]), int(ends[1]) + 1)
        if not named:  # from a later page to an earlier one
            raise UserProblem("set_pages_unreadable", words=words)
        numbers += named
    if 0 in numbers:
        raise UserProblem("set_pages_unreadable", words=words)
    return tuple(numbers)
