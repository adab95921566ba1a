"""Which files are dragged over the form, or were copied in the file manager."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QMimeData

_ENDINGS = (".docx", ".doc", ".wps", ".rtf", ".odt")  # what cannot be read is told, not passed over


def word_files(data: QMimeData) -> list[Path]:
    """The Word files that are dragged; none where something else is among them."""
    paths = _files(data)
    return paths if all(path.suffix.lower() in _ENDINGS for path in paths) else []


def pdf_files(data: QMimeData) -> list[Path]:
    """The PDF files among them."""
    return [path for path in _files(data) if path.suffix.lower() == ".pdf"]


def are_only_files(data: QMimeData) -> bool:
    """Whether it is files of this machine and nothing else; file managers give their paths as text, too."""
    return bool(data.urls()) and len(_files(data)) == len(data.urls())


def _files(data: QMimeData) -> list[Path]:
    return [Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile()]
