"""What became of each packet that a summary is made from, and what its list does not say."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from aimed_desktop.services.archiving import is_packet
from aimed_desktop.services.problem_words import words_of

if TYPE_CHECKING:
    from aimed_desktop.application.model import Application
    from aimed_desktop.errors import UserProblem
    from aimed_desktop.summary.sources import Sources


@dataclass(frozen=True, slots=True)
class SourceLine:
    """One packet or application file, and whether it can be used."""

    path: str
    is_usable: bool
    verdict: str  # 完整, 未打包, 有问题, 旧版, 已移出
    words: str  # form, unit and project; or what is wrong
    is_bad: bool = False
    is_out: bool = False  # taken out by the clerk


def told_besides(everything: Sources, told: Sequence[str], excluded: Collection[str]) -> tuple[str, ...]:
    """What the list of packets does not say already."""
    from aimed_desktop.messages import sentence

    listed = {f"{name}：{problem}" for name, problem in everything.refused.items()}
    listed |= {*everything.replaced.values(), *(sentence("summary_excluded", name=n) for n in excluded)}
    left = dict.fromkeys(words for words in told if words not in listed)
    return tuple(_brief(words, everything) for words in left)


def _brief(words: str, everything: Sources) -> str:
    """The words with files by their names: where they stand is told under the mouse."""
    names = {*(source.name for source in everything.found), *everything.replaced, *everything.refused}
    names |= {name.removesuffix(".zip") for name in names}  # a packet is made as both
    for name in sorted(names, key=len, reverse=True):
        words = words.replace(name, Path(name).name)
    return words


def source_lines(
    everything: Sources, refused: Mapping[str, UserProblem], out: Collection[str]
) -> list[SourceLine]:
    """What is wrong first, what was taken out last."""
    lines = [
        SourceLine(name, is_usable=False, verdict="有问题", words=words_of(problem), is_bad=True)
        for name, problem in refused.items()
    ]
    lines += [
        _good_line(source.name, source.application)
        for source in everything.found
        if source.name not in refused
    ]
    lines += [
        SourceLine(name, is_usable=False, verdict="旧版", words=_brief(words, everything))
        for name, words in everything.replaced.items()
    ]
    known = {line.path for line in lines}
    lines += [
        SourceLine(name, is_usable=False, verdict="", words=words_of(problem))
        for name, problem in everything.refused.items()
        if name not in known
    ]
    marked = [
        replace(line, is_usable=False, verdict="已移出", is_bad=False, is_out=True)
        if line.path in out
        else line
        for line in lines
    ]
    return sorted(marked, key=lambda line: (not line.is_bad, line.is_out, line.path))


def _good_line(name: str, app: Application) -> SourceLine:
    said = (app.text_of(app.form.unit_name), app.text_of(app.form.project_name), app.form.listed)
    verdict = "完整" if is_packet(Path(name)) else "未打包"
    return SourceLine(name, is_usable=True, verdict=verdict, words="　".join(filter(None, said)))
