"""专心写作: one long text alone on the screen, what the notice asks of it beside it."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget
from shiboken6 import isValid

from aimed_desktop.definition.model import Notice
from ui import icons, shortcuts, theme
from ui.form.bindings import Bindings
from ui.form.guidance_view import GuidanceView
from ui.narrative.coverage_list import CoverageList
from ui.narrative.field import LongField

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
        self._title = QLabel(self)
        self._title.setObjectName("writing_title")
        self._column = QVBoxLayout()
        self._column.addLayout(self._head())
        self._guidance = GuidanceView(notice, self)
        self._coverage = CoverageList(bindings, self)
        side = QVBoxLayout()
        side.addWidget(self._coverage)
        side.addWidget(self._guidance, 1)
        sheet, beside = QFrame(self), QFrame(self)
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

    def leave(self) -> None:
        """Bring the text back to where it came from."""
        if self._field is None:
            return
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

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Cover the window when its size changes, too."""
        if event.type() is QEvent.Type.Resize and self.is_open:
            self.setGeometry(self._window.rect())
        return False

    def _head(self) -> QHBoxLayout:
        head = QHBoxLayout()
        head.addWidget(self._title, 1)
        back = QPushButton("返回表格", self)
        icons.put(back, "minimize")
        back.setObjectName("writing_back")
        back.setToolTip(f"返回表格（Esc 或 {shortcuts.keys_of('writing_mode')}）")
        back.clicked.connect(self.leave)
        head.addWidget(back)
        return head
