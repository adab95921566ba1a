"""What the window can do with an application, services do: called here in a process that has no window."""

from __future__ import annotations

import json
import os
import pkgutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

import aimed_desktop.desktop
import aimed_desktop.services
from aimed_desktop.paths import ROOT

LPSTAT = '#!/bin/sh\nif [ "$1" = -e ]; then printf "科教科\\n办公室\\n"; else echo "default: 办公室"; fi\n'
LP = '#!/bin/sh\necho "$*" >> "$(dirname "$0")/told"\necho "request id is 办公室-7 (1 file(s))"\n'


@pytest.fixture(scope="module")
def tools(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A printing system whose `lp` notes what it was given."""
    folder = tmp_path_factory.mktemp("bin")
    for name, script in (("lpstat", LPSTAT), ("lp", LP)):
        (folder / name).write_text(script, encoding="utf-8")
        (folder / name).chmod(0o755)
    return folder


@pytest.fixture(scope="module")
def road(tools: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """What came about on the way from a blank archive to the summary."""
    folder = tmp_path_factory.mktemp("road")
    environ = {**os.environ, "PATH": f"{tools}:{os.environ['PATH']}", "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-W", "error", "-m", "tests.core.services.road", str(folder)]
    run = subprocess.run(command, cwd=ROOT, env=environ, capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stderr
    return json.loads(run.stdout)  # type: ignore[no-any-return]


def test_no_window_is_needed_for_any_of_it(road: dict[str, Any]) -> None:
    assert road["qt"] == []


def test_what_is_typed_is_saved_and_comes_back_from_an_earlier_version(road: dict[str, Any]) -> None:
    assert road["saved"] == "写错的名称"
    assert len(road["changed"]) == 1
    assert road["brought_back"]
    assert road["errors"] == []
    told, lines = road["numbers"]
    assert told == f"共 {lines} 个数字"


def test_chapters_go_out_and_come_back_with_nothing_new(road: dict[str, Any]) -> None:
    assert road["offered"] > 1
    assert road["untouched"] == 0
    assert road["left_alone"] == 1


def test_pictures_and_papers_are_kept_each_once(road: dict[str, Any]) -> None:
    assert (road["picture"], road["material"]) == ("files/现场.png", "files/证明.pdf")
    assert road["twin"] == "files/证明.pdf"


def test_a_fixed_version_is_exported_and_printed(road: dict[str, Any], tools: Path) -> None:
    assert (road["version"], road["exported"]) == (1, [".docx", ".pdf"])
    assert road["printed"] == ["办公室", "办公室-7", "整套，每份 11 页，2 份，纸 22 张", "已打印"]
    told = (tools / "told").read_text(encoding="utf-8")
    assert told.startswith("-d 办公室 -t 整套打印-第1版-2份-")
    assert told.endswith(" -o print-scaling=none -o sides=one-sided -- -\n")


def test_a_stamped_scan_is_judged_kept_and_ticked_off(road: dict[str, Any]) -> None:
    assert (road["scans"], road["refused_scans"]) == (1, 2)
    assert road["drawn"]
    assert road["judged"] == ["盖章扫描.pdf"]
    assert road["ticks_left"] == 1
    assert "error" not in road["scan_findings"]
    assert road["stamped"] == "已盖章"


def test_the_packet_is_whole_and_kept(road: dict[str, Any]) -> None:
    assert (road["packet_errors"], road["packet_ok"], road["packets"]) == (0, True, 1)
    assert road["handed_in"] == "已报送"


def test_packets_are_summed_up_written_and_kept(road: dict[str, Any]) -> None:
    assert (road["summary_sources"], road["summary_rows"]) == (["完整"], 1)
    assert road["summary_files"] == [".docx", ".pdf", ".xlsx"]
    assert road["summary_base"] == [True]
    assert road["summary_without"] == ["已移出"]


def test_an_application_goes_out_as_files_and_comes_in_as_another(road: dict[str, Any]) -> None:
    assert road["taken_in"] == [True, True]
    assert sorted(road["listed"]) == ["已报送", "草稿"]


@pytest.mark.parametrize("package", [aimed_desktop.services, aimed_desktop.desktop])
def test_every_module_of_services_and_desktop_is_imported_without_a_window(package: Any) -> None:
    names = [f"{package.__name__}.{module.name}" for module in pkgutil.iter_modules(package.__path__)]
    code = f"import sys, {', '.join(names)}; sys.exit('PySide6' in sys.modules)"
    assert len(names) > 3
    assert subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=False).returncode == 0
