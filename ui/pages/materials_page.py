"""材料: the notice's list as slots, with the files put into them."""

from __future__ import annotations

from functools import partial
from pathlib import Path, PurePosixPath

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QLabel, QPushButton, QToolButton, QVBoxLayout, QWidget

from aimed_desktop.application.model import Application, MaterialFile
from aimed_desktop.definition.model import Material
from ui.form.bindings import Bindings
from ui.pages.page import Page, words_label

_KINDS = "材料 (*.pdf *.jpg *.jpeg *.png *.docx *.doc *.xlsx *.xls *.wps *.zip);;所有文件 (*)"


class MaterialsPage(Page):
    """`file_chosen` tells a slot and a file that the clerk wants to put into it."""

    file_chosen = Signal(str, Path)

    def __init__(self, app: Application, bindings: Bindings, parent: QWidget | None = None) -> None:
        super().__init__("材料", "按通知的清单附上证明材料；文件会复制进档案库，原文件不动。", parent)
        self._app = app
        self._bindings = bindings
        self._holder: QWidget | None = None
        self.column.addStretch(1)
        self.refresh()
        bindings.changed.connect(lambda change: self.refresh() if change.path == "materials" else None)

    def add(self, slot: str, name: str) -> None:
        """Note a file that is kept by now."""
        self._app.set_materials((*self._app.materials, MaterialFile(slot, name)))

    def refresh(self) -> None:
        """Show every slot with its files."""
        if self._holder is not None:
            self._holder.hide()
            self._holder.deleteLater()
        self._holder = QWidget(self)
        box = QVBoxLayout(self._holder)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(12)
        for material in self._app.form.materials:
            box.addWidget(self._slot(material, self._holder))
        self.column.insertWidget(2, self._holder)

    def left(self) -> int:
        """How many required slots are still empty."""
        filled = {material.slot for material in self._app.materials}
        return sum(
            self._is_required(material) and not material.in_document and material.id not in filled
            for material in self._app.form.materials
        )

    def _is_required(self, material: Material) -> bool:
        if isinstance(material.required, bool):
            return material.required
        return self._bindings.holds(material.required)

    def _slot(self, material: Material, parent: QWidget) -> QWidget:
        card = QWidget(parent)
        card.setObjectName("card")
        card.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        box = QVBoxLayout(card)
        box.setContentsMargins(18, 14, 18, 14)
        head = QHBoxLayout()
        head.addWidget(words_label(material.title, "card_title", card), 1)
        required = self._is_required(material)
        head.addWidget(QLabel("必需" if required else "可选", card))
        box.addLayout(head)
        if material.hint:
            box.addWidget(words_label(material.hint, "quiet", card))
        if material.in_document:
            words = "印在申报书里，签字盖章后随扫描件一并提交，这里不用附文件。"
            box.addWidget(words_label(words, "quiet", card))
            return card
        for index, entry in enumerate(self._app.materials):
            if entry.slot == material.id:
                box.addLayout(self._file_line(index, entry, card))
        add = QPushButton("＋ 添加文件", card)
        add.setObjectName("add_row")
        add.setAccessibleName(f"{material.title}：添加文件")
        add.clicked.connect(partial(self._choose, material.id))
        line = QHBoxLayout()
        line.addWidget(add)
        line.addStretch(1)
        box.addLayout(line)
        return card

    def _file_line(self, index: int, entry: MaterialFile, card: QWidget) -> QHBoxLayout:
        line = QHBoxLayout()
        line.addWidget(QLabel(PurePosixPath(entry.file).name, card))
        line.addStretch(1)
        remove = QToolButton(card)
        remove.setText("移出")
        remove.setAccessibleName(f"移出 {PurePosixPath(entry.file).name}")
        remove.clicked.connect(partial(self._remove, index))
        line.addWidget(remove)
        return line

    def _choose(self, slot: str) -> None:
        names, _ = QFileDialog.getOpenFileNames(self, "选择材料文件", "", _KINDS)
        for name in names:
            self.file_chosen.emit(slot, Path(name))

    def _remove(self, index: int) -> None:
        kept = tuple(entry for i, entry in enumerate(self._app.materials) if i != index)
        self._app.set_materials(kept)
