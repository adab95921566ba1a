"""The real program with a clerk inside: types what it is told once the form is on the screen."""

from __future__ import annotations

import os
import sys

from PySide6.QtGui import QInputMethodEvent
from PySide6.QtWidgets import QApplication, QWidget

import ui.platform.instance_listener
from aimed_desktop.__main__ import main
from ui.shell.main_window import MainWindow
from ui.workspace.caret import caret_of, set_caret

CURSOR = 3

begin_work = MainWindow.begin_work
bring_forward = ui.platform.instance_listener.bring_forward


def work_and_type(window: MainWindow) -> None:
    """Begin the form that is named, or wait for the one that is reopened; say what happens."""
    window.opened.connect(lambda: on_opened(window))
    begin_work(window)
    if form := os.environ.get("TYPIST_FORM"):
        window.begin(form, False)


def on_opened(window: MainWindow) -> None:
    view = window.view
    assert view is not None
    view.saver.saved.connect(lambda _time: tell("saved"))
    field, text = os.environ["TYPIST_FIELD"], os.environ.get("TYPIST_TEXT")
    if text:
        view.form.focus_field(field)
        event = QInputMethodEvent("", [])
        event.setCommitString(text)
        editor = view.form.paper.editor(field)
        assert editor is not None
        QApplication.sendEvent(editor, event)
        set_caret(editor, CURSOR)
    else:
        focused = window.focusWidget()
        tell(f"cursor {caret_of(focused) if focused is not None else None}")
    tell(f"opened {view.opened.id} {view.form.field_path} {view.opened.app.get(field)}")


def come_forward(window: QWidget) -> None:
    bring_forward(window)
    tell("forward")


def tell(words: str) -> None:
    sys.stdout.write(words + "\n")
    sys.stdout.flush()


setattr(MainWindow, "begin_work", work_and_type)  # noqa: B010 - mypy forbids the plain assignment
setattr(ui.platform.instance_listener, "bring_forward", come_forward)  # noqa: B010
sys.argv = ["aimed"]
sys.exit(main())
