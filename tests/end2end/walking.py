"""Presses all that a page or a dialog offers, one after the other, and judges what the window shows then."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from typing import Protocol

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QComboBox,
    QLabel,
    QLineEdit,
    QListWidget,
    QMessageBox,
    QPlainTextEdit,
    QScrollBar,
    QSpinBox,
    QStackedWidget,
    QTabBar,
    QTableWidget,
    QTextEdit,
    QWidget,
)
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from tests.end2end.pressing import Press, can_have_it, presses
from tests.ui.focus import name_of, scroll_to, stops
from ui.widgets.bar import Bar

SILENCE = "nothing tells what happened"
_LOOK_MS = 10
_TURNS = 2
_MOST_DIALOGS = 4  # one over the other
_PATIENCE_MS = 60_000

Shown = tuple[tuple[object, ...], ...]


class Stage(Protocol):
    """Brings up what is walked over, always in the same state. `groups`: of the keys that have a meaning
    there; None: no keys are pressed. `outside` notes the desktop's own dialogs.
    """

    groups: Sequence[str] | None
    outside: list[str]

    @property
    def window(self) -> QWidget:
        """The program's window."""

    def bring(self) -> QWidget:
        """The page or dialog, as it was before anything was pressed."""

    def is_at_rest(self) -> bool:
        """Whether nothing is under way."""

    def facts(self) -> object:
        """What no Esc may change."""


class Walker:
    """Walks over one stage; `is_allowed` tells which fault of which press is none."""

    def __init__(self, qtbot: QtBot, stage: Stage, is_allowed: Callable[[Press, str], bool]) -> None:
        self._qtbot = qtbot
        self._stage = stage
        self._is_allowed = is_allowed
        self._guest = Guest()

    def faults(self) -> list[str]:
        """Press everything once; what was wrong, a line each."""
        wanted = [press.name for press in self._presses()]
        assert wanted, "nothing to press"
        found: list[str] = []
        for name in wanted:
            press = next((press for press in self._presses() if press.name == name), None)
            if press is None:
                found.append(f"{name}: is gone, though nothing has changed")
                continue
            told = [fault for fault in self._judge(press) if not self._is_allowed(press, fault)]
            found += [f"{name}: {fault}" for fault in told]
        return found

    def _presses(self) -> list[Press]:
        here = self._stage.bring()
        self._settle()
        if (focused := QApplication.focusWidget()) is not None:
            scroll_to(focused)
        return presses(here, self._stage.groups)

    def _judge(self, press: Press) -> Iterator[str]:
        before = shown()
        focused, kin = QApplication.focusWidget(), _kin(press.origin)
        self._stage.outside.clear()
        with_guest = self._guest.during(press.do)
        self._settle()
        was_asked = with_guest or bool(self._stage.outside)
        has_led = QApplication.focusWidget() not in (focused, press.origin)
        yield from self._guest.faults
        if press.must_tell and not was_asked and not has_led and shown() == before:
            yield SILENCE
        yield from misplaced()
        yield from wandered(press.origin, kin)
        yield from self._left_by_esc()

    def _left_by_esc(self) -> Iterator[str]:
        """What has come up is left by Esc, without loss."""
        facts = self._stage.facts()
        for _ in range(_MOST_DIALOGS):
            dialog = QApplication.activePopupWidget() or QApplication.activeModalWidget()
            if dialog is None:
                return
            name = f"{type(dialog).__name__} {dialog.objectName()!r}"
            if isinstance(dialog, QMessageBox) and dialog.objectName() == "bug":
                yield f"a bug: {dialog.detailedText()}"
            focused = QApplication.focusWidget()
            was_asked = self._guest.during(partial(QTest.keyClick, dialog.windowHandle(), Qt.Key.Key_Escape))
            self._settle()
            yield from self._guest.faults
            if was_asked and self._stage.facts() == facts:  # whether what was typed may go
                return
            if isValid(dialog) and dialog.isVisible():
                if QApplication.focusWidget() is not focused:  # it has left what was written in a cell
                    continue
                yield f"Esc does not leave {name}"
                return
            if self._stage.facts() != facts:
                yield f"Esc out of {name} has changed something"
            yield from (f"after Esc out of {name}: {fault}" for fault in misplaced())

    def _settle(self) -> None:
        """Until nothing is under way; the keys go to what is on top, as a window manager gives them."""
        for _ in range(_TURNS):
            QTest.qWait(_LOOK_MS)
            self._qtbot.waitUntil(self._stage.is_at_rest, timeout=_PATIENCE_MS)
        top = QApplication.activeModalWidget() or self._stage.window
        if QApplication.activePopupWidget() is None and not top.isActiveWindow():
            top.activateWindow()
            self._qtbot.waitUntil(top.isActiveWindow, timeout=_PATIENCE_MS)
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        QTest.qWait(1)


class Guest(QObject):
    """Looks at what runs a loop of its own, a menu or a question that is waited for, and leaves it by Esc."""

    def __init__(self) -> None:
        super().__init__()
        self.faults: list[str] = []
        self._has_met = False
        self._host: QWidget | None = None  # was there before
        self._timer = QTimer(self, interval=_LOOK_MS)
        self._timer.timeout.connect(self._look)

    def during(self, press: Callable[[], None]) -> bool:
        """Press, and come back; whether somebody was met."""
        self.faults, self._has_met = [], False
        self._host = QApplication.activeModalWidget()
        self._timer.start()
        press()
        self._timer.stop()
        return self._has_met

    def _look(self) -> None:
        if (popup := QApplication.activePopupWidget()) is not None:
            self._has_met = True
            QTest.keyClick(popup, Qt.Key.Key_Escape)
            return
        dialog = QApplication.activeModalWidget()
        if dialog is None or dialog is self._host:
            return
        if not dialog.isActiveWindow():
            dialog.activateWindow()
            return
        self._has_met = True
        self.faults += misplaced()
        QTest.keyClick(dialog.windowHandle(), Qt.Key.Key_Escape)


def misplaced() -> Iterator[str]:
    """What is wrong with the place of the focus."""
    focused = QApplication.focusWidget()
    if focused is None:
        yield "nothing has the focus"
        return
    said = f"the focus is in {_described(focused)}"
    if QApplication.activePopupWidget() is not None:  # it takes the keys, and leaves the focus where it was
        return
    top = QApplication.activeModalWidget() or QApplication.activeWindow()
    if top is not None and focused.window() is not top.window():
        yield f"{said}, not in {_described(top)}"
    if not focused.isEnabled():
        yield f"{said}, which is disabled"
    if not focused.isVisible() or focused.visibleRegion().isEmpty():
        yield f"{said}, which cannot be seen"
    for bar in focused.window().findChildren(Bar):
        if bar.isVisible():
            yield from (f"{_described(each)} stands under {bar.words.text()!r}" for each in _under(bar))


def _under(bar: Bar) -> Iterator[QWidget]:
    """What can be pressed or written in and is covered by the message."""
    page = bar.parentWidget()
    for widget in stops(page) if page is not None else ():
        seen = widget.visibleRegion().boundingRect()
        area = QRect(widget.mapTo(widget.window(), seen.topLeft()), seen.size())
        if not bar.isAncestorOf(widget) and not _area(bar).intersected(area).isEmpty():
            yield widget


def _area(widget: QWidget) -> QRect:
    return QRect(widget.mapTo(widget.window(), QPoint(0, 0)), widget.size())


def _kin(widget: QWidget) -> list[QWidget]:
    """What `widget` stands in, up to its page."""
    kin: list[QWidget] = []
    above = widget.parentWidget()
    while above is not None and not above.isWindow():
        kin.append(above)
        if isinstance(above.parentWidget(), QStackedWidget):
            break
        above = above.parentWidget()
    return kin


def wandered(origin: QWidget, kin: list[QWidget]) -> Iterator[str]:
    """Whether the focus went far from `origin`, which cannot have it any more, though a place is near."""
    focused = QApplication.focusWidget()
    if focused is None or can_have_it(origin) or not (kin and isValid(kin[-1]) and kin[-1].isVisible()):
        return
    near = next((each for each in kin if isValid(each) and each.isVisible() and any(stops(each))), None)
    if near is None or near.window() is not focused.window():
        return
    if near is not focused and not near.isAncestorOf(focused):
        yield f"the focus has wandered to {_described(focused)}"


def _described(widget: QWidget) -> str:
    return f"{type(widget).__name__} {widget.objectName()!r} {name_of(widget)!r}"


def shown() -> Shown:
    """All that the windows show, as words and places; where the focus stands is no part of it."""
    lines: list[tuple[object, ...]] = [(QApplication.palette().window().color().name(),)]
    for top in QApplication.topLevelWidgets():
        if top.isVisible():
            lines.append((type(top).__name__, top.windowTitle()))
            lines += [_line(widget) for widget in top.findChildren(QWidget) if widget.isVisible()]
    return tuple(lines)


def _line(widget: QWidget) -> tuple[object, ...]:
    place = widget.geometry().getRect()
    return type(widget).__name__, widget.objectName(), widget.isEnabled(), place, *_content(widget)


def _content(widget: QWidget) -> tuple[object, ...]:
    if widget.objectName() == "save_state":  # its clock goes on by itself
        return (widget.property("flash"),)
    if isinstance(widget, QAbstractButton):
        return widget.text(), widget.isChecked()
    if isinstance(widget, QLabel | QLineEdit):
        return (widget.text(),)
    if isinstance(widget, QTextEdit | QPlainTextEdit):
        return widget.toPlainText(), widget.document().revision()
    if isinstance(widget, QComboBox):
        return (widget.currentText(),)
    if isinstance(widget, QScrollBar | QSpinBox):
        return (widget.value(),)
    if isinstance(widget, QTabBar):
        return (widget.currentIndex(),)
    return _items(widget)


def _items(widget: QWidget) -> tuple[object, ...]:
    if isinstance(widget, QTableWidget):
        rows, columns = range(widget.rowCount()), range(widget.columnCount())
        items = [widget.item(row, column) for row in rows for column in columns]
        return tuple(item.text() if item is not None else "" for item in items)
    if isinstance(widget, QListWidget):
        return (widget.currentRow(), *(widget.item(row).text() for row in range(widget.count())))
    return ()
