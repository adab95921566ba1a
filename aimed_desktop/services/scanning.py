"""Stamped scans of a fixed version: judged by their content when they come, kept, taken out, drawn."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from aimed_desktop.errors import UserProblem
from aimed_desktop.services.given_files import GivenFile, read_given
from aimed_desktop.services.problem_words import words_of
from aimed_desktop.stopping import checkpoint

if TYPE_CHECKING:
    from aimed_desktop.archive.archive import Archive


@dataclass(frozen=True, slots=True)
class ReadScans:
    """The scans that can be kept, and why others are not."""

    scans: tuple[GivenFile, ...]
    refused: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DrawnScan:
    """A kept scan by its name, with its pages as PNG."""

    name: str
    pages: tuple[bytes, ...]


def read_scans(paths: Sequence[Path]) -> ReadScans:
    """Read scans and judge them by their content."""
    scans, refused = [], []
    for path in paths:
        checkpoint()
        try:
            scans.append(read_scan(path))
        except UserProblem as problem:
            refused.append(words_of(problem))
    return ReadScans(tuple(scans), tuple(refused))


def keep_scans(
    archive: Archive, entry: str, version: int, scans: Sequence[GivenFile], replaced: int | None = None
) -> None:
    """Keep all of them or none; the one of the number `replaced` goes when the new one is there.

    UserProblem scan_twin where the very same is kept already.
    """
    lifecycle = archive.lifecycle
    with archive.together():
        for scan in scans:
            if (twin := lifecycle.twin_of_scan(entry, scan.content)) is not None:
                raise UserProblem("scan_twin", name=scan.name, twin=twin)
            lifecycle.add_scan(entry, scan.name, version, scan.content)
            checkpoint()
        if replaced is not None:
            lifecycle.remove_scan(replaced)


def draw_scan(archive: Archive, entry: str, number: int, width_px: int) -> DrawnScan:
    """A kept scan as it is looked at."""
    from aimed_desktop.document.judging.judge import draw_pages

    lifecycle = archive.lifecycle
    name = next((scan.name for scan in lifecycle.scans(entry) if scan.number == number), "扫描件")
    return DrawnScan(name, tuple(draw_pages(lifecycle.scan_content(number), width_px)))


def read_scan(path: Path) -> GivenFile:
    """UserProblem where it cannot be read, or is no scan that anybody could use."""
    from aimed_desktop.document.judging.judge import judge
    from aimed_desktop.packet.file_problems import refusal, scan_problems

    content = read_given(path)
    for problem in scan_problems(path.name, judge(content)):
        if problem.severity == "error":
            raise refusal(problem, "扫描件")
    return GivenFile(path.name, content)
