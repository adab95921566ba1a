"""The `fields:` of a definition become typed fields, what they say of each other left to add."""

from __future__ import annotations

import re
from collections import abc
from dataclasses import dataclass, field

from aimed_desktop.definition.compile_options import compile_options
from aimed_desktop.definition.fields import Field, Limit, Option
from aimed_desktop.definition.known_keys import Keys, is_id, mapping
from aimed_desktop.definition.names import RESERVED
from aimed_desktop.definition.problem import Reporter, near
from aimed_desktop.definition.profile_keys import PROFILE_KEY_NAMES
from aimed_desktop.definition.reader import Mapping, YamlNode
from aimed_desktop.definition.types import TYPES, FieldType, meant_by, takers, typed

_KEYS = (
    "label", "type", "required", "hint", "note", "unit", "units", "limit", "options", "max", "soft",
    "min_rows", "max_rows", "least", "rows", "fields", "each", "profile", "offers_none", "offer", "common",
    "carried", "due", "yearly", "fills", "when", "guidance", "source", "was", "complete",
)  # fmt: skip
ROWS_KEYS = ("from", "each", "unless", "columns", "least", "number")
_TYPES = tuple(str(kind) for kind in FieldType)
WHICH_ROUTE = "route"
TERMS = ("until", "mail", "place", "filed")  # the last of a confirm field: it was handed in online
MAX_PATH = 64
_MAX_ROWS, _MAX_PRINTED_ROWS = 5000, 500
_ROW_NUMBER = len(".999")
_CAP = re.compile(r"(?:不超过|限)?\s*(\d{1,6})\s*字?\s*(以内)?")
_ABOUT = re.compile(r"(\d{1,6})\s*字?\s*左右")


@dataclass(slots=True)
class FieldCompiler:
    """Reads field declarations; `FieldReferences` adds conditions once every name is known."""

    reporter: Reporter
    guidance: frozenset[str] | None = None  # ids of the notice; None: not known
    lists: abc.Mapping[str, tuple[str, ...]] | None = None  # words of the notice that fields complete to
    routes: frozenset[str] | None = None  # ids of the notice's routes
    lines: dict[str, int] = field(default_factory=dict)  # line of each field, by path
    nodes: dict[str, Keys] = field(default_factory=dict)
    unsure: set[str] = field(default_factory=set)  # paths whose own declaration is wrong

    def compile(self, node: YamlNode | None, line: int) -> tuple[Field, ...]:
        """The declared fields, without conditions."""
        if node is None:
            self.reporter.report(line, "申报表缺少 fields（栏目）。")
            return ()
        return self._fields(node, "", None)

    def _fields(self, node: YamlNode, prefix: str, outer: str | None) -> tuple[Field, ...]:
        declared = mapping(node, self.reporter, "fields（栏目）")
        if declared is None:
            return ()
        made = (
            self._field(key, value, declared.key_lines[key], prefix, outer)
            for key, value in declared.entries.items()
        )
        return tuple(item for item in made if item is not None)

    def _field(self, key: str, node: YamlNode, line: int, prefix: str, outer: str | None) -> Field | None:
        path, where = prefix + key, f"栏目“{prefix + key}”"
        if not is_id(key):
            self.reporter.report(line, f"栏目编号“{key}”应由小写英文字母、数字和下划线组成，以字母开头。")
        elif key in RESERVED:
            self.reporter.report(line, f"“{key}”另有用途，不能作栏目编号。")
        shape = mapping(node, self.reporter, where)
        if shape is None:
            self.unsure.add(path)
            return None
        keys = Keys(shape, self.reporter, _KEYS, where)
        self.lines[path], self.nodes[path] = line, keys
        kind = self._type(keys, line)
        self._check_keys(keys, kind)
        if prefix and "due" in keys:  # who hands in has one deadline
            self.reporter.report(
                keys.line_of("due"), f"{where}在别的栏目里，不能写“due”。请写在最外层的栏目。"
            )
        if len(path) + (_ROW_NUMBER if outer else 0) > MAX_PATH:
            self.reporter.report(line, f"{where}的编号连同上级太长（最多 {MAX_PATH} 个字符）。")
        if outer and TYPES[kind].shape == "rows":
            self.reporter.report(line, f"{where}：多行栏目里不能再有多行栏目。")
        options = compile_options(keys, self.reporter, where) if TYPES[kind].shape == "options" else ()
        return self._made(key, path, kind, keys, outer, options)

    def _made(
        self, key: str, path: str, kind: FieldType, keys: Keys, outer: str | None, options: tuple[Option, ...]
    ) -> Field:
        holds_rows = TYPES[kind].shape == "rows" or keys.text("each") is not None
        inner = keys.node("fields")
        children = self._fields(inner, f"{path}.", path if holds_rows else outer) if inner else ()
        least = keys.integer("least", most=_MAX_PRINTED_ROWS) or 0
        self._check_row_limits(keys)
        return Field(
            id=key,
            label=keys.text("label", required=True) or key,
            type=kind,
            required=keys.flag("required"),
            note=keys.text("note"),
            unit=keys.text("unit"),
            units=keys.texts("units"),
            limit=self._limit(keys),
            options=options,
            max=keys.integer("max", least=1, most=_MAX_ROWS),
            soft=keys.flag("soft"),
            min_rows=keys.integer("min_rows", most=_MAX_PRINTED_ROWS) or 0,
            max_rows=keys.integer("max_rows", least=1, most=_MAX_ROWS),
            least=self._rows_least(keys, least),
            fields=children,
            each=keys.text("each"),
            profile=self._profile(keys),
            offers_none=keys.flag("offers_none"),
            carried=keys.flag("carried"),
            is_due=keys.flag("due"),
            yearly=keys.flag("yearly"),
            fills=self._fills(keys),
            guidance=self._guidance(keys),
            source=keys.text("source"),
            was=keys.texts("was"),
            complete=self._complete(keys),
        )

    def _check_row_limits(self, keys: Keys) -> None:
        """What must be filled or is printed at least fits into what is allowed at most."""
        most = keys.integer("max_rows", least=1, most=_MAX_ROWS)
        for key in ("min_rows", "least"):
            lower = keys.integer(key, most=_MAX_PRINTED_ROWS)
            if most is not None and lower is not None and lower > most:
                message = f"{keys.where}的“{key}”（{lower}）比“max_rows”（{most}）大，没有办法填。请改。"
                self.reporter.report(keys.line_of(key), message)

    def _type(self, keys: Keys, line: int) -> FieldType:
        name = keys.text("type")
        if name in _TYPES:
            return FieldType(name)
        if name is None:
            self.reporter.report(line, f"{keys.where}缺少 type（类型）。")
        else:
            meant = meant_by(name)
            advice = f"是不是“{meant}”？" if meant else near(name, _TYPES)
            allowed = "、".join(map(typed, TYPES))
            message = f"{keys.where}的类型“{name}”不存在。{advice}可用：{allowed}。"
            self.reporter.report(keys.line_of("type"), message)
        self.unsure.add(keys.where.removeprefix("栏目“").removesuffix("”"))
        return FieldType.TEXT

    def _check_keys(self, keys: Keys, kind: FieldType) -> None:
        record = TYPES[kind]
        for key in _KEYS:
            if key in keys and key not in record.keys and (kinds := takers(key)):
                allowed = "、".join(map(typed, kinds))
                message = f"{keys.where}的类型是 {typed(kind)}，不能写“{key}”（只用于 {allowed}）。"
                self.reporter.report(keys.line_of(key), message)
        if record.needs is not None and record.needs not in keys:
            message = f"{keys.where}的类型是 {typed(kind)}，还应写出“{record.needs}”。"
            self.reporter.report(keys.line, message)

    def _limit(self, keys: Keys) -> Limit | None:
        text = keys.text("limit")
        if text is None:
            return None
        if match := _ABOUT.fullmatch(text):
            return Limit("about", int(match.group(1)))
        if match := _CAP.fullmatch(text):
            return Limit("cap", int(match.group(1)))
        self.reporter.report(
            keys.line_of("limit"), f"{keys.where}的字数限制看不懂，请写成“300字以内”或“100字左右”。"
        )
        return None

    def _profile(self, keys: Keys) -> str | None:
        key = keys.text("profile")
        if key is not None and key not in PROFILE_KEY_NAMES:
            message = f"{keys.where}：单位档案里没有“{key}”。{near(key, PROFILE_KEY_NAMES)}"
            self.reporter.report(keys.line_of("profile"), message)
        return key

    def _guidance(self, keys: Keys) -> str | None:
        name = keys.text("guidance")
        if name is not None and self.guidance is not None and name not in self.guidance:
            message = f"{keys.where}：通知里没有编号为“{name}”的指南文字。{near(name, self.guidance)}"
            self.reporter.report(keys.line_of("guidance"), message)
        return name

    def _fills(self, keys: Keys) -> str | None:
        text = keys.text("fills")
        if text is None:
            return None
        route, _, term = text.partition(".")
        known = self.routes is None or route in self.routes
        if text != WHICH_ROUTE and not (known and term in TERMS):
            message = (
                f"{keys.where}的“fills”应写成“途径的 id.until”（或 .mail、.place、.filed），"
                f"或“{WHICH_ROUTE}”（走哪条途径）。{near(route, self.routes or ())}"
            )
            self.reporter.report(keys.line_of("fills"), message)
        if not keys.flag("carried"):
            self.reporter.report(keys.line_of("fills"), f"{keys.where}写了“fills”，还应写 carried: true。")
        return text

    def _complete(self, keys: Keys) -> tuple[str, ...]:
        name = keys.text("complete")
        if name is None or self.lists is None:
            return ()
        if name not in self.lists:
            message = f"{keys.where}：通知的 lists 里没有“{name}”。{near(name, self.lists)}"
            self.reporter.report(keys.line_of("complete"), message)
        return self.lists.get(name, ())

    def _rows_least(self, keys: Keys, least: int) -> int:
        node = keys.node("rows")
        if isinstance(node, Mapping):
            return (
                Keys(node, self.reporter, ROWS_KEYS, f"{keys.where}的 rows").integer(
                    "least", most=_MAX_PRINTED_ROWS
                )
                or least
            )
        if node is not None:
            self.reporter.report(keys.line_of("rows"), f"{keys.where}的 rows 应写明 from 和 columns。")
        return least
