"""What is shown over the figure or table under the cursor: its caption line and its buttons."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise
from typing import Any

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QFrame, QHBoxLayout, QLabel, QToolButton, QWidget

from aimed_desktop.application.values import narrative_shape
from aimed_desktop.application.values.powers import raised, retyped, written
from aimed_desktop.application.values.words import plain
from aimed_desktop.services.typed_text import clean_line
from ui.narrative import figure_rows, objects
from ui.narrative.block_text import BlockText
from ui.narrative.object_cards import CAPTION_HEIGHT, USUAL_MM
from ui.narrative.objects import ObjectInText
from ui.narrative.page_cells import PageCells
from ui.narrative.table_dialog import ask_table
from ui.widgets.buttons import tool_button
from ui.widgets.line import Line
from ui.widgets.qt_application import qt_application
from ui.widgets.shortcuts import bind, hint

NARROWEST_MM, WIDEST_MM, _STEP_MM = 40, 160, 10
_LEAST_CAPTION = 220


class ObjectBar(QFrame):
    """Follows the current object of one editor; hidden while there is none."""

    def __init__(self, editor: BlockText) -> None:
        super().__init__(editor.viewport())
        self._editor = editor
        self._found: ObjectInText | None = None
        self.cells = PageCells(editor)
        self.setObjectName("object_bar")
        self.setCursor(Qt.CursorShape.ArrowCursor)
        row = QHBoxLayout(self)
        row.setContentsMargins(3, 2, 3, 2)
        row.setSpacing(1)
        self._width = QLabel(self)
        self._narrower = self._button(row, "minus", "窄一些", lambda: self._widen(-_STEP_MM))
        row.addWidget(self._width)
        self._wider = self._button(row, "plus", "宽一些", lambda: self._widen(_STEP_MM))
        self._beside = self._button(row, "figures-beside", "并排", self._toggle_beside)
        self._beside.setCheckable(True)
        self._table_tools = self._add_table_tools(row)
        self._button(row, "arrow-up", "上移", lambda: objects.move(editor, up=True))
        self._button(row, "arrow-down", "下移", lambda: objects.move(editor, up=False))
        self._button(row, "trash-2", "删除", lambda: objects.delete(editor))
        self.caption = _CaptionLine(editor.viewport())
        self.caption.setObjectName("object_caption")
        self.caption.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self.caption.editingFinished.connect(self._on_caption_typed)
        self.caption.left.connect(editor.setFocus)
        bind("edit_object", self, self.edit)
        for before, after in pairwise((editor, self.caption, *self.findChildren(QToolButton))):
            QWidget.setTabOrder(before, after)
        editor.object_changed.connect(self.refresh)
        qt_application().focusChanged.connect(self._on_focus_changed)
        self.cells.moved.connect(self.refresh)
        editor.document().documentLayout().documentSizeChanged.connect(lambda _size: self._place())
        editor.verticalScrollBar().valueChanged.connect(lambda _value: self._place())
        self.refresh()

    def refresh(self) -> None:
        """Show what belongs to the current object."""
        found = objects.current(self._editor)
        if self.caption.hasFocus() and found is not None:
            self._found = found
            self._place()
            return
        self._found = found
        entry: dict[str, Any] = found.entry if found is not None else {}
        has_caption = "image" in entry or "table" in entry
        is_shown = found is not None and self._has_focus() and not self._editor.isReadOnly()
        self.setVisible(is_shown)  # a button of it keeps the focus
        self.caption.setVisible(is_shown and has_caption)
        if not is_shown:
            return
        for widget in (self._narrower, self._width, self._wider):
            widget.setVisible("image" in entry)
        for tool in self._table_tools:
            tool.setVisible("table" in entry)
            tool.setEnabled(self.cells.is_open or tool is self._table_tools[0])
        width = entry.get("width_mm")
        self._width.setText(f"{width:g} mm" if width else "自动")
        self._show_beside("image" in entry)
        kind = "图" if "image" in entry else "表"
        self.caption.setAccessibleName(f"{kind}题")
        self.caption.setPlaceholderText(f"{kind}题（编号由程序加）")
        self.caption.setText(plain(written(entry.get("caption") or "")))
        self._place()

    def edit(self) -> None:
        """F2: the first cell of a table, the caption of a figure; in a cell, the table in a dialog."""
        if objects.current(self._editor) is None or self._editor.isReadOnly():
            return
        if self.cells.is_open:
            self.edit_in_dialog()
        elif not self.cells.begin():
            self.caption.setFocus()
            self.caption.selectAll()

    def edit_in_dialog(self) -> None:
        """All of a table at once."""
        self.cells.leave()
        found = objects.current(self._editor)
        if found is None or "table" not in found.entry or narrative_shape.problem([found.entry]) is not None:
            return
        entry = ask_table(found.entry, self._editor)
        if entry is not None:
            objects.replace(self._editor, found, entry)
        self._editor.setFocus()

    def _add_table_tools(self, row: QHBoxLayout) -> list[QToolButton]:
        """Those of rows and columns are for the cell that is written in."""
        cells = self.cells
        return [
            self._button(row, "pencil", "在窗口里编辑表格（格子里按 F2）", self.edit_in_dialog),
            self._button(row, "row-add", f"下面加一行{hint('row_add')}", cells.add_row),
            self._button(row, "row-delete", f"删除此行{hint('row_delete')}", cells.delete_row),
            self._button(row, "column-add", "右边加一列", cells.add_column),
            self._button(row, "column-delete", "删除此列", cells.delete_column),
        ]

    def _show_beside(self, is_figure: bool) -> None:
        block = self._editor.textCursor().block()
        is_beside = figure_rows.is_beside(block)
        self._beside.setVisible(is_figure and figure_rows.can_stand_beside(block))
        self._beside.setChecked(is_beside)
        words = "不并排：放到上一张图的下面" if is_beside else "与上一张图并排"
        self._beside.setToolTip(words)
        self._beside.setAccessibleName(words)

    def _toggle_beside(self) -> None:
        block = self._editor.textCursor().block()
        figure_rows.set_beside(self._editor, block, beside=not figure_rows.is_beside(block))
        self.refresh()

    def _widen(self, step: int) -> None:
        if self._found is None:
            return
        row = figure_rows.row_of(block := self._editor.textCursor().block())
        shared = (figure_rows.row_widths_mm(row) or ()) if len(row) > 1 else ()
        usual = round(shared[row.index(block)], -1) if shared else USUAL_MM
        now = float(self._found.entry.get("width_mm") or usual)
        width = min(max(now + step, NARROWEST_MM), WIDEST_MM)
        entry = self._found.entry | {"width_mm": int(width) if width == int(width) else width}
        objects.replace(self._editor, self._found, entry)

    def _on_caption_typed(self) -> None:
        if self._found is None:
            return
        caption = clean_line(self.caption.text()).strip()
        entry = {key: value for key, value in self._found.entry.items() if key != "caption"}
        was = written(self._found.entry.get("caption") or "")
        if caption != plain(was):
            words = raised(retyped(was, caption))
            objects.replace(self._editor, self._found, entry | ({"caption": words} if words else {}))

    def _place(self) -> None:
        area = objects.current_area(self._editor)
        if area is None or not (self.isVisible() or self.caption.isVisible()):
            return
        is_table = self._found is not None and "table" in self._found.entry
        self.adjustSize()
        right = min(area.right() + 1, self._editor.viewport().width()) - self.width()
        top = area.top() + CAPTION_HEIGHT - self.height() if is_table else area.top()  # no cell is covered
        self.move(max(right, 0), max(top, 0))
        line = QRect(0, 0, max(area.width(), _LEAST_CAPTION), CAPTION_HEIGHT)
        line.moveCenter(area.center())
        line.moveTop(area.top() if is_table else area.bottom() - CAPTION_HEIGHT + 1)
        if is_table:  # the buttons stand at its right
            line.adjust(self.width(), 0, -self.width(), 0)
        self.caption.setGeometry(line)
        self.raise_()

    def _has_focus(self) -> bool:
        """Whether the cursor is in the text, in the caption or on a button here."""
        focused = QApplication.focusWidget()
        ours = (self._editor, self.caption, self.cells.line)
        return focused in ours or (focused is not None and self.isAncestorOf(focused))

    def _on_focus_changed(self, old: QWidget | None, new: QWidget | None) -> None:
        if self.cells.is_open and new is not None and not self._has_focus():
            self.cells.close()
        if self.isVisible() or new is self._editor:
            self.refresh()

    def _button(self, row: QHBoxLayout, icon: str, words: str, action: Callable[[], object]) -> QToolButton:
        button = tool_button(icon, words, self, action)
        button.setObjectName(f"object:{icon}")
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        row.addWidget(button)
        return button


class _CaptionLine(Line):
    """`left` tells that Enter or Esc was pressed: back to the text."""

    left = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Escape):
            self.left.emit()
        else:
            super().keyPressEvent(event)
