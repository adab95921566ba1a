"""Fields named in the paper: where one is printed, lines of several names, who signs one by one."""

from __future__ import annotations

from typing import Any

from aimed_desktop.definition.compile_text import TextCompiler
from aimed_desktop.definition.known_keys import Keys, mapping
from aimed_desktop.definition.layout import Names
from aimed_desktop.definition.problem import near
from aimed_desktop.definition.reader import YamlNode
from aimed_desktop.definition.types import FieldType

_KEYS = ("fields", "blank", "join", "after", "align")


def placed_field(path: str, line: int, words: TextCompiler) -> FieldType | None:
    """Note that the field is printed here; its type, None (and reported) where it is unknown."""
    full = words.full_path(path)
    name = words.names.find(full)
    if name is None or name.field is None:
        inner = f"{words.inside}." if words.inside else ""
        children = [known.removeprefix(inner) for known in words.names.known if known.startswith(inner)]
        words.reporter.report(line, f"没有编号为“{path}”的栏目。{near(path, children)}")
        return None
    if name.repeats and name.repeats != words.inside:
        words.reporter.report(line, f"“{path}”每行都有一个，只能放在 repeat: {name.repeats} 的行里。")
    words.placed.add(full)
    return name.field.type


def compile_names(node: YamlNode | None, line: int, words: TextCompiler) -> Names | None:
    """Several typed names in one line; None (and reported) where it is no such thing."""
    shape = mapping(node, words.reporter, "names（名称）") if node is not None else None
    if shape is None:
        return None
    keys = Keys(shape, words.reporter, _KEYS, "names（名称）")
    fields = keys.texts("fields")
    if not fields:
        words.reporter.report(
            line, "names（名称）缺少 fields（各名称的栏目），如 [unit_name, joint_units.name]。"
        )
    for path in fields:
        _check_name(path, keys.line_of("fields"), words)
    blank = words.text(keys.text("blank") or "", keys.line_of("blank"))
    align: Any = keys.one_of("align", ("left", "center", "right"), "left")
    join, after = keys.text("join") or "、", keys.text("after") or ""
    return Names(fields, blank, join, after, align, line)


def compile_signers(keys: Keys, kind: str, words: TextCompiler) -> str | None:
    """The column of a rows field whose people sign one by one."""
    path = keys.text("signers")
    if path is None:
        return None
    if kind != "sign":
        words.reporter.report(keys.line_of("signers"), "只有 sign（签名）可以写 signers。")
    name = words.names.find(path)
    if name is None or name.field is None:
        words.reporter.report(keys.line_of("signers"), words.names.unknown(path))
    elif name.field.type is not FieldType.TEXT or not name.repeats:
        message = f"signers 应是多行栏目里的姓名，如 team.name；“{path}”不是。"
        words.reporter.report(keys.line_of("signers"), message)
    return path


def _check_name(path: str, line: int, words: TextCompiler) -> None:
    name = words.names.find(path)
    if name is None or name.field is None:
        words.reporter.report(line, words.names.unknown(path))
    elif name.field.type is not FieldType.TEXT:
        message = f"names 里应都是一行字的栏目，多行栏目请写到列（如 joint_units.name）；“{path}”不是。"
        words.reporter.report(line, message)
    else:
        words.placed.add(path)
