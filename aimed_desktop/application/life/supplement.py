"""材料补正: papers handed in later, while the version, its seals and its scans stay as they are."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from aimed_desktop.application.life.desk import on_desk, put_on_desk
from aimed_desktop.application.model import Application, MaterialFile, Status
from aimed_desktop.application.values.shapes import Value, is_mapping

OFFERED_TO = (Status.SUBMITTED, Status.ACCEPTED)  # what is with the authority and may still go on
_ROUNDS = "supplements"
_SLOT_AND_FILE = 2  # behind them: until when a licence is good


@dataclass(frozen=True, slots=True)
class Supplement:
    """One round of a version. `before`: the materials when it was asked for.

    `until`: Beijing time, `2026-07-01` or `2026-07-01 17:00`, empty where nobody said; `handed`: the day on
    which the papers were handed in, empty before.
    """

    version: int
    who: str
    missing: str
    until: str
    before: tuple[MaterialFile, ...]
    handed: str = ""


@dataclass(frozen=True, slots=True)
class NewPaper:
    """A material that a round brought; `instead`: the file that it takes the place of, empty where none."""

    entry: MaterialFile
    instead: str = ""


def supplements(app: Application) -> tuple[Supplement, ...]:
    """The rounds of the version that is handed in, oldest first; none of one that is not."""
    if app.status not in (*OFFERED_TO, Status.REJECTED):
        return ()
    return tuple(each for each in _rounds(app) if each.version == app.version)


def open_supplement(app: Application) -> Supplement | None:
    """The round whose papers are still to be handed in."""
    rounds = supplements(app) if app.status in OFFERED_TO else ()
    return rounds[-1] if rounds and not rounds[-1].handed else None


def supplement_deadline(app: Application) -> str:
    """By when the papers that are asked for must be there; empty where none are, or nobody said."""
    asked = open_supplement(app)
    return asked.until if asked is not None else ""


def new_papers(app: Application, supplement: Supplement) -> tuple[NewPaper, ...]:
    """What this round has added or put in the place of another, in the order of the materials.

    A paper takes the place of one that stood there and is gone, never of one that has only moved.
    """
    rounds = supplements(app)
    later = [each.before for each in rounds[rounds.index(supplement) + 1 :]]
    after = later[0] if later else app.materials
    known, now = _named(supplement.before), _named(after)
    found, places = [], dict[str, int]()
    for slot, file in now:
        place = places[slot] = places.get(slot, -1) + 1
        if (slot, file) not in known:
            were = [name for of, name in known if of == slot][place : place + 1]
            instead = next((name for name in were if (slot, name) not in now), "")
            found.append(NewPaper(MaterialFile(slot, file), instead))
    return tuple(found)


def instead_of(app: Application, entry: MaterialFile) -> MaterialFile | None:
    """The material whose place another has taken in the open round, as it was handed in."""
    asked = open_supplement(app)
    if asked is None:
        return None
    mine = (entry.slot, entry.file)
    papers = new_papers(app, asked)
    old = next((each.instead for each in papers if (each.entry.slot, each.entry.file) == mine), "")
    return next((each for each in asked.before if (each.slot, each.file) == (entry.slot, old)), None)


def ask(app: Application, who: str, missing: str, until: str) -> None:
    """Begin a round; the version stays fixed."""
    begun = Supplement(app.version, who, missing, until, app.materials)
    set_rounds(app, (*_rounds(app), begun))


def hand_in(app: Application, day: str) -> None:
    """The papers of the open round are handed in; an empty `day`: they are not after all."""
    *others, last = _rounds(app)
    set_rounds(app, (*others, replace(last, handed=day)))


def withdraw(app: Application) -> None:
    """The last round was a mistake."""
    set_rounds(app, _rounds(app)[:-1])


def take_over(app: Application, other: Application) -> None:
    """Let `app` have the rounds of `other`, the same application at another moment."""
    set_rounds(app, _rounds(other))


def set_rounds(app: Application, rounds: Sequence[Supplement]) -> None:
    """Keep the rounds with what only this desk needs: nothing of it is printed or handed over."""
    kept: list[Value] = [
        {
            "version": each.version,
            "who": each.who,
            "missing": each.missing,
            "until": each.until,
            "before": [_kept(entry) for entry in each.before],
            "handed": each.handed,
        }
        for each in rounds
    ]
    put_on_desk(app, _ROUNDS, kept)


def _rounds(app: Application) -> tuple[Supplement, ...]:
    kept = on_desk(app, _ROUNDS)
    return tuple(_round(each) for each in kept if is_mapping(each)) if isinstance(kept, list) else ()


def _round(data: Mapping[str, Value]) -> Supplement:
    before, version = data.get("before"), data.get("version")
    entries = [each for each in before if isinstance(each, list)] if isinstance(before, list) else []
    return Supplement(
        version if isinstance(version, int) else 0,
        _text(data, "who"),
        _text(data, "missing"),
        _text(data, "until"),
        tuple(MaterialFile(*map(str, entry[:3])) for entry in entries if len(entry) >= _SLOT_AND_FILE),
        _text(data, "handed"),
    )


def _kept(entry: MaterialFile) -> list[Value]:
    until: list[Value] = [] if entry.valid_until is None else [entry.valid_until]
    return [entry.slot, entry.file, *until]


def _named(entries: Sequence[MaterialFile]) -> tuple[tuple[str, str], ...]:
    return tuple((entry.slot, entry.file) for entry in entries)


def _text(data: Mapping[str, Value], key: str) -> str:
    value = data.get(key)
    return value if isinstance(value, str) else ""
