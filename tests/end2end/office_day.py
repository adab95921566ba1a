"""A clerk's day at the keyboard, step by step: what is pressed, and what is then in sight on the screen."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from PySide6.QtCore import QMimeData
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QDialog,
    QFileDialog,
    QLabel,
    QLineEdit,
    QListWidget,
    QPlainTextEdit,
    QTableWidget,
    QTextEdit,
    QWidget,
)
from pytestqt.qtbot import QtBot

from tests.end2end.clerk import Clerk
from tests.ui.focus import name_of
from ui.shell.main_window import MainWindow

MOST_TABS = 40  # more than that, without a shortcut, nobody presses
Wanted = Callable[[QWidget], bool]


class OfficeDay(Clerk):
    """Presses keys alone, and looks at nothing but the screen."""

    def __init__(self, qtbot: QtBot, window: MainWindow) -> None:
        super().__init__(qtbot, window)
        self._main, self._top = window, window.top
        self.most_tabs = 0  # of one way

    def press(self, *keys: str) -> None:
        """Each of `keys`, to the dialog that is open, once it has the keys, else to the window."""
        for key in keys:
            self.wait(self._has_keys)
            super().press(key)

    def _has_keys(self) -> bool:
        return (QApplication.activeModalWidget() or self._top.window()).isActiveWindow()

    def go_to(self, words: str, *, back: bool = False) -> QWidget:
        """Tab (Shift+Tab with `back`) to what is called `words` on the screen or by a screen reader."""
        return self.go_where(lambda widget: is_called(widget, words), words, back=back)

    def go_where(self, is_wanted: Wanted, words: str, *, back: bool = False) -> QWidget:
        """Tab to where the focus is wanted; every stop on the way can be seen."""
        key = "Shift+Tab" if back else "Tab"
        passed = []
        for tabs in range(MOST_TABS + 1):
            here = self.focus()
            assert tabs == 0 or is_in_sight(here), (
                f"the focus is out of sight in {here.objectName()!r} {name_of(here)!r}"
            )
            if here.isEnabled() and is_wanted(here):
                self.most_tabs = max(self.most_tabs, tabs)
                return here
            passed.append(name_of(here) or here.objectName())
            self.press(key)
        raise AssertionError(f"{MOST_TABS} times {key} do not lead to {words}: {passed}")

    def push_button(self, words: str, *, back: bool = False) -> None:
        """Tab to the button and press it."""
        self.wait(lambda: any(is_called(each, words) for each in buttons() if each.isEnabled()))
        self.go_to(words, back=back)
        self.press("Space")

    def give(self, words: str, *paths: object) -> None:
        """Push the button `words`; the desktop's own dialog is answered with files or a folder."""

        def answer(dialog: QDialog) -> None:
            assert isinstance(dialog, QFileDialog)
            self.write_line(" ".join(f'"{path}"' for path in paths) if len(paths) > 1 else str(paths[0]))
            self.press("Return")

        self.expect(answer)
        self.push_button(words)
        self.wait_for_dialogs()

    def paste(self, *, text: str = "", html: str = "") -> None:
        """Copy in another program, and Ctrl+V here."""
        data = QMimeData()
        if html:
            data.setHtml(html)
        data.setText(text)
        QGuiApplication.clipboard().setMimeData(data)
        self.press("Ctrl+V")

    def sees(self, *words: str) -> None:
        """Wait until all of it is in sight."""
        try:
            self.wait(lambda: all(each in self.screen() for each in words))
        except Exception as error:
            missing = [each for each in words if each not in self.screen()]
            raise AssertionError(f"not in sight: {missing} in\n{self.screen()}") from error

    def sees_no(self, *words: str) -> None:
        """Nothing of it is in sight."""
        screen = self.screen()
        assert not [each for each in words if each in screen], screen

    def sees_status(self, words: str, *steps: str) -> None:
        """The chip, and those steps of the bar."""
        self.wait(lambda: self._top.status.text() == words)
        for step in steps:
            self.wait(lambda wanted=step: wanted in [each.text() for each in self._top.steps])  # type: ignore[misc]

    def screen(self) -> str:
        """All words that are in sight, a line for each widget; of a dialog, where one is open."""
        top = QApplication.activeModalWidget() or self._top.window()
        return "\n".join(filter(None, (words_of(each) for each in top.findChildren(QWidget))))

    def sees_whole_form(self) -> None:
        """Nobody types faster than the form is built."""
        self.wait(lambda: self._main.view is not None and self._main.view.form.paper.is_complete)

    def dialog(self, title: str) -> QDialog:
        """The dialog of that title, once it has the focus."""

        def is_there() -> bool:
            found = QApplication.activeModalWidget()
            return found is not None and found.windowTitle() == title and found.isActiveWindow()

        self.wait(is_there)
        found = QApplication.activeModalWidget()
        assert isinstance(found, QDialog)
        return found

    def is_left_alone(self) -> None:
        """No dialog is open, and the keys go to something that can be seen."""
        self.wait(lambda: QApplication.activeModalWidget() is None and self._top.window().isActiveWindow())
        assert is_in_sight(self.focus())


def buttons() -> Iterator[QAbstractButton]:
    """Every button of the window that has the keys."""
    top = QApplication.activeModalWidget() or QApplication.activeWindow()
    if top is not None:
        yield from (each for each in top.findChildren(QAbstractButton) if each.isVisible())


def is_called(widget: QWidget, words: str) -> bool:
    """Whether a clerk would call it so: by what stands on it, or by what a screen reader says."""
    text = str(widget.property("text") or "") if isinstance(widget, QAbstractButton) else ""
    return words in (text, name_of(widget), widget.accessibleName())


def is_in_sight(widget: QWidget) -> bool:
    """Whether some of it can be seen."""
    return widget.isVisible() and not widget.visibleRegion().isEmpty()


def words_of(widget: QWidget) -> str:
    """The words that a widget shows, where it can be seen."""
    if not is_in_sight(widget):
        return ""
    if isinstance(widget, QLabel | QAbstractButton | QLineEdit):
        return widget.text()
    if isinstance(widget, QTextEdit | QPlainTextEdit):
        return widget.toPlainText()
    if isinstance(widget, QComboBox):
        return widget.currentText()
    if isinstance(widget, QAbstractSpinBox):
        return widget.text()
    if isinstance(widget, QListWidget):
        return "\n".join(_seen_items(widget))
    if isinstance(widget, QTableWidget):
        return "\n".join(_seen_rows(widget))
    return ""


def _seen_items(view: QListWidget) -> Iterator[str]:
    for row in range(view.count()):
        if view.visualItemRect(view.item(row)).intersects(view.viewport().rect()):
            yield view.item(row).text()


def _seen_rows(table: QTableWidget) -> Iterator[str]:
    for row in range(table.rowCount()):
        items = [table.item(row, column) for column in range(table.columnCount())]
        shown = [each for each in items if each is not None]
        if shown and table.visualItemRect(shown[0]).intersects(table.viewport().rect()):
            yield "　".join(each.text() for each in shown if each.text())
