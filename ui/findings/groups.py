"""Findings as they are listed: under the section of the paper that they belong to."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from aimed_desktop.application.finding import Finding
from aimed_desktop.application.paper import Paper, Rank
from aimed_desktop.definition.layout import Cover
from aimed_desktop.definition.model import Form
from aimed_desktop.definition.placement import places_in
from ui.form.sections import CARRIED, sections

MATERIALS = "materials"
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
        self._paper = Paper(form)
        self._titles = [section.title for section in found]
        self._places = _sections_by_field(form, {s.anchor: index for index, s in enumerate(found)})
        self._carried = len(found) - 1 if found and found[-1].anchor == CARRIED else len(found)

    def grouped(self, findings: Iterable[Finding]) -> list[Group]:
        """The groups that hold something, in the order of the paper; materials and the whole last."""
        by_section: dict[int, list[Finding]] = {}
        for finding in findings:
            by_section.setdefault(self._section(finding.field), []).append(finding)
        titles = dict(enumerate([*self._titles, _MATERIALS_TITLE, _WHOLE_TITLE]))
        return [
            Group(titles[index], tuple(sorted(by_section[index], key=lambda f: self._paper.rank(f.field))))
            for index in sorted(by_section)
        ]

    def in_order(self, findings: Iterable[Finding]) -> list[Finding]:
        """The findings as the groups list them."""
        return [finding for group in self.grouped(findings) for finding in group.findings]

    def rank(self, path: str) -> tuple[int, Rank]:
        """A key that sorts fields and material slots as the groups list them."""
        return self._section(path), self._paper.rank(path)

    def section_of(self, path: str) -> int:
        """The number of the section in which the field at `path` is asked for."""
        steps = [step for step in path.split(".") if not step.isdigit()]
        of_option = f"{steps[0]}.{steps[-1]}"  # a group for each ticked option: its key is left out
        candidates = [of_option, *(".".join(steps[:length]) for length in range(len(steps), 0, -1))]
        return next((self._places[each] for each in candidates if each in self._places), self._carried)

    def _section(self, path: str | None) -> int:
        if path is None:
            return len(self._titles) + 1
        if path.partition(".")[0] == MATERIALS:
            return len(self._titles)
        return min(self.section_of(path), len(self._titles) - 1)


def count_errors(findings: Sequence[Finding]) -> int:
    """How many of the findings must be mended."""
    return sum(finding.severity == "error" for finding in findings)


def tally(findings: Sequence[Finding]) -> str:
    """How many there are, in words."""
    errors = count_errors(findings)
    parts = [f"必改 {errors} 项"] if errors else []
    parts += [f"建议 {len(findings) - errors} 项"] if len(findings) > errors else []
    return "，".join(parts)


def _sections_by_field(form: Form, anchors: dict[str, int]) -> dict[str, int]:
    """The section of each definition path; a field of the cover that stands elsewhere too, there."""
    places: dict[str, int] = {}
    covers: dict[str, int] = {}
    index = 0
    for document in form.documents:
        for part in document.parts:
            index = anchors.get(part.id, index)
            for place in places_in(part, form):
                (covers if isinstance(part.body, Cover) else places).setdefault(place.path, index)
    return covers | places
