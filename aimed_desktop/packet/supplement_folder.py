"""The folder of papers that are handed in later: the new ones alone, their list and their letter."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from aimed_desktop.application.life.supplement import Supplement, new_papers
from aimed_desktop.application.model import Application
from aimed_desktop.definition.model import Notice
from aimed_desktop.document.pdf.pdf import pdf_bytes
from aimed_desktop.errors import UserProblem
from aimed_desktop.files.modes import write_new
from aimed_desktop.files.together import put_together
from aimed_desktop.files.writing import make_folder, partial_folder
from aimed_desktop.packet import payload
from aimed_desktop.packet.eml import attachment_bytes
from aimed_desktop.packet.mail import Letter, MailNumber, write_supplement_letter
from aimed_desktop.packet.mail_files import write_mail_files
from aimed_desktop.packet.mailed import Mail, deal_letters, is_mailed
from aimed_desktop.packet.names import packet_name
from aimed_desktop.packet.payload import Payload, place_materials
from aimed_desktop.packet.supplement_list import supplement_plan
from aimed_desktop.packet.zipping import files_in
from aimed_desktop.settings import USUAL

_SUFFIX: Final = "-补正材料"
_WHERE: Final = "就在这个文件夹里，逐个添加"


@dataclass(frozen=True, slots=True)
class SupplementFolder:
    """Where it stands, its letters, none where no mail is wanted, and the names of its files.

    `is_complete`: the drafts hold all of them.
    """

    folder: Path
    letters: tuple[Letter, ...]
    contents: tuple[str, ...]
    is_complete: bool


def write_supplement(
    app: Application,
    notice: Notice,
    asked: Supplement,
    out: Path,
    day: str,
    mail_limit_bytes: int = USUAL.mail_limit_bytes,
) -> SupplementFolder:
    """Put the papers of a round, 补交清单 and the letter of `day` into a folder of its own in `out`.

    UserProblem where no paper has come in, or nothing can be written. What stands there is left alone.
    """
    papers = new_papers(app, asked)
    if not papers:
        raise UserProblem("supplement_empty")
    name = packet_name(app, notice, _SUFFIX)
    with partial_folder(make_folder(out)) as partial:
        root = partial / "0"
        root.mkdir(parents=True)
        write_new(root / payload.SUPPLEMENT, pdf_bytes(supplement_plan(app, notice, [asked])))
        _, items = place_materials(app, [paper.entry for paper in papers], Payload(root))
        attached = [payload.SUPPLEMENT, *(item.path for item in items)]
        mails: list[Mail] = []
        if is_mailed(app, notice):
            mails = _mails(app, notice, asked, root, attached, day, mail_limit_bytes)
            write_mail_files(root, mails, _WHERE, has_folders=False)
        (folder,) = put_together(partial, lambda number: (name if number == 1 else f"{name}-{number}",))
    contents = tuple(path.relative_to(folder).as_posix() for path in files_in(folder))
    letters = tuple(mail.letter for mail in mails)
    return SupplementFolder(folder, letters, contents, not any(mail.is_too_large for mail in mails))


def _mails(
    app: Application,
    notice: Notice,
    asked: Supplement,
    root: Path,
    attached: Sequence[str],
    day: str,
    limit_bytes: int,
) -> list[Mail]:
    def write(paths: Sequence[str], number: MailNumber) -> Letter:
        return write_supplement_letter(app, notice, paths, asked.who, day, number)

    files = [root / path for path in attached]
    sizes = [attachment_bytes(path.name, path.stat().st_size) for path in files]
    dealt = deal_letters(attached, sizes, limit_bytes, write)
    return [Mail(letter, tuple(files[at] for at in part), over) for letter, part, over in dealt]
