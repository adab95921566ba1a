"""The files of a packet: each put in once, under a safe name, and referred to from the data.

Only a scan that is a material, too, stands in both folders. Where the notice collects the papers, their pages
stand a second time in 附件材料.pdf or in the stamped scan; the papers as they were given stay in 材料/.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from aimed_desktop.application.files import FolderFiles
from aimed_desktop.application.life.desk import DESK
from aimed_desktop.application.model import Application, MaterialFile
from aimed_desktop.application.references import image_names
from aimed_desktop.application.values.shapes import Value, is_mapping
from aimed_desktop.files.file_names import split_suffix
from aimed_desktop.files.modes import copy_private, write_new
from aimed_desktop.packet.bag import sha256_of
from aimed_desktop.packet.names import UniqueNames, own_name

MATERIALS = "材料"
PICTURES = "图片"
SCANS = "扫描件"
MAIL = "邮件"
DEFINITION = "definition"
APPLICATION = "application.json"
INVENTORY = "文件清单.txt"
SUPPLEMENT = "补交清单.pdf"
ROUTING_SHEET = "盖章签字路线单.pdf"

_FOLDERS = (MATERIALS, PICTURES, SCANS)
# Kept by other parts of the program, no part of what is handed over.
_NOT_HANDED_OVER = frozenset({"history", "profile", DESK})


@dataclass(frozen=True, slots=True)
class Item:
    """A file of the packet: its path below `data/`, and what it is."""

    path: str
    title: str


@dataclass(frozen=True, slots=True)
class MadeScan:
    """A scan by its content: read once, or put together of others."""

    name: str
    content: bytes


class Payload:
    """The `data/` folder while it is being filled."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._names = {name: UniqueNames() for name in _FOLDERS}
        self._by_content: dict[str, str] = {}

    def add(self, subfolder: str, name: str, data: bytes) -> str:
        """Put `data` in as a file of `subfolder`; its path, or that of the same bytes already there."""
        target = self._target(subfolder, name)
        write_new(target, data)
        return self._once(target, subfolder)

    def add_copy(self, subfolder: str, name: str, source: Path) -> str:
        """As `add`, from a file of any size."""
        target = self._target(subfolder, name)
        copy_private(source, target)
        return self._once(target, subfolder)

    def know(self, path: Path) -> None:
        """Take note of a file that another hand put in."""
        self._by_content.setdefault(sha256_of(path), path.relative_to(self.folder).as_posix())

    def _target(self, subfolder: str, name: str) -> Path:
        folder = self.folder / subfolder
        folder.mkdir(exist_ok=True)
        return folder / self._names[subfolder].take(name)

    def _once(self, target: Path, subfolder: str) -> str:
        path = f"{subfolder}/{target.name}"
        content = sha256_of(target)
        first = self._by_content.setdefault(content, path)
        if subfolder == SCANS and first.startswith(f"{MATERIALS}/"):  # whoever looks for either finds it
            first = self._by_content.setdefault(f"{SCANS} {content}", path)
        if first != path:
            target.unlink()
            if not any(target.parent.iterdir()):
                target.parent.rmdir()
        return first


def place_files(app: Application, payload: Payload) -> tuple[Application, tuple[Item, ...]]:
    """Put the application's materials and pictures in; the application that refers to them there."""
    materials, items = place_materials(app, app.materials, payload)
    pictures = _place_pictures(app, payload)
    placed = Application(
        app.form,
        {key: _renamed(value, pictures) for key, value in app.values.items()},
        materials,
        files=FolderFiles(payload.folder),
        status=app.status,
        version=app.version,
        extra={key: value for key, value in app.extra.items() if key not in _NOT_HANDED_OVER},
    )
    taken = {item.path for item in items}
    images = (Item(path, "正文插图") for path in dict.fromkeys(pictures.values()) if path not in taken)
    return placed, (*items, *images)


def place_scans(
    scans: Sequence[Path | MadeScan], printed: Sequence[Path], payload: Payload
) -> tuple[Item, ...]:
    """Put the stamped scans in. A scan with the very bytes of a printed file is left out: it has no seal."""
    unstamped = {path.relative_to(payload.folder).as_posix() for path in printed}
    paths = [_place_scan(scan, _scan_name(Path(scan.name), scans, printed), payload) for scan in scans]
    return tuple(Item(path, "盖章扫描件") for path in dict.fromkeys(paths) if path not in unstamped)


def _place_scan(scan: Path | MadeScan, name: str, payload: Payload) -> str:
    if isinstance(scan, MadeScan):
        return payload.add(SCANS, name, scan.content)
    return payload.add_copy(SCANS, name, scan)


def place_materials(
    app: Application, wanted: Sequence[MaterialFile], payload: Payload
) -> tuple[tuple[MaterialFile, ...], tuple[Item, ...]]:
    """Put these materials in, each under a number and the title of its place on the notice's list.

    Places without a paper take no number.
    """
    titles = {material.id: material.title for material in app.form.materials}
    used = {entry.slot for entry in wanted}
    numbers = {slot: at for at, slot in enumerate((slot for slot in titles if slot in used), 1)}
    materials, items = [], []
    for entry in wanted:
        number, title = numbers.get(entry.slot, len(numbers) + 1), titles.get(entry.slot, "其他材料")
        stem, suffix = split_suffix(entry.file.rpartition("/")[2])
        own = own_name(stem, title)
        label = f"{title}-{own}" if own else title
        path = payload.add(MATERIALS, f"{number:02d}-{label}{suffix}", app.files.read(entry.file))
        materials.append(replace(entry, file=path))
        items.append(Item(path, title))
    return tuple(materials), tuple({item.path: item for item in items}.values())


def _place_pictures(app: Application, payload: Payload) -> dict[str, str]:
    """Old name → path in the packet. A missing picture keeps its name: the checks have their say on it."""
    names = [name for name in dict.fromkeys(image_names(app.values)) if app.files.exists(name)]
    return {name: payload.add(PICTURES, name.rpartition("/")[2], app.files.read(name)) for name in names}


def _renamed(value: Value, names: Mapping[str, str]) -> Value:
    if isinstance(value, list):
        return [_renamed(inner, names) for inner in value]
    if not is_mapping(value):
        return value
    return {
        key: names.get(inner, inner) if key == "image" and isinstance(inner, str) else _renamed(inner, names)
        for key, inner in value.items()
    }


def _scan_name(scan: Path, scans: Sequence[Path | MadeScan], printed: Sequence[Path]) -> str:
    """One scan of one document is named after it; else each keeps the name that tells it apart."""
    stems = list(dict.fromkeys(path.stem for path in printed))
    own = scan.stem if "扫描" in scan.stem else f"{scan.stem}-盖章扫描件"
    stem = f"{stems[0]}-盖章扫描件" if len(scans) == len(stems) == 1 else own
    return stem + scan.suffix.lower()
