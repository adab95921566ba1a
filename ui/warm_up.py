"""Imports what the first application needs while the archive is being opened."""

from __future__ import annotations

from types import ModuleType


def import_pages() -> tuple[ModuleType, ...]:
    """In a worker thread: what is imported is there at once when it is asked for."""
    from ui import application_view
    from ui.form import choice_fields, date_fields, table_view
    from ui.narrative import field

    return application_view, choice_fields, date_fields, field, table_view
