"""Which Word files are dragged over the form."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QMimeData

_ENDINGS = (".docx", ".doc", ".wps", ".rtf", ".odt")  # what cannot be read is told, not passed over


def word_files(data: QMimeData) -> list[Path]:
    """The Word files that are dragged; none where something else is among them."""
    paths = [Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile()]
    return paths if all(path.suffix.lower() in _ENDINGS for path in paths) else []
