"""Check boxes as printed: a box, its label, its note and its amount."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from aimed_desktop.application.values import options
from aimed_desktop.application.values.shapes import Ticked, Value
from aimed_desktop.definition.fields import Field, Option
from aimed_desktop.definition.layout import CellField
from aimed_desktop.definition.types import FieldType
from aimed_desktop.document.plan.context import BLANK, Context
from aimed_desktop.document.plan.plan import TICKED, UNTICKED, Paragraph, Run

GAP = "  "  # between options that stand side by side


def option_paragraphs(cell: CellField, context: Context) -> list[Paragraph]:
    """The options of a choice: side by side, or under their heads one a line."""
    field = context.field(cell.path)
    path = context.path(cell.path)
    chosen = ticked(context.value(cell.path))
    if cell.plain:
        return [_plain_words(field, path, chosen, context)]
    lines: list[list[Run]] = []
    for option in _printed_options(field):
        if option.head:
            lines.append([Run(option.head)])
        elif not lines or cell.flow == "list":
            lines.append([])
        if cell.flow == "list" and option.head:
            lines.append([])
        elif lines[-1]:
            lines[-1].append(Run(GAP, "option"))
        lines[-1].extend(option_runs(option, path, chosen))
    return [Paragraph(tuple(line), "cell_answer") for line in lines]


def _printed_options(field: Field) -> tuple[Option, ...]:
    if field.type is FieldType.YES_NO:
        return (Option("是"), Option("否"))
    return field.options


def ticked(value: Value) -> dict[str, Ticked]:
    """The ticked options of a choice, choices or yes_no value, by label."""
    if isinstance(value, bool):
        word = "是" if value else "否"
        return {word: {"option": word}}
    return {entry["option"]: entry for entry in options.ticked(value)}


def option_runs(option: Option, path: str, chosen: Mapping[str, Ticked]) -> Iterator[Run]:
    """One box with its label; what was typed beside a tick stands on its line."""
    label = next((name for name in (option.label, *option.was) if name in chosen), None)
    entry = chosen.get(label or "") or Ticked(option=option.label)
    yield Run(TICKED if label else UNTICKED, "tick", field=path, option=option.label)
    yield Run(option.label, "option")
    if option.note and option.note_printed:
        yield Run(f"（{option.note}）", "option")
    if _has_note_line(option, entry):
        typed = entry.get("note") or (entry.get("amount") if option.blank == "text" else None)
        yield _on_line(typed, path, option)
        if option.blank in ("integer", "decimal"):
            yield Run(" ", "option")
    if option.blank in ("integer", "decimal"):
        yield _on_line(entry.get("amount"), path, option)
    if option.after:
        yield Run(option.after, "option")


def _has_note_line(option: Option, entry: Ticked) -> bool:
    """Whether words stand beside the label; a note that is not printed has a line once it is typed."""
    if option.note and not option.note_printed and option.blank in ("integer", "decimal"):
        return bool(entry.get("note"))
    return bool(option.note) or option.blank == "text"


def _on_line(typed: Value, path: str, option: Option) -> Run:
    if typed:
        return Run(str(typed), "answer", field=path, underline=True, option=option.label)
    return Run(BLANK, "blank", field=path, option=option.label)


def _plain_words(field: Field, path: str, chosen: Mapping[str, Ticked], context: Context) -> Paragraph:
    if chosen or not context.hints:
        return Paragraph((Run("、".join(chosen), "answer", field=path),), "cell_answer")
    words = "、".join(option.label for option in field.options)
    return Paragraph((Run(f"（{words}）", "hint", field=path),), "cell_hint")
