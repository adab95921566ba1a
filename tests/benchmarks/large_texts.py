"""What comes in large: the longest turn of the window's event loop while it is read, shown and written.

A turn is what a key that is pressed in its middle waits. Each figure is also a ratio to the time that reading
1 MB takes at once, in the same run.
"""

from __future__ import annotations

import tempfile
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QMimeData, QObject, QTimer
from PySide6.QtWidgets import QWidget

from aimed_desktop.application.pasting.clipboard import read_clipboard
from aimed_desktop.application.values.shapes import Value
from tests.benchmarks.figures import Figure, median_ms
from tests.benchmarks.keystrokes import FIELD, SENTENCE, run, run_until, window_with

if TYPE_CHECKING:
    from ui.shell.main_window import MainWindow

_ROWS = "joint_units"
_COUNT = 250
_LEAST_MS = 0.5
_PARAGRAPH = (
    "<p class=MsoNormal style='text-indent:21.0pt'><span style='font-family:仿宋'>{}</span>"
    "<span lang=EN-US>10<sup>9</sup></span><b><span>{}</span></b></p>"
)
_CELL = "<td style='border:solid windowtext 1.0pt'><p class=MsoNormal><span>12.5%</span></p></td>"
_ROW = f"<tr>{_CELL * 5}</tr>"


class Turns(QObject):
    """Measures each turn of the event loop between `begin` and `end`, in milliseconds."""

    def __init__(self) -> None:
        super().__init__()
        self._timer = QTimer(self, interval=0)
        self._timer.timeout.connect(self._on_turn)
        self._last = 0.0
        self._longest = 0.0

    def longest(self, begin: Callable[[], object], is_over: Callable[[], bool]) -> float:
        """The longest turn from `begin` until `is_over`, and a second behind it."""
        self._longest, self._last = 0.0, time.perf_counter()
        self._timer.start()
        begin()
        run_until(is_over)
        run(1000)
        self._timer.stop()
        return self._longest

    def _on_turn(self) -> None:
        now = time.perf_counter()
        turn = (now - self._last) * 1000
        self._longest = max(self._longest, turn)
        if turn < _LEAST_MS:
            time.sleep(_LEAST_MS / 1000)
        self._last = time.perf_counter()


def large_text_figures() -> Iterator[Figure]:
    """A paste of 1 MB, and a chapter of 200 pages that is taken over; each taken back, too. A list, rows."""
    from ui.narrative.editor import NarrativeEditor

    html = word_html(1_000_000)
    pasted = QMimeData()
    pasted.setHtml(html)
    reading = Figure("reading 1 MB of Word's HTML at once", median_ms(lambda: read_clipboard(html, ""), 3))
    yield reading
    yield Figure("reading 4 MB", median_ms(lambda: read_clipboard(html * 4, ""), 1)).to(reading)
    chapter = _chapter()
    listing: list[Value] = [
        {"items": [f"第{number}项{SENTENCE}" for number in range(2000)], "numbered": True}
    ]
    rows: list[Value] = [{"name": f"第{number}家医院"} for number in range(_COUNT)]
    with tempfile.TemporaryDirectory(prefix="aimed-") as folder:
        window = _window(Path(folder))
        view = window.view
        assert view is not None
        editor = view.form.paper.editor(FIELD)
        assert isinstance(editor, NarrativeEditor)

        def is_in() -> bool:
            return editor.coming is None and editor.arrival is None

        turns = Turns()
        yield Figure("longest turn of an idle window", turns.longest(lambda: None, lambda: True)).to(reading)
        for name, act in (
            ("1 MB of Word is pasted", lambda: editor.insertFromMimeData(pasted)),
            ("it is undone", view.undo.undo),
            ("a chapter of 200 pages is taken over", lambda: view.opened.app.set(FIELD, chapter)),
            ("it is undone, too", view.undo.undo),
            ("it is made again", view.undo.redo),
            ("a list of 2,000 items is taken over", lambda: view.opened.app.set(FIELD, listing)),
            ("the list is undone", view.undo.undo),
            ("the list is made again", view.undo.redo),
        ):
            yield Figure(f"longest turn while {name}", turns.longest(act, is_in)).to(reading)
        for name, act, count in (
            ("250 rows are taken over", lambda: view.opened.app.set(_ROWS, rows), _COUNT),
            ("the rows are undone", view.undo.undo, 0),
            ("the rows are made again", view.undo.redo, _COUNT),
        ):
            is_over = partial(_has_rows, window, count)
            yield Figure(f"longest turn while {name}", turns.longest(act, is_over)).to(reading)
        window.close()
        window.deleteLater()
        run(50)


def word_html(size: int) -> str:
    """What Word puts on the clipboard, of about `size` characters."""
    made = ["<html><body><!--StartFragment-->"]
    length = number = 0
    while length < size:
        number += 1
        piece = _PARAGRAPH.format(SENTENCE, number)
        if number % 40 == 0:
            piece += f"<table>{_ROW * 6}</table>"
        made.append(piece)
        length += len(piece)
    return "".join([*made, "<!--EndFragment--></body></html>"])


def _has_rows(window: MainWindow, count: int) -> bool:
    """Whether all lines of `count` rows stand on the screen and no other is left."""
    last = window.findChildren(QWidget, f"{_ROWS}.{_COUNT - 1}.name")
    return bool(last) == (count == _COUNT)


def _chapter() -> list[Value]:
    made: list[Value] = []
    for number in range(1700):
        words: Value = [f"第{number}段{SENTENCE}10", {"sup": "9"}, SENTENCE]
        made.append({"text": words if number % 3 else SENTENCE * 2})
        if number % 40 == 0:
            made.append({"table": [["12.5%"] * 5 for _ in range(6)]})
    return made


def _window(folder: Path) -> MainWindow:
    window = window_with(folder, [{"text": SENTENCE}])
    run(2000)
    return window
