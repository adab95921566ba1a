"""The pictures of the open application: asked for, redacted, kept in the archive, loaded for the screen."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QObject, QSize
from PySide6.QtGui import QImage, QImageReader
from PySide6.QtWidgets import QFileDialog, QWidget

from aimed_desktop.services.given_files import content_of, read_given
from aimed_desktop.services.operation import Kind, Operation
from aimed_desktop.services.pictures import picture_file
from ui.desk.file_keeper import FileKeeper
from ui.desk.session import Session

if TYPE_CHECKING:
    from ui.pictures.picture_dialog import PictureDialog

_WIDEST_PX = 1240  # 160 mm on a screen of double density
_KINDS = "图片 (*.jpg *.jpeg *.png *.bmp *.webp *.gif)"


class KeptPictures(QObject):
    """Fulfils `ui.binding.context.PictureDoor` for one application."""

    def __init__(self, session: Session, keeper: FileKeeper, parent: QObject) -> None:
        super().__init__(parent)
        self._session = session
        self._keeper = keeper
        self._dialog: PictureDialog | None = None
        self._waiting: list[Callable[[], None]] = []

    def insert(self, asker: QWidget, done: Callable[[dict[str, Any]], None]) -> None:
        """Ask for a picture file, let it be redacted and keep it; `done` is told its block."""
        name, _ = QFileDialog.getOpenFileName(asker, "插入图片", "", _KINDS)
        if name:
            self._ask(asker, Path(name).stem, lambda: read_given(Path(name)), done)

    def take(
        self,
        asker: QWidget,
        name: str,
        read: Callable[[], bytes],
        done: Callable[[dict[str, Any]], None],
    ) -> None:
        """The same for a picture that was pasted or dragged in as `name`."""
        self._ask(asker, Path(name).stem, read, done)

    def load(self, name: str, done: Callable[[QImage], None]) -> None:
        """Tell the kept picture, no wider than the screen needs; an empty one where it cannot be read."""
        files = self._session.app.files

        operation = Operation(
            Kind.READS_ARCHIVE,
            lambda: _shrunk(content_of(files, name)),
            done=done,
            failed=self._session.failed,
        )
        self._session.jobs.run(self, operation)

    def _ask(
        self, asker: QWidget, stem: str, read: Callable[[], bytes], done: Callable[[dict[str, Any]], None]
    ) -> None:
        """One dialog at a time: of several pictures the next comes when one is done."""
        from ui.pictures.picture_dialog import PictureDialog

        if self._dialog is not None:
            self._waiting.append(lambda: self._ask(asker, stem, read, done))
            return
        dialog = self._dialog = PictureDialog(read, self._session.jobs, self._session.failed, asker.window())
        dialog.done_with.connect(lambda data, said: self._keep(stem, data, said, done))
        dialog.finished.connect(self._on_finished)
        dialog.open()

    def _on_finished(self) -> None:
        self._dialog = None
        if self._waiting:
            self._waiting.pop(0)()

    def _keep(
        self, stem: str, made: bytes, said: dict[str, Any], done: Callable[[dict[str, Any]], None]
    ) -> None:
        self._keeper.keep(
            "正在保存图片……",
            partial(picture_file, stem, made),
            lambda name, _file: done({"image": name} | said),
            self._session.failed,
        )


def _shrunk(data: bytes) -> QImage:
    buffer = QBuffer()
    buffer.setData(QByteArray(data))
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    reader = QImageReader(buffer)
    size = reader.size()
    if size.width() > _WIDEST_PX:
        reader.setScaledSize(QSize(_WIDEST_PX, max(1, size.height() * _WIDEST_PX // size.width())))
    return reader.read()
