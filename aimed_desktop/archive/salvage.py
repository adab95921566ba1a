"""What can be read of a damaged archive goes into a folder as application files; the rest is named."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from aimed_desktop.application.files import safe_name
from aimed_desktop.archive.lifecycle_store import MATCH_FILE
from aimed_desktop.archive.wreck import Kept, Remains, Wreck
from aimed_desktop.errors import UserProblem
from aimed_desktop.files.file_names import safe_file_name
from aimed_desktop.files.modes import write_new
from aimed_desktop.files.renaming import numbered
from aimed_desktop.files.temporaries import clear_leftovers
from aimed_desktop.files.together import put_together
from aimed_desktop.files.writing import make_folder, partial_folder
from aimed_desktop.messages import sentence
from aimed_desktop.stopping import checkpoint

APPLICATION = "application.json"
_PROFILE, _LISTING, _BIN = "单位档案.json", "抢救清单.txt", "回收站"


@dataclass(frozen=True, slots=True)
class Salvaged:
    """What was taken out, each with its path, and a sentence for each thing that was lost."""

    paths: tuple[Path, ...]
    lost: tuple[str, ...]


@dataclass(slots=True)
class _Basket:
    """A folder that is being filled."""

    folder: Path
    names: list[str] = field(default_factory=list)
    lost: list[str] = field(default_factory=list)

    def put(self, name: str, data: bytes) -> None:
        """One file under a name inside the folder, numbered where it is taken: scans may be called alike."""
        checkpoint()
        path = wanted = self.folder.joinpath(*safe_name(name).parts)
        path.parent.mkdir(parents=True, exist_ok=True)
        number = 1
        while path.exists():
            number += 1
            path = wanted.with_name(numbered(wanted.name, number))
        write_new(path, data)

    def lose(self, code: str, **context: object) -> None:
        """One sentence more."""
        self.lost.append(sentence(code, **context))


def salvage(wreck: Wreck, out: Path) -> Salvaged:
    """Everything that can be read, in the new folder `out`, which appears whole. UserProblem where nothing
    can be read, or where `out` is there.
    """
    clear_leftovers(out.parent)
    if out.exists():
        raise UserProblem("target_exists", path=out)
    with partial_folder(make_folder(out.parent)) as held:
        basket = _Basket(held / "0")
        basket.folder.mkdir()
        for application in wreck.applications():
            _take_application(wreck, application, basket)
        if not wreck.deleted[1]:
            basket.lose("salvage_bin")
        if not wreck.has_whole_history:
            basket.lose("salvage_history")
        _take_profile(wreck, basket)
        if not basket.names:
            raise UserProblem("salvage_nothing")
        basket.put(_LISTING, _listing(basket).encode("utf-8-sig"))
        put_together(held, [out.name])
    return Salvaged(tuple(out / name for name in basket.names), tuple(basket.lost))


def lay_out_remains(wreck: Wreck, remains: Remains, folder: Path) -> list[str]:
    """The application as a file in the folder, its files beside it; a sentence for each that was lost."""
    basket = _Basket(folder)
    folder.mkdir(parents=True, exist_ok=True)
    _lay_out(wreck, remains, basket, "")
    return basket.lost


def _take_application(wreck: Wreck, application: str, basket: _Basket) -> None:
    remains = wreck.remains(application)
    if remains is None:
        basket.lose("salvage_application", entry=application)
        return
    name = safe_file_name(remains.meta.title or remains.meta.form, f"（{application}）")
    folder = f"{_BIN}/{name}" if application in wreck.deleted[0] else name
    _lay_out(wreck, remains, basket, f"{folder}/")
    kept, is_whole = wreck.beside(application)
    if not is_whole:
        basket.lose("salvage_beside", **_named(remains))
    for each in kept:
        _take_files(wreck, each, remains, basket, f"{folder}/")
    basket.names.append(folder)


def _lay_out(wreck: Wreck, remains: Remains, basket: _Basket, folder: str) -> None:
    basket.put(f"{folder}{APPLICATION}", remains.data)
    if remains.step is not None:
        basket.lose("salvage_earlier", **_named(remains), step=remains.step, time=remains.time[:16])
    if remains.files is None:
        basket.lose("salvage_names", **_named(remains))
    else:
        _take_files(wreck, Kept("", remains.files), remains, basket, folder)


def _take_files(wreck: Wreck, kept: Kept, remains: Remains, basket: _Basket, folder: str) -> None:
    names, is_whole = wreck.names(kept.files)
    if not is_whole:
        basket.lose("salvage_names", **_named(remains))
    names.pop(MATCH_FILE, None)  # found anew from the scan beside it
    for name, content in _contents(wreck, names):
        inside = f"{kept.folder}/{name}" if kept.folder else name
        if content is None:
            basket.lose("salvage_file", **_named(remains), name=inside)
        else:
            basket.put(f"{folder}{inside}", content)


def _contents(wreck: Wreck, names: dict[str, int]) -> Iterator[tuple[str, bytes | None]]:
    for name, blob in sorted(names.items()):
        checkpoint()
        yield name, wreck.content(blob)


def _take_profile(wreck: Wreck, basket: _Basket) -> None:
    profile, is_whole = wreck.profile()
    if not is_whole:
        basket.lose("salvage_profile")
    elif profile is not None:
        basket.put(_PROFILE, profile.encode())
        basket.names.append(_PROFILE)


def _named(remains: Remains) -> dict[str, str]:
    return {"title": remains.meta.title or remains.meta.form, "entry": remains.id}


def _listing(basket: _Basket) -> str:
    lost = basket.lost or ["没有。"]
    return "\r\n".join(["取出的：", *basket.names, "", "没有取出的：", *lost, ""])
