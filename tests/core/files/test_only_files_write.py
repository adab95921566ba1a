"""Only `aimed_desktop/files` opens a file for writing or gives one its name; whoever writes asks it."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

import aimed_desktop
import ui

CORE, WINDOW = (Path(package.__path__[0]) for package in (aimed_desktop, ui))

# What lasts for no user: each with the reason why it may be written by hand.
ALLOWED = {
    ("aimed_desktop/archive/fresh_schema.py", "open"): "patches pages of a scratch copy, read once",
    ("aimed_desktop/archive/fresh_schema.py", "touch"): "SQLite fills it; it is gone with its held folder",
    ("aimed_desktop/archive/sealed.py", "open"): "an entry of a zip, itself opened by `open_private`",
    ("aimed_desktop/packet/zipping.py", "open"): "an entry of a zip, itself opened by `open_private`",
    ("aimed_desktop/__main__.py", "TemporaryDirectory"): "what the self test makes is thrown away",
    ("aimed_desktop/demo.py", "write_text"): "the passphrase of an archive that is thrown away",
}  # fmt: skip
NAMING = {"rename", "renames", "link", "symlink", "symlink_to", "hardlink_to"}
WRITING = {"write_bytes", "write_text", "touch", "fsync", "copyfile", "copy2", "copytree", "copyfileobj"}
TEMPORARY = {"TemporaryDirectory", "NamedTemporaryFile", "TemporaryFile", "mkdtemp", "mkstemp"}
ANY_DEED = re.compile(rf"\b(?:{'|'.join(NAMING | WRITING | TEMPORARY)}|move|replace|open|fdopen)\(")


def deeds(source: str) -> Iterator[str]:
    """The names of the calls in `source` that write a file or name one."""
    for node in ast.walk(ast.parse(source)) if ANY_DEED.search(source) else ():
        if isinstance(node, ast.Call) and (name := deed(node)):
            yield name


def deed(call: ast.Call) -> str:
    function = call.func
    name = getattr(function, "attr", None) or getattr(function, "id", "")
    is_method = isinstance(function, ast.Attribute)
    if name in WRITING | TEMPORARY or (is_method and name in NAMING):
        return str(name)
    if is_method and (
        (name == "replace" and is_of_a_path(call)) or (name == "move" and is_of("shutil", call))
    ):
        return str(name)
    return "open" if name in ("open", "fdopen") and opens_for_writing(call) else ""


def is_of_a_path(call: ast.Call) -> bool:
    """`Path.replace` takes one argument, `str.replace` two, `datetime.replace` names."""
    return not call.keywords and (len(call.args) == 1 or is_of("os", call))


def is_of(module: str, call: ast.Call) -> bool:
    return isinstance(call.func, ast.Attribute) and ast.unparse(call.func.value) == module


def opens_for_writing(call: ast.Call) -> bool:
    """By a mode such as "wb" or by a flag such as O_CREAT; `os.dup` is no file but a pipe."""
    words = [word for each in (*call.args, *(k.value for k in call.keywords)) for word in ast.walk(each)]
    if any(isinstance(word, ast.Attribute) and word.attr == "dup" for word in words):
        return False
    modes = [word.value for word in words if isinstance(word, ast.Constant) and isinstance(word.value, str)]
    by_flag = any(isinstance(word, ast.Attribute) and word.attr in ("O_CREAT", "O_TRUNC") for word in words)
    return by_flag or any(len(mode) < 4 and set(mode) & set("wax+") for mode in modes)


def found_in(root: Path) -> set[tuple[str, str]]:
    own = CORE / "files"
    return {
        (path.relative_to(root.parent).as_posix(), name)
        for path in root.rglob("*.py")
        if own not in path.parents
        for name in deeds(path.read_text(encoding="utf-8"))
    }


def test_nothing_beside_the_durable_files_writes_or_names_a_file() -> None:
    assert found_in(CORE) | found_in(WINDOW) == set(ALLOWED)


@pytest.mark.parametrize(
    ("planted", "name"),
    [
        ("path.rename(target)", "rename"),
        ("Path(a).replace(b)", "replace"),
        ("os.replace(a, b)", "replace"),
        ("os.link(a, b)", "link"),
        ("shutil.move(a, b)", "move"),
        ("shutil.copyfile(a, b)", "copyfile"),
        ("path.write_bytes(data)", "write_bytes"),
        ("path.write_text('a', encoding='utf-8')", "write_text"),
        ("open(path, 'wb')", "open"),
        ("path.open(mode='a')", "open"),
        ("path.open('r+b')", "open"),
        ("os.open(path, os.O_WRONLY | os.O_CREAT, 0o600)", "open"),
        ("os.fsync(descriptor)", "fsync"),
        ("tempfile.NamedTemporaryFile()", "NamedTemporaryFile"),
    ],
)
def test_a_planted_deed_is_found(planted: str, name: str) -> None:
    assert list(deeds(planted)) == [name]


@pytest.mark.parametrize(
    "harmless",
    ["text.replace('a', 'b')", "now.replace(hour=1)", "open(path, 'rb')", "path.open('rb')", "replace(a, b)"],
)
def test_what_writes_nothing_is_let_through(harmless: str) -> None:
    assert list(deeds(harmless)) == []
