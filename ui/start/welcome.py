"""The first minutes: 口令, 单位档案, then the notices; it stands in nobody's way."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from ui.widgets import icons
from ui.widgets.buttons import quiet_button
from ui.widgets.page_parts import words_label

STEPS = ("设置口令", "填单位档案", "选一张申报表")


class WelcomeCard(QFrame):
    """`started` asks to be led through what is left, `skipped` never to be asked again,
    `recovery_wanted` for the backup of another machine.
    """

    started = Signal()
    skipped = Signal()
    recovery_wanted = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("welcome")
        box = QVBoxLayout(self)
        box.setContentsMargins(18, 14, 14, 14)
        box.setSpacing(8)
        head = QHBoxLayout()
        head.addWidget(words_label("第一次使用：不到一分钟，以后每张表都省事", "card_title", self), 1)
        self.recover = quiet_button("从备份恢复…", "recover_welcome", self.recovery_wanted.emit, self)
        self.recover.setProperty("flat", "true")
        self.recover.setToolTip("换了电脑：用原来那台电脑的备份接着填")
        head.addWidget(self.recover)
        box.addLayout(head)
        row = QHBoxLayout()
        row.setSpacing(6)
        self._marks: list[QLabel] = []
        for words in STEPS:
            mark = QLabel(self)
            row.addWidget(mark)
            self._marks.append(mark)
            row.addWidget(QLabel(words, self))
            row.addSpacing(10)
        row.addStretch(1)
        self.skip = QPushButton("跳过", self)
        self.skip.setObjectName("skip_welcome")
        self.skip.setToolTip("不再显示。口令和单位档案以后随时可以补上。")
        self.skip.clicked.connect(self.skipped)
        row.addWidget(self.skip)
        self.go = QPushButton("开始设置", self)
        self.go.setObjectName("start_welcome")
        self.go.setProperty("primary", "true")
        self.go.clicked.connect(self.started)
        row.addWidget(self.go)
        box.addLayout(row)
        self.hide()

    def show_done(self, *, has_passphrase: bool, has_profile: bool) -> None:
        """Tick what is done."""
        for mark, is_done, words in zip(
            self._marks, (has_passphrase, has_profile, False), STEPS, strict=True
        ):
            name = "circle-check" if is_done else "circle"
            mark.setPixmap(icons.icon(name, "good" if is_done else "quiet").pixmap(icons.SIZE, icons.SIZE))
            mark.setAccessibleName(f"{words}：{'已完成' if is_done else '未完成'}")
        self.go.setText("继续设置" if has_passphrase else "开始设置")
