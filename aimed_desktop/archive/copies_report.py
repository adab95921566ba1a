"""What is told of the copies: the newest and its age, how many there are, the second place."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from aimed_desktop.archive.copies import ArchiveCopy, copies_folder, copies_in, newest, relative_time
from aimed_desktop.archive.second_place import SecondPlace, read_second_place


@dataclass(frozen=True, slots=True)
class CopiesReport:
    """The copies of a data folder as they are at `now`."""

    folder: Path
    newest: ArchiveCopy | None
    count: int
    octets: int
    second_place: SecondPlace | None
    now: datetime

    @property
    def age(self) -> str:
        """今天 08:30; 还没有 where none was made yet."""
        return relative_time(self.newest.made, self.now) if self.newest is not None else "还没有"

    @property
    def days_since_second(self) -> int:
        """Days since the second place was reached, or named where it never was; 0 where none is named."""
        place = self.second_place
        return (self.now - (place.reached or place.named)).days if place is not None else 0

    @property
    def is_second_stale(self) -> bool:
        """Whether the second place was not reached for a week."""
        return self.second_place is not None and self.second_place.is_stale(self.now)


def copies_report(data_dir: Path) -> CopiesReport:
    """What there is to tell of a data folder; looks at the disk, but not at the second place."""
    now = datetime.now().astimezone()
    found = copies_in(copies_folder(data_dir))
    octets = sum(copy.octets for copy in found)
    place = read_second_place(data_dir)
    return CopiesReport(copies_folder(data_dir), newest(found, now), len(found), octets, place, now)
