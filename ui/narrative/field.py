"""A long text with what belongs to it: its tools while it is written in, its counter, its object bar."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from aimed_desktop.definition.fields import Field
from ui.binding.context import FormContext
from ui.binding.counter import CounterLabel
from ui.narrative.editor import NarrativeEditor
from ui.widgets import theme


class LongField(QWidget):
    """The editor, and under it a foot that stays in sight while the text goes on below the window."""

    def __init__(self, field: Field, path: str, context: FormContext, parent: QWidget) -> None:
        super().__init__(parent)
        self.editor = NarrativeEditor(field, path, context, self)
        self._area: QScrollArea | None = None
        self._has_tools = False
        self._floats = False
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, theme.LONG_FOOT_HEIGHT)
        box.addWidget(self.editor)
        self.foot = QWidget(self)
        self.foot.setObjectName("long_foot")
        self.foot.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._line = QHBoxLayout(self.foot)
        self._line.setContentsMargins(2, 1, 2, 1)
        self._line.addStretch(1)
        counter = CounterLabel(field.limit, self.foot)
        self._line.addWidget(counter)
        self.editor.counted.connect(counter.show_count)
        self.editor.tell()
        self.editor.focus_changed.connect(self._on_focus_changed)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place_foot()

    def _on_focus_changed(self, has_focus: bool) -> None:
        if has_focus and not self._has_tools:
            self._add_tools()
        self._floats = has_focus
        self.foot.setProperty("floats", has_focus)
        theme.repolish(self.foot)
        self._watch_scrolling()
        self._place_foot()

    def _add_tools(self) -> None:
        """Made when the cursor first comes: a page has many long texts, one of them is written in."""
        from ui.narrative.object_bar import ObjectBar
        from ui.narrative.tools import Tools

        self._has_tools = True
        tools = Tools(self.editor, self.foot)
        self._line.insertWidget(0, tools)
        if self.editor.is_narrative:
            ObjectBar(self.editor)

    def _watch_scrolling(self) -> None:
        area = self.parentWidget()
        while area is not None and not isinstance(area, QScrollArea):
            area = area.parentWidget()
        if area is not self._area:
            if self._area is not None:
                self._area.verticalScrollBar().valueChanged.disconnect(self._place_foot)
            self._area = area
            if area is not None:
                area.verticalScrollBar().valueChanged.connect(self._place_foot)

    def _place_foot(self) -> None:
        """Under the text; while that ends below the window, at the lower edge of what is in sight."""
        top = self.height() - theme.LONG_FOOT_HEIGHT
        if self._floats and self._area is not None:
            view = self._area.viewport()
            edge = self.mapFrom(view, view.rect().bottomLeft()).y() - theme.LONG_FOOT_HEIGHT + 1
            top = min(max(edge, 0), top)
        self.foot.setGeometry(0, top, self.width(), theme.LONG_FOOT_HEIGHT)
        self.foot.raise_()
