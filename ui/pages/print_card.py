"""What is being printed, told until it is on paper: how to turn it, and that it has come out."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from ui.widgets import theme
from ui.widgets.buttons import primary_button, quiet_button, set_primary
from ui.widgets.page_parts import button_row, repaint_role, words_label

_DRAWER = "整叠取出，不打乱；沿长边翻过来，字朝上，放回纸盒。"
_TRAY = "整叠取出，不打乱、不翻面；字朝下，放到手送口。"
_FIRST_TIME = "第一次用这台打印机，先试打三四页，看正反、上下。"


class PrintCard(QFrame):
    """`backs_wanted` tells that the paper lies ready, `printed_said` that all has come out, `stop_wanted`
    that nothing more shall come; `changed` that it comes or goes.
    """

    changed = Signal()
    backs_wanted = Signal()
    printed_said = Signal()
    stop_wanted = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("card")
        box = QVBoxLayout(self)
        box.setContentsMargins(18, 16, 18, 16)
        box.setSpacing(10)
        self.title = words_label("", "card_title", self)
        self.words = words_label("", "quiet", self)
        self.news = words_label("", "quiet", self)
        self.picture = TurnPicture(self)
        self.steps = words_label("", "body", self)
        self.backs = primary_button("纸放好了，打背面", "print_backs", self)
        self.backs.clicked.connect(self.backs_wanted)
        self.done = quiet_button("已打出", "printed_said", self.printed_said.emit, self)
        self.stop = quiet_button("取消打印", "stop_printing", self.stop_wanted.emit, self)
        for widget in (self.title, self.words, self.news):
            box.addWidget(widget)
        row = QHBoxLayout()
        row.addWidget(self.steps, 1)
        row.addWidget(self.picture)
        box.addLayout(row)
        box.addLayout(button_row(self.backs, self.done, self.stop))
        self.hide()

    def show_making(self, title: str, words: str) -> None:
        """It is on its way to the printer, and can be stopped where that is shown."""
        self._show(title, words, is_turning=False)
        self.done.hide()
        self.stop.hide()

    def show_waiting(self, title: str, words: str) -> None:
        """It is with the printer; whether it has come out is not known yet."""
        self._show(title, words, is_turning=False)

    def show_turning(
        self, title: str, words: str, *, is_drawer: bool, is_ready: bool, may_be_out: bool = False
    ) -> None:
        """The fronts are with the printer: how the paper goes back in for the other side.

        `is_ready`: nothing else will say that they are out; `may_be_out`: the backs may have come, too.
        """
        how = _DRAWER if is_drawer else _TRAY
        self.steps.setText(f"① 等正面全部打完。\n② {how}\n③ 点“纸放好了，打背面”。\n{_FIRST_TIME}")
        self.picture.show_way(is_turned=is_drawer)
        self._show(title, words, is_turning=True)
        set_primary(self.backs, is_ready)
        self.done.setVisible(may_be_out)
        if self.isVisible():
            self.take_focus()

    def show_ready(self) -> None:
        """The paper can be turned now."""
        set_primary(self.backs, True)

    def take_focus(self) -> None:
        """To the button that goes on; while there is none, the page says what is under way."""
        (self.backs if self.backs.isVisible() else self.done).setFocus()

    def show_news(self, words: str, *, is_trouble: bool = False) -> None:
        """What is known of it by now; empty where that is nothing more."""
        self.news.setText(words)
        self.news.setVisible(bool(words))
        repaint_role(self.news, "warn" if is_trouble else "quiet")

    def _show(self, title: str, words: str, *, is_turning: bool) -> None:
        self.title.setText(title)
        self.words.setText(words)
        self.show_news("")
        for widget in (self.steps, self.picture, self.backs):
            widget.setVisible(is_turning)
        self.done.setVisible(not is_turning)
        self.stop.show()
        self.setEnabled(True)
        self.show()
        self.changed.emit()

    def show_nothing(self) -> None:
        """Nothing is being printed."""
        self.hide()
        self.changed.emit()


class TurnPicture(QWidget):
    """The stack as it comes out, and as it lies when it goes back in."""

    _SHEETS, _WIDE, _TALL = 4, 54.0, 60.0

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._is_turned = True
        self.setFixedSize(430, 92)

    def show_way(self, *, is_turned: bool) -> None:
        """Turned over, or as it is."""
        self._is_turned = is_turned
        self.setAccessibleName("沿长边翻过来，有字的一面朝上" if is_turned else "不翻面，有字的一面朝下")
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ink = theme.colour("quiet")
        self._draw_stack(painter, 4, is_printed=False)
        self._draw_stack(painter, 250, is_printed=self._is_turned)
        painter.setPen(QPen(ink, 1.4))
        painter.drawText(
            QRectF(90, 16, 140, 22), Qt.AlignmentFlag.AlignCenter, "翻过来" if self._is_turned else "不翻面"
        )
        painter.drawLine(QPointF(96, 46), QPointF(214, 46))
        painter.setBrush(ink)
        painter.drawPolygon(QPolygonF([QPointF(214, 41), QPointF(226, 46), QPointF(214, 51)]))
        painter.drawText(QRectF(330, 16, 100, 60), Qt.AlignmentFlag.AlignVCenter, "放回打另一面")

    def _draw_stack(self, painter: QPainter, left: float, *, is_printed: bool) -> None:
        """Sheets with an empty side up, or with the words."""
        painter.setPen(QPen(theme.colour("quiet"), 1.2))
        painter.setBrush(theme.colour("paper"))
        for sheet in range(self._SHEETS):
            at = QRectF(left + 4 * sheet, 16 - 4 * sheet + 12, self._WIDE, self._TALL)
            painter.drawRect(at)
        if is_printed:
            for line in range(5):
                y = at.top() + 12 + 9 * line
                painter.drawLine(QPointF(at.left() + 9, y), QPointF(at.right() - (9 if line < 4 else 24), y))
