"""材料补正 on the page 报送归档: what is asked for, what has come in, and what is handed in later."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from aimed_desktop.services.produced import Produced
from aimed_desktop.services.route_words import CopyRow
from aimed_desktop.services.supplementing import SupplementTold
from ui.pages.copy_rows import CopyRows
from ui.pages.made_files import MadeFiles
from ui.widgets.buttons import is_primary, primary_button, quiet_button, set_primary
from ui.widgets.in_sight import tell_in_sight
from ui.widgets.page_parts import button_row, rest, words_label


class SupplementCard(QFrame):
    """`asked` asks for a new round, `materials_wanted` for the page 材料, `made` for the files,
    `handed_in` says that they were handed in, `undone` that the last step was a mistake.
    """

    asked = Signal()
    materials_wanted = Signal()
    made = Signal()
    handed_in = Signal()
    undone = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("card")
        box = QVBoxLayout(self)
        box.setContentsMargins(18, 16, 18, 16)
        box.setSpacing(10)
        self.title = words_label("", "card_title", self)
        self.words = words_label("", "quiet", self)
        self.papers = words_label("", "text", self)
        for label in (self.title, self.words, self.papers):
            box.addWidget(label)
        self.ask = quiet_button("材料补正…", "ask_supplement", self.asked.emit, self)
        self.materials = quiet_button("去补材料", "supplement_materials", self.materials_wanted.emit, self)
        self.make = primary_button("生成补交清单和邮件", "make_supplement", self)
        self.make.clicked.connect(lambda _checked: self.made.emit())
        self.hand_in = quiet_button("标记为已补交", "hand_in_supplement", self.handed_in.emit, self)
        self.undo = quiet_button("", "undo_supplement", self.undone.emit, self)
        box.addLayout(button_row(self.ask, self.materials, self.make, self.hand_in, self.undo))
        self.state = words_label("", "quiet", self)
        self.files = MadeFiles("补交的文件", self)
        for widget in (self.state, self.files):
            box.addWidget(widget)
        self._letter = QVBoxLayout()
        box.addLayout(self._letter)
        self._rows: CopyRows | None = None
        self.state.hide()
        self.hide()

    def heir(self) -> QWidget | None:
        """What comes next; a button that was pressed may be gone then."""
        return next((each for each in (self.materials, self.make) if is_primary(each)), None)

    def show_told(self, told: SupplementTold | None) -> None:
        """What can be done now; nothing is shown of an application that is not with the authority."""
        self.setVisible(told is not None)
        if told is None:
            return
        is_asked, has_papers = told.state == "asked", bool(told.papers)
        self.title.setText(told.title)
        self.words.setText(told.words)
        self.papers.setText("\n".join(f"· {line}" for line in told.papers))
        self.papers.setVisible(has_papers)
        self.ask.setVisible(told.can_ask)
        self.materials.setVisible(is_asked)
        self.make.setVisible(has_papers)
        self.hand_in.setVisible(is_asked and has_papers)
        self.undo.setText("撤回补正" if is_asked else "撤回“已补交”")
        self.undo.setVisible(told.state == "handed" or (is_asked and not has_papers))
        set_primary(self.materials, is_asked and not has_papers)
        set_primary(self.make, is_asked)

    def show_busy(self, words: str) -> None:
        """While the files are made."""
        rest(self, [self.make], busy=True, then=self.make)
        self.state.setText(words)
        self.state.show()
        self.files.show_files([])

    def show_result(self, result: Produced, rows: Sequence[CopyRow]) -> None:
        """Say what was made: the folder, what is in it, the mail to be copied field by field."""
        personal = ["文件含身份证号码且未加密，请妥善保管。"] if result.personal else []
        told = [f"已生成，共 {len(result.contents)} 个文件。", *personal, *result.told, *result.leftovers]
        self.show_state("\n".join(told))
        self.files.show_files(result.paths)
        self._show_letter(rows)

    def show_state(self, words: str) -> None:
        """What came of it."""
        rest(self, [self.make], busy=False, then=self.make)
        self.state.setVisible(bool(words))
        tell_in_sight(self.state, words)

    def show_nothing_made(self, paths: Sequence[Path] = ()) -> None:
        """Of another round: what was made for the last one is no longer told."""
        self.show_state("")
        self.files.show_files(list(paths))
        self._show_letter(())

    def _show_letter(self, rows: Sequence[CopyRow]) -> None:
        if self._rows is not None:
            self._rows.hide()
            self._rows.deleteLater()
        self._rows = CopyRows("邮件", rows, self) if rows else None
        if self._rows is not None:
            self._letter.addWidget(self._rows)
