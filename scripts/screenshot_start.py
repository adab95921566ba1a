"""Scenes of the start page and of what is begun from it: the first run, keys, notices, 汇总."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

from PySide6.QtWidgets import QPushButton, QToolButton

from aimed_desktop.application.beginning import begin
from aimed_desktop.application.editing.comparison import compare, written_out
from aimed_desktop.application.editing.joined_texts import can_join
from aimed_desktop.application.editing.merging import Conflict
from aimed_desktop.application.values.shapes import Value
from aimed_desktop.archive.copies import ArchiveCopy
from aimed_desktop.archive.copies_report import CopiesReport
from aimed_desktop.archive.second_place import SecondPlace
from aimed_desktop.errors import UserProblem
from aimed_desktop.services.handing_over import Disagreement, Handover
from aimed_desktop.services.packing import pack_application
from scripts.screenshot_scene import EXAMPLES, FORM, Scene
from ui.keys.change_keys_dialog import ChangeKeysDialog
from ui.keys.copies_dialog import CopiesDialog
from ui.keys.keys_dialog import PassphraseDialog, RecoveryCodeDialog
from ui.keys.recovery_dialog import RecoveryDialog
from ui.start.amendment_dialog import AmendmentDialog
from ui.start.hand_over_dialog import HandOverDialog
from ui.start.new_dialog import NewDialog
from ui.start.receive_dialog import ReceiveDialog
from ui.start.unit_dialog import UnitDialog

_NOTICE, _SUMMARY = "wuhan-2026", "wuhan-2026-5"
_TITLE = "基于大模型的急诊预检分诊辅助应用"
_BOTH: tuple[tuple[str, Value, Value], ...] = (
    ("scene_name", "基于大模型的急诊预检分诊辅助应用", "急诊预检分诊智能辅助应用"),
    (
        "background",
        [{"text": "急诊量五年增长四成，分诊护士人均每班接诊 96 人。"}, {"text": "现有四级分诊靠经验。"}],
        [
            {"text": "急诊量五年增长四成，分诊护士人均每班接诊 102 人。"},
            {"text": "高峰时段候诊超过 40 分钟。"},
        ],
    ),
)
_CODE = "K7QM4-X2PDA-9TRVN-3WEHC-6YBJF-5ZGSU-8NKQ2"


def first_run(scene: Scene) -> None:
    """What a new clerk sees; before anything else, for the archive is made after it."""
    scene.wait(scene.window.start.welcome.isVisible)


def passphrase(scene: Scene) -> None:
    """The first passphrase, one that is too short."""
    first_run(scene)
    scene.window.start.welcome.go.click()
    dialog = scene.shown(PassphraseDialog)
    dialog.first.setText("1234")
    dialog._on_confirmed()


def recovery_code(scene: Scene) -> None:
    """The recovery code, always the same one here."""
    RecoveryCodeDialog(_CODE, scene.window).open()


def unlock(scene: Scene) -> None:
    """A passphrase that did not open the archive."""
    scene.start()
    dialog = PassphraseDialog(scene.window, is_new=False)
    dialog.first.setText("口令口令口令")
    dialog.open()
    dialog.show_problem(str(UserProblem("wrong_passphrase")))


def recovery(scene: Scene) -> None:
    """从备份恢复, a file chosen that its passphrase does not open."""
    scene.start()
    dialog = RecoveryDialog(scene.window, has_archive=True)
    dialog.choose_file(Path("/media/clerk/U盘/申报助手备份.aimed"))
    dialog.open()
    dialog.show_problem(str(UserProblem("wrong_passphrase")))


def hand_over(scene: Scene) -> None:
    """交给同事, its two passphrases not alike."""
    scene.start()
    dialog = HandOverDialog(_TITLE, "王芳", Path("/home/clerk/申报助手/申报件.aimed"), scene.window)
    dialog.first.setText("西山日落-2026")
    dialog.second.setText("西山日落-206")
    dialog.open()
    dialog.go.click()


def receive(scene: Scene) -> None:
    """接收交来的申报件, where both sides have changed two fields."""
    scene.start()
    form = scene.window.desk.library.form(FORM)
    told = []
    for path, mine, theirs in _BOTH:
        field = form.field(path)
        assert field is not None
        words = written_out(field, mine), written_out(field, theirs)
        both = compare(field, mine, theirs), can_join(field, mine, theirs)
        told.append(Disagreement(Conflict(path, mine, theirs), field.label.rstrip("。"), words, *both))
    found = Handover("", _TITLE, "李强", "2026-06-10T09:30:00+08:00", False, tuple(told), ("所在区",))
    dialog = ReceiveDialog(scene.window)
    dialog.choose_file(Path("/media/clerk/U盘/申报件.aimed"))
    dialog.secret.setText("西山日落-2026")
    dialog.open()
    dialog.show_found(found)


def copies(scene: Scene) -> None:
    """自动备份, its second place away for days."""
    scene.start()
    now = datetime(2026, 6, 10, 9, 30).astimezone()
    folder = Path("/home/clerk/.local/share/aimed/copies")
    copy = ArchiveCopy(folder / "archive-0123abcd-20260610-083012.aimed", now - timedelta(hours=1), 7_300_000)
    away = SecondPlace(Path("/media/clerk/U盘"), now - timedelta(days=60), now - timedelta(days=9))
    CopiesDialog(CopiesReport(folder, copy, 14, 96_000_000, away, now), scene.window).open()


def change_passphrase(scene: Scene) -> None:
    """更换口令, one that is too easy."""
    scene.start()
    dialog = ChangeKeysDialog(scene.window, of_code=False)
    dialog.first.setText("12345678")
    dialog.second.setText("12345678")
    dialog.open()
    dialog.go.click()


def change_code(scene: Scene) -> None:
    """更换恢复码, with another data key."""
    scene.start()
    dialog = ChangeKeysDialog(scene.window, of_code=True)
    dialog.renew.setChecked(True)
    dialog.open()


def unit(scene: Scene) -> None:
    """The first facts of the unit."""
    scene.start()
    UnitDialog({"unit.name": "武汉市示例医院"}, scene.window).open()


def start(scene: Scene) -> None:
    """My applications, the notices."""
    scene.start()


def menu(scene: Scene) -> None:
    """What the window can be told about its looks, and how the archive is kept."""
    scene.start()
    actions, more = scene.window._actions, scene.window.top.more
    assert actions is not None
    actions.menu.popup(more.mapToGlobal(more.rect().bottomRight()))


def notice(scene: Scene) -> None:
    """The start page with the details of a notice."""
    scene.start()
    fold = scene.window.start.findChild(QToolButton, f"unfold:{_NOTICE}")
    assert fold is not None
    if fold.accessibleDescription() == "已收起":
        fold.click()
    scene.afterwards(fold.click)


def recycle_bin(scene: Scene) -> None:
    """The recycle bin with an application that was deleted; it is taken back afterwards."""
    scene.start()
    pane, work = scene.window.start.applications, scene.window.starting.work
    entry = scene.entry(EXAMPLES[0])
    work.delete(entry, lambda: pane.show_bin(shown=True))
    scene.wait(lambda: pane.is_bin and pane.table.rowCount() == 1)
    scene.afterwards(lambda: work.take_back(entry, lambda: pane.show_bin(shown=False)))


def delete(scene: Scene) -> None:
    """The question before an application is deleted."""
    scene.start()
    scene.window.starting.ask_to_delete(scene.entry(FORM))


def error(scene: Scene) -> None:
    """A situation that the clerk can mend."""
    scene.start()
    scene.window.fail(UserProblem("disk_full", path=Path("/home/clerk/申报助手")))


def new(scene: Scene) -> None:
    """新建 with the paper and the facts of a form."""
    scene.start()
    scene.window.start.applications.new.click()
    dialog = scene.shown(NewDialog)
    dialog.choose(FORM)
    preview = dialog.preview
    scene.wait(lambda: 0 < preview.shown == len(preview._pages))


def amendment(scene: Scene) -> None:
    """补充通知."""
    scene.start()
    scene.window.starting.amend(scene.window.desk.library.notice(_NOTICE))
    scene.shown(AmendmentDialog)


def summary(scene: Scene) -> None:
    """汇总, with a whole packet and a damaged one."""
    scene.start()
    packets = scene.folder / "各单位报送包"
    if not packets.exists():
        _pack_example(scene, packets)
    button = scene.window.start.findChild(QPushButton, f"summary:{_SUMMARY}")
    assert button is not None
    button.click()
    page = scene.window.summary.page
    page.added.emit([str(packets)])
    scene.wait(lambda: page.sources.rowCount() > 1)


def _pack_example(scene: Scene, folder: Path) -> None:
    library = scene.window.desk.library
    app = begin(library, FORM, example=True)
    notice, sources = library.notice(app.form.notice_id), library.sources(app.form)
    whole = pack_application(app, notice, sources, folder).paths[1]
    (folder / "区人民医院.zip").write_bytes(whole.read_bytes()[:-2000])
