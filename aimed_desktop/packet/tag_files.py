"""The tag files of a BagIt bag as RFC 8493 and the drafts before it say: bagit.txt, manifests, fetch.txt."""

from __future__ import annotations

import codecs
import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from aimed_desktop.errors import UserProblem
from aimed_desktop.files.reading import read_regular
from aimed_desktop.packet.entries import unsafe

DECLARATION = "bagit.txt"
INFORMATION = "bag-info.txt"
FETCH = "fetch.txt"
PAYLOAD = "data"
MAX_TAG_FILE_BYTES = 16 * 1024**2

_MAX_DECLARATION_BYTES = 4096
_VERSIONS = ("0.93", "0.94", "0.95", "0.96", "0.97", "1.0")
_DECLARED = re.compile(
    r"BagIt-Version: (\d+\.\d+)[ \t]*(?:\r\n|\n|\r)Tag-File-Character-Encoding: (\S+)[ \t]*(?:\r\n|\n|\r)*"
)
_VERSION = re.compile(r"^[ \t]*BagIt-Version[ \t]*:[ \t]*(\S+)", re.MULTILINE | re.IGNORECASE)
_ENCODING = re.compile(r"^[ \t]*Tag-File-Character-Encoding[ \t]*:[ \t]*(\S+)", re.MULTILINE | re.IGNORECASE)
_NO_CHARSETS = ("idna", "punycode", "unicode_escape", "raw_unicode_escape", "undefined", "utf_7", "utf-7")
_MANIFEST_NAME = re.compile(r"(tag)?manifest-([\w-]+)\.txt")
_LINE_END = re.compile(r"\r\n|\n|\r")
_ENTRY = re.compile(r"[ \t]*([0-9A-Fa-f]+)[ \t]+(\*?)((?:\./)*)(.+)")
_FETCHED = re.compile(r"\S+[ \t]+(?:\d+|-)[ \t]+(.+)")
_OUTSIDE = re.compile(r"[/\\]|[A-Za-z]:|(?:.*[/\\])?\.\.(?:[/\\]|$)")
_ALGORITHMS = {
    re.sub(r"\W|_", "", name): name for name in hashlib.algorithms_guaranteed if not name.startswith("shake")
}


@dataclass(frozen=True, slots=True)
class Declaration:
    """What bagit.txt declares. `reasons`: what the standard does not allow in it."""

    version: str
    encoding: str
    reasons: tuple[str, ...] = ()

    @property
    def is_final(self) -> bool:
        """Version 1.0, the RFC itself: stricter than the drafts."""
        return self.version == "1.0"


@dataclass(slots=True)
class Manifest:
    """One manifest. `algorithm` is None where we cannot compute it; `entries`: path → digest.

    `reasons` break the standard, `remarks` are only unusual.
    """

    name: str
    is_tag: bool
    algorithm: str | None
    entries: dict[str, str] = field(default_factory=dict)
    reasons: list[str] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)


def read_declaration(root: Path) -> Declaration:
    """bagit.txt. UserProblem where it declares no version that is read here, or an unknown encoding."""
    data = read_regular(root / DECLARATION, _MAX_DECLARATION_BYTES, UserProblem("packet_not_a_packet"))
    reasons = ["开头有 BOM"] if data.startswith(codecs.BOM_UTF8) else []
    text = data.decode("utf-8-sig", "replace")
    version, encoding = _VERSION.search(text), _ENCODING.search(text)
    if version is None:
        raise UserProblem("packet_not_a_packet")
    if version[1] not in _VERSIONS:
        raise UserProblem("packet_version", version=version[1][:20])
    if encoding is None:
        reasons.append("没有写明文字编码")
    elif _DECLARED.fullmatch(text) is None:
        reasons.append("应正好是两行，冒号前没有空格")
    return Declaration(version[1], _charset(encoding[1] if encoding else "UTF-8"), tuple(reasons))


def manifests_of(root: Path, names: set[str], declared: Declaration) -> list[Manifest]:
    """The manifests among the bag's files `names`, read. UserProblem for an entry that leaves the bag."""
    found = ((name, _MANIFEST_NAME.fullmatch(name)) for name in sorted(names))
    return [_read_manifest(root / name, kind, declared) for name, kind in found if kind]


def fetched_names(root: Path, declared: Declaration) -> tuple[list[str], list[str]]:
    """The payload files that fetch.txt lists, and what is wrong with it. Nothing is ever fetched."""
    text, reasons = _text(root / FETCH, declared)
    names = []
    for number, line in _lines(text):
        found = _FETCHED.fullmatch(line)
        if found is None:
            reasons.append(f"第 {number} 行看不懂")
            continue
        names.append(_inside(_decoded(found[1].strip(), declared)))
    return names, reasons


def _charset(name: str) -> str:
    try:
        found = codecs.lookup(name)
    except LookupError:
        found = None
    # a codec such as zip is none of text, and some take quadratic time on what a stranger wrote
    if found is None or not getattr(found, "_is_text_encoding", True) or found.name in _NO_CHARSETS:
        raise UserProblem("packet_manifest", name=DECLARATION, reason="不认识它写的文字编码")
    return "utf-8-sig" if found.name == "utf-8" else found.name


def _read_manifest(path: Path, kind: re.Match[str], declared: Declaration) -> Manifest:
    algorithm = _ALGORITHMS.get(re.sub(r"\W|_", "", kind[2]).lower())
    made = Manifest(path.name, kind[1] is not None, algorithm)
    if algorithm is None:
        made.reasons.append("校验算法不支持")
    text, reasons = _text(path, declared)
    made.reasons += reasons
    for number, line in _lines(text):
        _take_line(made, number, line, declared)
    return made


def _take_line(made: Manifest, number: int, line: str, declared: Declaration) -> None:
    found = _ENTRY.fullmatch(line)
    if found is None:
        made.reasons.append(f"第 {number} 行看不懂")
        return
    digest, star, dot, name = found[1].lower(), found[2], found[3], _decoded(found[4], declared)
    if star or dot:
        made.remarks.append("文件名前有 * 或 ./")
    earlier = made.entries.get(_inside(name))
    made.entries.setdefault(name, digest)
    if earlier is None:
        return
    if earlier != digest:
        made.reasons.append(f"第 {number} 行与前面矛盾")
    else:  # the drafts allowed it
        (made.reasons if declared.is_final else made.remarks).append(f"第 {number} 行与前面重复")


def _inside(name: str) -> str:
    """`name`; UserProblem for one that leaves the bag on some system."""
    if _OUTSIDE.match(name) or name.startswith("~") or "\0" in name:
        raise unsafe(name)
    return name


def _decoded(name: str, declared: Declaration) -> str:
    """RFC 8493, 2.1.3: CR, LF and % stand percent-encoded in manifests; in the drafts CR and LF alone."""
    codes = "0d|0a|25" if declared.is_final else "0d|0a"
    return re.sub(f"(?i)%({codes})", lambda code: chr(int(code[1], 16)), name)


def _text(path: Path, declared: Declaration) -> tuple[str, list[str]]:
    if path.stat().st_size > MAX_TAG_FILE_BYTES:
        return "", ["文件过大"]
    try:
        return read_regular(path, MAX_TAG_FILE_BYTES).decode(declared.encoding), []
    except ValueError:
        return "", ["不是它写明的文字编码"]


def _lines(text: str) -> Iterator[tuple[int, str]]:
    return ((number, line) for number, line in enumerate(_LINE_END.split(text), 1) if line.strip())
