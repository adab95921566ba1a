"""报送归档: stamped scans in, the packet out, kept in the archive."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QFileDialog,
    QHBoxLayout,
    QLineEdit,
    QListWidget,
    QProgressBar,
    QPushButton,
    QWidget,
)

from aimed_desktop.definition.model import Route
from aimed_desktop.operations import Result
from ui.pages.page import MadeFiles, Page, folder_in, open_path, primary_button, words_label

_BY = {"paper": "纸质", "mail": "电子邮件", "platform": "平台", "website": "网站"}


class SubmitPage(Page):
    """`wanted` tells the folder and the scans that go into the packet."""

    finished = Signal(object)  # Result
    wanted = Signal(Path, list)

    def __init__(self, folder: Path, parent: QWidget | None = None) -> None:
        super().__init__("报送归档", "盖章签字后扫描，连同申报书和材料打成报送包；包同时存进档案库。", parent)
        self._scans: list[Path] = []
        card = self.card()
        card.addWidget(words_label("报送要求", "card_title", self))
        self.routes = words_label("", "quiet", self)
        card.addWidget(self.routes)
        box = self.card()
        box.addWidget(words_label("盖章扫描件（PDF）", "card_title", self))
        self.scans = QListWidget(self)
        self.scans.setObjectName("scans")
        self.scans.setAccessibleName("扫描件")
        self.scans.setMaximumHeight(80)
        box.addWidget(self.scans)
        line = QHBoxLayout()
        for words, action in (("＋ 添加扫描件", self._add), ("清空", self._clear)):
            button = QPushButton(words, self)
            button.clicked.connect(action)
            line.addWidget(button)
        line.addStretch(1)
        box.addLayout(line)
        self._add_packing(folder)
        self.column.addStretch(1)

    def show_routes(self, routes: Sequence[Route]) -> None:
        """Say to whom this application goes, by when and how, a line for each way."""
        self.routes.setText("\n".join(map(route_words, routes)))

    def show_result(self, result: Result) -> None:
        """Say what was made, or why nothing was."""
        self.show_busy(busy=False)
        self.finished.emit(result)
        if result.refused:
            self.state.setText(f"还有 {result.errors} 项必改问题，没有打包。请到“检查”里逐项改好。")
            return
        warnings = [finding.message for finding in result.findings if finding.rule == "material"]
        self.state.setText("\n".join(["报送包已生成，并已存进档案库。", *warnings[:3]]))
        self.files.show_files(list(result.paths))
        self.open.show()

    def show_failed(self, words: str = "没有打包成功。") -> None:
        """The packet could not be made or kept; a dialog says why."""
        self.show_busy(busy=False)
        self.state.setText(words)

    def show_busy(self, *, busy: bool) -> None:
        """While the packet is made."""
        self.progress.setVisible(busy)
        self.go.setEnabled(not busy)

    def add_scan(self, path: Path) -> None:
        """One more scan for the packet."""
        self._scans.append(path)
        self.scans.addItem(path.name)

    def _add_packing(self, folder: Path) -> None:
        box = self.card()
        box.addWidget(words_label("报送包放在", "card_title", self))
        line = QHBoxLayout()
        self.folder = QLineEdit(str(folder), self)
        self.folder.setObjectName("packet_folder")
        self.folder.setAccessibleName("报送包放在哪个文件夹")
        line.addWidget(self.folder, 1)
        choose = QPushButton("选择文件夹…", self)
        choose.clicked.connect(self._choose)
        line.addWidget(choose)
        box.addLayout(line)
        self.go = primary_button("生成报送包并归档", "pack", self)
        self.go.clicked.connect(self._want)
        row = QHBoxLayout()
        row.addWidget(self.go)
        self.open = QPushButton("打开文件夹", self)
        self.open.clicked.connect(lambda: open_path(Path(self.folder.text())))
        self.open.hide()
        row.addWidget(self.open)
        row.addStretch(1)
        box.addLayout(row)
        self.progress = QProgressBar(self)
        self.progress.setRange(0, 0)
        self.progress.setTextVisible(False)
        self.progress.hide()
        box.addWidget(self.progress)
        self.state = words_label("没有扫描件也可以先打包，补上后再打一次。", "quiet", self)
        box.addWidget(self.state)
        self.files = MadeFiles("报送包", self)
        box.addWidget(self.files)

    def _want(self) -> None:
        if (folder := folder_in(self.folder, self.state)) is None:
            return
        self.show_busy(busy=True)
        self.state.setText("正在打包……")
        self.wanted.emit(folder, list(self._scans))

    def _add(self) -> None:
        names, _ = QFileDialog.getOpenFileNames(
            self, "选择扫描件", "", "扫描件 (*.pdf *.jpg *.jpeg *.png);;所有文件 (*)"
        )
        for name in names:
            self.add_scan(Path(name))

    def _clear(self) -> None:
        self._scans.clear()
        self.scans.clear()

    def _choose(self) -> None:
        name = QFileDialog.getExistingDirectory(self, "报送包放在哪个文件夹", self.folder.text())
        if name:
            self.folder.setText(name)


def route_words(route: Route) -> str:
    """One way of handing in as a line; what the notice does not print is 待填."""
    ways = "、".join(_BY[way] for way in route.by)
    parts = [f"{route.from_} → {route.to}（{ways}）", f"截止 {route.until or '待填'}"]
    if route.copies:
        parts.append(f"{route.copies} 份")
    if route.place:
        parts.append(route.place)
    if route.mail:
        parts.append("、".join(route.mail))
    return "　".join(parts)
