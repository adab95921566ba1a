"""A new application: blank, or the example that ships with its form."""

from __future__ import annotations

from pathlib import Path

from aimed_desktop.application.file import read_application, to_json
from aimed_desktop.application.model import Application
from aimed_desktop.application.references import referred_files
from aimed_desktop.application.template import yaml_template
from aimed_desktop.definition.library import Library
from aimed_desktop.errors import UserProblem
from aimed_desktop.files.temporaries import clear_leftovers
from aimed_desktop.files.writing import make_folder, write_together


def begin(library: Library, form_id: str, *, example: bool = False) -> Application:
    """A blank application, or the form's example. UserProblem where there is none."""
    form = library.form(form_id)
    if not example:
        return Application(form)
    path = library.example(form_id)
    if path is None:
        raise UserProblem("no_example", form=form.listed)
    return read_application(path, library)


def write_new(app: Application, target: Path) -> None:
    """Write `target` (.json, else YAML with labels as comments), pictures and materials beside it.

    Nothing that exists is touched: UserProblem before the first file is written. A picture or material that
    stands there with the same content is the one that is meant.
    """
    clear_leftovers(target.parent)  # a set that was cut short may stand there whole now
    contents = {name: app.files.read(name) for name in sorted(set(referred_files(app)))}
    if target.exists():
        raise UserProblem("target_exists", path=target)
    files = {name: data for name, data in contents.items() if not _stands_there(target.parent / name, data)}
    data = to_json(app) if target.suffix.lower() == ".json" else yaml_template(app.form, app).encode()
    make_folder(target.parent)
    write_together(target.parent, files | {target.name: data}, over=False)


def _stands_there(path: Path, data: bytes) -> bool:
    """Whether the file is there already. UserProblem where another one is."""
    if not path.exists():
        return False
    if not path.is_file() or path.stat().st_size != len(data) or path.read_bytes() != data:
        raise UserProblem("target_exists", path=path)
    return True
