"""The one place that turns an exception into a dialog."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QMessageBox, QWidget

from aimed_desktop.errors import UserProblem
from aimed_desktop.services.problem_words import words_of
from aimed_desktop.uncaught import bug_report
from ui.widgets import theme
from ui.widgets.qt_application import qt_application

Remedy = tuple[str, Callable[[], None]]  # the words of a button and what it does

_BUG = "bug"
_DETAILS = "Show Details..."  # a button that Qt adds
_BETWEEN = "\n\n"  # two reports in one dialog
_MOST_GATHERED = 10


def show_error(parent: QWidget | None, error: BaseException, mend: Remedy | None = None) -> None:
    """Tell the user what happened: how to mend it, with a button that does so, or a report to pass on."""
    if isinstance(error, UserProblem):
        box = _box(parent, QMessageBox.Icon.Warning, words_of(error))
        if mend is not None:
            box.addButton(mend[0], QMessageBox.ButtonRole.ActionRole).clicked.connect(mend[1])
        box.open()
        return
    report = bug_report(error)
    shown = parent.findChild(QMessageBox, _BUG) if parent is not None else None
    if shown is not None and shown.isVisible():
        _gather(shown, report)
    else:
        _bug_box(parent, report).open()


def show_alone(error: BaseException) -> None:
    """Tell of a bug where there is no window, and wait until it was read."""
    application = qt_application()
    with suppress(Exception):  # the look may be what is broken: the words must be legible all the same
        application.setFont(theme.base_font())
        theme.apply(application)
    _bug_box(None, bug_report(error), "程序没能打开，这不是您的问题。已保存的内容不受影响").exec()


def _gather(box: QMessageBox, report: str) -> None:
    """Add a report to the dialog that is open: a bug that comes with every paint must not bury the window."""
    told = box.detailedText()
    if report not in told and told.count(_BETWEEN) < _MOST_GATHERED:
        box.setDetailedText(told + _BETWEEN + report)


def _bug_box(
    parent: QWidget | None,
    report: str,
    what: str = "程序出了一个错，这不是您的问题。已保存的内容不受影响，可以继续使用",
) -> QMessageBox:
    if QApplication.translate("QMessageBox", _DETAILS) == _DETAILS:  # so early that Qt still speaks English
        theme.translate(qt_application())
    words = f"{what}；请把下面的报告复制给维护人员（报告不含您填写的内容）。"
    box = _box(parent, QMessageBox.Icon.Critical, words)
    box.setObjectName(_BUG)
    box.setDetailedText(report)
    copy = box.addButton("复制报告", QMessageBox.ButtonRole.ActionRole)
    copy.clicked.connect(lambda: QApplication.clipboard().setText(box.detailedText()))
    return box


def _box(parent: QWidget | None, icon: QMessageBox.Icon, text: str) -> QMessageBox:
    box = QMessageBox(icon, "申报助手", text, QMessageBox.StandardButton.NoButton, parent)
    box.setEscapeButton(box.addButton("知道了", QMessageBox.ButtonRole.AcceptRole))
    box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    return box
