"""An application file larger than anybody writes is refused with a sentence, whatever it holds."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from aimed_desktop.application.bounds import MAX_COLUMNS, MAX_ENTRIES, MAX_TABLE_CELLS
from aimed_desktop.application.file import read_application
from aimed_desktop.definition.library import default_library
from tests.bounded import run_bounded

FORM = "wuhan-2026-1"
LIBRARY = default_library(None)


def nested(depth: int, inner: Any) -> Any:
    for _ in range(depth):
        inner = [inner]
    return inner


VALUES: dict[str, Callable[[], dict[str, Any]]] = {
    "rows": lambda: {"joint_units": [{"name": "甲"}] * 100_000},
    "blocks": lambda: {"background": [{"text": "甲"}] * 100_000},
    "items": lambda: {"background": [{"items": ["甲"] * 100_000}]},
    "cells": lambda: {"background": [{"table": [["1"] * 10] * 100_000}]},
    "one long row and many short": lambda: {"background": [{"table": [["1"] * 20_000, *([["1"]] * 20_000)]}]},
    "many tables": lambda: {"background": [{"table": [["1"] * 50] * 100}] * 200},
    "unknown key": lambda: {"new": {"a": ["1"] * 300_000}},
    "ticked": lambda: {"scene_type": [{"option": f"{n}"} for n in range(100_000)]},
}


def written(folder: Path, values: dict[str, Any]) -> Path:
    data = {"format": "aimed-application/1", "form": FORM, "values": values}
    (folder / "a.json").write_text(json.dumps(data, ensure_ascii=False), "utf-8")
    return folder / "a.json"


@pytest.mark.parametrize("what", VALUES)
@pytest.mark.parametrize("command", ["check", "export"])
def test_a_huge_application_is_refused_in_bounded_time_and_memory(
    tmp_path: Path, what: str, command: str
) -> None:
    written(tmp_path, VALUES[what]())
    more = ["-o", "out", "--draft"] if command == "export" else []
    status, out, err = run_bounded([command, "a.json", *more], tmp_path)
    assert (status, out) == (2, "")
    assert "太大，没有读取" in err


@pytest.mark.parametrize("depth", [49, 50, 51, 5_000, 500_000])
def test_lists_in_lists_are_a_finding_or_a_sentence(tmp_path: Path, depth: int) -> None:
    inner = '"x"'
    text = '{"format": "aimed-application/1", "form": "%s", "values": {"background": %s%s%s}}'
    (tmp_path / "a.json").write_text(text % (FORM, "[" * depth, inner, "]" * depth), "utf-8")
    status, _, err = run_bounded(["check", "a.json"], tmp_path)
    assert status == (1 if depth <= 48 else 2)
    assert "程序内部出错" not in err


def test_a_million_keys_of_which_one_stands_twice_are_told_at_once(tmp_path: Path) -> None:
    keys = ", ".join(f'"{n}": 1' for n in range(500_000))
    (tmp_path / "a.json").write_text(f'{{{keys}, "last": 1, "last": 2}}', "utf-8")
    status, _, err = run_bounded(["check", "a.json"], tmp_path)
    assert (status, "“last”写了两次" in err) == (2, True)


def test_what_just_fits_is_read(tmp_path: Path) -> None:
    table = [["1"] * MAX_COLUMNS] * (MAX_TABLE_CELLS // MAX_COLUMNS)
    values = {"background": [{"table": table}], "joint_units": [{"name": "甲"}] * MAX_ENTRIES}
    app = read_application(written(tmp_path, values), LIBRARY)
    assert len(app.get("joint_units")) == MAX_ENTRIES
    assert len(app.get("background")[0]["table"]) == len(table)


@pytest.mark.parametrize("version", ["9" * 400, "9" * 5000, "²", "１"])
def test_a_version_that_is_no_number_is_told(tmp_path: Path, version: str) -> None:
    data = {"format": "aimed-application/1", "form": FORM, "form_version": version}
    (tmp_path / "a.json").write_text(json.dumps(data), "utf-8")
    status, _, err = run_bounded(["check", "a.json"], tmp_path)
    assert (status, "form_version 应是整数" in err) == (2, True)
