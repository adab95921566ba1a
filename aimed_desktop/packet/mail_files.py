"""Letters as files: a draft of each for a mail program, a text, a page to copy from."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Final

from aimed_desktop.files.modes import write_new
from aimed_desktop.packet.eml import write_eml
from aimed_desktop.packet.mail_card import BY_LARGE_ATTACHMENT, IN_FOLDER, card_page, mail_notes
from aimed_desktop.packet.mailed import Mail

_EML: Final = "邮件草稿"


def write_mail_files(
    folder: Path, mails: Sequence[Mail], where: str = IN_FOLDER, *, has_folders: bool = True
) -> None:
    """Write them into `folder`. A mail that is too large goes without its attachments.

    `where` tells the clerk where the attachments lie, `has_folders` that each of several mails has its own.
    """
    several = len(mails) > 1
    notes = []
    for number, mail in enumerate(mails, 1):
        name = f"{_EML}-第{number}封.eml" if several else f"{_EML}.eml"
        write_eml(folder / name, mail.letter, () if mail.is_too_large else mail.files)
        head = f"第 {number} 封，共 {len(mails)} 封\r\n\r\n" if several else ""
        lies = BY_LARGE_ATTACHMENT if mail.is_too_large else where
        if several and has_folders:
            lies = f"“第{number}封”文件夹：{lies}"
        said = mail_notes(mail.letter, eml_name=name, eml_is_complete=not mail.is_too_large, where=lies)
        notes.append(head + said)
    write_new(folder / "邮件说明.txt", "\r\n\r\n".join(notes).encode())
    write_new(folder / "邮件卡.html", card_page([mail.letter for mail in mails]).encode())
