"""Half characters and control characters, wherever they stand in a file, are cleaned or named."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from aimed_desktop import cli
from aimed_desktop.application.beginning import begin
from aimed_desktop.application.file import read_application, to_json
from aimed_desktop.application.values.decoding import decode_json
from aimed_desktop.definition.library import default_library
from aimed_desktop.errors import UserProblem

LIBRARY = default_library(None)
BAD = {"half": "\ud800", "other half": "\udfff", "NUL": "\x00", "escape": "\x1b", "non-character": "\uffff"}


def dirtied(value: Any, bad: str) -> Any:
    """`value` with `bad` behind every text that is no name of ours, and in keys of its own."""
    if isinstance(value, dict):
        kept = {
            key: inner if key in ("image", "option", "each") else dirtied(inner, bad)
            for key, inner in value.items()
        }
        return {**kept, "note": f"注{bad}", f"x{bad}": {f"y{bad}": [bad]}}
    if isinstance(value, list):
        return [dirtied(inner, bad) for inner in value]
    return value + bad if isinstance(value, str) else value


@pytest.fixture(params=BAD.values(), ids=BAD.keys())
def bad(request: pytest.FixtureRequest) -> str:
    return str(request.param)


def application(folder: Path, bad: str) -> Path:
    """The demo with `bad` in every value, in keys of values, options, rows, figures and of the file."""
    example = LIBRARY.example("demo")
    assert example is not None
    shutil.copytree(example.parent, folder, dirs_exist_ok=True)
    data = json.loads(to_json(begin(LIBRARY, "demo", example=True)))
    data["values"] = {key: dirtied(value, bad) for key, value in data["values"].items()}
    data["values"][f"u{bad}"] = bad
    data[f"more{bad}"] = {bad: bad}
    path = folder / "application.json"
    path.write_text(json.dumps(data), encoding="utf-8")
    return path


def texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for key, inner in value.items():
            yield from (key, *texts(inner))
    elif isinstance(value, list):
        for inner in value:
            yield from texts(inner)


def test_no_command_stumbles_over_them(
    tmp_path: Path,
    data_dir: Path,
    bad: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setenv("AIMED_PASSPHRASE", "半个字的测试口令")
    path = application(tmp_path / "in", bad)

    def run(*arguments: str) -> int:
        return cli.main(["--data-dir", str(data_dir), *arguments])

    assert run("check", str(path), "--json") in (0, 1)
    assert run("export", str(path), "-o", str(tmp_path / "out"), "--draft") == 0
    assert run("pack", str(path), "-o", str(tmp_path / "packet")) in (0, 1)
    capsys.readouterr()
    assert run("archive", "add", str(path)) == 0
    entry = capsys.readouterr().out.strip()
    assert run("archive", "show", entry, "--json") == 0
    assert run("archive", "restore", entry, "-o", str(tmp_path / "back")) == 0
    assert "内部出错" not in capsys.readouterr().err
    back = read_application(next((tmp_path / "back").rglob("application.json")), LIBRARY)
    assert "\ud800" not in "".join(texts(back.values)) and "\udfff" not in "".join(texts(back.values))


@pytest.mark.parametrize("key", ["form", "format", "form_version", "slot", "file"])
def test_a_name_that_holds_them_is_named_or_cleaned(
    tmp_path: Path, bad: str, key: str, capsys: pytest.CaptureFixture[str]
) -> None:
    data = json.loads(to_json(begin(LIBRARY, "demo", example=True)))
    if key in data:
        data[key] = f"{data[key]}{bad}"
    else:
        data["materials"] = [{"slot": "licence", "file": "a.pdf", **{key: f"a{bad}.pdf"}}]
    path = tmp_path / "application.json"
    path.write_text(json.dumps(data), encoding="utf-8")
    for command in (["check", str(path)], ["export", str(path), "-o", str(tmp_path / "out"), "--draft"]):
        assert cli.main(command) in (0, 1, 2)
    assert "内部出错" not in capsys.readouterr().err


def test_two_keys_that_become_the_same_are_named(tmp_path: Path) -> None:
    with pytest.raises(UserProblem) as caught:
        decode_json(b'{"values": {"a": 1, "a\\ud800": 2}}', tmp_path)
    assert caught.value.code == "application_key_twice"


def test_what_is_whole_stays_as_it_was(tmp_path: Path) -> None:
    whole = {"𠮷野家": ["😀", "ⅷ", "　全角　"]}
    assert decode_json(json.dumps(whole).encode(), tmp_path) == whole
