"""What the process beside the window does not know yet of the open application."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from functools import partial
from typing import Any

from PySide6.QtCore import QObject, Signal

from aimed_desktop.application.model import Application, Status
from aimed_desktop.application.others import Other
from aimed_desktop.application.values.shapes import Value
from aimed_desktop.framing import Frame
from aimed_desktop.services.given_files import pictures_and_sizes
from aimed_desktop.services.operation import Kind, Operation
from ui.preview.judging import MaterialJudging
from ui.widgets.jobs import Jobs


class Mirror(QObject):
    """Tells the whole application once, then the top-level fields that have other values than were told.

    Pictures are handed over once, by name; of other files only the size, and what is wrong with them.
    They are read beside the window: `files_read` tells that there is more to be told.
    """

    files_read = Signal()

    def __init__(self, app: Application, sources: dict[str, bytes], jobs: Jobs, parent: QObject) -> None:
        super().__init__(parent)
        self._app = app
        self._sources = sources
        self._jobs = jobs
        self._others: Sequence[Other] = ()
        self._told: Application | None = None  # as it stood when it was told
        self._sent: set[str] = set()  # files that were told, or asked for
        self._searched: dict[str, Value] = {}  # top-level values whose pictures are among them
        self._read: dict[str, bytes | int] = {}  # pictures and sizes to be told
        self._reading = 0
        self._profile: Mapping[str, Any] = {}
        self._are_others_new = self._is_profile_new = False
        self.judging = MaterialJudging(app, jobs, self)

    @property
    def is_whole(self) -> bool:
        """Whether every file that the application refers to has been read."""
        self._ask_for_files()
        return not self._reading

    def set_others(self, others: Sequence[Other]) -> None:
        """The unit's other applications, which some rules look at."""
        self._others, self._are_others_new = others, True

    def set_profile(self, profile: Mapping[str, Any]) -> None:
        """What the unit profile says."""
        self._profile, self._is_profile_new = profile, True

    def forget(self) -> None:
        """Tell everything again: to a process that has just begun."""
        self._told = None
        self._sent.clear()
        self._searched = {}
        self.judging.forget()
        self._are_others_new = self._is_profile_new = True

    def news(self) -> Frame:
        """What has changed since the last call."""
        made = _Parcel()
        now = self._app.snapshot()
        if self._told is None or _began_otherwise(self._told, now):
            from aimed_desktop.application.file import to_json

            made.head["application"] = made.add(to_json(now))
            made.head["deadline"] = now.form.deadline
            made.head["sources"] = {name: made.add(data) for name, data in self._sources.items()}
        else:
            made.head["values"] = _changes(self._told.values, now.values)
            if now.materials != self._told.materials:
                made.head["materials"] = [
                    [entry.slot, entry.file, entry.valid_until] for entry in now.materials
                ]
        if self._told is None or now.status != self._told.status:
            made.head["is_fixed"] = now.status is not Status.DRAFT
        self._told = now
        self._ask_for_files()
        self._add_files(made)
        self.judging.ask(entry.file for entry in now.materials)
        made.head["problems"] = self.judging.news()
        if self._is_profile_new:
            self._is_profile_new = False
            made.head["profile"] = self._profile
        if self._are_others_new:
            self._are_others_new = False
            made.head["others"] = [asdict(other) for other in self._others]
        return Frame(made.head, tuple(made.blobs))

    def _add_files(self, made: _Parcel) -> None:
        read, self._read = self._read, {}
        made.head["files"] = {
            name: size if isinstance(size, int) else len(size) for name, size in read.items()
        }
        made.head["pictures"] = {
            name: made.add(data) for name, data in read.items() if isinstance(data, bytes)
        }

    def _ask_for_files(self) -> None:
        from aimed_desktop.application.references import image_names

        new = {key: value for key, value in self._app.values.items() if self._searched.get(key) is not value}
        self._searched |= new
        pictures = set(image_names(new)) - self._sent
        others = {entry.file for entry in self._app.materials} - self._sent - pictures
        if not pictures and not others:
            return
        self._sent |= pictures | others
        self._reading += 1
        operation = Operation(
            Kind.READS_ARCHIVE,
            partial(pictures_and_sizes, self._app.files, pictures, others),
            done=self._on_read,
            failed=lambda _error: self._on_read({}),
        )
        self._jobs.run(self, operation)

    def _on_read(self, read: dict[str, bytes | int]) -> None:
        self._reading -= 1
        self._read |= read
        self.files_read.emit()


def _began_otherwise(told: Application, now: Application) -> bool:
    """Whether more than values and materials has changed."""
    return now.extra != told.extra or now.form.deadline != told.form.deadline


class _Parcel:
    """A message in the making."""

    def __init__(self) -> None:
        self.head: dict[str, Any] = {}
        self.blobs: list[bytes] = []

    def add(self, blob: bytes) -> int:
        """Put a blob in; its number."""
        self.blobs.append(blob)
        return len(self.blobs) - 1


def _changes(before: dict[str, Value], now: dict[str, Value]) -> dict[str, Value]:
    """The top-level values that are others now; None for those that are gone. A write leaves the rest as
    they were, to the identity."""
    changed = {key: value for key, value in now.items() if before.get(key) is not value}
    return changed | dict.fromkeys(before.keys() - now.keys())
