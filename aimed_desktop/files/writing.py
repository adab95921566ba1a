"""Files that are written whole or not at all."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from aimed_desktop.errors import UserProblem, unwritable
from aimed_desktop.files.folders import make_synced
from aimed_desktop.files.modes import write_new
from aimed_desktop.files.temporaries import held_folder
from aimed_desktop.files.together import put_together


def write_atomically(path: Path, data: bytes) -> Path:
    """Write `data` to a temporary file beside `path` and put it in its place.

    A target held open by Word or WPS gets a new name, `name-2.docx`; the path written is returned.
    """
    return write_together(path.parent, {path.name: data})[0]


def write_together(folder: Path, files: Mapping[str, bytes], *, over: bool = True) -> list[Path]:
    """Write files that belong together into a folder that is there: all of them or none; their paths.

    `files`: by relative names with `/`. Where one of those that they replace is held open by Word or WPS, the
    whole set gets new names, `name-2.docx`. Without `over` UserProblem target_exists where one stands there.
    """
    with partial_folder(folder) as held:
        for number, data in enumerate(files.values()):
            write_new(held / str(number), data)
        return put_together(held, list(files), over=over)


def make_folder(path: Path) -> Path:
    """The folder, made with its parents where it is missing. UserProblem where it cannot be."""
    try:
        return make_synced(path)
    except OSError as error:
        raise unwritable(path, error) from None


@contextmanager
def partial_folder(out: Path) -> Iterator[Path]:
    """A hidden folder beside the target, gone whatever happens; what cannot be written is told."""
    try:
        with held_folder(out) as held:
            yield held
    except FileExistsError as error:
        raise UserProblem("target_exists", path=error.filename or out) from None
    except OSError as error:
        raise unwritable(out, error) from None
