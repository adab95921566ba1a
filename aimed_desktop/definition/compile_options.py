"""The check boxes of a choice."""

from __future__ import annotations

from typing import Any

from aimed_desktop.definition.fields import Option
from aimed_desktop.definition.known_keys import Keys
from aimed_desktop.definition.problem import Reporter
from aimed_desktop.definition.reader import Mapping, Scalar, YamlNode

_KEYS = ("label", "head", "note", "note_printed", "blank", "after", "unit", "was")


def compile_options(keys: Keys, reporter: Reporter, where: str) -> tuple[Option, ...]:
    """The options, each a label or a mapping; labels must differ."""
    options: list[Option] = []
    taken: set[str] = set()
    for node in keys.nodes("options"):
        option = _option(node, reporter, where)
        if option is None:
            continue
        for label in (option.label, *option.was):
            if label in taken:
                reporter.report(node.line, f"{where}的选项“{label}”写了两次。")
            taken.add(label)
        options.append(option)
    return tuple(options)


def _option(node: YamlNode, reporter: Reporter, where: str) -> Option | None:
    if isinstance(node, Scalar) and node.value is not None:
        return Option(node.value)
    if not isinstance(node, Mapping):
        reporter.report(node.line, f"{where}的选项应是文字，或 label 加说明。")
        return None
    keys = Keys(node, reporter, _KEYS, f"{where}的选项")
    label = keys.text("label", required=True)
    blank: Any = keys.one_of("blank", ("integer", "decimal", "text"))
    unit, after = keys.text("unit"), keys.text("after")
    if blank is None and (unit or after):
        key = "unit" if unit else "after"
        reporter.report(keys.line_of(key), f"{where}的选项“{label}”写了 {key}，还应写 blank（旁边填什么）。")
    note, note_printed = keys.text("note"), keys.flag("note_printed", default=True)
    if not note_printed and note is None:
        reporter.report(
            keys.line_of("note_printed"),
            f"{where}的选项“{label}”写了 note_printed，还应写 note（请填报人写什么）。",
        )
    return Option(
        label=label or "",
        head=keys.text("head"),
        note=note,
        note_printed=note_printed,
        blank=blank,
        after=after,
        unit=unit,
        was=keys.texts("was"),
    )
