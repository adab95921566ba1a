"""No name appears before its content is on the disk, and none without its folder being brought there too."""

from __future__ import annotations

import sys
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from aimed_desktop.application.beginning import begin, write_new
from aimed_desktop.application.file import write_application
from aimed_desktop.archive.archive import Archive
from aimed_desktop.archive.backup import recover
from aimed_desktop.archive.keys import KdfParameters
from aimed_desktop.archive.packets import take_packet_out
from aimed_desktop.archive.recovery import Recovery
from aimed_desktop.archive.salvage import salvage
from aimed_desktop.archive.second_place import name_second_place
from aimed_desktop.archive.wreck_opening import open_wreck
from aimed_desktop.definition.library import default_library
from aimed_desktop.document.word.chapter_mark import chapters
from aimed_desktop.files.writing import make_folder
from aimed_desktop.services.archive_keys import write_recovery_code
from aimed_desktop.services.archiving import archive_packet
from aimed_desktop.services.chapters import give_chapters
from aimed_desktop.services.exporting import export_application
from aimed_desktop.services.packing import pack_application
from aimed_desktop.services.restoring import restore_application
from aimed_desktop.settings import UserSettings, write_settings
from aimed_desktop.summary.write import write_summary
from tests.watched_disk import watched_disk

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="folders are not synced there")

FORM, SUMMARY, PASSPHRASE = "demo", "wuhan-2026-5", "仅供测试的口令-2026"
CHEAP = KdfParameters(memory_kib=64, passes=1, lanes=4)


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
    write_settings(out, UserSettings(word_controls=False))


def window(out: Path, _made: Path) -> None:
    from aimed_desktop.desktop.last_form import keep_last_form
    from aimed_desktop.desktop.window_settings import WindowSettings, settings_text
    from aimed_desktop.desktop.window_settings import write_settings as write_window_settings

    write_window_settings(out / "data", settings_text(WindowSettings()))
    keep_last_form(out / "data", default_library(None).form(FORM))


def recovery_code(out: Path, _made: Path) -> None:
    write_recovery_code(out / "恢复码.txt", "0123-4567-89AB-CDEF-GHJK-MNPQ-RSJR")


def keys(out: Path, _made: Path) -> None:
    with Archive.create(out, PASSPHRASE, use_keyring=False, kdf=CHEAP) as archive:
        archive.set_passphrase("换了新的口令-2027", CHEAP)
        archive.make_recovery_code(CHEAP)
        archive.renew_key("又换了新的口令-2028", CHEAP)


def profile(out: Path, _made: Path) -> None:
    with Archive.create(out, PASSPHRASE, use_keyring=False, kdf=CHEAP) as archive:
        archive.save_profile({"unit.name": "示例医院"})
        archive.copy()


def copies(out: Path, _made: Path) -> None:
    with Archive.create(out / "data", PASSPHRASE, use_keyring=False, kdf=CHEAP) as archive:
        name_second_place(archive.folder, make_folder(out / "第二处"), datetime.now(UTC))
        archive.copy()
        assert archive.carry_copy()


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


def chapter(out: Path, _made: Path) -> None:
    library = default_library(None)
    app, form = begin(library, FORM, example=True), library.form(FORM)
    paths = chapters(app)[:1]
    give_chapters(app, library.notice(form.notice_id), paths, "", "", out / "章节.docx")


def summary(out: Path, _made: Path) -> None:
    app = begin(default_library(None), SUMMARY, example=True)
    write_summary(app, [out / "汇总" / f"表{ending}" for ending in (".xlsx", ".docx", ".pdf", ".json")])


def salvaged(out: Path, made: Path) -> None:
    with open_wreck(made / "data", PASSPHRASE, use_keyring=False) as wreck:
        salvage(wreck, out / "抢救")


def move(out: Path, made: Path) -> None:
    recover(made / "备份.aimed", out, PASSPHRASE)


def go_back(out: Path, made: Path) -> None:
    recover(made / "备份.aimed", out, PASSPHRASE)
    Recovery(made / "备份.aimed", out, PASSPHRASE).put_in_place()


DEEDS = [
    new, application, export, chapter, summary, pack, settings, window, recovery_code, keys, profile, copies,
    backup, restore, take_out, salvaged, move, go_back,
]  # fmt: skip


@pytest.mark.parametrize("deed", DEEDS, ids=lambda deed: str(deed.__name__))
def test_every_name_comes_after_its_content_and_before_its_folder_is_synced(
    deed: Callable[[Path, Path], None], made: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "out"
    out.mkdir(0o700)
    disk = watched_disk(monkeypatch)
    deed(out, made)
    disk.check(out)
