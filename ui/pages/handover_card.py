"""送达 on the page 报送归档: the list that goes with what is handed over on paper."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from ui.pages.making_card import MakingCard
from ui.widgets.buttons import quiet_button
from ui.widgets.page_parts import words_label

_WORDS = "一式二份：一份交受理单位，一份请对方签收后带回；对方不签收的，当场记下收件人、电话、时间。"


class HandoverCard(MakingCard):
    """`wanted` asks for the list."""

    wanted = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__("送达纸质材料", "材料报送清单", parent)
        self.box.addWidget(words_label(_WORDS, "quiet", self))
        self.add_makers(quiet_button("生成材料报送清单", "make_handover_list", self.wanted.emit, self))
