"""Real applications and packets going in and coming out."""

from __future__ import annotations

from pathlib import Path

import pytest

from aimed_desktop.application.beginning import begin
from aimed_desktop.application.file import to_json
from aimed_desktop.application.model import Application, Status
from aimed_desktop.application.others import asked_of_others, other_of
from aimed_desktop.application.references import referred_files
from aimed_desktop.archive.applications import (
    describe_entry,
    meta_of,
    open_application,
    others_of,
    store_application,
)
from aimed_desktop.archive.archive import Archive
from aimed_desktop.archive.packets import store_packet, take_packet_out
from aimed_desktop.definition.library import Library, default_library
from aimed_desktop.packet.bag import write_bag
from aimed_desktop.packet.pack import pack
from aimed_desktop.packet.verify import verify
from aimed_desktop.services.summing_up import keep_summary, summary_base
from tests.core.application.inline_forms import fill, library_of
from tests.core.archive.refusal import refused


@pytest.fixture(scope="module")
def library() -> Library:
    return default_library(None)


@pytest.fixture
def app(library: Library) -> Application:
    return begin(library, "demo", example=True)


@pytest.fixture
def kept(archive: Archive, library: Library, app: Application) -> str:
    return store_application(archive, app, library.sources(app.form))


def test_an_application_comes_back_as_it_was(archive: Archive, kept: str, app: Application) -> None:
    again = open_application(archive, kept)
    assert to_json(again) == to_json(app)
    names = list(referred_files(app))
    assert names
    assert [again.files.read(name) for name in names] == [app.files.read(name) for name in names]
    assert archive.list()[0].unit == app.text_of(app.form.unit_name) != ""


def test_status_and_version_come_back(archive: Archive, kept: str, app: Application) -> None:
    app.status, app.version = Status.STAMPED, 2
    archive.save(kept, to_json(app), meta=meta_of(app))
    again = open_application(archive, kept)
    assert (again.status, again.version) == (Status.STAMPED, 2)
    assert describe_entry(archive, kept)["status"] == "已盖章"


def test_the_units_other_applications_are_found(
    archive: Archive, kept: str, library: Library, app: Application
) -> None:
    sources = library.sources(app.form)
    assert app.form.unit_name and app.form.project_name
    app.set(app.form.project_name, "另一个项目")
    store_application(archive, app, sources)
    app.set(app.form.unit_name, "别的医院")
    store_application(archive, app, sources)
    first = open_application(archive, kept)
    [other] = others_of(archive, first, kept)
    assert (other.project, other.form, other.notice) == ("另一个项目", app.form.id, app.form.notice_id)
    assert other.word("contact_name") == app.text_of("contact_name") != ""


def test_nothing_is_read_of_others_where_no_rule_asks_for_them(archive: Archive) -> None:
    silent = library_of("name: {label: 名称, type: text}")
    app = fill(silent, {"name": "甲"})
    store_application(archive, app, silent.sources(app.form))
    assert asked_of_others(app.form) is None
    assert others_of(archive, app, "another") == []


def test_what_the_list_knows_is_not_looked_for_in_what_was_typed(
    archive: Archive, library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = begin(library, "wuhan-2026-1", example=True)
    store_application(archive, app, library.sources(app.form))
    assert asked_of_others(app.form) == {"notice", "project"}
    monkeypatch.setattr(Archive, "load", None)
    assert others_of(archive, app, "another") == [other_of(app)]


def test_the_name_of_the_form_is_no_project(archive: Archive, library: Library) -> None:
    app = begin(library, "wuhan-2026-1", example=True)
    app.set("scene_name", None)
    store_application(archive, app, library.sources(app.form))
    assert others_of(archive, app, "another") == [other_of(app)]


def test_a_unit_is_the_same_however_its_name_is_spaced_and_one_in_the_bin_is_left_out(
    archive: Archive, kept: str, library: Library, app: Application
) -> None:
    assert app.form.unit_name
    app.set(app.form.unit_name, f" {app.text_of(app.form.unit_name)}\u3000")
    assert len(others_of(archive, app, "another")) == 1
    archive.bin.put(kept)
    assert others_of(archive, app, "another") == []


def test_one_that_can_no_longer_be_read_does_not_keep_the_others_from_being_checked(
    archive: Archive, kept: str, library: Library, app: Application
) -> None:
    broken = {**library.sources(app.form), f"{app.form.id}.yaml": b"form: ["}
    store_application(archive, app, broken)
    readable = store_application(archive, app, library.sources(app.form))
    assert len(others_of(archive, app, kept)) == 1
    assert len(others_of(archive, app, readable)) == 1


def test_a_packet_is_kept_whole_with_its_application(
    archive: Archive, library: Library, app: Application, tmp_path: Path
) -> None:
    notice = library.notice(app.form.notice_id)
    packed = pack(app, notice, library.sources(app.form), tmp_path / "out", [], lambda _: [])
    entry = store_packet(archive, packed.archive)
    again = open_application(archive, entry)
    assert {again.files.read(n) for n in referred_files(again)} == {
        app.files.read(n) for n in referred_files(app)
    }
    [packet] = archive.packets(entry)
    files = archive.packet_files(packet.number)
    on_disk = {p.relative_to(packed.folder).as_posix(): p for p in packed.folder.rglob("*") if p.is_file()}
    assert {name: path.read_bytes() for name, path in on_disk.items()} == dict(files)
    assert archive.verify() == []
    assert list((archive.folder / "tmp").iterdir()) == []


def test_a_kept_packet_is_taken_out_whole_and_over_nothing(
    archive: Archive, library: Library, app: Application, tmp_path: Path
) -> None:
    notice = library.notice(app.form.notice_id)
    packed = pack(app, notice, library.sources(app.form), tmp_path / "out", [], lambda _: [])
    [packet] = archive.packets(store_packet(archive, packed.archive))
    folders = [take_packet_out(archive, packet.number, packet.name, tmp_path / "again") for _ in range(2)]
    assert len(set(folders)) == 2
    assert all(verify(folder).ok for folder in folders)


def test_system_litter_in_a_packet_is_not_kept_with_it(
    archive: Archive, library: Library, app: Application, tmp_path: Path
) -> None:
    notice = library.notice(app.form.notice_id)
    packed = pack(app, notice, library.sources(app.form), tmp_path / "out", [], lambda _: [])
    before = {p.relative_to(packed.folder).as_posix() for p in packed.folder.rglob("*") if p.is_file()}
    for name in ("Thumbs.db", "data/.DS_Store", "data/~$a.docx", "data/a.pdf:Zone.Identifier"):
        (packed.folder / name).write_bytes(b"x")
    [packet] = archive.packets(store_packet(archive, packed.folder))
    assert set(archive.packet_files(packet.number)) == before
    assert verify(take_packet_out(archive, packet.number, packet.name, tmp_path / "again")).problems == ()


def test_a_bag_that_is_none_of_ours_is_not_kept(archive: Archive, tmp_path: Path) -> None:
    (tmp_path / "bag" / "data").mkdir(parents=True)
    (tmp_path / "bag" / "data" / "a.txt").write_bytes(b"x")
    write_bag(tmp_path / "bag", {"Source-Organization": "示例馆"})
    with refused("packet_unusable", 2):
        store_packet(archive, tmp_path / "bag")
    assert archive.list() == []


def test_a_packet_that_is_not_whole_is_not_kept(
    archive: Archive, library: Library, app: Application, tmp_path: Path
) -> None:
    notice = library.notice(app.form.notice_id)
    packed = pack(app, notice, library.sources(app.form), tmp_path / "out", [], lambda _: [])
    (packed.folder / "data" / "extra.txt").write_text("more")
    with refused("packet_not_stored", 1):
        store_packet(archive, packed.folder)
    (tmp_path / "no.zip").write_bytes(b"PK no")
    with refused("packet_not_a_packet", 2):
        store_packet(archive, tmp_path / "no.zip")
    assert archive.list() == []


def test_a_summary_goes_on_in_its_draft_but_beside_a_fixed_version(
    archive: Archive, library: Library
) -> None:
    form = library.form("wuhan-2026-5")
    sources = library.sources(form)
    entry = store_application(archive, Application(form, {"district": "江岸区"}), sources)
    base = summary_base(archive, entry)
    base.set("recommenders", "江岸区卫生健康局")
    assert keep_summary(archive, entry, base, sources) == entry
    assert open_application(archive, entry).get("recommenders") == "江岸区卫生健康局"
    fixed = open_application(archive, entry)
    fixed.status, fixed.version = Status.FINAL, 1
    archive.save(entry, to_json(fixed), meta=meta_of(fixed))
    again = summary_base(archive, entry)
    again.set("recommenders", "另一个单位")
    other = keep_summary(archive, entry, again, sources)
    assert other != entry
    assert open_application(archive, entry).get("recommenders") == "江岸区卫生健康局"
    assert (open_application(archive, other).status, open_application(archive, other).version) == (
        Status.DRAFT,
        0,
    )
