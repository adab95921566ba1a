"""Where files go, and the files that were made there."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QDragEnterEvent, QDragMoveEvent, QDropEvent
from PySide6.QtWidgets import (
    QFileDialog,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from aimed_desktop.desktop.system_programs import opening_words
from ui.platform.file_opener import open_path
from ui.widgets.buttons import quiet_button
from ui.widgets.line import Line
from ui.widgets.long_names import show_ends
from ui.widgets.page_parts import button_row, words_label

_MOST_FILES = 6
_PATH = Qt.ItemDataRole.UserRole


class FolderLine(QWidget):
    """The folder that files are put into: typed, chosen or dragged in."""

    def __init__(self, folder: Path, name: str, words: str, parent: QWidget) -> None:
        super().__init__(parent)
        self._words = words
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        self.line = _FolderEdit(str(folder), self)
        self.line.setObjectName(name)
        self.line.setAccessibleName(words)
        row.addWidget(self.line, 1)
        choose = QPushButton("选择文件夹…", self)
        choose.clicked.connect(self._choose)
        row.addWidget(choose)

    @property
    def path(self) -> Path | None:
        """The whole path; None where the line holds none."""
        path = Path(self.line.text().strip()).expanduser()
        return path if path.is_absolute() else None

    def folder(self, state: QLabel) -> Path | None:
        """The same, with a word about it in `state` where there is none."""
        if self.path is not None:
            return self.path
        state.setText("请先点“选择文件夹…”选好放文件的文件夹。")
        self.line.setFocus()
        return None

    def _choose(self) -> None:
        name = QFileDialog.getExistingDirectory(self, self._words, self.line.text())
        if name:
            self.line.setText(name)


class _FolderEdit(Line):
    """Takes a folder that is dragged onto it."""

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if _dragged_folder(event) is not None:
            event.acceptProposedAction()
        else:
            super().dragEnterEvent(event)

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        if _dragged_folder(event) is not None:
            event.acceptProposedAction()
        else:
            super().dragMoveEvent(event)

    def dropEvent(self, event: QDropEvent) -> None:
        folder = _dragged_folder(event)
        if folder is None:
            super().dropEvent(event)
            return
        event.acceptProposedAction()
        self.setText(str(folder))


def _dragged_folder(event: QDropEvent) -> Path | None:
    paths = (Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile())
    return next((path for path in paths if path.is_dir()), None)


class MadeFiles(QWidget):
    """Files that were made: a double click, Enter or 打开 opens one."""

    def __init__(self, name: str, parent: QWidget) -> None:
        super().__init__(parent)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        self.list = QListWidget(self)
        self.list.setObjectName("made_files")
        self.list.setAccessibleName(name)
        show_ends(self.list)
        self.list.itemActivated.connect(self._open)
        box.addWidget(self.list)
        self.open = quiet_button("打开", "open_file", self._open_current, self)
        self.folder = quiet_button("打开文件夹", "open_folder", self._open_folder, self)
        box.addLayout(button_row(self.open, self.folder))
        self.told = words_label("", "bad", self)
        self.told.hide()
        box.addWidget(self.told)
        self.hide()

    @property
    def paths(self) -> list[Path]:
        """The files that are listed."""
        return [Path(self.list.item(row).data(_PATH)) for row in range(self.list.count())]

    def show_files(self, paths: Sequence[Path]) -> None:
        """List `paths`, all in one folder."""
        self.list.clear()
        self.told.hide()
        for path in paths:
            item = QListWidgetItem(path.name, self.list)
            item.setData(_PATH, str(path))
            item.setToolTip(str(path))
        rows = min(len(paths), _MOST_FILES)
        if rows:
            self.list.setFixedHeight(rows * self.list.sizeHintForRow(0) + 2 * self.list.frameWidth() + 4)
            self.list.setCurrentRow(0)
        self.setVisible(bool(paths))

    def add_file(self, path: Path) -> None:
        """List it first; what stands in another folder goes."""
        others = [each for each in self.paths if each != path and each.parent == path.parent]
        self.show_files([path, *others])

    def _open(self, item: QListWidgetItem) -> None:
        self._show(Path(item.data(_PATH)))

    def _open_current(self) -> None:
        if (item := self.list.currentItem()) is not None:
            self._open(item)

    def _open_folder(self) -> None:
        if self.list.count():
            self._show(self.paths[0].parent)

    def _show(self, path: Path) -> None:
        self.told.hide()
        open_path(path, self, lambda shown: self._tell(opening_words(path, shown)))

    def _tell(self, words: str) -> None:
        self.told.setText(words)
        self.told.setVisible(bool(words))
