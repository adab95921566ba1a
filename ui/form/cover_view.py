"""The cover: its title, its lines to fill, its foot."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import chain

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from aimed_desktop.application.editing.row_edits import RowPlace, visible_rows
from aimed_desktop.application.values.shapes import Value
from aimed_desktop.definition.fields import Field
from aimed_desktop.definition.layout import Cover, CoverLine
from aimed_desktop.definition.placement import paths_by_part
from aimed_desktop.definition.types import FieldType
from aimed_desktop.services import field_answers
from ui.binding.context import FormContext
from ui.binding.field_widgets import editor_in
from ui.binding.row_buttons import add_button, row_buttons, show_room
from ui.form.field_block import field_block, none_offer
from ui.form.kept_lines import AT_ONCE, KeptLines, put_line
from ui.form.line_fields import LineField
from ui.form.printed_text import FieldLabel, PrintedLabel
from ui.widgets.labels import lead_to
from ui.widgets.line import Line
from ui.widgets.slices import Slices

_IN_WORDS = -1  # 无, written in place of any row


class _Built:
    """What stands of a line of the cover."""

    def __init__(self, line: CoverLine) -> None:
        self.line = line
        self.count = 0  # rows that it asks for, or _IN_WORDS
        self.top = 0  # its first row in the grid
        self.rows: list[list[QWidget]] = []
        self.is_new = False  # whether a row was built over what follows
        self.foot: QWidget | None = None
        self.add: QPushButton | None = None

    @property
    def due(self) -> int:
        """How many lines shall stand on the screen."""
        return max(self.count, 1)

    @property
    def words(self) -> str:
        """What stands on the button that adds a row."""
        return f"增加{self.line.label}"


class CoverView(QWidget):
    """`label` ____ `suffix` lines; a rows field has one line for each row."""

    def __init__(self, cover: Cover, context: FormContext, parent: QWidget) -> None:
        super().__init__(parent)
        self._cover = cover
        self._context = context
        self.setProperty("holds_rows", True)
        self._built = [_Built(line) for line in cover.lines]
        self._slices = Slices(self)
        self._lines = QWidget(self)
        self._grid = QGridLayout(self._lines)
        self._grid.setVerticalSpacing(8)
        self._kept = KeptLines(self._grid)
        self._grid.setColumnStretch(1, 1)
        self._box = QVBoxLayout(self)
        self._box.setContentsMargins(24, 18, 24, 12)
        self._box.setSpacing(4)
        for text in cover.title:
            self._add_centred(PrintedLabel(text, "cover_title", context.bindings, self))
        self._box.addWidget(self._lines)
        self._box.addSpacing(14)
        for text in cover.foot:
            self._add_centred(PrintedLabel(text, "cover_foot", context.bindings, self))
        self.refresh()
        context.bindings.settled.connect(self.refresh)

    def refresh(self) -> None:
        """Build the lines that have come and take away those that went."""
        counts = [self._rows_of(built.line) for built in self._built]
        if counts == [built.count for built in self._built]:
            return
        self._slices.drop()
        self._kept.release()
        top = 0
        for built, count in zip(self._built, counts, strict=True):
            self._fit(built, count, top)
            top += built.due + 1
        is_little = sum(built.due - len(built.rows) for built in self._built) <= AT_ONCE
        if not is_little:
            self._hold_room()
        self._slices.add(self._build_steps(), at_once=False)
        if is_little:
            self._slices.finish()

    def complete(self) -> None:
        """Build every line that is still to come, now."""
        self._slices.finish()

    def _fit(self, built: _Built, count: int, top: int) -> None:
        """Let `count` rows stand from `top` of the grid on; the next one that is missing is built."""
        is_same_kind = (count == _IN_WORDS) == (built.count == _IN_WORDS)
        is_moved = top != built.top
        built.count, built.top = count, top
        kept = built.due if is_same_kind else 0
        gone, built.rows = built.rows[kept:], built.rows[:kept]
        for row, line in enumerate(built.rows if is_moved else (), top):
            put_line(self._grid, line, row)
        if len(built.rows) < built.due:
            self._add_row(built)
        self._kept.drop(gone, built.rows[-1])
        if built.foot is not None:
            self._fit_foot(built, built.foot)

    def _hold_room(self) -> None:
        """Keep the room of the lines that are still to come."""
        missing = [built for built in self._built if len(built.rows) < built.due]
        rows = [range(built.top + len(built.rows), built.top + built.due) for built in missing]
        self._kept.hold(chain(*rows), missing[0].rows[-1])

    def _build_steps(self) -> Iterator[None]:
        is_behind = False  # the Tab key follows the order of the children
        for built in self._built:
            for widget in chain(*built.rows) if is_behind else ():
                widget.raise_()
            while len(built.rows) < built.due:
                self._add_row(built)
                yield
            is_behind, built.is_new = is_behind or built.is_new, False
            if built.foot is None and built.line.column and built.count != _IN_WORDS:
                self._add_foot(built)
            if built.foot is not None and is_behind:
                built.foot.raise_()
        self._kept.release()
        yield
        self._context.bindings.rebuilt.emit()

    def _rows_of(self, line: CoverLine) -> int:
        field = self._context.bindings.field(line.field)
        value = self._context.bindings.value(line.field)
        if line.column and isinstance(value, str):
            return _IN_WORDS
        return visible_rows(field, value) if line.column else 1

    def _add_row(self, built: _Built) -> None:
        line, index, parent = built.line, len(built.rows), self._lines
        field = self._context.bindings.field(line.field)
        label = FieldLabel(field, line.label if index == 0 else "", parent)
        label.setWordWrap(False)
        editor = self._editor(built, field, index)
        line_edit = editor_in(editor)
        if isinstance(line_edit, QLineEdit):
            line_edit.setProperty("line", "true")
        lead_to(label, line_edit)
        row = [label, editor, QLabel(line.suffix or "", parent)]
        if line.column and built.count != _IN_WORDS:
            row += row_buttons(RowPlace(line.field, index), self._context, parent)
        built.rows.append(row)
        built.is_new = True
        self._kept.put(row, built.top + index)

    def _editor(self, built: _Built, field: Field, index: int) -> QWidget:
        line = built.line
        if self._is_ticked_elsewhere(field):
            return _TickedWords(field, line.field, self._context, self._lines)
        if built.count == _IN_WORDS:
            plain = replace(field, type=FieldType.TEXT, fields=())
            return LineField(plain, line.field, self._context, self._lines)
        path = f"{line.field}.{index}.{line.column}" if line.column else line.field
        return field_block(path, self._context, self._lines)

    def _add_foot(self, built: _Built) -> None:
        """Under the rows: what adds one, and 无 where that may be said."""
        path = built.line.field
        field = self._context.bindings.field(path)
        built.foot = QWidget(self._lines)
        buttons = QHBoxLayout(built.foot)
        buttons.setContentsMargins(0, 0, 0, 0)
        built.add = add_button(built.words, field, path, self._context, built.foot)
        buttons.addWidget(built.add)
        if field.offers_none:
            buttons.addWidget(none_offer(path, self._context, built.foot))
        buttons.addStretch(1)
        self._grid.addWidget(built.foot, built.top + built.due, 1)
        built.foot.show()

    def _fit_foot(self, built: _Built, foot: QWidget) -> None:
        if built.count == _IN_WORDS:
            self._kept.drop([[foot]], built.rows[-1])
            built.foot = built.add = None
            return
        self._grid.addWidget(foot, built.top + built.due, 1)
        if built.add is not None:
            bindings, path = self._context.bindings, built.line.field
            show_room(built.add, built.words, bindings.field(path), bindings.value(path))

    def _is_ticked_elsewhere(self, field: Field) -> bool:
        """Whether the options of the field stand in another part: the cover has room for their words only."""
        if not field.has_options:
            return False
        form = self._context.bindings.app.form
        parts = (part for document in form.documents for part in document.parts)
        by_part = paths_by_part(form)
        return any(field.id in by_part[p.id] for p in parts if not isinstance(p.body, Cover))

    def _add_centred(self, label: QLabel) -> None:
        label.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._box.addWidget(label)


class _TickedWords(Line):
    """The words of what is ticked in the table; there is nothing to type here."""

    def __init__(self, field: Field, path: str, context: FormContext, parent: QWidget) -> None:
        super().__init__(parent)
        self._field = field
        self.setReadOnly(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setProperty("line", "true")
        self.setAccessibleName(field.label)
        self.setPlaceholderText("在表中勾选后，这里自动填写")
        context.bindings.bind(path, self)

    def show_value(self, value: Value) -> None:
        """Show the words as they are printed."""
        self.setText(field_answers.display(self._field, value))
        self.setCursorPosition(0)
