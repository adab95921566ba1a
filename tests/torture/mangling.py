"""Application files, definitions and Word files with something wrong at random: a sentence, never a bug."""

from __future__ import annotations

import json
import random
from collections.abc import Callable, Iterator
from pathlib import Path

from aimed_desktop.application.beginning import begin
from aimed_desktop.application.file import read_application, to_json
from aimed_desktop.application.model import Application
from aimed_desktop.definition.library import Library, default_library, library_from_sources
from aimed_desktop.document.pdf.pdf import pdf_bytes
from aimed_desktop.document.plan.planner import make_plans
from aimed_desktop.document.word.take_back import take_back
from aimed_desktop.document.word.write.word_document import docx_bytes
from aimed_desktop.services.checking import check_application
from tests.torture.mutations import mutated, mutated_data, mutated_zip
from tests.torture.outcome import Outcome
from tests.torture.processes import ended, words_of

_TOGETHER = 25  # trials in one process, so that a fork costs little
_DRAWN = 10  # of so many applications one is drawn
_ANY_PART = r".*"


def mangle(scratch: Path, times: int, dice: random.Random) -> Iterator[Outcome]:
    """Half of the trials are applications, the others definitions and Word files."""
    library = default_library(None)
    forms = [entry.id for entry in library.listing(all_=True)]
    kinds: tuple[tuple[str, int, Callable[[random.Random], Callable[[], object]]], ...] = (
        ("申报件", times // 2, lambda dice: _application(library, forms, scratch, dice)),
        ("申报表定义", times // 4, lambda dice: _definition(library, forms, dice)),
        ("Word", times - times // 2 - times // 4, lambda dice: _word(library, forms, dice)),
    )
    for name, count, make in kinds:
        outcome = Outcome(f"改坏 · {name}")
        seeds = [dice.randrange(2**32) for _ in range(count)]
        for start in range(0, count, _TOGETHER):
            _judge(seeds[start : start + _TOGETHER], make, outcome)
        yield outcome


def _judge(seeds: list[int], make: Callable[[random.Random], Callable[[], object]], outcome: Outcome) -> None:
    """Several trials in one process; where one of them is a bug, each alone."""

    def all_of_them() -> None:
        for seed in seeds:
            said = words_of(make(random.Random(seed)))
            if said.startswith("bug"):
                raise AssertionError(said)

    together = ended(all_of_them)
    for seed in seeds:
        said = "done" if together == "done" else ended(make(random.Random(seed)))
        outcome.add([said] if said.startswith("bug") else [], f"seed {seed}")


def _application(
    library: Library, forms: list[str], scratch: Path, dice: random.Random
) -> Callable[[], object]:
    example = to_json(begin(library, dice.choice(forms), example=True))
    data = _broken_json(example, dice) if dice.random() < 0.8 else mutated(example, dice.getrandbits(32))
    is_drawn = dice.randrange(_DRAWN) == 0
    path = scratch / f"mangled-{dice.randrange(2**32)}{dice.choice(['.json', '.yaml'])}"

    def read() -> None:
        path.write_bytes(data)
        try:
            app = read_application(path, library)
        finally:
            path.unlink()
        check_application(app)
        to_json(app)
        if is_drawn:
            _draw(app)

    return read


def _draw(app: Application) -> None:
    for plan in make_plans(app, draft=True):
        docx_bytes(plan)
        pdf_bytes(plan)


def _definition(library: Library, forms: list[str], dice: random.Random) -> Callable[[], object]:
    sources = dict(library.sources(library.form(dice.choice(forms))))
    name = dice.choice(sorted(sources))
    sources[name] = mutated(sources[name], dice.getrandbits(32))

    def read() -> None:
        broken = library_from_sources(sources)
        for entry in broken.listing(all_=True):
            app = Application(broken.form(entry.id))
            check_application(app)

    return read


def _word(library: Library, forms: list[str], dice: random.Random) -> Callable[[], object]:
    app = begin(library, dice.choice(forms), example=True)
    plans = make_plans(app)
    data = docx_bytes(dice.choice(plans))
    inside = "word/document.xml" if dice.random() < 0.6 else _ANY_PART
    broken = mutated_zip(data, dice.getrandbits(32), inside)
    return lambda: take_back(broken, app)


def _broken_json(data: bytes, dice: random.Random) -> bytes:
    return json.dumps(mutated_data(json.loads(data), dice.getrandbits(32))).encode()
