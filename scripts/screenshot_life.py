"""The example sent back once, fixed as its second version, scanned and packed, for the screenshots."""

from __future__ import annotations

from aimed_desktop.application.model import Status
from scripts.screenshot_scene import Scene
from ui.application_view import FILL, FINAL, STAMP, SUBMIT

_RENAMED = "急诊胸痛智能分诊与危急值闭环管理"


def final(scene: Scene) -> None:
    """定稿打印 of the second version, with the pages that are void."""
    _live(scene)
    scene.view.show_step(FINAL)


def locked(scene: Scene) -> None:
    """The form of a fixed version."""
    _live(scene)
    scene.view.show_step(FILL)


def send_back(scene: Scene) -> None:
    """退回修改."""
    final(scene)
    scene.view.later.ask_return()


def stamp(scene: Scene) -> None:
    """盖章扫描 with its checklist and a scan."""
    _live(scene)
    scene.view.show_step(STAMP)


def submit(scene: Scene) -> None:
    """报送归档 with a packet that was made."""
    _live(scene)
    page = scene.view.submit
    if not page.files.paths:
        scene.view.later.producing.pack(scene.folder / "报送包")
        scene.wait(lambda: bool(page.files.paths))
    scene.view.show_step(SUBMIT)


def _live(scene: Scene) -> None:
    """Fix, print, stamp, send back and fix again, once for the whole scene."""
    scene.open()
    view, course = scene.view, scene.view.later.course
    if course.standing.version > 1:
        return
    _fix(scene)
    for status in (Status.PRINTED, Status.STAMPED):
        course.mark(status)
        scene.wait(lambda wanted=status: course.standing.status is wanted)  # type: ignore[misc]
    for place in range(view.stamp.left):
        scene.window.desk.archive.lives.set_tick(view.opened.id, 1, place, place % 2, is_set=True)
    course.return_for_changes("区主管部门", "案例名称与立项文件不一致")
    scene.wait(lambda: not view.opened.app.is_locked)
    view.opened.app.set("scene_name", _RENAMED)
    _fix(scene)
    paper = next(
        path for path in view.final.files.paths if path.suffix == ".pdf" and "第2版" not in path.stem
    )
    scan = scene.folder / "申报书-盖章扫描件.pdf"
    scan.write_bytes(paper.read_bytes() + b"\n% stamped\n")
    view.stamp.scans_chosen.emit([scan])
    scene.wait(lambda: bool(view.stamp.scan_count))


def _fix(scene: Scene) -> None:
    """定稿 and its files."""
    view = scene.view
    view.later.course.finalise(lambda: None)
    scene.wait(lambda: view.later.course.standing.is_locked)
    view.later.producing.export(scene.folder / "导出", False)
    scene.wait(lambda: bool(view.final.files.paths))
    scene.wait(lambda: view.stamp.left > 0)
