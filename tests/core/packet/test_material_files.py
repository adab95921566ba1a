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
from aimed_desktop.document.pdf.reading import opened_pdf
from aimed_desktop.errors import UserProblem
from aimed_desktop.packet.file_words import size_words
from aimed_desktop.packet.material_files import (
    check_material,
    file_facts,
    preview_pages,
    twin_of,
)
from tests.paper_files import locked_pdf, pdf, picture, tiff


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("证书.PDF", pdf()),
        ("前面有别的.pdf", b"\r\n" + pdf()),
        ("照片.jpeg", picture("JPEG")),
        ("网页存的.jfif", picture("JPEG")),
        ("三页.tif", tiff(["a", "b", "c"])),
        ("说明.txt", "说明".encode()),
    ],
)
def test_usual_papers_are_taken(name: str, content: bytes) -> None:
    assert check_material(name, content) == ()


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("安装.exe", b"MZ\x90\0", "是程序"),
        ("证书.pdf", b"MZ\x90\0", "是程序"),
        ("没有结尾", pdf(), "改成 .pdf"),
        ("脚本.bat", b"del *", "不是常用的材料格式"),
        ("IMG_01.HEIC", b"\0\0\0\x18ftypheic", "另存为 JPG"),
        ("空.pdf", b"", "空文件"),
        ("改名.pdf", b"PK\x05\x06" + bytes(18), "的内容是 zip 压缩包"),
        ("改名.jpg", picture("PNG"), "的内容是 PNG 图片"),
        ("改名.docx", pdf(), "的内容是 PDF"),
        ("乱.docx", b"\0\1\2\3" * 9, "的内容不是 Word 文档"),
        ("锁.pdf", locked_pdf(), "设了打开密码"),
        ("断.pdf", pdf("a", "b")[:-200], "不完整"),
        ("断.jpg", picture("JPEG")[:-900], "不完整"),
        ("坏.pdf", b"%PDF-1.4 startxref", "打不开"),
    ],
)
def test_what_is_no_paper_is_told_by_name_and_how_to_mend_it(name: str, content: bytes, words: str) -> None:
    with pytest.raises(UserProblem) as caught:
        check_material(name, content)
    assert caught.value.code == "file_not_taken"
    assert str(caught.value).startswith(f"“{name}”")
    assert words in str(caught.value)


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("地点.jpg", picture("JPEG", place=True), "file_place"),
        ("有白页.pdf", pdf("a", ""), "file_white"),
        ("全白.pdf", pdf("", ""), "file_all_white"),
        ("网页.webp", picture("WEBP"), "file_web_picture"),
        ("大.pdf", pdf("a", size=(20_000, 400)), "file_oversize"),
    ],
)
def test_what_is_odd_about_a_paper_is_told_and_it_is_taken(name: str, content: bytes, code: str) -> None:
    (problem,) = check_material(name, content)
    assert (problem.severity, problem.code) == ("warning", code)


def test_a_pdf_that_only_forbids_printing_is_taken() -> None:
    made = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf())) as document:
        document.save(made, encryption=pikepdf.Encryption(owner="主", user=""))
    assert check_material("证书.pdf", made.getvalue()) == ()


def test_two_threads_never_read_pdf_files_at_once(tmp_path: Path) -> None:
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        pdf.save(tmp_path / "页.pdf")
    data = (tmp_path / "页.pdf").read_bytes()
    with ThreadPoolExecutor(1) as pool:
        with opened_pdf(data):
            other = pool.submit(pages_of, data)
            assert not wait([other], 0.3).done
        assert other.result() == 1


def pages_of(data: bytes) -> int:
    with opened_pdf(data) as document:
        return len(document)


def test_a_long_name_is_told_without_its_middle() -> None:
    with pytest.raises(UserProblem) as caught:
        check_material("关于某某医院人工智能应用场景建设运行情况的补充说明材料之一.exe", b"MZ\x90\0")
    assert "关于某某医院人工智能应用场景建设运…说明材料之一.exe" in str(caught.value)


def test_the_look_of_a_pdf_tells_its_pages_and_shows_the_first() -> None:
    app = begin(default_library(None), "wuhan-2026-1", example=True)
    name = app.materials[0].file
    content = app.files.read(name)
    facts = file_facts(name, content, 108)
    assert (facts.kind, facts.size) == ("PDF", len(content))
    assert facts.pages == len(preview_pages(content))
    assert facts.thumbnail is not None
    with Image.open(io.BytesIO(facts.thumbnail)) as thumbnail:
        assert thumbnail.width == 108


def test_a_broken_pdf_is_shown_by_its_name_alone() -> None:
    facts = file_facts("坏.pdf", b"%PDF-1.4 broken", 108)
    assert (facts.pages, facts.thumbnail, facts.is_broken) == (None, None, True)
    assert preview_pages(b"%PDF-1.4 broken") == []


def test_the_same_content_under_another_name_is_noticed(tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(b"%PDF one")
    (tmp_path / "b.pdf").write_bytes(b"%PDF two")
    files = FolderFiles(tmp_path)
    assert twin_of(b"%PDF two", files, ["a.pdf", "b.pdf", "gone.pdf"]) == "b.pdf"
    assert twin_of(b"%PDF six", files, ["a.pdf", "b.pdf"]) is None


@pytest.mark.parametrize(("size", "words"), [(10, "1 KB"), (830_000, "811 KB"), (12_900_000, "12.3 MB")])
def test_a_size_is_told_as_people_say_it(size: int, words: str) -> None:
    assert size_words(size) == words
