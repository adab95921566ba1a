"""A form page from its construction to its first paint and to its last field, against bare widgets.

Prints JSON: `bare` (200 line edits in a QGridLayout), and for the made-up form of 200 fields on one page
and the largest shipped forms `paint` (first paint), `built` (every field there, in its place and painted),
`stall` (the longest turn of the event loop), `jump` (the cursor put into the last line) and `key` (the
first characters typed there), in milliseconds, each the median of some runs in one warm process.
"""

from __future__ import annotations

import json
import statistics
import time
from collections.abc import Callable, Iterator

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtWidgets import QApplication, QGridLayout, QLabel, QLineEdit, QScrollArea, QWidget

from aimed_desktop.application.model import Application
from aimed_desktop.definition.library import default_library
from tests.core.application.inline_forms import library_of
from ui.form.line_fields import LineField
from ui.widgets import theme
from ui.workspace.form_page import FormPage

RUNS = 5
FIELDS = 200
LARGEST = ("wuhan-2026-4", "wuhan-2021-3", "wuxi-2026")
_TYPES = ("text", "phone", "integer, unit: 人", "text", "uscc", "text, limit: 50字以内", "date", "email")


class FirstPaint(QObject):
    """Notes the first paint of the widgets that it watches."""

    is_painted = False

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.Paint:
            self.is_painted = True
        return False


def main() -> None:
    """Measure all and print."""
    application = QApplication([])
    bare = statistics.median(_bare(application) for _ in range(RUNS))
    theme.apply(application)
    figures: dict[str, float | dict[str, float]] = {"bare": bare}
    for name, begin in _forms():
        runs = [_open(application, begin()) for _ in range(RUNS + 1)][1:]  # the first one imports
        figures[name] = {key: statistics.median(run[key] for run in runs) for key in runs[0]}
    print(json.dumps(figures))


def _forms() -> Iterator[tuple[str, Callable[[], Application]]]:
    made_up = _made_up()
    yield f"{FIELDS} fields", lambda: Application(made_up.form)
    library = default_library(None)
    for form_id in LARGEST:
        form = library.form(form_id)
        yield form_id, lambda form=form: Application(form)  # type: ignore[misc]  # mypy: default of a lambda


def _made_up() -> Application:
    fields = "\n".join(
        f"field_{n}: {{label: 栏目{n}, type: {_TYPES[n % len(_TYPES)]}}}" for n in range(FIELDS)
    )
    rows = "".join(
        f"\n      - [栏目{n}, {{field: field_{n}}}, 栏目{n + 1}, {{field: field_{n + 1}}}]"
        for n in range(0, FIELDS, 2)
    )
    library = library_of(fields, parts=f"- table:\n    widths: [15, 35, 15, 35]\n    rows:{rows}")
    return Application(library.form("trial-1"))


def _open(application: QApplication, app: Application) -> dict[str, float]:
    start = time.perf_counter()
    page = FormPage(app, None)
    watch = FirstPaint()
    page.paper.widget().installEventFilter(watch)
    page.resize(1366, 720)
    page.show()
    stalls = [time.perf_counter() - start]
    painted = 0.0
    while not page.paper.is_complete or not watch.is_painted:
        stalls.append(_turn(application))
        if watch.is_painted and not painted:
            painted = time.perf_counter() - start
    stalls.append(_turn(application))  # in which the last fields get their places and are painted
    built = time.perf_counter() - start
    stalls += [_turn(application) for _ in range(20)]  # what settles afterwards
    lines = [line for line in page.paper.findChildren(LineField) if line.isVisibleTo(page)]
    assert all(line.focusPolicy() & Qt.FocusPolicy.TabFocus and line.width() > 0 for line in lines)
    assert len(lines) == FIELDS or app.form.id in LARGEST
    jump = _turn(application, lambda: page.focus_field(lines[-1].objectName()))
    typed = QInputMethodEvent()
    typed.setCommitString("试")
    key = _turn(application, lambda: application.sendEvent(lines[-1], typed))
    page.close_form()
    page.deleteLater()
    application.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    seconds = {"paint": painted, "built": built, "stall": max(stalls), "jump": jump, "key": key}
    return {name: value * 1000 for name, value in seconds.items()}


def _turn(application: QApplication, act: Callable[[], object] = lambda: None) -> float:
    """Do `act` and what follows from it; how long the event loop was held up, in seconds."""
    start = time.perf_counter()
    act()
    application.processEvents()
    return time.perf_counter() - start


def _bare(application: QApplication) -> float:
    start = time.perf_counter()
    area, form, watch = QScrollArea(), QWidget(), FirstPaint()
    grid = QGridLayout(form)
    for number in range(FIELDS):
        grid.addWidget(QLabel(f"栏目{number}"), number // 2, number % 2 * 2)
        grid.addWidget(QLineEdit(), number // 2, number % 2 * 2 + 1)
    area.setWidgetResizable(True)
    area.setWidget(form)
    form.installEventFilter(watch)
    area.resize(1366, 720)
    area.show()
    while not watch.is_painted:
        application.processEvents()
    took = (time.perf_counter() - start) * 1000
    area.deleteLater()
    application.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    return took


if __name__ == "__main__":
    main()
