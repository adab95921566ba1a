"""What documents and docstrings name in backticks is there: files, folders, modules, what they hold."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
CODE = ("aimed_desktop", "ui", "tests", "scripts")
BASES = (ROOT, ROOT / "aimed_desktop", ROOT / "ui")
DOCUMENTS = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").rglob("*.md"))]
SOURCES = sorted(path for folder in CODE for path in (ROOT / folder).rglob("*.py"))
# Made by the program or by a tool, so that no checkout holds it; each at the beginning of what is named.
MADE = ("demo-out/", "dist/", "screenshots/", "contact-sheets/", "forms/<", "forms/shili")
FILE = re.compile(r"[\w./-]+\.py")
FOLDER = re.compile(rf"(?:{'|'.join((*CODE, 'docs', 'resources', 'forms'))})/[\w./-]*")
DOTTED = re.compile(rf"(?:{'|'.join(CODE)})(?:\.\w+)+")
LINK = re.compile(r"\]\(([^)#:\s]+)\)")


def faults(text: str, folder: Path = ROOT) -> list[str]:
    """What a text in `folder` names in backticks, or leads to, and is not there."""
    named = [word for words in re.findall(r"`([^`\n]+)`", text) for word in missing(words)]
    return named + [target for target in LINK.findall(text) if not (folder / target).exists()]


def missing(words: str) -> Iterator[str]:
    """What is missing of one span: `writing.py: make_folder`, `scripts/run.sh ARGUMENTS`, `ui.app` …"""
    file, colon, name = words.partition(": ")
    if colon and FILE.fullmatch(file) and re.fullmatch(r"\w+(?:\(\))?", name):
        if not any(name.removesuffix("()") in held(path) for path in files_named(file)):
            yield words
        return
    for word in words.split():
        if word.startswith(MADE) or "…" in word:
            continue
        if (
            (FILE.fullmatch(word) and not files_named(word))
            or (FOLDER.fullmatch(word) and not is_there(word))
            or (DOTTED.fullmatch(word) and not is_a_module(word))
        ):
            yield word


def is_there(name: str) -> bool:
    return any((base / name).exists() for base in BASES)


@cache
def files_named(name: str) -> tuple[Path, ...]:
    """The files of the code whose path ends so: `renaming.py`, `files/renaming.py`."""
    return tuple(path for path in SOURCES if f"/{path.as_posix()}".endswith(f"/{name}"))


def is_a_module(dotted: str) -> bool:
    """Whether the longest beginning that is a module or package holds what follows."""
    parts = dotted.split(".")
    for length in range(len(parts), 0, -1):
        path = ROOT.joinpath(*parts[:length])
        if path.is_dir():
            return length == len(parts) or parts[length] in held(path / "__init__.py")
        if path.with_suffix(".py").exists():
            return length == len(parts) or parts[length] in held(path.with_suffix(".py"))
    return False


@cache
def held(path: Path) -> frozenset[str]:
    """The names that a module gives to something: functions, classes, constants, fields."""
    nodes = list(ast.walk(ast.parse(path.read_text(encoding="utf-8")))) if path.exists() else []
    defined = {node.name for node in nodes if isinstance(node, ast.FunctionDef | ast.ClassDef)}
    return frozenset(defined | {node.id for node in nodes if isinstance(node, ast.Name)})


def docstrings(path: Path) -> str:
    text = path.read_text(encoding="utf-8")
    return "\n\n".join(_documented(ast.parse(text))) if "`" in text else ""


def _documented(node: ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef) -> Iterator[str]:
    yield ast.get_docstring(node) or ""
    for inner in node.body:
        if isinstance(inner, ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef):
            yield from _documented(inner)


def test_the_map_shows_every_package() -> None:
    drawn = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8").split("```")[3]
    inits = [path for folder in CODE[:2] for path in (ROOT / folder).rglob("__init__.py")]
    packages = {path.parent.name for path in inits} - {"read", "write"}  # halves of word
    assert {name for name in packages if f"{name}/" not in drawn} == set()


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_a_document_names_nothing_that_is_gone(document: Path) -> None:
    assert faults(document.read_text(encoding="utf-8"), document.parent) == []


def test_docstrings_name_nothing_that_is_gone() -> None:
    found = {path.relative_to(ROOT).as_posix(): faults(docstrings(path)) for path in SOURCES}
    assert {path: gone for path, gone in found.items() if gone} == {}


@pytest.mark.parametrize(
    "wrong",
    [
        "`files/wrting.py`",
        "`wrting.py`",
        "`files/writing.py: make_fodler`",
        "`scripts/rum.sh forms list`",
        "`aimed_desktop.files.wrting`",
        "`aimed_desktop.files.writing.make_fodler`",
        "`python -m tests.bench forms`",
        "[here](docs/packets.md)",
    ],
)
def test_a_planted_wrong_name_is_found(wrong: str) -> None:
    assert len(faults(f"It stands in {wrong}.")) == 1
    right = wrong.replace("wrting", "writing").replace("make_fodler", "make_folder").replace("rum", "run")
    right = right.replace("tests.bench ", "tests.benchmarks ").replace("packets", "packet")
    assert faults(f"It stands in {right}.") == []
