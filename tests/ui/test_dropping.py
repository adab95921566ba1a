"""Files dragged onto lines: a folder where one is asked for, never a path as an answer."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from tests.ui.conftest import OpenPage
from tests.ui.dropping import drop_files
from ui.form.line_fields import LineField
from ui.pages.made_files import FolderLine


def test_a_folder_that_is_dropped_is_where_files_go(qtbot: QtBot, tmp_path: Path) -> None:
    parent = QWidget()
    qtbot.addWidget(parent)
    line = FolderLine(Path("/home/clerk"), "folder", "放在哪个文件夹", parent)
    drop_files(line.line, tmp_path)
    assert line.line.text() == str(tmp_path)
    file = tmp_path / "扫描件.pdf"
    file.write_bytes(b"%PDF")
    drop_files(line.line, file)
    assert line.line.text() == str(tmp_path)


def test_the_path_of_a_file_is_no_answer(open_page: OpenPage, tmp_path: Path) -> None:
    line = open_page().paper.editor("unit_name")
    assert isinstance(line, LineField)
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(tmp_path / "章节.docx"))])
    data.setText("file:///章节.docx")  # as some file managers do
    copy, keys = Qt.DropAction.CopyAction, Qt.KeyboardModifier.NoModifier
    event = QDragEnterEvent(QPoint(9, 9), copy, data, Qt.MouseButton.LeftButton, keys)
    QApplication.sendEvent(line, event)
    assert not event.isAccepted(), "it is the form that takes files"


def test_a_link_that_is_dragged_from_a_browser_is_an_answer(open_page: OpenPage) -> None:
    page = open_page("demo", website=None)
    line = page.paper.editor("website")
    assert isinstance(line, LineField)
    mime = QMimeData()
    mime.setUrls([QUrl("https://www.example.cn/a")])
    mime.setText("https://www.example.cn/a")
    buttons, keys = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    entering = QDragEnterEvent(QPoint(9, 9), Qt.DropAction.CopyAction, mime, buttons, keys)
    QApplication.sendEvent(line, entering)
    assert entering.isAccepted()
    QApplication.sendEvent(line, QDropEvent(QPointF(9, 9), Qt.DropAction.CopyAction, mime, buttons, keys))
    assert page.app.get("website") == "https://www.example.cn/a"
