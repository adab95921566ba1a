"""Files that belong together get their names all or none, after a kill too."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path

from aimed_desktop.files.modes import link_or_copy, usual_modes
from aimed_desktop.files.rename_log import JOURNAL, Move, digest, make_inside, write_journal
from aimed_desktop.files.renaming import name_freshly, numbered, patiently
from aimed_desktop.files.syncing import sync_folder, sync_tree

NamesOf = Callable[[int], Sequence[str]]


def put_together(
    held: Path, names: Sequence[str] | NamesOf, *, over: bool = False, private: bool = False
) -> list[Path]:
    """Name the finished files or folders `0`, `1`, … of a held folder, all of them or none; their paths.

    `names`: a path for each beside the held folder, FileExistsError where something stands there; or what
    names them under a number, of which the first is taken under which nothing stands. With `over` they
    replace what stands there; where Word or WPS holds one of that open, the whole set gets a number: `-2`.
    `private`: they are our own, which nobody opens and only their owner may read: no other names will do.
    OSError, with all as it was before.
    """
    names_of = names if callable(names) else _numbering(names)
    staged = [held / str(number) for number in range(len(names_of(1)))]
    for path in staged:
        if not private:
            usual_modes(path)
        sync_tree(path)
    if over and private:
        return _place_all(held, names_of(1), over=True)
    if over:
        with suppress(PermissionError):
            return _place_all(held, names_of(1), over=True)
    free = _free(held.parent, names_of) if over or callable(names) else names_of(1)
    return _place_all(held, free, over=False)


def _numbering(names: Sequence[str]) -> NamesOf:
    def names_of(number: int) -> Sequence[str]:
        return [(Path(name).parent / numbered(Path(name).name, number)).as_posix() for name in names]

    return names_of


def _free(out: Path, names_of: NamesOf) -> Sequence[str]:
    number = 1
    while any(os.path.lexists(out / name) for name in names_of(number)):
        number += 1
    return names_of(number)


def _place_all(held: Path, names: Sequence[str], *, over: bool) -> list[Path]:
    placing = _Placing(held, names, over)
    try:
        if len(names) > 1:  # one rename alone is whole by itself
            write_journal(held, placing.moves)
        paths = placing.place()
    except BaseException:
        placing.take_back()
        raise
    (held / JOURNAL).unlink(missing_ok=True)
    return paths


class _Placing:
    """One set on its way to its names, and back where that fails."""

    def __init__(self, held: Path, names: Sequence[str], over: bool) -> None:
        self._held = held
        self._over = over
        self._targets = [held.parent / name for name in names]
        self.moves = [
            Move(str(number), name, digest(target) if over and len(names) > 1 else None)
            for number, (name, target) in enumerate(zip(names, self._targets, strict=True))
        ]
        if len(names) > 1:
            self._keep_old()
        self._made: list[Path] = []
        self._placed: list[int] = []

    def place(self) -> list[Path]:
        """Rename each, and bring the names to the disk."""
        for number, target in enumerate(self._targets):
            self._made += make_inside(self._held.parent, target.parent)
            source = self._held / str(number)
            if self._over:
                patiently(lambda source=source, target=target: source.replace(target))  # type: ignore[misc]
            else:
                name_freshly(source, target)
            self._placed.append(number)
        for folder in dict.fromkeys(target.parent for target in self._targets):
            sync_folder(folder)
        return self._targets

    def take_back(self) -> None:
        """Everything as it was; where even that fails the journal stays, for whoever writes here next."""
        with suppress(OSError):
            for number in reversed(self._placed):
                self._targets[number].rename(self._held / str(number))
                if (old := self._old(number)).exists():
                    old.replace(self._targets[number])
            for folder in reversed(self._made):
                folder.rmdir()
            (self._held / JOURNAL).unlink(missing_ok=True)

    def _keep_old(self) -> None:
        for number, target in enumerate(self._targets):
            if self._over and target.is_file():
                link_or_copy(target, self._old(number))

    def _old(self, number: int) -> Path:
        return self._held / f"old-{number}"
