"""Fills any form by the keyboard: Tab to each field, then type or tick what an example has there."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QCheckBox,
    QComboBox,
    QDialog,
    QLineEdit,
    QPushButton,
    QSpinBox,
    QTextEdit,
    QWidget,
)

from aimed_desktop.application.file import to_json
from aimed_desktop.application.model import Application
from aimed_desktop.application.values.shapes import is_mapping
from tests.end2end.clerk import MOST_STEPS, Clerk, is_below
from ui.binding.field_widgets import path_of
from ui.workspace.form_page import FormPage

MOST_ROUNDS = 3


class Filler:
    """Types the values of `example` into the form that is on the screen. `files` maps the example's
    names of pictures to paths on the disk.
    """

    def __init__(self, clerk: Clerk, form: FormPage, example: Application, files: Mapping[str, str]) -> None:
        self._clerk = clerk
        self._form = form
        self._app = form.app
        self._example = example
        self._files = files
        self._rows = {path: field for path, field in example.form.walk() if field.is_rows}

    def fill(self) -> None:
        """Go through the whole form; again where an answer has made further fields appear."""
        for _ in range(MOST_ROUNDS):
            before = to_json(self._app)
            self._go_through()
            if to_json(self._app) == before:
                return

    def _go_through(self) -> None:
        clerk, paper = self._clerk, self._form.paper
        paper.complete()
        clerk.press("Ctrl+Return")
        first = clerk.tab_to(lambda widget: is_below(widget, paper))
        for _ in range(MOST_STEPS):
            here = clerk.focus()
            self._answer(here)
            if QApplication.focusWidget() is here:
                clerk.press("Tab")
            if (now := clerk.focus()) is first or not is_below(now, paper):
                return
        raise AssertionError("the form has no end")

    def _answer(self, widget: QWidget) -> None:
        if isinstance(widget, QAbstractButton) and widget.objectName() in ("add_row", "row_tool"):
            self._add_row(widget)
            return
        path = path_of(widget)
        wanted = self._example.get(path) if path else None
        if wanted is None or path is None:
            return
        if isinstance(widget, QCheckBox):
            self._tick(widget, path, wanted)
        elif isinstance(widget, QTextEdit):
            if self._app.get(path) is None:
                self._write_text(widget, wanted)
        elif isinstance(widget, QLineEdit):
            self._write_line(widget, path, wanted)
        elif isinstance(widget, QComboBox) and is_mapping(wanted):
            self._choose(widget, str(wanted["unit"]))

    def _tick(self, first: QCheckBox, path: str, wanted: Any) -> None:
        """Go round the boxes of the group by the arrow; a tick that asks for words is left there."""
        here = first
        while True:
            if _is_ticked(here, path, wanted) != here.isChecked():
                self._clerk.press("Space")
            if self._clerk.focus() is not here or here.objectName() == path:
                return
            self._clerk.press("Down")
            now = self._clerk.focus()
            if now is first or not isinstance(now, QCheckBox):
                return
            here = now

    def _write_line(self, line: QLineEdit, path: str, wanted: Any) -> None:
        text = _words_for(line.objectName(), wanted)
        if text is not None and line.text() != text and self._app.get(path) != wanted:
            self._clerk.write_line(text)

    def _choose(self, box: QComboBox, wanted: str) -> None:
        for _ in range(box.count()):
            if box.currentText() == wanted:
                return
            self._clerk.press("Down")
        raise AssertionError(f"{wanted} is not in the list")

    def _add_row(self, button: QAbstractButton) -> None:
        """Press it where the example has more rows of that name than the form."""
        for pattern, field in self._rows.items():
            if not (button.text().endswith(field.label) or button.accessibleName().startswith(field.label)):
                continue
            for path in self._app.instances(pattern):
                rows, shown = self._example.get(path), self._app.get(path)
                have = max(len(shown) if isinstance(shown, list) else 0, field.min_rows, field.least, 1)
                if isinstance(rows, list) and len(rows) > have:
                    self._clerk.press("Space")
                    QApplication.processEvents()  # no hand is faster: the new row gets its place for Tab
                    return

    def _write_text(self, editor: QTextEdit, wanted: Any) -> None:
        if isinstance(wanted, str):
            for number, line in enumerate(wanted.split("\n")):
                if number:
                    self._clerk.press("Return")
                self._clerk.commit(line)
            return
        for number, block in enumerate(wanted):
            if number:
                self._next_paragraph(editor)
            self._write_block(editor, block)

    def _next_paragraph(self, editor: QTextEdit) -> None:
        self._clerk.press("Ctrl+End")
        if editor.textCursor().block().text():
            self._clerk.press("Return")

    def _write_block(self, editor: QTextEdit, block: Mapping[str, Any]) -> None:
        clerk = self._clerk
        if "text" in block:
            clerk.press("Ctrl+Alt+0")
            clerk.commit(str(block["text"]))
        elif "heading" in block:
            clerk.press(f"Ctrl+Alt+{block.get('level', 1)}")
            clerk.commit(str(block["heading"]))
        elif "items" in block:
            self._write_items(block)
        elif "image" in block:
            self._insert_picture(editor, block)
        elif "table" in block:
            self._insert_table(block)
        else:
            raise AssertionError(f"a block of no known kind: {sorted(block)}")

    def _write_items(self, block: Mapping[str, Any]) -> None:
        self._clerk.press("Ctrl+Shift+7" if block.get("numbered") else "Ctrl+Shift+8")
        for item in block["items"]:
            self._clerk.commit(str(item))
            self._clerk.press("Return")
        self._clerk.press("Return")  # an empty item ends the list

    def _insert_picture(self, editor: QTextEdit, block: Mapping[str, Any]) -> None:
        before = editor.toPlainText()
        self._clerk.give_file(self._files[str(block["image"])])
        self._clerk.expect(lambda dialog: self._say_of_picture(dialog, block))
        self._clerk.press("Ctrl+Alt+P")
        self._clerk.wait_for_dialogs()
        self._clerk.wait(lambda: editor.toPlainText() != before)
        self._clerk.wait(lambda: QApplication.focusWidget() is editor)

    def _say_of_picture(self, dialog: QDialog, block: Mapping[str, Any]) -> None:
        clerk = self._clerk
        if caption := block.get("caption"):
            clerk.tab_to(lambda w: isinstance(w, QLineEdit) and w.accessibleName() == "图题")
            clerk.write_line(str(caption))
        if width := block.get("width_mm"):
            clerk.tab_to(lambda w: isinstance(w, QSpinBox))
            clerk.write_line(str(width))
        clerk.push("redacted")
        clerk.wait(
            lambda: any(b.text() == "插入" and b.isEnabled() for b in dialog.findChildren(QPushButton))
        )
        clerk.push("插入")

    def _insert_table(self, block: Mapping[str, Any]) -> None:
        lines = "\n".join("\t".join(str(cell) for cell in row) for row in block["table"])
        QGuiApplication.clipboard().setText(lines)

        def answer(_dialog: QDialog) -> None:
            self._clerk.press("Ctrl+V")
            if caption := block.get("caption"):
                self._clerk.tab_to(lambda w: isinstance(w, QLineEdit) and w.accessibleName() == "表题")
                self._clerk.write_line(str(caption))
            self._clerk.push("完成")

        self._clerk.expect(answer)
        self._clerk.press("Ctrl+Alt+T")
        self._clerk.wait_for_dialogs()


def _is_ticked(box: QAbstractButton, path: str, wanted: Any) -> bool:
    """Whether the example has this box ticked."""
    if wanted is True and box.objectName() == path:
        return True
    label = box.objectName().removeprefix(f"{path}:")
    if isinstance(wanted, bool):
        return label == ("是" if wanted else "否")
    return any(entry["option"] == label for entry in (wanted if isinstance(wanted, list) else [wanted]))


def _words_for(name: str, wanted: Any) -> str | None:
    """What the example has for the line of that objectName; None where that is nothing."""
    if isinstance(wanted, str):
        return wanted
    kind, _, label = name.partition(":")
    for entry in wanted if isinstance(wanted, list) else [wanted]:
        if isinstance(entry, dict) and entry.get("option") == label:
            return entry.get(kind)
    if isinstance(wanted, dict):
        return wanted.get("amount") if "unit" in wanted else wanted.get(name.rpartition(".")[2])
    return None


def comparable(app: Application) -> dict[str, Any]:
    """The values of `app`: the same word for every picture's file, whose name the program gives, and
    ticks in one order, for the window writes them in that of the paper.
    """
    return {name: _plain(value) for name, value in app.values.items() if value not in (None, [], {})}


def _plain(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {key: "a picture" if key == "image" else _plain(inner) for key, inner in value.items()}
    if not isinstance(value, list | tuple):
        return value
    plain = [_plain(inner) for inner in value]
    is_ticks = all(isinstance(inner, dict) and "option" in inner for inner in plain)
    return sorted(plain, key=lambda tick: str(tick["option"])) if is_ticks else plain
