"""What fields say of each other: conditions, offers, groups for each ticked option, summary columns."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from aimed_desktop.definition.compile_fields import MAX_PATH, ROWS_KEYS, FieldCompiler
from aimed_desktop.definition.compile_text import TextCompiler
from aimed_desktop.definition.fields import Collect, Conditional, Field, Text
from aimed_desktop.definition.known_keys import Keys
from aimed_desktop.definition.names import OPTION_NAMES, KnownNames
from aimed_desktop.definition.problem import Reporter, near
from aimed_desktop.definition.reader import Mapping, Scalar, Sequence, YamlNode

_HINT_KEYS = ("text", "when")


@dataclass(frozen=True, slots=True)
class FieldReferences:
    """Completes declared fields; every field is known by now."""

    declared: FieldCompiler

    def _report(self, line: int, message: str) -> None:
        self.declared.reporter.report(line, message)

    def added(self, fields: Iterable[Field], words: TextCompiler, prefix: str = "") -> tuple[Field, ...]:
        """The same fields with `when`, hints' conditions and offers, which name other fields."""
        return tuple(self._with_conditions(item, words, prefix) for item in fields)

    def _with_conditions(self, item: Field, words: TextCompiler, prefix: str) -> Field:
        path = prefix + item.id
        keys = self.declared.nodes[path]
        here = words.within(self._repeats(path, words.names))
        self._check_each(item, path, words.names)
        when, offer = keys.text("when"), keys.text("offer")
        repeats = path if item.repeats else None
        return replace(
            item,
            when=here.condition(when, keys.line_of("when")) if when else None,
            hints=self._hints(keys, here),
            offer=_unplaced(here).text(offer, keys.line_of("offer")) if offer else None,
            common=source_pattern(common) if (common := keys.node("common")) is not None else None,
            collect=self._collect(keys, item),
            fields=self.added(item.fields, words.within(repeats), f"{path}."),
        )

    def _repeats(self, path: str, names: KnownNames) -> str | None:
        name = names.find(path)
        return name.repeats if name else None

    def _hints(self, keys: Keys, words: TextCompiler) -> tuple[Conditional, ...]:
        hints = []
        for node in _hint_nodes(keys):
            if isinstance(node, Mapping):
                inner = Keys(node, self.declared.reporter, _HINT_KEYS, f"{keys.where}的 hint")
                text = inner.text("text", required=True) or ""
                hints.append(words.conditional(text, inner.text("when"), node.line))
            elif isinstance(node, Scalar) and node.value is not None:
                hints.append(Conditional(node.value))
            else:
                self._report(node.line, f"{keys.where}的 hint 应是文字，或 text 加 when。")
        return tuple(hints)

    def _check_each(self, item: Field, path: str, names: KnownNames) -> None:
        if item.each is None:
            return
        line = self.declared.nodes[path].line_of("each")
        ticked = names.field(item.each)
        if ticked is None:
            self._report(line, names.unknown(item.each))
            return
        if not ticked.has_options:
            self._report(line, f"each 应是单选或多选栏目，“{item.each}”不是。")
        for child in item.fields:
            if child.id in OPTION_NAMES:
                self._report(self.declared.lines[f"{path}.{child.id}"], f"“{child.id}”在这里另有用途。")
        for option in ticked.options:
            longest = max((len(child.id) for child in item.fields), default=0)
            if "." in option.label or len(f"{path}.{option.label}.") + longest > MAX_PATH:
                self._report(line, f"选项“{option.label}”太长或含有“.”，不能按它分别填写。")

    def _collect(self, keys: Keys, item: Field) -> Collect | None:
        node = keys.node("rows")
        if not isinstance(node, Mapping):
            return None
        inner = Keys(node, self.declared.reporter, ROWS_KEYS, f"{keys.where}的 rows")
        columns, shape = [], inner.node("columns")
        for name, pattern in (shape.entries if isinstance(shape, Mapping) else {}).items():
            if item.child(name) is None:
                known = [child.id for child in item.fields]
                self._report(pattern.line, f"{keys.where}里没有“{name}”这一列。{near(name, known)}")
            columns.append((name, source_pattern(pattern)))
        if not inner.texts("from") or not columns:
            self._report(node.line, f"{keys.where}的 rows 应写明 from 和 columns。")
        each, unless = inner.text("each"), inner.text("unless")
        number = inner.flag("number")
        return Collect(inner.texts("from"), tuple(columns), each, unless, number, node.line)


def source_pattern(node: YamlNode) -> Text:
    """A pattern of another form's fields: a field's path, or a text with `{field}` in it."""
    source = node.value or "" if isinstance(node, Scalar) else ""
    words = TextCompiler(KnownNames(), Reporter(""))
    return words.text(source if "{" in source else f"{{{source}}}", node.line)


def _hint_nodes(keys: Keys) -> list[YamlNode]:
    node = keys.node("hint")
    if node is None:
        return []
    return node.items if isinstance(node, Sequence) else [node]


def _unplaced(words: TextCompiler) -> TextCompiler:
    """Compiles texts that are only offered, not printed."""
    return TextCompiler(words.names, words.reporter, words.inside, set(), words.extra)
