"""What a user has chosen for all applications, in a small file of the data folder."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, fields
from pathlib import Path
from typing import Final

from aimed_desktop.errors import UserProblem
from aimed_desktop.files.folders import private_dir
from aimed_desktop.files.reading import read_regular

FILE_NAME = "settings.json"
_MAX_BYTES = 64 * 1024


@dataclass(frozen=True, slots=True)
class UserSettings:
    """How Word and PDF files are written. As it stands: full Word, only a number at the foot."""

    word_controls: bool = True  # off: a plain Word, for a WPS that stumbles over content controls
    tick_as_square: bool = False  # on: a tick in Word is ■, for machines without a font for ☑
    print_fingerprint: bool = False  # on: the fingerprint stands small beside the page number


USUAL: Final = UserSettings()


def read_settings(data_dir: Path) -> UserSettings:
    """The settings of a data folder; what is missing, damaged or of the wrong kind is as usual."""
    try:
        data = json.loads(read_regular(data_dir / FILE_NAME, _MAX_BYTES))
    except (UserProblem, ValueError, RecursionError):
        return UserSettings()
    if not isinstance(data, dict):
        return UserSettings()
    chosen = {field.name: data.get(field.name) for field in fields(UserSettings)}
    return UserSettings(**{name: value for name, value in chosen.items() if isinstance(value, bool)})


def write_settings(data_dir: Path, settings: UserSettings) -> None:
    """Keep the settings, whole or not at all. UserProblem where the folder cannot be written."""
    from aimed_desktop.files.private_files import write_private  # off the launch path

    write_private(private_dir(data_dir) / FILE_NAME, json.dumps(asdict(settings), indent=1).encode())
