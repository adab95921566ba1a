"""The sheets in the middle of the window: every part of the form, the first ones built first."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QHBoxLayout,
    QLabel,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)
from shiboken6 import isValid

from aimed_desktop.definition.layout import Cover, Part, Title
from aimed_desktop.definition.model import Form
from ui import theme
from ui.form.arrangement import DESK_MARGIN
from ui.form.asking import loose_fields
from ui.form.context import FormContext, path_of
from ui.form.cover_view import CoverView
from ui.form.part_views import labelled_fields, part_view
from ui.form.rows import ticked_options
from ui.form.sections import CARRIED, carried_fields
from ui.form.tab_order import restore_tab_order
from ui.form.zoom import zoom

_NARROWEST = 560
_NARROWEST_WIDE = 940  # a landscape sheet is scrolled sideways rather than squeezed
_SETTLING_MS = 700  # after a jump: texts find their height when they are first laid out
_ORDERING_MS = 100
_AT_ONCE = 2  # parts that are built before the first paint


@dataclass(slots=True)
class _Slot:
    """Where a part stands; `keys` are the options that it is repeated for, once built."""

    part: Part
    holder: QWidget
    keys: tuple[str, ...] | None = None


class Paper(QScrollArea):
    """All documents of a form, one sheet each. `completed` tells when the last part is built."""

    completed = Signal()

    def __init__(self, form: Form, context: FormContext, parent: QWidget) -> None:
        super().__init__(parent)
        self._form = form
        self._context = context
        self._slots: list[_Slot] = []
        self._sheets: list[QWidget] = []
        self._centred: list[QHBoxLayout] = []
        self._carried: QWidget | None = None
        self._zoom = 100
        self._loose = loose_fields(form)
        self.setObjectName("paper_scroll")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self._desk = QWidget(self)
        self._desk.setObjectName("paper_desk")
        self._column = QVBoxLayout(self._desk)
        self._column.setContentsMargins(DESK_MARGIN, 14, DESK_MARGIN, 14)
        self._column.setSpacing(14)
        if form.remark:
            self._add_remark(form.remark)
        for document in form.documents:
            sheet = self._sheet(theme.WIDE_PAPER_WIDTH if document.page.landscape else theme.PAPER_WIDTH)
            self._slots += [self._slot(part, sheet) for part in document.parts if not part.blank_only]
        self._last_sheet = self._sheet() if carried_fields(form) else None
        self._column.addStretch(1)
        self.setWidget(self._desk)
        self._unbuilt = self._build_steps()
        self.is_complete = False  # whether every part is built
        self._timer = QTimer(self, interval=0)
        self._timer.timeout.connect(self._build_next)
        self._desk.installEventFilter(self)
        for _ in range(_AT_ONCE):
            next(self._unbuilt, None)
        self._wanted: QWidget | None = None
        self._settling = QTimer(self, singleShot=True, interval=_SETTLING_MS)
        self.verticalScrollBar().rangeChanged.connect(lambda _least, _most: self._show_wanted())
        context.bindings.settled.connect(self._refresh)
        self._ordering = QTimer(self, singleShot=True, interval=_ORDERING_MS)
        self._ordering.timeout.connect(lambda: restore_tab_order(self._desk))
        context.bindings.rebuilt.connect(self._ordering.start)

    def complete(self) -> None:
        """Build what is not yet built, now."""
        if self.is_complete:
            return
        while not self.is_complete:
            self._build_next()
        self._desk.adjustSize()

    def show_part(self, part_id: str) -> None:
        """Scroll so that the part stands at the top."""
        self.complete()
        holders = {slot.part.id: slot.holder for slot in self._slots}
        holder = self._carried if part_id == CARRIED else holders.get(part_id)
        if holder is not None:
            top = holder.mapTo(self._desk, QPoint(0, 0)).y()
            self.verticalScrollBar().setValue(max(0, top - 16))

    def part_in_sight(self) -> str | None:
        """The id of the part with the cursor while that is in sight, else of the part at the upper edge."""
        focused = QApplication.focusWidget()
        if focused is not None and self._desk.isAncestorOf(focused) and not focused.visibleRegion().isEmpty():
            return next((s.part.id for s in self._slots if s.holder.isAncestorOf(focused)), CARRIED)
        edge = self.verticalScrollBar().value() + 40
        found = None
        for slot in self._slots:
            if slot.holder.mapTo(self._desk, QPoint(0, 0)).y() > edge:
                break
            found = slot.part.id
        if self._carried is not None and self._carried.mapTo(self._desk, QPoint(0, 0)).y() <= edge:
            found = CARRIED
        return found

    def editor(self, path: str) -> QWidget | None:
        """The widget of the field at `path`, or of the nearest field that holds it."""
        self.complete()
        steps = path.split(".")
        for length in range(len(steps), 0, -1):
            shorter = ".".join(steps[:length])
            found = [w for w in self._desk.findChildren(QWidget, shorter) if not w.isHidden()]
            if not found:
                found = [
                    w
                    for w in self._desk.findChildren(QWidget)
                    if (path_of(w) or "").startswith(shorter + ".")
                ]
            if found:
                return _outside_cover(found)
        return None

    def focus_field(self, path: str) -> bool:
        """Put the cursor into the field at `path` and show it; False when it stands nowhere."""
        widget = self.editor(path)
        if widget is None:
            return False
        self._column.activate()
        widget.setFocus(Qt.FocusReason.OtherFocusReason)
        self._wanted = widget
        self._settling.start()
        self._show_wanted()
        return True

    def _show_wanted(self) -> None:
        """Show the field that was jumped to; again while the parts before it are still growing."""
        widget = self._wanted
        if widget is not None and isValid(widget) and self._settling.isActive():
            self.reveal(widget, QRect(0, 0, widget.width(), min(widget.height(), 160)))

    def reveal(self, widget: QWidget, area: QRect) -> None:
        """Scroll only as far as `area` of `widget` asks for."""
        if not self._desk.isAncestorOf(widget):
            return
        top = widget.mapTo(self._desk, area.topLeft()).y()
        bottom = top + area.height()
        bar, room = self.verticalScrollBar(), self.viewport().height()
        if top - 24 < bar.value():
            bar.setValue(top - 24)
        elif bottom + 32 > bar.value() + room:
            bar.setValue(bottom + 32 - room)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The first paint of the desk, which covers all of the viewport, lets the rest be built."""
        if event.type() is QEvent.Type.Paint:
            watched.removeEventFilter(self)
            self._timer.start()
        return False

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._size_sheets()

    @property
    def sheet_width(self) -> int:
        """How wide the widest sheet likes to be, in px."""
        widest = max((int(sheet.property("paper_width") or 0) for sheet in self._sheets), default=0)
        return round(widest * self._zoom / 100)

    def show_zoom(self, percent: int) -> None:
        """Show the words at `percent` of their usual size, on sheets that grow with them."""
        if percent != self._zoom:
            self._zoom = percent
            zoom(self._desk, percent)
            self._size_sheets()

    def _size_sheets(self) -> None:
        room = self.viewport().width() - 2 * DESK_MARGIN
        is_wider = any(s.property("paper_width") == theme.WIDE_PAPER_WIDTH for s in self._sheets)
        squeezed = is_wider and room < _NARROWEST_WIDE  # what stands upright stays in sight at the left
        for row in self._centred:
            row.setStretch(0, 0 if squeezed else 1)
        for sheet in self._sheets:
            widest, narrowest = theme.PAPER_WIDTH, _NARROWEST
            if sheet.property("paper_width") == theme.WIDE_PAPER_WIDTH:
                widest, narrowest = theme.WIDE_PAPER_WIDTH, _NARROWEST_WIDE
            sheet.setFixedWidth(max(min(round(widest * self._zoom / 100), room), narrowest))

    def _add_remark(self, words: str) -> None:
        """What the definition says of itself stands over the sheets, for it is not printed."""
        remark = QLabel(f"说明：{words}", self._desk)
        remark.setObjectName("remark")
        remark.setWordWrap(True)
        self._add_centred(remark)

    def _sheet(self, width: int = theme.PAPER_WIDTH) -> QFrame:
        sheet = QFrame(self._desk)
        sheet.setObjectName("paper")
        sheet.setProperty("paper_width", width)
        sheet.setFixedWidth(width)
        box = QVBoxLayout(sheet)
        box.setContentsMargins(*[theme.PAPER_MARGIN] * 4)
        box.setSpacing(10)
        self._add_centred(sheet)
        return sheet

    def _add_centred(self, sheet: QWidget) -> None:
        """Between stretches: an aligned widget would be asked for its height at the width of the desk."""
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(sheet)
        row.addStretch(1)
        self._column.addLayout(row)
        self._centred.append(row)
        self._sheets.append(sheet)

    def _slot(self, part: Part, sheet: QFrame) -> _Slot:
        holder = QWidget(sheet)
        box = QVBoxLayout(holder)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(10)
        layout = sheet.layout()
        assert layout is not None
        layout.addWidget(holder)
        return _Slot(part, holder)

    def _build_steps(self) -> Iterator[None]:
        for slot in self._slots:
            self._fill(slot)
            yield
        if self._last_sheet is not None:
            self._fill_carried(self._last_sheet)
            yield

    def _build_next(self) -> None:
        if next(self._unbuilt, "end") == "end":
            self._timer.stop()
            self.is_complete = True
            self.completed.emit()

    def _fill(self, slot: _Slot) -> None:
        keys = self._keys(slot.part)
        if keys == slot.keys:
            return
        layout = slot.holder.layout()
        assert layout is not None
        while (item := layout.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        slot.keys = keys
        self._context.bindings.rebuilt.emit()
        if slot.part.starts_page and not isinstance(slot.part.body, Cover):
            layout.addWidget(_page_line(slot.holder))
        for key in keys:
            prefix = self._prefix(slot.part, key)
            if key and isinstance(slot.part.body, Title):
                layout.addWidget(QLabel(key, slot.holder))
            layout.addWidget(part_view(slot.part.body, self._context, slot.holder, prefix))

        if keys and (asked := self._loose[slot.part.id]):
            layout.addWidget(labelled_fields(asked, self._context, slot.holder))

    def _keys(self, part: Part) -> tuple[str, ...]:
        if part.when and not self._context.bindings.holds(part.when):
            return ()
        return ticked_options(self._context, part.each) if part.each else ("",)

    def _prefix(self, part: Part, key: str) -> str:
        if not key:
            return ""
        group = next((f for f in self._form.fields if f.each == part.each), None)
        return f"{group.id}.{key}." if group is not None else ""

    def _refresh(self) -> None:
        for slot in self._slots:
            if slot.keys is not None:
                self._fill(slot)

    def _fill_carried(self, sheet: QFrame) -> None:
        box = sheet.layout()
        assert isinstance(box, QVBoxLayout)
        words = QLabel("以下内容不印在纸上，只随申报件保存", sheet)
        words.setProperty("role", "carried")
        box.addWidget(words)
        box.addWidget(labelled_fields(carried_fields(self._form), self._context, sheet))
        self._carried = words


def _outside_cover(found: list[QWidget]) -> QWidget:
    """Of a field that stands in several places, the first one after the cover."""
    return next((widget for widget in found if not _is_on_cover(widget)), found[0])


def _is_on_cover(widget: QWidget) -> bool:
    parent: QWidget | None = widget
    while parent is not None and not isinstance(parent, CoverView):
        parent = parent.parentWidget()
    return parent is not None


def _page_line(parent: QWidget) -> QFrame:
    line = QFrame(parent)
    line.setFrameShape(QFrame.Shape.HLine)
    line.setObjectName("page_line")
    return line
