"""What the judge says of a file."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal, get_args

from aimed_desktop.document.judging.kinds import FileKind

Trouble = Literal[
    "empty",
    "program",
    "unknown",  # no kind that is known
    "locked",  # wants a password
    "cut_off",  # its end is missing
    "damaged",
    "too_heavy",  # not read to its end within bounds of memory, time or pages
]


@dataclass(frozen=True, slots=True)
class Verdict:
    """`trouble` is why a file cannot be used, if so. Pages count from 1; `pages` is None where it has none.

    `white`: pages without ink; `broken`: pages that cannot be drawn; `oversize`: larger than any paper.
    `tells_place`: where a photo in it was taken.
    """

    kind: FileKind
    trouble: Trouble | None = None
    pages: int | None = None
    white: tuple[int, ...] = ()
    broken: tuple[int, ...] = ()
    oversize: tuple[int, ...] = ()
    tells_place: bool = False

    @property
    def inked(self) -> int | None:
        """How many pages something stands on; None where there are no pages."""
        return None if self.pages is None else self.pages - len(self.white)

    @property
    def is_all_white(self) -> bool:
        """Whether it has pages and nothing stands on any."""
        return self.inked == 0 and self.pages != 0


@dataclass(frozen=True, slots=True)
class Reading:
    """What reading the pages of a file has shown; sent from one process to the other."""

    trouble: Trouble | None = None
    pages: int | None = None
    white: tuple[int, ...] = ()
    broken: tuple[int, ...] = ()
    oversize: tuple[int, ...] = ()

    def to_json(self) -> dict[str, Any]:
        """As the head of a message."""
        return {
            "trouble": self.trouble,
            "pages": self.pages,
            "white": self.white,
            "broken": self.broken,
            "oversize": self.oversize,
        }


def reading_of(head: Mapping[str, Any]) -> Reading:
    """The reading that a message tells."""
    trouble = head["trouble"]
    return Reading(
        next((known for known in get_args(Trouble) if known == trouble), None),
        head["pages"],
        tuple(head["white"]),
        tuple(head["broken"]),
        tuple(head["oversize"]),
    )


def pages_words(pages: Sequence[int], most: int = 6) -> str:
    """`第1页至第3页、第7页`: each run of pages once, no more than `most` of them."""
    runs: list[list[int]] = []
    for page in pages:
        if runs and page == runs[-1][1] + 1:
            runs[-1][1] = page
        else:
            runs.append([page, page])
    words = [f"第{first}页" if first == last else f"第{first}页至第{last}页" for first, last in runs[:most]]
    return "、".join(words) + (f"等共 {len(pages)} 页" if len(runs) > most else "")
