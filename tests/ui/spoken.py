"""What a screen reader is told of a page: name, role, state, value and description of each control."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import Any

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QAccessible, QAccessibleInterface
from PySide6.QtWidgets import (
    QAbstractButton,
    QCheckBox,
    QComboBox,
    QLineEdit,
    QListWidget,
    QPlainTextEdit,
    QPushButton,
    QRadioButton,
    QSpinBox,
    QTabBar,
    QTableWidget,
    QTextEdit,
    QToolButton,
    QTreeWidget,
    QWidget,
)

from tests.ui.focus import controls, described, stands_before, stops
from ui.binding.field_widgets import path_of

_ROLE = QAccessible.Role
_ROLES: dict[type[QWidget], tuple[QAccessible.Role, ...]] = {
    QCheckBox: (_ROLE.CheckBox,),
    QRadioButton: (_ROLE.RadioButton,),
    QPushButton: (_ROLE.Button, _ROLE.ButtonMenu),
    QToolButton: (_ROLE.Button, _ROLE.ButtonMenu, _ROLE.ButtonDropDown),
    QLineEdit: (_ROLE.EditableText,),
    QTextEdit: (_ROLE.EditableText,),
    QPlainTextEdit: (_ROLE.EditableText,),
    QComboBox: (_ROLE.ComboBox,),
    QSpinBox: (_ROLE.SpinBox,),
    QListWidget: (_ROLE.List,),
    QTreeWidget: (_ROLE.Tree,),
    QTableWidget: (_ROLE.Table,),
    QTabBar: (_ROLE.PageTabList,),
}
_CHINESE = re.compile(r"[\u4e00-\u9fff]")


def spoken(widget: QWidget, kind: QAccessible.Text) -> str:
    """One of the texts that a screen reader is told of `widget`."""
    interface = QAccessible.queryAccessibleInterface(widget)
    return interface.text(kind) if interface is not None else ""


def wrong(part: QWidget) -> list[str]:
    """Each control of `part` that says too little, or something else than it shows."""
    found = dict.fromkeys([*controls(part), *stops(part)])
    return [f"{fault}: {described(widget)}" for widget in found for fault in _faults(widget)]


def _faults(widget: QWidget) -> Iterator[str]:
    interface = QAccessible.queryAccessibleInterface(widget)
    if interface is None:
        yield "says nothing"
        return
    name = interface.text(QAccessible.Text.Name)
    is_known = isinstance(widget, QTabBar) or path_of(widget)  # tabs speak for themselves, fields as printed
    if not (name if is_known else _CHINESE.search(name)) and not isinstance(widget, QTabBar):
        yield "no Chinese name"
    roles = next((roles for kind, roles in _ROLES.items() if isinstance(widget, kind)), None)
    if isinstance(widget, QAbstractButton) and widget.isCheckable():
        roles = (_ROLE.RadioButton,) if widget.autoExclusive() else (_ROLE.CheckBox,)
    if roles is not None and interface.role() not in roles:
        yield f"is called {interface.role().name}"
    state: Any = interface.state()  # the stubs know nothing of its bits
    if isinstance(widget, QAbstractButton) and widget.isCheckable() and state.checked != widget.isChecked():
        yield "tells a wrong tick"
    description = interface.text(QAccessible.Text.Description)
    if len(name) > 1 and description.startswith(name) and description != name:  # the same is left out
        yield "says the same again"
    labels = [pair[0] for pair in interface.relations(QAccessible.RelationFlag.Label)]
    if not isinstance(widget, QComboBox) and [each for each in labels if each.text(_NAME) != name]:
        yield f"is called otherwise by its label: {[each.text(_NAME) for each in labels]}"
    if bool(state.disabled) == widget.isEnabled():
        yield "tells wrongly whether it is enabled"
    if _is_choice(widget) and widget.accessibleName() not in interface.text(QAccessible.Text.Description):
        yield "says what is chosen, not of what"
    yield from _wrong_value(widget, interface)


def _is_choice(widget: QWidget) -> bool:
    """A list to choose from, which is called by what is chosen."""
    return isinstance(widget, QComboBox) and not widget.isEditable()


def silent_at_first(part: QWidget) -> list[str]:
    """Each empty line that tells of its cursor as Tab comes to it: Orca says nothing of the line then."""
    found = []
    for line in part.findChildren(QLineEdit):
        if line.isVisible() and line.isEnabled() and line.focusPolicy() and not line.text():
            told: list[int] = []
            line.cursorPositionChanged.connect(lambda _old, new, told=told: told.append(new))
            line.setFocus(Qt.FocusReason.TabFocusReason)
            found += [f"is silent at first: {described(line)}"] if told else []
    return found


def _wrong_value(widget: QWidget, interface: QAccessibleInterface) -> Iterator[str]:
    told = interface.text(QAccessible.Text.Value)
    if isinstance(widget, QLineEdit):
        is_open = widget.echoMode() is QLineEdit.EchoMode.Normal
        if told != widget.displayText() if is_open else widget.text() and told == widget.text():
            yield "tells another value"
    elif isinstance(widget, QTextEdit | QPlainTextEdit):
        if told.strip() != widget.toPlainText().strip():
            yield "tells another text"
    elif isinstance(widget, QComboBox) and widget.currentText() not in (told, interface.text(_NAME)):
        yield "tells another choice"


_NAME = QAccessible.Text.Name


def read_aloud(part: QWidget) -> list[QWidget]:
    """The fields of `part` in the order in which a screen reader goes through them."""
    interface = QAccessible.queryAccessibleInterface(part)
    assert interface is not None
    return [widget for widget in _below(interface) if path_of(widget) and widget.isVisible()]


def _below(interface: QAccessibleInterface) -> Iterator[QWidget]:
    for number in range(interface.childCount()):
        child = interface.child(number)
        if child is None:
            continue
        if isinstance(widget := child.object(), QWidget) and widget.objectName():
            yield widget
        yield from _below(child)


def out_of_order(part: QWidget) -> list[str]:
    """Fields that are read before one that stands above them on the paper."""
    places = [(widget, _area(widget)) for widget in read_aloud(part)]
    return [
        f"{described(second)} is read after {described(first)}"
        for (first, one), (second, other) in pairwise(places)
        if other.bottom() < one.top() and stands_before(other, one)
    ]


def _area(widget: QWidget) -> QRect:
    return QRect(widget.mapTo(widget.window(), QPoint(0, 0)), widget.size())
