"""Imports after the first paint what comes next, in worker threads: what is there already opens at once."""

from __future__ import annotations

from types import ModuleType


def import_archive() -> ModuleType:
    """What opening the archive needs before it derives its key, which takes no turn of the interpreter."""
    from aimed_desktop.archive import opening

    return opening


def import_pages() -> tuple[ModuleType, ...]:
    """What the first application needs."""
    from ui.form import choice_fields, date_fields, table_view
    from ui.narrative import field
    from ui.shell import application_view

    return application_view, choice_fields, date_fields, field, table_view
