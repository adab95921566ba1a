"""定稿打印: the version is fixed, Word and PDF go into a folder."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QFileDialog,
    QHBoxLayout,
    QLineEdit,
    QProgressBar,
    QPushButton,
    QWidget,
)

from aimed_desktop.application.model import Application
from aimed_desktop.definition.model import Notice
from aimed_desktop.operations import Result
from aimed_desktop.settings import Settings
from ui.pages.page import MadeFiles, Page, folder_in, open_path, primary_button, words_label

_SETTINGS = {
    "plain_word": "Word 不带填写框（WPS 打开不正常时用）",
    "tick_as_square": "Word 里打勾的方框印成 ■（显示不出 ☑ 时用）",
    "print_fingerprint": "页脚加印版本指纹（受理单位没有要求时不印）",
}


class FinalPage(Page):
    """`wanted` tells the folder and whether a draft is wanted."""

    finished = Signal(object)  # Result
    wanted = Signal(Path, bool)
    settings_chosen = Signal(object)  # Settings

    def __init__(self, folder: Path, parent: QWidget | None = None) -> None:
        super().__init__("定稿打印", "导出的 Word 和 PDF 与通知的表式一致；打印请用 PDF。", parent)
        box = self.card()
        box.addWidget(words_label("导出到", "card_title", self))
        line = QHBoxLayout()
        self.folder = QLineEdit(str(folder), self)
        self.folder.setObjectName("export_folder")
        self.folder.setAccessibleName("导出到的文件夹")
        line.addWidget(self.folder, 1)
        choose = QPushButton("选择文件夹…", self)
        choose.clicked.connect(self._choose)
        line.addWidget(choose)
        box.addLayout(line)
        actions = QHBoxLayout()
        self.go = primary_button("导出 Word 和 PDF", "export", self)
        self.go.clicked.connect(lambda: self._want(draft=False))
        self.draft = QPushButton("导出草稿（带“草稿”字样）", self)
        self.draft.setObjectName("export_draft")
        self.draft.clicked.connect(lambda: self._want(draft=True))
        actions.addWidget(self.go)
        actions.addWidget(self.draft)
        actions.addStretch(1)
        box.addLayout(actions)
        self.progress = _busy(self)
        box.addWidget(self.progress)
        self.copies = words_label("", "quiet", self)
        box.addWidget(self.copies)
        self.state = words_label("", "quiet", self)
        box.addWidget(self.state)
        self.files = MadeFiles("导出的文件", self)
        box.addWidget(self.files)
        self.open = QPushButton("打开文件夹", self)
        self.open.hide()
        self.open.clicked.connect(lambda: open_path(Path(self.folder.text())))
        box.addWidget(self.open, 0, Qt.AlignmentFlag.AlignLeft)
        self._add_settings()
        self.column.addStretch(1)

    def _add_settings(self) -> None:
        box = self.card()
        box.addWidget(words_label("文件的写法（一般不用改）", "card_title", self))
        self._boxes = {name: QCheckBox(words, self) for name, words in _SETTINGS.items()}
        for name, check_box in self._boxes.items():
            check_box.setObjectName(f"setting_{name}")
            check_box.clicked.connect(self._on_setting_clicked)
            box.addWidget(check_box)

    def show_settings(self, settings: Settings) -> None:
        """Show how files are written."""
        self._boxes["plain_word"].setChecked(not settings.word_controls)
        self._boxes["tick_as_square"].setChecked(settings.tick_as_square)
        self._boxes["print_fingerprint"].setChecked(settings.print_fingerprint)

    def _on_setting_clicked(self) -> None:
        chosen = {name: check_box.isChecked() for name, check_box in self._boxes.items()}
        plain = chosen.pop("plain_word")
        self.settings_chosen.emit(Settings(word_controls=not plain, **chosen))

    def show_copies(self, app: Application, notice: Notice) -> None:
        """Say how many copies this application is printed in, and for whom."""
        self.copies.setText(_copies(app, notice))

    def show_result(self, result: Result) -> None:
        """Say what was made, or why nothing was."""
        self.show_busy(busy=False)
        self.finished.emit(result)
        if result.refused:
            self.state.setText(
                f"还有 {result.errors} 项必改问题，没有导出。请到“检查”里逐项改好，或先导出草稿。"
            )
            return
        words = f"已导出 {len(result.paths)} 个文件，双击可打开。"
        if result.personal:
            words += "文件含身份证号码且未加密，请妥善保管。"
        self.state.setText(words)
        self.files.show_files(list(result.paths))
        self.open.show()

    def show_failed(self) -> None:
        """The files could not be made; a dialog says why."""
        self.show_busy(busy=False)
        self.state.setText("没有导出成功。")

    def show_busy(self, *, busy: bool) -> None:
        """While the files are made."""
        self.progress.setVisible(busy)
        self.go.setEnabled(not busy)
        self.draft.setEnabled(not busy)

    def _want(self, *, draft: bool) -> None:
        if (folder := folder_in(self.folder, self.state)) is None:
            return
        self.show_busy(busy=True)
        self.state.setText("正在导出……")
        self.files.show_files([])
        self.wanted.emit(folder, draft)

    def _choose(self) -> None:
        name = QFileDialog.getExistingDirectory(self, "导出到哪个文件夹", self.folder.text())
        if name:
            self.folder.setText(name)


def _busy(parent: QWidget) -> QProgressBar:
    bar = QProgressBar(parent)
    bar.setRange(0, 0)
    bar.setTextVisible(False)
    bar.hide()
    return bar


def _copies(app: Application, notice: Notice) -> str:
    from aimed_desktop.packet.routes import copies, routes  # not needed before this page is shown

    number = copies(app, notice)
    to = next((f"（{route.to}）" for route in routes(app, notice) if route.copies == number), "")
    return f"通知要求纸质申报书 {number} 份{to}。" if number else "份数以受理单位的要求为准。"
