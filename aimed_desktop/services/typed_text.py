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


def copied_line(html: str, text: str) -> tuple[str, str]:
    """What copied HTML shows as one line, with labels and raised digits (10⁹); and what is lost with it."""
    from aimed_desktop.application.pasting.clipboard import plain_text, read_clipboard
    from aimed_desktop.application.pasting.losses import message

    words, losses = plain_text(read_clipboard(html, text))
    return clean_line(words).strip(), message(losses)
