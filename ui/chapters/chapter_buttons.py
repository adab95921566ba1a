"""Where chapters are given and taken: a button under the outline, its menu, a Word file dropped on it."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDragMoveEvent, QDropEvent
from PySide6.QtWidgets import QMenu, QToolButton

from ui.widgets import icons
from ui.widgets.dropped import word_files
from ui.workspace.form_page import FormPage

_GIVE, _BACK = "分发章节…", "收回章节…"
_HEIGHT: Final = 34


class ChapterButtons(QObject):
    """Puts the button and the menu on the outline of `form`, and lets `form` take Word files.

    `give_wanted` tells the paths of the chapters that are meant, none: not said which; `files_given` the
    Word files that were dropped; `notes_wanted` that what was told of texts taken is looked at again.
    """

    give_wanted = Signal(list)
    take_back_wanted = Signal()
    files_given = Signal(list)
    notes_wanted = Signal()

    def __init__(self, form: FormPage, parent: QObject) -> None:
        super().__init__(parent)
        self._form = form
        outline = form.outline
        self.button = QToolButton(outline)
        self.button.setObjectName("chapters_menu")
        self.button.setText("章节分发与收回")
        self.button.setAccessibleName("章节分发与收回")
        self.button.setToolTip("把一章交给作者用 Word 写，写好后收回")
        self.button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        icons.put(self.button, "file-output")
        menu = QMenu(self.button)
        self._add_actions(menu, _GIVE, [])
        self.notes = menu.addAction("收回时的提示…")
        self.notes.triggered.connect(self.notes_wanted)
        self.notes.setVisible(False)
        self.button.setMenu(menu)
        outline.foot = _HEIGHT
        outline.installEventFilter(self)
        outline.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        outline.customContextMenuRequested.connect(self._on_menu)
        form.setAcceptDrops(True)
        form.installEventFilter(self)
        self._place()

    def show_notes(self, number: int) -> None:
        """So many notes can be looked at again."""
        self.notes.setText(f"收回时的提示（{number} 条）…")
        self.notes.setVisible(number > 0)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._form.outline and event.type() is QEvent.Type.Resize:
            self._place()
        elif isinstance(event, QDropEvent) and watched is self._form:
            return self._on_drag(event)
        return False

    def _on_drag(self, event: QDropEvent) -> bool:
        paths = word_files(event.mimeData())
        if not paths:
            return False
        event.acceptProposedAction()
        if not isinstance(event, QDragEnterEvent | QDragMoveEvent):
            self.files_given.emit(paths)
        return True

    def _on_menu(self, position: QPoint) -> None:
        outline = self._form.outline
        item = outline.itemAt(position)
        paths = self._long_in(outline.row(item)) if item is not None else []
        menu = QMenu(outline)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._add_actions(menu, "分发这一节…" if paths else _GIVE, paths)
        menu.popup(outline.viewport().mapToGlobal(position))

    def _add_actions(self, menu: QMenu, give_words: str, paths: list[str]) -> None:
        give = menu.addAction(icons.icon("file-output"), give_words)
        give.triggered.connect(lambda: self.give_wanted.emit(paths))
        menu.addAction(icons.icon("file-input"), _BACK).triggered.connect(self.take_back_wanted)

    def _long_in(self, row: int) -> list[str]:
        """The chapters of a section of the outline."""
        from aimed_desktop.document.word.chapter_mark import chapters

        app = self._form.app
        section = self._form.outline.sections[row]
        asked = set(section.inside or section.paths)
        return [path for path in chapters(app) if path in asked or path.partition(".")[0] in asked]

    def _place(self) -> None:
        outline = self._form.outline
        self.button.setGeometry(2, outline.height() - _HEIGHT, outline.width() - 4, _HEIGHT - 2)
