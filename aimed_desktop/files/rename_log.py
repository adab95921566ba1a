"""The write-ahead log of files that belong together: which finished file of a held folder gets which name.

Once it stands in the held folder, synced, the set is to be finished: by the process that wrote it, or by the
next one that writes into the folder. It may come from anybody, on a stick: it names files relatively, leads
out of no folder, follows no link, and replaces only a file with the very content that it tells.
"""

from __future__ import annotations

import errno
import hashlib
import json
import os
import re
import stat
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from aimed_desktop.files.modes import open_private
from aimed_desktop.files.renaming import name_freshly, next_free, patiently
from aimed_desktop.files.syncing import sync_file, sync_folder

JOURNAL = "journal.json"
_FORMAT = "aimed-files/1"
_MOST_BYTES = 4 * 1024**2
_MOST_MOVES, _MOST_PARTS = 10_000, 20
_STAGED = re.compile(r"[0-9]{1,5}")
_PRINTABLE = re.compile("[^\x00-\x1f\x7f-\x9f\ud800-\udfff/\\\\:]+")


@dataclass(frozen=True, slots=True)
class Move:
    """`source`: the name of a finished file or folder in the held folder; `target`: its path beside that.

    `over`: size and SHA-256 of the file that may be replaced there; None where nothing may.
    """

    source: str
    target: str
    over: str | None = None


def write_journal(held: Path, moves: Sequence[Move]) -> None:
    """From here on the set is finished, by whomever. What it names is on the disk already."""
    fresh = held / f"{JOURNAL}.new"
    content = {"format": _FORMAT, "moves": [asdict(move) for move in moves]}
    with open_private(fresh) as file:
        file.write(json.dumps(content, ensure_ascii=False).encode())
        sync_file(file)
    fresh.replace(held / JOURNAL)
    sync_folder(held)
    sync_folder(held.parent)


def finish(held: Path) -> None:
    """Give what a killed process left its names, where it had come so far. OSError where that fails.

    What changed since at its place is left alone: the finished file gets the next free name.
    """
    moves = _read(held / JOURNAL)
    for move in moves:
        if os.path.lexists(held / move.source):
            place(held, move, held.parent / move.target)
    for folder in {(held.parent / move.target).parent for move in moves}:
        sync_folder(folder)


def place(held: Path, move: Move, target: Path) -> None:
    """Rename one finished file. OSError where that fails."""
    source = held / move.source
    make_inside(held.parent, target.parent)
    if _is_same(source, target):  # linked, and then killed
        source.unlink()
    elif move.over is not None and _is_still(target, move.over):
        patiently(lambda: source.replace(target))
    else:
        name_freshly(source, next_free(target))


def digest(path: Path) -> str | None:
    """Size and SHA-256 of a file, with a colon between; None where no file stands."""
    if not path.is_file():
        return None
    with path.open("rb") as file:
        return f"{path.stat().st_size}:{hashlib.file_digest(file, 'sha256').hexdigest()}"


def _is_still(path: Path, content: str) -> bool:
    """Whether a file has this digest; one of another size is not read."""
    return path.is_file() and content.startswith(f"{path.stat().st_size}:") and digest(path) == content


def make_inside(out: Path, folder: Path) -> list[Path]:
    """Make `folder` and what is missing between it and `out`; what was made, the outermost first.

    NotADirectoryError where a link or a file stands in the way.
    """
    made = []
    for part in reversed([folder, *folder.parents][: len(folder.relative_to(out).parts)]):
        if part.is_symlink() or (part.exists() and not part.is_dir()):
            raise NotADirectoryError(errno.ENOTDIR, os.strerror(errno.ENOTDIR), str(part))
        if not part.exists():
            part.mkdir()
            sync_folder(part.parent)
            made.append(part)
    return made


def _read(path: Path) -> list[Move]:
    """The moves of a journal; none where there is no journal, or one that we did not write so."""
    try:
        if not stat.S_ISREG(path.lstat().st_mode):
            return []
        with path.open("rb") as file:
            content = json.loads(file.read(_MOST_BYTES))
        moves = [Move(**move) for move in content["moves"][: _MOST_MOVES + 1]]
        is_ours = content["format"] == _FORMAT and len(moves) <= _MOST_MOVES
        is_harmless = all(_is_harmless(path.parent, move) for move in moves)
        are_apart = len({move.target for move in moves}) == len({move.source for move in moves}) == len(moves)
        return moves if is_ours and is_harmless and are_apart else []
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        return []


def _is_harmless(held: Path, move: Move) -> bool:
    if not (isinstance(move.source, str) and isinstance(move.target, str)):
        return False
    if not (move.over is None or isinstance(move.over, str)):
        return False
    parts = move.target.split("/")
    return (
        _STAGED.fullmatch(move.source) is not None
        and len(parts) <= _MOST_PARTS
        and all(
            _PRINTABLE.fullmatch(part) and part not in (".", "..") and not part.startswith(".aimed-")
            for part in parts
        )
        and not _holds_link(held / move.source)
        and not any(held.parent.joinpath(*parts[:depth]).is_symlink() for depth in range(1, len(parts)))
    )


def _holds_link(path: Path) -> bool:
    return path.is_symlink() or (path.is_dir() and any(_holds_link(inner) for inner in path.iterdir()))


def _is_same(source: Path, target: Path) -> bool:
    return os.path.lexists(target) and os.path.samestat(source.lstat(), target.lstat())
