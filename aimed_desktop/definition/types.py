"""The types of fields, one record each: how a definition and its messages speak of them."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Literal


class FieldType(StrEnum):
    """Every kind of thing that can be typed."""

    TEXT = "text"
    MULTILINE = "multiline"
    NARRATIVE = "narrative"
    INTEGER = "integer"
    DECIMAL = "decimal"
    QUANTITY = "quantity"
    DATE = "date"
    MONTH = "month"
    PERIOD = "period"
    PHONE = "phone"
    MOBILE = "mobile"
    EMAIL = "email"
    URL = "url"
    USCC = "uscc"
    ORG_CODE = "org_code"
    ID_NUMBER = "id_number"
    POSTCODE = "postcode"
    CHOICE = "choice"
    CHOICES = "choices"
    YES_NO = "yes_no"
    CONFIRM = "confirm"
    ROWS = "rows"
    GROUP = "group"


Shape = Literal[
    "line", "code", "number", "day", "parts", "long", "blocks", "options", "truth", "tick", "rows", "group"
]
Operand = Literal["number", "text", "date", "boolean", "choice", "choices", "rows", "long", "other"]


@dataclass(frozen=True, slots=True, kw_only=True)
class TypeRecord:
    """What a definition must know of a type.

    `shape` is the form of the value: a line, a number or address with a form of its own (code), digits,
    a day or month, named parts, long text, blocks of a narrative, ticked options, yes or no, a
    confirmation, a list of rows, one group.
    """

    words: str  # in messages
    also: tuple[str, ...] = ()  # what people write for it
    shape: Shape
    operand: Operand  # what a condition may compare it with
    keys: tuple[str, ...] = ()  # of YAML, that not every type takes
    needs: str | None = None  # the key without which it cannot be asked

    @property
    def is_long(self) -> bool:
        """Whether it takes paragraphs."""
        return self.shape in ("long", "blocks")

    @property
    def is_free_text(self) -> bool:
        """Whether it is made of the author's own words."""
        return self.shape == "line" or self.is_long

    @property
    def is_printed_in_line(self) -> bool:
        """Whether it may stand in the middle of a sentence."""
        return self.shape != "blocks" and not self.holds_fields

    @property
    def has_options(self) -> bool:
        return self.shape == "options"

    @property
    def has_boxes(self) -> bool:
        """Whether the paper prints boxes to tick."""
        return self.shape in ("options", "truth")

    @property
    def holds_fields(self) -> bool:
        return self.shape in ("rows", "group")


TYPES: dict[FieldType, TypeRecord] = {
    FieldType.TEXT: TypeRecord(
        words="一行字",
        also=("string", "str", "文字", "文本"),
        shape="line",
        operand="text",
        keys=("unit", "limit", "complete"),
    ),
    FieldType.MULTILINE: TypeRecord(
        words="多行字", also=("textarea",), shape="long", operand="text", keys=("limit",)
    ),
    FieldType.NARRATIVE: TypeRecord(words="正文", shape="blocks", operand="long", keys=("limit",)),
    FieldType.INTEGER: TypeRecord(
        words="整数", also=("int", "number", "数字"), shape="number", operand="number", keys=("unit",)
    ),
    FieldType.DECIMAL: TypeRecord(
        words="小数", also=("float", "money", "金额"), shape="number", operand="number", keys=("unit",)
    ),
    FieldType.QUANTITY: TypeRecord(
        words="数和单位", shape="parts", operand="other", keys=("units",), needs="units"
    ),
    FieldType.DATE: TypeRecord(words="日期", also=("datetime",), shape="day", operand="date", keys=("due",)),
    FieldType.MONTH: TypeRecord(words="年月", shape="day", operand="date"),
    FieldType.PERIOD: TypeRecord(words="起止", shape="parts", operand="other"),
    FieldType.PHONE: TypeRecord(words="电话", also=("tel",), shape="code", operand="text"),
    FieldType.MOBILE: TypeRecord(words="手机", shape="code", operand="text"),
    FieldType.EMAIL: TypeRecord(words="邮箱", also=("mail",), shape="code", operand="text"),
    FieldType.URL: TypeRecord(
        words="网址",
        also=("网站", "主页", "链接", "link", "web", "website", "uri"),
        shape="code",
        operand="text",
    ),
    FieldType.USCC: TypeRecord(words="统一社会信用代码", shape="code", operand="text"),
    FieldType.ORG_CODE: TypeRecord(words="组织机构代码", shape="code", operand="text"),
    FieldType.ID_NUMBER: TypeRecord(words="身份证号", shape="code", operand="text"),
    FieldType.POSTCODE: TypeRecord(words="邮编", shape="code", operand="text"),
    FieldType.CHOICE: TypeRecord(
        words="单选",
        also=("radio", "select"),
        shape="options",
        operand="choice",
        keys=("options",),
        needs="options",
    ),
    FieldType.CHOICES: TypeRecord(
        words="多选",
        also=("checkbox",),
        shape="options",
        operand="choices",
        keys=("options", "max", "soft"),
        needs="options",
    ),
    FieldType.YES_NO: TypeRecord(words="是/否", also=("bool", "boolean"), shape="truth", operand="boolean"),
    FieldType.CONFIRM: TypeRecord(words="确认", shape="tick", operand="boolean"),
    FieldType.ROWS: TypeRecord(
        words="多行栏目",
        also=("table", "list", "表格"),
        shape="rows",
        operand="rows",
        keys=("fields", "min_rows", "max_rows", "least", "rows"),
        needs="fields",
    ),
    FieldType.GROUP: TypeRecord(
        words="一组栏目", shape="group", operand="other", keys=("fields", "each"), needs="fields"
    ),
}


def typed(kind: FieldType) -> str:
    """`choices（多选）`."""
    return f"{kind}（{TYPES[kind].words}）"


def meant_by(word: str) -> FieldType | None:
    """The type that somebody means who writes `word` for it."""
    asked = word.lower()
    return next((kind for kind, record in TYPES.items() if asked in (record.words, *record.also)), None)


def takers(key: str) -> tuple[FieldType, ...]:
    """The types that take a key which not every type takes; empty for a key of all."""
    return tuple(kind for kind, record in TYPES.items() if key in record.keys)
