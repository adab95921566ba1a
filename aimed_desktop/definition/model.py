"""What a notice and its forms are: frozen, typed objects compiled from YAML."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from dataclasses import field as kept
from pathlib import Path
from typing import Literal

from aimed_desktop.definition.expression import Expression
from aimed_desktop.definition.fields import Field
from aimed_desktop.definition.layout import Document
from aimed_desktop.definition.names import DEADLINE

Severity = Literal["error", "warning"]
CheckStep = Literal["export", "pack"]


@dataclass(frozen=True, slots=True)
class Material:
    """A supporting paper on the notice's list. `required`: True, False or a condition."""

    id: str
    title: str
    required: bool | Expression = True
    in_document: bool = False  # a page of the form itself: met by the stamped scan
    has_validity: bool = False  # a licence: it says until when it is good
    is_joint: bool = False  # each joint unit gives its own
    joint_page: str | None = None  # the title of the page of the form that is printed for it
    hint: str | None = None
    source: str | None = None


@dataclass(frozen=True, slots=True)
class Rule:
    """A check that the notice (or an experienced clerk) asks for."""

    id: str
    when: Expression  # the finding is reported when this holds
    at: str | None  # path of the field that it is about
    severity: Severity
    blocks: CheckStep
    message: str
    fix: str | None = None
    source: str | None = None


@dataclass(frozen=True, slots=True)
class RouteChoice:
    """Which of the notice's routes an application takes: the first whose `when` holds."""

    route: str  # id of the route
    when: Expression


@dataclass(frozen=True, slots=True, eq=False)
class Form:
    """One application or summary form of a notice. Large as it is, it equals nothing but itself."""

    id: str
    notice_id: str
    title: str
    version: int
    kind: Literal["application", "summary"]
    fields: tuple[Field, ...]
    documents: tuple[Document, ...]
    materials: tuple[Material, ...] = ()
    rules: tuple[Rule, ...] = ()
    attachment: str | None = None  # what the notice calls it: 附件4
    remark: str | None = None  # shown on the screen and the 路线单, never on the paper
    project_name: str | None = None  # path of the field that names the application
    unit_name: str | None = None  # path of the applying unit's name
    apply_date: str | None = None  # path of 申报日期
    subject: str | None = None  # e-mail subject pattern; None: the notice's
    file_name: str | None = None  # file name pattern of the packet
    materials_file: str | None = None  # name of the one PDF of the materials; None: one by one
    copies: int | None = None  # None: the route's
    routes: tuple[RouteChoice, ...] = ()  # none: the notice's first route from the applicant
    path: Path | None = None  # the YAML file
    hidden: bool = False
    deadline: str | None = None  # the day of the notice's deadline, what rules call `deadline`
    _found: dict[str, Field | None] = kept(default_factory=dict, init=False, repr=False)

    @property
    def listed(self) -> str:
        """How it stands in a list: its title behind what the notice calls it."""
        return listed_title(self.attachment, self.title)

    @property
    def quoted(self) -> str:
        """How a sentence names it: 附件4《武汉市医疗行业高质量数据集申报书》."""
        return f"{self.attachment or ''}《{self.title}》"

    def field(self, path: str) -> Field | None:
        """The field at `path`; row numbers and option keys in the path are skipped."""
        if path not in self._found:
            self._found[path] = self._find(path)
        return self._found[path]

    def _find(self, path: str) -> Field | None:
        fields: tuple[Field, ...] = self.fields
        found: Field | None = None
        key_expected = False  # right behind a group that is kept once for each ticked option
        for step in path.split("."):
            is_key = key_expected and found is not None and found.child(step) is None
            key_expected = False
            if found is not None and (step.isdigit() or is_key):
                continue
            found = next((f for f in fields if f.id == step), None)
            if found is None:
                return None
            fields, key_expected = found.fields, found.each is not None
        return found

    def told(self, rule: Rule) -> str:
        """The message of a rule, with the day where it says `{deadline}`."""
        day = self.deadline
        printed = f"{day[:4]}年{int(day[5:7])}月{int(day[8:10])}日" if day else ""
        return rule.message.replace(f"{{{DEADLINE}}}", printed)

    def walk(self) -> Iterator[tuple[str, Field]]:
        """Every field with its path, children of rows and groups after their parent."""

        def visit(fields: tuple[Field, ...], prefix: str) -> Iterator[tuple[str, Field]]:
            for field in fields:
                yield prefix + field.id, field
                yield from visit(field.fields, f"{prefix}{field.id}.")

        return visit(self.fields, "")


Term = Literal["until", "mail", "place"]


@dataclass(frozen=True, slots=True)
class Amended:
    """What a supplementary notice has changed in a route. `printed`: the notice's own words, None: none."""

    term: Term
    printed: str | None
    source: str  # title, number and date of the supplementary notice


@dataclass(frozen=True, slots=True)
class Route:
    """One way of handing in. `until` is Beijing time, `2026-06-15 17:00`; None: typed by the clerk."""

    from_: str
    to: str
    by: tuple[Literal["paper", "mail", "platform", "website"], ...]
    until: str | None = None
    copies: int | None = None
    mail: tuple[str, ...] = ()
    subject: str | None = None
    place: str | None = None
    binding: str | None = None
    url: str | None = None
    note: str | None = None
    source: str | None = None
    id: str | None = None  # where a form says which routes its applications take
    amended: tuple[Amended, ...] = ()

    @property
    def key(self) -> str:
        """What tells the route from the others of its notice, in later versions of the definition too."""
        return self.id or self.way

    @property
    def way(self) -> str:
        """From whom to whom: the key of a route before it had an id."""
        return f"{self.from_}→{self.to}"

    def amendment(self, term: Term) -> Amended | None:
        """What was changed about `term`; None where the notice stands as printed."""
        return next((change for change in self.amended if change.term == term), None)


@dataclass(frozen=True, slots=True)
class Guidance:
    id: str
    title: str
    text: str
    source: str | None = None


@dataclass(frozen=True, slots=True)
class Contact:
    name: str
    unit: str | None = None
    phone: str | None = None
    email: str | None = None


@dataclass(frozen=True, slots=True)
class Notice:
    """A call for applications."""

    id: str
    title: str
    issuers: tuple[str, ...]
    date: str
    eligibility: str | None
    routes: tuple[Route, ...]
    guidance: tuple[Guidance, ...]
    contacts: tuple[Contact, ...]
    subject: str | None = None
    file_name: str | None = None
    forms: tuple[Form, ...] = ()
    path: Path | None = None
    hidden: bool = False
    lists: Mapping[str, tuple[str, ...]] = kept(default_factory=dict)  # words that fields complete to
    short: str | None = None  # how a list of several notices calls it: 武汉2026 AI+医疗

    @property
    def short_title(self) -> str:
        """What it is called beside other notices."""
        return self.short or self.title

    @property
    def deadline(self) -> str | None:
        """The first date on the way from the applicant, `2026-06-15 17:00`."""
        return next((route.until for route in self.routes if route.until), None)

    @property
    def last_day(self) -> str | None:
        """The day of the deadline, `2026-06-15`."""
        return self.deadline[:10] if self.deadline else None


def listed_title(attachment: str | None, title: str, notice: str = "") -> str:
    """A form's title behind what its notice calls it: 附件4 武汉市医疗行业高质量数据集申报书.

    Beside forms of other notices: 附件4 武汉2026 AI+医疗　武汉市医疗行业高质量数据集申报书.
    """
    return " ".join(filter(None, (attachment, "　".join(filter(None, (notice, title))))))
