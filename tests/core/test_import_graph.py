"""Imports point down, those inside functions and under TYPE_CHECKING included: nothing goes in a circle."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

Graph = Mapping[str, set[str]]

_ROOT = Path(__file__).resolve().parents[2]
_QT = "PySide6"


def sources_in(root: Path) -> dict[str, str]:
    """The text of every module of the program, by its dotted name."""
    paths = [path for top in ("aimed_desktop", "ui") for path in (root / top).rglob("*.py")]
    return {_name(path.relative_to(root)): path.read_text(encoding="utf-8") for path in paths}


def graph_of(sources: Mapping[str, str]) -> Graph:
    """What each module imports: modules of `sources`, of other packages the first part of their name."""
    return {name: set(_imports(name, source, sources)) - {name} for name, source in sources.items()}


def circles(graph: Graph) -> list[list[str]]:
    """The groups whose members all reach each other."""
    reached = {name: reach(graph, name) for name in graph}
    found = {frozenset(other for other in reached[name] if name in reached.get(other, ())) for name in graph}
    return sorted(sorted(circle) for circle in found if circle)


def reach(graph: Graph, start: str) -> set[str]:
    """What `start` imports, directly or through others."""
    found: set[str] = set()
    left = [start]
    while left:
        new = graph.get(left.pop(), set()) - found
        found |= new
        left += new
    return found


def children(graph: Graph, package: str) -> Graph:
    """The same graph between the modules and packages that stand right in `package`."""
    folded: dict[str, set[str]] = {}
    depth = package.count(".") + 2
    for name, targets in graph.items():
        if name.startswith(f"{package}."):
            child = ".".join(name.split(".")[:depth])
            inside = {".".join(t.split(".")[:depth]) for t in targets if t.startswith(f"{package}.")}
            folded.setdefault(child, set()).update(inside - {child})
    return folded


def without_qt(graph: Graph) -> list[str]:
    """The modules of `ui` that know nothing of Qt, neither by themselves nor through another of `ui`."""
    window = {name: targets for name, targets in graph.items() if name.startswith("ui.")}
    return sorted(name for name in window if _QT not in reach(window, name))


def _imports(name: str, source: str, sources: Mapping[str, str]) -> Iterator[str]:
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            yield from (_known(alias.name, sources) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert not node.level, f"{name} imports by dots"
            yield from (_known(f"{node.module}.{alias.name}", sources) for alias in node.names)


def _known(target: str, sources: Mapping[str, str]) -> str:
    """The module that `target` is, or stands in."""
    while target not in sources and "." in target:
        target = target.rpartition(".")[0]
    return target


def _name(path: Path) -> str:
    return ".".join(path.with_suffix("").parts).removesuffix(".__init__")


def _is_package(name: str) -> bool:
    return _ROOT.joinpath(*name.split(".")).is_dir()


@pytest.fixture(scope="module")
def program() -> Graph:
    return graph_of(sources_in(_ROOT))


def test_no_files_import_each_other_in_a_circle(program: Graph) -> None:
    found = circles(program)
    assert not found, found


def test_no_packages_import_each_other(program: Graph) -> None:
    packages = {name.rpartition(".")[0] for name in program} - {""}
    found = {package: circle for package in packages for circle in circles(children(program, package))}
    assert not found, found


def test_a_package_imports_nothing_by_itself(program: Graph) -> None:
    assert [name for name, imported in program.items() if imported and _is_package(name)] == []


def test_what_knows_nothing_of_qt_stands_outside_the_window(program: Graph) -> None:
    assert without_qt({name: imported for name, imported in program.items() if not _is_package(name)}) == []


@pytest.mark.parametrize(
    "back",
    [
        "import ui.a",
        "from ui import a",
        "from ui.a import thing",
        "def work():\n    from ui.a import thing",
        "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    from ui.a import thing",
    ],
)
def test_a_circle_is_named_however_it_is_imported(back: str) -> None:
    graph = graph_of({"ui.a": "import ui.b", "ui.b": "import ui.c", "ui.c": back, "ui.d": "import ui.a"})
    assert circles(graph) == [["ui.a", "ui.b", "ui.c"]]


def test_packages_in_a_circle_are_named_where_their_files_are_in_none() -> None:
    graph = graph_of(
        {"ui.a.one": "import ui.b.one", "ui.b.one": "", "ui.b.two": "import ui.a.two", "ui.a.two": ""}
    )
    assert circles(graph) == []
    assert circles(children(graph, "ui")) == [["ui.a", "ui.b"]]


def test_a_module_reaches_qt_through_another_of_the_window_alone() -> None:
    graph = graph_of(
        {
            "ui.a": "from ui.b import Window",
            "ui.b": "from PySide6.QtCore import QObject",
            "ui.c": "from core.d import words",
            "core.d": "import PySide6",
        }
    )
    assert without_qt(graph) == ["ui.c"]
