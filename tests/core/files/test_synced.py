"""No name appears before its content is on the disk, and none without its folder being brought there too."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from aimed_desktop.application.beginning import begin, write_new
from aimed_desktop.application.file import write_application
from aimed_desktop.archive.archive import Archive
from aimed_desktop.archive.backup import recover
from aimed_desktop.archive.keys import KdfParameters
from aimed_desktop.archive.packets import take_packet_out
from aimed_desktop.archive.recovery import Recovery
from aimed_desktop.definition.library import default_library
from aimed_desktop.operations import (
    archive_packet,
    export_application,
    pack_application,
    restore_application,
)
from aimed_desktop.settings import Settings, write_settings

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="folders are not synced there")

FORM, PASSPHRASE = "demo", "仅供测试的口令-2026"
CHEAP = KdfParameters(memory_kib=64, passes=1, lanes=4)
_ITS_OWN = ("archive.lock", "archive.db-wal", "archive.db-shm")  # held open, written by SQLite


class Disk:
    """What has reached the disk: the content of which file as it was when, and the names of which folder."""

    def __init__(self) -> None:
        self.named: list[Path] = []
        self.faults: list[str] = []
        self._contents: dict[tuple[int, int], int] = {}
        self._open_folders: dict[tuple[int, int], Path] = {}

    def sync(self, descriptor: int) -> None:
        state = os.fstat(descriptor)
        self._contents[state.st_dev, state.st_ino] = state.st_mtime_ns
        self._open_folders.pop((state.st_dev, state.st_ino), None)

    def name(self, target: Path, source: Path) -> None:
        if any(part.startswith(".aimed-") for part in target.parts):
            return
        self.named.append(target)
        for path in (source, *source.rglob("*")):
            state = path.stat()
            if self._contents.get((state.st_dev, state.st_ino)) != state.st_mtime_ns:
                self.faults.append(f"{target.name}: {path.name} was not on the disk when it got its name")
        self.folder_changed(target.parent)

    def folder_changed(self, folder: Path) -> None:
        state = folder.stat()
        self._open_folders[state.st_dev, state.st_ino] = folder

    def check(self, folder: Path) -> None:
        """Whether all is well, and every file of `folder` got its name by a rename that was seen."""
        assert self.faults == []
        assert not self._open_folders, "folders with names that a power cut would take away"
        assert self.named
        for path in folder.rglob("*"):
            if path.is_file() and path.name not in _ITS_OWN:
                assert any(named in (path, *path.parents) for named in self.named), path


@pytest.fixture
def disk(monkeypatch: pytest.MonkeyPatch) -> Iterator[Disk]:
    """The calls of the operating system, watched; each does what it always does."""
    seen = Disk()
    fsync, mkdir = os.fsync, os.mkdir

    def watched_fsync(descriptor: int) -> None:
        fsync(descriptor)
        seen.sync(descriptor)

    def watched_mkdir(path: str, *arguments: int, **options: int) -> None:
        mkdir(path, *arguments, **options)
        if not any(part.startswith(".aimed-") for part in Path(path).parts):
            seen.folder_changed(Path(path).parent)

    def watched(call: Callable[..., None]) -> Callable[..., None]:
        def run(source: str, target: str, **options: object) -> None:
            seen.name(Path(target), Path(source))
            call(source, target, **options)

        return run

    monkeypatch.setattr(os, "fsync", watched_fsync)
    monkeypatch.setattr(os, "mkdir", watched_mkdir)
    for name in ("rename", "replace", "link"):
        monkeypatch.setattr(os, name, watched(getattr(os, name)))
    yield seen


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder with a kept packet, its backup, its application's id."""
    folder = tmp_path_factory.mktemp("made")
    library = default_library(None)
    app, form = begin(library, FORM, example=True), library.form(FORM)
    packed = pack_application(app, library.notice(form.notice_id), library.sources(form), folder)
    with Archive.create(folder / "data", PASSPHRASE, use_keyring=False, kdf=CHEAP) as archive:
        (folder / "id").write_text(archive_packet(archive, packed.paths[1]))
        archive.backup(folder / "备份.aimed")
    return folder


def opened(made: Path) -> Archive:
    return Archive.open(made / "data", PASSPHRASE, use_keyring=False)


def new(out: Path, _made: Path) -> None:
    write_new(begin(default_library(None), FORM, example=True), out / "新建" / "申报件.yaml")


def application(out: Path, _made: Path) -> None:
    write_application(begin(default_library(None), FORM, example=True), out / "application.json")


def export(out: Path, _made: Path) -> None:
    app = begin(default_library(None), FORM, example=True)
    export_application(app, out / "导出", draft=False)
    export_application(app, out / "导出", draft=False)


def pack(out: Path, _made: Path) -> None:
    library = default_library(None)
    app, form = begin(library, FORM, example=True), library.form(FORM)
    pack_application(app, library.notice(form.notice_id), library.sources(form), out / "报送包")


def settings(out: Path, _made: Path) -> None:
    write_settings(out, Settings(word_controls=False))


def window(out: Path, _made: Path) -> None:
    from ui.settings import Settings as WindowSettings
    from ui.settings import settings_text
    from ui.settings import write_settings as write_window_settings

    write_window_settings(out, settings_text(WindowSettings()))


def keys(out: Path, _made: Path) -> None:
    with Archive.create(out, PASSPHRASE, use_keyring=False, kdf=CHEAP) as archive:
        archive.set_passphrase("换了新的口令-2027", CHEAP)
        archive.save_profile({"unit.name": "示例医院"})


def backup(out: Path, made: Path) -> None:
    with opened(made) as archive:
        archive.backup(out / "又一份.aimed")


def restore(out: Path, made: Path) -> None:
    with opened(made) as archive:
        restore_application(archive, (made / "id").read_text(), out / "新" / "恢复")
        restore_application(archive, (made / "id").read_text(), out)


def take_out(out: Path, made: Path) -> None:
    with opened(made) as archive:
        (packet,) = archive.packets((made / "id").read_text())
        take_packet_out(archive, packet.number, packet.name, out)


def move(out: Path, made: Path) -> None:
    recover(made / "备份.aimed", out, PASSPHRASE)


def go_back(out: Path, made: Path) -> None:
    recover(made / "备份.aimed", out, PASSPHRASE)
    Recovery(made / "备份.aimed", out, PASSPHRASE).put_in_place()


DEEDS = [new, application, export, pack, settings, window, keys, backup, restore, take_out, move, go_back]


@pytest.mark.parametrize("deed", DEEDS, ids=lambda deed: str(deed.__name__))
def test_every_name_comes_after_its_content_and_before_its_folder_is_synced(
    deed: Callable[[Path, Path], None], made: Path, tmp_path: Path, disk: Disk
) -> None:
    out = tmp_path / "out"
    out.mkdir(0o700)
    os.fsync(descriptor := os.open(tmp_path, os.O_RDONLY))
    os.close(descriptor)
    deed(out, made)
    disk.check(out)
