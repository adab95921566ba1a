"""The packet of an application: one folder, its zip and what is mailed, whole or not at all."""

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
from aimed_desktop.packet.bag import FINGERPRINT_LABEL, MATERIAL_PAGES_LABEL, VERSION_LABEL, write_bag
from aimed_desktop.packet.fixed_paper import FixedPaper
from aimed_desktop.packet.gathered import Gathered
from aimed_desktop.packet.inventory import inventory
from aimed_desktop.packet.mail import Letter
from aimed_desktop.packet.mail_files import write_mail_files
from aimed_desktop.packet.mailed import MAIL_FOLDER, Mail, is_mailed, make_mails
from aimed_desktop.packet.names import packet_name, printed_value
from aimed_desktop.packet.payload import MadeScan, Payload
from aimed_desktop.packet.routing import routing_plan
from aimed_desktop.packet.scan_findings import scan_slot
from aimed_desktop.packet.tag_files import PAYLOAD
from aimed_desktop.packet.zipping import files_in, zip_folder
from aimed_desktop.settings import USUAL
from aimed_desktop.stopping import checkpoint

Documents = Callable[[Path], list[Path]]


@dataclass(frozen=True, slots=True)
class PackResult:
    """The packet folder, its zip and letters; `findings` did not stop it, but the clerk should know.

    `mail`: the folder of what is mailed; None, and no letters, where the notice wants no mail.
    """

    folder: Path
    archive: Path
    findings: tuple[Finding, ...]
    letters: tuple[Letter, ...]
    contents: tuple[str, ...]  # the names of its files below data/
    mail: Path | None = None
    mails_fit: bool = True  # none of them is over the limit


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
    gathered: Gathered | None = None,
    mail_limit_bytes: int = USUAL.mail_limit_bytes,
) -> PackResult:
    """Make the packet in `out`; `documents` writes the Word and PDF files into a folder, those of `paper`.

    `scans` have been judged; `facts`: what the packet itself says of them, as 缺第8页. `gathered`: the
    supporting papers as one PDF. `mail_limit_bytes`: of one mail as it is sent.

    UserProblem where a check reports an error, a file cannot be used, or `out` cannot be written.
    An existing packet is left alone: the new one is called `-2`.
    """
    _refuse_unfit(app)
    name = packet_name(app, notice, MAIL_FOLDER).removesuffix(MAIL_FOLDER)
    with partial_folder(make_folder(out)) as partial:
        root = partial / "0"
        filling = _Filling(app, notice, root / PAYLOAD, partial / "2")
        filling.put_in(sources, scans, documents, paper, facts, gathered, mail_limit_bytes)
        write_bag(root, _information(app, gathered))
        zip_folder(root, partial / "1", name)
        checkpoint()
        paths = put_together(partial, lambda number: _names(name, number, with_mail=bool(filling.mails)))
    folder, archive, *mail = paths
    contents = tuple(path.relative_to(folder / PAYLOAD).as_posix() for path in files_in(folder / PAYLOAD))
    letters = tuple(each.letter for each in filling.mails)
    return PackResult(
        folder,
        archive,
        tuple(filling.findings),
        letters,
        contents,
        mail[0] if mail else None,
        not any(each.is_too_large for each in filling.mails),
    )


def _refuse_unfit(app: Application) -> None:
    """UserProblem where a check reports an error, as a rule does that stops state secrets."""
    errors = sum(finding.severity == "error" for finding in check(app))
    if errors:
        raise UserProblem("pack_refused", count=errors)


class _Filling:
    """One packet while its folder, and that of its mails, are filled."""

    def __init__(self, app: Application, notice: Notice, data: Path, mail: Path) -> None:
        self._app, self._notice, self._data, self._mail = app, notice, data, mail
        self.mails: tuple[Mail, ...] = ()
        self.findings: list[Finding] = []

    def put_in(
        self,
        sources: dict[str, bytes],
        scans: Sequence[Path | MadeScan],
        documents: Documents,
        paper: FixedPaper | None,
        facts: Sequence[str],
        gathered: Gathered | None,
        mail_limit_bytes: int,
    ) -> None:
        """Put every file in."""
        from aimed_desktop.document.pdf.pdf import pdf_bytes

        app, data = self._app, self._data
        data.mkdir(parents=True)
        target = Payload(data)
        printed = documents(data)
        for path in printed:
            target.know(path)
        placed, items = payload.place_files(app, target)
        scanned = payload.place_scans(scans, printed, target)
        if not scanned:
            self.findings.append(_scan_missing(scan_slot(app), bool(scans)))
        write_new(data / payload.ROUTING_SHEET, pdf_bytes(routing_plan(app, self._notice, paper)))
        write_new(data / payload.APPLICATION, to_json(placed))
        _write_definition(data / payload.DEFINITION, sources)
        together = _write_gathered(data, gathered)
        if is_mailed(app, self._notice):
            loose = _loose(app, placed, gathered)
            word = [path.name for path in printed if path.suffix == ".docx"]
            one = together if gathered is not None and gathered.is_mailed else ()
            names = dict.fromkeys([*word, *(item.path for item in scanned), *one, *loose])
            self._write_mails([data / name for name in names], mail_limit_bytes, has_scan=bool(scanned))
        titles = {item.path: item.title for item in (*items, *scanned)}
        titles |= {payload.ROUTING_SHEET: "盖章签字路线单，留在本单位"} | dict.fromkeys(
            together, "各份材料合订"
        )
        text = inventory(app, self._notice, fingerprint(app), data, titles, facts)
        write_new(data / payload.INVENTORY, text.encode())

    def _write_mails(self, files: Sequence[Path], limit_bytes: int, *, has_scan: bool) -> None:
        """What the notices ask for by mail: Word, the stamped scan, the papers; not the unstamped PDF."""
        folder = self._data / payload.MAIL
        folder.mkdir()
        self.mails = make_mails(self._app, self._notice, files, self._mail, limit_bytes, has_scan=has_scan)
        write_mail_files(folder, self.mails)
        for mail in self.mails:
            if mail.is_too_large:
                self.findings.append(_too_large(mail.files[0].name, limit_bytes))


def _write_definition(folder: Path, sources: dict[str, bytes]) -> None:
    folder.mkdir()
    for name, source in sources.items():
        write_new(folder / safe_name(name).name, source)


def _write_gathered(data: Path, gathered: Gathered | None) -> tuple[str, ...]:
    """The papers as one PDF beside them; its path."""
    if gathered is None or gathered.file is None:
        return ()
    (data / payload.MATERIALS).mkdir(exist_ok=True)  # a paper with the bytes of a printed file stands there
    path = f"{payload.MATERIALS}/{gathered.name}"
    write_new(data / path, gathered.file)
    return (path,)


def _loose(app: Application, placed: Application, gathered: Gathered | None) -> list[str]:
    """The papers that are mailed one by one: all, or those that are in no PDF with the others."""
    pairs = zip(app.materials, placed.materials, strict=True)
    return [put.file for given, put in pairs if gathered is None or given.file in gathered.apart]


def _scan_missing(slot: str | None, scans_given: bool) -> Finding:
    message = "给出的扫描件与未盖章的 PDF 完全相同，没有放入。" if scans_given else "报送包里没有盖章扫描件。"
    fix = "请盖章签字后扫描，加入扫描件，再打包一次。"
    return Finding("warning", "material", slot, "盖章扫描件", message, fix, "pack")


def _too_large(name: str, limit_bytes: int) -> Finding:
    message = (
        f"“{name}”一个文件寄出时就超过一封邮件的上限 {limit_bytes // 1000**2} MB"
        "（附件编码后大三分之一），邮件草稿里没有放。"
    )
    fix = "请用邮箱的“超大附件”发送它，或换成较小的文件后再打包。"
    return Finding("warning", "material", None, "邮件", message, fix, "pack")


def _information(app: Application, gathered: Gathered | None) -> dict[str, str]:
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
    if gathered is not None and gathered.in_scan is not None:
        lines[MATERIAL_PAGES_LABEL] = "{}-{}".format(*gathered.in_scan)
    date = app.text_of(app.form.apply_date)
    if re.fullmatch(r"\d{4}-\d{2}-\d{2}", date):
        lines["Bagging-Date"] = date
    return {label: text for label, text in lines.items() if text}


def _names(name: str, number: int, *, with_mail: bool) -> tuple[str, ...]:
    """Folder, zip and mail folder under one name: all get the number where one stands already."""
    label = name if number == 1 else f"{name}-{number}"
    return (label, f"{label}.zip", *([f"{label}{MAIL_FOLDER}"] if with_mail else []))
