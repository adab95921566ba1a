"""The main job on a built-in example: check, export, pack, archive, a progress line for each step."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from aimed_desktop.application.beginning import begin
from aimed_desktop.definition.library import Library, default_library
from aimed_desktop.errors import UserProblem
from aimed_desktop.files.writing import make_folder
from aimed_desktop.services.archiving import archive_packet
from aimed_desktop.services.checking import check_application
from aimed_desktop.services.exporting import export_application
from aimed_desktop.services.packing import pack_application

DEMO_PASSPHRASE = "演示专用口令-请勿用于真实申报"  # noqa: S105 - guards fictional data only


def run_demo(form_id: str | None, folder: Path, tell: Callable[[str], None]) -> None:
    """Everything goes below `folder`; UserProblem when a step fails."""
    from aimed_desktop.archive.archive import Archive

    make_folder(folder)
    library = default_library(None)
    app = begin(library, form_id or first_example(library), example=True)
    notice, sources = library.notice(app.form.notice_id), library.sources(app.form)
    tell(f"演示：{app.form.listed}（示例数据，纯属虚构）")

    findings = check_application(app)
    errors = sum(finding.severity == "error" for finding in findings)
    tell(f"[1/4] 检查：必改 {errors} 项，建议 {len(findings) - errors} 项")
    exported = export_application(app, folder / "导出", draft=False)
    if exported.refused:
        raise UserProblem("export_refused", count=exported.errors)
    tell("[2/4] 导出：" + _names(exported.paths))
    packed = pack_application(app, notice, sources, folder / "报送包")
    if packed.refused:
        raise UserProblem("pack_refused", count=packed.errors)
    tell("[3/4] 打包：" + _names(packed.paths))
    data_dir = folder / "数据"
    make = Archive.open if Archive.exists(data_dir) else Archive.create
    with make(data_dir, DEMO_PASSPHRASE, use_keyring=False) as archive:
        entry = archive_packet(archive, packed.paths[1])
    tell(f"[4/4] 归档：编号 {entry}")
    tell(f"完成。文件都在：{folder.resolve()}")


def write_demo_passphrase(folder: Path) -> Path:
    """A file with the passphrase of the demonstration, in a folder that is made where there is none."""
    path = make_folder(folder) / "passphrase"
    path.write_text(DEMO_PASSPHRASE, encoding="utf-8")
    return path


def first_example(library: Library) -> str:
    """The first application form that ships an example."""
    entries = library.listing(all_=False)
    return next(e.id for e in entries if e.kind == "application" and library.example(e.id) is not None)


def _names(paths: tuple[Path, ...]) -> str:
    return "、".join(path.name for path in paths)
