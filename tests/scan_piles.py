"""Random pages of every form, matched: python -m tests.scan_piles SEED COUNT [--phone]

Prints every page of which something other was found than what was scanned, and the counts at the end: by how
many characters a page differs from that of the version (0, 1–4, 5+), whether what it was printed from is
among the known papers, and what it was found to be. `--phone`: photographs, their corners off by 1 to 4 %.
"""

from __future__ import annotations

import sys
import time
from collections import Counter
from difflib import SequenceMatcher
from random import Random
from typing import NamedTuple

from aimed_desktop.application.beginning import begin
from aimed_desktop.definition.library import Library, default_library
from aimed_desktop.document.pdf.reading import opened_pdf, page_of
from aimed_desktop.document.pdf.text.boxes import printed_characters
from aimed_desktop.packet.fixed_paper import FixedPaper, draw_paper
from aimed_desktop.packet.pile import KnownPaper, PilePage
from aimed_desktop.packet.scan_pile import PileMatcher
from aimed_desktop.services.one_scan import drawn_scan
from tests.scanner import Scanning, by_chance, scanned

_PAGES = 4  # of a pile
_WORDS = "医院数据模型诊断临床患者服务系统应用管理评估安全智能影像病理随访质控研究平台"
_CERTAIN = 5  # characters that differ: such a page is never taken for that of the version


class Source(NamedTuple):
    """A page that is scanned. `differs`: so many of its characters are other than those of the version."""

    name: str
    paper: FixedPaper
    document: str
    index: int
    differs: int


def run(seed: int, count: int, *, is_phone: bool = False) -> Counter[str]:
    random, library, seen = Random(seed), default_library(None), Counter[str]()
    forms = [entry.id for entry in library.listing() if entry.kind == "application"]
    papers = {form: _papers(library, form, random) for form in forms}
    sources = {form: _sources(*papers[form]) for form in forms}
    spent = 0.0
    for number in range(count):
        form = random.choice(forms)
        ours, earlier, other = papers[form]
        is_known = random.random() < 0.6  # else the paper it was printed from is not at hand
        besides = [KnownPaper(1, earlier), KnownPaper(1, other, "OTHER")] if is_known else []
        matcher = PileMatcher(KnownPaper(2, ours), besides)
        for _ in range(_PAGES):
            source = random.choice(random.choice([each for each in sources[form] if each]))
            how = by_chance(random, receding=random.uniform(0.01, 0.04) if is_phone else 0.0)
            pdf = source.paper.files[_pdf(source)]
            drawn = [*drawn_scan(scanned(pdf, source.index, how, random))]
            began = time.process_time()
            (page,) = matcher.match([("1.jpg", drawn)]).pages
            spent += time.process_time() - began
            seen[_told(source, how, page, is_known=is_known)] += 1
            if _is_wrong(source, page):
                print(number, source.name, source.document, source.index + 1, source.differs, flush=True)
                print("   ", is_known, page.state, page.match, page.where, how, flush=True)
    print(f"{spent / (count * _PAGES):.2f} s a page")
    return seen


def _told(source: Source, how: Scanning, page: PilePage, *, is_known: bool) -> str:
    found = "" if page.match is None or _is_found(source, page) else " (another page)"
    if not source.differs:
        return f"as the version has it: {page.state}{found}"
    number = "5+" if source.differs >= _CERTAIN else "1-4"
    quality = "q ≥ 70" if how.quality >= 70 else "q < 70"
    known = "known" if is_known else "not at hand"
    return f"{source.name}, {known}, {number} others, {quality}: {page.state}{found}"


def _is_wrong(source: Source, page: PilePage) -> bool:
    is_same = source.differs == 0
    return (page.match is not None and not _is_found(source, page)) or is_same != (page.state == "ok")


def _is_found(source: Source, page: PilePage) -> bool:
    return page.match is not None and (page.match.document, page.match.page) == (
        source.document,
        source.index + 1,
    )


def _pdf(source: Source) -> str:
    document = source.paper.document(source.document)
    assert document is not None
    return document.pdf


def _sources(ours: FixedPaper, earlier: FixedPaper, other: FixedPaper) -> list[list[Source]]:
    """Our pages, and the pages of the others that differ from them."""
    words = dict(_characters(ours))
    own = [Source("ours", ours, document, index, 0) for document, index in words]
    made = [own, own]
    for name, paper in (("earlier", earlier), ("other", other)):
        differing = [
            Source(name, paper, document, index, _differing(words[document, index], characters))
            for (document, index), characters in _characters(paper)
            if (document, index) in words
        ]
        made.append([each for each in differing if each.differs])
    return made


def _characters(paper: FixedPaper) -> list[tuple[tuple[str, int], str]]:
    made = []
    for document in paper.documents:
        with opened_pdf(paper.files[document.pdf]) as opened:
            for index in range(len(opened)):
                printed = printed_characters(page_of(opened, index))
                made.append(((document.id, index), "".join(character for character, _ in printed)))
    return made


def _differing(one: str, other: str) -> int:
    codes = SequenceMatcher(None, one, other, autojunk=False).get_opcodes()
    return sum(max(b - a, d - c) for tag, a, b, c, d in codes if tag != "equal")


def _papers(library: Library, form: str, random: Random) -> tuple[FixedPaper, FixedPaper, FixedPaper]:
    """As it is, with a few characters of one value changed, and with all words of every value changed."""
    ours = begin(library, form, example=True)
    earlier, other = ours.snapshot(), ours.snapshot()
    texts = {
        path: str(value) for path, value in ours.values.items() if isinstance(value, str) and len(value) > 4
    }
    for path in random.sample([*texts], min(4, len(texts))):
        earlier.set(path, _changed(texts[path], random, random.randint(1, 5)))
    for each, text in texts.items():
        other.set(each, _changed(text, random, 10_000))
    return draw_paper(ours).paper, draw_paper(earlier).paper, draw_paper(other).paper


def _changed(text: str, random: Random, most: int) -> str:
    places = [at for at, each in enumerate(text) if each.isdigit() or "\u4e00" <= each <= "\u9fff"]
    made = list(text)
    for at in random.sample(places, min(most, len(places))):
        made[at] = random.choice("0123456789" if made[at].isdigit() else _WORDS)
    return "".join(made)


if __name__ == "__main__":
    told = run(int(sys.argv[1]), int(sys.argv[2]), is_phone="--phone" in sys.argv)
    for state, times in sorted(told.items()):
        print(f"{times:5} {state}")
