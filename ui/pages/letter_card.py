"""邮件 on the page 报送归档: the mails of a packet, to be copied field by field."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from aimed_desktop.services.route_words import CopyRow
from ui.pages.copy_rows import CopyRows
from ui.widgets.folding import Folding
from ui.widgets.page_parts import words_label

_LONG = ("正文", "附件")


class LetterCard(QFrame):
    """To whom and about what stands open; text and attachments unfold."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("card")
        self._box = QVBoxLayout(self)
        self._box.setContentsMargins(18, 16, 18, 16)
        self._box.setSpacing(10)
        self._box.addWidget(words_label("邮件", "card_title", self))
        self.rows: Sequence[CopyRow] = ()
        self._shown: list[QWidget] = []
        self.hide()

    def show_rows(self, rows: Sequence[CopyRow]) -> None:
        """The fields of every mail; those that stand there already keep the focus."""
        if rows == self.rows:
            return
        self.rows = rows
        for widget in self._shown:
            widget.hide()
            widget.deleteLater()
        long = [row for row in rows if row.label.endswith(_LONG)]
        folding = Folding("正文和附件", "unfold_letter", self)
        folding.box.addWidget(CopyRows("", long, folding.body))
        folding.setVisible(bool(long))
        self._shown = [CopyRows("", [row for row in rows if row not in long], self), folding]
        for widget in self._shown:
            self._box.addWidget(widget)
