"""Which files in some folders are definitions, and which were meant to be but cannot be found as such."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from aimed_desktop.definition.definition_source import ENDING, NOTICE_FILE
from aimed_desktop.definition.problem import Problem

_OTHER_ENDINGS = (".yml", ".yaml.txt", ".yml.txt", ".yaml.yaml")


def definition_files(paths: Sequence[Path]) -> list[Path]:
    """The notices and forms; a folder stands for itself and for the notices in it."""
    files: dict[Path, None] = {}
    for path in paths:
        folders = [path, *_inner(path)] if path.is_dir() and not is_notice(path) else [path]
        for folder in folders:
            found = sorted(folder.glob(f"*{ENDING}")) if folder.is_dir() else [folder]
            files.update(dict.fromkeys(file for file in found if file.suffix == ENDING))
    return list(files)


def misplaced(paths: Sequence[Path]) -> list[Problem]:
    """Files with another ending, folders in which nothing is found: nobody would notice them else."""
    return [problem for path in paths for problem in _misplaced(path)]


def is_notice(folder: Path) -> bool:
    """Whether the folder holds a notice."""
    return (folder / NOTICE_FILE).is_file()


def _misplaced(path: Path) -> Iterator[Problem]:
    if path.is_file():
        yield from _ending(path, named=True)
        return
    inner = [] if is_notice(path) else _inner(path)
    for folder in (path, *inner):
        wrong = [problem for file in sorted(folder.iterdir()) for problem in _ending(file)]
        yield from wrong
        has_forms = any(folder.glob(f"*{ENDING}"))
        if not (has_forms or wrong or (folder == path and inner)):
            yield Problem(str(folder), 1, _nothing(folder))


def _ending(file: Path, named: bool = False) -> Iterator[Problem]:
    """`named`: the user says that it is a definition."""
    name = file.name.lower()
    wrong = name.endswith(_OTHER_ENDINGS) or (name.endswith(ENDING) and file.suffix != ENDING)
    wrong |= named and file.suffix != ENDING
    if wrong and file.is_file():
        stem = name.split(".")[0]
        hint = (
            "；记事本会悄悄加上 .txt，请在文件夹的“查看”里勾选“文件扩展名”再改名"
            if name.endswith(".txt")
            else ""
        )
        yield Problem(str(file), 1, f"文件名应以 {ENDING} 结尾，请改名为 {stem}{ENDING}{hint}。")


def _nothing(folder: Path) -> str:
    for inner in _inner(folder):
        if is_notice(inner):
            return f"多套了一层文件夹：{NOTICE_FILE} 在里面的“{inner.name}”里，请把它直接放到这一层。"
    return f"这个文件夹里没有通知（{NOTICE_FILE}）和申报表（{ENDING}）。"


def _inner(folder: Path) -> list[Path]:
    return sorted(child for child in folder.iterdir() if child.is_dir() and child.name[0] not in "._")
