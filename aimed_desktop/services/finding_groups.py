"""Findings as they are listed: under the section of the paper that they belong to."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from aimed_desktop.application.checks.finding import Finding
from aimed_desktop.application.values.paper_order import PaperOrder, Rank
from aimed_desktop.definition.layout import Cover
from aimed_desktop.definition.model import Form
from aimed_desktop.definition.placement import places_in
from aimed_desktop.definition.sections import sections

MATERIALS = "materials"
_Place = tuple[int, int]
_MATERIALS_TITLE, _WHOLE_TITLE = "材料", "整份申报件"


@dataclass(frozen=True, slots=True)
class Group:
    """The findings of one section, in the order of the paper."""

    title: str
    findings: tuple[Finding, ...]

    @property
    def errors(self) -> int:
        """How many must be mended."""
        return count_errors(self.findings)


class Grouping:
    """The sections of one form."""

    def __init__(self, form: Form) -> None:
        found = sections(form)
        self._paper = PaperOrder(form)
        self._titles = [section.title for section in found]
        self._places = _places(form, {s.anchor: index for index, s in enumerate(found)})
        self._last = len(found) - 1

    def grouped(self, findings: Iterable[Finding]) -> list[Group]:
        """The groups that hold something, in the order of the paper; materials and the whole last."""
        by_section: dict[int, list[Finding]] = {}
        for finding in findings:
            by_section.setdefault(self._section(finding.field), []).append(finding)
        titles = dict(enumerate([*self._titles, _MATERIALS_TITLE, _WHOLE_TITLE]))
        return [
            Group(titles[index], tuple(sorted(by_section[index], key=lambda f: self.rank(f.field))))
            for index in sorted(by_section)
        ]

    def errors_first(self, findings: Sequence[Finding]) -> list[Group]:
        """The groups of what must be mended, then those of the advice: a section may have one of each."""
        errors = [finding for finding in findings if finding.severity == "error"]
        advice = [finding for finding in findings if finding.severity != "error"]
        return [*self.grouped(errors), *self.grouped(advice)]

    def in_order(self, findings: Iterable[Finding]) -> list[Finding]:
        """The findings as the groups list them."""
        return [finding for group in self.grouped(findings) for finding in group.findings]

    def rank(self, path: str | None) -> tuple[_Place, Rank]:
        """A key that sorts fields and material slots as the groups list them."""
        return self._place(path), self._paper.rank(path)

    def _section(self, path: str | None) -> int:
        return self._place(path)[0]

    def _place(self, path: str | None) -> _Place:
        """The section in which the field at `path` is asked for, and its place in the documents."""
        if path is None:
            return len(self._titles) + 1, 0
        if path.partition(".")[0] == MATERIALS:
            return len(self._titles), 0
        steps = [step for step in path.split(".") if not step.isdigit()]
        of_option = f"{steps[0]}.{steps[-1]}"  # a group for each ticked option: its key is left out
        candidates = [of_option, *(".".join(steps[:length]) for length in range(len(steps), 0, -1))]
        found = (self._places[each] for each in candidates if each in self._places)
        return next(found, (self._last, len(self._places)))  # carried fields stand last


def count_errors(findings: Sequence[Finding]) -> int:
    """How many of the findings must be mended."""
    return sum(finding.severity == "error" for finding in findings)


def tally(findings: Sequence[Finding]) -> str:
    """How many there are, in words."""
    errors = count_errors(findings)
    parts = [f"必改 {errors} 项"] if errors else []
    parts += [f"建议 {len(findings) - errors} 项"] if len(findings) > errors else []
    return "，".join(parts)


def _places(form: Form, anchors: dict[str, int]) -> dict[str, _Place]:
    """Section and place of each definition path; a field of the cover that stands elsewhere too, there."""
    places: dict[str, _Place] = {}
    covers: dict[str, _Place] = {}
    section = 0
    for document in form.documents:
        for part in document.parts:
            section = anchors.get(part.id, section)
            for place in places_in(part, form):
                known = covers if isinstance(part.body, Cover) else places
                known.setdefault(place.path, (section, len(covers) + len(places)))
    return covers | places
