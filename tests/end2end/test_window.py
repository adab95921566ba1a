"""The real window on a real screen: typed in, killed like by a power cut, reopened with the same words."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from queue import Empty, Queue

import pytest
from PySide6.QtGui import QGuiApplication, QImage
from pytestqt.qtbot import QtBot

from tests.end2end.process import aimed, assert_one_sentence

PATIENCE_SECONDS = 60


class Window:
    """A running program and what it says."""

    def __init__(self, environment: dict[str, str]) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-m", "tests.end2end.typist"],
            env={**os.environ, "AIMED_PASSPHRASE": "真窗口测试用的口令", **environment},
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            encoding="utf-8",
        )
        self._lines: Queue[str] = Queue()
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()

    def wait_for(self, word: str) -> str:
        """The first line that begins with `word`."""
        while True:
            try:
                line = self._lines.get(timeout=PATIENCE_SECONDS)
            except Empty:
                self.process.kill()
                pytest.fail(f"the window never said {word}: {self.process.communicate()[1]}")
            if line.startswith(word):
                return line

    def _read(self) -> None:
        assert self.process.stdout is not None
        for line in self.process.stdout:
            self._lines.put(line.rstrip("\n"))
        self._lines.put("ended")


@contextmanager
def window(**environment: str) -> Iterator[Window]:
    running = Window(environment)
    try:
        yield running
    finally:
        running.process.kill()
        running.process.communicate(timeout=PATIENCE_SECONDS)


def screen() -> QImage:
    """What stands on the screen now."""
    return QGuiApplication.primaryScreen().grabWindow(0).toImage()


def has_ink(image: QImage) -> bool:
    """Whether more than one colour can be seen."""
    colours = {image.pixel(x, y) for x in range(0, image.width(), 7) for y in range(0, image.height(), 7)}
    return len(colours) > 8


def test_words_typed_into_the_real_window_outlive_a_power_cut(
    qtbot: QtBot, data_dir: Path, tmp_path: Path
) -> None:
    with window(TYPIST_FORM="wuhan-2026-1", TYPIST_FIELD="results", TYPIST_TEXT="窗口里打的字") as first:
        opened = first.wait_for("opened").split()
        first.wait_for("saved")
        qtbot.waitUntil(lambda: has_ink(screen()), timeout=10_000)
        screen().save(str(tmp_path / "window.png"))
        first.process.kill()

    with window(TYPIST_FIELD="results") as second:
        cursor = second.wait_for("cursor")
        again = second.wait_for("opened")
    assert again.split()[1] == opened[1], "the same application"
    assert again.split()[2] == "results", "the same field"
    assert cursor == "cursor 3"
    assert "窗口里打的字" in again


def test_a_second_start_brings_the_first_window_forward_and_ends(data_dir: Path) -> None:
    with window(TYPIST_FORM="wuhan-2026-1", TYPIST_FIELD="results") as first:
        first.wait_for("opened")
        second = aimed()
        assert (second.status, second.err) == (0, "")
        first.wait_for("forward")
        assert first.process.poll() is None
    with window(TYPIST_FIELD="results") as again:
        again.wait_for("opened")  # a killed window holds nothing


def test_without_a_display_there_is_one_sentence_and_status_3(data_dir: Path) -> None:
    run = aimed(environment={"DISPLAY": None, "WAYLAND_DISPLAY": None, "QT_QPA_PLATFORM": None})
    assert_one_sentence(run, 3)


def test_a_display_that_does_not_answer_is_one_sentence_and_status_3(data_dir: Path) -> None:
    run = aimed(environment={"DISPLAY": ":4711", "WAYLAND_DISPLAY": None, "QT_QPA_PLATFORM": None})
    assert_one_sentence(run, 3)


def test_the_self_test_passes_without_a_display(data_dir: Path) -> None:
    run = aimed("--self-test", environment={"DISPLAY": None, "WAYLAND_DISPLAY": None})
    assert run.status == 0, run
    assert "自检通过" in run.out
