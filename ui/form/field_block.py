"""An editor with what belongs to it: the printed note, what is offered while empty, its being hidden."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QToolButton, QVBoxLayout, QWidget
from shiboken6 import isValid

from aimed_desktop.application.values.shapes import Value
from aimed_desktop.application.values.shortening import cut
from aimed_desktop.definition.expression import Expression
from aimed_desktop.services import field_answers
from ui.binding.context import FormContext
from ui.form.registry import WIDGETS, create_editor

_NONE = "无"
_LONGEST_OFFER = 30  # characters shown on the button
PROFILE_OFFER = "profile_offer"  # names the chips, and holds the path that one is for


def field_block(path: str, context: FormContext, parent: QWidget, flow: str = "inline") -> QWidget:
    """The editor of the field at `path`, with note and offer where the definition has them."""
    field = context.bindings.field(path)
    record = WIDGETS[field.type]
    has_chip = field.profile is not None and record.has_chip
    if not (field.note or field.offers_none or field.offer or field.when or has_chip):
        return create_editor(field, path, context, parent, flow)
    holder = QWidget(parent)
    box = QVBoxLayout(holder)
    box.setContentsMargins(0, 0, 0, 0)
    box.setSpacing(2)
    row = QHBoxLayout()
    row.addWidget(create_editor(field, path, context, holder, flow), 1)
    box.addLayout(row)
    if has_chip:
        box.addWidget(_profile_chip(path, holder), 0, Qt.AlignmentFlag.AlignLeft)
    if field.note:
        box.addWidget(_note(field.note, holder))
    if field.offers_none:  # beside a line while it is empty, below anything larger
        (box if record.is_large else row).addWidget(
            none_offer(path, context, holder), 0, Qt.AlignmentFlag.AlignLeft
        )
    if offer := field.offer:
        button = _Offer(
            path, context, holder, lambda: field_answers.offered_words(offer, context.bindings.app)
        )
        box.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
    if field.when:
        follow_condition(holder, field.when, path.rpartition(".")[0], context)
    return holder


def follow_condition(widget: QWidget, when: Expression, at: str, context: FormContext) -> None:
    """Show `widget` only while `when` holds; what was typed in it stays."""

    def update() -> None:
        if isValid(widget):
            widget.setVisible(context.bindings.holds(when, at))

    context.bindings.settled.connect(update)
    if not context.bindings.holds(when, at):
        widget.setVisible(False)


def none_offer(path: str, context: FormContext, parent: QWidget) -> QToolButton:
    """The button that writes 无 while nothing stands at `path`."""
    return _Offer(path, context, parent, lambda: _NONE)


class _Offer(QToolButton):
    """Writes the offered words into a field that is empty."""

    def __init__(self, path: str, context: FormContext, parent: QWidget, offered: Callable[[], str]) -> None:
        super().__init__(parent)
        self._path = path
        self._context = context
        self._offered = offered
        self.setObjectName(f"offer:{path}")
        self.clicked.connect(self._on_clicked)
        context.bindings.bind(path, self)
        context.bindings.settled.connect(self._refresh)
        self._refresh()

    def show_value(self, value: Value) -> None:
        """Nothing is offered once something stands there."""
        is_locked = self._context.bindings.is_locked
        self.setVisible(value is None and bool(self.text()) and not is_locked)

    def set_locked(self, _is_locked: bool) -> None:
        """Nothing is offered while the form is locked."""
        self.show_value(self._context.bindings.value(self._path))

    def _refresh(self) -> None:
        """Offer what the other fields now say."""
        words = self._offered()
        self.setText(f"填“{cut(words, _LONGEST_OFFER)}”" if words else "")
        label = self._context.bindings.field(self._path).label
        self.setAccessibleName(f"{label}：填“{words}”" if words else "")
        self.show_value(self._context.bindings.value(self._path))

    def _on_clicked(self) -> None:
        self._context.bindings.write(self._path, self._offered(), self)
        self.hide()


def _profile_chip(path: str, parent: QWidget) -> QToolButton:
    """Where the unit profile offers its words for a field that is no line; empty until it does."""
    chip = QToolButton(parent)
    chip.setObjectName(PROFILE_OFFER)
    chip.setProperty(PROFILE_OFFER, path)
    chip.hide()
    return chip


def _note(words: str, parent: QWidget) -> QLabel:
    label = QLabel(words, parent)
    label.setProperty("role", "note")
    label.setWordWrap(True)
    return label
