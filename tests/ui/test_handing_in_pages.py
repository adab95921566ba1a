"""The pages of printing and handing in say what this application, as answered, needs."""

from __future__ import annotations

from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QClipboard
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QLabel,
    QLineEdit,
    QPushButton,
    QToolButton,
    QWidget,
)
from pytestqt.qtbot import QtBot

from aimed_desktop.application.beginning import begin
from aimed_desktop.application.life.lifecycle import LifeStanding
from aimed_desktop.application.model import Status
from aimed_desktop.definition.library import Library
from aimed_desktop.services.produced import Produced
from aimed_desktop.services.route_words import CopyRow, route_blocks
from aimed_desktop.settings import UserSettings
from tests.ui import opening
from tests.ui.conftest import OpenWindow
from tests.ui.typing import commit
from ui.pages.final_page import FinalPage
from ui.pages.submit_page import SubmitPage
from ui.shell.application_view import SUBMIT
from ui.widgets.buttons import is_primary


@pytest.mark.parametrize(("provincial", "number", "to"), [(True, 2, "省卫健委"), (False, 3, "设区市卫健委")])
def test_copies_and_routes_follow_the_answer(
    qtbot: QtBot, library: Library, tmp_path: Path, provincial: bool, number: int, to: str
) -> None:
    app = begin(library, "fujian-2025-1", example=True)
    app.set("provincial", provincial)
    notice = library.notice("fujian-2025")
    export, submit = FinalPage(tmp_path), SubmitPage(tmp_path)
    for page in (export, submit):
        qtbot.addWidget(page)
    export.show_copies(app, notice)
    submit.show_routes(route_blocks(app, notice))
    assert f"{number} 份（{to}" in export.copies.text()
    shown = [label.text() for label in submit.findChildren(QLabel)]
    assert any(f"→ {to}" in words for words in shown)


def test_what_is_shown_again_unchanged_keeps_its_buttons_and_their_focus(
    qtbot: QtBot, library: Library, tmp_path: Path
) -> None:
    app = begin(library, "fujian-2025-1", example=True)
    page = SubmitPage(tmp_path)
    qtbot.addWidget(page)

    def show(name: str) -> list[QWidget]:
        page.show_routes(route_blocks(app, library.notice("fujian-2025")))
        page.show_kept([(1, name, "第1版")])
        page.show_letter([CopyRow("主题", "申报", "申报")])
        return page.findChildren(QToolButton) + page.findChildren(QPushButton, "take_packet_out")

    first = show("报送包.zip")
    assert show("报送包.zip") == first
    assert show("另一个报送包.zip") != first


def test_a_packet_is_outdated_once_something_else_would_go_into_it(qtbot: QtBot, tmp_path: Path) -> None:
    page = SubmitPage(tmp_path)
    qtbot.addWidget(page)
    packing, handed_in = page.packing, page.marks[Status.SUBMITTED]

    def leads() -> tuple[bool, bool, bool]:
        copy = page.findChild(QToolButton, "copy_主题")
        return is_primary(packing.go), is_primary(handed_in), copy is not None and copy.isVisibleTo(page)

    page.show_standing(LifeStanding(Status.STAMPED, 1))
    page.show_settings(UserSettings())
    packing.show_scans(())
    packing.go.click()
    packing.show_part("papers", "known only now")
    page.show_letter([CopyRow("主题", "申报", "申报")])
    page.show_result(Produced((tmp_path / "包.zip",), ()))
    assert leads() == (False, True, True) and packing.files.paths
    for change, undo in (
        (partial(packing.show_scans, (7,)), partial(packing.show_scans, ())),
        (partial(page.show_settings, UserSettings(mail_limit_mb=9)), None),
    ):
        change()
        assert packing.state.text() == "这个报送包已过时，请重新生成。" and packing.files.isHidden()
        assert leads() == (True, False, False)
        if undo is not None:
            undo()
            assert "报送包已生成" in packing.state.text() and leads() == (False, True, True)
    page.show_standing(LifeStanding(Status.SUBMITTED, 1))
    assert not is_primary(packing.go), "what was handed in is not packed again"
    page.show_standing(LifeStanding(Status.DRAFT, 2))
    page.show_standing(LifeStanding(Status.FINAL, 2))
    assert packing.state.text() == "" and not packing.files.paths and leads() == (True, False, False)


def test_what_is_needed_first_stands_first_and_the_rest_is_folded(
    qtbot: QtBot, library: Library, tmp_path: Path
) -> None:
    app = begin(library, "wuhan-2026-1", example=True)
    page = SubmitPage(tmp_path)
    qtbot.addWidget(page)
    page.resize(1093, 544)
    page.show_standing(LifeStanding(Status.STAMPED, 1))
    page.show_routes(route_blocks(app, library.notice("wuhan-2026")))
    with qtbot.waitExposed(page):
        page.show()
    amend = page.findChild(QPushButton, "amend_routes")
    assert amend is not None
    assert amend.mapTo(page, QPoint()).y() < page.go.mapTo(page, QPoint()).y(), "where to, before the packet"
    later = page.findChildren(QToolButton, "unfold_route")
    assert later and all("区" in button.text().split("→")[0] for button in later)
    head, body = page.rest.head, page.rest.body
    assert head.isHidden() and body.isVisible()
    page.show_standing(LifeStanding(Status.SUBMITTED, 1))
    assert body.isHidden() and (head.text(), head.accessibleDescription()) == ("报送要求、报送包", "已收起")
    QTest.keyClick(head, Qt.Key.Key_Space)
    assert body.isVisible() and head.accessibleDescription() == "已展开"
    page.show_standing(LifeStanding(Status.SUBMITTED, 1))
    assert body.isVisible(), "what the clerk has unfolded stays so"


@pytest.mark.parametrize(("is_held", "said"), [(False, "已复制"), (True, "没有复制成，再点一次")])
def test_words_are_called_copied_when_the_clipboard_has_them(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, is_held: bool, said: str
) -> None:
    page = SubmitPage(Path())
    qtbot.addWidget(page)
    page.show_letter([CopyRow("主题", "申报", "申报\n第二行")])
    if is_held:  # by another program
        QApplication.clipboard().setText("别的")
        monkeypatch.setattr(QClipboard, "setText", lambda *_words: None)
    button = page.findChild(QToolButton, "copy_主题")
    assert button is not None
    button.click()
    assert button.text() == said


def test_what_the_notice_leaves_open_is_typed_in_its_row_and_another_route_can_be_taken(
    open_window: OpenWindow, qtbot: QtBot
) -> None:
    view = opening.begin(open_window(), qtbot)
    view.show_step(SUBMIT)
    page = view.submit
    line = page.findChild(QLineEdit, "district_mail")
    assert line is not None and "待填" in line.placeholderText()
    commit(line, "qu@example.com")
    assert view.opened.app.get("district_mail") == "qu@example.com"
    view.opened.app.set("unit_name", "示例医院")
    assert page.findChild(QLineEdit, "district_mail") is line
    box = page.findChild(QAbstractButton, "way:直接报市")
    assert box is not None
    box.click()
    qtbot.waitUntil(lambda: len(page._blocks) == 1 and page._blocks[0][0].startswith("市属、部省属单位"))
