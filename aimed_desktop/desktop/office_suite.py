"""The office suite of this machine (LibreOffice), started to turn a file of Word, Excel or WPS into a PDF."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from time import monotonic
from typing import Final

from aimed_desktop.desktop.system_programs import system_environment
from aimed_desktop.errors import UserProblem
from aimed_desktop.files.modes import write_new
from aimed_desktop.files.reading import read_regular
from aimed_desktop.files.workspace import fresh_folder
from aimed_desktop.stopping import checkpoint

_PATIENCE_SECONDS: Final = 120
_LOOK_SECONDS: Final = 0.1
_MOST_BYTES: Final = 256 * 1024**2
_NO_WINDOW: Final = 0x08000000  # of a console program on Windows
# A stranger's file: no macros run, and nothing that it links to is loaded.
_PROFILE: Final = b"""<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Common/Security/Scripting">
<prop oor:name="MacroSecurityLevel" oor:op="fuse"><value>3</value></prop>
<prop oor:name="DisableMacrosExecution" oor:op="fuse"><value>true</value></prop>
<prop oor:name="BlockUntrustedRefererLinks" oor:op="fuse"><value>true</value></prop>
</item>
</oor:items>
"""


def office_suite() -> Path | None:
    """The program that converts; None where no suite is installed that can do so by itself."""
    found = next((path for name in ("soffice", "libreoffice") if (path := shutil.which(name))), None)
    if found is not None:
        return Path(found)
    return next((path for path in _usual_places() if path.is_file()), None)


def pdf_of(content: bytes, ending: str, temporary: Path | None = None) -> bytes | None:
    """The file as a PDF; None where no suite is installed or it cannot be converted.

    `ending`: that of its name, as `.docx`. `temporary`: where files stand meanwhile, usually the data folder.
    """
    program = office_suite()
    if program is None:
        return None
    with fresh_folder(temporary) as folder:
        settings = folder / "profile" / "user"
        settings.mkdir(parents=True)
        write_new(settings / "registrymodifications.xcu", _PROFILE)
        write_new(folder / f"paper{ending}", content)
        _run(program, folder, f"paper{ending}")
        try:
            return read_regular(folder / "out" / "paper.pdf", _MOST_BYTES)
        except UserProblem:
            return None


def _run(program: Path, folder: Path, name: str) -> None:
    """Convert, and wait until it is done, has failed or takes too long. Stopped at a checkpoint."""
    command = [
        str(program), f"-env:UserInstallation={(folder / 'profile').as_uri()}",
        "--headless", "--norestore", "--nologo", "--nolockcheck", "--nodefault",
        "--convert-to", "pdf", "--outdir", str(folder / "out"), str(folder / name),
    ]  # fmt: skip
    try:
        running = subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            env=system_environment(),
            start_new_session=True,
            creationflags=_NO_WINDOW if sys.platform == "win32" else 0,
        )
    except OSError:
        return
    until = monotonic() + _PATIENCE_SECONDS
    try:
        while monotonic() < until:
            checkpoint()
            with suppress(subprocess.TimeoutExpired):
                running.wait(_LOOK_SECONDS)
                return
    finally:
        _end(running)


def _end(running: subprocess.Popen[bytes]) -> None:
    """End it with what it has started itself."""
    if running.poll() is not None:
        return
    if sys.platform == "win32":
        running.kill()
    else:
        with suppress(ProcessLookupError):
            os.killpg(running.pid, signal.SIGKILL)
    running.wait()


def _usual_places() -> Iterator[Path]:
    """Where its installer puts it without a word in PATH."""
    if sys.platform == "win32":
        for variable in ("ProgramFiles", "ProgramFiles(x86)"):
            if root := os.environ.get(variable):
                yield Path(root) / "LibreOffice" / "program" / "soffice.exe"
        return
    for root in sorted(Path("/opt").glob("libreoffice*"), reverse=True):
        yield root / "program" / "soffice"
