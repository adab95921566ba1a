"""Splits the hint of a chapter into the points that it asks for, each in the notice's own words."""

from __future__ import annotations

import re
from collections.abc import Iterator

_SENTENCES = "。；;"
_CLAUSES = "，,"
_ITEMS = "、"
_OPEN, _CLOSE = "（(“", "）)”"
_LEADS = re.compile(
    r"^(?:请|应|需|可|并)?(?:包括但不限于|包括|重点(?:阐述|介绍|说明|突出)|简要(?:介绍|说明)|侧重|"
    r"介绍|说明|描述|明确|阐述|详述|总结|填写|以及|及|和|如(?![何果下]))(?=.{2})"
)
_LIMIT = re.compile(r"[（(]?(?:本部分内容)?(?:不超过|限|约)?\s*\d+\s*字(?:以内|左右)?[）)]?")
_NO_POINT = re.compile(r"^(?:请.*|可图文并茂|若没有.*|如有.*|与.*保持一致|填“无”)$")
_EXPLAINED = re.compile(r"[^，。；（(]+(?=，请)")  # 自筹、财政资金或其他，请详细介绍: one point
_AND_SO_ON = re.compile(r"(?<![高中初同对相])(?<!(?<!水)平)等(?![级效同于待])")
_PROSE = re.compile(r"应当|等[^、，）)]{14}")  # a clause that only mentions a list
_SHORT_REST = 4  # characters after 等 that say no more: 等情况, 等方面
_JOINED = "\x00"


def hint_items(hint: str) -> tuple[str, ...]:
    """The points of `hint` in its order, each as it stands there; none for a mere limit of length."""
    text = _LIMIT.sub("", _without_frame(hint.strip()))
    text = _EXPLAINED.sub(lambda found: found[0].replace(_ITEMS, _JOINED), text)
    return tuple(dict.fromkeys(_points(text)))


def _points(text: str) -> Iterator[str]:
    for sentence in _split(text, _SENTENCES):
        for clause in _split(sentence.replace("以及", "，以及"), _CLAUSES):
            items = [clause] if _PROSE.search(clause) else list(_split(_bare(clause), _ITEMS))
            for item in items:
                point = _bare(_cut(item, is_listed=len(items) > 1)).replace(_JOINED, _ITEMS)
                if len(point) > 1 and not _NO_POINT.match(point):
                    yield point


def _without_frame(text: str) -> str:
    """`text` without the bracket that it begins with, whose words stay."""
    if text[:1] not in _OPEN[:2]:
        return text
    end = _closes_at(text)
    return f"{text[1:end]}。{text[end + 1 :]}" if end > 0 else text


def _closes_at(text: str) -> int:
    depth = 0
    for place, character in enumerate(text):
        depth += (character in _OPEN) - (character in _CLOSE)
        if depth == 0:
            return place
    return -1


def _split(text: str, marks: str) -> Iterator[str]:
    """The pieces between `marks`, those inside brackets left alone."""
    depth, start = 0, 0
    for place, character in enumerate(text):
        depth += (character in _OPEN) - (character in _CLOSE)
        if character in marks and depth <= 0:
            yield text[start:place]
            start = place + 1
    yield text[start:]


def _bare(text: str) -> str:
    """Without the words that lead to the points."""
    text = text.strip()
    while (found := _LEADS.match(text)) is not None:
        text = text[found.end() :]
    return text


def _cut(item: str, *, is_listed: bool) -> str:
    """Without 等 and what ends the list."""
    found = next(reversed(list(_AND_SO_ON.finditer(item))), None)
    if found is None or _is_inside_bracket(item, found.start()):
        return item
    rest = len(item) - found.end()
    return item[: found.start()] if is_listed or rest <= _SHORT_REST else item


def _is_inside_bracket(text: str, place: int) -> bool:
    before = text[:place]
    return sum(before.count(mark) for mark in _OPEN) > sum(before.count(mark) for mark in _CLOSE)
