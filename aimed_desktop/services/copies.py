"""The copies of the archive that come by themselves, and the second place where they are kept."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from aimed_desktop.archive.copies_report import CopiesReport


def tell_copies(data_dir: Path) -> CopiesReport:
    """The newest copy and its age, how many there are, the second place."""
    from aimed_desktop.archive.copies_report import copies_report

    return copies_report(data_dir)


def name_second_place_now(data_dir: Path, folder: Path) -> None:
    """Copies go to `folder`, too, from now on. UserProblem where it cannot be written."""
    from datetime import datetime

    from aimed_desktop.archive.second_place import name_second_place

    name_second_place(data_dir, folder, datetime.now().astimezone())


def drop_second_place(data_dir: Path) -> None:
    """No copy goes to a second place any more; what lies there stays."""
    from aimed_desktop.archive.second_place import write_second_place

    write_second_place(data_dir, None)
