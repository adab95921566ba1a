"""The Linux build is held to the glibc of 麒麟 and 统信."""

from pathlib import Path

import pytest

from scripts.glibc_symbols import main, needed


def library(file: Path, *versions: str) -> Path:
    names = "\0".join(("libc.so.6", *versions, "pow", ""))
    file.write_bytes(b"\x7fELF\2\1\1" + b"\0" * 9 + names.encode())
    return file


def test_the_newest_version_is_found_by_number_not_by_letters(tmp_path: Path) -> None:
    assert needed(library(tmp_path / "a.so", "GLIBC_2.2.5", "GLIBC_2.28", "GLIBC_2.4")) == (2, 28)
    assert needed(library(tmp_path / "b.so", "GLIBC_2.3.4", "GLIBC_2.4")) == (2, 4)


def test_a_library_above_the_bound_is_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    library(tmp_path / "old.so", "GLIBC_2.28")
    (tmp_path / "words.txt").write_bytes(b"\0GLIBC_2.99\0")
    assert main(tmp_path) == 0
    library(tmp_path / "new.so", "GLIBC_2.2.5", "GLIBC_2.29")
    assert main(tmp_path) == 1
    assert "new.so: glibc 2.29\nglibc 2.29, 2 programs" in capsys.readouterr().out


def test_a_folder_without_programs_proves_nothing(tmp_path: Path) -> None:
    assert main(tmp_path) == 1


def test_a_real_program_of_this_system_is_read() -> None:
    assert needed(Path("/bin/sh").resolve()) >= (2, 2)
