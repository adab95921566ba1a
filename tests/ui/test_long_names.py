"""Two long names that differ only at their end are told apart wherever they are listed."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractItemView, QComboBox, QDialog, QWidget
from pytestqt.qtbot import QtBot

from aimed_desktop.application.values.shortening import cut
from tests.ui.conftest import OpenWindow
from tests.ui.focus import described
from tests.ui.opening import begin
from tests.ui.test_dialogs import dialog, name, view
from ui.narrative.table_grid import TableGrid
from ui.summary.summary_page import SummaryPage
from ui.widgets.long_names import LongChoice

__all__ = ["dialog", "name", "view"]  # fixtures

STEPS = 6
SAME = "武汉市示例医院急诊胸痛三联征影像智能辅助诊断与危急值闭环管理典型应用场景案例"


def cut_at_the_end(part: QWidget) -> list[str]:
    """Lists of `part` that would drop the end of a name that is too long."""
    return [described(widget) for widget in part.findChildren(QWidget) if _drops_the_end(widget)]


def _drops_the_end(widget: QWidget) -> bool:
    if isinstance(widget, QComboBox):
        return not (widget.isEditable() or isinstance(widget, LongChoice))
    is_list = isinstance(widget, QAbstractItemView) and not isinstance(widget, TableGrid)
    return is_list and widget.textElideMode() is Qt.TextElideMode.ElideRight  # type: ignore[attr-defined]


def test_no_list_of_a_dialog_drops_the_end_of_a_name(dialog: QDialog) -> None:
    assert cut_at_the_end(dialog) == []


def test_no_list_of_a_page_drops_the_end_of_a_name(
    qtbot: QtBot, open_window: OpenWindow, tmp_path: Path
) -> None:
    window = open_window()
    opened = begin(window, qtbot, example=True)
    for step in range(STEPS):
        opened.show_step(step)
    summary = SummaryPage(tmp_path)
    qtbot.addWidget(summary)
    assert cut_at_the_end(window) + cut_at_the_end(summary) == []


def test_a_closed_choice_shows_where_two_long_names_differ(qtbot: QtBot) -> None:
    holder = QWidget()
    qtbot.addWidget(holder)
    choice = LongChoice(holder)
    choice.addItems([f"{SAME}（一期）", f"{SAME}（二期）"])
    choice.resize(260, 32)
    holder.show()
    first = choice.shown_words(), choice.grab().toImage()
    choice.setCurrentIndex(1)
    second = choice.shown_words(), choice.grab().toImage()
    assert first[0].endswith("（一期）") and second[0].endswith("（二期）") and "…" in second[0]
    assert first[1] != second[1], "it is drawn so"
    assert choice.toolTip() == f"{SAME}（二期）"


@pytest.mark.parametrize("most", [2, 9, 10, 80])
def test_a_cut_text_keeps_its_length_its_beginning_and_its_end(most: int) -> None:
    shown = cut(f"{SAME}（二期）", most)
    assert len(shown) <= most and shown.startswith("武")
    assert most < 9 or shown.endswith("二期）")
