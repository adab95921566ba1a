"""定稿 keeps the very files that are printed and stamped: no later drawing takes their place."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from aimed_desktop.application.beginning import begin
from aimed_desktop.application.model import Application, Status
from aimed_desktop.archive import lifecycle
from aimed_desktop.archive.applications import open_application, open_with_notice, store_application
from aimed_desktop.archive.archive import Archive
from aimed_desktop.archive.backup import recover
from aimed_desktop.archive.lifecycle_store import LifecycleStore
from aimed_desktop.archive.papers import current_paper, kept_paper
from aimed_desktop.cli import main
from aimed_desktop.definition.library import Library, default_library
from aimed_desktop.document.export import write_files
from aimed_desktop.document.plan.fingerprint import fingerprint
from aimed_desktop.document.plan.styles import STYLES
from aimed_desktop.errors import UserProblem
from aimed_desktop.packet.fixed_paper import FixedPaper, draw_paper
from aimed_desktop.services.exporting import produce_final
from aimed_desktop.services.packing import pack_application
from aimed_desktop.settings import UserSettings
from tests.core.archive.conftest import PASSPHRASE
from tests.pdf_file import PdfFile

FIXTURES = Path(__file__).parent / "fixtures"


@pytest.fixture(scope="module")
def library() -> Library:
    return default_library(None)


@pytest.fixture
def kept(archive: Archive, library: Library) -> str:
    app = begin(library, "wuhan-2021-3", example=True)
    return store_application(archive, app, library.sources(app.form))


@pytest.fixture
def program_draws_otherwise(monkeypatch: pytest.MonkeyPatch) -> Callable[[], None]:
    """As an update or the fonts of another PC would have it."""

    def change() -> None:
        for name in ("body", "cell_answer"):
            style = STYLES[name]  # type: ignore[index]
            changed = replace(style, size_pt=style.size_pt + 2, line_pt=style.line_pt + 6)
            monkeypatch.setitem(STYLES, name, changed)  # type: ignore[arg-type]

    return change


def fix(archive: Archive, entry: str, **values: object) -> Application:
    app = open_application(archive, entry)
    for path, value in values.items():
        app.set(path, value)
    lifecycle.finalise(archive, entry, app, 0)
    return open_application(archive, entry)


def bytes_of(paper: FixedPaper) -> dict[str, bytes]:
    return {name: paper.files[name] for document in paper.documents for name in document.files}


def written(paths: tuple[Path, ...]) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in paths}


def test_what_is_printed_and_packed_later_is_what_was_fixed(
    archive: Archive, kept: str, tmp_path: Path, program_draws_otherwise: Callable[[], None]
) -> None:
    app = fix(archive, kept)
    drawn, mark = bytes_of(draw_paper(app).paper), fingerprint(app)
    program_draws_otherwise()
    assert bytes_of(draw_paper(app).paper) != drawn
    opened, paper = open_with_notice(archive, kept), current_paper(archive, kept)
    assert paper is not None and bytes_of(paper) == drawn
    final = produce_final(opened.app, opened.notice, tmp_path / "final", paper)
    assert drawn.items() <= written(final.paths).items()
    packed = pack_application(
        opened.app, opened.notice, opened.sources, tmp_path / "out", settings=UserSettings(False), paper=paper
    )
    data = {path.name: path.read_bytes() for path in (packed.paths[0] / "data").glob("*.*")}
    assert drawn.items() <= data.items()
    assert fingerprint(opened.app) == mark


def test_the_command_line_gives_the_kept_files_and_a_draft_is_drawn_anew(
    archive: Archive,
    kept: str,
    data_dir: Path,
    tmp_path: Path,
    program_draws_otherwise: Callable[[], None],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    drawn = bytes_of(draw_paper(fix(archive, kept)).paper)
    archive.close()
    monkeypatch.setenv("AIMED_PASSPHRASE", PASSPHRASE)
    program_draws_otherwise()
    for number, command in enumerate((["export"], ["archive", "export"], ["pack"])):
        out = tmp_path / str(number)
        assert main(["--data-dir", str(data_dir), *command, kept, "-o", str(out)]) == 0
        found = {path.name: path.read_bytes() for path in out.rglob("*.*") if path.name in drawn}
        assert found == drawn, command
    assert main(["--data-dir", str(data_dir), "export", kept, "-o", str(tmp_path / "d"), "--draft"]) == 0
    assert not drawn.keys() & {path.name for path in (tmp_path / "d").iterdir()}


def test_void_pages_are_found_against_the_paper_that_was_stamped(
    archive: Archive, kept: str, program_draws_otherwise: Callable[[], None]
) -> None:
    fix(archive, kept)
    lifecycle.mark(archive, kept, Status.STAMPED)
    lifecycle.return_for_changes(archive, kept, "区主管部门", "看一看")
    program_draws_otherwise()
    fix(archive, kept)
    void = lifecycle.void_of(archive, kept, 2)
    assert void is not None and void.count > 1, "the pages of the new drawing are others"


def test_the_sheet_names_the_pages_of_the_stamped_paper(
    archive: Archive, kept: str, tmp_path: Path, program_draws_otherwise: Callable[[], None]
) -> None:
    app = fix(archive, kept)
    program_draws_otherwise()
    opened, paper = open_with_notice(archive, kept), current_paper(archive, kept)
    assert paper is not None
    seals = [paper.page_of(number) for number in range(len(paper.places))]
    drawn_anew = draw_paper(app).paper
    assert seals != [drawn_anew.page_of(number) for number in range(len(paper.places))]
    sheet = produce_final(opened.app, opened.notice, tmp_path / "final", paper).paths[-1]
    text = PdfFile(sheet.read_bytes(), tmp_path).squeezed()
    assert all(page in text for page in seals)


def test_pages_to_print_again_are_those_of_the_kept_file(
    archive: Archive, kept: str, tmp_path: Path, program_draws_otherwise: Callable[[], None]
) -> None:
    fix(archive, kept)
    lifecycle.mark(archive, kept, Status.PRINTED)
    lifecycle.return_for_changes(archive, kept, "本单位", "电话写错")
    app = fix(archive, kept, contact_phone="027-87654321")
    program_draws_otherwise()
    paper, void = current_paper(archive, kept), lifecycle.void_of(archive, kept, 2)
    assert paper is not None and void is not None
    (again,) = write_files(tmp_path / "again", paper.printed_again())
    assert again.stem.endswith("-第2版重印页")
    ((document, indexes),) = void.reprints.items()
    whole_file = paper.document(document)
    assert whole_file is not None
    whole = PdfFile(paper.files[whole_file.pdf], tmp_path)
    assert PdfFile(again.read_bytes(), tmp_path / "again").squeezed(1) == whole.squeezed(indexes[0] + 1)
    assert app.version == 2


def test_the_kept_files_travel_with_a_backup_and_outlive_every_tidying(
    archive: Archive, kept: str, library: Library, tmp_path: Path
) -> None:
    drawn = bytes_of(draw_paper(fix(archive, kept)).paper)
    other = begin(library, "wuhan-2026-1", example=True)
    archive.delete(store_application(archive, other, library.sources(other.form)))  # tidies the files
    archive.backup(tmp_path / "backup.aimed")
    recover(tmp_path / "backup.aimed", tmp_path / "new", PASSPHRASE)
    with Archive.open(tmp_path / "new", PASSPHRASE, use_keyring=False) as again:
        paper = current_paper(again, kept)
        assert paper is not None and bytes_of(paper) == drawn
        assert again.verify() == []
        again.delete(kept)
        assert not again._database.rows("SELECT 1 FROM blobs"), "nothing of it stays behind"


@pytest.mark.large
def test_versions_of_an_older_archive_are_drawn_once_and_stay(
    tmp_path: Path, program_draws_otherwise: Callable[[], None]
) -> None:
    """The file was made when the tables had version 4: 第1版 printed, 第2版 fixed after a return."""
    recover(FIXTURES / "version-4-fixed.aimed", tmp_path / "old", "第四版的口令-2026")
    with Archive.open(tmp_path / "old", "第四版的口令-2026", use_keyring=False) as archive:
        [entry] = archive.list()
        assert archive.lifecycle.paper(entry.id, 2) is None
        first, second = kept_paper(archive, entry.id, 1), current_paper(archive, entry.id)
        assert first is not None and second is not None
        drawn = [bytes_of(first), bytes_of(second)]
        assert len(second.reprints) == 1, "as its void pages were told"
    program_draws_otherwise()
    with Archive.open(tmp_path / "old", "第四版的口令-2026", use_keyring=False) as archive:
        again = [kept_paper(archive, entry.id, version) for version in (1, 2)]
        assert [bytes_of(paper) for paper in again if paper is not None] == drawn
        assert archive.lifecycle.ticks(entry.id, 1) == {(0, 0)}
        assert archive.verify() == []


@pytest.mark.large
def test_an_older_archive_that_can_only_be_read_gives_its_paper_too(tmp_path: Path) -> None:
    with zipfile.ZipFile(FIXTURES / "version-4-fixed.aimed") as backup:
        backup.extractall(tmp_path / "old")  # as it was: recovering brings it to today's tables
    (tmp_path / "old" / "archive.lock").touch()
    with Archive.open_read_only(tmp_path / "old", "第四版的口令-2026", use_keyring=False) as archive:
        [entry] = archive.list()
        for version in (1, 2):
            assert kept_paper(archive, entry.id, version) is not None
        paper = current_paper(archive, entry.id)
        assert paper is not None and len(paper.reprints) == 1


def test_a_version_whose_paper_could_not_be_kept_is_not_fixed(
    archive: Archive, kept: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_arguments: object) -> None:
        raise UserProblem("disk_full", path="archive.db")

    monkeypatch.setattr(LifecycleStore, "keep_paper", full)
    with pytest.raises(UserProblem, match="磁盘"):
        fix(archive, kept)
    assert lifecycle.standing(archive, kept).status is Status.DRAFT
    assert archive.lifecycle.events(kept) == () and archive.lifecycle.version(kept, 1) is None


def test_what_was_once_kept_of_a_version_is_never_replaced(
    archive: Archive, kept: str, program_draws_otherwise: Callable[[], None]
) -> None:
    app = fix(archive, kept)
    drawn = bytes_of(draw_paper(app).paper)
    program_draws_otherwise()
    archive.lifecycle.keep_paper(kept, 1, draw_paper(app).paper)
    paper = kept_paper(archive, kept, 1)
    assert paper is not None and bytes_of(paper) == drawn


def test_a_version_fixed_before_versions_were_kept_is_drawn_from_what_stands(
    archive: Archive, kept: str
) -> None:
    drawn = bytes_of(draw_paper(fix(archive, kept)).paper)
    archive._database.rows("DELETE FROM versions")
    for _ in range(2):
        paper = current_paper(archive, kept)
        assert paper is not None and bytes_of(paper) == drawn
