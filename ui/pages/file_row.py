"""One file of a slot: its small picture, what it is, and what can be done with it."""

from __future__ import annotations

from functools import partial
from pathlib import PurePosixPath

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QHBoxLayout, QToolButton, QVBoxLayout, QWidget

from aimed_desktop.packet.file_words import size_words
from ui.pages.material_facts import THUMBNAIL_H, THUMBNAIL_W, MaterialFacts
from ui.pages.validity_line import ValidityLine
from ui.widgets import icons
from ui.widgets.page_parts import repaint_role, words_label
from ui.widgets.shortcuts import bind

UP, DOWN = "上移", "下移"


class FileRow(QWidget):
    """`previewed`, `replaced`, `removed` tell what is wanted; `moved` tells -1 (up) or 1 (down)."""

    previewed = Signal()
    replaced = Signal()
    removed = Signal()
    moved = Signal(int)

    def __init__(
        self,
        name: str,
        material_facts: MaterialFacts,
        *,
        has_validity: bool = False,
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self.name = name
        self._facts = material_facts
        shown = PurePosixPath(name).name
        self.setObjectName("material_file")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 2, 0, 2)
        row.setSpacing(10)
        self.picture = QToolButton(self)
        self.picture.setObjectName("material_picture")
        self.picture.setIconSize(QSize(THUMBNAIL_W, THUMBNAIL_H))
        self.picture.setFixedSize(THUMBNAIL_W + 12, THUMBNAIL_H + 10)
        self.picture.setToolTip("预览")
        self.picture.setAccessibleName(f"预览 {shown}")
        self.picture.clicked.connect(lambda _checked: self.previewed.emit())
        row.addWidget(self.picture)
        words = QVBoxLayout()
        words.addStretch(1)
        words.addWidget(words_label(shown, "", self))
        self.about = words_label("", "quiet", self)
        words.addWidget(self.about)
        self.validity = ValidityLine(shown, self) if has_validity else None
        if self.validity is not None:
            words.addWidget(self.validity)
        words.addStretch(1)
        row.addLayout(words, 1)
        self._add(row, "arrow-up", UP, shown).clicked.connect(lambda _checked: self.moved.emit(-1))
        self._add(row, "arrow-down", DOWN, shown).clicked.connect(lambda _checked: self.moved.emit(1))
        self._add(row, "replace", "替换", shown).clicked.connect(lambda _checked: self.replaced.emit())
        self._add(row, "trash-2", "移出", shown).clicked.connect(lambda _checked: self.removed.emit())
        self._is_alone = True
        self._bind_keys()
        self.show_look()

    def tool(self, words: str) -> QToolButton:
        """The button called so."""
        found = self.findChild(QToolButton, f"material:{words}")
        assert found is not None, words
        return found

    def show_place(self, *, is_first: bool, is_last: bool) -> None:
        """Where it stands among the files of its slot: it moves where there is room."""
        self._is_alone = is_first and is_last
        self.tool(UP).setEnabled(not is_first)
        self.tool(DOWN).setEnabled(not is_last)

    def show_look(self) -> None:
        """Show what is known of the file by now."""
        facts = self._facts.of(self.name)
        if facts is None:
            self.about.setText("文件")
            icons.put(self.picture, "file-text", size=THUMBNAIL_W // 2)
            return
        pages = (
            f" · {facts.pages} 页" if facts.pages is not None and (facts.pages > 1 or facts.is_pdf) else ""
        )
        about = f"{facts.kind}{pages} · {size_words(facts.size)}"
        if facts.size == 0:
            about, role = "文件读不出来，请重新添加", "bad"
        elif facts.trouble:
            about, role = f"{about} · {facts.trouble}", "bad" if facts.is_broken else "warn"
        else:
            role = "quiet"
        self.about.setText(about)
        repaint_role(self.about, role)
        picture = self._facts.thumbnail(self.name)
        if picture is None:
            icons.put(self.picture, "file-text", size=THUMBNAIL_W // 2)
        else:
            self.picture.setIcon(QIcon(picture))
            self.picture.setIconSize(QSize(THUMBNAIL_W, THUMBNAIL_H))

    def show_locked(self, *, is_locked: bool, can_move: bool = True, can_go: bool = True) -> None:
        """Only look, change nothing; or only what is said."""
        for words in (UP, DOWN):
            self.tool(words).setVisible(can_move and not is_locked and not self._is_alone)
        self.tool("替换").setVisible(not is_locked)
        self.tool("移出").setVisible(can_go and not is_locked)
        if self.validity is not None:
            self.validity.show_locked(is_locked=is_locked)

    def _bind_keys(self) -> None:
        """Alt with an arrow moves the file, Delete takes it out."""
        for name, words in (("file_up", UP), ("file_down", DOWN), ("file_out", "移出")):
            bind(name, self, partial(self._press, words), only_inside=True)

    def _press(self, words: str) -> None:
        """A key does what the button does, where that is shown."""
        if not self.tool(words).isHidden():
            self.tool(words).click()

    def _add(self, row: QHBoxLayout, icon: str, words: str, name: str) -> QToolButton:
        button = QToolButton(self)
        button.setObjectName(f"material:{words}")
        icons.put(button, icon)
        button.setToolTip(
            {UP: "上移（Alt+上）", DOWN: "下移（Alt+下）", "移出": "移出（Delete）"}.get(words, words)
        )
        button.setAccessibleName(f"{words} {name}")
        row.addWidget(button)
        return button
