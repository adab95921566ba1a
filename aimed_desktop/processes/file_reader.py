"""The process that reads files from outside; started by the program itself alone."""

from __future__ import annotations

from aimed_desktop.document.judging.answering import run

__all__ = ["run"]
