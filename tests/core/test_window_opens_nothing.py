"""The window shows and asks: it opens no file, runs no SQL and starts no program by itself."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from aimed_desktop.paths import ROOT

UI = ROOT / "ui"

# What opens, writes, moves or starts: by the name it is called by, or imported from.
CALLS = {"open", "compile", "exec", "eval", "__import__"}
METHODS = {
    *("read_text", "read_bytes", "write_text", "write_bytes", "unlink", "rmdir", "mkdir", "touch", "rename"),
    *("symlink_to", "hardlink_to", "link_to", "chmod", "rmtree", "copyfile", "copytree", "execute"),
}
OF_OS = {"open", "fdopen", "replace", "rename", "renames", "remove", "unlink", "mkdir", "makedirs", "rmdir"}
OF_OS |= {"link", "symlink", "truncate", "fsync", "system", "popen", "startfile", "kill", "fork"}
MODULES = {"subprocess", "sqlite3", "apsw", "shutil", "tempfile", "zipfile", "io", "mmap", "multiprocessing"}
MODULES |= {"aimed_desktop.archive.database", "aimed_desktop.archive.connection"}
OF_FILES = "aimed_desktop.files"
QT = {
    "QFile",
    "QSaveFile",
    "QTemporaryFile",
    "QTemporaryDir",
    "QDir",
    "QSettings",
    "QProcess",
    "QSqlDatabase",
}

ALLOWED = {
    # the child that sets the pages of the preview: its pipes belong into the loop of the window's events
    ("preview/preview_process.py", "QProcess"),
}


def opened_in(source: str) -> set[str]:
    """What a module opens or starts, by its name."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call):
            found |= _called(node)
        elif isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names if _is_forbidden(alias.name)}
        elif isinstance(node, ast.ImportFrom) and node.module is not None:
            found |= _imported_from(node.module, [alias.name for alias in node.names])
    return found


def _called(node: ast.Call) -> set[str]:
    function = node.func
    if isinstance(function, ast.Name):
        return {function.id} & CALLS
    if not isinstance(function, ast.Attribute):
        return set()
    name, owner = function.attr, function.value
    if isinstance(owner, ast.Name) and owner.id == "os":
        return {f"os.{name}"} if name in OF_OS else set()
    if name == "open" and _has_mode(node):
        return {"open"}
    return {name} & METHODS


def _has_mode(node: ast.Call) -> bool:
    """`path.open("rb")`; a dialog or an application is opened without a mode."""
    words = [word.value for word in node.args if isinstance(word, ast.Constant)]
    is_mode = any(isinstance(word, str) and set(word) <= set("rwxabt+") for word in words)
    return is_mode or any(keyword.arg in ("mode", "encoding") for keyword in node.keywords)


def _imported_from(module: str, names: list[str]) -> set[str]:
    if module == "os":
        return {f"os.{name}" for name in names if name in OF_OS}
    if module.startswith("PySide6"):
        return set(names) & QT
    whole = {f"{module}.{name}" for name in names if _is_forbidden(f"{module}.{name}")}
    return {module} if _is_forbidden(module) else whole


def _is_forbidden(module: str) -> bool:
    top = module.partition(".")[0]
    return top in MODULES or module in MODULES or module == OF_FILES or module.startswith(f"{OF_FILES}.")


def test_no_module_of_the_window_opens_writes_or_starts_anything() -> None:
    found = {
        (path.relative_to(UI).as_posix(), name)
        for path in sorted(UI.rglob("*.py"))
        for name in opened_in(path.read_text(encoding="utf-8"))
    }
    assert found == ALLOWED


@pytest.mark.parametrize(
    "planted",
    [
        'open("a")',
        'with open("a", "w") as file: pass',
        'path.open("rb")',
        'path.open(mode="w")',
        'path.open(encoding="utf-8")',
        "path.read_text()",
        "(folder / name).read_bytes()",
        'path.write_text("a")',
        "Path(name).write_bytes(data)",
        "path.unlink()",
        "path.rename(other)",
        "folder.mkdir()",
        "import os\nos.replace(a, b)",
        "os.rename(a, b)",
        "os.open(a, 0)",
        "from os import replace",
        "os.startfile(path)",
        "import subprocess",
        "import subprocess as sub",
        "from subprocess import Popen",
        "import sqlite3",
        "def work():\n    import apsw",
        'archive.execute("SELECT 1")',
        "from aimed_desktop.archive.database import Database",
        "from aimed_desktop.archive import database",
        "from PySide6.QtCore import QFile",
        "from PySide6.QtCore import QObject, QSaveFile",
        "from PySide6.QtCore import QProcess, Signal",
        "import shutil",
        "from tempfile import mkdtemp",
        "import io",
        "def work():\n    from aimed_desktop.files.writing import write_atomically",
        "from aimed_desktop.files import writing",
    ],
)
def test_what_opens_or_starts_something_is_found(planted: str) -> None:
    assert opened_in(planted)


@pytest.mark.parametrize(
    "harmless",
    [
        "dialog.open()",
        "self.open(entry)",
        "desk.open(entry, done, failed)",
        "buffer.open(mode)",
        "a.replace(b, c)",
    ],
)
def test_what_only_sounds_so_is_not(harmless: str) -> None:
    assert opened_in(harmless) == set()


def begun_by_closures(source: str) -> set[str]:
    """The functions inside functions that a module gives to an Operation as its work."""
    found: set[str] = set()
    for outer in ast.walk(ast.parse(source)):
        if not isinstance(outer, ast.FunctionDef):
            continue
        inner = {
            node.name for node in ast.walk(outer) if isinstance(node, ast.FunctionDef) and node is not outer
        }
        for call in ast.walk(outer):
            if isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and call.func.id == "Operation":
                work = [*call.args[1:2], *(word.value for word in call.keywords if word.arg == "work")]
                found |= {node.id for node in work if isinstance(node, ast.Name)} & inner
    return found


def test_what_the_window_begins_is_done_by_functions_that_a_test_can_call() -> None:
    paths = sorted(UI.rglob("*.py"))
    found = {path.name: begun_by_closures(path.read_text(encoding="utf-8")) for path in paths}
    assert {name: names for name, names in found.items() if names} == {}


def test_a_closure_that_does_the_work_is_found() -> None:
    begun = "def export():\n    def work(): pass\n    def done(_): pass\n    Operation(kind, work, done=done)"
    assert begun_by_closures(begun) == {"work"}
    assert begun_by_closures(begun.replace("kind, work", "kind, lambda: make(app)")) == set()


def test_the_window_has_modules_to_look_at() -> None:
    assert len(list(Path(UI).rglob("*.py"))) > 100
