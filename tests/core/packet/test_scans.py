"""Which scans can be packed, which only with a reason, which never; and what is said of them."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from aimed_desktop.application.model import Application
from aimed_desktop.definition.model import Notice
from aimed_desktop.errors import UserProblem
from aimed_desktop.packet.fixed_paper import draw_paper
from aimed_desktop.services.packing import pack_application
from aimed_desktop.services.produced import Produced
from tests.paper_files import locked_pdf, pdf, picture, tiff

from .conftest import SOURCES

Packing = Callable[..., Produced]


@pytest.fixture
def packing(app: Application, notice: Notice, tmp_path: Path) -> Packing:
    """Packs with scans of these names and contents. The paper has four pages."""

    def pack(*scans: tuple[str, bytes], is_explained: bool = False) -> Produced:
        folder = tmp_path / "scans"
        folder.mkdir(exist_ok=True)
        paths = [folder / name for name, _ in scans]
        for path, (_, content) in zip(paths, scans, strict=True):
            path.write_bytes(content)
        return pack_application(app, notice, SOURCES, tmp_path / "out", paths, is_explained=is_explained)

    return pack


def said(result: Produced) -> list[tuple[str, str]]:
    return [(found.severity, found.message) for found in result.findings if found.rule == "scan"]


def test_a_whole_scan_is_packed_and_nothing_is_said(packing: Packing) -> None:
    result = packing(("扫描.pdf", pdf(*"1234")))
    assert (result.refused, said(result), len(result.paths)) == (False, [], 2)


def test_a_scan_of_another_version_is_packed_only_with_a_reason(packing: Packing, app: Application) -> None:
    app.set("scene_name", "旧名称")
    (earlier,) = draw_paper(app).paper.pdfs()
    app.set("scene_name", "影像辅助诊断")
    refused = packing(("旧.pdf", earlier))
    assert (refused.refused, refused.questions) == (True, ("扫描件中有另一个版本的",))
    result = packing(("旧.pdf", earlier), is_explained=True)
    ((severity, words),) = said(result)
    assert severity == "warning" and "另一个版本" in words


def test_a_scan_with_a_page_too_few_is_packed_only_with_a_reason(packing: Packing, tmp_path: Path) -> None:
    refused = packing(("短.pdf", pdf(*"123")))
    assert (refused.refused, refused.questions) == (True, ("扫描件缺 1 页",))
    ((severity, words),) = said(refused)
    assert severity == "error" and "共 3 页，打印件有 4 页，缺 1 页" in words
    assert not (tmp_path / "out").exists()
    result = packing(("短.pdf", pdf(*"123")), is_explained=True)
    assert said(result)[0][0] == "warning"
    assert "扫描件缺 1 页" in (result.paths[0] / "data" / "文件清单.txt").read_text(encoding="utf-8")


def test_several_scans_add_up_and_white_backs_count_for_nothing(packing: Packing) -> None:
    result = packing(("前.pdf", pdf("1", "", "2", "")), ("后.tif", tiff(["3", "4"])))
    ((severity, words),) = said(result)
    assert (result.refused, severity) == (False, "warning")
    assert "第2页、第4页是白页" in words


def test_a_page_that_was_scanned_twice_never_stops_the_packing(packing: Packing) -> None:
    result = packing(("多.pdf", pdf(*"12344")))
    ((severity, words),) = said(result)
    assert (result.refused, severity) == (False, "warning") and "页多" in words


def test_white_pages_are_named_one_by_one(packing: Packing) -> None:
    refused = packing(("白.pdf", pdf(*[""] * 11)))
    assert refused.refused
    ((severity, words),) = said(refused)
    assert severity == "error" and "第1页至第11页是白页" in words
    mixed = packing(("前.pdf", pdf(*"123")), ("白.jpg", picture("JPEG", "")))
    assert mixed.questions == ("扫描件中有的全是白页", "扫描件缺 1 页")


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("a.pdf", b"", "空文件"),
        ("a.exe", b"MZ\x90\0", "是程序"),
        ("a.pdf", b"MZ\x90\0", "是程序"),
        ("a.jpg", pdf(*"1234"), "与文件名的结尾不符"),
        ("a", pdf(*"1234"), "改成 .pdf"),
        ("a.pdf", locked_pdf(), "设了打开密码"),
        ("a.pdf", pdf(*"1234")[:-200], "不完整"),
        ("a.jpg", picture("JPEG")[:-900], "不完整"),
        ("a.png", picture("PNG")[:-900], "不完整"),
        ("a.tif", tiff(["1", "2", "3", "4"])[:-400], "不完整"),
        ("a.webp", picture("WEBP"), "不能作扫描件"),
        ("a.txt", b"words", "不能作扫描件"),
        ("a.pdf", b"\0\1\2\3" * 9, "与文件名的结尾不符"),
    ],
)
def test_what_is_no_scan_is_refused_whatever_the_reason(
    packing: Packing, name: str, content: bytes, words: str
) -> None:
    for is_explained in (False, True):
        refused = packing((name, content), is_explained=is_explained)
        assert (refused.refused, refused.questions) == (True, ())
        ((severity, told),) = said(refused)
        assert severity == "error"
        assert words in told + "".join(found.fix for found in refused.findings)


def test_a_pipe_given_as_a_scan_is_refused_at_once(app: Application, notice: Notice, tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "a.pdf")
    with pytest.raises(UserProblem) as refused:
        pack_application(app, notice, SOURCES, tmp_path / "out", [tmp_path / "a.pdf"])
    assert refused.value.code == "file_is_device"
