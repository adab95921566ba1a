"""What is named to be read is a file of bearable size, or a sentence says what it is."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from aimed_desktop.errors import UserProblem
from aimed_desktop.exit_status import ExitStatus
from aimed_desktop.files.reading import open_regular, read_regular

PIPE, DEVICE, FOLDER = "pipe", "device", "folder"
ENDINGS = ("", ".yaml", ".zip", ".pdf")


def special(kind: str, path: Path) -> Path:
    """A pipe that nobody writes to, a device without an end, a folder."""
    if kind == PIPE:
        os.mkfifo(path)
    elif kind == DEVICE:
        path.symlink_to("/dev/zero")
    else:
        path.mkdir()
    return path


@pytest.mark.parametrize("kind", [PIPE, DEVICE])
def test_neither_a_pipe_nor_a_device_is_opened(tmp_path: Path, kind: str) -> None:
    with pytest.raises(UserProblem) as refused:
        open_regular(special(kind, tmp_path / "a"))
    assert (refused.value.code, refused.value.status) == ("file_is_device", ExitStatus.UNUSABLE_INPUT)


def test_a_socket_a_folder_and_nothing_are_told_apart(tmp_path: Path) -> None:
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind(str(tmp_path / "s"))
        codes = []
        for name in ("s", ".", "gone", "nul\0"):
            with pytest.raises(UserProblem) as refused:
                open_regular(tmp_path / name)
            codes.append(refused.value.code)
    assert codes == ["file_is_device", "file_is_folder", "file_missing", "file_missing"]


def test_a_file_beyond_the_limit_is_refused_before_it_is_read(tmp_path: Path) -> None:
    with (tmp_path / "a").open("wb") as file:
        file.truncate(2**40)  # a terabyte of nothing: reading it would not end
    with pytest.raises(UserProblem, match="2 MB"):
        read_regular(tmp_path / "a", 2 * 1024**2)
    (tmp_path / "b").write_bytes(b"x" * 100)
    assert read_regular(tmp_path / "b", 100) == b"x" * 100
    with pytest.raises(UserProblem):
        read_regular(tmp_path / "b", 99)


COMMANDS = {
    "check": ["check", "{}"],
    "export": ["export", "{}", "-o", "out"],
    "pack": ["pack", "{}", "-o", "out"],
    "scan of pack": ["pack", "good.json", "-o", "out", "--scan", "{}"],
    "verify": ["verify", "{}"],
    "summary": ["summary", "wuhan-2026-5", "{}", "-o", "out.xlsx"],
    "summary --with": ["summary", "wuhan-2026-5", "good.json", "--with", "{}", "-o", "out.xlsx"],
    "archive add": ["archive", "add", "{}"],
    "archive recover": ["--data-dir", "other", "archive", "recover", "{}"],
    "passphrase": ["--passphrase-file", "{}", "archive", "list"],
    "count": ["count", "{}"],
    "forms check": ["forms", "check", "{}"],
}


@pytest.fixture(scope="module")
def commands_told(tmp_path_factory: pytest.TempPathFactory) -> dict[tuple[str, str, str], tuple[int, str]]:
    """Every command on every special input, in a process of little memory that may not wait for long."""
    folder = tmp_path_factory.mktemp("special")
    for kind in (PIPE, DEVICE, FOLDER):
        for ending in ENDINGS:
            special(kind, folder / f"{kind}{ending}")
    script = """
import contextlib, faulthandler, io, json, resource, sys
resource.setrlimit(resource.RLIMIT_AS, (2 << 30, 2 << 30))
faulthandler.dump_traceback_later(300, exit=True)  # what waits for ever is named
from aimed_desktop.cli import main
told = []
main(["new", "wuhan-2026-1", "--example", "-o", "good.json"])
for name, arguments in json.load(sys.stdin):
    said = io.StringIO()
    with contextlib.redirect_stderr(said), contextlib.redirect_stdout(io.StringIO()):
        status = main(["--data-dir", "data", *arguments] if arguments[0] != "--data-dir" else arguments)
    told.append([name, status, said.getvalue()])
print("\\n" + json.dumps(told))
"""
    wanted = [
        ([what, kind, ending], [word.format(f"{kind}{ending}") for word in words])
        for what, words in COMMANDS.items()
        for kind in (PIPE, DEVICE, FOLDER)
        for ending in ((".pdf",) if "scan" in what else ENDINGS)
    ]
    environ = dict(os.environ, AIMED_PASSPHRASE="correct horse battery 9")
    ran = subprocess.run(
        [sys.executable, "-c", script],
        cwd=folder,
        env=environ,
        input=json.dumps(wanted),
        capture_output=True,
        text=True,
        check=False,
    )
    assert ran.returncode == 0, ran.stderr[-2000:]
    return {
        (name[0], name[1], name[2]): (status, said)
        for name, status, said in json.loads(ran.stdout.splitlines()[-1])
    }


@pytest.mark.parametrize("what", COMMANDS)
def test_every_command_answers_what_is_no_file_with_a_sentence(
    commands_told: dict[tuple[str, str, str], tuple[int, str]], what: str
) -> None:
    for (command, kind, ending), (status, said) in commands_told.items():
        if command == what:
            is_folder_of_forms = command == "forms check" and kind == FOLDER
            assert status == (1 if is_folder_of_forms else 2), (kind, ending, said)
            assert said.strip().endswith(("。", "）。")), (kind, ending, said)
            assert "程序内部出错" not in said
