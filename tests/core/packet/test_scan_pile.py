"""Scanned pages matched with printed ones: every page found, none of another paper taken for ours."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from io import BytesIO
from pathlib import Path
from random import Random

import pypdfium2
import pytest
from pypdfium2 import PdfDocument

from aimed_desktop.application.beginning import begin
from aimed_desktop.application.model import Application
from aimed_desktop.definition.library import default_library
from aimed_desktop.document.judging.judge import judge, read_notes
from aimed_desktop.errors import UserProblem
from aimed_desktop.packet.filled_pages import FILLED, filled_words
from aimed_desktop.packet.fixed_paper import FixedPaper, draw_paper
from aimed_desktop.packet.kept_match import kept_match
from aimed_desktop.packet.pile import KnownPaper, PageState, Pile, PilePage, PrintedPage, pile_of
from aimed_desktop.packet.scan_pile import PileMatcher
from aimed_desktop.services.given_files import GivenFile
from aimed_desktop.services.one_scan import one_file
from aimed_desktop.services.scan_matching import MatchedScans, match_scans
from tests.scanner import Scanning, blank_back, by_chance, scanned

FORM = "wuxi-2026"  # six pages in four documents
HOW = Scanning(dpi=150, quality=70, skew=1.2)


@cache
def example(**changed: str) -> Application:
    app = begin(default_library(None), FORM, example=True)
    for path, value in changed.items():
        app.set(path, value)
    return app


@cache
def paper(**changed: str) -> FixedPaper:
    return draw_paper(example(**changed)).paper


def pages_of(known: FixedPaper) -> list[tuple[str, bytes, int]]:
    """Each page of the pile: its document, that one's PDF, its place in it."""
    documents = [(each.id, known.files[each.pdf], range(len(each.pages))) for each in known.documents]
    return [(name, pdf, index) for name, pdf, indexes in documents for index in indexes]


def scan_of(known: FixedPaper, at: int, how: Scanning = HOW, seed: int = 1) -> bytes:
    _, pdf, index = pages_of(known)[at]
    return scanned(pdf, index, how, Random(seed))


def pile(matcher: PileMatcher, *scans: bytes) -> Pile:
    return matcher.match([(f"{at}.jpg", [content]) for at, content in enumerate(scans)])


def states(found: Pile) -> list[str]:
    return [page.state for page in found.pages]


EARLIER = "13900001111"


@pytest.fixture(scope="module")
def alone() -> PileMatcher:
    return PileMatcher(KnownPaper(2, paper()))


@pytest.fixture(scope="module")
def matcher() -> PileMatcher:
    other = paper(
        unit_name="示例市第九人民医院", project_name="超声影像随访辅助诊断系统", leader_name="周样本"
    )
    earlier = KnownPaper(1, paper(leader_phone=EARLIER))
    return PileMatcher(KnownPaper(2, paper()), [earlier, KnownPaper(1, other, "OTHER")])


def test_a_shuffled_pile_is_put_in_order_whatever_the_scanner_did(matcher: PileMatcher) -> None:
    random = Random(20)
    pages = pages_of(paper())
    order = random.sample(range(len(pages)), len(pages))
    scans = [scanned(*pages[at][1:], by_chance(random, dpi=200), random) for at in order]
    found = pile(matcher, *scans)
    matched = [(page.match.document, page.match.page - 1) for page in found.pages if page.match]
    assert matched == [(pages[at][0], pages[at][2]) for at in order]
    assert set(states(found)) == {"ok"} and found.is_ok


@pytest.mark.parametrize("turned", [0, 90, 180, 270])
def test_how_a_page_lies_is_told(matcher: PileMatcher, turned: int) -> None:
    (page,) = pile(matcher, scan_of(paper(), 1, replace(HOW, turned=turned, skew=-2.0))).pages
    assert page.state == "ok" and (page.turned + turned) % 360 == 0
    assert page.skew == pytest.approx(-2.0, abs=0.3)


def test_a_page_of_an_earlier_version_is_void_though_one_telephone_number_differs(
    matcher: PileMatcher,
) -> None:
    at = differing_page(paper(), paper(leader_phone=EARLIER))
    found = pile(matcher, scan_of(paper(leader_phone=EARLIER), at), scan_of(paper(), at, seed=2))
    assert states(found) == ["void", "ok"]
    assert found.pages[0].match is not None and found.pages[0].match.version == 1


def test_words_that_no_version_has_are_told_with_their_place(alone: PileMatcher) -> None:
    at = differing_page(paper(), paper(leader_phone=EARLIER))
    for quality in (45, 90):
        (page,) = pile(alone, scan_of(paper(leader_phone=EARLIER), at, replace(HOW, quality=quality))).pages
        assert page.state == "changed"
        assert any(text_of(example(), "leader_phone")[:3] in where for where in page.where)


def test_a_page_of_another_application_is_never_ours(matcher: PileMatcher, alone: PileMatcher) -> None:
    other = paper(
        unit_name="示例市第九人民医院", project_name="超声影像随访辅助诊断系统", leader_name="周样本"
    )
    at = differing_page(paper(), other)
    (known,), (unknown,) = (pile(each, scan_of(other, at)).pages for each in (matcher, alone))
    assert (known.state, known.match and known.match.owner) == ("other", "OTHER")
    assert unknown.state in ("changed", "unknown")


def test_backs_and_second_copies_do_no_harm_and_missing_pages_are_named(matcher: PileMatcher) -> None:
    count = len(pages_of(paper()))
    scans = [scan_of(paper(), at) for at in range(count)]
    back = blank_back(HOW, Random(3))
    whole = pile(matcher, scans[0], back, *scans[1:], scan_of(paper(), 2, seed=9))
    assert whole.is_ok and sorted(states(whole)) == sorted(["blank", "twice", *["ok"] * count])
    short = pile(matcher, *scans[:-1])
    assert not short.is_ok
    assert [(page.document, page.page) for page in short.missing] == [
        (pages_of(paper())[-1][0], pages_of(paper())[-1][2] + 1)
    ]


@pytest.mark.parametrize("digit", ["3", "6", "8"])
def test_one_other_digit_of_a_telephone_number_is_told(alone: PileMatcher, digit: str) -> None:
    phone = text_of(example(), "leader_phone")
    at = next(at for at, each in enumerate(phone) if at > 3 and each != digit)
    typed = paper(leader_phone=phone[:at] + digit + phone[at + 1 :])
    page = differing_page(paper(), typed)
    for how in (replace(HOW, dpi=300, quality=85), replace(HOW, quality=70)):
        (found,) = pile(alone, scan_of(typed, page, how)).pages
        assert found.state == "changed" and found.where and not found.is_doubtful


def test_pages_that_are_printed_alike_are_each_found() -> None:
    document = paper().documents[0]
    twice = PdfDocument.new()
    with PdfDocument(paper().files[document.pdf]) as printed:
        twice.import_pages(printed, [0, 0])
    content = BytesIO()
    twice.save(content)
    known = FixedPaper(
        (replace(document, pages=("第1页", "第2页")),), (), (), {document.pdf: content.getvalue()}
    )
    scans = [scanned(content.getvalue(), 0, HOW, Random(seed)) for seed in range(3)]
    found = pile(PileMatcher(KnownPaper(1, known)), *scans)
    assert sorted(states(found)) == ["ok", "ok", "twice"] and found.is_ok


@pytest.mark.parametrize("state", ["ok", "changed"])
def test_of_two_scans_of_a_page_the_one_with_marks_is_handed_over(state: PageState) -> None:
    page = PrintedPage("paper", 1, 1, "第1页")
    bare = PilePage("1.jpg", 0, state, page, score=0.9)
    stamped = PilePage("2.jpg", 0, state, page, score=0.8, marked=(3,))
    for given in ([bare, stamped], [stamped, bare]):
        assert [each.file for each in pile_of(given, [page]).in_order()] == ["2.jpg"]


def test_a_page_that_cannot_be_drawn_keeps_its_place(alone: PileMatcher) -> None:
    found = alone.match([("1.pdf", [b"", scan_of(paper(), 1)])])
    assert [(page.index, page.state) for page in found.pages] == [(0, "unknown"), (1, "ok")]
    assert not found.pages[0].can_be_placed


def test_a_page_that_cannot_be_drawn_any_more_is_told_and_never_left_out() -> None:
    found = matched([GivenFile("1.jpg", scan_of(paper(), 1))]).pile
    with pytest.raises(UserProblem) as told:
        one_file(paper(), found, [GivenFile("1.jpg", b"torn")])
    assert told.value.code == "scan_page_not_drawn"


@pytest.mark.parametrize("lie", ["[]", "[0]", "3", '"x"'])
def test_a_damaged_record_of_a_match_is_none(lie: str) -> None:
    page = f'{{"match": null, "lie": {lie}, "alike": [], "boxes": [[1]]}}'
    for data in (f'{{"against": "", "pages": [{page}], "wanted": []}}', '{"pages": [1]}', "[]"):
        assert kept_match(data.encode()) is None
    assert kept_match(b'{"against": "", "pages": [3], "wanted": []}') is None


@pytest.mark.parametrize("in_colour", [True, False])
def test_a_seal_and_a_signature_over_the_words_change_nothing(alone: PileMatcher, *, in_colour: bool) -> None:
    for seed in range(3):
        how = replace(HOW, stamped=True, signed=True, in_colour=in_colour, creased=True, shaded=True)
        assert states(pile(alone, scan_of(paper(), 1, how, seed))) == ["ok"], seed


def test_what_is_no_page_of_ours_is_unknown(alone: PileMatcher) -> None:
    form = begin(default_library(None), "beijing-2025", example=True)
    (pdf,) = draw_paper(form).paper.pdfs()
    found = pile(alone, scanned(pdf, 2, HOW, Random(1)))
    assert states(found) == ["unknown"] and not found.is_ok


def test_one_file_comes_out_in_the_order_of_the_paper_upright_and_searchable(tmp_path: Path) -> None:
    random = Random(5)
    pages = pages_of(paper())
    scans = [
        GivenFile(f"{at}.jpg", scanned(*pages[at][1:], by_chance(random, dpi=150), random))
        for at in reversed(range(len(pages)))
    ]
    made = [matched(scans, tmp_path / name).made for name in ("一.pdf", "二.pdf")]
    contents = [path.read_bytes() for path in made if path is not None]
    assert len(contents) == 2 and contents[0] == contents[1]
    verdict = judge(contents[0])
    assert (verdict.trouble, verdict.pages, verdict.inked) == (None, len(pages), len(pages))
    with pypdfium2.PdfDocument(contents[0]) as document:
        texts = [page.get_textpage().get_text_bounded() for page in document]
    for text, (_, pdf, index) in zip(texts, pages, strict=True):
        with pypdfium2.PdfDocument(pdf) as printed:
            assert text.split() == printed[index].get_textpage().get_text_bounded().split()


def test_no_words_of_ours_lie_under_a_page_with_other_words() -> None:
    other = paper(leader_phone=EARLIER)
    at = differing_page(paper(), other)
    scans = [GivenFile("1.jpg", scan_of(other, at)), GivenFile("2.jpg", scan_of(paper(), (at + 1) % 6))]
    found = matched(scans).pile
    assert sorted(states(found)) == ["changed", "ok"]
    with pypdfium2.PdfDocument(one_file(paper(), found, scans)) as document:
        texts = [page.get_textpage().get_text_bounded() for page in document]
        sizes = [page.get_size() for page in document]
    assert sorted(bool(text) for text in texts) == [False, True] and len({*sizes}) == 1


def test_nothing_is_written_while_a_page_is_missing(tmp_path: Path) -> None:
    found = matched([GivenFile("1.jpg", scan_of(paper(), 0))], tmp_path / "一.pdf")
    assert found.made is None and not [*tmp_path.iterdir()]
    assert len(found.pile.missing) == len(pages_of(paper())) - 1


def test_only_missing_pages_that_no_hand_touches_are_filled_and_each_says_so(tmp_path: Path) -> None:
    pages = pages_of(paper())
    by_hand = {(place.document, index) for place in paper().places for index in place.pages}
    bare = [at for at, (name, _, index) in enumerate(pages) if (name, index) not in by_hand]
    assert bare == [2, 3]
    scans = [GivenFile(f"{at}.jpg", scan_of(paper(), at)) for at in (5, 4, 1, 0)]
    lacking = match_scans(*known(), scans[1:], tmp_path / "缺.pdf", fills=True)
    assert lacking.made is None and [page.document for page in lacking.left] == [pages[5][0]]
    assert not match_scans(*known(), (), fills=True).filled
    target = tmp_path / "全.pdf"
    found = match_scans(*known(), scans, target, fills=True)
    assert (found.made, len(found.filled), len(found.pile.missing)) == (target, 2, 2)
    content = target.read_bytes()
    notes = read_notes(content)
    assert [index for index, _ in notes] == bare and all(FILLED in note for _, note in notes)
    with pypdfium2.PdfDocument(content) as document:
        for page, (_, pdf, index) in zip(document, pages, strict=True):
            with pypdfium2.PdfDocument(pdf) as printed:
                words = printed[index].get_textpage().get_text_bounded()
            assert page.get_textpage().get_text_bounded().split() == words.split()
    again = matched([GivenFile("全.pdf", content)])
    assert again.filled == found.filled and not again.pile.missing


def test_filled_pages_are_named_together_by_document() -> None:
    names = ("封面", "第3页", "第4页", "《承诺书》第1页")
    pages = [PrintedPage("one", at, 1, name) for at, name in enumerate(names, 1)]
    assert filled_words(pages) == "封面、第3、4页、《承诺书》第1页取自定稿PDF，未扫描"


def test_a_seal_at_its_place_is_seen_and_a_bare_place_is_named() -> None:
    pages = pages_of(paper())
    bare = matched([GivenFile(f"{at}.jpg", scan_of(paper(), at)) for at in range(len(pages))])
    assert bare.seals and not any(seal.seen for seal in bare.seals)
    seal = next(each for each in bare.seals if "盖章" in each.place and each.page is not None)
    place = next(at for at, page in enumerate(pages) if page[0] == seal.document and page[2] + 1 == seal.page)
    how = replace(HOW, stamped=True)
    stamped = scanned(
        *pages[place][1:], how, Random(4), at=place_of(pages[place][1], pages[place][2], "盖章")
    )
    found = matched([GivenFile("1.jpg", stamped)])
    assert next(each for each in found.seals if each.place == seal.place and each.page == seal.page).seen


def known() -> tuple[Application, KnownPaper, tuple[KnownPaper, ...]]:
    return example(), KnownPaper(1, paper()), ()


def matched(scans: Sequence[GivenFile], output: Path | None = None) -> MatchedScans:
    return match_scans(*known(), scans, output)


def place_of(pdf: bytes, index: int, words: str) -> tuple[float, float]:
    """Where words stand on a page, in shares of it from the upper left."""
    with pypdfium2.PdfDocument(pdf) as document:
        page = document[index]
        text = page.get_textpage()
        found = text.search(words).get_next()
        assert found is not None
        left, bottom, right, top = text.get_charbox(found[0])
        return (left + right) / 2 / page.get_width(), 1 - (top + bottom) / 2 / page.get_height()


def differing_page(one: FixedPaper, other: FixedPaper) -> int:
    """The first page of the pile that is drawn otherwise."""
    for at, (mine, theirs) in enumerate(zip(pages_of(one), pages_of(other), strict=True)):
        if drawn(*mine[1:]) != drawn(*theirs[1:]):
            return at
    raise AssertionError("all alike")


def drawn(pdf: bytes, index: int) -> bytes:
    with pypdfium2.PdfDocument(pdf) as document:
        content: bytes = document[index].render().to_pil().tobytes()
    return content


def text_of(app: Application, path: str) -> str:
    return app.text_of(path)
