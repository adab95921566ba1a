"""Puts words on the clipboard, and says whether they are there."""

from __future__ import annotations

from PySide6.QtWidgets import QApplication


def copy(words: str) -> bool:
    """Whether the clipboard has `words` now: another program may be holding it."""
    clipboard = QApplication.clipboard()
    clipboard.setText(words)
    return clipboard.text().replace("\r\n", "\n") == words.replace("\r\n", "\n")
