"""Whether a bag is whole: every file there, none too many, none changed (RFC 8493, 3)."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from pathlib import Path

from aimed_desktop.errors import UserProblem
from aimed_desktop.packet.bag import DECLARATION, INFORMATION, MANIFEST, PAYLOAD, TAG_MANIFEST
from aimed_desktop.packet.contents import MAX_TAG_FILE_BYTES, read_information
from aimed_desktop.packet.entries import safe_entry
from aimed_desktop.packet.zipping import files_in
from aimed_desktop.stopping import checkpoint

_VERSIONS = ("1.0", "0.97")
_ALGORITHMS = ("md5", "sha1", "sha256", "sha512")
_CHUNK_BYTES = 1024 * 1024
_MANIFEST_NAME = re.compile(r"(tag)?manifest-(\w+)\.txt")
_ENTRY = re.compile(r"([0-9A-Fa-f]+)[ \t]+\*?(?:\./)?(.+)")


def check_declaration(root: Path) -> None:
    """UserProblem packet_version unless bagit.txt declares a version that is read here."""
    text = (root / DECLARATION).read_bytes()[:1000].decode("utf-8-sig", "replace")
    found = re.search(r"^BagIt-Version:\s*(\S+)", text, re.MULTILINE)
    if found is None:
        raise UserProblem("packet_not_a_packet")
    if found[1] not in _VERSIONS:
        raise UserProblem("packet_version", version=found[1][:20])


def bag_problems(root: Path) -> Iterator[UserProblem]:
    """Every difference between the bag's manifests and its files. UserProblem raised for an unsafe name."""
    present = {path.relative_to(root).as_posix() for path in files_in(root)}
    for required in (MANIFEST, TAG_MANIFEST, INFORMATION):
        if required not in present:
            yield UserProblem("packet_missing_file", name=required)
    manifests = {name: kind for name in sorted(present) if (kind := _MANIFEST_NAME.fullmatch(name))}
    payload = {name for name in present if name.startswith(f"{PAYLOAD}/")}
    unlisted = present - payload - set(manifests)
    for name, kind in manifests.items():
        if kind[2] not in _ALGORITHMS:
            yield UserProblem("packet_manifest", name=name, reason="校验算法不支持")
            continue
        entries, reasons = _read_manifest(root / name)
        yield from (UserProblem("packet_manifest", name=name, reason=reason) for reason in reasons)
        yield from _against(root, name, kind, entries, present)
        if kind[1] is None:
            unlisted |= payload - set(entries)
        else:
            unlisted -= set(entries)
    yield from (UserProblem("packet_extra_file", name=name) for name in sorted(unlisted))
    yield from _payload_size(root)


def _against(
    root: Path, name: str, kind: re.Match[str], entries: dict[str, str], present: set[str]
) -> Iterator[UserProblem]:
    """The files that one manifest lists and that are missing, changed or none of its business."""
    is_payload = kind[1] is None
    for path, digest in entries.items():
        if path.startswith(f"{PAYLOAD}/") is not is_payload:
            yield UserProblem("packet_manifest", name=name, reason="列出了不该由它列出的文件")
        elif path not in present:
            yield UserProblem("packet_missing_file", name=path)
        elif _digest(root / path, kind[2]) != digest:
            yield UserProblem("packet_changed_file", name=path)


def _read_manifest(path: Path) -> tuple[dict[str, str], list[str]]:
    """Path → digest, and what is wrong with the lines. A name that leaves the bag raises UserProblem."""
    if path.stat().st_size > MAX_TAG_FILE_BYTES:
        return {}, ["清单过大"]
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError:
        return {}, ["不是 UTF-8 文本"]
    entries: dict[str, str] = {}
    reasons = []
    for number, line in enumerate(re.split(r"\r\n|\n|\r", text), 1):
        if not line.strip():
            continue
        found = _ENTRY.fullmatch(line)
        if found is None:
            reasons.append(f"第 {number} 行看不懂")
            continue
        name = safe_entry(_decoded(found[2])).as_posix()
        if entries.setdefault(name, found[1].lower()) != found[1].lower():
            reasons.append(f"第 {number} 行与前面矛盾")
    return entries, reasons


def _decoded(name: str) -> str:
    """RFC 8493, 2.1.3: CR, LF and % stand percent-encoded in manifests."""
    return re.sub(r"(?i)%(0d|0a|25)", lambda code: chr(int(code[1], 16)), name)


def _digest(path: Path, algorithm: str) -> str:
    digest = hashlib.new(algorithm, usedforsecurity=False)
    with path.open("rb") as file:
        while chunk := file.read(_CHUNK_BYTES):
            checkpoint()
            digest.update(chunk)
    return digest.hexdigest()


def _payload_size(root: Path) -> Iterator[UserProblem]:
    stated = read_information(root).get("Payload-Oxum")
    payload = files_in(root / PAYLOAD)
    if stated is not None and stated != f"{sum(path.stat().st_size for path in payload)}.{len(payload)}":
        yield UserProblem("packet_manifest", name=INFORMATION, reason="Payload-Oxum 与实际大小不符")
