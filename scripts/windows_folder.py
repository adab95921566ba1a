"""Lays out the folder for Windows from what scripts/build_windows.sh has fetched and compiled.

    python -m scripts.windows_folder FOLDER --wheels W --runtime R --compiled C

The lists below say what is taken; a table in the folder says of every file where it comes from.
"""

from __future__ import annotations

import argparse
import compileall
import csv
import hashlib
import py_compile
import shutil
import subprocess
import sys
import sysconfig
from collections.abc import Iterator
from email import message_from_bytes
from fnmatch import fnmatch
from pathlib import Path
from zipfile import ZipFile

from scripts.windows_lock import canonical, names_needed, needs_of_program

PROJECT = Path(__file__).resolve().parents[1]
PACKAGING = PROJECT / "packaging" / "windows"
COMMON_LICENCES = Path("/usr/share/common-licenses")
TABLE = "文件来源.csv"
LICENCES = "许可"
OURS = ("aimed_desktop", "ui", "forms", "resources")
# Of the standard library: what tests, installs, or draws with Tk stays out.
NO_LIBRARY = {
    "test",
    "idlelib",
    "lib2to3",
    "tkinter",
    "turtledemo",
    "ensurepip",
    "venv",
    "pydoc_data",
    "site-packages",
}
NO_LIBRARY |= {"dist-packages", "lib-dynload", "config-3.11-x86_64-linux-gnu", "__pycache__"}
NO_RUNTIME = ("api-ms-*", "tcl86t.dll", "tk86t.dll", "_tkinter.pyd", "_msi.pyd", "winsound.pyd", "vcruntime*")
BESIDE = ("python311.dll", "vcruntime140*.dll")  # where the launchers and every library look first
QT = (
    "__init__.py",
    "_config.py",
    "_git_pyside_version.py",
    "support/*.py",
    "pyside6.abi3.dll",
    "msvcp140*.dll",
    "Qt6Core.dll",
    "Qt6Gui.dll",
    "Qt6Widgets.dll",
    "Qt6PrintSupport.dll",
    "Qt6Svg.dll",
    "QtCore.pyd",
    "QtGui.pyd",
    "QtWidgets.pyd",
    "QtPrintSupport.pyd",
    "QtSvg.pyd",
    "plugins/platforms/qwindows.dll",
    "plugins/platforms/qoffscreen.dll",
    "plugins/styles/*",
    "plugins/iconengines/*",
    "plugins/imageformats/qsvg.dll",
    "plugins/imageformats/qjpeg.dll",
    "plugins/imageformats/qgif.dll",
    "plugins/imageformats/qtiff.dll",
    "plugins/imageformats/qwebp.dll",
    "translations/qt_zh_CN.qm",
    "translations/qtbase_zh_CN.qm",
)
UNNEEDED = ("*.pyi", "*/tests/*", "*/__pycache__/*", "docx/templates/*", "*.lib", "*.h", "*.pxd", "*.c")


class Folder:
    """The folder in the making; it remembers of each file where it comes from."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self._origins: dict[str, str] = {}

    def put(self, name: str, content: bytes, origin: str) -> None:
        """Write one file; the first origin of a name stays."""
        path = self.root / name
        if name in self._origins:
            return
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
        self._origins[name] = origin

    def compile(self, *folders: str) -> None:
        """Bytecode that asks for no source's date, so that the same sources make the same folder."""
        mode = py_compile.PycInvalidationMode.UNCHECKED_HASH
        for folder in folders:
            where = self.root / folder
            if not compileall.compile_dir(
                where, quiet=1, invalidation_mode=mode, stripdir=self.root, workers=0
            ):
                raise SystemExit(f"not every file of {folder} could be compiled")
            for path in where.rglob("*.pyc"):
                source = path.parent.parent / f"{path.name.partition('.')[0]}.py"
                made_of = self._origins[source.relative_to(self.root).as_posix()]
                self._origins[path.relative_to(self.root).as_posix()] = f"{made_of} (compiled)"

    def write_table(self) -> None:
        """Hash, size and origin of every file, to be opened with WPS or Excel."""
        rows = []
        for path in sorted(path for path in self.root.rglob("*") if path.is_file()):
            name, content = path.relative_to(self.root).as_posix(), path.read_bytes()
            rows.append((name, len(content), hashlib.sha256(content).hexdigest(), self._origins[name]))
        with (self.root / TABLE).open("w", encoding="utf-8-sig", newline="") as file:
            csv.writer(file).writerows([("文件", "字节", "SHA-256", "来源"), *rows])


def main() -> None:
    """Make the folder."""
    parser = argparse.ArgumentParser()
    parser.add_argument("folder", type=Path)
    for name in ("wheels", "runtime", "compiled"):
        parser.add_argument(f"--{name}", type=Path, required=True)
    parser.add_argument("--runtime-origin", required=True)
    arguments = parser.parse_args()
    if sys.version_info[:2] != (3, 11):
        raise SystemExit("The standard library must be that of Python 3.11.")
    shutil.rmtree(arguments.folder, ignore_errors=True)
    folder = Folder(arguments.folder)
    put_wheels(folder, arguments.wheels)
    put_runtime(folder, arguments.runtime, arguments.runtime_origin)
    put_library(folder)
    put_program(folder)
    for path in sorted(arguments.compiled.iterdir()):
        folder.put(path.name, path.read_bytes(), "packaging/windows, compiled by mingw-w64")
    folder.compile("lib", "packages", "app")
    folder.write_table()


def put_wheels(folder: Folder, wheels: Path) -> None:
    """What the program needs of each wheel; a licence also where all licences lie."""
    found = {canonical(path.name.split("-")[0]): path for path in wheels.glob("*.whl")}
    for name in sorted(closure(found)):
        path = found[name]
        origin = f"{path.name} sha256:{hashlib.sha256(path.read_bytes()).hexdigest()}"
        with ZipFile(path) as wheel:
            for member in wheel.namelist():
                put_member(folder, name, member, wheel.read(member) if is_needed(member) else b"", origin)


def put_member(folder: Folder, package: str, member: str, content: bytes, origin: str) -> None:
    """One file of a wheel."""
    if not is_needed(member):
        return
    in_data, _, plain = member.partition(".data/")
    name = plain.partition("/")[2] if plain else in_data
    file_name = name.rpartition("/")[2]
    if ".dist-info/" in name and any(
        word in name.lower() for word in ("licen", "copying", "notice", "authors")
    ):
        folder.put(f"{LICENCES}/{package}/{file_name}", content, origin)
    if name.startswith("PySide6/vcruntime140"):
        folder.put(file_name, content, origin)
    else:
        folder.put(f"packages/{name}", content, origin)


def is_needed(member: str) -> bool:
    """Whether the program needs a file of a wheel; of PySide6 only what stands in QT."""
    if member.endswith("/") or ".data/scripts/" in member or any(fnmatch(member, each) for each in UNNEEDED):
        return False
    package, _, rest = member.partition("/")
    if package != "PySide6":
        return not (package == "shiboken6" and fnmatch(rest, "*140*.dll"))
    return any(fnmatch(rest, pattern) for pattern in (*QT, "vcruntime140*.dll"))


def closure(wheels: dict[str, Path]) -> set[str]:
    """The packages that the program needs on Windows, and what these need."""
    needed: set[str] = set()
    waiting = needs_of_program()
    while waiting:
        name = waiting.pop()
        if name not in needed:
            needed.add(name)
            waiting += names_needed(requirements_of(wheels[name]))
    return needed


def requirements_of(wheel: Path) -> list[str]:
    """What a wheel says that it needs."""
    with ZipFile(wheel) as file:
        name = next(name for name in file.namelist() if name.endswith(".dist-info/METADATA"))
        return message_from_bytes(file.read(name)).get_all("Requires-Dist", [])


def put_runtime(folder: Folder, runtime: Path, origin: str) -> None:
    """The binary side of CPython for Windows."""
    for path in sorted(runtime.iterdir()):
        name = path.name.lower()
        if path.suffix in (".dll", ".pyd") and not any(fnmatch(name, each) for each in NO_RUNTIME):
            place = "" if name in BESIDE else "dlls/"
            folder.put(f"{place}{path.name}", path.read_bytes(), origin)


def put_library(folder: Folder) -> None:
    """The Python side of the standard library, from the Python that builds."""
    origin = library_origin()
    library = Path(sysconfig.get_path("stdlib"))
    for path in files_below(library, NO_LIBRARY):
        if path.suffix == ".py":
            folder.put(f"lib/{path.relative_to(library).as_posix()}", path.read_bytes(), origin)
    for path in (library / "LICENSE.txt", Path("/usr/share/doc/libpython3.11-stdlib/copyright")):
        if path.exists():
            folder.put(f"{LICENCES}/python/{path.name}", path.read_bytes(), origin)


def library_origin() -> str:
    """The Debian package whose standard library it is."""
    ask = ["dpkg-query", "-W", "-f", "${Package} ${Version}", "libpython3.11-stdlib"]
    answer = subprocess.run(ask, capture_output=True, text=True, check=False)
    return f"Debian {answer.stdout}" if answer.returncode == 0 else f"CPython {sys.version.split()[0]}"


def put_program(folder: Folder) -> None:
    """The sources and data of the program itself."""
    for name in OURS:
        for path in files_below(PROJECT / name, {"__pycache__"}):
            folder.put(f"app/{path.relative_to(PROJECT).as_posix()}", path.read_bytes(), "申报助手")
            if "LICEN" in path.name or path.name.startswith("OFL"):
                folder.put(f"{LICENCES}/resources/{path.name}", path.read_bytes(), "申报助手")
    folder.put("app/start.py", (PACKAGING / "start.py").read_bytes(), "申报助手")
    folder.put("python311._pth", (PACKAGING / "python311._pth").read_bytes(), "申报助手")
    for name in ("LGPL-3", "GPL-3"):  # of Qt, whose wheel names its licence and does not bring it
        folder.put(f"{LICENCES}/qt/{name}.txt", (COMMON_LICENCES / name).read_bytes(), "Debian base-files")
    for path in sorted((PACKAGING / "licences").glob("*")):
        folder.put(f"{LICENCES}/{path.name}", path.read_bytes(), "申报助手")
    folder.put("LICENSE", (PROJECT / "LICENSE").read_bytes(), "申报助手")


def files_below(folder: Path, without: set[str]) -> Iterator[Path]:
    """Every file of a folder in a fixed order, except in folders of these names."""
    for path in sorted(folder.rglob("*")):
        if path.is_file() and without.isdisjoint(path.relative_to(folder).parts):
            yield path


if __name__ == "__main__":
    main()
