"""Marks each test by what it needs, lets `--quick` leave the slow kinds out, says what did not run and why.

A test that asks for Qt needs a window; the code that it reaches tells the rest. Only `large` is set by hand.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from types import CodeType, FunctionType
from typing import Any

import pytest

SLOW = {
    "window": "open a window",
    "libreoffice": "run LibreOffice",
    "kill": "kill a process",
    "process": "run a process",
    "large": "try what is as large as it may be",
    "paper": "draw, export or pack whole documents",
}
_WORDS = {
    "soffice": "libreoffice",
    **dict.fromkeys(("SIGKILL", "kill", "fork", "_exit"), "kill"),
    **dict.fromkeys(("pdf_bytes", "docx_bytes", "xlsx_bytes", "draw_paper", "PictureStore"), "paper"),
    **dict.fromkeys(("aimed_desktop.cli", "aimed_desktop.demo", "aimed_desktop.services"), "paper"),
    **dict.fromkeys(("aimed_desktop.document.export", "aimed_desktop.document.word.chapter"), "paper"),
    **dict.fromkeys(("Preview", "finalise", "make_plans", "cli"), "paper"),
    **dict.fromkeys(("subprocess", "run_bounded", "asking"), "process"),
    **dict.fromkeys(("MAX_ENTRIES", "MAX_TABLE_CELLS", "MAX_COLUMNS"), "large"),
}
_TESTS = Path(__file__).parent
_LEFT_OUT = pytest.StashKey[Counter[str]]()


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--quick", action="store_true", help="leave out what " + ", ".join(SLOW))


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    for item in items:
        for kind in sorted(kinds_of(item)):
            item.add_marker(kind)
    if not config.getoption("--quick"):
        return
    kept = [item for item in items if not _slow(item)]
    left_out = [item for item in items if _slow(item)]
    config.stash[_LEFT_OUT] = Counter(_slow(item)[0] for item in left_out)
    config.hook.pytest_deselected(items=left_out)
    items[:] = kept


def pytest_terminal_summary(terminalreporter: Any, config: pytest.Config) -> None:
    left_out = config.stash.get(_LEFT_OUT, Counter())
    skipped = Counter(
        str(report.longrepr[2]).removeprefix("Skipped: ")
        for report in terminalreporter.stats.get("skipped", [])
    )
    if not (left_out or skipped or config.getoption("--quick")):
        return
    terminalreporter.section("not run")
    if config.getoption("--quick"):
        terminalreporter.line("most examples of the property tests (10 of 60 ran): left out by --quick")
    for kind, count in left_out.items():
        terminalreporter.line(f"{count} tests that {SLOW[kind]}: left out by --quick")
    for reason, count in skipped.items():
        terminalreporter.line(f"{count} tests: {reason}")


def kinds_of(item: pytest.Item) -> set[str]:
    """What slows this test down by its nature."""
    fixtures: set[str] = set(getattr(item, "fixturenames", ()))
    kinds = {"window"} if "qapp" in fixtures else set()
    if (_TESTS / "end2end") in item.path.parents:
        kinds.add("process")
    definitions = getattr(item, "_fixtureinfo", None)
    found = definitions.name2fixturedefs.values() if definitions is not None else ()
    functions = [each.func for several in found for each in several] + [getattr(item, "function", None)]
    return kinds | {_WORDS[word] for word in _reached(functions) if word in _WORDS}


def _slow(item: pytest.Item) -> list[str]:
    return [kind for kind in SLOW if item.get_closest_marker(kind)]


def _reached(functions: list[Any]) -> Iterator[str]:
    """Every name and text in the code of these functions and of those of the tests that they call.

    What they call of the program stands there by its module.
    """
    waiting, seen = list(functions), set[int]()
    while waiting:
        each = waiting.pop()
        each = getattr(each, "__wrapped__", each)
        if id(each) in seen or not str(getattr(each, "__module__", "")).startswith("tests."):
            continue
        seen.add(id(each))
        if isinstance(each, type):
            waiting += vars(each).values()
        elif isinstance(each, FunctionType):
            words = list(_words(each.__code__))
            yield from words
            called = [each.__globals__[word] for word in words if word in each.__globals__]
            yield from (str(getattr(one, "__module__", "")) for one in called)
            waiting += called


def _words(code: CodeType) -> Iterator[str]:
    yield from code.co_names
    constants: list[Any] = list(code.co_consts)
    for constant in constants:
        if isinstance(constant, tuple):
            constants += constant
        elif isinstance(constant, CodeType):
            yield from _words(constant)
        elif isinstance(constant, str):
            yield constant
