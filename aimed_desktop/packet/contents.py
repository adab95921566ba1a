"""What a packet says: its application on its own definition, and the information beside it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from aimed_desktop.application.file import read_application
from aimed_desktop.application.model import Application
from aimed_desktop.definition.definition_source import NOTICE_FILE
from aimed_desktop.definition.library import Library, library_from_sources
from aimed_desktop.errors import UserProblem
from aimed_desktop.packet.payload import APPLICATION, DEFINITION
from aimed_desktop.packet.tag_files import INFORMATION, MAX_TAG_FILE_BYTES, PAYLOAD

MAX_APPLICATION_BYTES = 50 * 1024**2
MAX_DEFINITION_BYTES = 2 * 1024**2
MAX_DEFINITION_FILES = 20


@dataclass(frozen=True, slots=True)
class Contents:
    """An opened packet. `application.files` reads from its `data/`, as long as the packet is open."""

    application: Application
    sources: Mapping[str, bytes]
    information: Mapping[str, str]


def read_contents(root: Path) -> Contents:
    """The contents of the bag at `root`, as `open_packet` yields it.

    UserProblem packet_definition or packet_application where one of them cannot be used.
    """
    sources = read_sources(root)
    application = read_packed_application(root, library_of(sources))
    return Contents(application, sources, read_information(root))


def read_sources(root: Path) -> dict[str, bytes]:
    """The packet's definition files by name: `notice.yaml`, `<form>.yaml`."""
    files = sorted((root / PAYLOAD / DEFINITION).glob("*.yaml"))
    if NOTICE_FILE not in {path.name for path in files}:
        raise UserProblem("packet_definition", reason=f"缺少 {NOTICE_FILE}。")
    if len(files) > MAX_DEFINITION_FILES or any(p.stat().st_size > MAX_DEFINITION_BYTES for p in files):
        raise UserProblem("packet_definition", reason="定义文件过大。")
    return {path.name: path.read_bytes() for path in files}


def library_of(sources: Mapping[str, bytes]) -> Library:
    """The packet's own definition. It comes from a stranger: it is data, and its reader is bounded."""
    try:
        return library_from_sources(sources)
    except UserProblem as problem:
        raise UserProblem("packet_definition", reason=str(problem)) from None


def read_packed_application(root: Path, library: Library) -> Application:
    """The packet's application. UserProblem packet_application where it cannot be used."""
    path = root / PAYLOAD / APPLICATION
    if not path.is_file():
        raise UserProblem("packet_application", reason="没有这个文件。")
    if path.stat().st_size > MAX_APPLICATION_BYTES:
        raise UserProblem("packet_application", reason="文件过大。")
    try:
        return read_application(path, library)
    except UserProblem as problem:
        code = "packet_definition" if "definition" in problem.code else "packet_application"
        raise UserProblem(code, reason=str(problem)) from None


def read_information(root: Path, encoding: str = "utf-8-sig", name: str = INFORMATION) -> dict[str, str]:
    """bag-info.txt: label → value, folded lines joined, the first of a repeated label. Empty if missing."""
    path = root / name
    if not path.is_file() or path.stat().st_size > MAX_TAG_FILE_BYTES:
        return {}
    text = path.read_bytes().decode(encoding, "replace")
    unfolded = re.sub(r"\r\n?|\n", "\n", text)
    unfolded = re.sub(r"\n[ \t]+", " ", unfolded)
    information: dict[str, str] = {}
    for line in unfolded.split("\n"):
        label, colon, value = line.partition(":")
        if colon:
            information.setdefault(label.strip(), value.strip())
    return information
