"""What is not needed now, behind a button that shows it."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QToolButton, QVBoxLayout, QWidget

from ui.widgets import icons


class Folding(QWidget):
    """`box` takes what is folded. It folds only once `show_folding` says so."""

    def __init__(self, title: str, name: str, parent: QWidget, *, folds: bool = True) -> None:
        super().__init__(parent)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        self.head = QToolButton(self)
        self.head.setObjectName(name)
        self.head.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.head.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        row = QHBoxLayout()
        row.addWidget(self.head)
        row.addStretch(1)
        column.addLayout(row)
        self.body = QWidget(self)
        self.box = QVBoxLayout(self.body)
        self.box.setContentsMargins(0, 0, 0, 0)
        self.box.setSpacing(12)
        column.addWidget(self.body)
        self.head.clicked.connect(self._on_clicked)
        self._folds: bool | None = None
        self.show_title(title)
        self.show_folding(folds=folds)

    def show_title(self, title: str) -> None:
        """What is behind the button."""
        self.head.setText(title)

    def show_folding(self, *, folds: bool) -> None:
        """Whether there is a button: when it comes, all is folded; when it goes, all is shown."""
        if folds != self._folds:
            self._folds = folds
            self.head.setVisible(folds)
            self.unfold(unfolded=not folds)

    def unfold(self, *, unfolded: bool) -> None:
        """Show what is behind the button, or hide it."""
        self.head.setAccessibleDescription("已展开" if unfolded else "已收起")
        icons.put(self.head, "chevron-down" if unfolded else "chevron-right")
        self.body.setVisible(unfolded)

    def _on_clicked(self) -> None:
        self.unfold(unfolded=self.body.isHidden())
