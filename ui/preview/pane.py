"""The preview beside the form: the page of the field that is edited, with what turns and enlarges it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QEvent, QObject, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent, QImage, QKeyEvent, QResizeEvent, QShowEvent, QWheelEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QScrollArea, QToolButton, QVBoxLayout, QWidget

from aimed_desktop.application.model import Change
from aimed_desktop.definition.model import Form
from aimed_desktop.definition.sections import carried_fields
from aimed_desktop.framing import Frame
from ui.narrative.printed_place import PrintedPlace
from ui.preview.page_view import FieldRectangle, PageView
from ui.preview.preview_process import PreviewProcess
from ui.widgets.buttons import tool_button

_CARET_MS = 120  # after the caret moved: no key of a fast hand waits for the page
PAUSE_MS = 40  # after a change: long texts have waited for a pause of the hands already
_ZOOMS = (1.0, 1.25, 1.5, 2.0, 2.5, 3.0, 4.0)
_MARGIN = 8
_WIDEST = 2400  # device pixels asked for
_NOT_PRINTED = "这一栏不印在纸上。"
_SETTING = "正在排版……"
_FAILED = "预览暂时不能显示，填写和导出不受影响。"

PlaceOf = Callable[[str], PrintedPlace | None]


class PreviewPane(QWidget):
    """`place_chosen` as of the page, `enlarged` tells that a larger view is wanted."""

    place_chosen = Signal(str, object)
    enlarged = Signal()
    shown = Signal()  # an answer is on the screen
    zoomed = Signal(float)

    def __init__(self, parent: QWidget, key: str = "page") -> None:
        super().__init__(parent)
        self.page: list[Any] | None = None  # document and index of the page that is shown
        self.zoom = _ZOOMS[0]
        self._key = key
        self._typesetter: PreviewProcess | None = None
        self._carried: frozenset[str] = frozenset()  # fields that are printed nowhere
        self._titles: dict[str, str] = {}  # of documents, where there are several
        self._field: str | None = None
        self._place_of: PlaceOf = lambda _field: None
        self._caret: PrintedPlace | None = None  # for which the page was asked last
        self._is_following = True
        self._is_edited = False
        self._last: dict[str, Any] = {}  # the head of the last answer
        self._pages: list[list[Any]] = []
        self.setObjectName("preview")
        self._pause = QTimer(self, singleShot=True, interval=PAUSE_MS)
        self._pause.timeout.connect(self.refresh)
        self._settled = QTimer(self, singleShot=True, interval=_CARET_MS)
        self._settled.timeout.connect(self._on_caret_settled)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(4)
        box.addLayout(self._tools())
        self.state = QLabel(_SETTING, self)
        self.state.setProperty("role", "quiet")
        self.state.setWordWrap(True)
        self.again = QToolButton(self)
        self.again.setText("重试")
        self.again.clicked.connect(self._on_again)
        self.again.hide()
        row = QHBoxLayout()
        row.addWidget(self.state, 1)
        row.addWidget(self.again)
        box.addLayout(row)
        self.area = QScrollArea(self)
        self.area.setObjectName("preview_scroll")
        self.area.setFrameShape(QFrame.Shape.NoFrame)
        self.area.setAlignment(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)
        self.area.setAccessibleName("版面预览")
        self.view = PageView(self.area)
        self.view.place_chosen.connect(self.place_chosen)
        self.view.enlarged.connect(self.enlarged)
        self.area.setWidget(self.view)
        self.area.viewport().installEventFilter(self)
        self.area.installEventFilter(self)
        box.addWidget(self.area, 1)

    def serve(self, typesetter: PreviewProcess, form: Form, place_of: PlaceOf) -> None:
        """Show the pages of what the typesetter knows, an application of `form`; `place_of` a field tells
        where in it the clerk writes.
        """
        self._place_of = place_of
        self._typesetter, self._carried = typesetter, frozenset(carried_fields(form))
        self._titles = {each.id: each.title for each in form.documents} if len(form.documents) > 1 else {}
        typesetter.answered.connect(self._on_answered)
        typesetter.gave_up.connect(self._on_gave_up)
        self.refresh()

    def follow(self, field: str | None) -> None:
        """Show the page of a field."""
        if field == self._field and self._is_following:
            return
        self._field, self._is_following, self._is_edited = field, True, False
        self._show_spots()
        self.refresh()

    def on_caret(self) -> None:
        """The caret moved in a long text: go with it when the hands pause."""
        self._settled.start()

    def on_locked(self, _is_locked: bool) -> None:
        """The version was fixed, or may be changed again: it is drawn with or without 草稿."""
        self._pause.start()

    def on_change(self, change: Change) -> None:
        """Something was written: set its page again once the clerk pauses."""
        own, written = f"{self._field}.", f"{change.path}."
        if own.startswith(written) or written.startswith(own):
            self._is_edited = self._is_following = True
        self._pause.start()

    def refresh(self) -> None:
        """Ask for the page again, unless nobody looks."""
        if self._typesetter is not None and self.isVisible():
            self._typesetter.ask(self._key, self._question)

    def turn(self, step: int) -> None:
        """Show the next page (1) or the one before (-1), whatever field is edited."""
        if self.page in self._pages:
            index = min(max(self._pages.index(self.page) + step, 0), len(self._pages) - 1)
            self.page = self._pages[index]
            self._is_following = False
            self.area.verticalScrollBar().setValue(0)
            self.refresh()

    def set_zoom(self, zoom: float) -> None:
        """How wide the page is; 1 fills the panel."""
        self.zoom = min(max(zoom, _ZOOMS[0]), _ZOOMS[-1])
        self._show_zooms()
        self._fit()
        self._reveal(self.view.marked_area())
        self._pause.start()
        self.zoomed.emit(self.zoom)

    def step_zoom(self, step: int) -> None:
        """The next larger (1) or smaller (-1) of the usual zooms."""
        nearest = min(range(len(_ZOOMS)), key=lambda at: abs(_ZOOMS[at] - self.zoom))
        self.set_zoom(_ZOOMS[min(max(nearest + step, 0), len(_ZOOMS) - 1)])

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Ctrl and the wheel zoom; Page Up and Page Down turn."""
        if isinstance(event, QWheelEvent) and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.step_zoom(1 if event.angleDelta().y() > 0 else -1)
            return True
        if isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress and watched is self.area:
            step = {Qt.Key.Key_PageDown: 1, Qt.Key.Key_PageUp: -1}.get(Qt.Key(event.key()), 0)
            if step:
                self.turn(step)
                return True
        if event.type() is QEvent.Type.Resize and watched is self.area.viewport():
            self._fit()
        return super().eventFilter(watched, event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._pause.start()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.refresh()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._pause.stop()

    def sizeHint(self) -> QSize:
        return QSize(260, 420)

    def _tools(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(2)
        self.previous = tool_button("chevron-left", "上一页", self, lambda: self.turn(-1))
        self.number = QLabel("", self)
        self.number.setProperty("role", "quiet")
        self.number.setAccessibleName("页码")
        self.next = tool_button("chevron-right", "下一页", self, lambda: self.turn(1))
        self.smaller = tool_button("zoom-out", "缩小（Ctrl+滚轮）", self, lambda: self.step_zoom(-1))
        self.larger = tool_button("zoom-in", "放大（Ctrl+滚轮）", self, lambda: self.step_zoom(1))
        self._show_zooms()
        self.enlarge = tool_button("maximize", "放大到单独的窗口（双击版面也可以）", self, self.enlarged.emit)
        for widget in (self.previous, self.number, self.next, self.smaller, self.larger, self.enlarge):
            row.addWidget(widget)
        row.insertStretch(3, 1)
        return row

    def _on_caret_settled(self) -> None:
        caret = self._place()
        if caret is not None and (caret != self._caret or not self._is_following):
            self._is_following = True
            self._show_spots()
            self.refresh()

    def _place(self) -> PrintedPlace | None:
        """Where in a long text the clerk writes now."""
        return self._place_of(self._field) if self._field else None

    def _question(self) -> dict[str, Any]:
        """What is asked now; put into words when it is sent."""
        edited, self._is_edited = self._is_edited, False
        caret = self._caret = self._place()
        return {
            "ask": "page",
            "follow": self._field if self._is_following else None,
            "caret": (caret.block, caret.character) if caret is not None else None,
            "page": self.page,
            "width": min(round(self._page_width() * self.devicePixelRatioF()), _WIDEST),
            "edited": edited,
            "seen": self._last.get("moment", 0),
            "shown": self._last.get("shown"),
        }

    def _on_answered(self, key: str, message: Frame) -> None:
        if key != self._key:
            return
        head = dict(message.head)
        is_other = head["page"] != self.page
        self._last, self.page, self._pages = head, head["page"], head["pages"]
        if message.blobs:
            width, height = head["size"]
            image = QImage(message.blobs[0], width, height, width * 4, QImage.Format.Format_RGB32).copy()
            self.view.show_picture(image)
            self._fit()
        self._show_spots()
        self._show_number()
        if self._is_following:
            self._show_place(head["at"], is_other=is_other)
        self.shown.emit()

    def _show_place(self, changed_at: float | None, *, is_other: bool) -> None:
        """Scroll to the line with the caret, else to what has changed, on another page to the field."""
        if (line := self.view.caret_area()) is not None:
            self._reveal(line)
        elif changed_at is not None:
            self._reveal(QRectF(0, changed_at * self.view.height() - 8, 1, 32))
        elif is_other:
            self._reveal(self.view.marked_area())

    def _show_spots(self) -> None:
        spots = [FieldRectangle(*area) for area in self._last.get("areas", ())]
        self.view.show_spots(spots, self._field, self._place())
        is_carried = self._field is not None and self._field.partition(".")[0] in self._carried
        title = self._titles.get(self.page[0], "") if self.page else ""
        self.state.setText(_NOT_PRINTED if is_carried else title if self._last else _SETTING)
        self.state.setVisible(bool(self.state.text()))
        self.again.hide()

    def _show_number(self) -> None:
        at = self._pages.index(self.page) if self.page in self._pages else 0
        self.number.setText(f"第 {at + 1} / {len(self._pages)} 页")
        self.previous.setEnabled(at > 0)
        self.next.setEnabled(at + 1 < len(self._pages))

    def _show_zooms(self) -> None:
        self.smaller.setEnabled(self.zoom > _ZOOMS[0])
        self.larger.setEnabled(self.zoom < _ZOOMS[-1])

    def _page_width(self) -> int:
        bar = self.area.verticalScrollBar().sizeHint().width()
        return max(round((self.area.width() - bar - _MARGIN) * self.zoom), 80)

    def _fit(self) -> None:
        """Give the page its width on the screen; its picture follows."""
        width = self._page_width()
        self.view.setFixedSize(width, round(width * self.view.proportion()))

    def _reveal(self, area: QRectF | None) -> None:
        """Scroll only as far as it needs for `area` of the page to be seen."""
        if area is None:
            return
        across, down = self.area.horizontalScrollBar(), self.area.verticalScrollBar()
        room = self.area.viewport().height()
        if area.top() < down.value():
            down.setValue(round(area.top()) - room // 4)
        elif min(area.bottom(), area.top() + room / 2) > down.value() + room:
            down.setValue(round(min(area.bottom(), area.top() + room / 2)) - room * 3 // 4)
        if area.width() > 1:
            across.setValue(round(area.center().x()) - self.area.viewport().width() // 2)

    def _on_gave_up(self) -> None:
        self.state.setText(_FAILED)
        self.state.show()
        self.again.show()

    def _on_again(self) -> None:
        self.again.hide()
        self.state.setText(_SETTING)
        if self._typesetter is not None:
            self._typesetter.try_again()
            self.refresh()
