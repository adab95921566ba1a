"""From 定稿 to 报送 by keys in the real window, with 取消 pressed at every step before it is taken."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from threading import Event

import pytest
from PySide6.QtWidgets import QApplication, QLabel

from aimed_desktop import stopping
from aimed_desktop.packet.verify import verify
from tests.end2end.office_day import OfficeDay
from tests.end2end.test_two_lives import MATCHING_MS, begin_example, day, printed, window
from tests.ui.test_scan_pile import scans
from ui.shell.main_window import MainWindow
from ui.widgets.progress import ProgressPanel, tasks_in

__all__ = ["day", "printed", "window"]  # fixtures

CANCEL = "Shift+Esc"
MOST_HELD = 60  # seconds


class Holding:
    """While it is closed, work with 取消 waits at its checkpoints until that is pressed or it is let pass."""

    def __init__(self) -> None:
        self.is_closed = False
        self.passed: list[Event] = []
        self._is_wanted = stopping.is_stop_wanted

    def is_stop_wanted(self) -> bool:
        asked = stopping._is_wanted.get()
        wanted = getattr(asked, "__self__", None)  # of work on the panel, the event that 取消 sets
        if isinstance(wanted, Event):
            for _ in range(MOST_HELD * 20):
                if not self.is_closed or wanted in self.passed or wanted.wait(0.05):
                    break
        return self._is_wanted()


@pytest.fixture
def holding(monkeypatch: pytest.MonkeyPatch) -> Iterator[Holding]:
    made = Holding()
    monkeypatch.setattr(stopping, "is_stop_wanted", made.is_stop_wanted)
    yield made
    made.is_closed = False


class Canceller:
    """Presses 取消 while a step is under way, and looks at what is left of it."""

    def __init__(self, day: OfficeDay, holding: Holding, files: Path) -> None:
        self._day, self._holding, self._files = day, holding, files

    def cancel(self, work: str, begin: Callable[[], None], told: str) -> set[Path]:
        """Begun and cancelled once `work` goes on, which is told; the files that are there for all that."""
        before = self.made()
        self._holding.is_closed = True
        begin()
        try:
            self._day.wait(lambda: self._is_under_way(work))
        except Exception as error:
            raise AssertionError(f"“{work}” is not under way: {self._day.screen()}") from error
        self._day.press(CANCEL)
        self._day.sees(told)
        self._holding.is_closed = False
        self._day.wait(lambda: "正在取消" not in "".join(shown()))
        return self.made() - before

    def made(self) -> set[Path]:
        """The files in the folder of the clerk."""
        return {path for path in self._files.rglob("*") if path.is_file()}

    def _is_under_way(self, work: str) -> bool:
        """What comes before it, or beside it, goes on."""
        top = QApplication.activeWindow()
        others = [each for each in tasks_in(top) if work not in each.words] if top is not None else []
        self._holding.passed += [each.stop_wanted for each in others]
        return work in "".join(shown())


def shown() -> list[str]:
    """What the panel of the window that has the keys tells."""
    top = QApplication.activeWindow()
    panel = top.findChild(ProgressPanel) if top is not None else None
    return [] if panel is None else [each.text() for each in panel.findChildren(QLabel) if each.isVisible()]


def test_every_step_is_cancelled_once_and_taken_the_second_time(
    day: OfficeDay, window: MainWindow, holding: Holding, printed: Callable[[], list[bytes]], tmp_path: Path
) -> None:
    begin_example(day, "wuxi-2026")
    view = window.view
    assert view is not None
    canceller = Canceller(day, holding, tmp_path / "文件")

    def cancel(work: str, begin: Callable[[], None], told: str) -> None:
        assert canceller.cancel(work, begin, told) == set(), work

    day.press("Alt+4")

    def fix() -> None:
        day.push_button("定稿（第1版）")

    cancel("正在定稿", fix, "没有定稿")
    day.sees_status("草稿")
    cancel("正在导出", fix, "已取消导出，没有留下文件。")
    day.sees_status("定稿 第1版")
    assert canceller.made() == set()
    day.push_button("重新导出文件")
    day.sees("已导出 9 个文件")

    cancel("正在准备打印", lambda: day.press("Ctrl+P"), "已取消")
    day.press("Ctrl+P")
    day.dialog("整套打印")
    cancel("正在合成打印文件", lambda: day.push_button("存为打印用 PDF"), "已取消")
    day.press("Ctrl+P")
    day.dialog("整套打印")
    day.push_button("存为打印用 PDF")
    day.sees("打印用 PDF 已存好")
    day.press("Ctrl+P")
    day.dialog("整套打印")
    cancel("正在合成打印文件", lambda: day.press("Return"), "已取消打印，没有文件送到打印机。")
    assert not printed()
    day.press("Ctrl+P")
    day.dialog("整套打印")
    day.press("Return")
    day.is_left_alone()
    day.sees_status("已打印 第1版")
    assert len(printed()) == 1

    day.press("Alt+5")
    cancel("正在生成用印审签单", lambda: day.push_button("生成用印审签单"), "已取消，没有留下文件。")
    day.push_button("生成用印审签单")
    day.sees("已生成 1 个文件，双击可打开。")
    pile = scans(view, tmp_path, 0, 1, 2, 3, 4, 5)
    cancel("正在读取扫描件", lambda: day.give("＋ 添加扫描件", *pile), "已取消")
    cancel("正在保存扫描件", lambda: day.give("＋ 添加扫描件", *pile), "已取消")
    day.give("＋ 添加扫描件", *pile)
    day.wait(lambda: view.stamp.pages.text() == "6 页都对上了。", MATCHING_MS)
    day.press("Alt+5")
    refuse_once(day, "标记为已盖章")
    day.sees_status("已盖章 第1版")

    day.press("Alt+6")
    pack = "生成报送包并归档"
    cancel("正在打包", lambda: day.push_button(pack), "已取消打包，没有留下文件。")
    kept_out = canceller.cancel("正在把报送包存进档案库", lambda: day.push_button(pack), "没有存进档案库")
    (packet,) = (path for path in kept_out if path.suffix == ".zip")
    assert verify(packet).ok, "what was made before is whole"
    day.push_button(pack)
    day.sees("报送包已生成，并已存进档案库。")
    for key in ("Esc", "Return"):
        day.push_button("标记为已报送…", back=True)
        day.dialog("标记为已报送")
        assert window.top.status.text() == "已盖章 第1版"
        day.press(key)
        day.is_left_alone()
    day.sees_status("已报送 第1版")

    (kept,) = window.desk.archive.list()
    assert kept.status == "已报送" and window.desk.archive.verify() == []
    assert len(window.desk.archive.packets(kept.id)) == 1
    assert [path for path in canceller.made() if path.name.startswith(".") or path.suffix == ".part"] == []


def refuse_once(day: OfficeDay, words: str) -> None:
    """What speaks against it is asked about: left by Esc, then answered."""
    for keys in (("Esc",), ("Space", "Return")):
        day.push_button(words)
        day.wait(lambda: QApplication.activeModalWidget() is not None)
        day.press(*keys)
        day.is_left_alone()
