"""Imports what the first application needs while the archive is being opened."""

from __future__ import annotations

from importlib import import_module
from typing import Final

_NEEDED: Final = (
    "ui.application_view",
    "ui.form.choice_fields",
    "ui.form.date_fields",
    "ui.form.narrative_field",
    "ui.form.table_view",
)


def import_pages() -> None:
    """In a worker thread: what is imported is there at once when it is asked for."""
    for name in _NEEDED:
        import_module(name)
