"""What the window remembers between two starts; nothing of what was typed."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, fields
from pathlib import Path

from aimed_desktop.paths import private_dir

FILE_NAME = "window.json"


@dataclass(slots=True)
class Settings:
    """Ids and geometry only: never a name, a value or a title."""

    application: str | None = None
    form: str | None = None
    field: str | None = None
    width: int = 1366
    height: int = 740
    maximised: bool = False
    export_folder: str | None = None
    theme: str = "system"  # or light, dark


def read_settings(data_dir: Path) -> Settings:
    """The settings of `data_dir`; the usual ones where there are none that can be read."""
    try:
        data = json.loads((data_dir / FILE_NAME).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return Settings()
    settings = Settings()
    if isinstance(data, dict):
        for field in fields(Settings):
            value = data.get(field.name)
            if value is not None and isinstance(value, _type_of(field.name)):
                setattr(settings, field.name, value)
    return settings


def write_settings(data_dir: Path, settings: Settings) -> None:
    """Keep `settings`; a folder that cannot be written is no reason to stop anybody."""
    try:
        path = private_dir(data_dir) / FILE_NAME
        fresh = path.with_suffix(".new")
        fresh.write_text(json.dumps(asdict(settings), ensure_ascii=False), encoding="utf-8")
        fresh.chmod(0o600)
        fresh.replace(path)
    except OSError:
        return


def _type_of(name: str) -> type:
    return {"width": int, "height": int, "maximised": bool}.get(name, str)
