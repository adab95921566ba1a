"""数字一览: the numbers of an application as they are listed, filtered and copied."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

from aimed_desktop.application.model import Application
from aimed_desktop.application.numbers.stated import NumberGroup, StatedNumber, stated_numbers
from aimed_desktop.application.numbers.units import Kind

DIFFERENT: Final = "同一名称，数字不同"
OTHERS: Final = "其余数字"
KINDS: Final[dict[Kind, str]] = {
    "percent": "百分比",
    "count": "数量",
    "money": "金额",
    "size": "大小",
    "time": "时长",
    "date": "日期",
}
COLUMNS: Final = ("名称", "数字", "在哪里")


def list_numbers(app: Application) -> list[NumberGroup]:
    """Every number under its name, names with different numbers first."""
    return stated_numbers(app)


def number_words(number: StatedNumber) -> str:
    """The number as it stands, with the unit of its label in brackets: 52（分钟）."""
    return f"{number.written}（{number.unit}）" if number.unit else number.written


def place_words(number: StatedNumber) -> str:
    """Where it stands: 简介：准确率达到92.3%."""
    around = f"{number.before}{number.written}{number.after}".replace("\n", " ")
    return f"{number.label}：{around}"


def tally(groups: Sequence[NumberGroup]) -> str:
    """How many numbers there are, in words."""
    total = sum(len(group.numbers) for group in groups)
    if not total:
        return "还没有填写数字。"
    different = sum(group.differs for group in groups)
    return f"共 {total} 个数字" + (f"，{different} 个名称的数字不同" if different else "")


def as_text(groups: Iterable[NumberGroup]) -> str:
    """The list for the clipboard: a line for each number, its cells parted by tabs."""
    lines = ["\t".join(COLUMNS)]
    lines += [
        "\t".join((number.name or group.name, number_words(number), place_words(number)))
        for group in groups
        for number in group.numbers
    ]
    return "\n".join(lines)
