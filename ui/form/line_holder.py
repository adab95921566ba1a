"""What belongs to a line: its unit and its tools beside it, its counter and what is said of it below."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from aimed_desktop.definition.fields import Limit
from ui.form.counter import CounterLabel
from ui.theme import repolish

if TYPE_CHECKING:
    from aimed_desktop.application.while_typing import Remark


class RemarkLabel(QLabel):
    """A few small words under a field: grey while something is missing, red when it is wrong."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("remark_line")
        self.setWordWrap(True)
        self.setVisible(False)

    def show_remark(self, remark: Remark | None) -> None:
        """Show what is said; nothing takes no room."""
        if remark is not None:
            state = "bad" if remark.is_wrong else "quiet"
            if state != self.property("state"):
                self.setProperty("state", state)
                repolish(self)
            self.setText(remark.words)
        self.setVisible(remark is not None)


class LineHolder(QWidget):
    """A line above, remarks below; what it has none of is not built."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._box = QVBoxLayout(self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.setSpacing(0)
        self._row = QHBoxLayout()
        self._row.setSpacing(4)
        self._box.addLayout(self._row)
        self._remark: RemarkLabel | None = None
        self._line: QWidget | None = None
        self._description = ""

    def add_line(self, line: QWidget) -> None:
        """The line itself, as wide as there is room."""
        self._line = line
        self._description = line.accessibleDescription()
        self._row.addWidget(line, 1)

    def add_unit(self, words: str) -> None:
        """The printed unit behind the line."""
        self._row.addWidget(QLabel(words, self))

    def add_tool(self, tool: QWidget) -> None:
        """A button behind the line."""
        self._row.addWidget(tool)

    def add_counter(self, limit: Limit | None) -> CounterLabel:
        """The count under the right end of the line."""
        counter = CounterLabel(limit, self)
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(counter)
        self._box.addLayout(foot)
        return counter

    def show_remark(self, remark: Remark | None) -> None:
        """Say something of what stands in the line, for the screen reader, too."""
        if self._remark is None:
            if remark is None:
                return
            self._remark = RemarkLabel(self)
            self._box.addWidget(self._remark)
        self._remark.show_remark(remark)
        if self._line is not None:
            said = [self._description, remark.words if remark is not None else ""]
            self._line.setAccessibleDescription("；".join(filter(None, said)))
