"""Shows what a copy has taken over and nobody has looked at: at its field, beside it, and all at once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from PySide6.QtCore import QObject, QRegularExpression, Qt, QTimer
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPushButton, QWidget
from shiboken6 import isValid

from aimed_desktop.application.life.carried_over import (
    CarriedOver,
    carried_over,
    follow_edit,
    look_at,
    mark_again,
)
from aimed_desktop.application.model import Change
from aimed_desktop.application.values.shapes import Value
from ui.binding.field_widgets import PATH_PROPERTY
from ui.widgets.bar import Bar
from ui.widgets.page_parts import words_label
from ui.widgets.slices import Slices
from ui.widgets.theme import repolish
from ui.workspace.form_page import FormPage

MARK: Final = "copied"  # property of the style sheet
_FROM: Final = "copied_from"  # property: what is said of a marked field, for the tooltip
_LATER_MS: Final = 120


class CarriedOverMarks(QObject):
    """The marks of one form. 看过 takes the mark of a field away, and an edit while it is not taken back."""

    def __init__(self, form: FormPage, bar: Bar, parent: QWidget) -> None:
        super().__init__(parent)
        self._form = form
        self._bar = bar
        self._was = self._now()
        self._copied = {path: form.app.get(path) for path in self._was.paths}  # not looked at by 看过
        self.card = _Card(form.side.guidance)
        form.side.guidance.top.insertWidget(0, self.card)
        self.card.seen.clicked.connect(lambda _checked: self._see([self._form.field_path or ""]))
        self._later = QTimer(self, singleShot=True, interval=_LATER_MS)
        self._later.timeout.connect(self._mark_all)
        self._slices = Slices(self)
        form.bindings.changed.connect(self._on_changed)
        form.bindings.rebuilt.connect(self._on_rebuilt)
        form.field_entered.connect(lambda _path: self._show_card())
        self._on_rebuilt()

    def tell(self) -> None:
        """Say how much is left to look at, with the offer to take all as looked at."""
        now = self._now()
        if now.paths:
            words = f"这一份复制自{now.source}，还有 {len(now.paths)} 栏没有核对（目录里写着“待核对”）。"
            self._bar.tell(words, "全部看过", self._see_all, is_long=True)

    def _now(self) -> CarriedOver:
        return carried_over(self._form.app)

    def _on_changed(self, change: Change) -> None:
        top = change.path.partition(".")[0]
        if follow_edit(self._form.app, top, self._copied, self._was):
            if top in self._now().paths:
                self._copied[top] = self._form.app.get(top)
            self._on_other_marks([top])

    def _on_rebuilt(self) -> None:
        now = self._now()
        if now.paths or now.last:
            self._later.start()

    def _see_all(self) -> None:
        before = dict(self._copied)
        paths = sorted(self._now().paths)
        self._see(paths)
        words = f"{len(paths)} 栏都算核对过了"
        self._bar.tell(words, "撤销", lambda: self._take_back(before, paths), is_long=True)

    def _take_back(self, copied: dict[str, Value], paths: list[str]) -> None:
        """全部看过 was a slip; what was edited meanwhile stays without a mark."""
        self._copied = copied
        if mark_again(self._form.app, paths, self._was):
            for path in paths:
                follow_edit(self._form.app, path, copied, self._was)
            self._on_other_marks(paths)

    def _see(self, paths: list[str]) -> None:
        tops = [path.partition(".")[0] for path in paths]
        for top in tops:
            self._copied.pop(top, None)
        if look_at(self._form.app, tops):
            self._on_other_marks(tops)

    def _on_other_marks(self, tops: list[str]) -> None:
        self._form.bindings.kept.emit()
        self._slices.add(self._steps(tops))
        self._show_card()

    def _mark_all(self) -> None:
        """Mark what was built meanwhile."""
        now = self._now()
        self._slices.drop()
        self._slices.add(self._steps(now.paths | _tops(now.last)))
        self._show_card()

    def _steps(self, tops: Iterable[str]) -> Iterator[None]:
        """Mark the widgets of the top-level fields `tops` as they are to be now, one after another."""
        for widget in self._form.paper.findChildren(QWidget, _named(tops)):
            if isValid(widget) and (path := widget.property(PATH_PROPERTY)):
                now = self._now()
                _put(widget, _told(now) if path.partition(".")[0] in now.paths else "")
                if path in now.last and isinstance(widget, QLineEdit):
                    widget.setPlaceholderText(now.last_words(path))
            yield

    def _show_card(self) -> None:
        now, path = self._now(), self._form.field_path or ""
        is_marked = path.partition(".")[0] in now.paths
        words = now.last_words(path) or (_told(now) if is_marked else "")
        self.card.show_words(words, can_be_seen=is_marked)


class _Card(QWidget):
    """What is said of the field with the cursor, and 看过."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 6)
        self.words = words_label("", "warn", self)
        self.seen = QPushButton("看过", self)
        self.seen.setObjectName("carried_over_seen")
        self.seen.setToolTip("这一栏核对过了，不再提示。改过的栏也不再提示；表格改了一格不算，要点“看过”")
        row.addWidget(self.words, 1)
        row.addWidget(self.seen, 0, Qt.AlignmentFlag.AlignTop)
        self.hide()

    def show_words(self, words: str, *, can_be_seen: bool) -> None:
        """Say `words`; nothing is said with none."""
        self.words.setText(words)
        self.seen.setVisible(can_be_seen)
        self.setVisible(bool(words))


def _told(now: CarriedOver) -> str:
    return f"来自{now.source}，请核对"


def _tops(paths: Iterable[str]) -> set[str]:
    return {path.partition(".")[0] for path in paths}


def _named(tops: Iterable[str]) -> QRegularExpression:
    """Fits the widgets of the top-level fields `tops`, and of what is in them."""
    return QRegularExpression(f"^({'|'.join(map(QRegularExpression.escape, sorted(tops)))})(\\.|$)")


def _put(widget: QWidget, told: str) -> None:
    """Mark the widget and say `told` under the mouse; without words it is marked no more."""
    before = widget.property(_FROM) or ""
    if before == told:
        return
    widget.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
    widget.setProperty(MARK, "true" if told else "false")
    widget.setProperty(_FROM, told)
    if widget.toolTip() in ("", before):  # a finding is told first
        widget.setToolTip(told)
    repolish(widget)
