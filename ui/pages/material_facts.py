"""What the files of the materials look like: read and drawn beside the window, each once."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, QObject, Qt, Signal
from PySide6.QtGui import QPixmap

from aimed_desktop.application.model import Application
from aimed_desktop.services.given_files import content_of
from aimed_desktop.services.operation import Failure, Kind, Operation, Result
from ui.widgets.jobs import Jobs

if TYPE_CHECKING:
    from aimed_desktop.packet.material_files import FileFacts

THUMBNAIL_W, THUMBNAIL_H = 54, 72


class MaterialFacts(QObject):
    """`found` tells the name of a file that was read."""

    found = Signal(str)

    def __init__(self, app: Application, jobs: Jobs, failed: Failure, parent: QObject) -> None:
        super().__init__(parent)
        self._app = app
        self._jobs = jobs
        self._failed = failed
        self._known: dict[str, FileFacts] = {}
        self._thumbnails: dict[str, QPixmap] = {}
        self._asked: set[str] = set()

    def of(self, name: str) -> FileFacts | None:
        """What is known of a file; None until it was read."""
        return self._known.get(name)

    def thumbnail(self, name: str) -> QPixmap | None:
        """The small picture of a file; None where there is none, or none yet."""
        return self._thumbnails.get(name)

    def ask(self, name: str) -> None:
        """Read a file, if nobody has yet."""
        if name in self._asked:
            return
        self._asked.add(name)
        self._read(name, lambda content: self._judge(name, content))

    def pages(self, name: str, done: Callable[[list[bytes]], None]) -> None:
        """The first pages of a file, large."""

        def draw(content: bytes) -> None:
            self._run(Kind.COMPUTES, lambda: _preview(content), done)

        self._read(name, draw)

    def _read(self, name: str, done: Callable[[bytes], None]) -> None:
        """The content of a file, read beside the window; nothing of one that is not there."""
        files = self._app.files
        self._run(Kind.READS_ARCHIVE, lambda: content_of(files, name), done)

    def _judge(self, name: str, content: bytes) -> None:
        self._run(Kind.COMPUTES, lambda: _file_facts(name, content), partial(self._on_read, name))

    def _run(self, kind: Kind, work: Callable[[], Result], done: Callable[[Result], None]) -> None:
        self._jobs.run(self, Operation(kind, work, done=done, failed=self._failed))

    def _on_read(self, name: str, facts: FileFacts) -> None:
        self._known[name] = facts
        picture = QPixmap()
        if facts.thumbnail is not None and picture.loadFromData(QByteArray(facts.thumbnail)):
            self._thumbnails[name] = picture.scaled(
                THUMBNAIL_W,
                THUMBNAIL_H,
                Qt.AspectRatioMode.KeepAspectRatio,
                Qt.TransformationMode.SmoothTransformation,
            )
        self.found.emit(name)


def _file_facts(name: str, content: bytes) -> FileFacts:
    from aimed_desktop.packet.material_files import file_facts

    return file_facts(name, content, 2 * THUMBNAIL_W)


def _preview(content: bytes) -> list[bytes]:
    from aimed_desktop.packet.material_files import preview_pages

    return preview_pages(content)
