"""What both writers must know of a paragraph's runs before they break it into lines."""

from __future__ import annotations

from collections.abc import Sequence

from aimed_desktop.document.plan.plan import Run

_BLANK_INSIDE = frozenset("）】、。．，：；")  # the right half of their square is empty
_LONGEST_SMALL = 12  # characters
_WHOLE_SHARE = 0.75  # of the line: a longer option may be broken


def item_gap_chars(label: str) -> float:
    """How far the words of an item stand behind its label, in characters: never where the label ends, else
    Word's tab would lead on to the next stop.
    """
    return 0.1 if label[-1:] in _BLANK_INSIDE else 0.4


def option_spans(runs: Sequence[Run], widths: Sequence[float], room: float) -> list[tuple[int, int]]:
    """The stretches of a box with its label and what belongs to them, which stay on one line.

    `widths` are those of all characters, `room` is that of a line.
    """
    widest = _WHOLE_SHARE * room
    text = "".join(run.text for run in runs)
    spans: list[tuple[int, int]] = []
    at, start = 0, None
    for run in [*runs, Run("", "tick")]:
        if start is not None and (run.kind == "tick" or not run.text.strip()):
            if sum(widths[start:at]) <= widest and "\n" not in text[start:at]:
                spans.append((start, at))
            start = None
        if run.kind == "tick":
            start = at
        at += len(run.text)
    return spans


def small_spans(runs: Sequence[Run]) -> list[tuple[int, int]]:
    """What is raised or lowered, with the character before it: one line holds both."""
    spans: list[tuple[int, int]] = []
    at = 0
    for run in runs:
        if run.look in ("sup", "sub") and at and len(run.text) <= _LONGEST_SMALL and "\n" not in run.text:
            spans.append((at - 1, at + len(run.text)))
        at += len(run.text)
    return spans
