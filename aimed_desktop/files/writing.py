"""Files that are written whole or not at all."""

from __future__ import annotations

import os
import shutil
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from aimed_desktop.errors import unwritable

_TRIES = 5
_PAUSE_SECONDS = 0.2


def write_atomically(path: Path, data: bytes) -> Path:
    """Write `data` to a temporary file beside `path` and put it in its place.

    A target held open by Word or WPS gets a new name, `name-2.docx`; the path written is returned.
    """
    temporary = _write_beside(path, data)
    try:
        return _put_in_place(temporary, path)
    finally:
        temporary.unlink(missing_ok=True)


def make_folder(path: Path) -> Path:
    """The folder, made with its parents where it is missing. UserProblem where it cannot be."""
    try:
        path.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise unwritable(path, error) from None
    return path


def next_free(path: Path) -> Path:
    """`path`, or with `-2`, `-3` … before its ending where something stands there already."""
    candidate, number = path, 2
    while candidate.exists():
        candidate = path.with_name(f"{path.stem}-{number}{path.suffix}")
        number += 1
    return candidate


@contextmanager
def partial_folder(out: Path) -> Iterator[Path]:
    """A hidden folder beside the target, gone whatever happens; what cannot be written is told."""
    import secrets  # off the launch path

    partial = out / f".partial-{secrets.token_hex(4)}"
    try:
        partial.mkdir()
        yield partial
    except OSError as error:
        raise unwritable(out, error) from None
    finally:
        shutil.rmtree(partial, ignore_errors=True)


def move_into_place(source: Path, target: Path) -> None:
    """Rename; Windows refuses for a moment while an antivirus reads the new files."""
    for _ in range(_TRIES - 1):
        try:
            source.rename(target)
        except PermissionError:
            time.sleep(_PAUSE_SECONDS)
        else:
            return
    source.rename(target)


def _write_beside(path: Path, data: bytes) -> Path:
    name = None
    try:
        descriptor, name = tempfile.mkstemp(prefix=".~", suffix=path.suffix, dir=path.parent)
        with os.fdopen(descriptor, "wb") as stream:
            stream.write(data)
            stream.flush()
            os.fsync(stream.fileno())
        _usual_mode(Path(name))
    except OSError as error:
        if name:
            Path(name).unlink(missing_ok=True)
        raise unwritable(path, error) from None
    return Path(name)


def _usual_mode(path: Path) -> None:
    """mkstemp makes 0600; an export is for other hands too."""
    umask = os.umask(0)
    os.umask(umask)
    path.chmod(0o666 & ~umask)


def _put_in_place(temporary: Path, path: Path) -> Path:
    for _ in range(_TRIES):
        try:
            temporary.replace(path)
        except PermissionError:  # Windows: an antivirus or WPS holds it, often for a moment
            time.sleep(_PAUSE_SECONDS)
        except OSError as error:
            raise unwritable(path, error) from None
        else:
            return path
    target = next_free(path)
    try:
        temporary.replace(target)
    except OSError as error:
        raise unwritable(path, error) from None
    return target
