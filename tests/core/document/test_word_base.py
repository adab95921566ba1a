"""The empty document that Word files begin with, and when the library that opens it is loaded."""

from __future__ import annotations

import io
import subprocess
import sys
import zipfile

from aimed_desktop.paths import WORD_BASE
from scripts.make_word_base import base_bytes

# Every module of the program but those that write Word files.
LOAD_THE_REST = """
import importlib, pkgutil, sys
import aimed_desktop
for found in pkgutil.walk_packages(aimed_desktop.__path__, "aimed_desktop."):
    if ".word.write." not in found.name and not found.name.endswith("__main__"):
        importlib.import_module(found.name)
print("docx" in sys.modules, len(sys.modules))
"""


def parts(package: bytes) -> list[tuple[str, bytes]]:
    with zipfile.ZipFile(io.BytesIO(package)) as archive:
        return [(name, archive.read(name)) for name in archive.namelist()]


def test_the_shipped_base_is_what_its_script_makes_of_the_styles() -> None:
    assert parts(WORD_BASE.read_bytes()) == parts(base_bytes()), "run `python -m scripts.make_word_base`"


def test_the_base_holds_nothing_but_our_own_parts() -> None:
    assert [name for name, _ in parts(WORD_BASE.read_bytes())] == [
        "[Content_Types].xml",
        "_rels/.rels",
        "word/document.xml",
        "word/_rels/document.xml.rels",
        "word/footer1.xml",
        "word/styles.xml",
        "word/settings.xml",
        "word/fontTable.xml",
        "word/theme/theme1.xml",
        "word/glossary/document.xml",
        "docProps/core.xml",
    ]


def test_python_docx_is_loaded_by_nothing_but_the_writing_of_a_word_file() -> None:
    made = subprocess.run([sys.executable, "-c", LOAD_THE_REST], capture_output=True, check=True, text=True)
    loaded, modules = made.stdout.split()
    assert loaded == "False" and int(modules) > 300
