"""Printed words on the screen, with the fields that stand in them."""

from __future__ import annotations

from html import escape

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QWidget

from aimed_desktop.application.values.shapes import Value
from aimed_desktop.definition.fields import Field, FieldRef, Text
from aimed_desktop.definition.layout import Names
from aimed_desktop.services import field_answers
from ui.binding.bindings import Bindings
from ui.form.placing import full_path
from ui.widgets import theme

_BLANK = "______"
_PLAIN = "label"  # the role that the style sheet leaves alone
_GIVEN = ("n", "option")  # what is no field: the number of a block, the option of a group


class PrintedLabel(QLabel):
    """A printed text; a field inside it is shown live, a blank line while it is empty."""

    def __init__(
        self,
        text: Text,
        role: str,
        bindings: Bindings,
        parent: QWidget,
        *,
        prefix: str = "",
        number: int = 1,
    ) -> None:
        super().__init__(parent)
        self._text = text
        self._bindings = bindings
        self._prefix = prefix
        self._number = number
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(True)
        if role != _PLAIN:
            self.setProperty("role", role)
        self.show_value(None)
        for piece in text.pieces:
            if not isinstance(piece, str) and piece.path not in _GIVEN:
                bindings.bind(full_path(bindings, prefix, piece.path), self)

    def show_value(self, _value: Value) -> None:
        """Show the words again after one of the fields has changed."""
        self.setText("".join([self._words(piece) for piece in self._text.pieces]))

    def _words(self, piece: str | FieldRef) -> str:
        if isinstance(piece, str):
            return piece
        if piece.path == "n":
            return str(self._number)
        if piece.path == "option":
            return self._prefix.rstrip(".").rpartition(".")[2]
        shown = self._bindings.printed(full_path(self._bindings, self._prefix, piece.path))
        return shown or (_BLANK if piece.blank is None else piece.blank)


class FieldLabel(QLabel):
    """The printed label of a field outside a table, with a mark where it must not stay empty."""

    def __init__(self, field: Field, words: str, parent: QWidget) -> None:
        super().__init__(parent)
        self._printed = words
        self.setWordWrap(True)
        if field.required and words:
            self.setTextFormat(Qt.TextFormat.RichText)
            self._show_mark()
            theme.follow(self._show_mark)
        else:
            self.setTextFormat(Qt.TextFormat.PlainText)
            self.setText(words)

    def _show_mark(self) -> None:
        words = escape(self._printed).replace("\n", "<br>")
        self.setText(f'{words} <span style="color: {theme.COLOURS["bad"]}">*</span>')


class NamesLabel(QLabel):
    """Typed names in one line, each with what is printed behind it; the blank while there is none."""

    def __init__(self, names: Names, bindings: Bindings, parent: QWidget) -> None:
        super().__init__(parent)
        self._names = names
        self._bindings = bindings
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(True)
        self.setProperty("role", "place")
        self.show_value(None)
        for path in names.fields:
            bindings.bind(path.split(".")[0], self)

    def show_value(self, _value: Value) -> None:
        """Show the names again after one has changed."""
        self.setText(field_answers.line_of_names(self._names, self._bindings.app))
