"""The buttons of rows: one that adds behind the last, small ones beside each."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QToolButton, QWidget

from aimed_desktop.application.editing import row_edits
from aimed_desktop.application.editing.row_edits import RowPlace, visible_rows
from aimed_desktop.application.values.shapes import Value
from aimed_desktop.definition.fields import Field
from ui.binding.context import FormContext
from ui.binding.rows import RowEditor, full_words
from ui.widgets import icons


def add_button(
    words: str, field: Field, path: str, context: FormContext, parent: QWidget, *, by_tab: bool = True
) -> QPushButton:
    """The quiet button that adds a row behind the last; it says so when there is room for no more. Without
    `by_tab` it is for the mouse alone.
    """
    button = QPushButton(parent)
    if not by_tab:
        button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    button.setObjectName("add_row")
    button.setAutoDefault(False)  # Enter in a line of a dialog adds nothing
    show_room(button, words, field, context.bindings.value(path))
    rows = context.rows
    if rows is not None:
        button.clicked.connect(
            lambda: rows.add(RowPlace(path, visible_rows(field, context.bindings.value(path)) - 1), button)
        )
    context.bindings.add_tool(button)
    return button


def show_room(button: QPushButton, words: str, field: Field, value: Value) -> None:
    """Let the button that adds a row follow how many there are."""
    has_room = row_edits.may_add(field, value)
    button.setText(f"＋ {words}" if has_room else full_words(field))
    button.setEnabled(has_room)


def row_buttons(
    place: RowPlace, context: FormContext, parent: QWidget, *, with_add: bool = False
) -> list[QToolButton]:
    """The buttons beside a row: one opens its menu, one deletes it, one may add another below. That one alone
    is reached by Tab; the others have keys and the context menu.
    """
    rows = context.rows
    assert rows is not None
    field = context.bindings.field(place.path)
    label = field.label
    buttons = []
    wanted: list[tuple[str, str, Callable[[QToolButton], None]]] = [
        ("ellipsis", "更多", lambda button: _open_menu(rows, place, button)),
        ("x", "删除", lambda button: rows.delete(place, button)),
    ]
    if with_add:
        wanted.append(("plus", "下面加一行", lambda button: rows.add(place, button)))
    for icon, words, act in wanted:
        button = QToolButton(parent)
        button.setObjectName("row_tool")
        icons.put(button, icon, size=16)
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus if icon == "plus" else Qt.FocusPolicy.NoFocus)
        button.setToolTip(f"第 {place.index + 1} 行 {words}")
        button.setAccessibleName(f"{label}第 {place.index + 1} 行 {words}")
        button.clicked.connect(lambda _=False, act=act, button=button: act(button))
        context.bindings.add_tool(button)
        buttons.append(button)
    if with_add and not row_edits.may_add(field, context.bindings.value(place.path)):
        buttons[-1].setEnabled(False)
        buttons[-1].setToolTip(full_words(field))
        buttons[-1].setAccessibleName(f"{label}：{full_words(field)}")
    return buttons


def _open_menu(rows: RowEditor, place: RowPlace, button: QToolButton) -> None:
    menu = rows.menu(place, button)
    menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    menu.popup(button.mapToGlobal(button.rect().bottomLeft()))
