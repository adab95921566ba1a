"""收回时的提示: what a Word file said that is not in the text as its author had it, once more."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtWidgets import QDialog, QDialogButtonBox, QVBoxLayout, QWidget

from ui.platform.window_place import resize_within
from ui.widgets.page_parts import words_label
from ui.widgets.read_text import ReadText

_WIDTH, _HEIGHT = 720, 480


@dataclass(frozen=True, slots=True)
class TakenNotes:
    """Of one field of one file that was taken back."""

    file: str
    label: str
    notes: tuple[str, ...]


class NotesDialog(QDialog):
    """Field by field, the last file first; to be read and copied beside the paper."""

    def __init__(self, taken: Sequence[TakenNotes], parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle("收回时的提示")
        resize_within(self, _WIDTH, _HEIGHT)
        box = QVBoxLayout(self)
        box.addWidget(words_label("采用的内容里有这些地方要对照原来的 Word 看一眼：", "card_title", self))
        self.notes = ReadText(self)
        self.notes.setObjectName("taken_notes")
        self.notes.setAccessibleName("收回时的提示")
        self.notes.setPlainText("\n\n".join(_words(each) for each in reversed(taken)))
        box.addWidget(self.notes, 1)
        buttons = QDialogButtonBox(self)
        close = buttons.addButton("关闭", QDialogButtonBox.ButtonRole.RejectRole)
        close.setDefault(True)
        buttons.rejected.connect(self.reject)
        box.addWidget(buttons)
        self.notes.setFocus()


def _words(taken: TakenNotes) -> str:
    return "\n".join([f"{taken.label}（{taken.file}）", *(f"· {note}" for note in taken.notes)])
