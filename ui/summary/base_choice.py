"""Which summary begun earlier is gone on with: its rows and typed words stay, new packets are added."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QWidget

from aimed_desktop.services.summary_tables import Base
from ui.widgets.steady_choice import SteadyChoice

_AFRESH = "重新做一份"


class BaseChoice(SteadyChoice):
    """`base_chosen` tells the id of the summary that is gone on with, empty for none."""

    base_chosen = Signal(str)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("summary_base")
        self.setAccessibleName("接着哪一份汇总表做")
        self.setToolTip("接着做：原来的行和手工填写的内容不动，只补新的报送包和空着的格")
        self.setAccessibleDescription(f"{self.accessibleName()}。{self.toolTip()}")
        self.show_bases(())
        self.currentIndexChanged.connect(lambda: self.base_chosen.emit(self.base))

    @property
    def base(self) -> str:
        """The id of the chosen summary; empty where one is made afresh."""
        return str(self.currentData())

    def show_bases(self, bases: Sequence[Base]) -> None:
        """Offer these; making one afresh is chosen."""
        with QSignalBlocker(self):
            self.clear()
            self.addItem(_AFRESH, "")
            for base in bases:
                self.addItem(f"接着做：{base.words}", base.id)
        self.setVisible(bool(bases))
