"""Which Word file is dragged over the form."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QMimeData


def word_file(data: QMimeData) -> Path | None:
    """The one Word file that is dragged, if it is one."""
    paths = [Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile()]
    return paths[0] if len(paths) == 1 and paths[0].suffix.lower() == ".docx" else None
