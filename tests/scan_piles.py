"""Random piles of every form, matched: python -m tests.scan_piles SEED COUNT [--phone]

Prints every pile in which something was not as it was scanned, and the counts at the end.
"""

from __future__ import annotations

import sys
import time
from collections import Counter
from random import Random

from aimed_desktop.application.beginning import begin
from aimed_desktop.definition.library import Library, default_library
from aimed_desktop.packet.fixed_paper import FixedPaper, draw_paper
from aimed_desktop.packet.pile import KnownPaper
from aimed_desktop.packet.scan_pile import PileMatcher
from tests.scanner import by_chance, scanned

_PAGES = 4  # of a pile
_WORDS = "医院数据模型诊断临床患者服务系统应用管理评估安全智能影像病理随访质控研究平台"


def run(seed: int, count: int) -> Counter[str]:
    random, library, seen = Random(seed), default_library(None), Counter[str]()
    forms = [entry.id for entry in library.listing() if entry.kind == "application"]
    papers = {form: _papers(library, form, random) for form in forms}
    spent = 0.0
    for number in range(count):
        ours, earlier, other = papers[random.choice(forms)]
        matcher = PileMatcher(KnownPaper(2, ours), [KnownPaper(1, earlier), KnownPaper(1, other, "OTHER")])
        sources = [("ours", ours), ("ours", ours), ("earlier", earlier), ("other", other)]
        for _ in range(_PAGES):
            name, paper = random.choice(sources)
            document = random.choice(paper.documents)
            index = random.randrange(len(document.pages))
            how = by_chance(random)
            content = scanned(paper.files[document.pdf], index, how, random)
            began = time.process_time()
            (page,) = matcher.match([("1.jpg", [content])]).pages
            spent += time.process_time() - began
            found = (page.match.document, page.match.page) if page.match else None
            is_right = found == (document.id, index + 1)
            seen[f"{name}: {page.state}{'' if is_right else ' (another page)'}"] += 1
            if not is_right or (name == "ours" and page.state != "ok"):
                print(number, name, document.id, index + 1, page.state, found, page.where, how, flush=True)
    print(f"{spent / (count * _PAGES):.2f} s a page")
    return seen


def _papers(library: Library, form: str, random: Random) -> tuple[FixedPaper, FixedPaper, FixedPaper]:
    """As it is, with a few characters of one value changed, and with all words of every value changed."""
    ours = begin(library, form, example=True)
    earlier, other = ours.snapshot(), ours.snapshot()
    texts = {
        path: str(value) for path, value in ours.values.items() if isinstance(value, str) and len(value) > 4
    }
    path = random.choice([*texts])
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
    for state, times in sorted(run(int(sys.argv[1]), int(sys.argv[2])).items()):
        print(f"{times:5} {state}")
