"""A kept application as files in a folder; of a damaged archive, what can still be read of it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from aimed_desktop.application.masking import holds_masked
from aimed_desktop.application.model import Application
from aimed_desktop.errors import UserProblem
from aimed_desktop.files.doubtful import leftover_sentences
from aimed_desktop.files.modes import write_new
from aimed_desktop.files.renaming import stage
from aimed_desktop.files.temporaries import clear_leftovers
from aimed_desktop.files.together import put_together
from aimed_desktop.files.writing import make_folder, partial_folder
from aimed_desktop.services.produced import Produced
from aimed_desktop.stopping import checkpoint

if TYPE_CHECKING:
    from aimed_desktop.archive.archive import Archive

_APPLICATION = "application.json"
_DAMAGES = ("archive_damaged", "stored_file_damaged")  # a page, a lost row


def restore_application(archive: Archive, entry: str, folder: Path) -> Produced:
    """The application as a file in `folder`, its pictures and materials beside it. The file's path.

    A new folder appears whole, in one that is there all files or none. Nothing that exists is touched:
    UserProblem before the first file is written. Of a damaged archive, what can be read: `lost` names the
    rest.
    """
    try:
        return _restore_whole(archive, entry, folder)
    except UserProblem as problem:
        if problem.code not in _DAMAGES:
            raise
        refusal = problem
    except ValueError:  # no JSON any more
        refusal = UserProblem("entry_damaged", entry=entry)
    return _restore_remains(archive, entry, folder, refusal)


def write_out(archive: Archive, entry: str, folder: Path) -> Produced:
    """The same in a new folder of the application's title inside `folder`."""
    from aimed_desktop.files.file_names import safe_file_name
    from aimed_desktop.files.renaming import next_free

    title = archive.load(entry).meta.title
    return restore_application(archive, entry, next_free(folder / safe_file_name(title)))


def _restore_whole(archive: Archive, entry: str, folder: Path) -> Produced:
    from aimed_desktop.archive.applications import open_application

    for place in (folder.parent, folder):
        clear_leftovers(place)  # a set that was cut short may stand there whole now
    app, names = open_application(archive, entry), [*archive.files(entry), _APPLICATION]
    for path in (folder / name for name in names):
        if path.exists():
            raise UserProblem("target_exists", path=path)
    if folder.exists():
        with partial_folder(folder) as held:
            _lay_out(app, names, [held / str(number) for number in range(len(names))])
            target = put_together(held, names)[-1]
    else:
        with partial_folder(make_folder(folder.parent)) as held:
            _lay_out(app, names, [held / "0" / name for name in names])
            target = put_together(held, [folder.name])[0] / _APPLICATION
    beside = (folder.parent, folder)
    return Produced((target,), (), personal=holds_masked(app), leftovers=leftover_sentences(beside))


def _restore_remains(archive: Archive, entry: str, folder: Path, problem: UserProblem) -> Produced:
    from aimed_desktop.archive.salvage import lay_out_remains

    is_there = folder.exists()
    base = folder if is_there else make_folder(folder.parent)
    with archive.wreck() as wreck, partial_folder(base) as held:
        remains = wreck.remains(entry.strip().upper())
        if remains is None:
            raise problem
        whole = held / "whole"
        lost = lay_out_remains(wreck, remains, whole)
        names = _staged(whole, folder) if is_there else [folder.name]
        if not is_there:
            stage(whole, held / "0")
        put_together(held, names)
    return Produced((folder / _APPLICATION,), (), personal=True, lost=tuple(lost))


def _staged(whole: Path, folder: Path) -> list[str]:
    """The names of the files in `whole`, each put beside it under its number; none may be in `folder`."""
    paths = sorted(path for path in whole.rglob("*") if path.is_file())
    names = [path.relative_to(whole).as_posix() for path in paths]
    for number, (name, path) in enumerate(zip(names, paths, strict=True)):
        if (folder / name).exists():
            raise UserProblem("target_exists", path=folder / name)
        stage(path, whole.parent / str(number))
    return names


def _lay_out(app: Application, names: Sequence[str], places: Sequence[Path]) -> None:
    from aimed_desktop.application.file import to_json

    for name, place in zip(names, places, strict=True):
        checkpoint()
        place.parent.mkdir(parents=True, exist_ok=True)
        write_new(place, to_json(app) if name == _APPLICATION else app.files.read(name))
