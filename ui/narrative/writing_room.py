"""专心写作: one long text alone on the screen, what the notice asks of it beside it."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QVBoxLayout,
    QWidget,
)
from shiboken6 import isValid

from aimed_desktop.definition.model import Notice
from ui.binding.bindings import Bindings
from ui.narrative.coverage_list import CoverageList
from ui.narrative.field import LongField
from ui.narrative.guidance_view import GuidanceView
from ui.widgets import icons, shortcuts, theme
from ui.widgets.bar import HOLDS_BAR
from ui.widgets.later import call_later
from ui.widgets.qt_application import qt_application

_COLUMN_WIDTH = 860
_SIDE_WIDTH = 320
_MARGIN = 28


class WritingRoom(QFrame):
    """Covers a window. The text keeps its document, its undo and its cursor: it only moves house."""

    left = Signal()

    def __init__(self, window: QWidget, bindings: Bindings, notice: Notice | None) -> None:
        super().__init__(window)
        self._window = window
        self._bindings = bindings
        self._field: LongField | None = None
        self._place: QWidget | None = None  # holds the room of the text in the form
        self.setObjectName("writing_room")
        self.setProperty(HOLDS_BAR, True)
        self._title = QLabel(self)
        self._title.setObjectName("writing_title")
        self.saved = QLabel(self)
        self.saved.setProperty("role", "quiet")
        self._column = QVBoxLayout()
        self._column.addLayout(self._head())
        self._guidance = GuidanceView(notice, self)
        self._coverage = CoverageList(bindings, self)
        side = QVBoxLayout()
        side.addWidget(self._coverage)
        side.addWidget(self._guidance, 1)
        sheet, beside = QFrame(self), QFrame(self)
        self._beside = beside
        sheet.setObjectName("writing_sheet")
        sheet.setMaximumWidth(_COLUMN_WIDTH)
        sheet.setLayout(self._column)
        beside.setObjectName("writing_side")
        beside.setFixedWidth(_SIDE_WIDTH)
        beside.setLayout(side)
        row = QHBoxLayout(self)
        row.setContentsMargins(_MARGIN, _MARGIN // 2, _MARGIN, _MARGIN // 2)
        row.setSpacing(_MARGIN)
        row.addStretch(1)
        row.addWidget(sheet, 20)
        row.addWidget(beside)
        row.addStretch(1)
        window.installEventFilter(self)
        self.hide()

    @property
    def is_open(self) -> bool:
        """Whether a text is here."""
        return self._field is not None

    @property
    def field(self) -> LongField | None:
        """The text that is here."""
        return self._field

    def add_bar(self, bar: QWidget) -> None:
        """Let `bar` stand under the text."""
        self._column.addWidget(bar)

    def enter(self, field: LongField) -> None:
        """Bring `field` here, the cursor where it was."""
        house = field.parentWidget()
        layout = house.layout() if house is not None else None
        if self._field is not None or layout is None or house is None:
            return
        self._place = QWidget(house)
        self._place.setFixedHeight(field.height())
        layout.replaceWidget(field, self._place)
        self._field = field
        self._column.addWidget(field, 1)
        theme.repolish(field.editor)  # the style of a place is not looked at again by itself
        field.editor.set_growing(False)
        self._title.setText(field.editor.field.label.rstrip("：。"))
        self._guidance.show_field(field.editor.field)
        self._coverage.show_field(field.editor.field, field.editor.path)
        self.setGeometry(self._window.rect())
        self.show()
        self.raise_()
        field.editor.setFocus()
        field.editor.ensureCursorVisible()
        qt_application().focusChanged.connect(self._on_focus_changed)

    def leave(self, *, takes_focus: bool = True) -> None:
        """Bring the text back to where it came from, the cursor with it unless another has taken it."""
        if self._field is None:
            return
        qt_application().focusChanged.disconnect(self._on_focus_changed)
        field, place = self._field, self._place
        self._field = self._place = None
        self._column.removeWidget(field)
        if place is not None and isValid(place) and (house := place.parentWidget()) is not None:
            layout = house.layout()
            assert layout is not None
            field.setParent(house)
            layout.replaceWidget(place, field)
            field.show()
            place.deleteLater()
            theme.repolish(field.editor)
            field.editor.set_growing(True)
            self.hide()
            if takes_focus:
                field.editor.setFocus()
        else:  # the form was built anew meanwhile: it has a text of its own there
            field.editor.flush()
            field.deleteLater()
            self.hide()
        self.left.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.leave()
        else:
            super().keyPressEvent(event)

    def focusNextPrevChild(self, is_next: bool) -> bool:
        """Tab stays in the room."""
        stops = [widget for widget in self._chain() if widget.isVisible() and widget.isEnabled()]
        if not stops:
            return False
        now = QApplication.focusWidget()
        at = stops.index(now) if now in stops else -1 if is_next else 0
        reason = Qt.FocusReason.TabFocusReason if is_next else Qt.FocusReason.BacktabFocusReason
        stops[(at + (1 if is_next else -1)) % len(stops)].setFocus(reason)
        return True

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Cover the window when its size changes, too."""
        if event.type() is QEvent.Type.Resize and self.is_open:
            self.setGeometry(self._window.rect())
        return False

    def _chain(self) -> list[QWidget]:
        """What Tab may stop at in the room, as it stands on the screen.

        WORKAROUND(PySide6 6.9): not by `nextInFocusChain`, which makes each widget the Python owner of the
        next one: once one of them is deleted, layouts behind it hold items that are gone, and crash.
        """
        stops = [each for each in self.findChildren(QWidget) if each.focusPolicy() & Qt.FocusPolicy.TabFocus]
        return sorted(stops, key=self._place_of)

    def _place_of(self, widget: QWidget) -> tuple[bool, int, int]:
        """Column, then height, then what stands left."""
        corner = widget.mapTo(self, QPoint(0, 0))
        return self._beside.isAncestorOf(widget), corner.y(), corner.x()

    def _on_focus_changed(self, _old: QWidget | None, new: QWidget | None) -> None:
        """Whoever asks for something behind the room wants to see it."""
        if new is not None and new.window() is self._window and not self.isAncestorOf(new):
            call_later(self, lambda: self.leave(takes_focus=False))  # not while it is moving

    def _head(self) -> QHBoxLayout:
        head = QHBoxLayout()
        head.addWidget(self._title, 1)
        head.addWidget(self.saved)
        back = QPushButton("返回表格", self)
        icons.put(back, "minimize")
        back.setObjectName("writing_back")
        back.setToolTip(f"返回表格（Esc 或 {shortcuts.keys_of('writing_mode')}）")
        back.clicked.connect(self.leave)
        head.addWidget(back)
        return head
