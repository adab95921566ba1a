"""A PDF that is dropped into a text is read beside the window and comes in as one step."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QMimeData, QUrl
from pytestqt.qtbot import QtBot

from tests.core.document.test_pdf_text import LONG, OTHER, put_scan
from tests.drawn_pdf import drawn, pdf, prose
from tests.ui.conftest import OpenWindow
from tests.ui.dropping import drop_files
from tests.ui.narrative.conftest import Chapter, OpenChapter
from tests.ui.opening import begin
from ui.narrative.editor import NarrativeEditor

RAISED = "血小板计数低于100×10<super>9</super>/L者另行记录。"
AS_READ = ["血小板计数低于100×10", {"sup": "9"}, "/L者另行记录。"]


def files(*paths: Path) -> QMimeData:
    """Files as a file manager gives them: their paths as text, too."""
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    return mime


def written(folder: Path, content: bytes, name: str = "章节.pdf") -> Path:
    path = folder / name
    path.write_bytes(content)
    return path


def told(chapter: Chapter, qtbot: QtBot, *, lines: int = 1) -> list[str]:
    """What is said once so many files are dealt with."""

    def said() -> list[str]:
        bar = chapter.editor.bar
        return bar.words.text().split("\n") if bar is not None and bar.isVisible() else []

    qtbot.waitUntil(lambda: len(said()) == lines, timeout=20_000)
    chapter.editor.flush()
    return said()


def test_its_paragraphs_come_where_the_cursor_stands_and_go_again_in_one_step(
    open_chapter: OpenChapter, qtbot: QtBot, tmp_path: Path
) -> None:
    chapter = open_chapter([{"text": "前后"}])
    chapter.put_cursor(0, 1)
    chapter.editor.insertFromMimeData(files(written(tmp_path, pdf(prose(LONG, RAISED, OTHER)))))
    assert told(chapter, qtbot) == ["“章节.pdf”的文字放进来了，请对照原文核对"]
    assert chapter.value == [{"text": "前" + LONG}, {"text": AS_READ}, {"text": OTHER}, {"text": "后"}]
    chapter.editor.undo()
    assert chapter.value == [{"text": "前后"}]


def test_several_files_come_in_their_order_and_losses_are_told(
    open_chapter: OpenChapter, qtbot: QtBot, tmp_path: Path
) -> None:
    words = drawn(lambda canvas: canvas.drawString(72, 700, "甲的一段。"), put_scan)
    paths = [
        written(tmp_path, words, "甲.pdf"),
        written(tmp_path, words[: len(words) // 2], "断.pdf"),
        written(tmp_path, pdf(prose("乙的一段。")), "乙.pdf"),
    ]
    chapter = open_chapter()
    chapter.editor.insertFromMimeData(files(*paths))
    first, second, third = told(chapter, qtbot, lines=3)
    assert first.endswith("请对照原文核对：第2页：整页是图片（扫描件），没有文字可以放进来")
    assert second.startswith("“断.pdf”不完整，后面一截没有了。")
    assert third == "“乙.pdf”的文字放进来了，请对照原文核对"
    assert chapter.value == [{"text": "甲的一段。"}, {"text": "乙的一段。"}]


def test_a_cell_of_several_lines_takes_the_words_as_lines(
    open_chapter: OpenChapter, qtbot: QtBot, tmp_path: Path
) -> None:
    chapter = open_chapter(path="unit_intro", form="demo")
    chapter.editor.insertFromMimeData(files(written(tmp_path, pdf(prose(LONG, OTHER)))))
    told(chapter, qtbot)
    assert chapter.value == f"{LONG}\n{OTHER}"


def test_a_long_file_comes_in_slices_and_becomes_the_value_whole(
    open_chapter: OpenChapter, qtbot: QtBot, tmp_path: Path
) -> None:
    chapter = open_chapter([{"text": "前"}])
    seen: list[int] = []
    chapter.app.subscribe(lambda change: seen.append(len(chapter.app.get(chapter.path))))
    chapter.editor.insertFromMimeData(files(written(tmp_path, pdf(prose(*[LONG, OTHER] * 60)))))
    told(chapter, qtbot)
    assert [entry["text"] for entry in chapter.value] == ["前" + LONG, OTHER, *[LONG, OTHER] * 59]
    assert seen == [120], "one write is one step of undo"


def test_a_scan_says_so_and_its_pages_may_become_figures(
    open_chapter: OpenChapter, qtbot: QtBot, tmp_path: Path
) -> None:
    chapter = open_chapter([{"text": "前"}])
    chapter.editor.insertFromMimeData(files(written(tmp_path, drawn(put_scan, put_scan), "扫描.pdf")))
    assert told(chapter, qtbot) == [
        "“扫描.pdf”的页面是图片（扫描件），没有文字可以放进来。"
        "要文字，请作者发 Word 文件；要图，可以插入为图片"
    ]
    assert chapter.value == [{"text": "前"}]
    assert chapter.editor.bar is not None
    chapter.editor.bar.action.click()
    assert [entry.get("image") for entry in chapter.value] == [None, "files/扫描-1.png", "files/扫描-2.png"]
    assert all(data.startswith(b"\x89PNG") for data in chapter.pictures.taken.values())


def test_the_path_of_another_file_is_no_text(open_chapter: OpenChapter, tmp_path: Path) -> None:
    chapter = open_chapter([{"text": "前"}])
    table = files(written(tmp_path, b"PK", "名单.xlsx"))
    table.setText("file:///名单.xlsx")
    assert not chapter.editor.canInsertFromMimeData(table)
    chapter.editor.insertFromMimeData(table)
    assert chapter.value == [{"text": "前"}]
    chapter.editor.set_locked(True)
    assert not chapter.editor.canInsertFromMimeData(files(written(tmp_path, b"%PDF")))


def test_in_the_window_a_dropped_file_is_one_step_of_undo(
    open_window: OpenWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    view = begin(open_window(), qtbot)
    editor = view.form.paper.editor("background")
    assert isinstance(editor, NarrativeEditor)
    drop_files(editor.viewport(), written(tmp_path, pdf(prose(LONG, RAISED))))
    app = view.opened.app
    qtbot.waitUntil(lambda: app.get("background") == [{"text": LONG}, {"text": AS_READ}], timeout=20_000)
    view.undo.undo()
    assert app.get("background") is None
