"""The tools of a chapter: what a paragraph is, figures, tables, the quiet room to write in."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QMenu, QToolButton, QWidget

from ui import icons
from ui.narrative import commands, objects
from ui.narrative.blocks import LEVELS
from ui.narrative.table_dialog import ask_table

if TYPE_CHECKING:
    from ui.narrative.editor import NarrativeEditor

_LEVEL_NAMES = {1: "一级小标题", 2: "二级小标题", 3: "三级小标题"}


class Tools(QWidget):
    """One row of buttons; every one has a key of its own, which its tooltip tells."""

    def __init__(self, editor: NarrativeEditor, parent: QWidget) -> None:
        super().__init__(parent)
        self._editor = editor
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(1)
        self._kinds: dict[str, QToolButton] = {}
        if editor.is_narrative:
            self._add_paragraph_tools()
            self._add_object_tools()
        editor.object_changed.connect(self._show_kind)
        editor.focus_changed.connect(self._on_focus_changed)

    def _add_paragraph_tools(self) -> None:
        editor = self._editor
        plain = self._add("pilcrow", "正文", "Ctrl+Alt+0", lambda: commands.make_plain(editor))
        heading = self._add("heading", "小标题", "", lambda: None)
        heading.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        menu = QMenu(heading)
        for level in LEVELS:
            action = QAction(_LEVEL_NAMES[level], menu)
            key = QKeySequence(f"Ctrl+Alt+{level}")
            action.setShortcut(key)
            action.setShortcutVisibleInContextMenu(True)
            action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
            self._on_key(key, partial(commands.make_heading, editor, level))
            action.triggered.connect(partial(self._make_heading, level))
            menu.addAction(action)
        heading.setMenu(menu)
        numbered = self._add(
            "list-ordered", "编号", "Ctrl+Shift+7", lambda: commands.make_list(editor, numbered=True)
        )
        bulleted = self._add(
            "list", "项目符号", "Ctrl+Shift+8", lambda: commands.make_list(editor, numbered=False)
        )
        self._kinds = {commands.PLAIN: plain, commands.NUMBERED: numbered, commands.BULLETED: bulleted}
        self._kinds |= {str(level): heading for level in LEVELS}
        for button in self._kinds.values():
            button.setCheckable(True)

    def _add_object_tools(self) -> None:
        editor = self._editor
        if (pictures := editor.context.pictures) is not None:
            self._add(
                "image-plus",
                "插入图片",
                "Ctrl+Alt+P",
                lambda: pictures.insert(editor, lambda name: objects.insert(editor, {"image": name})),
            )
        self._add("table", "插入表格", "Ctrl+Alt+T", self._insert_table)

    def _insert_table(self) -> None:
        entry = ask_table(None, self._editor)
        if entry is not None:
            objects.insert(self._editor, entry)
        self._editor.setFocus()

    def _make_heading(self, level: int) -> None:
        commands.make_heading(self._editor, level)
        self._show_kind()

    def _on_focus_changed(self, has_focus: bool) -> None:
        self.setVisible(has_focus and not self._editor.isReadOnly())
        self._show_kind()

    def _show_kind(self) -> None:
        if not self._kinds or not self.isVisible():
            return
        kind = commands.kind_of(self._editor)
        chosen = self._kinds[kind]
        for button in set(self._kinds.values()):
            if button.isChecked() != (button is chosen):
                button.setChecked(button is chosen)

    def _add(self, icon: str, words: str, key: str, action: Callable[[], object]) -> QToolButton:
        button = QToolButton(self)
        icons.put(button, icon)
        button.setObjectName(f"tool:{icon}")
        button.setToolTip(f"{words}（{key}）" if key else words)
        button.setAccessibleName(f"{self._editor.field.label}：{words}")
        button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        button.clicked.connect(lambda _checked: action())
        button.clicked.connect(self._show_kind)
        if key:
            self._on_key(QKeySequence(key), action)
        self._row.addWidget(button)
        return button

    def _on_key(self, key: QKeySequence, action: Callable[[], object]) -> None:
        shortcut = QShortcut(key, self._editor)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.activated.connect(lambda: None if self._editor.isReadOnly() else action())
