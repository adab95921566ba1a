"""Scans that are packed: the right pictures over the right pages, of the very paper that is packed."""

from __future__ import annotations

from collections.abc import Hashable
from io import BytesIO
from pathlib import Path
from random import Random

import numpy as np
import pypdfium2
import pytest
from PIL import Image

from aimed_desktop.application.beginning import begin
from aimed_desktop.archive import lifecycle
from aimed_desktop.archive.applications import open_application, open_with_notice, store_application
from aimed_desktop.archive.archive import Archive
from aimed_desktop.archive.papers import kept_paper
from aimed_desktop.definition.library import default_library
from aimed_desktop.packet.fixed_paper import draw_paper
from aimed_desktop.services import one_scan
from aimed_desktop.services.packing import pack_kept
from aimed_desktop.services.pile_view import show_pile
from aimed_desktop.services.scan_piles import place_by_hand, put_back, seen_places, size_of_one_file
from tests.core.archive.test_kept_piles import WHY, add, matched, pack, scan
from tests.scanner import Scanning, scanned

STAMPED = Scanning(dpi=150, quality=70, signed=True, stamped=True)
ONE = "data/扫描件/盖章扫描件.pdf"


@pytest.fixture
def fixed(archive: Archive) -> str:
    """A fixed version of six pages in four documents."""
    library = default_library(None)
    app = begin(library, "wuxi-2026", example=True)
    entry = store_application(archive, app, library.sources(app.form))
    lifecycle.finalise(archive, entry, open_application(archive, entry), 0)
    return entry


def files(folder: Path, *contents: bytes) -> list[Path]:
    endings = ["pdf" if content.startswith(b"%PDF") else "jpg" for content in contents]
    paths = [folder / f"{at}.{ending}" for at, ending in enumerate(endings)]
    for path, content in zip(paths, contents, strict=True):
        path.write_bytes(content)
    return paths


def printed_pages(archive: Archive, entry: str) -> list[bytes]:
    paper = kept_paper(archive, entry, 1)
    assert paper is not None
    return [page for pdf in paper.pdfs() for page in pictures(pdf)]


def pictures(pdf: bytes) -> list[bytes]:
    """Each page small, in grey."""
    with pypdfium2.PdfDocument(pdf) as document:
        made = [page.render(scale=0.5).to_pil().convert("L") for page in document]
    return [_png(page.resize((200, 280))) for page in made]


def _png(picture: Image.Image) -> bytes:
    content = BytesIO()
    picture.save(content, "PNG")
    return content.getvalue()


def nearest(page: bytes, among: list[bytes]) -> int:
    def ink(content: bytes) -> np.ndarray[tuple[int, ...], np.dtype[np.float64]]:
        with Image.open(BytesIO(content)) as picture:
            values = np.asarray(picture, dtype=float)
        return values - values.mean()

    one = ink(page)
    scores = [(one * ink(each)).sum() / np.linalg.norm(ink(each)) for each in among]
    return int(np.argmax(scores))


def test_kept_scans_given_in_another_order_are_packed_in_the_order_of_the_paper(
    archive: Archive, fixed: str, tmp_path: Path
) -> None:
    scans = [scan(archive, fixed, at) for at in range(6)]
    add(archive, fixed, *scans)
    given = files(tmp_path, *reversed(scans))
    made = pack_kept(archive, open_with_notice(archive, fixed), tmp_path / "out", given, why=WHY)
    packed = pictures((made.paths[0] / ONE).read_bytes())
    printed = printed_pages(archive, fixed)
    assert [nearest(page, printed) for page in packed] == list(range(6))
    assert [each.severity for each in made.findings if each.label == "图片一览"] == ["warning"], "unseen"


def test_scans_of_the_version_before_are_void_when_the_draft_after_it_is_packed(
    archive: Archive, fixed: str, tmp_path: Path
) -> None:
    given = files(tmp_path, *(scan(archive, fixed, at) for at in range(2)))
    lifecycle.return_for_changes(archive, fixed, "区经信局", "电话有误")
    opened = open_with_notice(archive, fixed)
    opened.app.set("leader_phone", "13900001111")
    refused = pack_kept(archive, opened, tmp_path / "out", given)
    assert refused.refused and any("有第1版的" in question for question in refused.questions)


def test_the_print_itself_among_the_scans_hides_no_missing_page(
    archive: Archive, fixed: str, tmp_path: Path
) -> None:
    paper = kept_paper(archive, fixed, 1)
    assert paper is not None
    given = files(tmp_path, *paper.pdfs(), scan(archive, fixed, 0))
    refused = pack_kept(archive, open_with_notice(archive, fixed), tmp_path / "out", given)
    assert any(question.startswith("缺") for question in refused.questions)
    made = pack_kept(archive, open_with_notice(archive, fixed), tmp_path / "out", given, why=WHY)
    assert len(pictures((made.paths[0] / ONE).read_bytes())) == 1


def test_the_print_itself_among_the_kept_scans_counts_as_no_page(archive: Archive, fixed: str) -> None:
    paper = kept_paper(archive, fixed, 1)
    assert paper is not None
    view = show_pile(add(archive, fixed, scan(archive, fixed, 5), *paper.pdfs()))
    assert view is not None and view.tone == "bad"
    assert sum(pair.scanned is None for pair in view.pairs) == 5 and not view.rest


def test_a_tick_that_was_taken_away_stays_so_when_another_page_is_added(archive: Archive, fixed: str) -> None:
    add(archive, fixed, scan(archive, fixed, 4, how=STAMPED))
    first = min(archive.lifecycle.ticks(fixed, 1))
    archive.lifecycle.set_tick(fixed, 1, first[0], 0, is_set=False)
    add(archive, fixed, scan(archive, fixed, 3, how=STAMPED))
    assert archive.lifecycle.ticks(fixed, 1) and first not in archive.lifecycle.ticks(fixed, 1)


def test_a_page_that_is_set_aside_shows_no_mark(archive: Archive, fixed: str) -> None:
    kept = add(archive, fixed, scan(archive, fixed, 4, how=STAMPED))
    assert any(seen_places(kept).values())
    place_by_hand(archive, kept.numbers[0], 0, None)
    assert not seen_places(matched(archive, fixed))


def test_what_was_set_aside_stays_out_of_the_packet_but_is_told_of_where_its_file_goes_along(
    archive: Archive, fixed: str, tmp_path: Path
) -> None:
    old = scan(archive, fixed, 0)
    lifecycle.return_for_changes(archive, fixed, "区经信局", "电话有误")
    changed = open_application(archive, fixed)
    changed.set("leader_phone", "13900001111")
    lifecycle.finalise(archive, fixed, changed, 0)
    (strange,) = draw_paper(begin(default_library(None), "beijing-2025", example=True)).paper.pdfs()
    useless, unknown = (scanned(strange, index, STAMPED, Random(1)) for index in (2, 3))
    archive.lifecycle.add_scan(fixed, "两页.tif", 2, two_pages(old, scan(archive, fixed, 1, 2)))
    kept = add(archive, fixed, old, useless, unknown, version=2)
    for file in kept.numbers[:3]:
        place_by_hand(archive, file, 0, None)
    refused = pack(archive, fixed, tmp_path / "out")
    assert any(question.startswith("有第1版的") for question in refused.questions)
    assert any("随整个文件放进报送包" in finding.message for finding in refused.findings)
    made = pack(archive, fixed, tmp_path / "out", WHY)
    folder = made.paths[0] / "data" / "扫描件"
    packed = [path.read_bytes() for path in folder.iterdir()]
    assert unknown in packed and useless not in packed and old not in packed and len(packed) == 2


def test_where_a_hand_placed_a_page_nobody_claims_to_have_looked_for_marks(
    archive: Archive, fixed: str
) -> None:
    (strange,) = draw_paper(begin(default_library(None), "beijing-2025", example=True)).paper.pdfs()
    kept = add(archive, fixed, scan(archive, fixed, 0), scanned(strange, 2, STAMPED, Random(1)))
    before = show_pile(kept)
    assert before is not None
    place_by_hand(archive, kept.numbers[1], 0, before.choices[4])
    after = show_pile(matched(archive, fixed))
    assert after is not None and after.seen == before.seen
    (new,) = set(after.notes) - set(before.notes)
    assert "没有核对" in new
    put_back(archive, kept.numbers[1], 0)  # it was put to the wrong page
    assert show_pile(matched(archive, fixed)) == before


def test_only_what_changed_of_a_pile_is_drawn_again(
    archive: Archive, fixed: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept = add(archive, fixed, scan(archive, fixed, 0), scan(archive, fixed, 1))
    shown: dict[Hashable, bytes] = {}
    packed: dict[Hashable, bytes] = {}
    view, size = show_pile(kept, shown), size_of_one_file(kept, packed)
    drawn = one_scan.drawn_scan
    asked: list[bytes] = []
    monkeypatch.setattr(one_scan, "drawn_scan", lambda content: (asked.append(content), drawn(content))[1])
    assert (show_pile(kept, shown), size_of_one_file(kept, packed)) == (view, size) and not asked
    place_by_hand(archive, kept.numbers[0], 0, None)
    kept = matched(archive, fixed)
    assert show_pile(kept, shown) == show_pile(kept)
    assert size_of_one_file(kept, packed) == size_of_one_file(kept)


def two_pages(*scans: bytes) -> bytes:
    first, second = (Image.open(BytesIO(each)) for each in scans)
    content = BytesIO()
    first.save(content, "TIFF", save_all=True, append_images=[second], compression="jpeg", dpi=(150, 150))
    return content.getvalue()
