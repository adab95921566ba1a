"""The sheets in the middle of the window: every part of the form, what is in sight built first."""

from __future__ import annotations

from collections.abc import Iterator
from time import perf_counter

from PySide6.QtCore import QCoreApplication, QEvent, QPoint, QRect, Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)
from shiboken6 import isValid

from aimed_desktop.definition.model import Form
from aimed_desktop.definition.sections import CARRIED, carried_fields
from aimed_desktop.definition.text_fields import loose_fields
from ui.binding.context import FormContext
from ui.binding.field_widgets import first_inside
from ui.form.arrangement import DESK_MARGIN
from ui.form.part_slot import CarriedSlot, PartSlot, runs
from ui.form.scroll_anchor import ScrollAnchor
from ui.form.tab_order import restore_tab_order
from ui.form.zoom import zoom
from ui.widgets import theme
from ui.widgets.slices import AfterPaint, Slices

_ORDERING_MS = 100
_GROWING_MS = 300  # from the last key or paste on
_FIRST_SIGHT = 900  # px that are built before the first paint, unless
_FIRST_SECONDS = 0.008  # this is over

Slot = PartSlot | CarriedSlot


class PaperView(QScrollArea):
    """All documents of a form, one sheet each. `completed` tells when the last part is built."""

    completed = Signal()

    def __init__(self, form: Form, context: FormContext, parent: QWidget) -> None:
        super().__init__(parent)
        self._form = form
        self._context = context
        self._slots: list[Slot] = []
        self._sheets: list[QWidget] = []
        self._centred: list[QHBoxLayout] = []
        self._zoom = 100
        self.setObjectName("paper_scroll")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self._desk = QWidget(self)
        self._desk.setObjectName("paper_desk")
        self._column = QVBoxLayout(self._desk)
        self._column.setContentsMargins(DESK_MARGIN, 14, DESK_MARGIN, 14)
        self._column.setSpacing(14)
        self._lay_sheets()
        self.setWidget(self._desk)
        self.is_complete = False  # whether every part is built
        self._anchor = ScrollAnchor(self)
        self._wanted: tuple[QWidget, QRect] | None = None  # in sight, while the page is still growing
        self._growing = QTimer(self, singleShot=True, interval=_GROWING_MS)
        self._growing.timeout.connect(self._on_grown)
        self._again = QTimer(self, singleShot=True, interval=0)
        self._again.timeout.connect(self._reveal_again)
        self.verticalScrollBar().rangeChanged.connect(lambda _least, _most: self._again.start())
        self.verticalScrollBar().actionTriggered.connect(self._on_scrolled_by_hand)
        self._slices = Slices(self)
        self._slices.finished.connect(self._on_built)
        AfterPaint(self._desk, lambda: self._slices.add(self._build_steps()))  # it covers all of the viewport
        self._ordering = QTimer(self, singleShot=True, interval=_ORDERING_MS)
        self._ordering.timeout.connect(lambda: restore_tab_order(self._desk))
        context.bindings.rebuilt.connect(self._ordering.start)
        if context.rows is not None:
            context.rows.bind_keys(self)
        context.bindings.changed.connect(lambda _change: self._anchor.hold())

    def complete(self) -> None:
        """Build what is not yet built, now."""
        for slot in self._slots:
            slot.build()
        self._on_built()
        self._lay_out()
        self._reveal_again()

    def show_part(self, part_id: str, option: str = "") -> None:
        """Scroll so that the part, of several the one for `option`, stands at the top."""
        slot = next((slot for slot in self._slots if part_id in _parts_of(slot)), None)
        if slot is not None:
            slot.build()
            self._lay_out()
            view = slot.view(part_id, option)
            top = view.mapTo(self._desk, QPoint(0, 0)).y()
            self.verticalScrollBar().setValue(max(0, top - 16))
            self._anchor.hold(view)

    def part_in_sight(self) -> tuple[str, str] | None:
        """The part with the cursor while that is in sight, else the part at the upper edge: its id, and the
        option that it is for (or none).
        """
        views = [view for slot in self._slots for view in slot.views()]
        focused = self.window().focusWidget()  # while another window is in front, too
        if focused is not None and self._desk.isAncestorOf(focused) and not focused.visibleRegion().isEmpty():
            return next((part for part, view in views if view.isAncestorOf(focused)), (CARRIED, ""))
        edge = self.verticalScrollBar().value() + 40
        found = views[0][0] if views else None  # over which the margin of the sheet stands
        for part, view in views:
            if view.mapTo(self._desk, QPoint(0, 0)).y() > edge:
                break
            found = part
        return found

    def editor(self, path: str) -> QWidget | None:
        """The widget of the field at `path`, or of the nearest field that holds it; its part is built."""
        steps = path.split(".")
        slots = sorted((s for s in self._slots if steps[0] in s.tops), key=lambda slot: slot.is_cover)
        for slot in slots:
            slot.build()
        for length in range(len(steps), 0, -1):
            shorter = ".".join(steps[:length])
            for slot in slots:
                found = (w for w in slot.findChildren(QWidget, shorter) if not w.isHidden())
                widget = next(found, None)
                if widget is None:
                    widget = first_inside(slot, shorter)
                if widget is not None:
                    return widget
        return None

    def focus_field(self, path: str) -> bool:
        """Put the cursor into the field at `path` and show it; False when it stands nowhere."""
        widget = self.editor(path)
        if widget is None:
            return False
        self._lay_out()
        widget.setFocus(Qt.FocusReason.OtherFocusReason)
        self.reveal(widget, QRect(0, 0, widget.width(), min(widget.height(), 160)))
        self._anchor.hold(widget)
        return True

    def reveal(self, widget: QWidget, area: QRect) -> None:
        """Scroll only as far as `area` of `widget` asks for, again while the page still grows."""
        if not self._desk.isAncestorOf(widget):
            return
        self._wanted = (widget, area)
        self._growing.start()
        self._scroll_to(widget, area)

    def _reveal_again(self) -> None:
        """The page has another height: what is wanted may have come into reach, or gone out of sight."""
        if self._wanted is None:
            return
        widget, area = self._wanted
        if isValid(widget) and self._desk.isAncestorOf(widget):
            self._scroll_to(widget, area)
            self._anchor.hold()

    def _on_grown(self) -> None:
        if self.is_complete:
            self._wanted = None
        else:
            self._growing.start()

    def _on_scrolled_by_hand(self) -> None:
        self._wanted = None

    def _scroll_to(self, widget: QWidget, area: QRect) -> None:
        top = widget.mapTo(self._desk, area.topLeft()).y()
        bottom = top + area.height()
        bar, room = self.verticalScrollBar(), self.viewport().height()
        if top - 24 < bar.value():
            bar.setValue(top - 24)
        elif bottom + 32 > bar.value() + room:
            bar.setValue(bottom + 32 - room)

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

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._size_sheets()

    def _lay_sheets(self) -> None:
        if self._form.remark:
            self._add_remark(self._form.remark)
        loose = loose_fields(self._form)
        for document in self._form.documents:
            sheet = self._sheet(theme.WIDE_PAPER_WIDTH if document.page.landscape else theme.PAPER_WIDTH)
            for parts in runs(document):
                self._add_slot(PartSlot(parts, self._form, loose, self._context, sheet), sheet)
        if carried := carried_fields(self._form):
            sheet = self._sheet(theme.PAPER_WIDTH)
            self._add_slot(CarriedSlot(carried, self._context, sheet), sheet)
        self._column.addStretch(1)

    def _add_slot(self, slot: Slot, sheet: QFrame) -> None:
        layout = sheet.layout()
        assert layout is not None
        layout.addWidget(slot)
        self._slots.append(slot)

    def _add_remark(self, words: str) -> None:
        """What the definition says of itself stands over the sheets, for it is not printed."""
        remark = QLabel(f"说明：{words}", self._desk)
        remark.setObjectName("remark")
        remark.setWordWrap(True)
        self._add_centred(remark)

    def _sheet(self, width: int) -> QFrame:
        sheet = QFrame(self._desk)
        sheet.setObjectName("paper")
        sheet.setProperty("paper_width", width)
        sheet.setFixedWidth(width)
        box = QVBoxLayout(sheet)
        margin = theme.PAPER_MARGIN
        box.setContentsMargins(margin, margin, 0, margin)  # at the right each part keeps its own
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

    def _size_sheets(self) -> None:
        """As wide as there is room for, neither squeezed nor with lines too long to read."""
        room = self.viewport().width() - 2 * DESK_MARGIN
        is_wider = any(s.property("paper_width") == theme.WIDE_PAPER_WIDTH for s in self._sheets)
        squeezed = is_wider and room < theme.NARROWEST_WIDE_PAPER  # what stands upright stays in sight
        for row in self._centred:
            row.setStretch(0, 0 if squeezed else 1)
        for sheet in self._sheets:
            widest, narrowest = theme.WIDEST_PAPER, theme.NARROWEST_PAPER
            if sheet.property("paper_width") == theme.WIDE_PAPER_WIDTH:
                widest, narrowest = theme.WIDE_PAPER_WIDTH, theme.NARROWEST_WIDE_PAPER
            sheet.setFixedWidth(max(min(round(widest * self._zoom / 100), room), narrowest))

    def begin(self) -> None:
        """Build about a window full, as far as that takes no time, before anything is painted."""
        end, height = perf_counter() + _FIRST_SECONDS, 0
        for slot in self._slots:
            while not slot.is_built and perf_counter() < end:
                slot.build_step()
            height += slot.sizeHint().height()
            if height > _FIRST_SIGHT or perf_counter() >= end:
                return

    def _build_steps(self) -> Iterator[None]:
        while (slot := self._next_slot()) is not None:
            while not slot.is_built:
                slot.build_step()
                yield

    def _next_slot(self) -> Slot | None:
        """The first slot in sight that is not built, else the first one."""
        unbuilt = [slot for slot in self._slots if not slot.is_built]
        in_sight = (slot for slot in unbuilt if not slot.visibleRegion().isEmpty())
        return next(in_sight, unbuilt[0] if unbuilt else None)

    def _on_built(self) -> None:
        if not self.is_complete and all(slot.is_built for slot in self._slots):
            self.is_complete = True
            restore_tab_order(self._desk)  # what was built last stands behind the right panel
            self._ordering.stop()
            self._ordering.setInterval(0)
            self.completed.emit()

    def _lay_out(self) -> None:
        """Give everything its place now, not only at the next turn of the event loop."""
        QCoreApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest.value)


def _parts_of(slot: Slot) -> set[str]:
    return {CARRIED} if isinstance(slot, CarriedSlot) else {part.id for part in slot.parts}
