"""Makes every editor of a fixed version read-only: its text can still be read, marked and copied."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import QObject
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractSpinBox,
    QComboBox,
    QLineEdit,
    QListWidget,
    QPlainTextEdit,
    QTextEdit,
    QWidget,
)

from ui.form.bindings import Bindings
from ui.form.paper import Paper

_MARK = "locked_by_version"
_WRITABLE = (QLineEdit, QTextEdit, QPlainTextEdit, QAbstractSpinBox)
_CLICKABLE = (QAbstractButton, QComboBox, QListWidget)


class Locking(QObject):
    """Watches the editors of a paper, those that are built later too."""

    def __init__(self, paper: Paper, bindings: Bindings, parent: QObject) -> None:
        super().__init__(parent)
        self._paper = paper
        self._is_locked = False
        bindings.settled.connect(self._again)
        bindings.rebuilt.connect(self._again)
        paper.completed.connect(self._again)

    def set(self, *, is_locked: bool) -> None:
        """Lock every editor, or give back those that were locked by this."""
        if is_locked:
            self._is_locked = True
            self._paper.complete()
            self._again()
        elif self._is_locked:
            self._is_locked = False
            for widget in self._editors():
                if widget.property(_MARK):
                    widget.setProperty(_MARK, None)
                    _write(widget, may=True)

    def _again(self) -> None:
        if not self._is_locked:
            return
        for widget in self._editors():
            if not widget.property(_MARK) and _is_open(widget):
                widget.setProperty(_MARK, True)
                _write(widget, may=False)

    def _editors(self) -> Iterator[QWidget]:
        for widget in self._paper.widget().findChildren(QWidget):
            if isinstance(widget, (*_WRITABLE, *_CLICKABLE)):
                yield widget


def _is_open(widget: QWidget) -> bool:
    if isinstance(widget, _WRITABLE):
        return not widget.isReadOnly()
    parent = widget.parentWidget()
    return parent is None or widget.isEnabledTo(parent)


def _write(widget: QWidget, *, may: bool) -> None:
    if isinstance(widget, _WRITABLE):
        widget.setReadOnly(not may)
    else:
        widget.setEnabled(may)
