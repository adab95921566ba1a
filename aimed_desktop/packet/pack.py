"""The packet of an application: one folder and its zip, whole or not at all."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from aimed_desktop import __version__
from aimed_desktop.application.checks.checks import check
from aimed_desktop.application.checks.finding import Finding
from aimed_desktop.application.file import to_json
from aimed_desktop.application.files import safe_name
from aimed_desktop.application.model import Application
from aimed_desktop.definition.model import Notice
from aimed_desktop.document.plan.fingerprint import fingerprint
from aimed_desktop.errors import UserProblem
from aimed_desktop.files.modes import write_new
from aimed_desktop.files.together import put_together
from aimed_desktop.files.writing import make_folder, partial_folder
from aimed_desktop.packet import payload
from aimed_desktop.packet.bag import FINGERPRINT_LABEL, VERSION_LABEL, write_bag
from aimed_desktop.packet.fixed_paper import FixedPaper
from aimed_desktop.packet.inventory import inventory
from aimed_desktop.packet.mail import Letter, write_letter
from aimed_desktop.packet.mail_files import MAIL_LIMIT_BYTES, write_mail_files
from aimed_desktop.packet.names import packet_name, printed_value
from aimed_desktop.packet.payload import Item, MadeScan, Payload
from aimed_desktop.packet.routing import routing_plan
from aimed_desktop.packet.scan_findings import scan_slot
from aimed_desktop.packet.tag_files import PAYLOAD
from aimed_desktop.packet.zipping import files_in, zip_folder
from aimed_desktop.stopping import checkpoint

Documents = Callable[[Path], list[Path]]


@dataclass(frozen=True, slots=True)
class PackResult:
    """The packet folder, its zip and letter; `findings` did not stop it, but the clerk should know."""

    folder: Path
    archive: Path
    findings: tuple[Finding, ...]
    letter: Letter
    contents: tuple[str, ...]  # the names of its files below data/


def pack(
    app: Application,
    notice: Notice,
    sources: dict[str, bytes],
    out: Path,
    scans: Sequence[Path | MadeScan],
    documents: Documents,
    paper: FixedPaper | None = None,
    *,
    facts: Sequence[str] = (),
) -> PackResult:
    """Make the packet in `out`; `documents` writes the Word and PDF files into a folder, those of `paper`.

    `scans` have been judged; `facts`: what the packet itself says of them, as 缺第8页.

    UserProblem where a check reports an error, a file cannot be used, or `out` cannot be written.
    An existing packet is left alone: the new one is called `-2`.
    """
    _refuse_unfit(app)
    name = packet_name(app, notice)
    with partial_folder(make_folder(out)) as partial:
        root = partial / "0"
        findings, letter = _fill(root / PAYLOAD, app, notice, sources, scans, documents, paper, facts)
        write_bag(root, _information(app))
        zip_folder(root, partial / "1", name)
        checkpoint()
        folder, archive = put_together(partial, lambda number: _names(name, number))
    contents = tuple(path.relative_to(folder / PAYLOAD).as_posix() for path in files_in(folder / PAYLOAD))
    return PackResult(folder, archive, findings, letter, contents)


def _refuse_unfit(app: Application) -> None:
    """UserProblem where a check reports an error, as a rule does that stops state secrets."""
    errors = sum(finding.severity == "error" for finding in check(app))
    if errors:
        raise UserProblem("pack_refused", count=errors)


def _fill(
    data: Path,
    app: Application,
    notice: Notice,
    sources: dict[str, bytes],
    scans: Sequence[Path | MadeScan],
    documents: Documents,
    paper: FixedPaper | None,
    facts: Sequence[str],
) -> tuple[tuple[Finding, ...], Letter]:
    """Put every file of the packet into `data`."""
    from aimed_desktop.document.pdf.pdf import pdf_bytes

    data.mkdir(parents=True)
    target = Payload(data)
    printed = documents(data)
    for path in printed:
        target.know(path)
    placed, items = payload.place_files(app, target)
    scanned = payload.place_scans(scans, printed, target)
    write_new(data / payload.ROUTING_SHEET, pdf_bytes(routing_plan(app, notice, paper)))
    write_new(data / payload.APPLICATION, to_json(placed))
    _write_definition(data / payload.DEFINITION, sources)
    letter, complete = _write_mail(
        data / payload.MAIL, app, notice, _mailed(printed, scanned, items), bool(scanned)
    )
    mark = fingerprint(app)
    titles = {item.path: item.title for item in (*items, *scanned)}
    titles[payload.ROUTING_SHEET] = "盖章签字路线单，留在本单位"
    text = inventory(app, notice, mark, data, titles, facts)
    write_new(data / payload.INVENTORY, text.encode())
    missing = [] if scanned else [_scan_missing(scan_slot(app), bool(scans))]
    return (*missing, *([] if complete else [_mail_too_large()])), letter


def _write_definition(folder: Path, sources: dict[str, bytes]) -> None:
    folder.mkdir()
    for name, source in sources.items():
        write_new(folder / safe_name(name).name, source)


def _mailed(printed: Sequence[Path], scanned: Sequence[Item], items: Sequence[Item]) -> list[str]:
    """What the notices ask for by mail: Word, the stamped scan, the materials; not the unstamped PDF."""
    word = [path.name for path in printed if path.suffix == ".docx"]
    materials = [item.path for item in items if item.path.startswith(f"{payload.MATERIALS}/")]
    return list(dict.fromkeys([*word, *(item.path for item in scanned), *materials]))


def _write_mail(
    folder: Path, app: Application, notice: Notice, mailed: list[str], has_scan: bool
) -> tuple[Letter, bool]:
    """Write the three files of the letter; whether the draft holds all attachments."""
    folder.mkdir()
    letter = write_letter(app, notice, mailed, has_scan=has_scan)
    return letter, write_mail_files(folder, folder.parent, letter)


def _scan_missing(slot: str | None, scans_given: bool) -> Finding:
    message = "给出的扫描件与未盖章的 PDF 完全相同，没有放入。" if scans_given else "报送包里没有盖章扫描件。"
    fix = "请盖章签字后扫描，加入扫描件，再打包一次。"
    return Finding("warning", "material", slot, "盖章扫描件", message, fix, "pack")


def _mail_too_large() -> Finding:
    message = f"邮件附件共超过 {MAIL_LIMIT_BYTES // 1000**2} MB，多数邮箱会拒收。"
    return Finding("warning", "material", None, "邮件", message, "请用邮箱的超大附件，或分几封发送。", "pack")


def _information(app: Application) -> dict[str, str]:
    """bag-info.txt. No clock: the bagging date is 申报日期, so that the same input gives the same bytes."""
    mark = fingerprint(app)
    project = printed_value(app, app.form.project_name)
    lines = {
        "Source-Organization": printed_value(app, app.form.unit_name),
        "External-Description": "：".join(text for text in (app.form.title, project) if text),
        "External-Identifier": f"{app.form.id}-{mark}",
        "Bag-Software-Agent": f"AIMed Desktop {__version__}",
        "AIMed-Form": app.form.id,
        "AIMed-Form-Version": str(app.form.version),
        VERSION_LABEL: str(app.version),
        FINGERPRINT_LABEL: mark,
    }
    date = app.text_of(app.form.apply_date)
    if re.fullmatch(r"\d{4}-\d{2}-\d{2}", date):
        lines["Bagging-Date"] = date
    return {label: text for label, text in lines.items() if text}


def _names(name: str, number: int) -> tuple[str, str]:
    """Folder and zip under one name: both get the number where either stands already."""
    label = name if number == 1 else f"{name}-{number}"
    return label, f"{label}.zip"
