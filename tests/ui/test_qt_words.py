"""Qt's own dialogs and menus speak Chinese, also where the system has no dialogs of its own."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeDatabase, QTranslator
from PySide6.QtGui import QAction
from PySide6.QtWidgets import (
    QApplication,
    QFileDialog,
    QFileSystemModel,
    QLabel,
    QLineEdit,
    QMessageBox,
    QPushButton,
    QTextEdit,
    QTreeView,
    QWidget,
)
from pytestqt.qtbot import QtBot

from ui.widgets import theme

LATIN = re.compile(r"[A-Za-z]{3,}")


@pytest.fixture(autouse=True)
def chinese(qapp: QApplication) -> Iterator[None]:
    before = set(qapp.findChildren(QTranslator))
    theme.translate(qapp)
    yield
    for translator in set(qapp.findChildren(QTranslator)) - before:
        qapp.removeTranslator(translator)


def words(widget: QWidget) -> list[str]:
    shown: list[QLabel | QPushButton] = [*widget.findChildren(QLabel), *widget.findChildren(QPushButton)]
    return [one.text() for one in shown] + [one.toolTip() for one in widget.findChildren(QWidget)]


def test_the_file_dialog_has_no_english_word(qtbot: QtBot, tmp_path: Path) -> None:
    (tmp_path / "文件夹").mkdir()
    (tmp_path / "承诺书.pdf").touch()
    dialog = QFileDialog(None, "选择文件", str(tmp_path), "文件 (*.pdf)")
    qtbot.addWidget(dialog)
    dialog.setOption(QFileDialog.Option.DontUseNativeDialog)
    dialog.show()
    model = dialog.findChild(QFileSystemModel)
    tree = dialog.findChild(QTreeView)
    assert model is not None and tree is not None
    root = model.index(str(tmp_path))
    qtbot.waitUntil(lambda: model.rowCount(root) == 2)
    kinds = {str(model.data(model.index(row, 2, root))) for row in range(2)}
    # What a kind of file is called is the word of the machine's MIME database; the rest is Qt's.
    pdf = QMimeDatabase().mimeTypeForFile(str(tmp_path / "承诺书.pdf")).comment()
    assert kinds == {"文件夹", pdf}
    assert [text for text in words(dialog) if LATIN.search(text)] == []


def test_questions_and_menus_have_no_english_word(qtbot: QtBot) -> None:
    box = QMessageBox()
    qtbot.addWidget(box)
    for button in ("Close", "Cancel", "Yes", "No", "Save", "Discard", "Retry", "Ok"):
        box.addButton(QMessageBox.StandardButton[button])
    shown = [button.text() for button in box.buttons()]
    for editor in (QLineEdit(), QTextEdit()):
        qtbot.addWidget(editor)
        menu = editor.createStandardContextMenu()
        shown += [action.text().split("\t")[0] for action in menu.actions() if isinstance(action, QAction)]
        menu.deleteLater()
    assert "撤销(&U)" in shown
    assert [text for text in shown if LATIN.search(text)] == []
