"""What the window remembers between two starts; nothing of what was typed."""

from __future__ import annotations

import json
from contextlib import suppress
from dataclasses import asdict, dataclass, fields
from pathlib import Path
from typing import Final

from aimed_desktop.desktop.state_file import read_state
from aimed_desktop.errors import UserProblem
from aimed_desktop.files.folders import private_dir

FILE_NAME = "window.json"


@dataclass(slots=True)
class WindowSettings:
    """Ids and geometry only: never a name, a value or a title."""

    application: str | None = None
    form: str | None = None
    field: str | None = None
    cursor: int = 0  # in that field
    width: int = 1366
    height: int = 740
    maximised: bool = False
    export_folder: str | None = None
    welcomed: bool = False  # the first steps were taken, or skipped
    theme: str = "system"  # or light, dark
    left: int | None = None  # of the window on its screen
    top: int | None = None
    zoom: int = 100  # per cent, of the words on the paper
    outline_width: int = 0  # 0: as the window has room
    outline_folded: bool = False
    side_width: int = 0
    side_folded: bool = False
    side_wanted: bool = False  # on a window too narrow for it
    side_tab: str = "hint"  # or preview, findings
    preview_zoom: int = 100  # per cent, of the page in the right panel; 100 fills its width


# What is outside is as usual; that a place is on no screen is seen by `window_place`.
_RANGES: Final = {
    "cursor": (0, 10_000_000),
    "width": (200, 20_000),
    "height": (200, 20_000),
    "left": (-40_000, 40_000),
    "top": (-40_000, 40_000),
    "zoom": (80, 180),
    "outline_width": (0, 10_000),
    "side_width": (0, 10_000),
    "preview_zoom": (100, 400),
}
_CHOICES: Final = {"theme": ("system", "light", "dark"), "side_tab": ("hint", "preview", "findings")}
_LONGEST: Final = 4096  # of a path


def read_settings(data_dir: Path) -> WindowSettings:
    """The settings of `data_dir`; what is missing, damaged or absurd is as usual."""
    data, settings = read_state(data_dir / FILE_NAME), WindowSettings()
    for field in fields(WindowSettings):
        value = data.get(field.name)
        if type(value) is _type_of(field.name) and _is_usual(field.name, value):
            setattr(settings, field.name, value)
    return settings


def settings_text(settings: WindowSettings) -> str:
    """What is kept of `settings`; the same text needs no writing again."""
    return json.dumps(asdict(settings), ensure_ascii=False)


def write_settings(data_dir: Path, text: str) -> None:
    """Keep the text of settings; a folder that cannot be written is no reason to stop anybody."""
    from aimed_desktop.files.private_files import write_private  # off the launch path

    with suppress(OSError, UserProblem, UnicodeError):  # a folder named in no encoding
        write_private(private_dir(data_dir) / FILE_NAME, text.encode())


def _type_of(name: str) -> type:
    """The type that the file must have; True is no number."""
    kind = str(next(field.type for field in fields(WindowSettings) if field.name == name)).split(" ")[0]
    return {"int": int, "bool": bool}.get(kind, str)


def _is_usual(name: str, value: object) -> bool:
    if name in _RANGES:
        least, most = _RANGES[name]
        return isinstance(value, int) and least <= value <= most
    if name in _CHOICES:
        return value in _CHOICES[name]
    if isinstance(value, str):
        is_path = name != "export_folder" or Path(value).is_absolute()
        return len(value) <= _LONGEST and value.isprintable() and is_path
    return True
