"""Single flipped bits in a real archive: what stands on whole pages comes out, the rest is named."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

from aimed_desktop.application.beginning import begin
from aimed_desktop.archive.applications import store_application
from aimed_desktop.archive.archive import Archive
from aimed_desktop.archive.entries import Meta
from aimed_desktop.archive.keys import KdfParameters
from aimed_desktop.archive.salvage import salvage
from aimed_desktop.archive.wreck_opening import open_wreck
from aimed_desktop.cli import main
from aimed_desktop.definition.library import default_library
from aimed_desktop.errors import UserProblem
from tests.core.archive.conftest import PASSPHRASE
from tests.core.archive.refusal import refused

PAGE = 4096
PICTURE = bytes(range(256)) * 100


class Damaged(NamedTuple):
    """A data folder whose archive is to be damaged, and what it holds."""

    folder: Path
    example: str
    small: str
    pages: dict[str, list[int]]  # of each table and index, by number from 1
    roots: frozenset[int]  # without which a table is out of reach

    def flip(self, page: int) -> None:
        path = self.folder / "archive.db"
        content = bytearray(path.read_bytes())
        content[(page - 1) * PAGE + 1000] ^= 4
        path.write_bytes(content)

    def open(self) -> Archive:
        return Archive.open_read_only(self.folder, PASSPHRASE, use_keyring=False)


def small_data(number: int) -> bytes:
    return json.dumps(
        {"format": "aimed-application/1", "form": "demo", "form_version": 1, "n": number}
    ).encode()


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Damaged:
    folder = tmp_path_factory.mktemp("salvage") / "data"
    cheap = KdfParameters(memory_kib=64, passes=1, lanes=4)
    library = default_library(None)
    with Archive.create(folder, PASSPHRASE, use_keyring=False, kdf=cheap) as archive:
        sources = library.sources(library.form("demo"))
        example = store_application(archive, begin(library, "demo", example=True), sources)
        small = archive.add(
            small_data(0), {"files/ct.jpg": PICTURE}, sources, Meta("demo", "小的", "示例医院")
        )
        for number in range(1, 6):
            archive.save(small, small_data(number))
        archive.add_packet(small, "报送包一", "ABCDEFGH", {"data/申报书.docx": PICTURE + b"docx"})
        binned = archive.add(small_data(9), {}, sources, Meta("demo", "删去的"))
        archive.bin.put(binned)
        archive.save_profile({"unit.name": "示例医院"})
    with Archive.open_read_only(folder, PASSPHRASE, use_keyring=False) as archive:
        pages: dict[str, list[int]] = {}
        for name, page in archive._database.rows("SELECT name, pageno FROM dbstat ORDER BY pageno"):
            pages.setdefault(name, []).append(page)
        roots = archive._database.rows("SELECT pageno FROM dbstat WHERE path = '/'")
    return Damaged(folder, example, small, pages, frozenset(page for (page,) in roots))


@pytest.fixture
def damaged(made: Damaged, tmp_path: Path) -> Damaged:
    shutil.copytree(made.folder, tmp_path / "damaged")
    return made._replace(folder=tmp_path / "damaged")


def taken_out(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.name != "抢救清单.txt"
    }


def run_salvage(damaged: Damaged, out: Path) -> tuple[dict[str, bytes], tuple[str, ...]]:
    with open_wreck(damaged.folder, PASSPHRASE, use_keyring=False) as wreck:
        salvaged = salvage(wreck, out)
    assert all(path.exists() for path in salvaged.paths)
    return taken_out(out), salvaged.lost


def test_of_a_whole_archive_everything_comes_out(damaged: Damaged, tmp_path: Path) -> None:
    before = {path.name: path.read_bytes() for path in damaged.folder.iterdir()}
    found, lost = run_salvage(damaged, tmp_path / "out")
    assert lost == ()
    small = f"小的（{damaged.small}）"
    assert found[f"{small}/application.json"] == small_data(5)
    assert found[f"{small}/files/ct.jpg"] == PICTURE
    assert found[f"{small}/报送包/报送包一/data/申报书.docx"] == PICTURE + b"docx"
    assert any(name.startswith("回收站/删去的（") for name in found)
    assert json.loads(found["单位档案.json"]) == {"unit.name": "示例医院"}
    assert "小的" in (tmp_path / "out" / "抢救清单.txt").read_text(encoding="utf-8-sig")
    assert {path.name: path.read_bytes() for path in damaged.folder.iterdir()} == before


@pytest.mark.large
def test_whichever_page_is_lost_the_rest_comes_out_and_what_is_missing_is_named(
    damaged: Damaged, tmp_path: Path
) -> None:
    whole, _ = run_salvage(damaged, tmp_path / "whole")
    spared = 0
    every = [page for name, pages in damaged.pages.items() if name != "sqlite_schema" for page in pages]
    for page in every:
        damaged.flip(page)
        found, lost = run_salvage(damaged, tmp_path / str(page))
        if found != whole:
            assert lost, f"page {page}: something is missing and nothing is said"
        unnamed = [
            name
            for name, content in whole.items()
            if found.get(name) != content and not any(is_told(name, words) for words in lost)
        ]
        assert unnamed == [], f"page {page}"
        if page not in damaged.roots:
            assert len(whole) - len(found) <= 4, f"page {page} cost {sorted(set(whole) - set(found))}"
        spared += found == whole
        damaged.flip(page)
    assert spared > len(every) // 3, "indexes and what is not given out cost nothing"


def is_told(name: str, words: str) -> bool:
    """Whether the sentence is about this file: by its name, its application, or its list."""
    if name == "单位档案.json":
        return "单位档案" in words
    if name.startswith("回收站") and "回收站" in words:
        return True
    entry = name.split("（", 1)[-1].split("）", maxsplit=1)[0]
    return entry in words


def test_the_last_readable_step_stands_in_for_a_lost_text(damaged: Damaged, tmp_path: Path) -> None:
    for page in damaged.pages["applications"]:
        damaged.flip(page)
    found, lost = run_salvage(damaged, tmp_path / "out")
    (text,) = [content for name, content in found.items() if damaged.small in name and "application" in name]
    assert text == small_data(5)
    assert any("第 6 步" in words for words in lost)


def test_rows_that_were_deleted_are_named(
    archive: Archive, data: Callable[..., bytes], tmp_path: Path
) -> None:
    files = {"files/ct.jpg": b"picture", "files/mri.jpg": b"other"}
    entry = archive.add(data(n=1), files, {"demo.yaml": b"x"}, Meta("demo", "一件"))
    gone = archive.add(data(n=2), {}, {"demo.yaml": b"x"}, Meta("demo", "没有了"))
    database = archive._database
    database.rows("PRAGMA foreign_keys = OFF")
    database.rows("DELETE FROM blobs WHERE content = ?", (b"picture",))
    database.rows("DELETE FROM applications WHERE id = ?", (gone,))
    database.rows("PRAGMA foreign_keys = ON")
    with archive.wreck() as wreck:
        salvaged = salvage(wreck, tmp_path / "out")
    found = taken_out(tmp_path / "out")
    assert found[f"一件（{entry}）/files/mri.jpg"] == b"other"
    assert found[f"没有了（{gone}）/application.json"] == data(n=2)
    assert any("files/ct.jpg" in words for words in salvaged.lost)
    assert any(gone in words and "第 1 步" in words for words in salvaged.lost)


@pytest.fixture
def command(
    damaged: Damaged, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Iterator[Callable[..., tuple[int, str, str]]]:
    """`aimed archive …` on the damaged archive: status, what was shown, what was told."""
    monkeypatch.setenv("AIMED_DATA_DIR", str(damaged.folder))
    monkeypatch.setenv("AIMED_PASSPHRASE", PASSPHRASE)

    def run(*arguments: object) -> tuple[int, str, str]:
        capsys.readouterr()
        status = main(["archive", *map(str, arguments)])
        said = capsys.readouterr()
        return status, said.out, said.err

    yield run


def page_of_picture(damaged: Damaged) -> int:
    """A page that carries the picture of the small application, and nothing of its text."""
    return next(page for page in damaged.pages["blobs"] if hits(damaged, page, damaged.small))


def test_texts_are_restored_where_a_material_is_lost(
    damaged: Damaged, command: Callable[..., tuple[int, str, str]], tmp_path: Path
) -> None:
    damaged.flip(page_of_picture(damaged))
    status, out, err = command("restore", damaged.small, "-o", tmp_path / "out")
    assert status == 1
    assert Path(out.strip()) == tmp_path / "out" / "application.json"
    assert json.loads((tmp_path / "out" / "application.json").read_bytes())["n"] == 5
    assert "files/ct.jpg" in err and "没有取出" in err
    assert not (tmp_path / "out" / "files" / "ct.jpg").exists()
    there = tmp_path / "there"
    there.mkdir()
    (there / "别的.txt").write_text("不动")
    assert command("restore", damaged.small, "-o", there)[0] == 1
    assert {path.name for path in there.iterdir()} == {"application.json", "别的.txt"}
    assert command("restore", damaged.small, "-o", there)[0] == 2, "nothing is overwritten"
    status, out, _ = command("restore", damaged.example, "-o", tmp_path / "other")
    assert status == 0


def hits(damaged: Damaged, page: int, entry: str) -> bool:
    damaged.flip(page)
    with damaged.open() as archive, archive.wreck() as wreck:
        remains = wreck.remains(entry)
        assert remains is not None and remains.files is not None
        names, _ = wreck.names(remains.files)
        is_hit = page not in damaged.roots and wreck.content(names["files/ct.jpg"]) is None
        others, _ = wreck.names(wreck.remains(damaged.example).files)  # type: ignore[union-attr, arg-type]
        is_hit = is_hit and all(wreck.content(blob) is not None for blob in others.values())
    damaged.flip(page)
    return is_hit


def test_salvage_by_command(
    damaged: Damaged, command: Callable[..., tuple[int, str, str]], tmp_path: Path
) -> None:
    assert command("salvage", "-o", tmp_path / "whole")[0] == 0
    assert command("salvage", "-o", tmp_path / "whole")[0] == 2, "nothing is overwritten"
    damaged.flip(page_of_picture(damaged))
    status, out, err = command("salvage", "-o", tmp_path / "out")
    assert status == 1 and "files/ct.jpg" in err
    assert str(tmp_path / "out" / f"小的（{damaged.small}）") in out.splitlines()
    assert list(tmp_path.glob(".aimed-*")) == []


def test_the_wrong_key_says_so(damaged: Damaged, tmp_path: Path) -> None:
    with refused("wrong_passphrase", 2):
        Archive.open_read_only(damaged.folder, "不是这个口令吧", use_keyring=False)


def test_the_first_page_and_the_schema_are_not_needed(damaged: Damaged, tmp_path: Path) -> None:
    whole, _ = run_salvage(damaged, tmp_path / "whole")
    before = sorted(path.name for path in damaged.folder.iterdir())
    assert damaged.pages["sqlite_schema"][0] == 1
    for page in damaged.pages["sqlite_schema"]:
        damaged.flip(page)
        with refused("archive_damaged", 3):
            Archive.open(damaged.folder, PASSPHRASE, use_keyring=False)
        found, lost = run_salvage(damaged, tmp_path / str(page))
        assert (found, lost) == (whole, ())
        damaged.flip(page)
    assert sorted(path.name for path in damaged.folder.iterdir()) == before


def test_of_a_file_that_is_cut_off_the_beginning_comes_out(damaged: Damaged, tmp_path: Path) -> None:
    path = damaged.folder / "archive.db"
    path.write_bytes(path.read_bytes()[: path.stat().st_size * 2 // 3 // PAGE * PAGE])
    with refused("archive_damaged", 3):
        Archive.open(damaged.folder, PASSPHRASE, use_keyring=False)
    found, lost = run_salvage(damaged, tmp_path / "out")
    assert lost and any(name.endswith("application.json") for name in found)


@pytest.mark.large
@pytest.mark.parametrize("content", [b"", b"x", bytes(4096), bytes(40_960)])
def test_where_nothing_is_left_that_is_said(content: bytes, damaged: Damaged, tmp_path: Path) -> None:
    (damaged.folder / "archive.db").write_bytes(content)
    with pytest.raises(UserProblem) as problem:
        run_salvage(damaged, tmp_path / "out")
    assert problem.value.code in ("archive_damaged", "salvage_nothing")
    assert not (tmp_path / "out").exists()
