"""What a Word file cannot say of a chapter stays as the application has it."""

from __future__ import annotations

from itertools import pairwise

from aimed_desktop.application.values import narrative
from aimed_desktop.application.values.narrative import TableBlock, TextBlock
from aimed_desktop.application.values.shapes import Block, Value, block_entries
from aimed_desktop.application.values.words import plain

_NEAR = 1  # percent: what rounding may change


def as_before(entries: list[Block], old: Value) -> list[Value]:
    """What Word cannot say stays: the level of a heading, the width that was chosen for a picture,
    that a table has no head, the numbers in which its widths were given, which pictures were to stand beside
    one another where they did not fit.
    """
    before = block_entries(old)
    levels = {
        plain(block["heading"]): block["level"] for block in before if {"heading", "level"} <= set(block)
    }
    widths = {block["image"]: block["width_mm"] for block in before if {"image", "width_mm"} <= set(block)}
    tables = [block for block in before if "table" in block]
    went_out = [_fitted(table) for table in tables]
    beside = {(one["image"], other["image"]) for one, other in pairwise(before) if _stands_beside(one, other)}
    made: list[Value] = []
    for at, entry in enumerate(entries):
        kept: Block = {**entry}
        if at and "image" in entry and (entries[at - 1].get("image"), entry["image"]) in beside:
            kept["beside"] = True
        if "table" in entry:
            known = next((t for t in tables if t["table"] == entry["table"]), None)
            if known is not None:
                _keep_table(kept, known)
            if (known is None or "widths" not in known) and _is_fitted(kept, went_out):
                del kept["widths"]
        if "heading" in entry and (heading := plain(entry["heading"])) in levels:
            kept["level"] = levels[heading]
        if "image" in entry and entry["image"] in widths:
            kept["width_mm"] = widths[entry["image"]]
        made.append(kept)
    return made


def _stands_beside(one: Block, other: Block) -> bool:
    return "image" in one and "image" in other and bool(other.get("beside"))


def _is_fitted(table: Block, went_out: list[tuple[float, ...]]) -> bool:
    """Whether nobody set the widths of a table: one went out in them, or they fit what it says now."""
    shares = _shares(table)
    return bool(shares) and any(
        len(fitted) == len(shares)
        and all(abs(one - other) <= _NEAR for one, other in zip(fitted, shares, strict=True))
        for fitted in (*went_out, _fitted(table))
    )


def _fitted(table: Block) -> tuple[float, ...]:
    """The percents in which a table goes out where nobody set any."""
    bare = {key: value for key, value in table.items() if key != "widths"}
    found = next((each for each in narrative.blocks([bare]) if isinstance(each, TableBlock)), None)
    fitted = found.fitted if found is not None else ()
    return tuple(100 * share / sum(fitted) for share in fitted)


def _keep_table(kept: Block, known: Block) -> None:
    if known.get("header_rows") == 0 and "header_rows" not in kept:
        kept["header_rows"] = 0
    if "widths" in known and _shares(known) == _shares(kept):
        kept["widths"] = known["widths"]


def _shares(table: Block) -> tuple[int, ...]:
    """The widths of a table in percent; none where they are alike."""
    widths = [float(width) for width in table.get("widths", ())]
    shares = tuple(round(100 * width / sum(widths)) for width in widths)
    return shares if len(set(shares)) > 1 else ()


def with_looks(entries: list[Block], old: Value) -> list[Block]:
    """Paragraphs that came back level as they were, where their words are the same."""
    before = {block.text: block.words for block in narrative.blocks(old) if isinstance(block, TextBlock)}
    made: list[Block] = []
    for entry in entries:
        said = entry.get("text")
        known = before.get(said) if isinstance(said, str) else None
        kept: Block = {**entry}
        if known is not None:
            kept["text"] = known
        made.append(kept)
    return made
