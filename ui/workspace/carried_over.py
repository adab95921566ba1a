"""Shows what a copy has taken over and nobody has looked at: at its field, beside it, and all at once."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPushButton, QWidget

from aimed_desktop.application.life.carried_over import CarriedOver, carried_over, look_at
from aimed_desktop.application.model import Change
from ui.binding.field_widgets import PATH_PROPERTY
from ui.widgets.bar import Bar
from ui.widgets.page_parts import words_label
from ui.widgets.theme import repolish
from ui.workspace.form_page import FormPage

MARK: Final = "copied"  # property of the style sheet
_LATER_MS: Final = 120


class CarriedOverMarks(QObject):
    """The marks of one form. An edit takes the mark of its field away, 看过 too."""

    def __init__(self, form: FormPage, bar: Bar, parent: QWidget) -> None:
        super().__init__(parent)
        self._form = form
        self._bar = bar
        self._marked: set[str] = set()
        self.card = _Card(form.side.guidance)
        form.side.guidance.top.insertWidget(0, self.card)
        self.card.seen.clicked.connect(lambda _checked: self._see([self._form.field_path or ""]))
        self._later = QTimer(self, singleShot=True, interval=_LATER_MS)
        self._later.timeout.connect(self._mark)
        form.bindings.changed.connect(self._on_changed)
        form.bindings.rebuilt.connect(self._later.start)
        form.field_entered.connect(lambda _path: self._show_card())
        self._mark()

    def tell(self) -> None:
        """Say how much is left to look at, with the offer to take all as looked at."""
        now = self._now()
        if now.paths:
            words = f"这一份复制自{now.source}，还有 {len(now.paths)} 栏没有核对（目录里写着“待核对”）。"
            self._bar.tell(words, "全部看过", lambda: self._see(sorted(now.paths)), is_long=True)

    def _now(self) -> CarriedOver:
        return carried_over(self._form.app)

    def _on_changed(self, change: Change) -> None:
        if change.path.partition(".")[0] in self._now().paths:
            self._see([change.path])

    def _see(self, paths: list[str]) -> None:
        if look_at(self._form.app, paths):
            self._form.bindings.kept.emit()
            self._later.start()
            self._show_card()

    def _mark(self) -> None:
        now = self._now()
        wanted = set(now.paths)
        if not (wanted or self._marked or now.last):
            return
        for widget in self._form.paper.findChildren(QWidget):
            path = widget.property(PATH_PROPERTY)
            if path:
                _put(widget, is_marked=path.partition(".")[0] in wanted, told=_told(now))
                if path in now.last and isinstance(widget, QLineEdit):
                    widget.setPlaceholderText(now.last_words(path))
        self._marked = wanted
        self._show_card()

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
        self.seen.setToolTip("这一栏核对过了，不再提示；改过的也不再提示")
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


def _put(widget: QWidget, *, is_marked: bool, told: str) -> None:
    if bool(widget.property(MARK) == "true") == is_marked:
        return
    widget.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
    widget.setProperty(MARK, "true" if is_marked else "false")
    if is_marked:
        widget.setToolTip(told)
    elif widget.toolTip() == told:
        widget.setToolTip("")
    repolish(widget)
