"""One seal or signature is that of one place: never of every place with the same words."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from io import BytesIO
from random import Random

import pytest
from PIL import Image, ImageChops, ImageDraw
from pypdfium2 import PdfDocument

from aimed_desktop.application.beginning import begin
from aimed_desktop.definition.library import default_library
from aimed_desktop.packet.fixed_paper import FixedPaper, draw_paper
from aimed_desktop.packet.hand_places import stops
from aimed_desktop.packet.pile import KnownPaper, PilePage
from aimed_desktop.packet.scan_pile import PileMatcher
from tests.scanner import Scanning, scanned

HOW = Scanning(dpi=150, quality=80, skew=0.5)
COVER, WUXI = ("wuhan-2026-1", "application", 0), ("wuxi-2026", "registration", 0)
PLEDGE = ("wuxi-2026", "pledge", 1)


@cache
def known(form: str) -> tuple[FixedPaper, PileMatcher]:
    app = begin(default_library(None), form, example=True)
    paper = draw_paper(app).paper
    return paper, PileMatcher(KnownPaper(1, paper), (), stops(app))


def printed(form: str, document: str) -> bytes:
    paper, _ = known(form)
    return next(paper.files[each.pdf] for each in paper.documents if each.id == document)


def words(form: str, document: str, index: int, label: str) -> list[tuple[float, float]]:
    """Where a label stands, each time, in shares of the page."""
    with PdfDocument(printed(form, document)) as opened:
        page, found = opened[index], []
        search = page.get_textpage().search(label)
        while (at := search.get_next()) is not None:
            left, bottom, right, top = page.get_textpage().get_charbox(at[0])
            found.append(((left + right) / 2 / page.get_width(), 1 - (top + bottom) / 2 / page.get_height()))
        return found


def matched(page: tuple[str, str, int], scan: bytes) -> PilePage:
    (found,) = known(page[0])[1].pages("1.jpg", [scan])
    assert found.state == "ok"
    return found


def sealed(page: tuple[str, str, int], at: tuple[float, float]) -> PilePage:
    pdf = printed(page[0], page[1])
    return matched(page, scanned(pdf, page[2], replace(HOW, stamped=True), Random(4), at=at))


def two_seals(page: tuple[str, str, int], upper: tuple[float, float], lower: tuple[float, float]) -> bytes:
    """The page with a seal at each place: two scans of the same sheet laid over each other."""
    pdf = printed(page[0], page[1])
    both = [scanned(pdf, page[2], replace(HOW, stamped=True), Random(4), at=at) for at in (upper, lower)]
    with Image.open(BytesIO(both[0])) as one, Image.open(BytesIO(both[1])) as other:
        written = BytesIO()
        ImageChops.darker(one.convert("RGB"), other.convert("RGB")).save(written, "JPEG", quality=85)
    return written.getvalue()


def test_one_seal_on_a_cover_is_that_of_the_unit_at_whose_line_it_stands() -> None:
    upper, lower = cover_lines()
    assert sealed(COVER, upper).marked == (0,)
    assert sealed(COVER, lower).marked == (1,)
    middle = (upper[0], (upper[1] + lower[1]) / 2)
    assert (sealed(COVER, middle).marked, sealed(COVER, middle).shared) == ((), (0, 1))


def test_two_seals_that_touch_are_those_of_two_units() -> None:
    assert matched(COVER, two_seals(COVER, *cover_lines())).marked == (0, 1)


def cover_lines() -> tuple[tuple[float, float], tuple[float, float]]:
    """Beside the labels of the two units."""
    lines = sorted({round(y, 3): (x, y) for x, y in words(*COVER, "申报单位")}.values(), key=lambda at: at[1])
    (x, upper), (_, lower) = lines[0], lines[1]
    return (x + 0.25, upper), (x + 0.25, lower)


@pytest.mark.parametrize("which", [0, 1])
def test_a_seal_is_that_of_the_unit_at_whose_name_it_stands(which: int) -> None:
    assert sealed(WUXI, words(*WUXI, "盖章")[which]).marked == (which,)


def test_a_seal_between_two_units_is_to_be_looked_at() -> None:
    left, right = words(*WUXI, "盖章")
    found = sealed(WUXI, ((left[0] + right[0]) / 2, left[1]))
    assert (found.marked, found.shared) == ((), (0, 1))


def test_one_signature_is_not_that_of_four_people() -> None:
    with Image.open(BytesIO(scanned(printed(*PLEDGE[:2]), PLEDGE[2], HOW, Random(4)))) as opened:
        page = opened.copy()
    x, y = words(*PLEDGE, "所有参赛人员签字")[0]
    left, top = (x + 0.15) * page.width, y * page.height
    ImageDraw.Draw(page).line(
        [(left + 9 * step, top + (step % 3) * 9) for step in range(12)], fill=(20, 20, 90), width=4
    )
    written = BytesIO()
    page.save(written, "JPEG", quality=85)
    found = matched(PLEDGE, written.getvalue())
    assert found.marked == () and found.shared == (4, 5, 6, 7)
