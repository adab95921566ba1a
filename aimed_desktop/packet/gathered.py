"""The supporting papers as pages: which can be bound into one PDF, and its page of contents."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import accumulate
from pathlib import PurePosixPath
from typing import Final

from aimed_desktop.application.model import Application, MaterialFile
from aimed_desktop.document.judging.binding import page_count
from aimed_desktop.document.plan.plan import Paragraph, Plan, PlanBlock, PlanPart, Properties, Run
from aimed_desktop.files.file_names import mask_id_numbers
from aimed_desktop.packet.names import own_name, printed_value
from aimed_desktop.packet.routing import PAGE, WIDTH_MM, grid

_NUMBER_MM: Final = 13.0
_PAGE_MM: Final = 20.0


@dataclass(frozen=True, slots=True)
class Paper:
    """A supporting paper that can be bound: a PDF or a picture file. `title`: its place on the list."""

    title: str
    name: str
    content: bytes
    pages: int


@dataclass(frozen=True, slots=True)
class Papers:
    """All of them in the order of the notice's list. `apart`: the files that cannot be bound.

    `places`: title and name of every place that has a paper, and which of `bound` it is.
    """

    bound: tuple[Paper, ...]
    places: tuple[tuple[str, str, int], ...]
    apart: tuple[str, ...]

    @property
    def page_count(self) -> int:
        return sum(paper.pages for paper in self.bound)


@dataclass(frozen=True, slots=True)
class Gathered:
    """What was made of the papers. `file`: one PDF of them, None where they stand in the stamped scan.

    `apart`: the files that are mailed by themselves: they are in neither, or the one PDF fits into no mail.
    `in_scan`: the first and the last page, from 1, that they take up in the stamped scan.
    """

    apart: frozenset[str]
    name: str = ""
    file: bytes | None = None
    is_mailed: bool = True
    in_scan: tuple[int, int] | None = None


def papers(app: Application, converted: Mapping[str, bytes] | None = None) -> Papers:
    """The papers; the same file twice is bound once, and listed in both places.

    `converted`: PDFs of those of office programs.
    """
    titles = {material.id: material.title for material in app.form.materials}
    bound: dict[bytes, Paper] = {}
    places, apart = [], []
    for entry in in_order(app):
        content = (converted or {}).get(entry.file) or app.files.read(entry.file)
        count = page_count(content)
        if count:
            title = titles.get(entry.slot, "其他材料")
            name = mask_id_numbers(own_name(PurePosixPath(entry.file).stem, title)) or title
            bound.setdefault(content, Paper(title, name, content, count))
            places.append((title, name, list(bound).index(content)))
        else:
            apart.append(entry.file)
    return Papers(tuple(bound.values()), tuple(places), tuple(apart))


def in_order(app: Application) -> list[MaterialFile]:
    """The papers as the notice lists them."""
    order = {material.id: place for place, material in enumerate(app.form.materials)}
    return sorted(app.materials, key=lambda each: order.get(each.slot, len(order)))


def contents_plan(app: Application, title: str, found: Papers, first_page: int) -> Plan:
    """The page of contents as a layout plan of its own; the first paper begins on `first_page`."""
    rest = WIDTH_MM - _NUMBER_MM - _PAGE_MM
    rows = [["序号", "材料", "文件", "页码"], *_rows(found, first_page)]
    facts = filter(None, (printed_value(app, path) for path in (app.form.unit_name, app.form.project_name)))
    blocks: tuple[PlanBlock, ...] = (
        Paragraph((Run(title),), "title"),
        Paragraph((Run("　".join(facts)),), "title_mark"),
        grid((_NUMBER_MM, rest * 0.56, rest * 0.44, _PAGE_MM), rows, centred=(0, 3), header=True),
    )
    properties = Properties(title, printed_value(app, app.form.unit_name), "")
    return Plan("materials", properties, PAGE, (PlanPart("materials", blocks, bookmark="目录"),))


def _rows(found: Papers, first_page: int) -> Iterator[list[str]]:
    starts = list(accumulate((paper.pages for paper in found.bound), initial=first_page))
    before = ""
    for number, (title, name, paper) in enumerate(found.places, 1):
        own = "" if name == title else name
        yield [str(number), "同上" if title == before else title, own, str(starts[paper])]
        before = title
