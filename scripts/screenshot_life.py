"""Scenes of the steps after 填写: checks, materials, and the life of a version until it is handed in."""

from __future__ import annotations

from datetime import date, timedelta

from PySide6.QtCore import QDate
from PySide6.QtWidgets import QProgressBar, QPushButton, QScrollArea

from aimed_desktop.application.checks.finding import CAME_BACK, Finding
from aimed_desktop.application.life.past_returns import PastReturn, findings_of
from aimed_desktop.application.model import Status
from aimed_desktop.desktop.printers import Printer
from aimed_desktop.services.print_choices import printable
from scripts.screenshot_fill import PROBLEMS
from scripts.screenshot_scene import Scene
from ui.help.help_dialog import HelpDialog
from ui.lifecycle.hand_in_dialog import HandInDialog, ReceiptDialog
from ui.lifecycle.personal_dialog import PersonalDialog
from ui.lifecycle.plan_dialog import PlanDialog
from ui.lifecycle.print_dialog import PrintDialog
from ui.lifecycle.step_dialogs import MarkDialog, ReturnDialog, WhyDialog
from ui.lifecycle.supplement_dialog import SupplementDialog
from ui.pages.pair_dialog import PairDialog
from ui.pages.picture_sheet_dialog import PictureSheetDialog
from ui.pages.preview_dialog import MaterialPreview
from ui.pages.scan_cards import ScanCard, ScanDialog
from ui.shell.application_view import CHECK, FILL, FINAL, MATERIALS, STAMP, SUBMIT
from ui.widgets.progress import progress_panel

_PERSONAL = Finding(
    "warning", "secret", "background", "（一）背景", "“（一）背景”里有住院号或病案号一类的号码。", "请删去。"
)
_WHY = "受理单位同意先这样报送"
_RENAMED = "急诊胸痛智能分诊与危急值闭环管理"
_PRINTERS = [Printer("信息科激光打印机"), Printer("院办复印打印一体机")]


def check(scene: Scene) -> None:
    """检查 with nothing left to do."""
    scene.step(CHECK)


def problems(scene: Scene) -> None:
    """检查 with something left to do."""
    scene.open()
    scene.change(**PROBLEMS)
    scene.step(CHECK)


def came_back(scene: Scene) -> None:
    """检查 with the reason why an earlier application of the unit came back."""
    scene.step(CHECK)
    scene.at_rest()  # what the archive knows of the unit is read by then
    checker = scene.view.checker
    past = PastReturn("2025", "被退回", "法人证书过期", "肺结节CT智能辅助诊断")
    checker.set_past(findings_of(scene.view.opened.app, [past]))
    scene.wait(lambda: any(finding.rule == CAME_BACK for finding in checker.findings))
    scene.afterwards(lambda: checker.set_past([]))


def materials(scene: Scene) -> None:
    """材料."""
    scene.step(MATERIALS)


def material(scene: Scene) -> None:
    """A material, large."""
    scene.step(MATERIALS)
    row = next(card.rows[0] for card in scene.view.materials.cards if card.rows)
    row.picture.click()
    dialog = scene.shown(MaterialPreview)
    scene.wait(lambda: "共" in dialog.words.text())


def final(scene: Scene) -> None:
    """定稿打印 of a draft."""
    scene.step(FINAL)


def personal_numbers(scene: Scene) -> None:
    """What is asked before 定稿 where the text may tell who a patient is."""
    scene.step(FINAL)
    PersonalDialog([_PERSONAL], scene.window).open()


def picture_sheet(scene: Scene) -> None:
    """图片一览 before the packet is made."""
    scene.step(SUBMIT)
    scene.view.submit.packing.pictures_wanted.emit()
    dialog = scene.shown(PictureSheetDialog)
    scene.wait(dialog.tick.isEnabled)
    scene.wait(lambda: not dialog.is_filling)


def stamp(scene: Scene) -> None:
    """盖章扫描 before there is anything to stamp."""
    scene.step(STAMP)


def submit(scene: Scene) -> None:
    """报送归档 before there is anything to hand in."""
    scene.step(SUBMIT)


def help_page(scene: Scene) -> None:
    """What F1 says of a page."""
    scene.step(SUBMIT)
    HelpDialog("submit", scene.window).open()


def help_keys(scene: Scene) -> None:
    """The keys of the window."""
    scene.step(FILL)
    HelpDialog("keys", scene.window).open()


def progress(scene: Scene) -> None:
    """Work that takes long, with the way out of it."""
    scene.step(FINAL)
    panel = progress_panel(scene.view)
    row = panel.add("正在生成 Word 和 PDF……", lambda: None, is_needed=True)
    for bar in row.findChildren(QProgressBar):
        bar.setRange(0, 5)  # a bar that runs to and fro never rests
        bar.setValue(2)
    scene.afterwards(lambda: panel.drop(row))


def final_again(scene: Scene) -> None:
    """定稿打印 of the second version, with the pages that are void."""
    _live(scene)
    scene.view.show_step(FINAL)


def printing(scene: Scene) -> None:
    """The dialog that asks for printer and copies."""
    final_again(scene)
    view = scene.view
    printed = printable(scene.window.desk.archive, view.opened.id, view.opened.app, view.opened.notice)
    PrintDialog(printed, _PRINTERS, view.final).open()


def print_turning(scene: Scene) -> None:
    """The fronts are printed: how the paper goes back in."""
    final_again(scene)
    card = scene.view.final.printing
    words = "已送到打印机“信息科”，共 2 份 × 11 页，双面每份 7 张 = 纸 14 张。"
    card.show_turning("手动双面：先打正面", words, is_drawer=True, is_ready=True)
    scene.afterwards(card.hide)


def locked(scene: Scene) -> None:
    """The form of a fixed version."""
    _live(scene)
    scene.view.show_step(FILL)


def send_back(scene: Scene) -> None:
    """退回修改."""
    final_again(scene)
    scene.view.later.ask_return()
    scene.shown(ReturnDialog)


def stamp_scans(scene: Scene) -> None:
    """盖章扫描 with its checklist and a scan."""
    _live(scene)
    scene.view.show_step(STAMP)


def stamp_sheets(scene: Scene) -> None:
    """盖章扫描 further down: who signs how, and the sheets that joint units stamp."""
    stamp_scans(scene)
    page = scene.view.stamp
    scene.wait(lambda: not page.joint.isHidden())
    area = page.findChild(QScrollArea, "page_scroll")
    assert area is not None
    bar = area.verticalScrollBar()
    bar.setValue(page.seals.y())
    scene.afterwards(lambda: bar.setValue(0))


def submit_online(scene: Scene) -> None:
    """报送归档 of a form that somebody types into a platform."""
    scene.open("fujian-2025-1")
    scene.view.show_step(SUBMIT)
    scene.wait(lambda: not scene.view.submit.online.isHidden())


def scan(scene: Scene) -> None:
    """The pages of a scan."""
    stamp_scans(scene)
    card = scene.view.stamp.findChild(ScanCard)
    assert card is not None
    card.opened.emit()
    scene.shown(ScanDialog)


def pair(scene: Scene) -> None:
    """A page beside its scan."""
    stamp_scans(scene)
    pairs = scene.view.stamp.pile.pairs
    scene.wait(lambda: bool(pairs.count()))
    pairs.itemActivated.emit(pairs.item(0))
    dialog = scene.shown(PairDialog)
    scene.wait(lambda: dialog.is_sharp)


def submit_packed(scene: Scene) -> None:
    """报送归档 with a packet that was made."""
    _live(scene)
    page = scene.view.submit
    if not page.files.paths:
        scene.view.later.producing.pack(scene.folder / "报送包", _WHY)
        scene.wait(lambda: bool(page.files.paths))
    scene.view.show_step(SUBMIT)


def mark(scene: Scene) -> None:
    """When and how it was handed in."""
    submit_packed(scene)
    scene.view.submit.mark_wanted.emit(Status.SUBMITTED)
    scene.shown(HandInDialog).date.setDate(QDate(2026, 6, 15))


def plan(scene: Scene) -> None:
    """Other days of 倒排计划."""
    scene.open()
    scene.change(district_deadline=f"{date.today() + timedelta(days=20)}")
    scene.wait(scene.window.top.plan.isVisible)
    scene.view.ask_plan()
    scene.shown(PlanDialog)


def receipt(scene: Scene) -> None:
    """A receipt that came later, over the record of how it was handed in."""
    _handed_in(scene)
    scene.view.show_step(SUBMIT)
    scene.view.later.handing_in.ask_receipt()
    scene.shown(ReceiptDialog).number.setText("鄂经信收〔2026〕12号")


def records(scene: Scene) -> None:
    """报送归档 of what was handed in, with its record."""
    _handed_in(scene)
    scene.view.show_step(SUBMIT)
    records = scene.view.submit.records
    scene.wait(records.isVisible)
    area = scene.view.submit.findChild(QScrollArea, "page_scroll")
    assert area is not None
    area.ensureWidgetVisible(records)


def answered(scene: Scene) -> None:
    """When it was accepted."""
    _handed_in(scene)
    scene.view.submit.mark_wanted.emit(Status.ACCEPTED)
    scene.shown(MarkDialog).date.setDate(QDate(2026, 6, 25))


def send_back_later(scene: Scene) -> None:
    """退回修改 of what was handed in."""
    _handed_in(scene)
    scene.view.later.ask_return()
    scene.shown(ReturnDialog)


def supplement_ask(scene: Scene) -> None:
    """Who wants papers handed in later, which, and by when."""
    _handed_in(scene)
    scene.view.later.supplementing.ask()
    scene.shown(SupplementDialog).until.setDate(QDate(2026, 6, 20))


def supplement(scene: Scene) -> None:
    """报送归档 while papers are asked for, one of them replaced by now."""
    _supplement(scene)
    scene.view.show_step(SUBMIT)


def supplement_materials(scene: Scene) -> None:
    """材料 while papers are asked for."""
    _supplement(scene)
    scene.view.show_step(MATERIALS)


def _handed_in(scene: Scene) -> None:
    """As `_live`, then handed in."""
    submit_packed(scene)
    controller = scene.view.later.controller
    if controller.standing.status is not Status.SUBMITTED:
        controller.mark(Status.SUBMITTED, "2026-06-01")
        scene.wait(lambda: controller.standing.status is Status.SUBMITTED)


def _supplement(scene: Scene) -> None:
    """As `_handed_in`, then papers are asked for, and a licence is replaced."""
    _handed_in(scene)
    view = scene.view
    if view.submit.supplement.files.paths:
        return
    view.later.supplementing.ask()
    dialog = scene.shown(SupplementDialog)
    dialog.missing.setPlainText("法人证书过期，请换新的")
    dialog.until.setDate(QDate(2026, 6, 20))
    button = dialog.findChild(QPushButton, "confirm")
    assert button is not None
    button.click()
    scene.wait(lambda: "还没有交" in view.submit.supplement.title.text())
    view.show_step(MATERIALS)
    card = next(card for card in view.materials.cards if card.rows)
    fresh = scene.folder / "新法人证书.pdf"
    fresh.write_bytes(next((scene.folder / "导出").rglob("*.pdf")).read_bytes() + b"\n% new\n")
    card.replacement_given.emit(card.rows[0].name, fresh)
    scene.wait(lambda: "新法人证书" in card.rows[0].name)
    view.show_step(SUBMIT)
    view.submit.supplement.make.click()
    scene.wait(lambda: bool(view.submit.supplement.files.paths))


def returned(scene: Scene) -> None:
    """定稿打印 of what was sent back, with the answer about its paper."""
    scene.open()
    controller = scene.view.later.controller
    if controller.standing.is_locked:
        controller.return_for_changes("区主管部门", "案例名称与立项文件不一致", True)
        scene.wait(lambda: not controller.standing.is_locked)
    scene.view.show_step(FINAL)


def why(scene: Scene) -> None:
    """Why the set is packed though seals are not ticked off."""
    submit_packed(scene)
    doubts = [
        "盖章、签字的地方有 3 处没有打勾，共 12 处。",
        "盖章扫描件“申报书-盖章扫描件.pdf”是第1版时加入的，其中有的页已作废。",
    ]
    WhyDialog("打包", doubts, scene.view.submit).open()
    reason = scene.shown(WhyDialog).reasons[1]
    reason.setFocus()
    reason.setChecked(True)


def _live(scene: Scene) -> None:
    """Fix, print, stamp, send back and fix again, once for the whole scene."""
    scene.open()
    view, controller = scene.view, scene.view.later.controller
    if controller.standing.version > 1:
        return
    _fix(scene)
    for status in (Status.PRINTED, Status.STAMPED):
        controller.mark(status, why=_WHY)
        scene.wait(lambda wanted=status: controller.standing.status is wanted)  # type: ignore[misc]
    for place in range(view.stamp.left):
        scene.window.desk.archive.lifecycle.set_tick(view.opened.id, 1, place, place % 2, is_set=True)
    controller.return_for_changes("区主管部门", "案例名称与立项文件不一致")
    scene.wait(lambda: not view.opened.app.is_locked)
    view.opened.app.set("scene_name", _RENAMED)
    _fix(scene)
    paper = next(
        path for path in view.final.files.paths if path.suffix == ".pdf" and "第2版" not in path.stem
    )
    scanned = scene.folder / "申报书-盖章扫描件.pdf"
    scanned.write_bytes(paper.read_bytes() + b"\n% stamped\n")
    view.stamp.scans_chosen.emit([scanned])
    scene.wait(lambda: bool(view.stamp.scan_count))
    scene.wait(lambda: not view.stamp.pile.isHidden())  # its pages are matched


def _fix(scene: Scene) -> None:
    """定稿 and its files."""
    view = scene.view
    view.later.controller.finalise(lambda: None)
    scene.wait(lambda: view.later.controller.standing.is_locked)
    view.later.producing.export(scene.folder / "导出", False)
    scene.wait(lambda: bool(view.final.files.paths))
    scene.wait(lambda: view.stamp.left > 0)
