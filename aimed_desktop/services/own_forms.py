"""The definitions that a hospital has added to the built-in ones."""

from __future__ import annotations

from pathlib import Path


def own_problems(data_dir: Path) -> str:
    """What is wrong with them, in words; empty where nothing is."""
    from aimed_desktop.definition.library import user_problems
    from aimed_desktop.definition.reader import listed
    from aimed_desktop.messages import sentence

    problems = user_problems(data_dir)
    if not problems:
        return ""
    return sentence("own_forms_broken", path=data_dir / "forms", problems=listed(problems))
