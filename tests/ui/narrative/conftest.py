"""A chapter that is open on its page, with pictures that are kept at once."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

import pytest
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from aimed_desktop.application.beginning import begin
from aimed_desktop.application.model import Application
from aimed_desktop.definition.library import Library
from ui.narrative.editor import NarrativeEditor
from ui.widgets.jobs import Jobs
from ui.workspace.form_page import FormPage


@dataclass
class PicturesAtOnce:
    """Fulfils `Pictures`: keeps what it is given and draws every picture as 400 × 300 pixels."""

    taken: dict[str, bytes] = field(default_factory=dict)

    def insert(self, _asker: QWidget, done: Callable[[dict[str, Any]], None]) -> None:
        done({"image": "files/chosen.png"})

    def take(
        self,
        _asker: QWidget,
        name: str,
        read: Callable[[], bytes],
        done: Callable[[dict[str, Any]], None],
    ) -> None:
        self.taken[name] = read()
        done({"image": f"files/{name}"})

    def load(self, _name: str, done: Callable[[QImage], None]) -> None:
        picture = QImage(400, 300, QImage.Format.Format_RGB32)
        picture.fill(QColor("gray"))
        done(picture)


@dataclass
class Chapter:
    """One narrative on its page."""

    page: FormPage
    editor: NarrativeEditor
    path: str
    pictures: PicturesAtOnce

    @property
    def app(self) -> Application:
        return self.page.app

    @property
    def value(self) -> Any:
        """The value of the field, everything typed being written."""
        self.page.bindings.flush()
        return self.app.get(self.path)

    def put_cursor(self, block: int, place: int = 0) -> None:
        """Put the cursor before the character `place` of a paragraph."""
        cursor = self.editor.textCursor()
        cursor.setPosition(self.editor.document().findBlockByNumber(block).position() + place)
        self.editor.setTextCursor(cursor)


OpenChapter = Callable[..., Chapter]


@pytest.fixture
def open_chapter(qtbot: QtBot, library: Library) -> Iterator[OpenChapter]:
    """Opens a form with `blocks` in one of its chapters, which has the cursor."""
    pages: list[FormPage] = []
    jobs = Jobs()

    def make(blocks: Any = None, path: str = "background", form: str = "wuhan-2026-1") -> Chapter:
        app = begin(library, form)
        if blocks is not None:
            app.set(path, blocks)
        pictures = PicturesAtOnce()
        page = FormPage(app, library.notice(app.form.notice_id), None, pictures, jobs)
        qtbot.addWidget(page)
        page.resize(1366, 720)
        with qtbot.waitExposed(page):
            page.show()
        page.activateWindow()
        page.paper.complete()
        pages.append(page)
        assert page.focus_field(path)
        editor = page.paper.editor(path)
        assert isinstance(editor, NarrativeEditor)
        qtbot.waitUntil(lambda: QApplication.focusWidget() is editor)
        return Chapter(page, editor, path, pictures)

    yield make
    for page in pages:
        page.close_form()
    jobs.close()
