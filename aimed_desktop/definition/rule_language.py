"""The rules of a definition: words become a syntax tree; names and types are checked beside it.

    or · and · not · = != < <= > >= · + - · -x · ( )        weakest first, comparisons do not chain
    field · field.child · 12 · 3.5 · 2026-06-15 · 'text' · function(…)

What they mean (`application.checks.evaluate` does it):

- An **empty operand** makes a comparison or calculation undecided (None). `not` leaves it undecided;
  `and` with a false side is false, `or` with a true side is true, else one undecided side makes it
  undecided. A rule whose condition ends undecided is skipped.
- `filled(x)`: something stands there. The text 无 counts as not filled, so do rows in which nothing
  else stands; `blank(x)`: nothing stands there, not even 无. `count(choices)`: ticks.
  `count(rows)`: rows in which something is filled. `count(rows.child)`: rows with that child
  filled. These, and `chosen`, are never undecided.
- `chosen(field, 'option')`: that option is ticked. `len(field)`: its 字数; undecided while empty.
- `sum(rows.child)`, `sum(choices)`: the sum of the numbers (of the amounts beside the ticks);
  undecided while there is none. `months_before(date, n)`: the date n months earlier, the last day
  of the month where the day does not exist. `starts(field, 'text')`: the text begins so.
- `first(rows.child)`: what stands in the first row; undecided while that is empty.
  `joined(rows.child)`: the words of all rows with 、 between them; undecided while there are none.
  `images(narrative)`: how many pictures stand in it, never undecided.
- `any(condition)`, `all(condition)`, `count(condition)` try the condition for each row of the rows
  field that it names, its paths meaning that row; an undecided row is left out. No row: `any` false,
  `all` true.
- Paths are full definition paths (`cases.dataset_name`). Outside any/all/count/sum a path inside
  rows means the row that the rule's `at` (or the place of the `when`) stands in: such a rule is
  judged for each row.
- A group for each ticked option works like rows; its key and the head above that option are
  `tasks.option` and `tasks.head`.
- `filled(materials.slot)`: a file is attached. `others` are the same unit's other applications:
  `count(others)`, `any(others.form = 'x' and others.project = scene_name)` with `others.form`,
  `others.notice`, `others.project`, `others.status`.
- `deadline` is the day of the notice's deadline, or of the supplementary notice that has moved it;
  undecided where none is known. A field of that id goes before it.
- yes_no and confirm fields are conditions by themselves; an empty one is undecided.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from aimed_desktop.definition.expression import (
    Binary,
    Call,
    Constant,
    Expression,
    ExpressionNode,
    Path,
    Unary,
)
from aimed_desktop.definition.problem import near

FUNCTIONS = (
    "count", "sum", "filled", "chosen", "any", "all", "months_before", "len", "starts", "first", "images",
    "blank", "joined",
)  # fmt: skip
KEYWORDS = ("and", "or", "not")
_COMPARISONS = ("=", "!=", "<=", ">=", "<", ">")
_MAX_LENGTH = 1000
_MAX_LEVELS = 40
_TOKEN = re.compile(
    r"\s*(?:(?P<date>\d{4}-\d{2}-\d{2})(?![\d-])"
    r"|(?P<number>\d+(?:\.\d+)?)(?![\w.])"
    r"|(?P<name>[a-z][a-z0-9_]*(?:\.[a-z][a-z0-9_]*)*)(?![\w.])"
    r"|'(?P<text>[^']*)'"
    r"|(?P<sign>!=|<=|>=|=(?!=)|[<>()+,-]))"
)
_OTHER_DATE = re.compile(r"(\d{4})[年/.-](\d{1,2})[月/.-](\d{1,2})")
_OTHER_SIGNS = {
    "==": "=（只写一个等号）", "≥": ">=", "≤": "<=", "≠": "!=", "&&": "and", "&": "and", "||": "or",
    "并且": "and", "且": "and", "或者": "or", "或": "or", "非": "not", "不是": "not",
}  # fmt: skip
_FULL_WIDTH = dict(zip("（），＝＜＞‘’“”＋－", "(),=<>''''+-", strict=True))


class RuleError(Exception):
    """A condition that cannot be understood; its text is a Chinese sentence."""


@dataclass(frozen=True, slots=True)
class _Token:
    kind: str
    text: str


def parse(source: str) -> Expression:
    """The condition as a tree. RuleError where it cannot be read; names are not looked at."""
    if len(source) > _MAX_LENGTH:
        raise RuleError(f"条件太长（超过 {_MAX_LENGTH} 个字符），请拆成几条。")
    parser = _Parser(_tokens(source))
    root = parser.either(0)
    if parser.next.kind != "end":
        raise RuleError(f"“{parser.next.text}”前面少了 and、or 或比较符号。")
    return Expression(source, root)


def _tokens(source: str) -> list[_Token]:
    tokens: list[_Token] = []
    position, end = 0, len(source.rstrip())
    while position < end:
        match = _TOKEN.match(source, position)
        rest = source[position:].lstrip()
        if match is None or (match.lastgroup == "number" and _OTHER_DATE.match(rest)):
            raise RuleError(_unreadable(rest))
        kind = match.lastgroup
        assert kind is not None
        tokens.append(_Token(kind, match.group(kind)))
        position = match.end()
    return [*tokens, _Token("end", "")]


def _unreadable(rest: str) -> str:
    sign = rest[0]
    if sign in _FULL_WIDTH:
        return f"条件里的“{sign}”是全角符号，请改成英文的 {_FULL_WIDTH[sign]}"
    if sign == "'":
        return "条件里的引号 ' 没有成对。"
    if sign == '"':
        return "条件里的文字请用单引号，如 '其他'。"
    for wrong, right in _OTHER_SIGNS.items():
        if rest.startswith(wrong):
            return f"条件里的“{wrong}”请写成 {right}"
    if match := _OTHER_DATE.match(rest):
        year, month, day = (int(part) for part in match.groups())
        return f"条件里的日期请写成 {year}-{month:02}-{day:02}。"
    return f"看不懂条件里的“{rest[:12]}”。"


class _Parser:
    """Recursive descent, one method for each strength of binding."""

    def __init__(self, tokens: list[_Token]) -> None:
        self.tokens = tokens
        self.position = 0

    @property
    def next(self) -> _Token:
        return self.tokens[self.position]

    def _take(self, *texts: str) -> str | None:
        """The next sign or word when it is one of `texts`."""
        token = self.next
        if token.kind in ("sign", "name") and token.text in texts:
            self.position += 1
            return token.text
        return None

    def either(self, level: int) -> ExpressionNode:
        left = self.both(level)
        while self._take("or"):
            left = Binary("or", left, self.both(level))
        return left

    def both(self, level: int) -> ExpressionNode:
        left = self.negation(level)
        while self._take("and"):
            left = Binary("and", left, self.negation(level))
        return left

    def negation(self, level: int) -> ExpressionNode:
        if level > _MAX_LEVELS:
            raise RuleError("条件里的括号或 not 太多层，请拆成几条。")
        if self._take("not"):
            return Unary("not", self.negation(level + 1))
        return self.comparison(level)

    def comparison(self, level: int) -> ExpressionNode:
        left = self.addition(level)
        operator: Any = self._take(*_COMPARISONS)
        if operator is None:
            return left
        node = Binary(operator, left, self.addition(level))
        if self.next.text in _COMPARISONS and self.next.kind == "sign":
            raise RuleError("一次只能比较两项；请用 and 连接两个比较。")
        return node

    def addition(self, level: int) -> ExpressionNode:
        left = self.minus(level)
        while (operator := self._take("+", "-")) is not None:
            left = Binary("+" if operator == "+" else "-", left, self.minus(level))
        return left

    def minus(self, level: int) -> ExpressionNode:
        if level > _MAX_LEVELS:
            raise RuleError("条件里的括号或负号太多层，请拆成几条。")
        if self._take("-"):
            return Unary("-", self.minus(level + 1))
        return self.primary(level)

    def primary(self, level: int) -> ExpressionNode:
        token = self.next
        if self._take("("):
            inner = self.either(level + 1)
            self._close()
            return inner
        self.position += 1
        match token.kind:
            case "number":
                return Constant("number", Decimal(token.text))
            case "text":
                return Constant("text", token.text)
            case "date":
                return Constant("date", _real_date(token.text))
            case "name" if token.text not in KEYWORDS:
                return self._named(token.text, level)
        what = f"“{token.text}”" if token.text else "条件末尾"
        raise RuleError(f"{what}这里应是一个栏目、数字、日期、'文字'或函数。")

    def _named(self, name: str, level: int) -> ExpressionNode:
        if not self._take("("):
            return Path(name)
        if name not in FUNCTIONS:
            raise RuleError(f"没有名为“{name}”的函数。{near(name, FUNCTIONS)}可用：{'、'.join(FUNCTIONS)}。")
        function: Any = name
        arguments = [self.either(level + 1)]
        while self._take(","):
            arguments.append(self.either(level + 1))
        self._close()
        return Call(function, tuple(arguments))

    def _close(self) -> None:
        if not self._take(")"):
            raise RuleError("条件里的括号 ( ) 没有成对。")


def _real_date(text: str) -> str:
    try:
        return date.fromisoformat(text).isoformat()
    except ValueError:
        raise RuleError(f"没有 {text} 这一天。") from None
