"""整套打印: what is printed, how often, on which sides; what it comes to is told as it is chosen."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QHBoxLayout,
    QPushButton,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from aimed_desktop.application.life.copies import MOST_COPIES
from aimed_desktop.desktop.printers import Printer
from aimed_desktop.errors import UserProblem
from aimed_desktop.packet.routes import noticed_copies
from aimed_desktop.services.print_choices import Printable, PrintChoice, Scope, Sides, count
from aimed_desktop.services.problem_words import words_of
from ui.widgets.buttons import quiet_button, set_primary
from ui.widgets.line import Line
from ui.widgets.long_names import LongChoice
from ui.widgets.page_parts import repaint_role, words_label

_NO_PRINTER = "没有找到打印机"
_SAVE_INSTEAD = "可以先存为打印用 PDF，再用能看 PDF 的程序按原大打印。"
_BY_HAND = "先打所有正面；打完后，程序告诉您怎样把纸放回纸盒，再打背面。"
_WIDTH = 560


class PrintDialog(QDialog):
    """`wanted` tells the printer and the choice, `save_wanted` the choice for a file."""

    wanted = Signal(str, object)  # PrintChoice
    save_wanted = Signal(object)

    def __init__(self, printed: Printable, printers: Sequence[Printer], parent: QWidget) -> None:
        super().__init__(parent)
        self._printed, self._printers = printed, printers
        self.setWindowTitle("整套打印")
        box = QVBoxLayout(self)
        self._form = QFormLayout()
        box.addLayout(self._form)
        self._add_printer()
        self._add_scope()
        self._add_copies()
        self._add_sides()
        self.total = words_label("", "card_title", self)
        self.seals = words_label("", "quiet", self)
        self.problem = words_label("", "bad", self)
        for label in (self.total, self.seals, self.problem):
            box.addWidget(label)
        box.addWidget(self._buttons())
        self.setMinimumWidth(_WIDTH)
        self._show_first(printed.first)
        self._connect()
        self._on_chosen()
        (self.printer if len(printers) > 1 else self.scope).setFocus()

    @property
    def choice(self) -> PrintChoice:
        """What is chosen now."""
        scope, document = self._scopes[self.scope.currentIndex()]
        return PrintChoice(
            scope,
            document,
            self.pages.text().strip(),
            self.handed_in.value(),
            self.own.isChecked(),
            list(Sides)[self.sides.currentIndex()],
            self.materials.isChecked() and scope in (Scope.SET, Scope.PAGES),
        )

    def _add_printer(self) -> None:
        self.printer = LongChoice(self)
        self.printer.setObjectName("printer")
        self.printer.setAccessibleName("打印机")
        self.printer.addItems([each.name for each in self._printers] or [_NO_PRINTER])
        self.printer.setEnabled(bool(self._printers))
        self._form.addRow("打印机", self.printer)
        self.trouble = words_label("" if self._printers else _SAVE_INSTEAD, "warn", self)
        self._form.addRow("", self.trouble)

    def _add_scope(self) -> None:
        printed = self._printed
        self.scope = LongChoice(self)
        self.scope.setObjectName("print_scope")
        self.scope.setAccessibleName("打印什么")
        self._scopes: list[tuple[Scope, str]] = []
        for scope, document, words in _offered(printed):
            self._scopes.append((scope, document))  # the list would make plain words of them
            self.scope.addItem(words)
        self._form.addRow("打印什么", self.scope)
        self.pages = Line(self)
        self.pages.setObjectName("print_pages")
        self.pages.setPlaceholderText("例：3,5-7，按整套的第几张数")
        self.pages.setAccessibleName("哪几页")
        self._form.addRow("哪几页", self.pages)
        self.materials = QCheckBox("连同支撑材料，插在装订的位置", self)
        self.materials.setObjectName("print_materials")
        self._form.addRow("", self.materials)

    def _add_copies(self) -> None:
        row = QHBoxLayout()
        self.handed_in = QSpinBox(self)
        self.handed_in.setObjectName("handed_in_copies")
        self.handed_in.setRange(1, MOST_COPIES)
        self.handed_in.setPrefix("报送 ")
        self.handed_in.setSuffix(" 份")
        self.handed_in.setAccessibleName("报送的份数")
        self.own = QCheckBox("另打 1 份留底", self)
        self.own.setObjectName("own_copy")
        noticed = noticed_copies(self._printed.app, self._printed.notice)
        words = f"通知要求 {noticed} 份" if noticed else "通知没有写明份数，请问受理单位"
        row.addWidget(self.handed_in)
        row.addWidget(self.own)
        row.addWidget(words_label(words, "quiet", self), 1)
        self._form.addRow("份数", row)

    def _add_sides(self) -> None:
        self.sides = LongChoice(self)
        self.sides.setObjectName("print_sides")
        self.sides.setAccessibleName("单面还是双面")
        self.sides.addItems([str(sides) for sides in Sides])
        self._form.addRow("单双面", self.sides)
        self.turning = words_label(_BY_HAND, "quiet", self)
        self._form.addRow("", self.turning)

    def _buttons(self) -> QDialogButtonBox:
        buttons = QDialogButtonBox(self)
        self.send = QPushButton("打印", self)
        self.send.setObjectName("send_to_printer")
        self.save = quiet_button("存为打印用 PDF", "save_print_set", self._on_save, self)
        buttons.addButton(self.send, QDialogButtonBox.ButtonRole.AcceptRole)
        buttons.addButton(self.save, QDialogButtonBox.ButtonRole.ActionRole)
        cancel = buttons.addButton("取消", QDialogButtonBox.ButtonRole.RejectRole)
        cancel.setAutoDefault(False)
        first = self.send if self._printers else self.save
        set_primary(first, True)
        first.setDefault(True)
        self.send.setVisible(bool(self._printers))
        self.send.clicked.connect(self._on_send)
        buttons.rejected.connect(self.reject)
        return buttons

    def _show_first(self, choice: PrintChoice) -> None:
        self.scope.setCurrentIndex([scope for scope, _ in self._scopes].index(choice.scope))
        self.handed_in.setValue(choice.handed_in)
        self.own.setChecked(choice.has_own)
        self.sides.setCurrentIndex(list(Sides).index(choice.sides))

    def _connect(self) -> None:
        for choosing in (self.printer, self.scope, self.sides):
            choosing.currentIndexChanged.connect(self._on_chosen)
        self.pages.textChanged.connect(self._on_chosen)
        self.handed_in.valueChanged.connect(self._on_chosen)
        for tick in (self.own, self.materials):
            tick.toggled.connect(self._on_chosen)

    def _on_chosen(self) -> None:
        choice = self.choice
        if self._printers:
            self.trouble.setText(self._printers[self.printer.currentIndex()].trouble)
        form = self._form
        form.setRowVisible(self.trouble, bool(self.trouble.text()))
        form.setRowVisible(self.pages, choice.scope is Scope.PAGES)
        has_materials = self._printed.full is not None
        form.setRowVisible(self.materials, has_materials and choice.scope in (Scope.SET, Scope.PAGES))
        form.setRowVisible(self.turning, choice.sides.is_by_hand)
        for widget in (self.handed_in, self.own):
            widget.setEnabled(choice.scope is not Scope.SHEET)
        self._show_total(choice)

    def _show_total(self, choice: PrintChoice) -> None:
        total, seals, problem = "", "", ""
        if choice.scope is Scope.PAGES and not choice.pages:
            seals = "请写出要打印哪几页。"
        else:
            try:
                counted = count(self._printed, choice)
            except UserProblem as error:
                problem = words_of(error)
            else:
                total, seals = counted.words, counted.seals
                if counted.apart:
                    problem = f"这些材料不能合进来，请另外打印：{'、'.join(counted.apart)}"
        self.total.setText(total)
        self.seals.setText(seals)
        self.problem.setText(problem)
        repaint_role(self.problem, "warn" if total else "bad")
        for label in (self.total, self.seals, self.problem):
            label.setVisible(bool(label.text()))
        for button in (self.send, self.save):
            button.setEnabled(bool(total))

    def _on_send(self) -> None:
        self.accept()
        self.wanted.emit(self.printer.currentText(), self.choice)

    def _on_save(self) -> None:
        self.accept()
        self.save_wanted.emit(self.choice)


def _offered(printed: Printable) -> Iterator[tuple[Scope, str, str]]:
    """What can be printed: the scope, a document's id, and how it is called."""
    yield Scope.SET, "", "整套，按装订顺序"
    if printed.changed:
        yield Scope.CHANGED, "", f"只打换下的 {len(printed.changed)} 页"
    yield Scope.PAGES, "", "整套里的几页"
    if len(printed.documents) > 1:
        for each in printed.documents:
            yield Scope.DOCUMENT, each.id, f"只打一份文书：{each.title}"
    yield Scope.SHEET, "", "盖章签字路线单（自己用）"
