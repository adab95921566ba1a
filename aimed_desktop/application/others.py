"""The same unit's other applications, as far as the rules of a form ask about them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from aimed_desktop.application.model import Application
from aimed_desktop.definition.expression import Expression, paths_in
from aimed_desktop.definition.model import Form
from aimed_desktop.definition.names import OTHERS

_PREFIX = "others."


@dataclass(frozen=True, slots=True)
class Other:
    """Another application: its form's and notice's id, its status and project, further texts by path."""

    form: str
    notice: str
    status: str
    project: str
    texts: Mapping[str, str] = field(default_factory=dict)

    def word(self, name: str) -> str | None:
        """What `others.name` means; None where nothing stands there."""
        return (getattr(self, name) if name in OTHERS else self.texts.get(name)) or None


def other_of(app: Application, asked: Iterable[str] = ()) -> Other:
    """`app` as the rules of another application see it; `asked`: the texts that they name."""
    form = app.form
    texts = {path: app.text_of(path) for path in asked if path not in OTHERS}
    return Other(form.id, form.notice_id, app.status.value, app.text_of(form.project_name), texts)


def asked_of_others(form: Form) -> frozenset[str] | None:
    """The names that the form's conditions put behind `others.`; None where they never mention others."""
    found = {path for condition in _conditions(form) for path in paths_in(condition.root)}
    asked = {path.removeprefix(_PREFIX) for path in found if path.startswith(_PREFIX)}
    return frozenset(asked) if asked or _PREFIX.rstrip(".") in found else None


def _conditions(form: Form) -> Iterator[Expression]:
    """Every condition that is judged with the others at hand."""
    yield from (rule.when for rule in form.rules)
    yield from (paper.required for paper in form.materials if isinstance(paper.required, Expression))
    yield from (each.when for _, each in form.walk() if each.when is not None)
