"""Edits a Word file as an author would, on its XML and through LibreOffice."""

from __future__ import annotations

import io
import os
import subprocess
import zipfile
from collections.abc import Callable, Sequence
from pathlib import Path

from lxml import etree

from tests.word_file import W

BODY = "word/document.xml"


def edited(word: bytes, edit: Callable[[etree._Element], None], part: str = BODY) -> bytes:
    """The file with `edit` done to its body."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(word)) as package, zipfile.ZipFile(made, "w") as copy:
        for info in package.infolist():
            data = package.read(info)
            if info.filename == part:
                root = etree.fromstring(data)
                edit(root)
                data = etree.tostring(root)
            copy.writestr(info.filename, data, zipfile.ZIP_DEFLATED)
    return made.getvalue()


def controls(root: etree._Element, path: str) -> list[etree._Element]:
    """The content controls of a field."""
    return [
        node
        for node in root.iter(W + "sdt")
        if (tag := node.find(f"{W}sdtPr/{W}tag")) is not None and tag.get(W + "val") == path
    ]


def write(control: etree._Element, text: str) -> None:
    """Put `text` into a control, as one run in its first paragraph."""
    for showing in control.findall(f"{W}sdtPr/{W}showingPlcHdr"):
        showing.getparent().remove(showing)  # type: ignore[union-attr]
    first, *rest = control.find(W + "sdtContent").iter(W + "t")  # type: ignore[union-attr]
    first.text = text
    for other in rest:
        other.text = ""


def markup(words: str) -> etree._Element:
    """An element from WordprocessingML."""
    return etree.fromstring(words.replace(">", f' xmlns:w="{W[1:-1]}">', 1))


def by_libreoffice(words: Sequence[bytes], folder: Path, *, through_odt: bool = False) -> list[bytes]:
    """The files as LibreOffice saves them."""
    source = folder / "source"
    source.mkdir(parents=True)
    names = [source / f"{index}.docx" for index in range(len(words))]
    for name, word in zip(names, words, strict=True):
        name.write_bytes(word)
    if through_odt:
        _convert(names, "odt", folder / "odt", folder)
        names = [folder / "odt" / f"{name.stem}.odt" for name in names]
    _convert(names, "docx:MS Word 2007 XML", folder / "saved", folder)
    return [(folder / "saved" / f"{name.stem}.docx").read_bytes() for name in names]


def _convert(files: Sequence[Path], kind: str, target: Path, folder: Path) -> None:
    command = ["soffice", f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless"]
    command += ["--convert-to", kind, "--outdir", str(target), *map(str, files)]
    subprocess.run(
        command, env={**os.environ, "HOME": str(folder)}, check=True, capture_output=True, timeout=180
    )
