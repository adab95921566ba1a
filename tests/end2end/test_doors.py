"""What the README tells a reader to type is what CI runs, and every door that is named exists."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
COMMAND = re.compile(r"^bash (scripts/\S+\.sh)$", re.MULTILINE)


def text_of(path: str) -> str:
    return (ROOT / path).read_text(encoding="utf-8")


def test_ci_runs_the_two_commands_of_the_readme() -> None:
    (two_commands,) = re.findall(r"^## 两条命令$(.*?)^## ", text_of("README.md"), re.MULTILINE | re.DOTALL)
    run = COMMAND.findall(text_of(".ci/run"))
    assert COMMAND.findall(two_commands) == ["scripts/demo.sh", "scripts/test.sh"]
    assert [command for command in run if command != "scripts/build.sh"] == [
        "scripts/demo.sh",
        "scripts/test.sh",
    ]


def test_every_door_that_the_documents_name_exists_and_can_be_run() -> None:
    named = set[str]()
    for document in ("README.md", "CONTRIBUTING.md", "docs/architecture.md"):
        named |= set(re.findall(r"scripts[/\\][\w.-]+\.(?:sh|cmd|py)", text_of(document)))
    assert {"scripts/demo.sh", "scripts/test.sh", "scripts\\demo.cmd", "scripts\\test.cmd"} <= named
    for name in named:
        path = ROOT / name.replace("\\", "/")
        assert path.is_file(), name
        assert path.suffix != ".sh" or os.access(path, os.X_OK), name


def test_the_links_of_the_documents_lead_somewhere() -> None:
    for document in [*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md")]:
        for target in re.findall(r"\]\(([^)#]+)", document.read_text(encoding="utf-8")):
            assert (document.parent / target).exists(), f"{document.name}: {target}"


@pytest.mark.parametrize("script", sorted(ROOT.glob("scripts/*.sh")), ids=lambda path: path.name)
def test_every_script_parses(script: Path) -> None:
    subprocess.run(["bash", "-n", str(script)], check=True)


def test_the_shipped_tick_font_is_the_one_that_its_script_draws(tmp_path: Path) -> None:
    drawn = tmp_path / "AimedTick.ttf"
    subprocess.run([sys.executable, str(ROOT / "scripts/make_tick_font.py"), str(drawn)], check=True)
    assert drawn.read_bytes() == (ROOT / "resources/fonts/AimedTick.ttf").read_bytes()


def test_a_library_imported_outside_its_place_breaks_the_import_rules(tmp_path: Path) -> None:
    """The rules are worth nothing if they cannot fail: a copy of the core with one stray import must."""
    for name in ("aimed_desktop", "ui"):
        subprocess.run(["cp", "-r", str(ROOT / name), str(tmp_path / name)], check=True)
    copy = tmp_path / "pyproject.toml"
    copy.write_text((ROOT / "pyproject.toml").read_text(encoding="utf-8"), encoding="utf-8")
    stray = tmp_path / "aimed_desktop" / "application" / "values" / "counting.py"
    stray.write_text(
        stray.read_text(encoding="utf-8") + "\nimport yaml\nimport ui\nimport aimed_desktop.packet\n"
    )
    lint = Path(sys.executable).with_name("lint-imports")
    run = subprocess.run([str(lint), "--no-cache"], cwd=tmp_path, capture_output=True, check=False)
    report = run.stdout.decode()
    assert run.returncode == 1
    for broken in (
        "Floors of the core: imports point down BROKEN",
        "The core knows no window",
        "YAML is read in definition alone BROKEN",
    ):
        assert broken in report
