"""Whether the clerk has looked at every picture and paper for what gives patients away; kept on the desk."""

from __future__ import annotations

from hashlib import sha256

from aimed_desktop.application.life.desk import on_desk, put_on_desk
from aimed_desktop.application.model import Application
from aimed_desktop.application.references import referred_files
from aimed_desktop.application.values.shapes import is_mapping

_KEY = "pictures_seen"


def pictures_mark(app: Application) -> str:
    """Of which pictures and papers the confirmation is; empty where there are none."""
    names = sorted({name for name in referred_files(app) if app.files.exists(name)})
    if not names:
        return ""
    contents = (f"{name}\n{sha256(app.files.read(name)).hexdigest()}\n" for name in names)
    return sha256("".join(contents).encode()).hexdigest()


def confirm_seen(app: Application, mark: str) -> None:
    """The clerk has seen them all; an empty mark takes that back."""
    put_on_desk(app, _KEY, {"mark": mark, "version": str(app.version)} if mark else None)


def is_seen(app: Application, mark: str) -> bool:
    """Whether these were confirmed: with another picture or paper they were not."""
    kept = on_desk(app, _KEY)
    return is_mapping(kept) and kept.get("mark") == mark


def was_any_seen(app: Application) -> bool:
    """Whether some pictures were confirmed, be it these or those before them."""
    return is_mapping(on_desk(app, _KEY))
