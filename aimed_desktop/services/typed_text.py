"""Takes out of typed and pasted text what no document can hold, without touching blanks at its ends."""

from __future__ import annotations

_OBJECT = "\ufffc"  # stands for a picture or a table in a text box


def clean_text(text: str) -> str:
    """`text` with `\\n` as its only break and without control characters."""
    from aimed_desktop.application.values.cleaning import several_lines

    return several_lines(text).replace(_OBJECT, "")


def clean_line(text: str) -> str:
    """The same for one line: breaks become blanks."""
    return clean_text(text).replace("\n", " ")
