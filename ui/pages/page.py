"""What the pages beside the form have in common: a title, a sentence, a card."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

_WIDTH = 900
_MOST_FILES = 6


class Page(QWidget):
    """A column in the middle of the window; `column` takes the page's own widgets."""

    def __init__(self, title: str, words: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("page")
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        area = QScrollArea(self)
        area.setObjectName("page_scroll")
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        outer.addWidget(area)
        desk = QWidget(area)
        desk.setObjectName("page_desk")
        row = QHBoxLayout(desk)
        row.setContentsMargins(24, 20, 24, 20)
        holder = QWidget(desk)
        holder.setMaximumWidth(_WIDTH)
        self.column = QVBoxLayout(holder)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(12)
        self.column.addWidget(words_label(title, "page_title", holder))
        self.column.addWidget(words_label(words, "quiet", holder))
        row.addStretch(1)
        row.addWidget(holder, 100)
        row.addStretch(1)
        area.setWidget(desk)

    def card(self) -> QVBoxLayout:
        """A new card at the end of the column; its layout."""
        frame = QFrame(self)
        frame.setObjectName("card")
        box = QVBoxLayout(frame)
        box.setContentsMargins(18, 16, 18, 16)
        box.setSpacing(10)
        self.column.addWidget(frame)
        return box


class MadeFiles(QListWidget):
    """Files that were made; a double click opens one."""

    def __init__(self, name: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.itemActivated.connect(self._on_activated)
        self.hide()

    def show_files(self, paths: list[Path]) -> None:
        """List `paths`."""
        self.clear()
        for path in paths:
            item = QListWidgetItem(path.name, self)
            item.setData(Qt.ItemDataRole.UserRole, str(path))
            item.setToolTip(str(path))
        rows = min(len(paths), _MOST_FILES)
        self.setFixedHeight(rows * self.sizeHintForRow(0) + 2 * self.frameWidth() + 4 if rows else 0)
        self.setVisible(bool(paths))

    def _on_activated(self, item: QListWidgetItem) -> None:
        open_path(Path(item.data(Qt.ItemDataRole.UserRole)))


def open_path(path: Path) -> None:
    """Show a file or folder in the program that the system has for it."""
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))


def folder_in(line: QLineEdit, state: QLabel) -> Path | None:
    """The whole path of a folder; None, and a word about it, where the line holds none."""
    folder = Path(line.text().strip()).expanduser()
    if folder.is_absolute():
        return folder
    state.setText("请先点“选择文件夹…”选好放文件的文件夹。")
    line.setFocus()
    return None


def words_label(text: str, role: str, parent: QWidget) -> QLabel:
    """A label that breaks its lines, coloured by its role."""
    label = QLabel(text, parent)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(True)
    label.setProperty("role", role)
    return label


def primary_button(words: str, name: str, parent: QWidget) -> QPushButton:
    """The one button of a page that goes on."""
    button = QPushButton(words, parent)
    button.setObjectName(name)
    button.setProperty("primary", "true")
    return button
