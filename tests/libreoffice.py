"""LibreOffice as the second reader of our Word files, with the official font names led to our own fonts."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

from aimed_desktop.paths import FONTS

_STAND_INS = {
    "仿宋_GB2312": ("Noto Serif SC", "regular"),
    "仿宋": ("Noto Serif SC", "regular"),
    "宋体": ("Noto Serif SC", "regular"),
    "楷体_GB2312": ("LXGW WenKai", "regular"),
    "楷体": ("LXGW WenKai", "regular"),
    "黑体": ("Noto Sans SC", "regular"),
    "方正小标宋简体": ("Noto Serif SC", "bold"),
    "Segoe UI Symbol": ("AimedTick", "regular"),
}
_RULE = """<match target="pattern"><test name="family"><string>{name}</string></test>
<edit name="family" mode="assign" binding="strong"><string>{family}</string></edit>
<edit name="weight" mode="assign" binding="strong"><const>{weight}</const></edit></match>
"""
_CONFIG = """<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig><dir>{fonts}</dir><cachedir>{cache}</cachedir>
{rules}</fontconfig>
"""


def to_pdf(file: bytes, folder: Path, name: str = "word", *, kind: str = "docx") -> Path:
    """The Word (or Excel) file as LibreOffice prints it, in a PDF in `folder`."""
    folder.mkdir(parents=True, exist_ok=True)
    source = folder / f"{name}.{kind}"
    source.write_bytes(file)
    converter = {"docx": "writer_pdf_Export", "xlsx": "calc_pdf_Export"}[kind]
    command = ["soffice", f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless"]
    command += ["--convert-to", f"pdf:{converter}", "--outdir", str(folder), str(source)]
    subprocess.run(command, env=_environment(folder), check=True, capture_output=True, timeout=120)
    return folder / f"{name}.pdf"


def to_text(file: bytes, folder: Path, name: str = "word") -> list[str]:
    """The lines of the Word file as LibreOffice says them, the labels of lists among the words."""
    folder.mkdir(parents=True, exist_ok=True)
    source = folder / f"{name}.docx"
    source.write_bytes(file)
    command = ["soffice", f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless"]
    command += ["--convert-to", "txt:Text (encoded):UTF8", "--outdir", str(folder), str(source)]
    subprocess.run(command, env=_environment(folder), check=True, capture_output=True, timeout=120)
    return (folder / f"{name}.txt").read_text("utf-8-sig").splitlines()


def pdf_pages(pdf: Path) -> list[str]:
    """The text of each page in drawing order, without any blanks."""
    made = subprocess.run(
        ["pdftotext", "-raw", "-enc", "UTF-8", str(pdf), "-"], check=True, capture_output=True
    )
    return ["".join(page.split()) for page in made.stdout.decode().split("\f")[:-1]]


def _environment(folder: Path) -> dict[str, str]:
    rules = "".join(
        _RULE.format(name=name, family=family, weight=weight) for name, (family, weight) in _STAND_INS.items()
    )
    config = folder / "fonts.conf"
    config.write_text(_CONFIG.format(fonts=FONTS, cache=folder / "font-cache", rules=rules), "utf-8")
    return {**os.environ, "FONTCONFIG_FILE": str(config), "HOME": str(folder)}
