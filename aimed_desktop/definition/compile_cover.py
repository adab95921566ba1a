"""The cover: a title, lines to fill in, the issuer and the year."""

from __future__ import annotations

from dataclasses import replace

from aimed_desktop.definition.compile_names import placed_field
from aimed_desktop.definition.compile_text import TextCompiler
from aimed_desktop.definition.fields import Text
from aimed_desktop.definition.known_keys import Keys
from aimed_desktop.definition.layout import Cover, CoverLine
from aimed_desktop.definition.reader import Mapping, Scalar, Sequence, YamlNode

_KEYS = ("title", "lines", "foot")
_LINE_KEYS = ("label", "field", "suffix", "stamp", "who", "blank")
_BRACKETS = "（("


def compile_cover(node: Mapping, words: TextCompiler) -> Cover:
    """The cover page."""
    keys = Keys(node, words.reporter, _KEYS, "cover（封面）")
    if "title" not in keys:
        words.reporter.report(node.line, "cover（封面）缺少 title（标题，一行一项）。")
    lines = (_line(item, words) for item in keys.nodes("lines"))
    return Cover(_texts(keys, "title", words), tuple(x for x in lines if x), _texts(keys, "foot", words))


def _texts(keys: Keys, key: str, words: TextCompiler) -> tuple[Text, ...]:
    return tuple(words.text(text, keys.line_of(key)) for text in keys.texts(key))


def _line(node: YamlNode, words: TextCompiler) -> CoverLine | None:
    """`[标签, 栏目, 加盖公章]`, or the same as a mapping."""
    if isinstance(node, Sequence):
        texts = [item.value or "" if isinstance(item, Scalar) else "" for item in node.items]
        if len(texts) not in (2, 3) or not all(texts):
            words.reporter.report(
                node.line, "封面的一行应写成 [标签, 栏目编号] 或 [标签, 栏目编号, 加盖公章]。"
            )
            return None
        label, path, suffix = (*texts, "")[:3]
        stamp, who, blank = "章" in suffix, None, None
    elif isinstance(node, Mapping):
        keys = Keys(node, words.reporter, _LINE_KEYS, "封面的一行")
        label, path = keys.text("label", required=True) or "", keys.text("field", required=True) or ""
        suffix = keys.text("suffix") or ""
        stamp, who, blank = keys.flag("stamp", "章" in suffix), keys.text("who"), keys.text("blank")
    else:
        words.reporter.report(node.line, "封面的一行应写成 [标签, 栏目编号]。")
        return None
    if suffix and suffix[0] not in _BRACKETS:
        suffix = f"（{suffix}）"
    return _placed_line(CoverLine(label, path, suffix or None, stamp, who, blank), node.line, words)


def _placed_line(line: CoverLine, at: int, words: TextCompiler) -> CoverLine:
    """A rows field's child prints one line for each row; a bare rows field its first child."""
    name = words.names.find(line.field)
    field = name.field if name else None
    if field is not None and field.is_rows and field.fields:
        return _placed_line(replace(line, field=f"{line.field}.{field.fields[0].id}"), at, words)
    if name is not None and name.repeats:
        placed_field(line.field, at, words.within(name.repeats))
        column = line.field.removeprefix(f"{name.repeats}.")
        return replace(line, field=name.repeats, column=column)
    placed_field(line.field, at, words)
    return line
