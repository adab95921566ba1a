"""Application files, definitions and Word files with something wrong at random: a sentence, never a bug."""

from __future__ import annotations

import io
import json
import random
import zipfile
from collections.abc import Callable, Iterator
from copy import deepcopy
from pathlib import Path
from typing import Any

from aimed_desktop.application.beginning import begin
from aimed_desktop.application.file import read_application, to_json
from aimed_desktop.application.model import Application
from aimed_desktop.definition.library import Library, default_library, library_from_sources
from aimed_desktop.document.pdf.pdf import pdf_bytes
from aimed_desktop.document.plan.planner import make_plans
from aimed_desktop.document.word.take_back import take_back
from aimed_desktop.document.word.write.docx import docx_bytes
from aimed_desktop.services.operations import check_application
from tests.torture.outcome import Outcome
from tests.torture.processes import ended, words_of

_TOGETHER = 25  # trials in one process, so that a fork costs little
_DRAWN = 10  # of so many applications one is drawn
_ODD: tuple[Any, ...] = (
    None, True, False, 0, -1, 1e308, 10**40, "", " ", "无", "\x00", "\ud800", "\u202e", "🅰", "=1+1",
    "../../x", "2026-02-30", "4.2E+17", "{field}", "x" * 5_000, [], {}, [[]], [None], {"": ""}, {"option": 1},
    {"image": "../x"}, {"text": ["a", {"sup": 1}]}, {"table": [[1, 2], [3]]}, {"items": {"a": 1}},
)  # fmt: skip
_SNIPPETS = (
    b"\x00",
    b"\xff\xfe",
    b"&#0;",
    b"<",
    b">",
    b"]]>",
    b"{",
    b"}",
    b": ",
    b"- ",
    b"'",
    b'"',
    b"99999999999",
)


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
    data = _broken_json(example, dice) if dice.random() < 0.8 else _broken_bytes(example, dice)
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
    sources[name] = _broken_lines(sources[name], dice)

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
    broken = _broken_bytes(data, dice) if dice.random() < 0.2 else _broken_package(data, dice)
    return lambda: take_back(broken, app)


def _broken_json(data: bytes, dice: random.Random) -> bytes:
    content = json.loads(data)
    for _ in range(dice.randint(1, 6)):
        holder, key = _some_place(content, dice)
        match dice.randrange(5):
            case 0:
                del holder[key]
            case 1 if isinstance(holder, dict):
                holder[dice.choice(("\ud800", "", "x", "0", "values", key + "x"))] = deepcopy(
                    dice.choice(_ODD)
                )
            case 2:
                holder[key] = [deepcopy(holder[key]) for _ in range(dice.randint(0, 40))]
            case _:
                holder[key] = deepcopy(dice.choice(_ODD))
    return json.dumps(content).encode()


def _some_place(content: Any, dice: random.Random) -> tuple[Any, Any]:
    """A random value inside, by what holds it; the outermost keys seldom."""
    places: list[tuple[Any, Any]] = []
    waiting = [content]
    while waiting:
        holder = waiting.pop()
        keys = list(holder) if isinstance(holder, dict) else range(len(holder))
        for key in keys:
            places.append((holder, key))
            if isinstance(holder[key], dict | list):
                waiting.append(holder[key])
    return dice.choice(places) if places else ({"x": 1}, "x")


def _broken_lines(source: bytes, dice: random.Random) -> bytes:
    lines = source.split(b"\n")
    for _ in range(dice.randint(1, 4)):
        at = dice.randrange(len(lines))
        match dice.randrange(6):
            case 0:
                del lines[at]
            case 1:
                lines.insert(at, lines[dice.randrange(len(lines))])
            case 2:
                lines[at] = b"  " * dice.randint(0, 6) + lines[at].lstrip()
            case 3:
                lines[at] = lines[at].replace(b":", dice.choice((b"", b": [", b": {", b": -1 #")), 1)
            case _:
                lines[at] = _broken_bytes(lines[at] or b"x", dice)
        lines = lines or [b""]
    return b"\n".join(lines)


def _broken_bytes(data: bytes, dice: random.Random) -> bytes:
    made = bytearray(data)
    for _ in range(dice.randint(1, 8)):
        at = dice.randrange(len(made) or 1)
        match dice.randrange(4):
            case 0:
                made[at : at + dice.randint(1, 60)] = b""
            case 1:
                made[at:at] = dice.choice(_SNIPPETS)
            case 2:
                made[at : at + 1] = bytes([dice.randrange(256)])
            case _:
                made[at:at] = made[at : at + dice.randint(1, 400)]
    return bytes(made)


def _broken_package(data: bytes, dice: random.Random) -> bytes:
    """The Word package with one part changed, lost or doubled."""
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(target, "w") as out:
        names = source.namelist()
        chosen = "word/document.xml" if dice.random() < 0.6 else dice.choice(names)
        for name in names:
            part = source.read(name)
            if name != chosen:
                out.writestr(name, part)
            elif dice.random() < 0.9:
                out.writestr(name, _broken_xml(part, dice))
    return target.getvalue()


def _broken_xml(part: bytes, dice: random.Random) -> bytes:
    """Whole elements taken away, doubled or moved, so that it often still is XML."""
    if dice.random() < 0.2:
        return _broken_bytes(part, dice)
    pieces = part.split(b"<w:")
    for _ in range(dice.randint(1, 5)):
        at = dice.randrange(1, len(pieces)) if len(pieces) > 1 else 0
        match dice.randrange(3):
            case 0:
                pieces[at] = pieces[dice.randrange(len(pieces))]
            case 1 if len(pieces) > 2:
                del pieces[at]
            case _:
                pieces.insert(at, pieces[dice.randrange(len(pieces))])
    return b"<w:".join(pieces)
