"""The preview knows where each field stands on the paper: to follow the cursor, and to be clicked."""

from __future__ import annotations

import pypdfium2
import pytest

from aimed_desktop.application.beginning import begin
from aimed_desktop.application.model import Application
from aimed_desktop.application.values.shapes import Value
from aimed_desktop.definition.library import default_library
from aimed_desktop.definition.placement import printed_fields
from aimed_desktop.definition.types import FieldType
from aimed_desktop.document.pages.preview import PageNumber, Preview
from aimed_desktop.document.typeset.page_areas import FieldArea

LIBRARY = default_library(None)
FORMS = [entry.id for entry in LIBRARY.listing(all_=True)]
_IN_A_COVER_TITLE = ("district",)  # nobody types there
_WRITTEN = (FieldType.TEXT, FieldType.MULTILINE, FieldType.NARRATIVE, FieldType.USCC)


def example(form_id: str) -> Application:
    return begin(LIBRARY, form_id, example=True)


def first_words(value: Value) -> str:
    """What a text or the first block of a narrative begins with."""
    if isinstance(value, str):
        return value
    block = value[0]
    return str(block.get("text") or block.get("heading") or block.get("items", [""])[0])


def words_in(preview: Preview, page: PageNumber, area: FieldArea) -> str:
    """What a PDF reader finds in the rectangle."""
    document = pypdfium2.PdfDocument(preview.page_pdf(page))
    try:
        sheet = document[0]
        width, height = sheet.get_size()
        text = sheet.get_textpage().get_text_bounded(
            area.left * width - 2,
            height - (area.top + area.height) * height - 2,
            (area.left + area.width) * width + 2,
            height - area.top * height + 2,
        )
    finally:
        document.close()
    return "".join(text.split()).replace("\ufffe", "")


@pytest.mark.parametrize("form_id", FORMS)
def test_every_printed_field_stands_where_the_preview_says(form_id: str) -> None:
    app = example(form_id)
    preview = Preview(app)
    printed = printed_fields(app.form)
    texts = [f.id for f in app.form.fields if f.id in printed and f.type in _WRITTEN and app.get(f.id)]
    for path in texts:
        page = preview.page_of(path)
        if page is None:
            assert path in _IN_A_COVER_TITLE
            continue
        first = first_words(app.get(path))
        found = [words_in(preview, page, area) for area in preview.areas(page) if area.path == path]
        assert any("".join(first.split())[:6] in words for words in found), (path, found)


@pytest.mark.parametrize("form_id", FORMS)
def test_the_rows_of_a_table_have_their_own_places(form_id: str) -> None:
    app = example(form_id)
    preview = Preview(app)
    printed = printed_fields(app.form)
    paths = [
        f"{field.id}.{index}.{key}"
        for field in app.form.fields
        if field.is_rows and field.id in printed and isinstance(app.get(field.id), list)
        for index, row in enumerate(app.get(field.id))
        for key in row
        if (child := app.form.field(f"{field.id}.{key}")) and child.type is FieldType.TEXT
    ]
    missing = [path for path in paths if preview.page_of(path) is None]
    carried = [path for path in missing if "description" in path]
    assert missing == carried


def test_a_cover_field_is_shown_where_it_is_filled_in_and_the_cover_comes_last() -> None:
    preview = Preview(example("wuhan-2026-1"))
    assert preview.page_of("unit_name") == PageNumber("application", 1)
    assert preview.pages_of("unit_name")[-1] == PageNumber("application", 0)


def test_what_is_only_carried_stands_on_no_page() -> None:
    assert Preview(example("wuhan-2026-1")).page_of("district") is None


def test_an_empty_field_can_be_found_and_clicked_too() -> None:
    app = begin(LIBRARY, "wuhan-2026-1", example=False)
    preview = Preview(app)
    for path in ("unit_name", "scene_type", "background", "apply_date"):
        page = preview.page_of(path)
        assert page is not None, path
        assert any(area.path == path and area.width > 0.05 for area in preview.areas(page)), path


def test_the_place_of_an_edit_is_told() -> None:
    app = example("wuhan-2026-1")
    app.set("background", [{"text": f"第{number}段说明。" * 12} for number in range(40)])
    preview = Preview(app)
    blocks = [*app.get("background")]
    blocks[30] = {"text": "第三十段换了。" * 12}
    app.set("background", blocks)
    first = preview.update(["background"])[0]
    at = preview.changed_at(first)
    assert at is not None
    edited = [a for a in preview.areas(first) if a.path == "background"]
    line = FieldArea("background", edited[0].left, at - 0.02, edited[0].width, 0.03)
    assert "第三十段换了" in words_in(preview, first, line)


def test_a_drawn_page_is_as_wide_as_asked() -> None:
    preview = Preview(example("wuhan-2026-1"))
    picture = preview.page_picture(preview.pages[1], 593)
    assert picture.width == 593
    assert len(picture.pixels) == picture.width * picture.height * 4
    assert picture.height / picture.width == pytest.approx(297 / 210, abs=0.01)


def test_a_block_of_a_narrative_is_found_by_its_number_and_character() -> None:
    app = example("wuhan-2026-1")
    words = [f"第{number}段，" + f"说明{number}，" * 60 for number in range(30)]
    blocks: list[Value] = [{"text": text} for text in words]
    blocks[3:3] = [
        {"items": ["条目甲", "条目乙"]},
        {"table": [["列一", "列二"], ["格一", "格二"]], "caption": "表"},
    ]
    app.set("background", blocks)
    preview = Preview(app)
    shown = [*words[:3], "条目甲", "条目乙", "表", *words[3:]]
    for number, text in enumerate(shown):
        page = preview.page_at("background", number, 0)
        assert page is not None
        (area,) = [a for a in preview.areas(page) if a.path == "background" and a.block == number]
        assert text[:4] in words_in(preview, page, area)
        for line in area.lines[:1] + area.lines[-1:]:
            assert preview.page_at("background", number, max(line, 0)) == page
    assert preview.page_at("background", 99, 5) == preview.page_at("background", len(shown) - 1, 10_000)


def test_of_a_block_on_two_pages_the_page_of_the_character_is_found() -> None:
    app = example("wuhan-2026-1")
    app.set("background", [{"text": "很长的一段话，" * 500}])
    preview = Preview(app)
    first, *_, last = preview.pages_of("background")
    assert preview.page_at("background", 0, 0) == first
    assert preview.page_at("background", 0, 3499) == last != first
    (area,) = [a for a in preview.areas(last) if a.path == "background"]
    assert area.block == 0 and area.lines[0] > 1000


def test_a_narrative_in_a_cell_knows_its_blocks_too() -> None:
    app = begin(LIBRARY, "fujian-2025-1", example=False)
    path = next(f.id for f in app.form.fields if f.is_narrative)
    app.set(path, [{"text": "甲" * 300}, {"text": "乙" * 300}])
    preview = Preview(app)
    page = preview.page_at(path, 1, 200)
    assert page is not None
    (area,) = [a for a in preview.areas(page) if a.path == path and a.block == 1]
    assert "乙乙乙" in words_in(preview, page, area) and "甲" not in words_in(preview, page, area)
