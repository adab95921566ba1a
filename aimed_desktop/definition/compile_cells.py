"""Cells of a table: printed words, fields, and places for a hand or a seal."""

from __future__ import annotations

from typing import Any

from aimed_desktop.definition.compile_names import compile_names, compile_signers, placed_field
from aimed_desktop.definition.compile_text import TextCompiler
from aimed_desktop.definition.expression import Expression
from aimed_desktop.definition.known_keys import Keys, is_id
from aimed_desktop.definition.layout import Cell, CellField, CellPart, CellText, HandPlace
from aimed_desktop.definition.reader import Mapping, Scalar, Sequence, YamlNode
from aimed_desktop.definition.types import TYPES, FieldType

MAX_COLUMNS = 63  # of a table: Word takes no more
MAX_DOWN = 500
_PLACES = ("sign", "stamp", "date")
_TEXTS = ("text", "hint", "note")
_FIELDS = ("field", "options")
_KINDS = (*_PLACES, *_FIELDS, "names", *_TEXTS)
_PART_KEYS = (*_KINDS, "flow", "plain", "when", "role", "unit", "who", "signers")
_CELL_KEYS = ("span", "down", "align", "min_height_mm", "parts")


def compile_cell(node: YamlNode, words: TextCompiler) -> Cell | None:
    """A cell: a text (a label), a mapping, or a list of several parts under each other."""
    if isinstance(node, Scalar):
        _not_a_field(node, words)
        return _checked_cell(
            (CellText(words.text(node.value or "", node.line)),), _no_keys(node, words), words
        )
    if isinstance(node, Sequence):
        return _checked_cell(_parts(node.items, words), _no_keys(node, words), words)
    keys = Keys(node, words.reporter, (*_CELL_KEYS, *_PART_KEYS), "单元格")
    if "parts" in keys:
        return _checked_cell(_parts(keys.nodes("parts"), words), keys, words)
    part = _part(node, words, alone=True)
    return _checked_cell((part,), keys, words) if part is not None else None


def _not_a_field(node: Scalar, words: TextCompiler) -> None:
    """A bare field id would be printed as it stands."""
    text = node.value or ""
    if not node.quoted and is_id(text) and words.names.find(words.full_path(text)) is not None:
        message = f"“{text}”是栏目的编号，这样写会印成文字：要填写的格子请写 {{field: {text}}}。"
        words.reporter.report(node.line, message)


def _no_keys(node: YamlNode, words: TextCompiler) -> Keys:
    """No keys: a cell that is written without a mapping."""
    return Keys(Mapping(node.line), words.reporter, _CELL_KEYS, "单元格")


def _checked_cell(parts: tuple[CellPart, ...], keys: Keys, words: TextCompiler) -> Cell:
    down: Any = 1
    if keys.text("down") == "all":
        down = "all"
    elif "down" in keys:
        down = keys.integer("down", least=1, most=MAX_DOWN) or 1
    align: Any = keys.one_of("align", ("left", "center", "right"))
    return Cell(
        parts, keys.integer("span", least=1, most=MAX_COLUMNS) or 1, down, align, keys.length("min_height_mm")
    )


def _parts(nodes: list[YamlNode], words: TextCompiler) -> tuple[CellPart, ...]:
    made = (_part(node, words, alone=len(nodes) == 1) for node in nodes)
    return tuple(part for part in made if part is not None)


def _part(node: YamlNode, words: TextCompiler, *, alone: bool) -> CellPart | None:
    """One part. A text beside other parts is plain words; alone in its cell it is a label."""
    if isinstance(node, Scalar):
        return CellText(words.text(node.value or "", node.line), "label" if alone else "plain")
    if not isinstance(node, Mapping):
        words.reporter.report(node.line, "单元格里的一项应是文字，或 field、text、hint 等写法。")
        return None
    known = (*_CELL_KEYS, *_PART_KEYS) if alone else _PART_KEYS
    keys = Keys(node, words.reporter, known, "单元格")
    kind = next((name for name in _KINDS if name in keys), None)
    if kind is None:
        names = "、".join(_KINDS)
        message = (
            f"单元格里应写 {names} 中的一项，如 {{field: 栏目编号}}；文字里有花括号时请给整段文字加引号。"
        )
        words.reporter.report(node.line, message)
        return None
    if kind not in _PLACES:
        _only_one(keys, kind)
    return _of_kind(keys, kind, words, alone=alone)


def _of_kind(keys: Keys, kind: str, words: TextCompiler, *, alone: bool) -> CellPart | None:
    if kind in _PLACES:
        return compile_place(keys, kind, words)
    if kind == "names":
        return compile_names(keys.node(kind), keys.line_of(kind), words)
    when = condition(keys, words)
    if kind in _FIELDS:
        return _field(keys, kind, words)
    role: Any = kind
    if kind == "text":
        role = keys.one_of("role", ("label", "plain", "hint", "note"), "label" if alone else "plain")
    return CellText(words.text(keys.text(kind) or "", keys.line_of(kind)), role, when)


def _only_one(keys: Keys, kind: str) -> None:
    for other in _KINDS:
        if other != kind and other in keys:
            message = f"一格里同时写了“{kind}”和“{other}”：几样内容请写成列表，每样一项。"
            keys.reporter.report(keys.line_of(other), message)


def condition(keys: Keys, words: TextCompiler) -> Expression | None:
    """The `when` of a piece of the paper."""
    source = keys.text("when")
    return words.condition(source, keys.line_of("when")) if source else None


def _field(keys: Keys, kind: str, words: TextCompiler) -> CellField | None:
    path, line = keys.text(kind) or "", keys.line_of(kind)
    flow: Any = keys.one_of("flow", ("inline", "list"), "inline")
    if "when" in keys:
        words.reporter.report(keys.line_of("when"), "栏目何时出现，请在 fields 里给它写 when。")
    field_type = placed_field(path, line, words)
    record = TYPES[field_type] if field_type is not None else None
    if record is not None and record.holds_fields:
        words.reporter.report(line, f"“{path}”有多行或多项，请用 repeat 的行写出它的每一列。")
    elif kind == "options" and record is not None and not record.has_boxes:
        words.reporter.report(line, f"“{path}”没有选项，请写 field。")
    return CellField(path, flow, keys.flag("plain"))


def compile_place(keys: Keys, kind: str, words: TextCompiler) -> HandPlace:
    """A place to sign, stamp or date."""
    label = words.text(keys.text(kind) or "", keys.line_of(kind))
    unit, typed = keys.text("unit"), keys.text("field")
    if unit is not None and words.names.find(unit) is None:
        words.reporter.report(keys.line_of("unit"), words.names.unknown(unit))
    if typed is not None:
        field_type = placed_field(typed, keys.line_of("field"), words)
        if kind != "date" or field_type not in (FieldType.DATE, None):
            words.reporter.report(keys.line_of("field"), "只有 date 可以写 field，而且应是日期栏目。")
    place: Any = kind
    signers = compile_signers(keys, kind, words)
    return HandPlace(place, label, unit, keys.text("who"), signers, typed, keys.line_of(kind))
