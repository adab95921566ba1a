"""The tools of a chapter: what a paragraph is, figures, tables, the quiet room to write in."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QMenu, QToolButton, QWidget

from aimed_desktop.application.values.labels import PATTERNS, label_text
from aimed_desktop.application.values.words import Look
from ui.narrative import commands, looks, objects
from ui.narrative.block_text import BlockText
from ui.narrative.look_keys import LOOK_TOOLS
from ui.narrative.look_text import LookText
from ui.narrative.table_dialog import ask_table
from ui.narrative.text_formats import LEVELS
from ui.widgets import icons, shortcuts

_LEVEL_NAMES = {1: "一级小标题", 2: "二级小标题", 3: "三级小标题"}


class Tools(QWidget):
    """One row of buttons; every one has a key of its own, which its tooltip tells."""

    def __init__(self, editor: BlockText, parent: QWidget) -> None:
        super().__init__(parent)
        self._editor = editor
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(1)
        self._kinds: dict[str, QToolButton] = {}
        self._looks: dict[Look, QToolButton] = {}
        if editor.is_narrative:
            self._add_paragraph_tools()
        self._add_look_tools()
        if editor.is_narrative:
            self._add_object_tools()
        if (alone := editor.context.write_alone) is not None:
            button = self._button("maximize", "专心写作", shortcuts.hint("writing_mode"))
            button.clicked.connect(lambda _checked: alone())
        editor.object_changed.connect(self._show_kind)
        editor.focus_changed.connect(self._on_focus_changed)
        self._on_focus_changed(editor.hasFocus())

    def _add_paragraph_tools(self) -> None:
        editor = self._editor
        plain = self._add("pilcrow", "plain", lambda: commands.make_plain(editor))
        heading = self._heading_tool()
        numbered = self._add("list-ordered", "numbered", partial(commands.make_list, editor, numbered=True))
        self._add_label_menu()
        bulleted = self._add("list", "bulleted", partial(commands.make_list, editor, numbered=False))
        self._kinds = {commands.PLAIN: plain, commands.NUMBERED: numbered, commands.BULLETED: bulleted}
        self._kinds |= {str(level): heading for level in LEVELS}
        for button in self._kinds.values():
            button.setCheckable(True)

    def _add_label_menu(self) -> None:
        """The labels that a list can have, each by its first three."""
        button = self._button("chevron-down", "编号样式")
        button.setProperty("role", "more")
        menu = QMenu(button)
        for pattern in PATTERNS:
            samples = "　".join(label_text(pattern, number) for number in (1, 2, 3))
            action = menu.addAction(samples)
            action.setCheckable(True)
            action.setData(pattern)
            action.triggered.connect(partial(self._make_labelled, pattern))
        menu.aboutToShow.connect(partial(self._show_label, menu))
        button.setMenu(menu)
        button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)

    def _show_label(self, menu: QMenu) -> None:
        now = commands.label_here(self._editor)
        for action in menu.actions():
            action.setChecked(action.data() == now)

    def _make_labelled(self, pattern: str, *_: object) -> None:
        commands.make_labelled(self._editor, pattern)
        self._show_kind()

    def _add_look_tools(self) -> None:
        """Their keys are taken by the editor: outside it they enlarge the words of the window."""
        for look, (icon, name) in LOOK_TOOLS.items():
            button = self._button(icon, dict(shortcuts.shortcuts())[name].words, shortcuts.hint(name))
            button.setCheckable(True)
            button.clicked.connect(lambda _checked, look=look: looks.toggle(self._written, look))
            button.clicked.connect(self._show_kind)
            self._looks[look] = button

    @property
    def _written(self) -> LookText:
        """What the cursor is in: a cell of a table, or the text."""
        return self._editor.cell or self._editor

    def _heading_tool(self) -> QToolButton:
        makers = [partial(self._make_heading, level) for level in LEVELS]
        shortcuts.bind("heading", self, *makers)
        button = self._button("heading", "小标题")
        button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        menu = QMenu(button)
        for level, make in zip(LEVELS, makers, strict=True):
            menu.addAction(f"{_LEVEL_NAMES[level]}\tCtrl+Alt+{level}").triggered.connect(make)
        button.setMenu(menu)
        return button

    def _add_object_tools(self) -> None:
        if self._editor.context.pictures is not None:
            self._add("image-plus", "insert_picture", self._insert_picture)
        self._add("table", "insert_table", self._insert_table)

    def _insert_picture(self) -> None:
        editor = self._editor
        assert editor.context.pictures is not None
        editor.context.pictures.insert(editor, partial(objects.insert, editor))

    def _insert_table(self) -> None:
        entry = ask_table(None, self._editor)
        if entry is not None:
            objects.insert(self._editor, entry)
        self._editor.setFocus()

    def _make_heading(self, level: int, *_: object) -> None:
        commands.make_heading(self._editor, level)
        self._show_kind()

    def _on_focus_changed(self, has_focus: bool) -> None:
        self.setVisible(has_focus and not self._editor.isReadOnly())
        self._show_kind()

    def _show_kind(self) -> None:
        if not self.isVisible():
            return
        on_object = objects.current(self._editor) is not None
        chosen = None if on_object else self._kinds.get(commands.kind_of(self._editor))
        for button in set(self._kinds.values()):
            if button.isChecked() != (button is chosen):
                button.setChecked(button is chosen)
        now = "" if on_object and self._editor.cell is None else looks.look_here(self._written)
        for look, button in self._looks.items():
            button.setChecked(look == now)

    def _add(self, icon: str, shortcut: str, action: Callable[[], object]) -> QToolButton:
        """A button that does what the shortcut of that name does."""
        shortcuts.bind(shortcut, self, action)
        words = dict(shortcuts.shortcuts())[shortcut].words
        button = self._button(icon, words, shortcuts.hint(shortcut))
        button.clicked.connect(lambda _checked: action())
        button.clicked.connect(self._show_kind)
        return button

    def _button(self, icon: str, words: str, key: str = "") -> QToolButton:
        button = QToolButton(self)
        icons.put(button, icon)
        button.setObjectName(f"tool:{icon}")
        button.setToolTip(words + key)
        button.setAccessibleName(f"{self._editor.field.label}：{words}")
        button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._row.addWidget(button)
        return button
