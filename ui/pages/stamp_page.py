"""盖章扫描: where to stamp and sign, and the stamped scans that come back."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from ui.pages.page import Page


class StampPage(Page):
    """The 盖章签字路线单 to be ticked, and the scans."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("盖章扫描", "打印件按路线单逐处盖章、签字，扫描后加到这里。", parent)
        self.column.addStretch(1)
