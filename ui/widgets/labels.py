"""Labels that lead to a field."""

from __future__ import annotations

from PySide6.QtWidgets import QLabel, QWidget


def lead_to(label: QLabel, field: QWidget) -> None:
    """Let `label` name `field` to screen readers, and lead to it.

    WORKAROUND(PySide6 6.9): setBuddy makes the label the owner of the field in Python. When the label goes,
    what the field was asked for, its document for one, would be taken for deleted though the field lives on.
    """
    label.setBuddy(field)
    label.setAccessibleName(field.accessibleName())  # what is labelled is called by that, not by its own name
    field.setParent(field.parentWidget())
