"""mypy finds a misspelt key of a value before the program runs."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from tests.bounded import ROOT

PLANTED = """
from aimed_desktop.application.model import Application
from aimed_desktop.application.profile.profile import Profile
from aimed_desktop.application.values import options
from aimed_desktop.application.values.shapes import (
    Block, Person, Quantity, Ticked, Value, block_entries, is_period, is_quantity,
)

def look(app: Application, profile: Profile) -> None:
    value = app.get("it")
    value["option"]  # ungated
    if isinstance(value, dict):
        value["typoo"]  # narrowed
    for entry in options.ticked(value):
        entry["optoin"]  # option
        words: str | None = entry.get("noet")  # note
    if is_quantity(value):
        value["amuont"]  # quantity
    if is_period(value):
        value["form"]  # period
    for block in block_entries(value):
        block["capton"]  # block
        if block["nubmered"]:  # block
            pass
    for person in profile.people:
        person["nmae"]  # person

def make() -> list[Value]:
    return [
        Ticked(option="甲", ntoe="乙"),  # made
        Quantity(amount="1", untis="月"),  # made
        Block(hedding="一"),  # made
        Person(nam="甲"),  # made
    ]

def right(value: Value) -> list[str]:
    return [entry["option"] + entry.get("note", "") for entry in options.ticked(value)]
"""


def test_each_misspelt_key_is_found_and_nothing_else(tmp_path: Path) -> None:
    planted = tmp_path / "planted.py"
    planted.write_text(PLANTED, encoding="utf-8")
    command = [sys.executable, "-m", "mypy", "--no-pretty", "--config-file", "pyproject.toml", str(planted)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    told = {int(line.split(":")[1]) for line in done.stdout.splitlines() if ": error: " in line}
    wrong = {number for number, line in enumerate(PLANTED.splitlines(), 1) if "  # " in line}
    assert told == wrong, done.stdout
