"""What a clerk is told of a pile: true of what was scanned, and of which place it speaks."""

from __future__ import annotations

from dataclasses import replace
from random import Random

import pytest

from aimed_desktop.application.beginning import begin
from aimed_desktop.definition.library import default_library
from aimed_desktop.packet.fixed_paper import FixedPaper, PaperDocument, draw_paper
from aimed_desktop.packet.hand_places import stops
from aimed_desktop.packet.pile import KnownPaper, Pile, PilePage
from aimed_desktop.packet.pile_findings import bare_seals, bare_words, colourless
from aimed_desktop.packet.scan_pile import PileMatcher
from aimed_desktop.packet.seals_seen import SealSeen
from tests.scanner import Scanning, scanned

APP = begin(default_library(None), "wuhan-2026-1", example=True)
HOW = Scanning(dpi=150, quality=80)
COVER, TEXT, PLEDGE = 0, 2, 10


@pytest.fixture(scope="module")
def matcher() -> PileMatcher:
    return PileMatcher(KnownPaper(1, draw_paper(APP).paper), (), stops(APP))


def matched(matcher: PileMatcher, index: int, how: Scanning) -> PilePage:
    paper = matcher.current.paper
    (page,) = matcher.pages(f"{index}.jpg", [scanned(paper.pdfs()[0], index, how, Random(3))])
    assert page.state == "ok"
    return page


@pytest.mark.parametrize(("in_colour", "is_told"), [(True, False), (False, True)])
def test_only_a_page_that_wants_a_seal_tells_whether_it_was_scanned_in_colour(
    matcher: PileMatcher, in_colour: bool, is_told: bool
) -> None:
    cover = matched(matcher, COVER, replace(HOW, stamped=True, in_colour=in_colour))
    text = matched(matcher, TEXT, replace(HOW, in_colour=False))
    pile = Pile((cover, text), ())
    assert colourless(pile, matcher.current.paper, stops(APP)) is is_told


def test_a_date_that_nobody_has_written_is_named_as_such(matcher: PileMatcher) -> None:
    pile = Pile((matched(matcher, PLEDGE, HOW),), ())
    bare = bare_seals(pile, matcher.current.paper, stops(APP))
    assert bare_words(bare.values(), matcher.current.paper) == (
        "承诺书：申请单位法人代表（签名）、承诺书：申请单位（盖章）、承诺书：手填日期"
    )


def test_of_several_documents_a_bare_place_is_named_by_document_and_page() -> None:
    pledge = PaperDocument("pledge", "附件3 承诺书", (), "", ("第1页", "第2页"))
    paper = FixedPaper((pledge, PaperDocument("form", "附件1 报名表", (), "", ("第1页",))), (), (), {})
    labels = ("五、其他约定：单位（盖章）：", "五、其他约定：日期：  年  月  日")
    bare = [SealSeen(label, "pledge", 2, seen=False) for label in labels]
    assert bare_words(bare, paper) == "《附件3 承诺书》第2页：单位（盖章）、《附件3 承诺书》第2页：手填日期"
