"""Puts a file into a slot: read, judged and kept in the thread of the archive."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from aimed_desktop.errors import UserProblem
from aimed_desktop.packet.material_files import check_material, twin_of
from ui.desk import read_file
from ui.pages.materials_page import MaterialsPage
from ui.problem_words import words_of
from ui.session import Session


def keep_material(
    page: MaterialsPage,
    session: Session,
    slot: str,
    path: Path,
    place: int,
    *,
    is_twin_wanted: bool = False,
) -> None:
    """Keep `path` in the slot, at a place of its own or in that of another; a twin is told instead."""
    app = session.app
    names = [entry.file for entry in app.materials]

    def read() -> tuple[str, bytes]:
        content = read_file(path)
        check_material(path.name, content)
        if not is_twin_wanted and (twin := twin_of(content, app.files, names)) is not None:
            raise _Twin(twin)
        return path.name, content

    def on_failed(error: BaseException) -> None:
        if isinstance(error, _Twin):
            again = partial(keep_material, page, session, slot, path, place, is_twin_wanted=True)
            page.tell_twin(path.name, error.name, again)
        elif isinstance(error, UserProblem):
            page.bar.tell(words_of(error), stays=True)
        else:
            session.failed(error)

    session.desk.add_file(session.opened, read, partial(page.add, slot, place), on_failed)


class _Twin(Exception):
    """The file is there already, as `name`."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.name = name
