"""A letter as three files: a draft for a mail program, a text, a page to copy from."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from aimed_desktop.files.modes import write_new
from aimed_desktop.packet.eml import write_eml
from aimed_desktop.packet.mail import Letter
from aimed_desktop.packet.mail_card import IN_PACKET, card_page, mail_notes

MAIL_LIMIT_BYTES: Final = 50 * 1000**2  # what the common Chinese mailboxes take
_EML: Final = "邮件草稿.eml"


def write_mail_files(folder: Path, base: Path, letter: Letter, where: str = IN_PACKET) -> bool:
    """Write them into `folder`; whether the draft holds all attachments, whose paths begin at `base`.

    `where` tells the clerk where the attachments lie.
    """
    attachments = [base / path for path in letter.attachments]
    complete = sum(path.stat().st_size for path in attachments) <= MAIL_LIMIT_BYTES
    write_eml(folder / _EML, letter, attachments if complete else [])
    notes = mail_notes(letter, eml_name=_EML, eml_is_complete=complete, where=where)
    write_new(folder / "邮件说明.txt", notes.encode())
    write_new(folder / "邮件卡.html", card_page(letter).encode())
    return complete
