"""网上填报: for which version the sheet for copying was made, and what the clerk confirmed of it."""

from __future__ import annotations

from dataclasses import dataclass, replace

from aimed_desktop.application.life.desk import on_desk, put_on_desk
from aimed_desktop.application.model import Application
from aimed_desktop.application.values.shapes import is_mapping

_KEY = "online_filing"
_FLAGS = ("made", "filed", "same")


@dataclass(frozen=True, slots=True)
class OnlineFiling:
    """What is known of one paper, by its `fingerprint`: with any other one it is void.

    `version`: the one that it was noted of; a later one that prints the same is as good.
    `is_made`: the sheet was made; `is_filed`: it was handed in online; `is_same`: the paper says the same
    as the system.
    """

    version: int
    fingerprint: str
    is_made: bool = False
    is_filed: bool = False
    is_same: bool = False

    @property
    def is_confirmed(self) -> bool:
        """Whether both were confirmed."""
        return self.is_filed and self.is_same


def online_filing(app: Application) -> OnlineFiling | None:
    """What was noted last; None where nothing was."""
    kept = on_desk(app, _KEY)
    if not is_mapping(kept):
        return None
    version, mark = kept.get("version"), kept.get("fingerprint")
    if not isinstance(version, int) or not isinstance(mark, str):
        return None
    flags = (kept.get(name) is True for name in _FLAGS)
    return OnlineFiling(version, mark, *flags)


def note_made(app: Application, version: int, fingerprint: str) -> None:
    """The sheet of this version was made; what was confirmed of the same paper stays."""
    _keep(app, replace(_of(app, version, fingerprint), is_made=True))


def confirm(app: Application, version: int, fingerprint: str, *, is_filed: bool, is_same: bool) -> None:
    """What the clerk says of this version."""
    _keep(app, replace(_of(app, version, fingerprint), is_filed=is_filed, is_same=is_same))


def _of(app: Application, version: int, fingerprint: str) -> OnlineFiling:
    kept = online_filing(app)
    if kept is not None and kept.fingerprint == fingerprint:
        return replace(kept, version=version)
    return OnlineFiling(version, fingerprint)


def _keep(app: Application, filing: OnlineFiling) -> None:
    flags = zip(_FLAGS, (filing.is_made, filing.is_filed, filing.is_same), strict=True)
    put_on_desk(app, _KEY, {"version": filing.version, "fingerprint": filing.fingerprint, **dict(flags)})
