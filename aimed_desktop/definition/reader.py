"""Reads YAML within bounds: plain data with line numbers, every scalar as the text that was typed.

No anchors, aliases, tags or second document; a key standing twice in one mapping is an error.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import yaml
from yaml.events import (
    AliasEvent,
    CollectionEndEvent,
    CollectionStartEvent,
    DocumentStartEvent,
    Event,
    MappingEndEvent,
    MappingStartEvent,
    NodeEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
)

from aimed_desktop.definition.definition_source import MAX_BYTES
from aimed_desktop.definition.problem import Problem, Reporter, TooManyProblems
from aimed_desktop.definition.yaml_diagnostics import explain
from aimed_desktop.errors import UserProblem

MAX_LEVELS = 50
_SHOWN_PROBLEMS = 20
_TOO_DEEP = f"嵌套超过 {MAX_LEVELS} 层，请减少缩进的层数。"
_EMPTY = frozenset({"", "~", "null", "Null", "NULL"})
_LOADER: Any = getattr(yaml, "CLoader", yaml.Loader)


@dataclass(frozen=True, slots=True)
class Scalar:
    """A text; None where nothing, `~` or a bare `null` was written."""

    value: str | None
    line: int
    quoted: bool = False


@dataclass(frozen=True, slots=True)
class Sequence:
    line: int
    items: list[YamlNode] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Mapping:
    line: int
    entries: dict[str, YamlNode] = field(default_factory=dict)
    key_lines: dict[str, int] = field(default_factory=dict)


YamlNode = Scalar | Sequence | Mapping


def read_yaml(data: bytes, name: str) -> YamlNode:
    """The data of a YAML or JSON file. UserProblem `yaml_broken` naming every problem and its line."""
    node, problems = scan(data, name)
    if node is None or problems:
        raise UserProblem("yaml_broken", path=name, problems=listed(problems))
    return node


def scan(data: bytes, name: str) -> tuple[YamlNode | None, list[Problem]]:
    """The data and all problems; None where the file cannot be understood at all."""
    reporter = Reporter(name)
    text = _decode(data, reporter)
    if text is None:
        return None, reporter.problems
    try:
        return _Builder(reporter).build(yaml.parse(text, Loader=_LOADER)), reporter.problems
    except TooManyProblems:
        return None, reporter.problems
    except _TooDeepError as error:
        reporter.report(error.line, _TOO_DEEP)
    except yaml.MarkedYAMLError as error:
        line = _too_deep_before(text, error)
        reporter.report(*((line, _TOO_DEEP) if line else explain(text, error)))
    except yaml.YAMLError:
        reporter.report(1, "文件里有不可见的控制字符，请用记事本另存为 UTF-8 文本后再试。")
    return None, reporter.problems


def plain(node: YamlNode) -> Any:
    """The same data as dictionaries, lists, texts and None."""
    if isinstance(node, Scalar):
        return node.value
    if isinstance(node, Sequence):
        return [plain(item) for item in node.items]
    return {key: plain(value) for key, value in node.entries.items()}


def count_nodes(node: YamlNode) -> int:
    """How many texts, lists and groups the data are made of."""
    count, pending = 0, [node]
    while pending:
        found = pending.pop()
        count += 1
        if isinstance(found, Mapping):
            pending += found.entries.values()
        elif isinstance(found, Sequence):
            pending += found.items
    return count


def listed(problems: list[Problem]) -> str:
    """Problems as lines of text, a long list cut short."""
    lines = [str(problem) for problem in problems[:_SHOWN_PROBLEMS]]
    if len(problems) > _SHOWN_PROBLEMS:
        lines.append(f"……共 {len(problems)} 处")
    return "\n".join(lines)


def _decode(data: bytes, reporter: Reporter) -> str | None:
    if len(data) > MAX_BYTES:
        reporter.report(1, "文件超过 2 MB，不像是手写的文本文件。")
        return None
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        reporter.report(line, f"文件不是 UTF-8 编码{_encoding(data)}")
        return None
    if not text.strip():
        reporter.report(1, "文件是空的。")
        return None
    return text


def _encoding(data: bytes) -> str:
    """What the file is instead, and what to do."""
    if data.startswith(b"PK"):
        return "的文本，像是 Word、WPS 或压缩文件。请用记事本写成纯文本。"
    mend = "请用记事本打开，选“另存为”，把编码改成 UTF-8 再保存。"
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return f"，是 UTF-16（记事本里叫 Unicode）。{mend}"
    try:
        data.decode("gb18030")
    except UnicodeDecodeError:
        return f"。{mend}"
    return f"，像是 GBK（记事本里叫 ANSI）。{mend}"


def _too_deep_before(text: str, error: yaml.MarkedYAMLError) -> int | None:
    """The line on which what stands before the error goes too deep; None where it does not.

    A scanner reads ahead and may have a limit of its own, so its error can come before the events
    that show the depth. Counted here once more, whatever the words of that error are.
    """
    level = 0
    before = text[: error.problem_mark.index] if error.problem_mark else ""
    try:
        for event in yaml.parse(before, Loader=_LOADER):
            if isinstance(event, CollectionStartEvent):
                level += 1
            elif isinstance(event, CollectionEndEvent):
                level -= 1
            if level > MAX_LEVELS:
                return _line(event)
    except yaml.YAMLError:
        pass  # cut off in the middle: what could be read was counted
    return None


class _TooDeepError(Exception):
    def __init__(self, line: int) -> None:
        super().__init__(line)
        self.line = line


class _Builder:
    """Turns parser events into nodes without recursion, so that no input can exhaust the stack."""

    def __init__(self, reporter: Reporter) -> None:
        self.reporter = reporter
        self.root: YamlNode | None = None
        self.open: list[Sequence | Mapping] = []
        self.keys: list[tuple[str, int] | None] = []  # the key that waits for its value, by level
        self.skipped = 0  # depth inside a mapping or list used as a key

    def build(self, events: Iterator[Event]) -> YamlNode | None:
        documents = 0
        for event in events:
            if isinstance(event, DocumentStartEvent):
                documents += 1
                if documents > 1:
                    self.reporter.report(_line(event), "一个文件只能有一份内容，请删去“---”之后的部分。")
                    break
            elif isinstance(event, NodeEvent):
                self._check(event)
                self._start(event)
            elif isinstance(event, MappingEndEvent | SequenceEndEvent):
                self._end()
        return self.root

    def _check(self, event: NodeEvent) -> None:
        if isinstance(event, AliasEvent):
            self.reporter.report(_line(event), "不能使用别名（*），请把内容直接写出来。")
        elif event.anchor is not None:
            self.reporter.report(_line(event), "不能使用锚点（&）；文字以 & 开头时请加引号。")
        tag = getattr(event, "tag", None)
        if tag is not None:
            self.reporter.report(_line(event), "不能使用标签（!），文字以 ! 开头时请加引号。")

    def _start(self, event: NodeEvent) -> None:
        line = _line(event)
        if isinstance(event, MappingStartEvent | SequenceStartEvent):
            self._open(Mapping(line) if isinstance(event, MappingStartEvent) else Sequence(line))
        elif self.skipped:
            return
        elif isinstance(event, ScalarEvent):
            quoted = event.style in ("'", '"')
            empty = event.style in (None, "") and event.value in _EMPTY
            if self._waits_for_key():
                self._key(event.value, line)
            else:
                self._place(Scalar(None if empty else event.value, line, quoted))
        elif self._waits_for_key():
            self._key("", line)
        else:
            self._place(Scalar(None, line))

    def _open(self, node: Sequence | Mapping) -> None:
        if len(self.open) + self.skipped >= MAX_LEVELS:
            raise _TooDeepError(node.line)
        if self.skipped or self._waits_for_key():
            if not self.skipped:
                self.reporter.report(node.line, "冒号前只能是一个名称，不能是列表或另一组内容。")
            self.skipped += 1
            return
        self._place(node)
        self.open.append(node)
        self.keys.append(None)

    def _end(self) -> None:
        if self.skipped:
            self.skipped -= 1
            if not self.skipped:
                self._key("", self.open[-1].line)
            return
        self.open.pop()
        self.keys.pop()

    def _waits_for_key(self) -> bool:
        return bool(self.open) and isinstance(self.open[-1], Mapping) and self.keys[-1] is None

    def _key(self, name: str, line: int) -> None:
        self.keys[-1] = (name, line)

    def _place(self, node: YamlNode) -> None:
        if not self.open:
            self.root = node
            return
        holder = self.open[-1]
        if isinstance(holder, Sequence):
            holder.items.append(node)
            return
        key = self.keys[-1]
        assert key is not None
        self.keys[-1] = None
        name, line = key
        if name in holder.entries:
            first = holder.key_lines[name]
            self.reporter.report(line, f"“{name}”写了两次（上一次在第 {first} 行），请只保留一个。")
            return
        holder.entries[name] = node
        holder.key_lines[name] = line


def _line(event: Event) -> int:
    mark = event.start_mark
    return int(mark.line) + 1 if mark else 1
