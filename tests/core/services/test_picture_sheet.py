"""图片一览 shows every figure and page of a paper; a confirmation is void once one of them changes."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image

from aimed_desktop.application.files import FolderFiles
from aimed_desktop.application.life.pictures_seen import confirm_seen, is_seen, pictures_mark
from aimed_desktop.application.model import Application, MaterialFile
from aimed_desktop.document.judging import judge
from aimed_desktop.services.picture_sheet import large_picture, picture_sheet, unseen_finding
from tests.core.forms.examples import LIBRARY
from tests.paper_files import pdf, picture, tiff


@pytest.fixture
def app(tmp_path: Path) -> Application:
    for name, content in {
        "ct.jpg": picture("JPEG"),
        "证书.pdf": pdf("ONE", "TWO"),
        "三页.tif": tiff(["a", "b", "c"]),
        "说明.docx": b"PK\x05\x06" + b"\0" * 18,
    }.items():
        (tmp_path / name).write_bytes(content)
    return Application(
        LIBRARY.form("wuhan-2026-1"),
        {"background": ["第一段", {"image": "ct.jpg", "caption": "现场"}]},
        (
            MaterialFile("evidence", "三页.tif"),
            MaterialFile("evidence", "说明.docx"),
            MaterialFile("licence", "证书.pdf"),
        ),
        files=FolderFiles(tmp_path),
    )


def test_every_figure_and_every_page_is_on_the_sheet_in_the_order_of_the_paper(app: Application) -> None:
    sheet = picture_sheet(app)
    words = [each.words for each in sheet.pictures]
    assert words[0].endswith("背景：ct.jpg")
    assert [word.rpartition("　")[2] for word in words[1:]] == ["第1页", "第2页", "第1页", "第2页", "第3页"]
    assert "证书.pdf" in words[1] and "三页.tif" in words[3]
    assert all(each.picture.startswith((b"\xff\xd8", b"\x89PNG")) for each in sheet.pictures)
    assert [word.rpartition("：")[2] for word in sheet.unseen] == ["说明.docx"]
    assert not sheet.is_seen and sheet.mark == pictures_mark(app)


def test_what_was_confirmed_is_void_once_a_picture_or_a_paper_changes(
    app: Application, tmp_path: Path
) -> None:
    assert unseen_finding(app) is not None
    confirm_seen(app, pictures_mark(app))
    assert unseen_finding(app) is None and picture_sheet(app).is_seen
    app.set("background", ["改了文字", {"image": "ct.jpg", "caption": "现场"}])
    assert unseen_finding(app) is None, "words are no pictures"
    app.set_materials(app.materials[:2])
    told = unseen_finding(app)
    assert told is not None and told.severity == "warning" and told.blocks == "pack"
    confirm_seen(app, pictures_mark(app))
    (tmp_path / "ct.jpg").write_bytes(picture("JPEG", "another"))
    assert unseen_finding(app) is not None


def test_without_pictures_and_papers_nothing_is_asked(app: Application) -> None:
    app.set("background", ["只有文字"])
    app.set_materials(())
    assert unseen_finding(app) is None and pictures_mark(app) == ""
    confirm_seen(app, "")
    assert not is_seen(app, "mark") and "desk" not in app.extra


def test_a_page_that_cannot_be_drawn_is_named_and_the_others_keep_their_numbers(
    app: Application, monkeypatch: pytest.MonkeyPatch
) -> None:
    drawn = judge.drawn_pages

    def without_the_second(content: bytes, *how: int) -> Iterator[bytes]:
        pages = list(drawn(content, *how))
        yield from (b"" if len(pages) == 3 and at == 1 else page for at, page in enumerate(pages))

    monkeypatch.setattr(judge, "drawn_pages", without_the_second)
    sheet = picture_sheet(app)
    assert [each.words.rpartition("　")[2] for each in sheet.pictures][-2:] == ["第1页", "第3页"]
    assert any(words.endswith("三页.tif　第2页") for words in sheet.unseen)


def test_every_picture_that_the_tick_speaks_of_is_on_the_sheet(app: Application, tmp_path: Path) -> None:
    (tmp_path / "旧图.jpg").write_bytes(picture("JPEG", "kept"))
    app.set("of_a_newer_form", [{"image": "旧图.jpg", "caption": "留着的"}])
    assert {each.file for each in picture_sheet(app).pictures} >= {"ct.jpg", "旧图.jpg"}


def test_a_page_is_seen_large_enough_to_be_read(app: Application) -> None:
    second = next(each for each in picture_sheet(app).pictures if each.file == "证书.pdf" and each.page)
    large = large_picture(app, second, 800)
    assert Image.open(io.BytesIO(large)).width >= 790 > Image.open(io.BytesIO(second.picture)).width
