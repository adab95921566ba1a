"""What a summary is made of, as the clerk changes it step by step."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a summary is made of: the form, the packets and files given, the words typed above the tables.

    `base`: the id of a kept summary that it goes on with; empty for none. `out`, `back`: the packets that
    the clerk has taken out, or put back.
    """

    form: str
    given: tuple[str, ...] = ()
    typed: Mapping[str, str] = field(default_factory=dict)
    base: str = ""
    out: tuple[str, ...] = ()
    back: tuple[str, ...] = ()

    def given_too(self, paths: Sequence[str]) -> Wanted:
        """These, too; one that was taken out earlier is listed again."""
        wanted = replace(self, given=(*self.given, *(path for path in paths if path not in self.given)))
        for path in paths:
            wanted = wanted.put_back(path)
        return wanted

    def take_out(self, path: str) -> Wanted:
        """One packet is left out."""
        out = (*(name for name in self.out if name != path), path)
        return replace(self, out=out, back=tuple(name for name in self.back if name != path))

    def put_back(self, path: str) -> Wanted:
        """It is listed again, whenever it was taken out."""
        back = (*(name for name in self.back if name != path), path)
        return replace(self, out=tuple(name for name in self.out if name != path), back=back)
