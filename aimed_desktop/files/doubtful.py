"""What may be an unfinished file in plain: told to the clerk, who looks; never removed by us."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from aimed_desktop.files.file_names import one_line
from aimed_desktop.files.temporaries import is_held, named, our_own
from aimed_desktop.messages import sentence

_EARLIER = (".partial-", ".~")  # of earlier versions; office programs name their own locks alike
_OFFICE_LOCK = (".~lock.", "#")  # of LibreOffice, which nobody need look at: beginning and end
_MOST = 5  # names in one sentence


def doubtful_leftovers(folder: Path) -> list[Path]:
    """What an earlier version may have left in `folder`, and what of ours could not be cleared away."""
    begins, ends = _OFFICE_LOCK
    earlier = [
        path
        for path in named(folder, *_EARLIER)
        if not (path.name.startswith(begins) and path.name.endswith(ends))
    ]
    return [*earlier, *(path for path in our_own(folder) if not is_held(path))]


def leftover_sentences(folders: Iterable[Path]) -> tuple[str, ...]:
    """A sentence for each of the folders in which such files stand: where, what, and to look first."""
    return tuple(
        _sentence(folder, found) for folder in dict.fromkeys(folders) if (found := doubtful_leftovers(folder))
    )


def _sentence(folder: Path, found: list[Path]) -> str:
    names = "、".join(one_line(path.name) for path in found[:_MOST])
    more = f" 等 {len(found)} 个" if len(found) > _MOST else ""
    return sentence("doubtful_leftovers", path=folder.resolve(), names=names + more)
