"""Supporting papers: which are taken, which are told why not, what is seen of them."""

from __future__ import annotations

import io
from concurrent.futures import ThreadPoolExecutor, wait
from pathlib import Path

import pikepdf
import pytest
from PIL import Image

from aimed_desktop.application.beginning import begin
from aimed_desktop.application.files import FolderFiles
from aimed_desktop.definition.library import default_library
from aimed_desktop.document.pdf_reading import opened_pdf
from aimed_desktop.errors import UserProblem
from aimed_desktop.packet.material_files import (
    check_material,
    look_at,
    preview_pages,
    size_words,
    twin_of,
)


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("证书.PDF", b"\r\n%PDF-1.7 ..."),
        ("照片.jpeg", b"\xff\xd8\xff\xe0"),
        ("说明.docx", b"PK\x03\x04"),
        ("发票.ofd", b"PK\x03\x04"),
        ("旧文件.wps", b"\xd0\xcf\x11\xe0"),
    ],
)
def test_usual_papers_are_taken(name: str, content: bytes) -> None:
    check_material(name, content)


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("安装.exe", b"MZ", "material_kind"),
        ("没有结尾", b"%PDF", "material_kind"),
        ("IMG_01.HEIC", b"....ftypheic", "material_phone_photo"),
        ("空.pdf", b"", "material_is_empty"),
        ("改名.pdf", b"PK\x03\x04", "material_not_what_it_says"),
        ("改名.jpg", b"\x89PNG", "material_not_what_it_says"),
    ],
)
def test_what_is_no_paper_is_told_by_name_and_how_to_mend_it(name: str, content: bytes, code: str) -> None:
    with pytest.raises(UserProblem) as caught:
        check_material(name, content)
    assert caught.value.code == code
    assert str(caught.value).startswith(f"“{name}”")


def test_a_pdf_under_a_password_is_refused_and_one_that_only_forbids_printing_is_taken() -> None:
    for user, refused in (("开", True), ("", False)):
        made = io.BytesIO()
        with pikepdf.new() as pdf:
            pdf.add_blank_page()
            pdf.save(made, encryption=pikepdf.Encryption(owner="主", user=user))
        if refused:
            with pytest.raises(UserProblem, match="设了打开密码"):
                check_material("证书.pdf", made.getvalue())
        else:
            check_material("证书.pdf", made.getvalue())


def test_two_threads_never_read_pdf_files_at_once(tmp_path: Path) -> None:
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        pdf.save(tmp_path / "页.pdf")
    data = (tmp_path / "页.pdf").read_bytes()
    with ThreadPoolExecutor(1) as pool:
        with opened_pdf(data):
            other = pool.submit(look_at, "页.pdf", data, 50)
            assert not wait([other], 0.3).done
        assert other.result().pages == 1


def test_a_long_name_is_told_without_its_middle() -> None:
    with pytest.raises(UserProblem) as caught:
        check_material("关于某某医院人工智能应用场景建设运行情况的补充说明材料之一.exe", b"MZ")
    assert "关于某某医院人工智能应用场景建设运…说明材料之一.exe" in str(caught.value)


def test_the_look_of_a_pdf_tells_its_pages_and_shows_the_first() -> None:
    app = begin(default_library(None), "wuhan-2026-1", example=True)
    name = app.materials[0].file
    content = app.files.read(name)
    look = look_at(name, content, 108)
    assert (look.kind, look.size) == ("PDF", len(content))
    assert look.pages == len(preview_pages(name, content))
    assert look.thumbnail is not None
    with Image.open(io.BytesIO(look.thumbnail)) as thumbnail:
        assert thumbnail.width == 108


def test_a_broken_pdf_is_shown_by_its_name_alone() -> None:
    look = look_at("坏.pdf", b"%PDF-1.4 broken", 108)
    assert (look.pages, look.thumbnail) == (None, None)
    assert preview_pages("坏.pdf", b"%PDF-1.4 broken") == []


def test_the_same_content_under_another_name_is_noticed(tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(b"%PDF one")
    (tmp_path / "b.pdf").write_bytes(b"%PDF two")
    files = FolderFiles(tmp_path)
    assert twin_of(b"%PDF two", files, ["a.pdf", "b.pdf", "gone.pdf"]) == "b.pdf"
    assert twin_of(b"%PDF six", files, ["a.pdf", "b.pdf"]) is None


@pytest.mark.parametrize(("size", "words"), [(10, "1 KB"), (830_000, "811 KB"), (12_900_000, "12.3 MB")])
def test_a_size_is_told_as_people_say_it(size: int, words: str) -> None:
    assert size_words(size) == words
