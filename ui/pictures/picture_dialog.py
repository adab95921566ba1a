"""Before a picture is kept: 已脱敏? shown large, with solid black, cropping, turning, caption and width."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any, Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QImage
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QHBoxLayout,
    QLabel,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from aimed_desktop.document.pictures.redact import BlackOut, Crop, PictureEdit, Pixels, Redaction, Turn
from aimed_desktop.services.operation import Failure, Kind, Operation, Result
from aimed_desktop.services.pictures import OpenedPicture, open_picture, redacted_picture
from aimed_desktop.services.typed_text import clean_line
from ui.pictures.canvas import Canvas
from ui.platform.window_place import resize_within
from ui.widgets import icons
from ui.widgets.buttons import primary_button, quiet_button
from ui.widgets.jobs import Jobs
from ui.widgets.labels import lead_to
from ui.widgets.line import Line
from ui.widgets.page_parts import words_label

_WIDTH, _HEIGHT, _SIDE = 1060, 620, 280
_LEAST_MM, _MOST_MM = 19, 160
_ASKED: Final = "已脱敏（不含姓名、住院号、人脸等）"
_HELP: Final = (
    "在图上拖出区域，再点“涂黑”或“只留选中部分”。也可以按 Tab 到图上，用方向键移动选框、"
    "Shift+方向键改大小、回车涂黑。涂黑后像素即被改写，原图不保存。"
)


class PictureDialog(QDialog):
    """`done` tells the picture's bytes with every edit burnt in, and what is said of it (caption, width_mm).

    `read` gives the picture's bytes, in a job; they are kept nowhere but here.
    """

    done_with = Signal(bytes, dict)

    def __init__(
        self,
        read: Callable[[], bytes],
        jobs: Jobs,
        failed: Failure,
        parent: QWidget,
        said: Mapping[str, Any] | None = None,
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setObjectName("picture_dialog")
        self.setWindowTitle("插入图片：先脱敏")
        resize_within(self, _WIDTH, _HEIGHT)
        self._jobs = jobs
        self._failed = failed
        self._data = b""
        self._shown: Redaction | None = None  # at the size of the screen
        self._edits: list[PictureEdit] = []
        self._is_busy = True
        self.canvas = Canvas(self)
        row = QHBoxLayout(self)
        row.setSpacing(14)
        row.addWidget(self.canvas, 1)
        row.addWidget(self._side())
        self.canvas.selected.connect(self._refresh)
        self.canvas.confirmed.connect(self.black_out)
        self.canvas.setFocus()
        if said is not None:  # it stands in the text already
            self.caption.setText(str(said.get("caption") or ""))
            self.width_mm.setValue(int(said.get("width_mm") or _LEAST_MM))
            self.setWindowTitle("图片：先脱敏")
            self.insert.setText("确定")
        self._set_busy("正在读取图片……")
        self._run(Kind.READS_FILES, lambda: open_picture(read()), self._on_opened)

    def black_out(self) -> None:
        """Cover what is chosen with solid black."""
        if (area := self.canvas.area) is not None:
            self._edit(BlackOut(area))

    def crop(self) -> None:
        """Keep what is chosen alone."""
        if (area := self.canvas.area) is not None:
            self._edit(Crop(area))

    def turn(self) -> None:
        """A quarter turn to the right."""
        self._edit(Turn())

    def take_back(self) -> None:
        """The last black-out, crop or turn never was."""
        if self._edits and not self._is_busy:
            self._edits.pop()
            self._draw()

    def _side(self) -> QWidget:
        holder = QWidget(self)
        holder.setFixedWidth(_SIDE)
        side = QVBoxLayout(holder)
        side.setContentsMargins(0, 0, 0, 0)
        side.setSpacing(8)
        side.addWidget(words_label(_HELP, "quiet", self))
        self.black = quiet_button("涂黑选中部分", "black_out", self.black_out, self)
        self.keep = quiet_button("只留选中部分", "crop", self.crop, self)
        self.turned = quiet_button("向右转 90°", "turn", self.turn, self)
        self.undone = quiet_button("撤销上一步", "take_back", self.take_back, self)
        for button, icon in (
            (self.black, "square"),
            (self.keep, "crop"),
            (self.turned, "rotate-cw"),
            (self.undone, "undo-2"),
        ):
            icons.put(button, icon)
            side.addWidget(button)
        side.addSpacing(8)
        self.caption = Line(self)
        self.caption.setPlaceholderText("如：系统部署现场（编号由程序加）")
        self._line(side, "图题", self.caption)
        self.width_mm = QSpinBox(self)
        self.width_mm.setRange(_LEAST_MM, _MOST_MM)
        self.width_mm.setValue(_LEAST_MM)
        self.width_mm.setSpecialValueText("自动")
        self.width_mm.setSuffix(" 毫米")
        self.width_mm.setSingleStep(5)
        self.width_mm.setButtonSymbols(QSpinBox.ButtonSymbols.NoButtons)
        self.width_mm.setMinimumHeight(self.caption.sizeHint().height())
        self._line(side, "印出宽度（可按上下键）", self.width_mm)
        side.addStretch(1)
        self.state = words_label("", "quiet", self)
        side.addWidget(self.state)
        self.confirmed = QCheckBox(_ASKED, self)
        self.confirmed.setObjectName("redacted")
        self.confirmed.toggled.connect(self._refresh)
        side.addWidget(self.confirmed)
        side.addLayout(self._foot())
        return holder

    def _foot(self) -> QHBoxLayout:
        foot = QHBoxLayout()
        self.insert = primary_button("插入", "insert_picture", self)
        self.insert.clicked.connect(self._on_wanted)
        foot.addStretch(1)
        foot.addWidget(quiet_button("取消", "cancel", self.reject, self))
        foot.addWidget(self.insert)
        return foot

    def _line(self, side: QVBoxLayout, words: str, editor: QWidget) -> None:
        label = QLabel(words, self)
        lead_to(label, editor)
        editor.setAccessibleName(words)
        side.addWidget(label)
        side.addWidget(editor)

    def _edit(self, edit: PictureEdit) -> None:
        if not self._is_busy:
            self._edits.append(edit)
            self._draw()

    def _draw(self) -> None:
        assert self._shown is not None
        shown, edits = self._shown, tuple(self._edits)
        self._set_busy("")
        self._run(Kind.COMPUTES, partial(shown.pixels, edits), self._on_drawn)

    def _on_opened(self, opened: OpenedPicture) -> None:
        self._data, self._shown = opened.data, opened.shown
        self._on_drawn(opened.pixels)

    def _on_drawn(self, pixels: Pixels) -> None:
        self._is_busy = False
        image = QImage(pixels.rgb, pixels.width, pixels.height, 3 * pixels.width, QImage.Format.Format_RGB888)
        self.canvas.show_image(image.copy())
        covered = sum(isinstance(edit, BlackOut) for edit in self._edits)
        self.state.setText(f"已涂黑 {covered} 处。" if covered else "")
        self._refresh()

    def _on_unreadable(self, error: BaseException) -> None:
        self.reject()
        self._failed(error)

    def _on_wanted(self) -> None:
        data, edits = self._data, tuple(self._edits)
        said = self._said()
        self._set_busy("正在写入……")

        def done(made: bytes) -> None:
            self.done_with.emit(made, said)
            self.accept()

        self._run(Kind.COMPUTES, partial(redacted_picture, data, edits), done)

    def _run(self, kind: Kind, work: Callable[[], Result], done: Callable[[Result], None]) -> None:
        self._jobs.run(self, Operation(kind, work, done=done, failed=self._on_unreadable))

    def _said(self) -> dict[str, Any]:
        caption = clean_line(self.caption.text()).strip()
        width = self.width_mm.value()
        return ({"caption": caption} if caption else {}) | ({"width_mm": width} if width > _LEAST_MM else {})

    def _set_busy(self, words: str) -> None:
        self._is_busy = True
        self.state.setText(words)
        self._refresh()

    def _refresh(self) -> None:
        free = not self._is_busy
        chosen = free and self.canvas.area is not None
        self.black.setEnabled(chosen)
        self.keep.setEnabled(chosen)
        self.turned.setEnabled(free)
        self.undone.setEnabled(free and bool(self._edits))
        self.confirmed.setEnabled(free)
        self.insert.setEnabled(free and self.confirmed.isChecked())
