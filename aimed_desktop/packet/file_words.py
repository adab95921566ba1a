"""A file in a line of text: its name and its size."""

from __future__ import annotations

from aimed_desktop.files.file_names import mask_id_numbers

_BRIEF = 28  # characters


def brief_name(name: str) -> str:
    """A file's name for a line of text: a long one without its middle, never with an ID number."""
    shown = mask_id_numbers(name.rpartition("/")[2])
    return shown if len(shown) <= _BRIEF else f"{shown[: _BRIEF - 11]}…{shown[-10:]}"


def size_words(size: int) -> str:
    """`830 KB`, `12.3 MB`."""
    if size < 1024 * 1024:
        return f"{max(1, round(size / 1024))} KB"
    return f"{size / 1024 / 1024:.1f} MB"
