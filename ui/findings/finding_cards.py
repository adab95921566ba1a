"""The findings of the focused field, above its guidance: what, how to mend it, and the button that does."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QLabel, QPushButton, QVBoxLayout, QWidget

from aimed_desktop.application.checks.finding import Finding
from aimed_desktop.services.finding_words import sentence
from ui.findings.fixing import FixOf

if TYPE_CHECKING:
    from aimed_desktop.application.checks.fixes import Fix

_MOST = 3  # the rest stands in the list


class FieldFindings(QWidget):
    """`fix_wanted` tells the Fix whose button was pressed."""

    fix_wanted = Signal(object)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._shown: list[tuple[Finding, Fix | None]] = []
        self._box = QVBoxLayout(self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.setSpacing(6)
        self.hide()

    def show_findings(self, findings: Sequence[Finding], fix_of: FixOf) -> None:
        """Show `findings`, which are of one field."""
        wanted = [(finding, fix_of(finding)) for finding in findings[:_MOST]]
        if wanted == self._shown:
            return
        self._shown = wanted
        while (item := self._box.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        for finding, fix in wanted:
            self._box.addWidget(self._card(finding, fix))
        self.setVisible(bool(wanted))

    def _card(self, finding: Finding, fix: Fix | None) -> QFrame:
        card = QFrame(self)
        card.setObjectName("finding_card")
        card.setProperty("severity", finding.severity)
        box = QVBoxLayout(card)
        box.setContentsMargins(10, 8, 10, 8)
        box.setSpacing(4)
        words = QLabel(f"{sentence(finding)}{finding.fix}", card)
        words.setWordWrap(True)
        words.setTextFormat(Qt.TextFormat.PlainText)
        box.addWidget(words)
        if fix is not None:
            button = QPushButton(fix.label, card)
            button.setObjectName("fix")
            button.clicked.connect(lambda: self.fix_wanted.emit(fix))
            box.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
        return card
