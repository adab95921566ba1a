"""Checks that a condition names what exists and compares like with like."""

from __future__ import annotations

from decimal import Decimal

from aimed_desktop.definition.expression import (
    Binary,
    Call,
    Constant,
    Expression,
    ExpressionNode,
    Path,
    Unary,
)
from aimed_desktop.definition.names import KnownNames, Name
from aimed_desktop.definition.problem import near
from aimed_desktop.definition.rule_language import RuleError, parse
from aimed_desktop.definition.types import Operand

_WORDS: dict[Operand, str] = {
    "number": "数字",
    "text": "文字",
    "date": "日期",
    "boolean": "是非",
    "choice": "单选",
    "choices": "多选",
    "rows": "多行栏目",
    "long": "正文",
    "other": "不能直接比较的内容",
}
_ARGUMENTS = {"chosen": 2, "months_before": 2, "starts": 2}
_RESULTS: dict[str, Operand] = {
    "months_before": "date", **dict.fromkeys(("len", "count", "sum", "images"), "number"),
}  # fmt: skip


def checked(source: str, names: KnownNames, inside: str | None = None) -> Expression:
    """The parsed condition. RuleError where a name or type is wrong.

    `inside`: the rows field whose row the condition is judged for.
    """
    expression = parse(source)
    kind = _Checker(names, inside).kind(expression.root)
    if kind != "boolean":
        raise RuleError(f"条件的结果应是“是”或“否”，这里是{_WORDS[kind]}；请加上比较或 filled(…)。")
    return expression


class _Checker:
    def __init__(self, names: KnownNames, inside: str | None, around: str | None = None) -> None:
        self.names = names
        self.inside = inside
        self.around = around  # rows field whose row is meant while `others` are tried

    def kind(self, node: ExpressionNode) -> Operand:
        """The kind of a node's value."""
        match node:
            case Constant():
                return node.kind
            case Path():
                return self._one(node).kind
            case Unary():
                wanted: Operand = "boolean" if node.operator == "not" else "number"
                self._want(node.operand, wanted, node.operator)
                return wanted
            case Binary():
                return self._binary(node)
            case Call():
                return self._call(node)

    def _name(self, path: str) -> Name:
        name = self.names.find(path)
        if name is None:
            raise RuleError(self.names.unknown(path))
        return name

    def _one(self, node: Path) -> Name:
        """The name where it stands for one value: not in rows, but for the row in hand."""
        name = self._name(node.path)
        if name.repeats and name.repeats not in (self.inside, self.around) and node.path != "others":
            raise RuleError(
                f"“{node.path}”每行都有一个，请写 any(…)、all(…)、count(…) 或 sum(…)，"
                f"或让这条规则的 at 指向“{name.repeats}”里的栏目。"
            )
        return name

    def _want(self, node: ExpressionNode, wanted: Operand, operator: str) -> None:
        kind = self.kind(node)
        if kind != wanted:
            raise RuleError(f"“{operator}”这里应是{_WORDS[wanted]}，写的却是{_WORDS[kind]}。")

    def _binary(self, node: Binary) -> Operand:
        if node.operator in ("and", "or"):
            self._want(node.left, "boolean", node.operator)
            self._want(node.right, "boolean", node.operator)
            return "boolean"
        if node.operator in ("+", "-"):
            self._want(node.left, "number", node.operator)
            self._want(node.right, "number", node.operator)
            return "number"
        self._compare(node)
        return "boolean"

    def _compare(self, node: Binary) -> None:
        left, right = self.kind(node.left), self.kind(node.right)
        if "choice" in (left, right) and "text" in (left, right):
            self._choice_text(node)
            left = right = "text"
        allowed = ("number", "date", "text") if node.operator in ("=", "!=") else ("number", "date")
        if left != right:
            raise RuleError(f"“{node.operator}”两边不是一类：左边是{_WORDS[left]}，右边是{_WORDS[right]}。")
        if left not in allowed:
            advice = "请用 chosen(栏目, '选项')。" if left in ("choice", "choices") else ""
            raise RuleError(f"“{node.operator}”不能比较{_WORDS[left]}。{advice}")

    def _choice_text(self, node: Binary) -> None:
        sides = (node.left, node.right)
        for path in (side for side in sides if isinstance(side, Path)):
            for text in (side for side in sides if isinstance(side, Constant)):
                self._option(path, str(text.value))

    def _option(self, path: Path, label: str) -> None:
        field = self._name(path.path).field
        if field is not None and field.options and field.option(label) is None:
            labels = [option.label for option in field.options]
            raise RuleError(f"“{path.path}”没有选项“{label}”。{near(label, labels)}")

    def _call(self, node: Call) -> Operand:
        wanted = _ARGUMENTS.get(node.function, 1)
        if len(node.arguments) != wanted:
            raise RuleError(f"{node.function}(…) 里应有 {wanted} 项，写了 {len(node.arguments)} 项。")
        first, last = node.arguments[0], node.arguments[-1]
        match node.function:
            case "filled" | "blank":
                self._one(self._path(first, node.function))
            case "chosen":
                self._chosen(first, last)
            case "len":
                self._len(first)
            case "first":
                return self._first(first)
            case "joined":
                return self._joined(first)
            case "images":
                self._images(first)
            case "starts":
                self._want(first, "text", "starts")
                self._want(last, "text", "starts")
            case "months_before":
                self._want(first, "date", "months_before")
                self._want(last, "number", "months_before")
            case "any" | "all":
                self._rows_condition(node.function, first)
            case "count":
                self._count(first)
            case "sum":
                self._sum(first)
        return _RESULTS.get(node.function, "boolean")

    def _path(self, node: ExpressionNode, function: str) -> Path:
        if isinstance(node, Path):
            return node
        raise RuleError(f"{function}(…) 里应是一个栏目的编号。")

    def _len(self, node: ExpressionNode) -> None:
        name = self._one(self._path(node, "len"))
        if name.kind not in ("text", "long"):
            raise RuleError(f"len(…) 数的是字数，“{name.path}”是{_WORDS[name.kind]}。")

    def _first(self, node: ExpressionNode) -> Operand:
        """What stands in the first row is of the kind of its column."""
        name = self._name(self._path(node, "first").path)
        if not name.repeats or name.repeats == "others" or name.kind == "rows":
            raise RuleError(f"first(…) 里应是多行栏目里的一列，如 first(team.name)；“{name.path}”不是。")
        return name.kind

    def _joined(self, node: ExpressionNode) -> Operand:
        name = self._name(self._path(node, "joined").path)
        if not name.repeats or name.repeats == "others" or name.kind != "text":
            raise RuleError(
                f"joined(…) 里应是多行栏目里的一列文字，如 joined(cases.name)；“{name.path}”不是。"
            )
        return "text"

    def _images(self, node: ExpressionNode) -> None:
        name = self._one(self._path(node, "images"))
        if name.kind != "long":
            raise RuleError(f"images(…) 数的是正文里的图片，“{name.path}”是{_WORDS[name.kind]}。")

    def _chosen(self, field: ExpressionNode, label: ExpressionNode) -> None:
        path = self._path(field, "chosen")
        name = self._one(path)
        if name.kind not in ("choice", "choices"):
            raise RuleError(f"chosen(…) 只用于单选和多选，“{path.path}”是{_WORDS[name.kind]}。")
        if not isinstance(label, Constant) or label.kind != "text":
            raise RuleError("chosen(…) 的第二项应是选项的文字，如 chosen(scene_type, '其他')。")
        self._option(path, str(label.value))

    def _count(self, node: ExpressionNode) -> None:
        if not isinstance(node, Path):
            self._rows_condition("count", node)
            return
        name = self._name(node.path)
        in_rows = name.repeats and name.kind not in ("rows", "choices")
        if name.kind not in ("rows", "choices") and not in_rows:
            raise RuleError(f"count(…) 数的是行数或勾选数，“{node.path}”是{_WORDS[name.kind]}。")

    def _sum(self, node: ExpressionNode) -> None:
        name = self._name(self._path(node, "sum").path)
        amounts = name.field is not None and any(
            option.blank in ("integer", "decimal") for option in name.field.options
        )
        if not (amounts or (name.kind == "number" and name.repeats)):
            raise RuleError(f"sum(…) 里应是多行栏目里的数字，或选项旁填的数量；“{name.path}”都不是。")

    def _rows_condition(self, function: str, node: ExpressionNode) -> None:
        """The argument of any, all, count: a condition about the rows of exactly one rows field."""
        rows = {name.repeats for path in paths(node) if (name := self._name(path)).repeats}
        tried = rows - {self.inside} or rows
        if len(tried) != 1:
            what = "要提到一个多行栏目里的栏目" if not tried else "只能提到一个多行栏目"
            raise RuleError(f"{function}(…) 里{what}，如 {function}(cases.secret)。")
        tried_rows = tried.pop()
        inner = _Checker(self.names, tried_rows, self.inside if tried_rows == "others" else None)
        kind = inner.kind(node)
        if kind != "boolean":
            raise RuleError(f"{function}(…) 里应是一个条件，写的却是{_WORDS[kind]}。")


def paths(node: ExpressionNode) -> list[str]:
    """Every path that a condition names."""
    match node:
        case Path():
            return [node.path]
        case Unary():
            return paths(node.operand)
        case Binary():
            return paths(node.left) + paths(node.right)
        case Call():
            return [path for argument in node.arguments for path in paths(argument)]
        case Constant():
            assert isinstance(node.value, Decimal | str)
            return []
