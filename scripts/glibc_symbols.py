"""Names the files of a folder that need a newer glibc than 麒麟 V10 and 统信 20 have: given the folder."""

from __future__ import annotations

import re
import sys
from pathlib import Path

NEWEST = (2, 28)
VERSION = re.compile(rb"\0GLIBC_(\d+)\.(\d+)(?:\.\d+)?(?=\0)")  # as it stands in an ELF file's table of names


def needed(file: Path) -> tuple[int, int]:
    """The newest glibc that a library or program asks for; (0, 0) for what is neither."""
    content = file.read_bytes()
    if not content.startswith(b"\x7fELF"):
        return (0, 0)
    return max(((int(found[1]), int(found[2])) for found in VERSION.finditer(content)), default=(0, 0))


def main(folder: Path) -> int:
    """Prints the newest glibc needed and each file above the bound; status 1 where there is one."""
    needs = {
        file: needed(file) for file in sorted(folder.rglob("*")) if file.is_file() and not file.is_symlink()
    }
    for file, version in needs.items():
        if version > NEWEST:
            sys.stdout.write(f"{file.relative_to(folder)}: glibc {version[0]}.{version[1]}\n")
    newest = max(needs.values(), default=(0, 0))
    programs = sum(version > (0, 0) for version in needs.values())
    sys.stdout.write(f"glibc {newest[0]}.{newest[1]}, {programs} programs and libraries\n")
    return int(newest > NEWEST or programs == 0)


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
