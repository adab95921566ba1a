"""One run of the demo serves every end-to-end test that needs a packet or an archive."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.end2end.process import Run, aimed


@dataclass(frozen=True)
class Demo:
    """A finished demo and what it left. Tests read it; none may change it."""

    folder: Path
    run: Run

    @property
    def packet(self) -> Path:
        """The zipped packet."""
        (packet,) = (self.folder / "报送包").glob("*.zip")
        return packet

    @property
    def archive(self) -> list[str]:
        """The arguments that open its archive."""
        from aimed_desktop.demo import DEMO_PASSPHRASE

        passphrase = self.folder / "passphrase.txt"
        passphrase.write_text(DEMO_PASSPHRASE, encoding="utf-8")
        return ["--data-dir", str(self.folder / "数据"), "--passphrase-file", str(passphrase)]


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Demo:
    """`aimed demo wuhan-2026-1` with no display, no locale and a home of its own."""
    base = tmp_path_factory.mktemp("demo")
    bare = {"DISPLAY": None, "WAYLAND_DISPLAY": None, "LANG": "C", "LC_ALL": "C", "PYTHONUTF8": None}
    home = {"HOME": str(base / "home"), "AIMED_DATA_DIR": str(base / "untouched")}
    run = aimed("demo", "wuhan-2026-1", "-o", base / "out", environment={**bare, **home})
    return Demo(base / "out", run)


@pytest.fixture(scope="session")
def example(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The example application as a file, its pictures and materials beside it."""
    target = tmp_path_factory.mktemp("example") / "application.json"
    run = aimed("new", "wuhan-2026-1", "--example", "-o", target)
    assert run.status == 0, run
    return target
