"""单位档案: facts of the unit and its people, checked as typed and saved by themselves."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from PySide6.QtCore import QPoint, QRect, Qt, QTimer
from PySide6.QtWidgets import (
    QDialog,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from aimed_desktop.application.profile.form import profile_application, profile_data
from aimed_desktop.definition.fields import Field
from aimed_desktop.definition.profile_keys import PEOPLE
from ui.binding.bindings import Bindings
from ui.binding.context import FormContext
from ui.binding.field_widgets import editor_in
from ui.binding.rows import RowEditor
from ui.desk.application_service import ApplicationService
from ui.desk.profile_store import ProfileStore
from ui.form.registry import WIDGETS, create_editor
from ui.form.tab_order import restore_tab_order
from ui.keys.keys_flow import KeysFlow
from ui.platform.window_place import resize_within
from ui.widgets.bar import Bar
from ui.widgets.buttons import quiet_button
from ui.widgets.labels import lead_to
from ui.widgets.page_parts import words_label

_WIDTH, _HEIGHT = 940, 640
_SAVE_MS = 500
_INTRO = "填一次，以后每张申报表都能直接填入。已经填在表里的内容不会被改动。"


class ProfileDialog(QDialog):
    """Everything is optional; what does not fit is said beside the field and kept all the same."""

    def __init__(self, store: ProfileStore, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("profile")
        self.setWindowTitle("单位档案")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        resize_within(self, _WIDTH, _HEIGHT)
        self._store = store
        self.app = profile_application(store.data)
        self.bindings = Bindings(self.app, self)
        rows = RowEditor(self.bindings, self, can_undo=False)
        rows.bind_keys(self)
        self._context = FormContext(self.bindings, create_editor, self._reveal, rows=rows)
        self._save = QTimer(self, singleShot=True, interval=_SAVE_MS)
        self._save.timeout.connect(self.save_now)
        self.bindings.changed.connect(lambda _change: self._save.isActive() or self._save.start())
        self.state = words_label("随填随存", "quiet", self)
        store.saved.connect(self._on_saved)
        store.failed.connect(lambda _error: self._show_refused())
        if store.is_refused:
            self._show_refused()
        self._lay_out()
        self.bindings.told.connect(Bar(self._area).tell)
        self._order()
        self.bindings.rebuilt.connect(self._order)
        self.finished.connect(self._on_finished)

    def _order(self) -> None:
        """Let Tab go through the rows that have come, then to the button below them."""
        restore_tab_order(self)

    def save_now(self) -> None:
        """Keep what was typed."""
        self._save.stop()
        self.bindings.flush()
        self._store.write(profile_data(self.app, self._store.data))

    def _lay_out(self) -> None:
        self._area = QScrollArea(self)
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # it follows the field with the cursor
        self._area.setWidgetResizable(True)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        desk = QWidget(self._area)
        desk.setObjectName("page_desk")
        self._column = QVBoxLayout(desk)
        self._column.setContentsMargins(0, 0, 10, 0)
        self._column.setSpacing(12)
        for field in self.app.form.fields:
            self._add_card(field)
        self._column.addStretch(1)
        self._area.setWidget(desk)
        close = quiet_button("关闭", "close", self.accept, self)
        foot = QHBoxLayout()
        foot.addWidget(self.state, 1)
        foot.addWidget(close)
        box = QVBoxLayout(self)
        box.setContentsMargins(20, 16, 20, 14)
        box.setSpacing(10)
        box.addWidget(words_label(_INTRO, "quiet", self))
        box.addWidget(self._area, 1)
        box.addLayout(foot)

    def _add_card(self, field: Field) -> None:
        card = QFrame(self)
        card.setObjectName("card")
        box = QVBoxLayout(card)
        box.setContentsMargins(18, 14, 18, 16)
        box.setSpacing(10)
        title = f"{field.label}名单" if field.id == PEOPLE else field.label
        box.addWidget(words_label(title, "card_title", card))
        if field.id == PEOPLE:
            box.addWidget(words_label("团队成员表里打姓名时，从这里提示并带出其余各栏。", "quiet", card))
            box.addWidget(create_editor(field, field.id, self._context, card))
        else:
            box.addLayout(self._grid(field.id, field.fields, card))
        self._column.addWidget(card)

    def _grid(self, group: str, fields: Sequence[Field], card: QFrame) -> QGridLayout:
        """Two fields beside each other; what needs room stands alone."""
        grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(8)
        grid.setColumnStretch(1, 1)
        grid.setColumnStretch(3, 1)
        row, column = 0, 0
        for field in fields:
            is_wide = WIDGETS[field.type].is_wide
            if is_wide and column:
                row, column = row + 1, 0
            editor = create_editor(field, f"{group}.{field.id}", self._context, card)
            label = QLabel(field.label, card)
            lead_to(label, editor_in(editor))
            top = Qt.AlignmentFlag.AlignTop if is_wide else Qt.AlignmentFlag.AlignVCenter
            grid.addWidget(label, row, 2 * column, top)
            grid.addWidget(editor, row, 2 * column + 1, 1, 3 if is_wide else 1)
            row, column = (row + 1, 0) if is_wide or column else (row, 1)
        return grid

    def _reveal(self, widget: QWidget, area: QRect) -> None:
        corner = widget.mapTo(self._area.widget(), QPoint(area.left(), area.bottom()))
        self._area.ensureVisible(corner.x(), corner.y(), 0, 40)

    def _on_saved(self, time: datetime) -> None:
        self.state.setText(f"已保存 {time:%H:%M:%S}")

    def _show_refused(self) -> None:
        self.state.setText("没有保存成功，正在重试")

    def _on_finished(self, _result: int) -> None:
        self.save_now()
        self.bindings.close()


def show_profile(desk: ApplicationService, keys: KeysFlow, window: QWidget) -> None:
    """Open 单位档案 over `window` once it is read, or raise it; a closed archive is opened first."""
    if not desk.is_open:
        keys.open_again()
        return
    shown = window.findChild(ProfileDialog)
    if shown is not None and shown.isVisible():  # one that was closed may not be gone yet
        shown.raise_()
        return
    desk.profile.read(lambda: ProfileDialog(desk.profile, window).open())
