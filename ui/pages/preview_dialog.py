"""The first pages of a material, large."""

from __future__ import annotations

from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, Qt
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QLabel, QScrollArea, QVBoxLayout, QWidget

from ui.platform.window_place import resize_within
from ui.widgets.page_parts import words_label

if TYPE_CHECKING:
    from aimed_desktop.packet.material_files import FileFacts

_WIDTH, _HEIGHT = 980, 680


class MaterialPreview(QDialog):
    """Shows pages when they come."""

    def __init__(self, name: str, facts: FileFacts | None, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setObjectName("material_preview")
        self.setWindowTitle(PurePosixPath(name).name)
        resize_within(self, _WIDTH, _HEIGHT)
        self._pages = facts.pages if facts is not None else None
        box = QVBoxLayout(self)
        self.words = words_label("正在读取……", "quiet", self)
        box.addWidget(self.words)
        area = QScrollArea(self)
        area.setObjectName("shown_pages")
        area.setWidgetResizable(True)
        area.setAccessibleName("预览")
        holder = QWidget(area)
        holder.setObjectName("page_desk")
        self._column = QVBoxLayout(holder)
        self._column.setSpacing(12)
        area.setWidget(holder)
        box.addWidget(area, 1)
        area.setFocus()
        buttons = QDialogButtonBox(self)
        buttons.addButton("关闭", QDialogButtonBox.ButtonRole.RejectRole)
        buttons.rejected.connect(self.reject)
        box.addWidget(buttons)

    def show_pages(self, pages: list[bytes]) -> None:
        """The pages in order; a word where there are none."""
        for data in pages:
            picture = QPixmap()
            picture.loadFromData(QByteArray(data))
            label = QLabel(self)
            label.setPixmap(picture)
            label.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            self._column.addWidget(label)
        self._column.addStretch(1)
        if not pages:
            self.words.setText("这类文件不能在这里预览；打包后可在报送包的“材料”文件夹里打开。")
        elif self._pages is not None and self._pages > len(pages):
            self.words.setText(f"共 {self._pages} 页，这里是前 {len(pages)} 页。")
        else:
            self.words.setText(f"共 {len(pages)} 页。")
