"""A data folder with an application, a packet, a backup and a draft: made once, copied for each trial."""

from __future__ import annotations

import json
import shutil
import uuid
from dataclasses import dataclass
from pathlib import Path

from aimed_desktop.application.beginning import begin
from aimed_desktop.archive import keys
from aimed_desktop.archive.archive import Archive
from aimed_desktop.archive.keys import KdfParameters
from aimed_desktop.definition.library import default_library
from aimed_desktop.services.archiving import archive_application, archive_packet
from aimed_desktop.services.packing import pack_application

PASSPHRASE = "折磨用的口令-2026"
FORM = "demo"
CHEAP = KdfParameters(memory_kib=64, passes=1, lanes=4)
keys.FLOOR = CHEAP  # archives of trials are cheap to open
BEGINNINGS = (".aimed-", ".partial-", ".~")  # of what is not finished


@dataclass(frozen=True)
class Place:
    """`packed`: an application that came as a packet; `draft`: one that is typed in."""

    folder: Path
    packed: str
    draft: str

    @property
    def data(self) -> Path:
        return self.folder / "data"

    @property
    def out(self) -> Path:
        return self.folder / "out"

    @property
    def moved(self) -> Path:
        return self.folder / "moved"

    @property
    def backup(self) -> Path:
        return self.folder / "before.aimed"

    @property
    def packet(self) -> Path:
        return next(self.folder.glob("packet/*.zip"))

    def open(self, folder: Path | None = None) -> Archive:
        return Archive.open(folder or self.data, PASSPHRASE, use_keyring=False)

    def copied(self, parent: Path) -> Place:
        folder = parent / uuid.uuid4().hex[:8]
        shutil.copytree(self.folder, folder)
        return Place(folder, self.packed, self.draft)


def make_place(folder: Path) -> Place:
    """The first one, in a fresh folder."""
    library = default_library(None)
    app, sources = begin(library, FORM, example=True), library.sources(library.form(FORM))
    made = pack_application(app, library.notice(app.form.notice_id), sources, folder / "packet")
    assert not made.refused, made.findings
    (folder / "out").mkdir()
    with Archive.create(folder / "data", PASSPHRASE, use_keyring=False, kdf=CHEAP) as archive:
        packed = archive_packet(archive, made.paths[1])
        draft = archive_application(archive, app, sources)
        archive.backup(folder / "before.aimed")
    return Place(folder, packed, draft)


def typed(archive: Archive, entry: str) -> int:
    """The number that stands in the draft: which save was the last."""
    values = json.loads(archive.load(entry).data)["values"]
    return int(values.get("torture", "0"))


def with_number(archive: Archive, entry: str, number: int) -> bytes:
    """The draft with another number typed in."""
    content = json.loads(archive.load(entry).data)
    content["values"]["torture"] = str(number)
    return json.dumps(content, ensure_ascii=False).encode()


def unfinished(folder: Path) -> list[Path]:
    """What a killed writer has left below `folder`."""
    return [path for path in folder.rglob(".*") if path.name.startswith(BEGINNINGS)]
