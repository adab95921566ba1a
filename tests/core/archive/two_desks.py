"""Two archives in two folders, and one application that goes from one to the other."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path

from aimed_desktop.application.beginning import begin
from aimed_desktop.application.editing.merging import Choice
from aimed_desktop.application.model import Application
from aimed_desktop.archive.applications import open_application, store_application
from aimed_desktop.archive.archive import Archive
from aimed_desktop.archive.keys import KdfParameters
from aimed_desktop.archive.lifecycle import save_application
from aimed_desktop.definition.library import default_library
from aimed_desktop.services.handing_over import Handover, take_handover

CHEAP = KdfParameters(memory_kib=64, passes=1, lanes=4)
LIBRARY = default_library(None)
SECRET = "交接用的口令-2026"
_NUMBERS = count(1)


@dataclass
class Desk:
    """A clerk with a data folder of their own."""

    name: str
    folder: Path
    archive: Archive = field(init=False)

    def __post_init__(self) -> None:
        self.archive = Archive.create(self.folder, f"{self.name}的口令-2026", use_keyring=False, kdf=CHEAP)

    def begin(self, form: str = "demo") -> str:
        app = begin(LIBRARY, form, example=True)
        return store_application(self.archive, app, LIBRARY.sources(app.form))

    def app(self, entry: str) -> Application:
        return open_application(self.archive, entry)

    def save(self, entry: str, app: Application, **files: bytes) -> None:
        """As the window saves: files first, then what names them."""
        if files:
            named = {f"files/{name.replace('_', '.')}": content for name, content in files.items()}
            self.archive.save(entry, self.archive.load(entry).data, files=named)
        save_application(self.archive, entry, app)

    def write(self, entry: str, **values: object) -> None:
        app = self.app(entry)
        for path, value in values.items():
            app.set(path, value)  # type: ignore[arg-type]
        self.save(entry, app)

    def give(self, entry: str) -> Path:
        path = self.folder.parent / f"交接{next(_NUMBERS)}.aimed"
        return self.archive.give(entry, path, SECRET, self.name, CHEAP)

    def take(self, path: Path, choices: Sequence[Choice] = ()) -> Handover:
        return take_handover(self.archive, path, SECRET, choices)
