"""说明: what the notice asks of the focused field, its own findings on top."""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QResizeEvent, QTextCursor
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from aimed_desktop.application.life.amendments import changes_in
from aimed_desktop.definition.fields import Field
from aimed_desktop.definition.model import Notice
from ui.widgets.line import Line
from ui.widgets.read_text import ReadText

_SEARCHED_FROM = 400  # characters: shorter ones are read at a glance
_AROUND = 6  # px: the frame that the style sheet draws
_NO_FIELD = "点到哪一栏，这里就显示通知对这一栏的要求。内容随填随存，不用点保存。"
_NOTHING_ASKED = "照实填写即可，通知没有另外的要求。"


class GuidanceText(ReadText):
    """Words to be read, selected and copied, by mouse and keyboard. `search_wanted` tells of Ctrl+F."""

    search_wanted = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("side_hint")
        self.setAccessibleName("填写说明")
        self.textChanged.connect(self._fit)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Find):
            self.search_wanted.emit()
            return
        super().keyPressEvent(event)

    def text(self) -> str:
        """What is shown."""
        return self.toPlainText()

    def _fit(self) -> None:
        """Be no taller than the words: what belongs to them follows at once."""
        self.setMaximumHeight(ceil(self.document().size().height()) + 2 * self.frameWidth() + _AROUND)


class GuidanceView(QWidget):
    """The hint, note, limit and guidance of one field; `top` and `bottom` hold what is put above
    and below them.
    """

    def __init__(self, notice: Notice | None, parent: QWidget) -> None:
        super().__init__(parent)
        self._notice = notice
        self._guidance = {text.id: text for text in notice.guidance} if notice else {}
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(6)
        self.title = QLabel(self)
        self.title.setObjectName("side_title")
        self.title.setWordWrap(True)
        self.title.setTextFormat(Qt.TextFormat.PlainText)
        box.addWidget(self.title)
        self.top = QVBoxLayout()
        box.addLayout(self.top)
        self.search = Line(self)
        self.search.setPlaceholderText("在说明里查找")
        self.search.setAccessibleName("在说明里查找")
        self.search.setClearButtonEnabled(True)
        self.search.textEdited.connect(lambda _text: self._find(from_start=True))
        self.search.returnPressed.connect(self._find)
        box.addWidget(self.search)
        self.words = GuidanceText(self)
        box.addWidget(self.words, 1)
        self.source = QLabel(self)
        self.source.setObjectName("side_source")
        self.source.setWordWrap(True)
        self.source.setTextFormat(Qt.TextFormat.PlainText)
        box.addWidget(self.source)
        self.bottom = QVBoxLayout()
        box.addLayout(self.bottom)
        box.addStretch(0)
        self.words.search_wanted.connect(self.search.setFocus)
        self.show_field(None)

    def show_field(self, field: Field | None) -> None:
        """What is asked of `field`; a general word where there is none."""
        if field is None:
            self.title.setText("填写说明")
            self._show(_NO_FIELD, None)
            return
        self.title.setText(field.label.rstrip("：。"))
        self._show("\n\n".join(self._sentences(field)) or _NOTHING_ASKED, field.source)

    def _show(self, words: str, source: str | None) -> None:
        if words != self.words.text():
            self.words.setPlainText(words)
        self.search.setVisible(len(words) > _SEARCHED_FROM)
        self.source.setText(f"出处：{source}" if source else "")
        self.source.setVisible(bool(source))

    def _sentences(self, field: Field) -> Sequence[str]:
        words = [field.hint, field.note]
        if field.required:
            words.append("必填。")
        if field.limit:
            kind = "不超过" if field.limit.kind == "cap" else "大约"
            words.append(f"字数{kind} {field.limit.max} 字（按 Word“字数统计”计算）。")
        if field.max == 1 and field.soft:
            words.append("通知没有写明可以多选，一般只勾选一项。")
        guidance = self._guidance.get(field.guidance or "")
        if guidance is not None:
            words.append(f"{guidance.title}\n{guidance.text}")
            if self._notice is not None:
                words += changes_in(guidance.text, self._notice)
        return [text for text in words if text]

    def _find(self, from_start: bool = False) -> None:
        """Select the next place of what is searched; after the last the first again."""
        text = self.search.text()
        if from_start:
            self.words.moveCursor(QTextCursor.MoveOperation.Start)
        if text and not self.words.find(text):
            self.words.moveCursor(QTextCursor.MoveOperation.Start)
            self.words.find(text)
