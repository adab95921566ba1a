"""What is shipped to Windows: chosen from the lock for Windows, told file by file, of one version."""

from __future__ import annotations

import csv
import hashlib
import tomllib
from pathlib import Path

import pytest

from aimed_desktop import __version__
from scripts.locked import LOCK, lines_for, parts_of
from scripts.make_forwarder import definition, exports, own_names
from scripts.windows_folder import TABLE, Folder, is_needed
from scripts.windows_lock import blocks_for_windows, names_needed, needs_of_program

PACKAGING = LOCK.parent / "packaging" / "windows"


def locked() -> dict[str, str]:
    return blocks_for_windows(lines_for(parts_of(""), LOCK.read_text(encoding="ascii")))


def test_lock_holds_every_need_of_the_program_on_windows_with_a_hash_and_without_a_marker() -> None:
    found = locked()
    assert set(needs_of_program()) <= set(found)
    assert "pywin32-ctypes" in found
    assert not {"secretstorage", "jeepney"} & set(found)
    for lines in found.values():
        assert "--hash=sha256:" in lines
        assert ";" not in lines
        assert not lines.rstrip().endswith("\\")
    assert found["numpy"].count("numpy==") == 1


def test_needs_are_those_of_windows() -> None:
    asked = [
        'colorama; sys_platform == "win32"',
        "jeepney>=0.4.2; sys_platform == 'linux'",
        "Jaraco.Classes>=1",
    ]
    assert names_needed(asked) == ["colorama", "jaraco-classes"]


def test_table_tells_hash_size_and_origin_of_every_file(tmp_path: Path) -> None:
    folder = Folder(tmp_path)
    folder.put("app/a.py", b"A = 1\n", "here")
    folder.put("app/a.py", b"A = 2\n", "elsewhere")
    folder.compile("app")
    folder.write_table()
    with (tmp_path / TABLE).open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.reader(file))[1:]
    assert rows[-1] == ["app/a.py", "6", hashlib.sha256(b"A = 1\n").hexdigest(), "here"]
    assert [row[3] for row in rows] == ["here (compiled)", "here"]


def test_file_without_origin_is_not_shipped(tmp_path: Path) -> None:
    folder = Folder(tmp_path)
    (tmp_path / "stray.dll").write_bytes(b"")
    with pytest.raises(KeyError):
        folder.write_table()


def test_of_qt_only_what_a_form_of_widgets_needs_is_taken() -> None:
    assert is_needed("PySide6/Qt6Widgets.dll")
    assert is_needed("PySide6/plugins/platforms/qwindows.dll")
    assert is_needed("keyring-25.7.0.dist-info/entry_points.txt")  # by which keyring finds Windows's store
    for name in (
        "PySide6/Qt6Quick.dll",
        "PySide6/designer.exe",
        "PySide6/QtNetwork.pyd",
        "numpy/tests/test_a.py",
    ):
        assert not is_needed(name), name


def test_forwarder_answers_every_name_but_its_own() -> None:
    names = exports("[Ordinal/Name Pointer] Table\n\t[   0] cos\n\t[   1] cabsl\n\nThe Function Table\n")
    own = own_names("REAL_OF(cabs)\n")
    assert definition("x", "y", names, own) == "LIBRARY x.dll\nEXPORTS\ncabsl = own_cabsl\ncos = y.cos\n"


def test_version_is_written_in_one_place_and_nothing_made_for_wine_is_shipped() -> None:
    project = tomllib.loads((LOCK.parent / "pyproject.toml").read_text(encoding="utf-8"))
    assert project["project"]["version"] == __version__
    for path in PACKAGING.iterdir():
        if path.suffix in (".nsi", ".rc"):
            text = path.read_text(encoding="utf-8")
            assert "VERSION" in text, path.name
            assert __version__ not in text, path.name
    assert "/wine" not in (LOCK.parent / "scripts" / "build_windows.sh").read_text(encoding="utf-8")


def test_installer_removes_all_that_the_folder_holds_and_not_the_data() -> None:
    text = (PACKAGING / "installer.nsi").read_text(encoding="utf-8")
    for name in ("app", "dlls", "lib", "packages", "许可"):
        assert f'RMDir /r "$INSTDIR\\{name}"' in text
    for name in ("aimed.exe", "python311._pth", "python3.dll", "python311.dll", "LICENSE", TABLE):
        assert f'Delete "$INSTDIR\\{name}"' in text
    assert 'RMDir /r "$INSTDIR"' not in text  # somebody may have put his own files there
    assert text.count('RMDir /r "${DATA}"') == 1
    assert "/SD IDNO IDNO keep\n        RMDir /r" in text  # unasked, the data stays
