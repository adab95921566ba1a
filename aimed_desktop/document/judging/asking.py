"""Asks the reading process about files from outside; one that takes too long is ended."""

from __future__ import annotations

from typing import Final

from aimed_desktop.child_process import ChildProcess

READER: Final = ChildProcess(
    "--reader",
    page_seconds=30.0,  # for one page, or until the first is told
    file_seconds=240.0,
    idle_seconds=20.0,
)
