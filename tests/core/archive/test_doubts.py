"""A stamped set that something speaks against is marked or packed only with a reason, which is recorded."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from PIL import Image, ImageDraw

from aimed_desktop.application.beginning import begin, write_new
from aimed_desktop.application.life.lifecycle import Deed
from aimed_desktop.application.model import Status
from aimed_desktop.archive import lifecycle
from aimed_desktop.archive.applications import open_application, open_with_notice, store_application
from aimed_desktop.archive.archive import Archive
from aimed_desktop.archive.doubts import doubts
from aimed_desktop.archive.papers import current_paper
from aimed_desktop.cli import main
from aimed_desktop.definition.library import Library, default_library
from aimed_desktop.errors import UserProblem
from aimed_desktop.packet.checklist import checklist, ticked_copies
from aimed_desktop.services.life_steps import mark_application
from aimed_desktop.services.packing import pack_kept
from aimed_desktop.services.produced import Produced
from tests.core.archive.conftest import PASSPHRASE
from tests.paper_files import pdf

WHY = "受理单位同意先这样报送"


@pytest.fixture(scope="module")
def library() -> Library:
    return default_library(None)


@pytest.fixture
def kept(archive: Archive, library: Library) -> str:
    """A fixed version that was printed."""
    app = begin(library, "wuhan-2021-3", example=True)
    entry = store_application(archive, app, library.sources(app.form))
    lifecycle.finalise(archive, entry, open_application(archive, entry), 0)
    lifecycle.mark(archive, entry, Status.PRINTED)
    return entry


@pytest.fixture
def scan(archive: Archive, kept: str, tmp_path: Path) -> Path:
    """The printed paper of the version with a seal on it."""
    paper = current_paper(archive, kept)
    assert paper is not None
    path = tmp_path / "盖章扫描.pdf"
    path.write_bytes(paper.pdfs()[0] + b"\n% stamped\n")
    return path


def tick_all(archive: Archive, entry: str, *, but: int = 0) -> None:
    opened, paper = open_with_notice(archive, entry), current_paper(archive, entry)
    assert paper is not None
    places = [line.number for line in checklist(opened.app, paper)]
    boxes = [(place, copy) for place in places for copy in range(ticked_copies(opened.app, opened.notice))]
    for place, copy in boxes[but:]:
        archive.lifecycle.set_tick(entry, opened.app.version, place, copy, is_set=True)


def replace_a_page(archive: Archive, entry: str) -> None:
    """The next version, in which a page looks different."""
    lifecycle.return_for_changes(archive, entry, "区主管部门", "电话写错")
    app = open_application(archive, entry)
    app.set("contact_phone", "027-87654321")
    lifecycle.finalise(archive, entry, app, 0)


def pack(archive: Archive, entry: str, out: Path, *scans: Path, why: str = "") -> Produced:
    return pack_kept(archive, open_with_notice(archive, entry), out, scans, why=why)


def severities(produced: Produced) -> list[tuple[str, str]]:
    return [(finding.severity, finding.message) for finding in produced.findings]


def reasons(archive: Archive, entry: str) -> list[tuple[str, str]]:
    events = lifecycle.standing(archive, entry).events
    return [(event.who, event.note) for event in events if event.deed is Deed.EXPLAINED]


def photo() -> bytes:
    """A page of paper, taken with a telephone."""
    picture = Image.new("RGB", (827, 1169), "white")
    for line in range(12):
        ImageDraw.Draw(picture).rectangle((90, 120 + 80 * line, 730, 150 + 80 * line), "black")
    out = io.BytesIO()
    picture.save(out, "JPEG")
    return out.getvalue()


def test_a_set_with_an_unticked_seal_is_marked_as_stamped_only_with_a_reason(
    archive: Archive, kept: str
) -> None:
    tick_all(archive, kept, but=1)
    with pytest.raises(UserProblem, match="有 1 处没有打勾"):
        mark_application(archive, kept, Status.STAMPED)
    assert lifecycle.standing(archive, kept).status is Status.PRINTED
    after = mark_application(archive, kept, Status.STAMPED, why=WHY)
    assert after.status is Status.STAMPED
    assert reasons(archive, kept) == [("盖章、签字未逐处核对", WHY)]
    assert doubts(archive, kept) == (), "asked once"
    assert lifecycle.take_back(archive, kept).status is Status.PRINTED


def test_a_set_ticked_off_is_marked_without_a_question(archive: Archive, kept: str) -> None:
    tick_all(archive, kept)
    assert mark_application(archive, kept, Status.STAMPED).status is Status.STAMPED
    assert reasons(archive, kept) == []


def test_a_scan_of_a_page_that_was_replaced_is_asked_about(
    archive: Archive, kept: str, scan: Path, tmp_path: Path
) -> None:
    archive.lifecycle.add_scan(kept, scan.name, 1, scan.read_bytes())
    replace_a_page(archive, kept)
    tick_all(archive, kept)
    with pytest.raises(UserProblem, match="是第1版的"):  # its own mark says so
        mark_application(archive, kept, Status.STAMPED)
    refused = pack(archive, kept, tmp_path / "out", scan)
    assert refused.refused and refused.questions and not (tmp_path / "out").exists()
    (doubt,) = doubts(archive, kept, [scan.read_bytes()])
    assert ("error", doubt.message) in severities(refused)
    made = pack(archive, kept, tmp_path / "out", scan, why=WHY)
    assert made.paths and (WHY in [why for _fact, why in reasons(archive, kept)])
    assert ("warning", doubt.message) in severities(made), "explained, but not forgotten"


def test_a_scan_of_paper_that_came_in_before_a_page_was_replaced_is_asked_about(
    archive: Archive, kept: str
) -> None:
    archive.lifecycle.add_scan(kept, "第3页.jpg", 1, photo())
    tick_all(archive, kept)
    replace_a_page(archive, kept)
    tick_all(archive, kept)
    with pytest.raises(UserProblem, match="第1版时加入的，其中第2页、第12页，即PDF第3、13页，已作废"):
        mark_application(archive, kept, Status.STAMPED)
    mark_application(archive, kept, Status.STAMPED, why=WHY)
    assert reasons(archive, kept) == [("扫描件中有第1版已作废的页", WHY)]


@pytest.mark.parametrize(
    ("content", "words"),
    [(pdf("", ""), "盖章扫描件“扫描.pdf”全是白页"), (b"", "盖章扫描件“扫描.pdf”是空文件")],
)
def test_the_question_names_a_useless_scan_once(
    content: bytes, words: str, archive: Archive, kept: str
) -> None:
    archive.lifecycle.add_scan(kept, "扫描.pdf", 1, content)
    told = [doubt.message for doubt in doubts(archive, kept)]
    assert any(message.startswith(words) and message.count("扫描.pdf") == 1 for message in told)


def test_the_question_says_that_a_scan_is_the_printed_paper_itself(archive: Archive, kept: str) -> None:
    paper = current_paper(archive, kept)
    assert paper is not None
    archive.lifecycle.add_scan(kept, "打印件.pdf", 1, paper.pdfs()[0])
    told = [doubt.message for doubt in doubts(archive, kept)]
    assert any(message.startswith("盖章扫描件“打印件.pdf”是没有盖章的打印件") for message in told)


def test_a_new_version_that_changes_no_page_leaves_its_scan_valid(
    archive: Archive, kept: str, scan: Path
) -> None:
    archive.lifecycle.add_scan(kept, scan.name, 1, scan.read_bytes())
    lifecycle.return_for_changes(archive, kept, "本单位", "看一看")
    lifecycle.finalise(archive, kept, open_application(archive, kept), 0)
    tick_all(archive, kept)
    assert doubts(archive, kept) == ()


def test_the_packet_states_the_fact_and_never_the_reason(
    archive: Archive, kept: str, scan: Path, tmp_path: Path
) -> None:
    made = pack(archive, kept, tmp_path / "out", scan, why=WHY)
    listing = (made.paths[0] / "data" / "文件清单.txt").read_text("utf-8")
    assert "扫描件说明：盖章、签字未逐处核对。" in listing
    held = b"".join(path.read_bytes() for path in made.paths[0].rglob("*.*") if path.is_file())
    assert WHY.encode() not in held
    again = pack(archive, kept, tmp_path / "out", scan)
    assert again.paths, "the same was explained before"
    assert len(reasons(archive, kept)) == 1


def test_no_scan_at_all_is_a_warning_still(archive: Archive, kept: str, tmp_path: Path) -> None:
    made = pack(archive, kept, tmp_path / "out")
    assert made.paths and any("没有盖章扫描件" in finding.message for finding in made.findings)


def test_the_next_version_is_asked_about_anew(
    archive: Archive, kept: str, scan: Path, tmp_path: Path
) -> None:
    pack(archive, kept, tmp_path / "out", scan, why=WHY)
    replace_a_page(archive, kept)
    assert pack(archive, kept, tmp_path / "out", scan).questions


def test_a_reason_for_an_application_that_is_a_file_is_said_to_be_kept_nowhere(
    scan: Path, library: Library, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write_new(begin(library, "wuhan-2021-3", example=True), tmp_path / "application.json")
    command = ["--data-dir", str(tmp_path / "data"), "pack", str(tmp_path / "application.json")]
    given = ["-o", str(tmp_path / "out"), "--scan", str(scan), "--despite", "scan", "--why", WHY]
    assert main([*command, *given]) == 0
    assert "原因没有保存" in capsys.readouterr().err


def test_the_command_line_asks_for_the_reason_and_keeps_it(
    archive: Archive,
    kept: str,
    scan: Path,
    data_dir: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    archive.close()
    monkeypatch.setenv("AIMED_PASSPHRASE", PASSPHRASE)
    out = tmp_path / "out"
    command = ["--data-dir", str(data_dir), "pack", kept.lower(), "-o", str(out), "--scan", str(scan)]
    assert main(command) == 1
    assert "--despite scan --why" in capsys.readouterr().err and not out.exists()
    assert main([*command, "--despite", "scan"]) == 2
    assert main([*command, "--why", WHY]) == 2
    assert main([*command, "--despite", "scan", "--why", WHY]) == 0
    assert len(capsys.readouterr().out.splitlines()) == 2
    with Archive.open(data_dir, PASSPHRASE, use_keyring=False) as again:
        assert reasons(again, kept) == [("盖章、签字未逐处核对", WHY)]
