"""Whether a bag is whole: every file there, none too many, none changed (RFC 8493, 3, and its drafts)."""

from __future__ import annotations

import hashlib
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from aimed_desktop.errors import UserProblem
from aimed_desktop.packet.bag import MANIFEST, TAG_MANIFEST
from aimed_desktop.packet.contents import read_information
from aimed_desktop.packet.entries import collision_key, safe_entry
from aimed_desktop.packet.litter import is_litter
from aimed_desktop.packet.tag_files import (
    DECLARATION,
    FETCH,
    INFORMATION,
    PAYLOAD,
    Declaration,
    Manifest,
    fetched_names,
    manifests_of,
)
from aimed_desktop.packet.zipping import files_in
from aimed_desktop.stopping import checkpoint

_CHUNK_BYTES = 1024 * 1024
_OLD_INFORMATION = "package-info.txt"  # of the drafts before 0.96
_OXUM = re.compile(r"(\d{1,18})\.(\d{1,18})")
_FEW = 3  # names in one message
_MOST = 1000  # problems of a bag in which everything is wrong


@dataclass(frozen=True, slots=True)
class Judged:
    """What is wrong with a bag. `litter`: files of no manifest that systems left in it."""

    problems: tuple[UserProblem, ...]
    litter: tuple[str, ...] = ()


def judge_bag(root: Path, declared: Declaration, *, is_ours: bool) -> Judged:
    """Every difference between the bag's tag files and its files. UserProblem raised for an unsafe name.

    A bag of ours must hold more than the standard asks for, and nothing besides but system litter.
    """
    bag = _Bag(root, declared)
    litter = bag.litter() if is_ours else ()
    problems = list(islice(bag.problems(set(litter)), _MOST))
    if is_ours:
        problems += bag.own_problems(set(litter))
    else:
        problems += bag.remarks()
    return Judged(tuple(problems), litter)


def litter_problem(names: Sequence[str]) -> UserProblem:
    """The warning that tells of system litter."""
    shown = "、".join(dict.fromkeys(name.rsplit("/", 1)[-1].strip() for name in names[:_FEW]))
    more = " 等" if len(names) > _FEW else ""
    return UserProblem("packet_litter", names=shown + more, count=len(names))


class _Bag:
    def __init__(self, root: Path, declared: Declaration) -> None:
        self._root, self._declared = root, declared
        self._present = {path.relative_to(root).as_posix() for path in files_in(root)}
        self._manifests = manifests_of(root, {n for n in self._present if "/" not in n}, declared)
        self._by_key: dict[str, list[str]] = defaultdict(list)
        for name in sorted(self._present):
            self._by_key[collision_key(name)].append(name)
        self._spelled_otherwise: list[str] = []
        self._listed = [(made, self._found(made)) for made in self._manifests]
        self._asked: dict[str, set[str]] = defaultdict(set)  # by file: the digests that the manifests state
        for made, found in self._listed:
            for real in filter(None, found.values() if made.algorithm else ()):
                self._asked[real].add(made.algorithm or "")
        self._digests: dict[str, dict[str, str]] = {}

    def problems(self, litter: set[str]) -> Iterator[UserProblem]:
        """What breaks the standard, and what is only unusual in it."""
        for reason in self._declared.reasons:
            yield UserProblem("packet_manifest", name=DECLARATION, reason=reason)
        if not (self._root / PAYLOAD).is_dir():
            yield UserProblem("packet_missing_file", name=f"{PAYLOAD}/")
        if all(made.is_tag for made in self._manifests):
            yield UserProblem("packet_missing_file", name=MANIFEST)
        for made, found in self._listed:
            yield from self._against(made, found)
        yield from self._unlisted(litter)
        yield from self._fetch()
        yield from self._payload_size(litter)
        if self._spelled_otherwise:
            yield UserProblem("packet_spelling", names=_some(self._spelled_otherwise))
        if twins := [name for names in self._by_key.values() if len(names) > 1 for name in names]:
            yield UserProblem("packet_twins", names=_some(twins))

    def own_problems(self, litter: set[str]) -> Iterator[UserProblem]:
        """What a packet of ours must be besides."""
        for required in (MANIFEST, TAG_MANIFEST, INFORMATION):
            if required not in self._present:
                yield UserProblem("packet_missing_file", name=required)
        listed = {name for made, found in self._listed if made.is_tag for name in found.values() if name}
        tags = {name for name in self._present if not name.startswith(f"{PAYLOAD}/")}
        tag_manifests = {made.name for made in self._manifests if made.is_tag}
        payload_manifests = {made.name for made in self._manifests if not made.is_tag}
        for name in sorted(tags - listed - tag_manifests - payload_manifests - litter):
            yield UserProblem("packet_extra_file", name=name)
        for name in sorted(self._present - litter):
            safe_entry(name)

    def remarks(self) -> Iterator[UserProblem]:
        """What a bag of others holds that no one meant to send."""
        if listed := [
            name for _, found in self._listed for name in found.values() if name and is_litter(name)
        ]:
            yield litter_problem(list(dict.fromkeys(listed)))
        odd = [name for name in sorted(self._present) if not _is_portable(name)]
        if odd:
            yield UserProblem("packet_odd_names", names=_some(odd))

    def litter(self) -> tuple[str, ...]:
        """System litter that no manifest lists."""
        listed = {name for _, found in self._listed for name in found.values()}
        return tuple(sorted(name for name in self._present - listed if is_litter(name)))

    def _found(self, made: Manifest) -> dict[str, str | None]:
        """By the name that the manifest lists the file that it means; None where it is missing."""
        found = {name: name if name in self._present else self._alike(name) for name in made.entries}
        self._spelled_otherwise += [name for name, real in found.items() if real not in (None, name)]
        return found

    def _alike(self, name: str) -> str | None:
        """The one file whose name differs only in case or Unicode normalisation: some systems change both."""
        alike = self._by_key.get(collision_key(name), [])
        return alike[0] if len(alike) == 1 else None

    def _against(self, made: Manifest, found: Mapping[str, str | None]) -> Iterator[UserProblem]:
        """The files that one manifest lists and that are missing, changed or none of its business."""
        for reason in dict.fromkeys(made.reasons):
            yield UserProblem("packet_manifest", name=made.name, reason=reason)
        if made.remarks:
            yield UserProblem("packet_remark", name=made.name, reason=made.remarks[0])
        for name, real in found.items():
            if name.startswith(f"{PAYLOAD}/") is made.is_tag or (made.is_tag and self._is_tag_manifest(name)):
                yield UserProblem("packet_manifest", name=made.name, reason="列出了不该由它列出的文件")
            elif real is None:
                yield UserProblem("packet_missing_file", name=name)
            elif made.algorithm and self._digest(real, made.algorithm) != made.entries[name]:
                yield UserProblem("packet_changed_file", name=name)
        if made.is_tag and self._declared.is_final:
            for other in self._manifests:
                if not other.is_tag and other.name not in found.values():
                    yield UserProblem("packet_manifest", name=made.name, reason=f"没有列出 {other.name}")

    def _is_tag_manifest(self, name: str) -> bool:
        return self._declared.is_final and any(made.is_tag and made.name == name for made in self._manifests)

    def _unlisted(self, litter: set[str]) -> Iterator[UserProblem]:
        """Payload that no manifest lists; since 1.0 each must list all of it."""
        payload = {name for name in self._present if name.startswith(f"{PAYLOAD}/")} - litter
        lists = [set(found.values()) for made, found in self._listed if not made.is_tag]
        listed = set.intersection(*lists) if self._declared.is_final and lists else set().union(*lists)
        yield from (UserProblem("packet_extra_file", name=name) for name in sorted(payload - listed))

    def _fetch(self) -> Iterator[UserProblem]:
        if FETCH not in self._present:
            return
        names, reasons = fetched_names(self._root, self._declared)
        for reason in reasons:
            yield UserProblem("packet_manifest", name=FETCH, reason=reason)
        lists = [set(made.entries) for made in self._manifests if not made.is_tag]
        for name in names:
            holding = [name in listed for listed in lists]
            if not (all(holding) if self._declared.is_final else any(holding)):
                yield UserProblem("packet_manifest", name=FETCH, reason="列出了清单以外的文件")
                return

    def _payload_size(self, litter: set[str]) -> Iterator[UserProblem]:
        name = INFORMATION if INFORMATION in self._present else _OLD_INFORMATION
        stated = read_information(self._root, self._declared.encoding, name).get("Payload-Oxum")
        payload = [name for name in self._present if name.startswith(f"{PAYLOAD}/") and name not in litter]
        octets = sum((self._root / path).stat().st_size for path in payload)
        found = _OXUM.fullmatch(stated) if stated is not None else None
        if stated is not None and (found is None or (int(found[1]), int(found[2])) != (octets, len(payload))):
            yield UserProblem("packet_manifest", name=name, reason="Payload-Oxum 与实际大小不符")

    def _digest(self, name: str, algorithm: str) -> str:
        """One digest; all that the manifests ask for are made in one reading."""
        if name not in self._digests:
            self._digests[name] = _digests(self._root / name, self._asked[name])
        return self._digests[name][algorithm]


def _digests(path: Path, algorithms: Iterable[str]) -> dict[str, str]:
    made = {name: hashlib.new(name, usedforsecurity=False) for name in algorithms}
    with path.open("rb") as file:
        while chunk := file.read(_CHUNK_BYTES):
            checkpoint()
            for digest in made.values():
                digest.update(chunk)
    return {name: digest.hexdigest() for name, digest in made.items()}


def _is_portable(name: str) -> bool:
    try:
        safe_entry(name)
    except UserProblem:
        return False
    return "\\" not in name


def _some(names: Iterable[str]) -> str:
    """A few names for one message."""
    unique = list(dict.fromkeys(names))
    more = f" 等 {len(unique)} 个" if len(unique) > _FEW else ""
    return "、".join(unique[:_FEW]) + more
