"""Prints the .def file of a library that answers with the functions of another: `make_forwarder.py NEW OLD`.

It reads what `objdump -p` prints of the other one. PySide6 and cryptography ask python3.dll, Python's stable
interface, which is such a library. `--own FILE.c` names the functions that the library has itself: those that
FILE.c calls `own_…`, also by its macros.
"""

from __future__ import annotations

import argparse
import re
import sys
from pathlib import Path

_EXPORT = re.compile(r"^\s+\[\s*\d+\]\s+(?:\S+\s+)*?([A-Za-z_?@$][\w?@$]*)\s*$")
_OWN = re.compile(r"own_(\w+)\(|(?:REAL_OF|NUMBER_OF)\((c\w+)\)")


def exports(table: str) -> list[str]:
    """The names of the export table in objdump's words."""
    _, _, names = table.partition("[Ordinal/Name Pointer] Table")
    return sorted({match[1] for line in names.splitlines() if (match := _EXPORT.match(line))})


def own_names(source: str) -> set[str]:
    """The functions that a library's C source has itself; a macro makes each for three kinds of numbers."""
    names = set()
    for plain, family in _OWN.findall(source):
        names |= {plain} if plain else {family, f"{family}f", f"{family}l"}
    return names


def definition(library: str, target: str, names: list[str], own: set[str]) -> str:
    """The text of the .def file."""
    answers = (f"{name} = own_{name}" if name in own else f"{name} = {target}.{name}" for name in names)
    return "\n".join([f"LIBRARY {library}.dll", "EXPORTS", *answers]) + "\n"


def main() -> None:
    """Print it."""
    parser = argparse.ArgumentParser()
    parser.add_argument("library")
    parser.add_argument("target")
    parser.add_argument("--own", type=Path)
    arguments = parser.parse_args()
    own = own_names(arguments.own.read_text(encoding="utf-8")) if arguments.own else set()
    sys.stdout.write(definition(arguments.library, arguments.target, exports(sys.stdin.read()), own))


if __name__ == "__main__":
    main()
