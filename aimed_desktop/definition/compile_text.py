"""Printed texts with `{field}` in them, and conditions, checked against the names of the form."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from aimed_desktop.definition.expression import Expression
from aimed_desktop.definition.fields import Conditional, FieldRef, Text
from aimed_desktop.definition.names import KnownNames
from aimed_desktop.definition.problem import Reporter
from aimed_desktop.definition.rule_language import RuleError
from aimed_desktop.definition.rule_types import checked

_BRACES = re.compile(r"\{([^{}]*)\}")
_PATH = re.compile(r"[a-z][a-z0-9_.]*")


@dataclass(slots=True)
class TextCompiler:
    """Compiles what refers to fields. `inside`: the rows (or option group) that encloses the place.

    `placed` collects the full path of every field that is printed somewhere.
    """

    names: KnownNames
    reporter: Reporter
    inside: str | None = None
    placed: set[str] = field(default_factory=set)
    extra: frozenset[str] = frozenset()  # further words allowed in braces

    def within(self, repeats: str | None) -> TextCompiler:
        """The same inside another repetition."""
        return TextCompiler(self.names, self.reporter, repeats or self.inside, self.placed, self.extra)

    def full_path(self, path: str) -> str:
        """Inside a repetition the names of its children come first."""
        inner = f"{self.inside}.{path}"
        return inner if self.inside and self.names.find(inner) else path

    def text(self, source: str, line: int) -> Text:
        """Printed words; every `{…}` must name a field."""
        pieces: list[str | FieldRef] = []
        end = 0
        for match in _BRACES.finditer(source):
            if match.start() > end:
                pieces.append(source[end : match.start()])
            path, bar, blank = match.group(1).partition("|")
            pieces.append(FieldRef(self._reference(path, line), blank if bar else None))
            end = match.end()
        if end < len(source) or not pieces:
            pieces.append(source[end:])
        if any("{" in piece or "}" in piece for piece in pieces if isinstance(piece, str)):
            self.reporter.report(line, "花括号 { } 没有成对；里面应是一个栏目的编号。")
        return Text(tuple(pieces), source)

    def condition(self, source: str, line: int, inside: str | None = None) -> Expression | None:
        """The condition; None where it is wrong (and reported)."""
        try:
            return checked(source, self.names, inside or self.inside)
        except RuleError as error:
            if self.names.unsure.isdisjoint(_PATH.findall(source)):
                self.reporter.report(line, f"条件“{source}”：{error}")
            return None

    def conditional(self, source: str, when: str | None, line: int) -> Conditional:
        """A hint with its condition."""
        return Conditional(source, self.condition(when, line) if when else None)

    def _reference(self, path: str, line: int) -> str:
        if path in self.extra:
            return path
        if path == "n":
            if self.inside is None:
                self.reporter.report(line, "{n} 只能用在 repeat 的行里。")
            return path
        full = self.full_path(path)
        name = self.names.find(full)
        if name is None or full.startswith(("others", "materials")):
            self.reporter.report(line, self.names.unknown(path))
        elif name.field is None and path != "option":
            self.reporter.report(line, f"“{path}”只能用在条件里；选项的文字写 {{option}}。")
        elif name.field is not None and not name.field.record.is_printed_in_line:
            self.reporter.report(line, f"“{path}”不能放在一句话里，请给它单独的格子或段落。")
        else:
            self.placed.add(full)
        return path
