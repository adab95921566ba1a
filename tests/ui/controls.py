"""Every kind of control that the window is made of, put into its states and looked at as pixels."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QPoint, QPointF, QRect, Qt
from PySide6.QtGui import QAction, QColor, QHoverEvent, QImage, QMouseEvent, QStandardItemModel
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractScrollArea,
    QApplication,
    QCheckBox,
    QComboBox,
    QDateEdit,
    QFrame,
    QHeaderView,
    QLabel,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QMenu,
    QPlainTextEdit,
    QProgressBar,
    QPushButton,
    QRadioButton,
    QScrollBar,
    QSpinBox,
    QTabBar,
    QTableWidget,
    QTableWidgetItem,
    QTextEdit,
    QToolButton,
    QTreeWidget,
    QTreeWidgetItem,
    QWidget,
)

WORDS = "申报示例"
ROOM = (260, 120)

BUTTON = ("hover", "pressed", "focused", "disabled")
CHECKED = (*BUTTON, "checked")
TYPED = ("hover", "focused", "disabled", "selected")
ITEMS = ("hover", "selected", "disabled")

Make = Callable[[QWidget, str], QWidget]


@dataclass(frozen=True)
class Kind:
    """A control as it stands in the window: `inside` names what it stands in, outermost first."""

    name: str
    make: Make
    states: tuple[str, ...]
    inside: tuple[str, ...] = ()

    def __str__(self) -> str:
        return " ".join((*self.inside, self.name))

    @property
    def objects(self) -> tuple[str, ...]:
        """The object name that the control itself bears, where it bears one."""
        parent = QWidget()
        name = self.make(parent, WORDS).objectName()
        return (name,) if name else ()


def _named(widget: QWidget, name: str) -> QWidget:
    if name.startswith("@"):
        key, _, value = name[1:].partition("=")
        widget.setProperty(key, value)
    elif name:
        widget.setObjectName(name)
    return widget


def _button(name: str = "", kind: type[QAbstractButton] = QPushButton) -> Make:
    def make(parent: QWidget, words: str) -> QWidget:
        button = kind(parent)
        button.setText(words)
        button.setCheckable(True)
        return _named(button, name)

    return make


def _text(kind: type[QLineEdit | QTextEdit | QPlainTextEdit], name: str = "") -> Make:
    def make(parent: QWidget, words: str) -> QWidget:
        editor = kind(parent)
        editor.setText(words) if not isinstance(editor, QPlainTextEdit) else editor.setPlainText(words)
        return _named(editor, name)

    return make


def _placeholder(parent: QWidget, words: str) -> QWidget:
    line = QLineEdit(parent)
    line.setPlaceholderText(words)
    return line


def _list(name: str = "") -> Make:
    def make(parent: QWidget, words: str) -> QWidget:
        view = QListWidget(parent)
        for each in (words, words):
            QListWidgetItem(each, view)
        return _named(view, name)

    return make


def _ticked_list(parent: QWidget, words: str) -> QWidget:
    view = QListWidget(parent)
    for each in (words, words):
        QListWidgetItem(each, view).setCheckState(Qt.CheckState.Checked)
    return _named(view, "coverage")


def _table(parent: QWidget, words: str) -> QWidget:
    view = QTableWidget(2, 1, parent)
    view.setHorizontalHeaderLabels([words])
    for row in range(2):
        view.setItem(row, 0, QTableWidgetItem(words))
    return view


def _header(parent: QWidget, words: str) -> QWidget:
    header = QHeaderView(Qt.Orientation.Horizontal, parent)
    model = QStandardItemModel(1, 1, header)
    model.setHorizontalHeaderLabels([words])
    header.setModel(model)
    return header


def _tree(name: str = "") -> Make:
    def make(parent: QWidget, words: str) -> QWidget:
        view = QTreeWidget(parent)
        view.setHeaderHidden(True)
        for each in (words, words):
            QTreeWidgetItem(view, [each])
        return _named(view, name)

    return make


def _menu(parent: QWidget, words: str) -> QWidget:
    menu = QMenu(parent)
    for each in (words, words):
        menu.addAction(each)
    return menu


def _ticked_menu(parent: QWidget, words: str) -> QWidget:
    menu = QMenu(parent)
    for each in (words, words):
        action = QAction(each, menu)
        action.setCheckable(True)
        action.setChecked(True)
        menu.addAction(action)
    return menu


def _choice(parent: QWidget, words: str) -> QWidget:
    box = QComboBox(parent)
    box.addItems([words, words])
    return box


def _popup(parent: QWidget, words: str) -> QWidget:
    box = QComboBox(parent)
    box.addItems([words, words])
    box.setCurrentIndex(-1)
    box.view().setParent(parent)
    return box.view()


def _tabs(name: str) -> Make:
    def make(parent: QWidget, words: str) -> QWidget:
        tabs = QTabBar(parent)
        for each in ("别的", words):
            tabs.addTab(each)
        return _named(tabs, name)

    return make


def _label(text: str, *names: str) -> Make:
    def make(parent: QWidget, words: str) -> QWidget:
        label = QLabel(text.format(words), parent)
        for name in names:
            _named(label, name)
        return label

    return make


def _browser(parent: QWidget, words: str) -> QWidget:
    browser = QTextEdit(parent)
    browser.setHtml(f"<a href='#there'>{words}</a>")
    return browser


def _scroll_bar(orientation: Qt.Orientation) -> Make:
    def make(parent: QWidget, _words: str) -> QWidget:
        bar = QScrollBar(orientation, parent)
        bar.setRange(0, 100)
        return bar

    return make


def _spin(parent: QWidget, words: str) -> QWidget:
    box = QSpinBox(parent)
    box.setSpecialValueText(words or " ")
    return box


def _date(parent: QWidget, words: str) -> QWidget:
    box = QDateEdit(parent)
    box.setSpecialValueText(words or " ")
    box.setDate(box.minimumDate())
    return box


def _progress(parent: QWidget, words: str) -> QWidget:
    bar = QProgressBar(parent)
    bar.setValue(20)
    bar.setFormat(words or " ")
    return bar


KINDS: tuple[Kind, ...] = (
    Kind("button", _button(), BUTTON),
    Kind("primary", _button("@primary=true"), BUTTON),
    Kind("flat", _button("@flat=true"), BUTTON),
    Kind("step", _button(), ("hover", "focused", "checked"), ("top_bar",)),
    Kind("add_row", _button("add_row"), BUTTON),
    Kind("fix", _button("fix"), BUTTON),
    Kind("calendar_month", _button("calendar_month"), CHECKED, ("calendar",)),
    Kind("bar_action", _button(), ("hover", "focused"), ("bar",)),
    Kind("find_button", _button(), BUTTON, ("find_bar",)),
    Kind("tool", _button("", QToolButton), CHECKED),
    Kind("tool", _button("", QToolButton), BUTTON, ("top_bar",)),
    Kind("tool", _button("", QToolButton), BUTTON, ("rail",)),
    Kind("row_tool", _button("row_tool", QToolButton), BUTTON),
    Kind("fold", _button("fold", QToolButton), ("hover", "focused")),
    Kind("filter", _button("", QToolButton), CHECKED, ("severity_filter",)),
    Kind("writing_tool", _button("", QToolButton), CHECKED, ("long_foot",)),
    Kind("object_tool", _button("", QToolButton), BUTTON, ("object_bar",)),
    Kind("material_picture", _button("material_picture", QToolButton), ("hover", "focused")),
    Kind("check_box", _button("", QCheckBox), CHECKED),
    Kind("check_box", _button("", QCheckBox), CHECKED, ("paper",)),
    Kind("radio", _button("", QRadioButton), CHECKED),
    Kind("line", _text(QLineEdit), TYPED),
    Kind("line", _text(QLineEdit), TYPED, ("paper", "grid")),
    Kind("placeholder", _placeholder, ()),
    Kind("text", _text(QTextEdit), TYPED),
    Kind("text", _text(QTextEdit), TYPED, ("paper",)),
    Kind("text", _text(QTextEdit), ("selected", "disabled"), ("writing_sheet",)),
    Kind("plain_text", _text(QPlainTextEdit), TYPED),
    Kind("object_caption", _text(QLineEdit, "object_caption"), ("selected",)),
    Kind("spin", _spin, TYPED),
    Kind("date", _date, TYPED),
    Kind("choice", _choice, ("hover", "focused", "disabled")),
    Kind("popup", _popup, ("selected", "disabled")),
    Kind("menu", _menu, ITEMS),
    Kind("ticked_menu", _ticked_menu, ITEMS),
    Kind("list", _list(), ITEMS),
    *(
        Kind(name, _list(name), ITEMS)
        for name in ("outline", "findings", "new_forms", "help_topics", "made_files", "chapter_list")
    ),
    Kind("coverage", _ticked_list, ITEMS),
    Kind("table", _table, ITEMS),
    Kind("header", _header, ()),
    Kind("tree", _tree(), ITEMS),
    Kind("history_steps", _tree("history_steps"), ITEMS),
    Kind("side_tabs", _tabs("side_tabs"), ("hover", "selected", "focused")),
    Kind("tabs", _tabs(""), ("hover", "selected"), ("summary_tables",)),
    Kind("scroll_bar", _scroll_bar(Qt.Orientation.Vertical), ("hover",)),
    Kind("scroll_bar", _scroll_bar(Qt.Orientation.Horizontal), ("hover",)),
    Kind("progress", _progress, ()),
    Kind("link", _label("<a href='#there'>{}</a>"), ("disabled",)),
    Kind("link", _browser, ("focused",)),
    Kind("words", _label("{}"), ("disabled",)),
    *(
        Kind(role, _label("{}", f"@role={role}"), ())
        for role in ("quiet", "bad", "warn", "good", "strong", "card_title")
    ),
    *(Kind(f"counter_{n}", _label("{}", f"@counter={n}"), ()) for n in ("quiet", "good", "near", "over")),
    *(Kind(f"chip_{n}", _label("{}", "status_chip", f"@kind={n}"), ()) for n in ("", "final", "good", "bad")),
    Kind("saved", _label("{}", "save_state"), ()),
    Kind("saved_now", _label("{}", "save_state", "@flash=true"), ()),
    Kind("not_saved", _label("{}", "save_state", "@problem=true"), ()),
    Kind("bar_words", _label("{}"), (), ("bar",)),
    Kind("lock_words", _label("{}"), (), ("lock_banner",)),
    Kind("remark", _label("{}", "remark"), ()),
    *(Kind("card_words", _label("{}"), (), (f"finding_card@severity={n}",)) for n in ("error", "warning")),
    *(Kind("card_words", _label("{}"), (), (name,)) for name in ("card", "welcome", "notice_details")),
)


class Stage:
    """A shown window in which one control stands at a time, always in the same place and size."""

    def __init__(self) -> None:
        self.window = QWidget()
        self.window.setObjectName("page")
        self.window.resize(ROOM[0] + 40, ROOM[1] + 40)
        self._holder: QWidget | None = None
        self._elsewhere = QPushButton(self.window)  # where the focus is when the control has none
        self._elsewhere.setGeometry(0, ROOM[1] + 30, 4, 4)

    def picture(self, kind: Kind, state: str, words: str = WORDS) -> QImage:
        """The control in a state, as it is drawn on the ground on which it stands."""
        holder = self._stand(kind)
        control, full = kind.make(holder, words), kind.make(holder, WORDS)
        if isinstance(control, QMenu):
            return _menu_picture(control, state)
        is_high = isinstance(control, QAbstractScrollArea)
        is_upright = isinstance(control, QScrollBar) and control.orientation() is Qt.Orientation.Vertical
        size = full.sizeHint()
        full.hide()
        control.setGeometry(
            8,
            8,
            size.width() if is_upright else ROOM[0],
            ROOM[1] if is_high or is_upright else max(size.height(), 12),
        )
        control.show()
        QApplication.processEvents()
        self._elsewhere.setFocus()
        _put(control, state)
        QApplication.processEvents()
        where = _where(control)
        image = self.window.grab(QRect(control.mapTo(self.window, where.topLeft()), where.size())).toImage()
        holder.hide()
        return image

    def _stand(self, kind: Kind) -> QWidget:
        if self._holder is not None:
            self._holder.deleteLater()
            QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
        self._holder = inner = QFrame(self.window)
        inner.setGeometry(0, 0, ROOM[0] + 16, ROOM[1] + 16)
        for name in kind.inside:
            inner = QFrame(inner)
            inner.setGeometry(0, 0, ROOM[0] + 16, ROOM[1] + 16)
            plain, _, rule = name.partition("@")
            _named(inner, plain)
            if rule:
                _named(inner, f"@{rule}")
        self._holder.show()
        return inner


def _where(control: QWidget) -> QRect:
    """What is looked at: the whole control, of a view its first entry, of tabs the second."""
    if isinstance(control, QAbstractItemView) and not isinstance(control, QHeaderView):
        view = control.viewport()
        return control.visualRect(control.model().index(0, 0)).translated(view.mapTo(control, QPoint(0, 0)))
    return control.tabRect(1) if isinstance(control, QTabBar) else control.rect()


def _menu_picture(menu: QMenu, state: str) -> QImage:
    for action in menu.actions():
        action.setEnabled(state != "disabled")
    menu.setMinimumWidth(ROOM[0])
    menu.popup(menu.parentWidget().mapToGlobal(QPoint(0, 0)))
    menu.setActiveAction(menu.actions()[0] if state in ("hover", "selected") else QAction(menu))
    QApplication.processEvents()
    image = menu.grab(menu.actionGeometry(menu.actions()[0])).toImage()
    menu.close()
    return image


def _put(control: QWidget, state: str) -> None:
    match state:
        case "hover":
            _hover(control)
        case "pressed" if isinstance(control, QAbstractButton):
            control.setDown(True)
        case "checked" if isinstance(control, QAbstractButton):
            control.setChecked(True)
        case "disabled":
            control.setEnabled(False)
        case "focused":
            control.setFocus(Qt.FocusReason.TabFocusReason)
        case "selected":
            _select(control)


def _hover(control: QWidget) -> None:
    view = control.viewport() if isinstance(control, QAbstractItemView) else control
    at = QPointF(view.rect().center())
    if isinstance(control, QAbstractItemView):
        at = QPointF(control.visualRect(control.model().index(0, 0)).center())
    if isinstance(control, QTabBar):
        at = QPointF(control.tabRect(1).center())
    if isinstance(control, QScrollBar):
        at = QPointF(6, 12) if control.orientation() is Qt.Orientation.Vertical else QPointF(12, 6)
    view.setAttribute(Qt.WidgetAttribute.WA_UnderMouse)
    if isinstance(control, QPushButton):
        none = Qt.MouseButton.NoButton
        there = QPointF(view.mapToGlobal(at))
        keys = Qt.KeyboardModifier.NoModifier
        QApplication.sendEvent(view, QMouseEvent(QEvent.Type.MouseMove, at, there, none, none, keys))
    for kind in (QEvent.Type.HoverEnter, QEvent.Type.HoverMove):
        QApplication.sendEvent(view, QHoverEvent(kind, at, QPointF(view.mapToGlobal(at)), QPointF(-1, -1)))
    view.update()


def _select(control: QWidget) -> None:
    if isinstance(control, QAbstractItemView):
        control.setCurrentIndex(control.model().index(0, 0))
    elif isinstance(control, QTabBar):
        control.setCurrentIndex(1)
    elif isinstance(control, QLineEdit | QTextEdit | QPlainTextEdit | QSpinBox):
        control.selectAll()
    elif isinstance(control, QDateEdit):
        control.lineEdit().selectAll()


def changes(before: QImage, after: QImage) -> list[tuple[float, int]]:
    """The contrast between what stood at a pixel and what stands there now, and at how many it is so."""
    pairs = Counter(zip(_pixels(before), _pixels(after), strict=True))
    return [(contrast(QColor(one), QColor(other)), times) for (one, other), times in pairs.items()]


def contrast(one: QColor, other: QColor) -> float:
    """As WCAG 2 computes it."""
    dark, light = sorted((_luminance(one), _luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: QColor) -> float:
    red, green, blue = (
        part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4
        for part in (colour.redF(), colour.greenF(), colour.blueF())
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _pixels(image: QImage) -> list[int]:
    plain = image.convertToFormat(QImage.Format.Format_RGB32)
    return list(memoryview(plain.constBits()).cast("I"))
