"""Puts files into a slot, one by one: read and judged beside the window, then kept in the archive."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from aimed_desktop.errors import UserProblem
from aimed_desktop.packet.file_words import brief_name
from aimed_desktop.services.given_files import GivenFile, TwinGiven, read_material
from aimed_desktop.services.problem_words import words_of
from ui.desk.file_keeper import FileKeeper
from ui.desk.session import Session
from ui.pages.materials_page import MaterialsPage


def keep_materials(
    page: MaterialsPage,
    session: Session,
    keeper: FileKeeper,
    slot: str,
    paths: Sequence[Path],
    replaced: str,
) -> None:
    """Keep the files in the slot, behind the others or one in place of the kept file `replaced`.

    What is no paper, or is there already, is told when all were looked at.
    """
    _Adding(page, session, keeper, slot, replaced).keep(paths)


class _Adding:
    def __init__(
        self, page: MaterialsPage, session: Session, keeper: FileKeeper, slot: str, replaced: str
    ) -> None:
        self._page = page
        self._session = session
        self._keeper = keeper
        self._slot = slot
        self._replaced = replaced
        self._are_twins_wanted = False
        self._waiting: list[Path] = []
        self._refused: list[tuple[str, str]] = []  # name, why
        self._twins: list[tuple[Path, str]] = []
        self._noted: list[str] = []  # of files that were taken

    def keep(self, paths: Sequence[Path]) -> None:
        """Begin with the first."""
        self._waiting = list(paths)
        self._next()

    def _next(self) -> None:
        if not self._waiting:
            twins = [(path.name, twin) for path, twin in self._twins]
            self._page.tell_left_out(self._refused, twins, self._keep_twins, self._noted)
            return
        path = self._waiting.pop(0)
        names = [entry.file for entry in self._session.app.materials]
        files, may_be_twin = self._session.app.files, self._are_twins_wanted
        read = partial(read_material, path, files, names, may_be_twin=may_be_twin)
        words = f"正在添加“{brief_name(path.name)}”……"
        self._keeper.keep(words, read, self._on_kept, partial(self._on_failed, path), stopped=self._next)

    def _on_kept(self, name: str, file: GivenFile) -> None:
        self._noted += file.notes
        self._page.add(self._slot, self._replaced, name)
        self._next()

    def _on_failed(self, path: Path, error: BaseException) -> None:
        if isinstance(error, TwinGiven):
            self._twins.append((path, error.name))
        elif isinstance(error, UserProblem):
            self._refused.append((path.name, words_of(error)))
        else:
            self._session.failed(error)
        self._next()

    def _keep_twins(self) -> None:
        paths = [path for path, _ in self._twins]
        self._twins, self._refused, self._noted, self._are_twins_wanted = [], [], [], True
        self.keep(paths)
