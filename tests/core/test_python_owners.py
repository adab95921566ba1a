"""Qt calls that make one widget the owner of another in Python are made in one place, which mends it."""

from __future__ import annotations

import ast
from pathlib import Path

_ROOT = Path(__file__).resolve().parents[2]
_OWNING = {"setBuddy": "ui/widgets/labels.py", "nextInFocusChain": "", "previousInFocusChain": ""}


def owning_calls(source: str) -> list[str]:
    """The names of the calls that change an owner."""
    calls = [node.func for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Call)]
    return [call.attr for call in calls if isinstance(call, ast.Attribute) and call.attr in _OWNING]


def test_no_label_owns_a_field() -> None:
    found = [
        f"{path.relative_to(_ROOT)}: {name}"
        for path in (_ROOT / "ui").rglob("*.py")
        for name in owning_calls(path.read_text(encoding="utf-8"))
        if path.relative_to(_ROOT).as_posix() != _OWNING[name]
    ]
    assert found == []


def test_a_call_that_changes_an_owner_is_seen() -> None:
    assert owning_calls("label.setBuddy(line)\nfor each in chain: each.nextInFocusChain()") == [
        "setBuddy",
        "nextInFocusChain",
    ]
