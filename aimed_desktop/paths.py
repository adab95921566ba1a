"""Where the program's own data and the user's files lie."""

from __future__ import annotations

import os
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
FORMS = ROOT / "forms"
RESOURCES = ROOT / "resources"
FONTS = RESOURCES / "fonts"
WORD_BASE = RESOURCES / "word" / "base.docx"

ARCHIVE_NAME = "archive.db"
ARCHIVE_KEYS_NAME = "archive-keys.json"

DATA_DIR_VARIABLE = "AIMED_DATA_DIR"
PASSPHRASE_VARIABLE = "AIMED_PASSPHRASE"  # noqa: S105 - the variable's name


def default_data_dir() -> Path:
    """The per-user folder when neither `--data-dir` nor `AIMED_DATA_DIR` moves it."""
    named = os.environ.get(DATA_DIR_VARIABLE)
    if named:
        return Path(named)
    if sys.platform == "win32":
        base = os.environ.get("LOCALAPPDATA") or str(Path.home() / "AppData" / "Local")
        return Path(base) / "AIMed"
    base = os.environ.get("XDG_DATA_HOME") or str(Path.home() / ".local" / "share")
    return Path(base) / "aimed"


def resource(name: str) -> bytes:
    """What stands in a file that comes with the program, as `icons/undo-2.svg`."""
    return (RESOURCES / name).read_bytes()


def archive_exists(data_dir: Path) -> bool:
    """Whether there is an archive in a data folder, or the keys of one whose file is gone."""
    return (data_dir / ARCHIVE_NAME).exists() or (data_dir / ARCHIVE_KEYS_NAME).exists()
