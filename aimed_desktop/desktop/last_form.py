"""The printed words of the form that was open last, kept for the first paint of the next start.

It holds nothing of the user. What was kept may be damaged or absurd; only what can be painted is given back.
"""

from __future__ import annotations

import json
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from aimed_desktop.desktop.state_file import read_state
from aimed_desktop.errors import UserProblem
from aimed_desktop.files.folders import private_dir

if TYPE_CHECKING:
    from aimed_desktop.definition.model import Form

FILE_NAME: Final = "last-form.json"
_MOST: Final = 40  # lines; no screen shows more
_MOST_SECTIONS: Final = 10_000

PrintedLine = tuple[Any, ...]  # its kind (title, line, foot, heading, row, chapter), then words or cells


@dataclass(frozen=True, slots=True)
class LastForm:
    """The title of a form, its outline (level, words) and the first lines of its paper."""

    title: str
    outline: tuple[tuple[int, str], ...]
    lines: tuple[PrintedLine, ...]


def keep_last_form(data_dir: Path, form: Form) -> None:
    """Keep what the next start shows first; a folder that cannot be written is no reason to stop anybody."""
    from aimed_desktop.desktop.printed_lines import describe
    from aimed_desktop.files.private_files import write_private

    with suppress(OSError, UserProblem):
        text = json.dumps(describe(form, _MOST), ensure_ascii=False)
        write_private(private_dir(data_dir) / FILE_NAME, text.encode())


def read_last_form(data_dir: Path, form_id: str) -> LastForm | None:
    """What was kept of a form; None where another was open last, or nothing whole was kept."""
    kept = read_state(data_dir / FILE_NAME)
    if kept.get("form") != form_id or not _can_be_painted(kept):
        return None
    outline = tuple((int(level), str(title)) for level, title in kept["outline"])
    return LastForm(kept["title"], outline, tuple(tuple(line) for line in kept["lines"]))


def _can_be_painted(page: dict[str, Any]) -> bool:
    """Whether it has the shape that `describe` gives: painting must meet nothing else."""
    outline, lines = page.get("outline"), page.get("lines")
    if not (isinstance(page.get("title"), str) and isinstance(outline, list) and isinstance(lines, list)):
        return False
    is_whole = len(lines) <= _MOST and len(outline) <= _MOST_SECTIONS
    return is_whole and all(map(_is_section, outline)) and all(map(_is_line, lines))


def _is_section(entry: object) -> bool:
    match entry:
        case [int(level), str()]:
            return 0 < level < _MOST
    return False


def _is_line(line: object) -> bool:
    match line:
        case ["line", str(), str()] | ["title" | "heading" | "chapter" | "foot", str()]:
            return True
        case ["row", *cells]:
            return all(map(_is_cell, cells))
    return False


def _is_cell(cell: object) -> bool:
    match cell:
        case [str(), int(left) | float(left), int(share) | float(share)]:
            return 0 <= left <= 1 and 0 <= share <= 1
    return False
