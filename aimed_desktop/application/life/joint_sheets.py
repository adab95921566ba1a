"""联合单位盖章件: the sheets that travel to the joint units, of one version; kept on the desk."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from aimed_desktop.application.life.desk import on_desk, put_on_desk
from aimed_desktop.application.model import Application
from aimed_desktop.application.values.shapes import Group, Value, is_mapping

_KEY = "joint_sheets"
_UNTIL = "until"
_TWO_DAYS = 2


@dataclass(frozen=True, slots=True)
class Travelled:
    """The sheets of one copy at one unit: the days on which they went out and came back, empty before."""

    sent: str = ""
    back: str = ""


@dataclass(frozen=True, slots=True)
class JointSheets:
    """What is known of one version. `until`: the day by which they are wanted back, empty where not said."""

    until: str = ""
    travelled: Mapping[tuple[str, int], Travelled] = field(default_factory=dict)  # by unit and copy, from 0

    def at(self, unit: str, copy: int) -> Travelled:
        """How far the sheets of a copy have come with a unit."""
        return self.travelled.get((unit, copy), Travelled())


def joint_sheets(app: Application) -> JointSheets:
    """What is known of the version as it stands."""
    kept = _of_version(app)
    until = kept.get(_UNTIL)
    travelled: dict[tuple[str, int], Travelled] = {}
    units = kept.get("units")
    for unit, copies in units.items() if is_mapping(units) else ():
        for copy, days in copies.items() if is_mapping(copies) else ():
            if copy.isdecimal() and isinstance(days, list) and len(days) == _TWO_DAYS:
                travelled[unit, int(copy)] = Travelled(*map(str, days))
    return JointSheets(until if isinstance(until, str) else "", travelled)


def keep_until(app: Application, until: str) -> None:
    """The day by which the sheets are wanted back."""
    _keep(app, replace(joint_sheets(app), until=until))


def note_sent(app: Application, unit: str, copy: int, day: str) -> None:
    """The sheets of a copy went out on this day; an empty one: they did not, and so are not back either."""
    before = joint_sheets(app).at(unit, copy)
    _note(app, unit, copy, Travelled(day, before.back if day else ""))


def note_back(app: Application, unit: str, copy: int, day: str) -> None:
    """The sheets of a copy are back since this day; an empty one: they are not."""
    before = joint_sheets(app).at(unit, copy)
    _note(app, unit, copy, Travelled(before.sent or day, day))


def _note(app: Application, unit: str, copy: int, travelled: Travelled) -> None:
    known = joint_sheets(app)
    others = {place: state for place, state in known.travelled.items() if place != (unit, copy)}
    _keep(app, replace(known, travelled={**others, (unit, copy): travelled} if travelled.sent else others))


def _of_version(app: Application) -> Mapping[str, Value]:
    kept = on_desk(app, _KEY)
    found = kept.get(str(app.version)) if is_mapping(kept) else None
    return found if is_mapping(found) else {}


def _keep(app: Application, sheets: JointSheets) -> None:
    units: dict[str, dict[str, Value]] = {}
    for (unit, copy), state in sheets.travelled.items():
        units.setdefault(unit, {})[str(copy)] = [state.sent, state.back]
    kept = on_desk(app, _KEY)
    versions: Group = dict(kept) if is_mapping(kept) else {}
    versions[str(app.version)] = {_UNTIL: sheets.until, "units": dict(units)}
    put_on_desk(app, _KEY, versions)
