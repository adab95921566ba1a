"""Figures stand beside one another where they fit: in Word, in PDF, and when a Word file comes back."""

from __future__ import annotations

import io
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from docx import Document
from docx.shared import Mm
from PIL import Image

from aimed_desktop.application.beginning import begin
from aimed_desktop.application.files import Files
from aimed_desktop.application.model import Application
from aimed_desktop.application.values.figure_rows import widths_beside
from aimed_desktop.document.plan import narrative
from aimed_desktop.document.plan.plan import FigureRow, Plan
from aimed_desktop.document.plan.planner import make_plans
from aimed_desktop.document.plan.rooms import column_mm
from aimed_desktop.document.typeset.boxes import Picture
from aimed_desktop.document.typeset.typeset import typeset
from aimed_desktop.document.word.chapter import chapter_bytes
from aimed_desktop.document.word.take_back import take_back
from aimed_desktop.document.word.write.word_document import docx_bytes
from tests.core.document.test_word_meaning import LIBRARY, application
from tests.core.document.word_edits import by_libreoffice

TALL, LOW = "files/tall.png", "files/low.png"
PAIR: list[dict[str, Any]] = [
    {"text": "前文"},
    {"image": TALL, "caption": "应用前"},
    {"image": LOW, "caption": ["应用后，10", {"sup": "9"}], "beside": True},
    {"text": "后文"},
]


def photo(width: int, height: int, tone: str) -> bytes:
    made = io.BytesIO()
    Image.new("RGB", (width, height), tone).save(made, "PNG")
    return made.getvalue()


@dataclass(frozen=True)
class TwoPictures:
    """Files of an application: what the example has, and two pictures."""

    others: Files

    def exists(self, name: str) -> bool:
        return name in DRAWN or self.others.exists(name)

    def size(self, name: str) -> int:
        return len(self.read(name))

    def read(self, name: str) -> bytes:
        return DRAWN[name] if name in DRAWN else self.others.read(name)


DRAWN = {TALL: photo(800, 900, "teal"), LOW: photo(800, 400, "orange")}


def with_figures(story: Any) -> Application:
    app = application(story)
    app.files = TwoPictures(app.files)
    return app


def rows_of(plan: Plan) -> list[FigureRow]:
    return [block for part in plan.parts for block in part.blocks if isinstance(block, FigureRow)]


def pictures_of(plan: Plan) -> list[tuple[int, float, float, float, float]]:
    """The page, left edge, upper edge, width and height of the first two pictures on paper."""
    found = [
        (number, x + mark.x, y + mark.y, mark.width, mark.height)
        for number, page in enumerate(typeset(plan))
        for x, y, strip in page.placed
        for mark in strip.marks
        if isinstance(mark, Picture)
    ]
    return found[:2]


@pytest.mark.parametrize(
    ("wanted", "room", "widths"),
    [
        ([None, None], 156, (76, 76)),
        ([60, None], 156, (60, 92)),
        ([None, None, None], 156, (49.33, 49.33, 49.33)),
        ([80, 80], 156, None),
        ([None] * 4, 156, None),
    ],
)
def test_figures_without_a_width_share_the_room_and_those_that_do_not_fit_stand_below(
    wanted: list[float | None], room: float, widths: tuple[float, ...] | None
) -> None:
    found = widths_beside(wanted, room)
    assert found == (None if widths is None else pytest.approx(widths, abs=0.01))


def test_pictures_stand_on_one_line_their_captions_below_on_the_same_page() -> None:
    plan = make_plans(with_figures(PAIR))[0]
    (row,) = rows_of(plan)
    assert [figure.caption and figure.caption.text for figure in row.figures] == [
        "图1 应用前",
        "图2 应用后，109",
    ]
    tall, low = pictures_of(plan)
    assert tall[0] == low[0] and tall[1] + tall[3] < low[1]
    assert tall[2] + tall[4] == pytest.approx(low[2] + low[4])


def test_a_row_of_figures_is_never_parted_by_a_page() -> None:
    for lines in range(0, 30, 3):
        story = [{"text": "字" * 20}] * lines + PAIR[1:3]
        tall, low = pictures_of(make_plans(with_figures(story))[0])
        assert tall[0] == low[0]


def test_figures_too_wide_for_one_row_and_a_missing_one_stand_below_one_another() -> None:
    wide = [PAIR[1] | {"width_mm": 90}, PAIR[2] | {"width_mm": 90}]
    plan = make_plans(with_figures(wide))[0]
    assert rows_of(plan) == []
    tall, low = pictures_of(plan)
    assert (tall[0], tall[2]) < (low[0], low[2])
    gone = [PAIR[1], PAIR[2] | {"image": "files/gone.png"}]
    draft = make_plans(with_figures(gone), draft=True)[0]
    assert rows_of(draft) == []


@pytest.mark.parametrize("through", ["word", "libreoffice", "odt"])
def test_figures_come_back_beside_one_another(through: str, tmp_path: Path) -> None:
    app = with_figures(PAIR)
    word = docx_bytes(make_plans(app)[0])
    if through != "word":
        (word,) = by_libreoffice([word], tmp_path, through_odt=through == "odt")
    assert take_back(word, app).changed == ()
    (change,) = take_back(word, with_figures([{"text": "旧"}, PAIR[1]])).changed
    blocks: Any = change.new
    assert [bool(block.get("beside")) for block in blocks[1:3]] == [False, True]
    assert blocks[1]["caption"] == "应用前"


def authored(layout: str) -> bytes:
    """The chapter with two new pictures as an author puts them side by side."""
    app = with_figures([{"text": "前文"}])
    document = Document(io.BytesIO(chapter_bytes(app, None, ["background"])))
    if layout == "paragraph":
        run = document.add_paragraph().add_run()
        run.add_picture(io.BytesIO(DRAWN[TALL]), width=Mm(70))
        run.add_picture(io.BytesIO(DRAWN[LOW]), width=Mm(70))
    else:
        table = document.add_table(1 if layout == "cells" else 2, 2)
        for column, data in enumerate(DRAWN.values()):
            cell = table.cell(0, column)
            cell.paragraphs[0].add_run().add_picture(io.BytesIO(data), width=Mm(70))
            below = cell.add_paragraph() if layout == "cells" else table.cell(1, column).paragraphs[0]
            below.add_run(f"图{column + 1} 第{column + 1}幅")
    saved = io.BytesIO()
    document.save(saved)
    return saved.getvalue()


@pytest.mark.parametrize("layout", ["paragraph", "cells", "rows"])
def test_pictures_that_an_author_puts_side_by_side_stay_so(layout: str) -> None:
    app = with_figures([{"text": "前文"}])
    (change,) = take_back(authored(layout), app).changed
    blocks: Any = change.new
    first, second = blocks[1:]
    assert "image" in first and "beside" not in first and second["beside"] is True
    if layout != "paragraph":
        assert [first["caption"], second["caption"]] == ["第1幅", "第2幅"]
    assert change.notes == ()


def test_a_table_with_words_of_its_own_stays_a_table() -> None:
    app = with_figures([{"text": "前文"}])
    document = Document(io.BytesIO(chapter_bytes(app, None, ["background"])))
    table = document.add_table(2, 2)
    table.cell(0, 0).text, table.cell(0, 1).text = "正常", "异常"
    for column, data in enumerate(DRAWN.values()):
        table.cell(1, column).paragraphs[0].add_run().add_picture(io.BytesIO(data), width=Mm(60))
    saved = io.BytesIO()
    document.save(saved)
    (change,) = take_back(saved.getvalue(), app).changed
    blocks: Any = change.new
    assert [set(block) - {"width_mm"} for block in blocks[1:]] == [{"image"}, {"image"}, {"table"}]
    assert any("图片" in note for note in change.notes)


@pytest.mark.parametrize("notes", [1, 2])
def test_one_row_of_words_under_all_pictures_is_their_note_and_two_make_a_table(notes: int) -> None:
    app = with_figures([{"text": "前文"}])
    document = Document(io.BytesIO(chapter_bytes(app, None, ["background"])))
    table = document.add_table(1 + notes, 2)
    for column, data in enumerate(DRAWN.values()):
        table.cell(0, column).paragraphs[0].add_run().add_picture(io.BytesIO(data), width=Mm(60))
    for row in range(1, 1 + notes):
        table.cell(row, 0).merge(table.cell(row, 1)).text = f"注：第{row}条"
    saved = io.BytesIO()
    document.save(saved)
    (change,) = take_back(saved.getvalue(), app).changed
    blocks: Any = change.new
    if notes == 1:
        assert blocks[2]["beside"] is True and blocks[3:] == [{"text": "注：第1条"}]
    else:
        said = [row[0]["text"] for row in blocks[-1]["table"][1:]]
        assert said == ["注：第1条", "注：第2条"] and "beside" not in blocks[2]


def test_the_column_of_every_narrative_is_as_wide_as_the_paper_prints_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    printed: dict[str, float] = {}
    make = narrative.NarrativePlanner.__init__

    def note(self: Any, context: Any, path: str, width_mm: float, in_cell: bool) -> None:
        printed.setdefault(path, width_mm)
        make(self, context, path, width_mm, in_cell)

    monkeypatch.setattr(narrative.NarrativePlanner, "__init__", note)
    seen = 0
    for entry in LIBRARY.listing(all_=True):
        printed.clear()
        app = begin(LIBRARY, entry.id, example=LIBRARY.example(entry.id) is not None)
        make_plans(app)
        for path, width_mm in printed.items():
            field = app.form.field(path)
            if field is not None and field.is_narrative:
                assert column_mm(app.form, path) == pytest.approx(width_mm), (entry.id, path)
                seen += 1
    assert seen > 30
