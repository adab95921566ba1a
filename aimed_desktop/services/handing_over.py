"""One application going to a colleague's program as an encrypted file, and coming back changed."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from aimed_desktop.application.editing.comparison import Comparison, compare, written_out
from aimed_desktop.application.editing.joined_texts import can_join, joined
from aimed_desktop.application.editing.merging import VALID_UNTIL, Choice, Conflict
from aimed_desktop.application.editing.undo_journal import MATERIALS
from aimed_desktop.application.editing.word_marks import marks
from aimed_desktop.application.model import Application
from aimed_desktop.application.values.paper_order import PaperOrder
from aimed_desktop.application.values.shapes import Value

if TYPE_CHECKING:
    from aimed_desktop.archive.archive import Archive
    from aimed_desktop.archive.arriving import Arrival

_UNNAMED = "没有写名的同事"


@dataclass(frozen=True, slots=True)
class Disagreement:
    """A value that both have changed, each otherwise; `words`: mine and theirs as they are read."""

    conflict: Conflict
    label: str
    words: tuple[str, str]
    comparison: Comparison
    is_joinable: bool = False  # two versions of a long text

    @property
    def both(self) -> Choice:
        """That the paragraphs of both are taken."""
        return Choice(self.conflict, joined(self.conflict.mine, self.conflict.theirs))

    def to_json(self) -> dict[str, Any]:
        """As the command line tells it."""
        return {"field": self.conflict.path, "mine": self.conflict.mine, "theirs": self.conflict.theirs}


@dataclass(frozen=True, slots=True)
class Handover:
    """A hand-over beside what is here. `kept`: labels of what they have emptied and what stays here."""

    entry: str
    title: str
    who: str
    time: str  # when it was given, local, ISO 8601
    is_new: bool
    disagreements: tuple[Disagreement, ...] = ()
    kept: tuple[str, ...] = ()


def give_application(archive: Archive, entry: str, path: Path, passphrase: str, who: str) -> Path:
    """The application with everything that is kept of it as a new encrypted file; its path.

    `passphrase` is for the receiver, who gets it by another way; `who` gives it.
    """
    return archive.give(entry, path, passphrase, who.strip())


def look_at_handover(archive: Archive, path: Path, passphrase: str) -> Handover:
    """What taking the file in would come to; nothing is written. UserProblem where it cannot be."""
    from aimed_desktop.archive.arriving import look

    with archive.given(path, passphrase) as given:
        return _told(look(archive, given))


def take_handover(archive: Archive, path: Path, passphrase: str, choices: Sequence[Choice] = ()) -> Handover:
    """Merge it into the application that is here, or keep it where there is none; all or nothing.

    Where both have changed a value, what is here stays, or what the clerk has chosen.
    """
    from aimed_desktop.archive.arriving import take_in

    with archive.given(path, passphrase) as given:
        return _told(take_in(archive, given, choices))


def handover_name(title: str) -> str:
    """What the file of an application is called."""
    from aimed_desktop.files.file_names import safe_file_name

    return f"{safe_file_name(title)}.aimed"


def last_giver(archive: Archive) -> str:
    """Who has given something from here last; empty before anybody did."""
    return archive.shared.last_giver()


def is_backup(path: Path) -> bool:
    """Whether the file is a backup of a whole archive, which has the same ending."""
    from aimed_desktop.archive.sealed import BACKUP, is_sealed

    return is_sealed(path, BACKUP)


def name_of_this_person(environ: Mapping[str, str] = os.environ) -> str:
    """By what name the system knows who sits here; empty where it does not."""
    return next((environ[key] for key in ("USERNAME", "LOGNAME", "USER") if environ.get(key)), "")


def _told(arrival: Arrival) -> Handover:
    who = arrival.by.who or _UNNAMED
    if arrival.mine is None or arrival.merged is None:
        return Handover(arrival.entry, arrival.title, who, arrival.by.time, is_new=True)
    app = Application(arrival.mine.form, arrival.merged.values, arrival.merged.materials)
    paper = PaperOrder(app.form)
    order = sorted(arrival.merged.conflicts, key=lambda conflict: paper.rank(conflict.path))
    return Handover(
        arrival.entry,
        arrival.title,
        who,
        arrival.by.time,
        is_new=False,
        disagreements=tuple(_disagreement(app, paper, conflict) for conflict in order),
        kept=tuple(_labels(app, paper, arrival.merged.kept)),
    )


def _disagreement(app: Application, paper: PaperOrder, conflict: Conflict) -> Disagreement:
    field = app.form.field(conflict.path)
    if field is not None:
        both = conflict.mine, conflict.theirs
        words = written_out(field, both[0]), written_out(field, both[1])
        label = _label(app, paper, conflict.path)
        return Disagreement(conflict, label, words, compare(field, *both), can_join(field, *both))
    words = _plain(conflict.mine), _plain(conflict.theirs)
    return Disagreement(
        conflict, _label(app, paper, conflict.path), words, Comparison(tuple(marks(*words)), 0, 0)
    )


def _labels(app: Application, paper: PaperOrder, paths: Iterable[str]) -> Iterable[str]:
    return dict.fromkeys(_label(app, paper, path) for path in sorted(paths, key=paper.rank))


def _label(app: Application, paper: PaperOrder, path: str) -> str:
    """What a path is called: 团队成员（第2行）姓名; of a material its title, and its file."""
    top, *rest = path.split(".")
    if top != MATERIALS:
        return paper.label(path).rstrip("：。")
    titles = {material.id: material.title for material in app.form.materials}
    if rest[-1] != VALID_UNTIL:
        return titles.get(".".join(rest), "材料")
    entry = app.materials[int(rest[0])]
    return f"{titles.get(entry.slot, '材料')}（{entry.file.rpartition('/')[2]}）有效期至"


def _plain(value: Value) -> str:
    return value if isinstance(value, str) else ""
