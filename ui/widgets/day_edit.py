"""A day that is asked for in a dialog."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QDate, QLocale
from PySide6.QtWidgets import QDateEdit, QWidget

_CHINA: Final = QLocale(QLocale.Language.Chinese, QLocale.Country.China)


class DayEdit(QDateEdit):
    """A day, typed or taken from its calendar; `name` is what a screen reader calls it.

    The arrows go from year to month to day, Tab leaves: one stop, as every other line.
    """

    def __init__(
        self, day: QDate, name: str, object_name: str, parent: QWidget, *, has_weekday: bool = False
    ) -> None:
        super().__init__(day, parent)
        self.setObjectName(object_name)
        self.setAccessibleName(name)
        self.setLocale(_CHINA)
        self.setDisplayFormat("yyyy年M月d日（ddd）" if has_weekday else "yyyy年M月d日")
        self.setCalendarPopup(True)

    def focusNextPrevChild(self, is_next: bool) -> bool:
        return QWidget.focusNextPrevChild(self, is_next)
