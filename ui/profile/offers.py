"""Offers what the unit profile knows inside the empty fields of a form, and all of it at once."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtGui import QAction, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QLineEdit, QToolButton, QWidget
from shiboken6 import isValid

from aimed_desktop.application.checks.profile_offers import ProfileOffer, profile_offers
from aimed_desktop.application.model import Change
from ui.binding.field_widgets import path_of
from ui.desk.profile_store import ProfileStore
from ui.form.field_block import PROFILE_OFFER
from ui.profile.people import People
from ui.widgets import icons
from ui.widgets.qt_application import qt_application
from ui.widgets.shortcuts import shortcuts
from ui.workspace.editing import Editing

_REFRESH_MS = 150
_WORTH_TELLING = 2  # offers
_ACTION = "take_profile_offer"
_BESIDE = 44  # px of a line that hold no words: its frame and the button


class Offers(QObject):
    """A ghost text with a button in each empty line, a chip under other fields, one line for all of them.

    ↓ or the keys of `take_offer` accept the offer of the field with the cursor.
    """

    def __init__(self, editing: Editing, store: ProfileStore) -> None:
        form, journal = editing.form, editing.undo.journal
        super().__init__(form)
        self._form = form
        self._store = store
        self._journal = journal
        self._bar = editing.bar
        self._offers: dict[str, ProfileOffer] = {}
        self._ghosts: dict[QLineEdit, str] = {}  # and what stood there before
        self._watched: QWidget | None = None
        self._is_stale = True  # editors have come or gone since the offers were shown
        self._told = ""  # what is said of all offers at once
        self._keys = [QKeySequence(keys) for keys in dict(shortcuts())["take_offer"].keys]
        self._people = People(form, store, journal)
        self._later = QTimer(self, singleShot=True, interval=_REFRESH_MS)
        self._later.timeout.connect(self.refresh)
        bindings = form.bindings
        bindings.settled.connect(self._later.start)
        for signal in (bindings.rebuilt, bindings.locked_changed, form.paper.completed, store.changed):
            signal.connect(self._on_rebuilt)
        bindings.changed.connect(self._on_changed)
        qt_application().focusChanged.connect(self._on_focus_changed)

    def refresh(self) -> None:
        """Offer what is offered now, and nothing else."""
        self._later.stop()
        is_locked = self._form.bindings.is_locked
        found = [] if is_locked else profile_offers(self._form.app, self._store.profile)
        offers = {offer.path: offer for offer in found}
        if self._is_stale or offers != self._offers:
            self._is_stale, self._offers = False, offers
            self._show_offers()
        if not self._told and len(found) >= _WORTH_TELLING:
            self._told = f"单位档案里有本表的 {len(found)} 项内容"
            self._bar.tell(self._told, f"填入 {len(found)} 项", self.take_all, is_long=True)

    def _show_offers(self) -> None:
        self._show_ghosts()
        self._people.refresh()
        for chip in self._form.paper.findChildren(QToolButton, PROFILE_OFFER):
            self._show_chip(chip)

    def take(self, path: str) -> bool:
        """Fill the field at `path` with its offer; False where there is none."""
        offer = self._offers.get(path)
        if offer is None or self._form.bindings.is_locked:
            return False
        with self._journal.together():
            self._form.app.set(path, offer.value, originator=self)
        return True

    def take_all(self) -> None:
        """Fill every field that is still empty, as one step that can be undone."""
        self.refresh()
        offers = list(self._offers.values())
        with self._journal.together():
            for offer in offers:
                self._form.app.set(offer.path, offer.value, originator=self)
        if offers:
            self._bar.tell(f"已用单位档案填入 {len(offers)} 项。请核对")

    def close(self) -> None:
        """Offer no more."""
        self._later.stop()
        qt_application().focusChanged.disconnect(self._on_focus_changed)
        self._watch(None)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """The keys that accept the offer of the empty field with the cursor."""
        if isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress:
            path = path_of(self._watched)
            return path is not None and QKeySequence(event.keyCombination()) in self._keys and self.take(path)
        return False

    def _on_rebuilt(self, *_: object) -> None:
        self._is_stale = True
        self._later.start()

    def _on_changed(self, change: Change) -> None:
        """Who types by hand has seen the line over the page."""
        if isinstance(change.originator, QWidget) and self._bar.words.text() == self._told:
            self._bar.hide()

    def _show_ghosts(self) -> None:
        lines = self._form.paper.findChildren(QLineEdit)
        wanted = {line for line in lines if line.objectName() in self._offers and not line.text()}
        for line in [line for line in self._ghosts if line not in wanted]:
            words = self._ghosts.pop(line)
            if isValid(line):
                line.setPlaceholderText(words)
                for action in line.findChildren(QAction, _ACTION):
                    line.removeAction(action)
                    action.deleteLater()
        for line in wanted:
            offer = self._offers[line.objectName()]
            if line not in self._ghosts:
                self._ghosts[line] = line.placeholderText()
                self._add_action(line, offer)
            line.setPlaceholderText(_ghost(line, offer.words))

    def _add_action(self, line: QLineEdit, offer: ProfileOffer) -> None:
        action = QAction(icons.icon("building-2"), f"填入单位档案里的“{offer.words}”（按 ↓ 也可以）", line)
        action.setObjectName(_ACTION)
        action.triggered.connect(partial(self.take, offer.path))
        line.addAction(action, QLineEdit.ActionPosition.TrailingPosition)

    def _show_chip(self, chip: QToolButton) -> None:
        path = str(chip.property(PROFILE_OFFER))
        offer = self._offers.get(path)
        chip.setVisible(offer is not None)
        if offer is None:
            return
        chip.setText(f"填入：{offer.words}")
        chip.setAccessibleName(f"{offer.label}：填入单位档案里的“{offer.words}”")
        if not chip.property("is_served"):
            chip.setProperty("is_served", True)
            chip.clicked.connect(partial(self.take, path))

    def _on_focus_changed(self, _old: QWidget | None, new: QWidget | None) -> None:
        inside = new if new is not None and self._form.paper.isAncestorOf(new) else None
        if inside is not self._watched:
            self._watch(inside)

    def _watch(self, widget: QWidget | None) -> None:
        if self._watched is not None and isValid(self._watched):
            self._watched.removeEventFilter(self)
        self._watched = widget
        if widget is not None:
            widget.installEventFilter(self)


def _ghost(line: QLineEdit, words: str) -> str:
    """The words of an offer, said to be one where the line has room for that."""
    whole = f"填入：{words}"
    return whole if line.fontMetrics().horizontalAdvance(whole) + _BESIDE <= line.width() else words
