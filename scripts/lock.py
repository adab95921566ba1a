"""Makes requirements.lock from the ranges of pyproject.toml, laid under the parts that need each package.

One resolution for every system and Python that the project allows, so that Linux and Windows are built
from the same file. Run by scripts/lock.sh.
"""

from __future__ import annotations

import subprocess
import sys
import tomllib
from pathlib import Path

from scripts.locked import LOCK, PART

ROOT = LOCK.parent
WHOLE = ROOT / ".venv-lock" / "whole.txt"  # uv keeps the versions that stand in it where they still fit
HEAD = """\
# Made by scripts/lock.sh from the ranges of pyproject.toml; not edited by hand.
# Every version is fixed and every file known by its hash. `run` is what the program and its own
# installation need, `dev` the tests, `build` the packaging, `lock` the making of this file.
"""
# Beside the build backend named in pyproject.toml, what it needs to install the sources in place.
IN_PLACE = ["editables>=0.5,<1"]
PARTS = ("run", "dev", "build", "lock")
FOREIGN = ("://", "--index", "--extra-index", "--find-links", "--trusted", "file:", "@ ")


def main(arguments: list[str]) -> int:
    """Writes the lock; status 1 where nothing fits or where it would name a place of this machine alone."""
    needs = needs_of_parts(tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8")))
    keep = "--upgrade" not in arguments and LOCK.exists()
    WHOLE.write_text(LOCK.read_text(encoding="ascii") if keep else "", encoding="ascii")
    try:
        resolve([need for part in PARTS for need in needs[part]], "--output-file")
        whole = blocks(WHOLE.read_text(encoding="ascii"))
        names = {part: set(blocks(resolve(needs[part], "--constraint"))) for part in PARTS}
    except subprocess.CalledProcessError as error:
        sys.stderr.write(error.stderr)
        return 1
    text = HEAD + arranged(whole, names)
    if any(word in text for word in FOREIGN):
        sys.stderr.write("requirements.lock would name an index or a path: nothing was written\n")
        return 1
    LOCK.write_text(text, encoding="ascii", newline="\n")
    return 0


def needs_of_parts(project: dict[str, dict[str, object]]) -> dict[str, list[str]]:
    """The ranges that each part asks for itself."""
    extras: dict[str, list[str]] = project["project"]["optional-dependencies"]  # type: ignore[assignment]
    own: list[str] = project["project"]["dependencies"]  # type: ignore[assignment]
    backend: list[str] = project["build-system"]["requires"]  # type: ignore[assignment]
    return {"run": [*own, *backend, *IN_PLACE], **{part: extras[part] for part in PARTS[1:]}}


def resolve(needs: list[str], role: str) -> str:
    """uv's answer in the format of pip's requirement files; `role` is the option that WHOLE stands for."""
    uv = str(Path(sys.executable).with_name("uv"))
    command = [uv, "pip", "compile", "--universal", "--python-version", "3.11", "--generate-hashes"]
    shape = ["--no-header", "--no-annotate", "--quiet", role, str(WHOLE), "-"]
    run = subprocess.run(
        [*command, *shape], input="\n".join(needs), capture_output=True, text=True, check=True, cwd=ROOT
    )
    return run.stdout


def blocks(requirements: str) -> dict[str, str]:
    """Each package's lines by its name; a package may stand more than once, for several systems."""
    found: dict[str, str] = {}
    name = ""
    for line in requirements.splitlines(keepends=True):
        if not line.startswith(" "):
            name = line.partition("==")[0]
        found[name] = found.get(name, "") + line
    return found


def arranged(packages: dict[str, str], names: dict[str, set[str]]) -> str:
    """The packages under the parts that need them; what runs the program is there for every part."""
    groups: dict[tuple[str, ...], str] = {}
    for name, lines in packages.items():
        parts = tuple(part for part in PARTS if name in names[part])
        parts = ("run",) if "run" in parts else parts
        groups[parts] = groups.get(parts, "") + lines
    ordered = sorted(groups, key=lambda parts: [PARTS.index(part) for part in parts])
    return "".join(f"\n{PART}{' '.join(parts)}\n\n{groups[parts]}" for parts in ordered)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
