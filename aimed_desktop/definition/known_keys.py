"""Takes the expected keys out of a mapping; whatever does not belong there is reported."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date

from aimed_desktop.definition.problem import Reporter, near
from aimed_desktop.definition.reader import Mapping, Scalar, Sequence, YamlNode

_TRUE, _FALSE = ("true", "yes", "是"), ("false", "no", "否")
_ID = re.compile(r"[a-z][a-z0-9_]*")
MAX_INTEGER = 99_999
_LONGEST_INTEGER = 9  # digits
_FEW = 16  # names that a message lists
_MEANINGS = {
    "label": "纸上的标签", "title": "名称", "form": "编号，与文件名相同", "notice": "编号，与文件夹名相同",
    "id": "编号", "when": "条件", "message": "哪里不对", "date": "通知日期", "from": "谁报送", "to": "报给谁",
    "name": "姓名", "text": "文字", "field": "栏目编号", "route": "途径的编号",
}  # fmt: skip
_FORM_ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


class Keys:
    """One mapping of a definition and what it is called in messages (`栏目“unit_name”`)."""

    def __init__(self, node: Mapping, reporter: Reporter, known: Iterable[str], where: str) -> None:
        self.mapping, self.reporter, self.where = node, reporter, where
        names = tuple(known)
        for key, line in node.key_lines.items():
            if key not in names:
                reporter.report(line, self._unknown(key, names))

    def _unknown(self, key: str, names: tuple[str, ...]) -> str:
        """What to say of a key that does not belong here: first the slips of typing."""
        before, colon, _ = key.partition("：") if "：" in key else key.partition(":")
        if colon and before.strip() in names:
            return (
                f"{self.where}的“{before}{colon}”：请用英文冒号，后面加一个空格，写成“{before.strip()}: ”。"
            )
        if key.lower() in names:
            return f"{self.where}里没有“{key}”这一项。请写小写的“{key.lower()}”。"
        if not key.isascii() and self.mapping.entries.get(key) == Scalar(None, self.mapping.key_lines[key]):
            advice = "如果它是前面那段文字的一部分，请给整段文字加引号（逗号会隔开各项）。"
            return f"{self.where}里没有“{key}”这一项。{advice}"
        advice = near(key, names) or (f"可写：{'、'.join(names)}。" if len(names) <= _FEW else "")
        return f"{self.where}里没有“{key}”这一项。{advice}"

    def __contains__(self, key: str) -> bool:
        return self.node(key) is not None

    @property
    def line(self) -> int:
        return self.mapping.line

    def line_of(self, key: str) -> int:
        """The line of a key, of the mapping where it is absent."""
        return self.mapping.key_lines.get(key, self.mapping.line)

    def node(self, key: str) -> YamlNode | None:
        """What stands under the key; None where nothing does."""
        node = self.mapping.entries.get(key)
        return None if isinstance(node, Scalar) and node.value is None else node

    def text(self, key: str, *, required: bool = False) -> str | None:
        """A text."""
        node = self.node(key)
        if isinstance(node, Scalar):
            return node.value
        if node is not None:
            self.reporter.report(self.line_of(key), f"{self.where}的“{key}”应是一段文字。")
        elif required:
            self._missing(key)
        return None

    def _missing(self, key: str) -> None:
        meaning = f"（{_MEANINGS[key]}）" if key in _MEANINGS else ""
        if key in self.mapping.entries:
            empty = (
                f"{self.where}的“{key}”{meaning}是空的。文字以 # 开头时要加引号，否则 # 后面的都不算内容。"
            )
            self.reporter.report(self.line_of(key), empty)
        else:
            self.reporter.report(self.line, f"{self.where}缺少“{key}”{meaning}。")

    def texts(self, key: str) -> tuple[str, ...]:
        """Texts: a list, or a single one."""
        node = self.node(key)
        if node is None:
            return ()
        items = node.items if isinstance(node, Sequence) else [node]
        return tuple(text for item in items if (text := self._item(item, key)) is not None)

    def nodes(self, key: str) -> list[YamlNode]:
        """The items of a list."""
        node = self.node(key)
        if node is None or isinstance(node, Sequence):
            return node.items if node else []
        self.reporter.report(
            self.line_of(key), f"{self.where}的“{key}”应是一个列表：每项一行、以“- ”开头，或写成 [甲, 乙]。"
        )
        return []

    def flag(self, key: str, default: bool = False) -> bool:
        """true or false."""
        text = self.text(key)
        if text is None or text in _TRUE + _FALSE:
            return default if text is None else text in _TRUE
        self.reporter.report(self.line_of(key), f"{self.where}的“{key}”应写 true（是）或 false（否）。")
        return default

    def integer(self, key: str, *, least: int = 0, most: int = MAX_INTEGER) -> int | None:
        """A whole number from `least` to `most`."""
        text = self.text(key)
        if text is None:
            return None
        if re.fullmatch(r"[0-9]{1,9}", text) and least <= int(text) <= most:
            return int(text)
        is_large = re.fullmatch(r"[0-9]+", text) and (len(text) > _LONGEST_INTEGER or int(text) > most)
        message = (
            f"{self.where}的“{key}”太大了，最多是 {most}。"
            if is_large
            else f"{self.where}的“{key}”应是不小于 {least} 的整数（如 {max(least, 2)}），不能是“{text}”。"
        )
        self.reporter.report(self.line_of(key), message)
        return None

    def length(self, key: str) -> float | None:
        """A length in mm."""
        text = self.text(key)
        if text is None or re.fullmatch(r"\d{1,4}(\.\d+)?", text):
            return None if text is None else float(text)
        self.reporter.report(self.line_of(key), f"{self.where}的“{key}”应是毫米数，例如 26。")
        return None

    def one_of(self, key: str, choices: tuple[str, ...], default: str | None = None) -> str | None:
        """One of a few words."""
        text = self.text(key)
        if text is None or text in choices:
            return default if text is None else text
        allowed = "、".join(choices)
        message = f"{self.where}的“{key}”不能是“{text}”。{near(text, choices)}可用：{allowed}。"
        self.reporter.report(self.line_of(key), message)
        return default

    def _item(self, node: YamlNode, key: str) -> str | None:
        if isinstance(node, Scalar) and node.value is not None:
            return node.value
        self.reporter.report(node.line, f"{self.where}的“{key}”里每一项都应是一段文字。")
        return None


def mapping(node: YamlNode, reporter: Reporter, where: str) -> Mapping | None:
    """The node as a mapping, reported where it is not one."""
    if isinstance(node, Mapping):
        return node
    reporter.report(node.line, f"{where}应写成“名称: 内容”的形式：英文冒号，后面加一个空格。")
    return None


def is_id(text: str) -> bool:
    """Whether `text` may name a field, material or guidance text."""
    return _ID.fullmatch(text) is not None


def is_form_id(text: str) -> bool:
    """Whether `text` may name a form, notice or rule: `wuhan-2026-1`."""
    return _FORM_ID.fullmatch(text) is not None


def is_date(text: str) -> bool:
    """Whether `text` is a real date, `2026-06-15`."""
    if not re.fullmatch(r"\d{4}-\d{2}-\d{2}", text):
        return False
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True
