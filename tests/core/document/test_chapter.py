"""A chapter is given to its author as a small Word file and comes back with text, pictures and tables."""

from __future__ import annotations

import io
from collections import Counter
from pathlib import Path
from typing import Any

import docx
import pytest
from docx.shared import Mm
from lxml import etree
from openxml_audit import OpenXmlValidator
from PIL import Image

from aimed_desktop.application.beginning import begin
from aimed_desktop.application.model import Application
from aimed_desktop.definition.fields import Limit
from aimed_desktop.definition.library import default_library
from aimed_desktop.document.pictures.images import normalise
from aimed_desktop.document.plan.planner import make_plans
from aimed_desktop.document.word.chapter import chapter_bytes, chapter_file_name, limit_words
from aimed_desktop.document.word.chapter_mark import chapters
from aimed_desktop.document.word.read.known_pictures import KnownPictures, is_same_picture
from aimed_desktop.document.word.take_back import take_back
from aimed_desktop.document.word.write.word_document import docx_bytes
from tests.core.document.word_edits import by_libreoffice, controls, edited
from tests.libreoffice import pdf_pages, to_pdf
from tests.word_file import W, words

LIBRARY = default_library(None)
FORMS = [entry.id for entry in LIBRARY.listing(all_=True) if entry.kind == "application"]


def example(form: str = "wuhan-2026-1") -> Application:
    return begin(LIBRARY, form, example=True)


def given_out(app: Application, *paths: str, deadline: str = "", origin: str = "") -> bytes:
    return chapter_bytes(app, LIBRARY.notice(app.form.notice_id), paths, deadline, origin)


def continued(word: bytes, text: str) -> bytes:
    """The file after its author has added a paragraph."""
    document = docx.Document(io.BytesIO(word))
    document.add_paragraph(text)
    saved = io.BytesIO()
    document.save(saved)
    return saved.getvalue()


@pytest.mark.parametrize("form", FORMS)
def test_the_auditor_finds_nothing_in_the_chapters_of_any_form(form: str, tmp_path: Path) -> None:
    for name, app in (("blank", begin(LIBRARY, form)), ("filled", example(form))):
        path = tmp_path / f"{name}.docx"
        path.write_bytes(given_out(app, *chapters(app)))
        result = OpenXmlValidator(max_errors=0).validate(str(path))
        assert result.is_valid, [str(error) for error in result.errors]


@pytest.mark.parametrize("form", FORMS)
def test_untouched_chapters_say_nothing_new(form: str) -> None:
    for app in (begin(LIBRARY, form), example(form)):
        paths = chapters(app)
        back = take_back(given_out(app, *paths), app)
        assert (back.changed, back.missing, back.same + len(back.blank)) == ((), (), len(paths))
        assert not back.blank


def test_a_chapter_says_what_is_asked_for_and_how_long_it_may_be() -> None:
    app = example("beijing-2025")
    said = words(given_out(app, "background", deadline="6月10日下班前"))
    field = app.form.field("background")
    assert field is not None
    for text in (field.label, app.form.title, "6月10日下班前", "住院号"):
        assert "".join(text.split()) in said
    assert "".join((field.hint or "").split()) in said
    assert "".join(limit_words(field.limit).split()) in said


@pytest.mark.parametrize(
    ("limit", "expected"),
    [
        (None, "没有写字数"),
        (Limit("cap", 500), "不超过 500 字"),
        (Limit("about", 1000), "1000 字左右（800 至 1200 字"),
    ],
)
def test_a_limit_is_put_into_words(limit: Limit | None, expected: str) -> None:
    assert expected in limit_words(limit)


def test_a_chapter_opens_in_libreoffice_with_its_note_and_its_text(tmp_path: Path) -> None:
    app = example()
    pages = "".join(pdf_pages(to_pdf(given_out(app, "background"), tmp_path)))
    assert pages.index("章节：（一）背景") < pages.index("字数：") < pages.index("以下写正文")
    assert pages.rindex("以下写正文") < pages.index(app.get("background")[1]["text"][:12])


def test_the_file_is_called_after_chapter_and_project() -> None:
    app = example()
    project = app.text_of(app.form.project_name)
    assert chapter_file_name(app, ["background"]) == f"章节-（一）背景-{project}.docx"
    several = chapter_file_name(app, ["background", "results"])
    assert several.startswith("章节-（一）背景等2章-")


def written_by_author(chapter: bytes) -> bytes:
    """The chapter with a paragraph, a heading, a picture and a table of the author's own."""
    document = docx.Document(io.BytesIO(chapter))
    document.add_paragraph("系统上线三个月，平均等待时间缩短一半。")
    document.add_heading("应用范围", level=3)
    document.add_picture(io.BytesIO(photo()), width=Mm(120))
    document.add_paragraph("图1 门诊现场")
    document.add_paragraph("表1 前后对比")
    table = document.add_table(2, 2)
    for cell, text in zip(table._cells, ("指标", "数值", "等待（分钟）", "12"), strict=True):
        cell.text = text
    saved = io.BytesIO()
    document.save(saved)
    return saved.getvalue()


@pytest.mark.parametrize("through", ["python-docx", "LibreOffice docx", "LibreOffice odt"])
def test_what_an_author_adds_comes_back_as_blocks(through: str, tmp_path: Path) -> None:
    app = begin(LIBRARY, "wuhan-2026-1")
    word = written_by_author(given_out(app, "background"))
    if through.startswith("LibreOffice"):
        (word,) = by_libreoffice([word], tmp_path, through_odt=through.endswith("odt"))
    back = take_back(word, app)
    (change,) = back.changed
    ((name, picture),) = back.pictures.items()
    assert change.new == [
        {"text": "系统上线三个月，平均等待时间缩短一半。"},
        {"heading": "应用范围", "level": 1},
        {"image": name, "width_mm": 120, "caption": "门诊现场"},
        {"table": [["指标", "数值"], ["等待（分钟）", "12"]], "caption": "前后对比"},
    ]
    with Image.open(io.BytesIO(picture)) as image:
        assert not image.getexif()
        assert image.width <= 1300


def test_a_control_deleted_by_the_author_loses_nothing() -> None:
    app = example()

    def edit(root: etree._Element) -> None:
        for control in controls(root, "background"):
            control.getparent().remove(control)  # type: ignore[union-attr]
        body = root.find(W + "body")
        assert body is not None
        own = etree.fromstring(f'<w:p xmlns:w="{W[1:-1]}"><w:r><w:t>重新写的背景。</w:t></w:r></w:p>')
        body.insert(len(body) - 1, own)

    (change,) = take_back(edited(given_out(app, "background"), edit), app).changed
    assert change.new == [{"text": "重新写的背景。"}]


def test_a_chapter_whose_line_was_deleted_loses_nothing_that_stands_around_its_text() -> None:
    app = begin(LIBRARY, "wuhan-2026-1")
    app.set("background", [{"text": "原来的一段。"}])
    document = docx.Document(io.BytesIO(given_out(app, "background", "results")))
    first, second = (p for p in document.paragraphs if p.text.startswith("以下写正文"))
    first.insert_paragraph_before("加在前面的一段。")
    for line in (first, second):
        line._p.getparent().remove(line._p)
    document.add_paragraph("加在最后的一段。")
    saved = io.BytesIO()
    document.save(saved)
    background, results = take_back(saved.getvalue(), app).changed
    assert background.new == [{"text": "加在前面的一段。"}, {"text": "原来的一段。"}]
    assert results.new == [{"text": "加在最后的一段。"}]


def test_a_chapter_that_was_changed_here_since_it_went_out_says_so() -> None:
    app = example()
    word = continued(given_out(app, "background"), "作者补写的一段。")
    assert take_back(word, app).changed[0].notes == ()
    app.set("background", [{"text": "分发以后在这里重写的。"}])
    (change,) = take_back(word, app).changed
    assert "分发以后，这里又改过" in change.notes[0]


@pytest.mark.parametrize("is_saved", [False, True], ids=["ours", "LibreOffice"])
def test_a_chapter_that_its_author_left_as_it_was_does_not_undo_what_was_written_here(
    is_saved: bool, tmp_path: Path
) -> None:
    app = example()
    word = given_out(app, "background", "results")
    if is_saved:
        (word,) = by_libreoffice([word], tmp_path)
    app.set("background", [{"text": "分发以后在这里重写的。"}])
    back = take_back(word, app)
    assert (back.changed, back.untouched, back.same) == ((), ("（一）背景。",), 1)


def test_a_chapter_of_another_application_is_known_as_such() -> None:
    app = example()
    assert take_back(given_out(app, "background", origin="甲"), app, "乙").is_of_another
    assert not take_back(given_out(app, "background", origin="甲"), app, "甲").is_of_another
    assert not take_back(given_out(app, "background"), app, "甲").is_of_another


@pytest.mark.parametrize("through_odt", [False, True], ids=["docx", "odt"])
def test_chapters_saved_by_libreoffice_say_nothing_new(through_odt: bool, tmp_path: Path) -> None:
    app = example()
    paths = ("background", "implementation", "results")
    (saved,) = by_libreoffice([given_out(app, *paths)], tmp_path, through_odt=through_odt)
    back = take_back(saved, app)
    assert (back.changed, back.blank, back.missing, back.same) == ((), (), (), 3)


def test_a_picture_pressed_harder_by_word_is_the_same_but_a_changed_one_is_not() -> None:
    app = example()
    stored = normalise(photo(), None)
    with Image.open(io.BytesIO(stored)) as image:
        pressed, drawn = io.BytesIO(), io.BytesIO()
        image.resize((image.width * 2 // 3, image.height * 2 // 3)).save(pressed, "JPEG", quality=70)
        image.paste("white", (100, 100, 140, 130))
        image.save(drawn, "JPEG", quality=90)
    assert is_same_picture(stored, pressed.getvalue())
    assert not is_same_picture(stored, drawn.getvalue())
    assert app.files.exists("files/系统架构.png")


class ReadOnce:
    """Pictures of an application, and how often each was read."""

    def __init__(self, pictures: dict[str, bytes]) -> None:
        self.pictures = pictures
        self.read_times = Counter[str]()

    def exists(self, name: str) -> bool:
        return name in self.pictures

    def size(self, name: str) -> int:
        return len(self.pictures[name])

    def read(self, name: str) -> bytes:
        self.read_times[name] += 1
        return self.pictures[name]


def drawn_photo(tone: int, size: tuple[int, int] = (300, 200)) -> Image.Image:
    sky = Image.linear_gradient("L").resize(size)
    return Image.merge("RGB", (sky, Image.new("L", size, tone), Image.new("L", size, 255 - tone)))


def pressed(image: Image.Image) -> bytes:
    made = io.BytesIO()
    image.save(made, "JPEG", quality=90)
    return made.getvalue()


def test_each_known_picture_is_looked_at_once_however_many_come_back() -> None:
    stored = {f"files/{tone}.png": photo_bytes(drawn_photo(tone)) for tone in (0, 80, 160, 240)}
    files = ReadOnce({"files/broken.png": b"no picture", **stored})
    known = KnownPictures(files, tuple(files.pictures))
    new = [known.name_of(pressed(drawn_photo(tone))) for tone in (40, 120, 200)]
    lying = [known.name_of(pressed(drawn_photo(tone, (200, 300)))) for tone in (0, 80, 160, 240)]
    assert new + lying == [None] * 7
    assert files.read_times == dict.fromkeys(files.pictures, 1)
    assert [known.name_of(pressed(drawn_photo(tone))) for tone in (0, 80, 160, 240)] == list(stored)
    assert files.read_times == {"files/broken.png": 1, **dict.fromkeys(stored, 2)}


def photo_bytes(image: Image.Image) -> bytes:
    made = io.BytesIO()
    image.save(made, "PNG")
    return made.getvalue()


def test_what_was_cropped_in_word_does_not_come_back() -> None:
    app = begin(LIBRARY, "wuhan-2026-1")
    document = docx.Document(io.BytesIO(given_out(app, "background")))
    half = Image.new("RGB", (400, 200), "white")
    half.paste("red", (200, 0, 400, 200))
    data = io.BytesIO()
    half.save(data, "PNG")
    shape: Any = document.add_picture(io.BytesIO(data.getvalue()), width=Mm(60))
    fill = shape._inline.graphic.graphicData.pic.blipFill
    crop = etree.SubElement(fill, "{http://schemas.openxmlformats.org/drawingml/2006/main}srcRect")
    crop.set("r", "50000")
    fill.insert(1, crop)
    saved = io.BytesIO()
    document.save(saved)
    (picture,) = take_back(saved.getvalue(), app).pictures.values()
    with Image.open(io.BytesIO(picture)) as image:
        assert image.size == (200, 200)
        assert image.convert("RGB").getcolors() == [(40_000, (255, 255, 255))]


def test_a_whole_export_and_its_chapter_agree() -> None:
    app = example()
    changed = begin(LIBRARY, "wuhan-2026-1", example=True)
    changed.set("results", [{"text": "应用成效显著。"}])
    (whole,) = (take_back(docx_bytes(plan), app).changed[0] for plan in make_plans(changed))
    (chapter,) = take_back(given_out(changed, "results", origin="另一份"), app, "这一份").changed
    assert (whole.path, whole.new) == (chapter.path, chapter.new) == ("results", [{"text": "应用成效显著。"}])


def photo() -> bytes:
    """A large picture with the marks of a camera."""
    image = Image.linear_gradient("L").resize((1800, 1200)).convert("RGB")
    for left in range(0, 1800, 90):
        image.paste((left % 255, 80, 160), (left, left % 700, left + 40, left % 700 + 300))
    exif = Image.Exif()
    exif[0x010F] = "camera"
    made = io.BytesIO()
    image.save(made, "JPEG", exif=exif)
    return made.getvalue()
