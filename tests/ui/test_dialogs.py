"""Every dialog of the window without a mouse: named, in reading order, seen, left by Esc, done by Enter."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Callable, Iterator
from io import BytesIO
from pathlib import Path
from typing import TypeVar

import pytest
from lxml import etree
from PIL import Image
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QDialog,
    QFileDialog,
    QLineEdit,
    QMessageBox,
    QPlainTextEdit,
    QPushButton,
    QWidget,
)
from pytestqt.qtbot import QtBot

import ui
from aimed_desktop.application.checks.finding import Finding
from aimed_desktop.application.editing.comparison import compare
from aimed_desktop.application.editing.merging import Conflict
from aimed_desktop.application.life.back_plan import Milestone, PlannedDay
from aimed_desktop.application.model import Application, Status
from aimed_desktop.archive.copies_report import copies_report
from aimed_desktop.desktop.printers import Printer
from aimed_desktop.desktop.window_settings import WindowSettings
from aimed_desktop.document.word.chapter import chapter_bytes
from aimed_desktop.errors import UserProblem
from aimed_desktop.packet.fixed_paper import draw_paper
from aimed_desktop.packet.print_set import SetMaker
from aimed_desktop.services.chapters import OfferedChapter, read_returned_chapter
from aimed_desktop.services.handing_in import HandInOffer
from aimed_desktop.services.handing_over import Disagreement, Handover
from aimed_desktop.services.picture_sheet import PictureSheet, SheetPicture
from aimed_desktop.services.pile_view import PairLine
from aimed_desktop.services.plan_words import PlanTold
from aimed_desktop.services.print_choices import Printable, PrintChoice, Sides
from tests.core.document.word_edits import edited
from tests.ui.conftest import PASSPHRASE, ShownIn
from tests.ui.focus import clipped, faults, stops, unreached
from tests.ui.opening import activate, begin
from ui.chapters.give_dialog import GiveDialog
from ui.chapters.notes_dialog import NotesDialog, TakenNotes
from ui.chapters.take_dialog import TakeDialog
from ui.desk.application_service import ApplicationService
from ui.help.help_dialog import HelpDialog
from ui.history.history_dialog import HistoryDialog
from ui.keys.change_keys_dialog import ChangeKeysDialog
from ui.keys.copies_dialog import CopiesDialog
from ui.keys.keys_dialog import PassphraseDialog, RecoveryCodeDialog
from ui.keys.recovery_dialog import RecoveryDialog
from ui.lifecycle.hand_in_dialog import HandInDialog, ReceiptDialog
from ui.lifecycle.personal_dialog import PersonalDialog
from ui.lifecycle.plan_dialog import PlanDialog
from ui.lifecycle.print_dialog import PrintDialog
from ui.lifecycle.step_dialogs import MarkDialog, ReturnDialog, WhyDialog
from ui.lifecycle.supplement_dialog import SupplementDialog
from ui.narrative.table_dialog import TableDialog
from ui.pages.pair_dialog import PairDialog
from ui.pages.picture_sheet_dialog import PictureSheetDialog
from ui.pages.preview_dialog import MaterialPreview
from ui.pages.scan_cards import ScanDialog
from ui.pictures.picture_dialog import PictureDialog
from ui.preview.large import LargePreview
from ui.profile.profile_dialog import ProfileDialog
from ui.shell.application_view import ApplicationView
from ui.shell.main_window import MainWindow
from ui.start.amendment_dialog import AmendmentDialog
from ui.start.hand_over_dialog import HandOverDialog
from ui.start.new_dialog import NewDialog
from ui.start.receive_dialog import ReceiveDialog
from ui.start.unit_dialog import UnitDialog
from ui.widgets.error_dialog import show_error
from ui.widgets.jobs import Jobs

SMALL = (1093, 614)  # 1366 × 768 at 125 %
TITLE_BAR = 30
CHAPTERS = ("background", "results")
PERSONAL = [
    Finding("warning", "secret", "background", "（一）背景", "“（一）背景”里有手机号码。", "请删去。")
]
Kind = TypeVar("Kind", bound=QDialog)


def png() -> bytes:
    content = BytesIO()
    Image.new("RGB", (600, 400), (120, 140, 160)).save(content, "PNG")
    return content.getvalue()


def found(view: ApplicationView, qtbot: QtBot, kind: type[Kind]) -> Kind:
    """The visible dialog of that kind, once it is there."""
    window = view.window()
    qtbot.waitUntil(lambda: any(dialog.isVisible() for dialog in window.findChildren(kind)), timeout=20_000)
    return next(dialog for dialog in window.findChildren(kind) if dialog.isVisible())


def new(view: ApplicationView, qtbot: QtBot) -> QDialog:
    window = view.window()
    assert isinstance(window, MainWindow)
    qtbot.waitUntil(lambda: bool(window.starting._cards), timeout=20_000)
    window.starting.new()
    dialog = found(view, qtbot, NewDialog)
    dialog.chosen.disconnect()  # Enter shall begin nothing here
    return dialog


def _write(body: etree._Element) -> None:
    for text in body.iter("{*}t"):
        text.text = str(text.text).replace("给出去", "改过")


def take_back(view: ApplicationView, _qtbot: QtBot) -> QDialog:
    app = view.opened.app.snapshot()
    other = Application(app.form, dict(app.values), app.materials, files=app.files)
    other.set("background", [{"text": "给出去的背景"}])
    data = edited(chapter_bytes(other, view.opened.notice, CHAPTERS), _write)
    taken = read_returned_chapter("章节.docx", data, app, view.opened.id)
    return TakeDialog(taken, view.session.jobs, view.session.failed, view)


def taken_notes(view: ApplicationView, _qtbot: QtBot) -> QDialog:
    notes = ("第3段：脚注1没有位置，已放进括号", "第7段：批注没有收进来：“请核对”")
    return NotesDialog([TakenNotes("章节.docx", "（一）背景", notes)], view)


def picture(view: ApplicationView, qtbot: QtBot) -> QDialog:
    dialog = PictureDialog(png, view.session.jobs, view.session.failed, view.window())
    dialog.open()
    qtbot.waitUntil(dialog.turned.isEnabled, timeout=20_000)
    return dialog


def history(view: ApplicationView, qtbot: QtBot) -> QDialog:
    view.saver.flush()
    view.show_history()
    dialog = found(view, qtbot, HistoryDialog)
    qtbot.waitUntil(lambda: "相同" in dialog.legend.text(), timeout=20_000)
    return dialog


def profile(view: ApplicationView, qtbot: QtBot) -> QDialog:
    window = view.window()
    assert isinstance(window, MainWindow)
    window.show_profile()
    return found(view, qtbot, ProfileDialog)


def large_preview(view: ApplicationView, qtbot: QtBot) -> QDialog:
    view.preview.enlarge()
    return found(view, qtbot, LargePreview)


def offered(view: ApplicationView, _qtbot: QtBot) -> QDialog:
    chapters = [OfferedChapter(path, "（一）背景　120 / 800 字") for path in CHAPTERS]
    return GiveDialog(chapters, CHAPTERS, lambda _paths: Path("章节.docx"), view)


def print_set(view: ApplicationView, _qtbot: QtBot) -> QDialog:
    app, paper = view.opened.app, draw_paper(view.opened.app).paper
    alone, together = (SetMaker(app, paper, with_materials=with_all) for with_all in (False, True))
    first = PrintChoice(handed_in=2, has_own=True, sides=Sides.DRAWER)
    printed = Printable(app, view.opened.notice, 1, paper, None, alone, together, (2,), first)
    return PrintDialog(printed, [Printer("办公室", "已暂停（缺纸）"), Printer("科教科")], view)


def boxed(view: ApplicationView, qtbot: QtBot) -> QDialog:
    show_error(view.window(), UserProblem("file_missing", path="照片.jpg"))
    return found(view, qtbot, QMessageBox)


def picture_sheet(view: ApplicationView, _qtbot: QtBot) -> QDialog:
    dialog = PictureSheetDialog(view)
    shown = [
        SheetPicture(f"（一）背景：照片{number}.png", png(), f"照片{number}.png", 0) for number in range(5)
    ]
    dialog.show_sheet(PictureSheet(tuple(shown), ("合作协议：协议.docx",), "mark", False))
    return dialog


def hand_over(view: ApplicationView, _qtbot: QtBot) -> QDialog:
    return HandOverDialog("肺结节辅助诊断", "", Path("肺结节辅助诊断.aimed"), view.window())


def disagreeing(view: ApplicationView, _qtbot: QtBot) -> QDialog:
    dialog = ReceiveDialog(view.window())
    dialog.choose_file(Path("/media/U盘/肺结节辅助诊断.aimed"))
    dialog.secret.setText("口令口令口令")
    field = view.opened.app.form.field("scene_name")
    assert field is not None
    words = ("急诊", "急诊分诊")
    compared = compare(field, *words)
    told = [
        Disagreement(Conflict(f"x{n}", *words), f"场景名称{n}", words, compared, is_joinable=n == 0)
        for n in range(2)
    ]
    time = "2026-06-10T09:30:00+08:00"
    dialog.show_found(Handover("", "肺结节辅助诊断", "李强", time, False, tuple(told), ("所在区",)))
    return dialog


PAIR = PairLine(
    "第3页", "bad", "是旧版本（第1版）的第3页，已作废", png(), png(), 1, 0, "扫描.jpg", 2, True, by_hand=True
)

PLAN = PlanTold((), tuple(PlannedDay(each, "2026-06-12") for each in Milestone), "按通知的截止时间倒排。")

# Every dialog, by what it is called here: how it comes up.
DIALOGS: dict[str, tuple[type[QDialog], Callable[[ApplicationView, QtBot], QDialog]]] = {
    "amendment": (AmendmentDialog, lambda view, _: AmendmentDialog(view.opened.notice, view.window())),
    "change code": (ChangeKeysDialog, lambda view, _: ChangeKeysDialog(view.window(), of_code=True)),
    "change passphrase": (ChangeKeysDialog, lambda view, _: ChangeKeysDialog(view.window(), of_code=False)),
    "copies": (
        CopiesDialog,
        lambda view, _: CopiesDialog(copies_report(view.session.desk.data_dir), view.window()),
    ),
    "error": (QMessageBox, boxed),
    "give": (GiveDialog, offered),
    "hand over": (HandOverDialog, hand_over),
    "help": (HelpDialog, lambda view, _: HelpDialog("fill", view.window())),
    "history": (HistoryDialog, history),
    "large preview": (LargePreview, large_preview),
    "hand in": (HandInDialog, lambda view, _: HandInDialog(HandInOffer("邮寄", "区经信局", "王敏"), view)),
    "mark": (MarkDialog, lambda view, _: MarkDialog(Status.ACCEPTED, view)),
    "material": (MaterialPreview, lambda view, _: MaterialPreview("files/证书.pdf", None, view)),
    "new": (NewDialog, new),
    "passphrase": (PassphraseDialog, lambda view, _: PassphraseDialog(view.window(), is_new=False)),
    "passphrase, first": (
        PassphraseDialog,
        lambda view, _: PassphraseDialog(view.window(), is_new=True, can_postpone=True),
    ),
    "personal numbers": (PersonalDialog, lambda view, _: PersonalDialog(PERSONAL, view)),
    "picture": (PictureDialog, picture),
    "picture sheet": (PictureSheetDialog, picture_sheet),
    "plan": (PlanDialog, lambda view, _: PlanDialog(PLAN, view)),
    "print": (PrintDialog, print_set),
    "profile": (ProfileDialog, profile),
    "receive": (ReceiveDialog, lambda view, _: ReceiveDialog(view.window())),
    "receive, disagreeing": (ReceiveDialog, disagreeing),
    "receipt": (ReceiptDialog, lambda view, _: ReceiptDialog(view)),
    "recovery code": (
        RecoveryCodeDialog,
        lambda view, _: RecoveryCodeDialog("ABCD-EFGH-JKMN-PQRS", view.window()),
    ),
    "recovery": (RecoveryDialog, lambda view, _: RecoveryDialog(view.window(), has_archive=True)),
    "why": (WhyDialog, lambda view, _: WhyDialog("打包", ["盖章、签字的地方有 3 处没有打勾。"], view)),
    "return": (ReturnDialog, lambda view, _: ReturnDialog(2, view)),
    "return of what was handed in": (
        ReturnDialog,
        lambda view, _: ReturnDialog(2, view, is_whole=True, binding="左侧胶装", is_handed_in=True),
    ),
    "supplement": (SupplementDialog, lambda view, _: SupplementDialog(view)),
    "scan": (ScanDialog, lambda view, _: ScanDialog("盖章扫描件.pdf", [png()], view)),
    "pair": (PairDialog, lambda view, _: PairDialog([PAIR, PAIR], 0, view)),
    "table": (TableDialog, lambda view, _: TableDialog({"table": [["甲", "乙"], ["1", "2"]]}, view)),
    "take": (TakeDialog, take_back),
    "taken notes": (NotesDialog, taken_notes),
    "unit": (UnitDialog, lambda view, _: UnitDialog({"unit.name": "示例医院"}, view.window())),
}
SIZED_BY_SCREEN = {"large preview"}  # a window of its own beside the form
BEGINS_WITH_A_BUTTON = {"recovery"}  # the file is chosen first
STAYS = {"recovery code"}  # only 我已收好 closes it: tests/ui/test_mishaps.py


@pytest.fixture(scope="module")
def view(
    qapp: QApplication, request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[ApplicationView]:
    """One open example for all dialogs, in a window of the smallest screen; each test leaves it alone."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("AIMED_PASSPHRASE", PASSPHRASE)
        qtbot, jobs = QtBot(request), Jobs()
        desk = ApplicationService(tmp_path_factory.mktemp("dialogs") / "data", jobs, use_keyring=False)
        window = MainWindow(desk, jobs, WindowSettings(welcomed=True))
        window.resize(*SMALL)
        with qtbot.waitExposed(window):
            window.show()
        window.begin_work()
        qtbot.waitUntil(lambda: window.desk.is_open, timeout=20_000)
        yield begin(window, qtbot, example=True)
        window.close()
        window.deleteLater()


@pytest.fixture(params=DIALOGS)
def name(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def dialog(view: ApplicationView, name: str, qtbot: QtBot) -> Iterator[QDialog]:
    """The dialog on the screen, the cursor having stood in a field before."""
    activate(view.window(), qtbot)
    view.form.focus_field("unit_name")
    shown = DIALOGS[name][1](view, qtbot)
    gone: list[bool] = []
    shown.destroyed.connect(lambda: gone.append(True))
    if not shown.isVisible():
        shown.open()
    qtbot.waitUntil(lambda: QApplication.activeWindow() is shown, timeout=20_000)
    yield shown
    if not gone:
        shown.done(0)


def test_no_dialog_is_forgotten() -> None:
    for module in pkgutil.walk_packages(ui.__path__, "ui."):
        importlib.import_module(module.name)
    ours = {kind for kind in QDialog.__subclasses__() if kind.__module__.startswith("ui.")}
    assert ours <= {kind for kind, _ in DIALOGS.values()}


@pytest.mark.parametrize("colours", ["light", "dark"])
def test_a_dialog_is_named_and_shows_the_focus(
    dialog: QDialog, view: ApplicationView, colours: str, shown_in: ShownIn, qtbot: QtBot
) -> None:
    shown_in(colours)
    qtbot.waitUntil(
        lambda: view.preview.typesetter.is_idle, timeout=20_000
    )  # a page may come with its buttons
    activate(dialog, qtbot)  # the window behind it is shown anew, too, and may have come before it
    assert "\n".join(faults(dialog)) == ""


def test_tab_goes_through_a_dialog_in_reading_order_from_where_work_begins(
    dialog: QDialog, name: str
) -> None:
    first = dialog.focusWidget()
    assert first is not None
    can_type = any(not isinstance(each, QAbstractButton) for each in _inputs(dialog))
    is_button = isinstance(first, QPushButton) and name not in BEGINS_WITH_A_BUTTON
    assert not (can_type and is_button), "a button has the focus, not what is filled in"
    assert "\n".join(unreached(dialog)) == ""


def test_a_dialog_fits_on_a_small_screen_with_all_its_words(dialog: QDialog, name: str) -> None:
    width, height = SMALL[0], SMALL[1] - TITLE_BAR
    needed = dialog.minimumSizeHint().expandedTo(dialog.minimumSize())
    assert needed.width() <= width and needed.height() <= height
    if name not in SIZED_BY_SCREEN:
        assert dialog.width() <= width and dialog.height() <= height
    QApplication.processEvents()
    assert "\n".join(clipped(dialog)) == ""


def test_esc_leaves_a_dialog_and_gives_the_focus_back(
    view: ApplicationView, dialog: QDialog, name: str, qtbot: QtBot
) -> None:
    QTest.keyClick(dialog.windowHandle(), Qt.Key.Key_Escape)
    if name in STAYS:
        assert dialog.isVisible()
        return
    qtbot.waitUntil(lambda: not view.window().findChildren(type(dialog)) or not dialog.isVisible())
    assert view.window().focusWidget() is view.form.paper.editor("unit_name")


def test_enter_does_what_the_dialog_is_for(
    dialog: QDialog, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: ("", ""))
    primary = [each for each in dialog.findChildren(QPushButton) if each.property("primary") == "true"]
    assert len(primary) <= 1
    defaults = [each for each in dialog.findChildren(QPushButton) if each.isDefault()]
    can_write = bool(dialog.findChildren(QLineEdit))
    assert defaults == primary or (not primary and not (defaults and can_write)), "Enter in a line presses it"
    if not primary or not primary[0].isEnabled():
        return
    focused = QApplication.focusWidget()
    if isinstance(focused, QPlainTextEdit):  # there it begins a line
        focused = _inputs(dialog)[0]
        focused.setFocus()
    assert focused is not None
    with qtbot.waitSignal(primary[0].clicked):
        QTest.keyClick(focused, Qt.Key.Key_Return)


def _inputs(dialog: QDialog) -> list[QWidget]:
    return [each for each in stops(dialog) if not isinstance(each, QPushButton)]
