"""What the files of the materials look like: read and drawn beside the window, each once."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, QObject, Qt, Signal
from PySide6.QtGui import QPixmap

from aimed_desktop.application.model import Application
from aimed_desktop.errors import UserProblem
from aimed_desktop.services.operation import Failure, Kind, Operation, Result
from ui.widgets.jobs import Jobs

if TYPE_CHECKING:
    from aimed_desktop.packet.material_files import Look

THUMBNAIL_W, THUMBNAIL_H = 54, 72


class Looks(QObject):
    """`found` tells the name of a file whose look is known now."""

    found = Signal(str)

    def __init__(self, app: Application, jobs: Jobs, failed: Failure, parent: QObject) -> None:
        super().__init__(parent)
        self._app = app
        self._jobs = jobs
        self._failed = failed
        self._known: dict[str, Look] = {}
        self._thumbnails: dict[str, QPixmap] = {}
        self._asked: set[str] = set()

    def of(self, name: str) -> Look | None:
        """The look of a file; None until it is known."""
        return self._known.get(name)

    def thumbnail(self, name: str) -> QPixmap | None:
        """The small picture of a file; None where there is none, or none yet."""
        return self._thumbnails.get(name)

    def ask(self, name: str) -> None:
        """Have a look at a file, if nobody has yet."""
        if name in self._asked:
            return
        self._asked.add(name)
        self._read(name, lambda content: self._look(name, content))

    def pages(self, name: str, done: Callable[[list[bytes]], None]) -> None:
        """The first pages of a file, large."""

        def draw(content: bytes) -> None:
            self._run(Kind.COMPUTES, lambda: _preview(content), done)

        self._read(name, draw)

    def _read(self, name: str, done: Callable[[bytes], None]) -> None:
        """The content of a file, read beside the window; nothing of one that is not there."""
        files = self._app.files

        def work() -> bytes:
            try:
                return files.read(name)
            except UserProblem:
                return b""  # the checks tell of a missing file

        self._run(Kind.READS_ARCHIVE, work, done)

    def _look(self, name: str, content: bytes) -> None:
        self._run(Kind.COMPUTES, lambda: _looked_at(name, content), partial(self._on_looked, name))

    def _run(self, kind: Kind, work: Callable[[], Result], done: Callable[[Result], None]) -> None:
        self._jobs.run(self, Operation(kind, work, done=done, failed=self._failed))

    def _on_looked(self, name: str, look: Look) -> None:
        self._known[name] = look
        picture = QPixmap()
        if look.thumbnail is not None and picture.loadFromData(QByteArray(look.thumbnail)):
            self._thumbnails[name] = picture.scaled(
                THUMBNAIL_W,
                THUMBNAIL_H,
                Qt.AspectRatioMode.KeepAspectRatio,
                Qt.TransformationMode.SmoothTransformation,
            )
        self.found.emit(name)


def _looked_at(name: str, content: bytes) -> Look:
    from aimed_desktop.packet.material_files import look_at

    return look_at(name, content, 2 * THUMBNAIL_W)


def _preview(content: bytes) -> list[bytes]:
    from aimed_desktop.packet.material_files import preview_pages

    return preview_pages(content)
