"""What a user has chosen for all applications, in a small file of the data folder."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, fields
from pathlib import Path
from typing import Any, Final

from aimed_desktop.errors import UserProblem
from aimed_desktop.files.folders import private_dir
from aimed_desktop.files.reading import read_regular

FILE_NAME = "settings.json"
SMALLEST_MAIL_MB: Final = 1
LARGEST_MAIL_MB: Final = 1000
_MAX_BYTES = 64 * 1024


@dataclass(frozen=True, slots=True)
class UserSettings:
    """How files are written, mailed and printed. As it stands: full Word, a number at the foot, one side."""

    word_controls: bool = True  # off: a plain Word, for a WPS that stumbles over content controls
    tick_as_square: bool = False  # on: a tick in Word is ■, for machines without a font for ☑
    print_fingerprint: bool = False  # on: the fingerprint stands small beside the page number
    mail_limit_mb: int = 50  # of one mail as it is sent; what the common Chinese mailboxes take
    own_copy: bool = False  # on: one more copy is printed that stays with the unit (留底)
    two_sided: bool = False
    turned_by_hand: bool = False  # both sides: the printer does one at a time
    fed_by_tray: bool = False  # by hand: paper goes back into the open tray, not into the drawer

    @property
    def mail_limit_bytes(self) -> int:
        return self.mail_limit_mb * 1000**2


USUAL: Final = UserSettings()


def read_settings(data_dir: Path) -> UserSettings:
    """The settings of a data folder; what is missing, damaged or of the wrong kind is as usual."""
    try:
        data = json.loads(read_regular(data_dir / FILE_NAME, _MAX_BYTES))
    except (UserProblem, ValueError, RecursionError):
        return UserSettings()
    if not isinstance(data, dict):
        return UserSettings()
    chosen: dict[str, Any] = {field.name: data.get(field.name) for field in fields(UserSettings)}
    return UserSettings(**{name: value for name, value in chosen.items() if _is_fit(name, value)})


def _is_fit(name: str, value: Any) -> bool:
    if name != "mail_limit_mb":
        return isinstance(value, bool)
    return type(value) is int and SMALLEST_MAIL_MB <= value <= LARGEST_MAIL_MB


def write_settings(data_dir: Path, settings: UserSettings) -> None:
    """Keep the settings, whole or not at all. UserProblem where the folder cannot be written."""
    from aimed_desktop.files.private_files import write_private  # off the launch path

    write_private(private_dir(data_dir) / FILE_NAME, json.dumps(asdict(settings), indent=1).encode())
