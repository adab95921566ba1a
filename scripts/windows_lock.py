"""Prints what requirements.lock holds for the program on Windows, as pip takes it on any system.

pip judges markers by the system that it runs on, also where it downloads for another one: here they are
judged for Windows and left out.
"""

from __future__ import annotations

import re
import sys
import tomllib

from packaging.markers import Marker
from packaging.requirements import Requirement

from scripts.locked import LOCK, lines_for, parts_of

PROJECT = LOCK.with_name("pyproject.toml")
WINDOWS = {
    "sys_platform": "win32",
    "os_name": "nt",
    "platform_system": "Windows",
    "platform_machine": "AMD64",
    "platform_python_implementation": "CPython",
    "implementation_name": "cpython",
    "python_version": "3.11",
    "python_full_version": "3.11.9",
    "extra": "",
}
_BLOCK = re.compile(r"^\S.*\n(?:^[ ]+.*\n?)*", re.MULTILINE)


def blocks_for_windows(lines: list[str]) -> dict[str, str]:
    """The lines of each package that Windows needs, by its name, without their marker."""
    found = {}
    for block in _BLOCK.findall("\n".join(lines) + "\n"):
        head, _, hashes = block.partition(" \\\n")
        pin, _, marker = head.partition(" ; ")
        if not marker or Marker(marker).evaluate(WINDOWS):
            found[pin.partition("==")[0]] = f"{pin} \\\n{hashes}"
    return found


def names_needed(requirements: list[str]) -> list[str]:
    """The packages that requirements such as `colorama; sys_platform == "win32"` ask for on Windows."""
    needs = [Requirement(line) for line in requirements]
    return [canonical(need.name) for need in needs if not need.marker or need.marker.evaluate(WINDOWS)]


def canonical(name: str) -> str:
    """A package's name as the lock writes it."""
    return re.sub(r"[-_.]+", "-", name).lower()


def needs_of_program() -> list[str]:
    """What pyproject.toml says that the program itself needs."""
    project = tomllib.loads(PROJECT.read_text(encoding="utf-8"))
    return names_needed(project["project"]["dependencies"])


if __name__ == "__main__":
    sys.stdout.write(
        "".join(blocks_for_windows(lines_for(parts_of(sys.argv[1]), LOCK.read_text("ascii"))).values())
    )
