"""The words that a number belongs to: 准确率 in 准确率达到92.3%, 医院 in 8家医院, 截至 in 截至2026年4月30日.

There is no dictionary of Chinese here, only the way such sentences are built:

1. What leads up to a number (达到, 约为, 由, 分别为 …) is no part of its name; what stands before that in the
   same clause is, from the last verb on that takes a number (累计, 纳入, 设有 …), without 的.
2. A counter (个, 家, 名, 项 …) is followed by what it counts. Where nothing is, rule 1 holds.
3. A number right behind another (95.8%、97.4%, 由85%提高到92%) has the name of that one.
4. By how much something changed (缩短63.5%) is another thing than what it is: the change is part of the name.
5. A date is named by 截至, by the words before 于, or by the words behind it.
6. Where no words tell, nothing is guessed: the name is empty.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from aimed_desktop.application.numbers import sentence_words
from aimed_desktop.application.numbers.reading import Reading
from aimed_desktop.application.numbers.units import unit_named

_FAR = 40  # characters before a number in which its name is looked for
_LONGEST = 16
_AHEAD = 12
_BROKEN = re.compile(r"[。！？；;!?\n，,、：:（(）)“”\"《》【】\[\]「」—\d]")
_CLAUSE = re.compile(r"[。！？；;!?\n，,、：:（(）)“”\"《》【】\[\]「」—]")
_WHERE = re.compile(r"(?P<where>[^\W在对为向由于的和与及从将把\dA-Za-z]{2,6})$")
_PLACES_COUNTED = "家所个院"
_BEGINS = re.compile(r"[在对每名个]")
_AND = re.compile(r"[和与及、]$")
_YEAR = re.compile(r"(?:19|20)\d\d\s?年度?")
_TAIL = re.compile(r"[（(\[【][^（）()\[\]【】]{0,30}[)）\]】]\s*$")


class Named(NamedTuple):
    """The name of a number, empty where its words tell none; `where` of 全院42个病区 is 全院."""

    words: str
    where: str = ""


NOT_NAMED = Named("")


def names_in(text: str, found: list[Reading]) -> list[Named]:
    """The name of each number in `text`."""
    names: list[Named] = []
    for index, number in enumerate(found):
        before = found[index - 1] if index else None
        if number.kind == "date" and _is_of_the_next(text, number, found[index + 1 : index + 2]):
            names.append(NOT_NAMED)
        else:
            names.append(_name(text, number, before, names[-1].words if names else ""))
    return names


def _is_of_the_next(text: str, date: Reading, following: list[Reading]) -> bool:
    """Whether a date only says of when the number behind it is: 2024年手术量1200例."""
    if not following or sentence_words.UNTIL.search(text[max(date.start - 4, 0) : date.start]):
        return False
    between = text[date.end : following[0].start]
    return len(between) < _FAR and not _CLAUSE.search(between)


def key_of(name: str) -> str:
    """What names that mean the same have in common: 研发人员数量 is 研发人员. Empty of P and the like."""
    plain = re.sub(r"[\s·]", "", name).casefold()
    plain = _without(sentence_words.SUBJECT, _without(sentence_words.BEGINNING, plain))
    return "" if plain in sentence_words.STATISTICS else sentence_words.AMOUNT_AT_END.sub("", plain)


def label_name(label: str) -> str:
    """The words of a label or heading without the unit behind them: 报告时间 of 报告时间（分钟）."""
    plain = label.replace("\n", "").strip().rstrip("：:。")
    shorter = _TAIL.sub("", plain)
    while shorter != plain and shorter:
        plain, shorter = shorter, _TAIL.sub("", shorter)
    head, slash, unit = plain.rpartition("/")
    return head if slash and unit_named(unit) else plain


def is_measured(name: str) -> bool:
    """Whether `name` names what is measured (准确率, 报告时间), so that a longer name may mean the same."""
    return bool(sentence_words.METRIC.search(name)) and len(name) >= 3


def _name(text: str, number: Reading, before: Reading | None, last_name: str) -> Named:
    start = max(number.start - _FAR, before.end if before is not None else 0, 0)
    window = text[start : number.start]
    is_next = before is not None and before.end == start
    if number.kind == "date":
        return Named(_date_name(text, number, window))
    if counted := _counted(text, number):
        return Named(counted, _where(window))
    is_behind_counted = is_next and bool(last_name) and window.startswith(last_name)
    if is_behind_counted and text[start - 1] in _PLACES_COUNTED:  # 在两家医院4260例连续病例
        return Named(_behind(text, number) or _noun(window[len(last_name) :], across=True))
    change = sentence_words.CHANGED.search(window)
    core = _led_up(window[: change.start()] if change else window)
    has_no_words = is_next and not core.strip("、和与及，, /至到~-–")
    if has_no_words and last_name and before is not None and before.kind != "date":
        return Named(last_name + change["change"] if change else last_name)
    name = _noun(core, across=number.kind != "time")
    if name and change:
        name += change["change"]
    if name and is_next and before is not None and before.kind == "date":
        name = _of_year(text, before, core, name)
    return Named(name or _behind(text, number) or _noun(core, across=True))


def _where(window: str) -> str:
    """The words right before a counted thing that say where it is counted; none behind 在 or a verb."""
    if (
        sentence_words.LEADING_UP.search(window)
        or sentence_words.BEGINNING.fullmatch(window[-2:])
        or sentence_words.VERB_AT_END.search(window)
    ):
        return ""
    found = _WHERE.search(window)
    return found["where"] if found else ""


def _led_up(words: str) -> str:
    """`words` without what leads up to the number behind them."""
    while found := sentence_words.LEADING_UP.search(words):
        words = words[: found.start()]
    return words


def _noun(words: str, *, across: bool) -> str:
    """The name at the end of `words`; from the clause before, where this one has none."""
    if words.endswith((")", "）")):  # 灵敏度（Se）为
        words = _led_up(_TAIL.sub("", words))
    *_, end = (0, *(found.end() for found in _CLAUSE.finditer(words)))
    clause = words[end:]
    if of_whom := sentence_words.OF_WHOM.match(clause):
        clause = of_whom["what"]
    core = "" if _AND.search(clause) else _without(sentence_words.BEGINNING, _from_verb(clause))
    if not core and end and across:
        return _noun(_led_up(words[: end - 1]), across=False)
    return _shortened(core.replace("的", "")).strip()


def _shortened(core: str) -> str:
    """The end of a long name, from a word that begins something new where there is one."""
    if len(core) <= _LONGEST:
        return core
    end = core[-_LONGEST:]
    found = list(_BEGINS.finditer(end))
    return end[found[-1].end() :] if found and len(end) - found[-1].end() > 2 else end


def _from_verb(words: str) -> str:
    """What stands behind the last verb that takes a number; of 设备采购费用 nothing is left out."""
    for found in reversed(list(sentence_words.VERBS.finditer(words))):
        rest = words[found.end() :]
        if len(rest) >= 2 and not sentence_words.HEADS.fullmatch(rest):
            return rest
        if not rest:
            words = words[: found.start()]
    return words


def _without(beginning: re.Pattern[str], words: str) -> str:
    """`words` without what `beginning` finds at their head; two characters at least are left, or none."""
    while found := beginning.match(words):
        if len(words) - found.end() < 2:
            return "" if found.end() == len(words) else words
        words = words[found.end() :]
    return words


def _counted(text: str, number: Reading) -> str:
    """What a counter counts that stands behind it: 医疗机构 of 160余家医疗机构."""
    written = text[number.start : number.end]
    behind = text[number.end : number.end + _AHEAD]
    if number.kind != "count" or not behind:
        return ""
    if written[-1:] not in sentence_words.COUNTED_BEHIND:
        return behind[:2] if written.endswith("例") and sentence_words.PATIENTS.match(behind) else ""
    if sentence_words.NOT_COUNTED.match(behind):
        return ""
    end = sentence_words.COUNTED_END.search(behind, 1)
    if end and end.start() == 1 and not _CLAUSE.match(end[0]):
        end = sentence_words.COUNTED_END.search(behind, 2)
    return behind[: end.start()] if end else behind


def _behind(text: str, number: Reading) -> str:
    """The words behind a number that has none before it: 38%需要接受…."""
    behind = text[number.end : number.end + _AHEAD].lstrip("的")
    end = _BROKEN.search(behind)
    noun = _without(sentence_words.BEGINNING, behind[: end.start()] if end else behind)
    return noun if len(noun) > 1 and not re.match(r"以[上下内外]|左右|[至到和与及]", noun) else ""


def _of_year(text: str, date: Reading, core: str, name: str) -> str:
    """2025年手术量 is another thing than 2024年手术量."""
    written = text[date.start : date.end]
    return f"{written}{name}" if _YEAR.fullmatch(written) and "，" not in core else name


def _date_name(text: str, number: Reading, window: str) -> str:
    if sentence_words.UNTIL.search(window):
        return "截至"
    if sentence_words.VERB_AT.search(window) and (name := _noun(window.rstrip()[:-1], across=False)):
        return name
    behind = text[number.end : number.end + 2 * _AHEAD]
    if skipped := sentence_words.BEHIND_DATE.match(behind):
        behind = behind[skipped.end() :]
    end = _BROKEN.search(behind)
    noun = (behind[: end.start()] if end else behind)[:_AHEAD].lstrip("的在")
    return noun if len(noun) > 1 else _noun(_led_up(window), across=False)
