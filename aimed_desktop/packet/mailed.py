"""What is mailed: a folder of numbered files, dealt out to as many mails as the size limit asks for."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from aimed_desktop.application.model import Application
from aimed_desktop.definition.model import Notice
from aimed_desktop.files.file_names import safe_file_name, split_suffix
from aimed_desktop.files.modes import copy_private
from aimed_desktop.packet.eml import attachment_bytes, letter_bytes
from aimed_desktop.packet.mail import ONLY_ONE, Letter, MailNumber, write_letter
from aimed_desktop.packet.names import printed_value
from aimed_desktop.packet.routes import own_route

MAIL_FOLDER: Final = "-邮件附件"
_LONGEST_NAME: Final = 40  # characters: mail programs cut long names off, in bytes of their encoding
_SHORTEST_PIECE: Final = 6
_BESIDES_BYTES: Final = 48_000  # head, text and the Word file of a mail that is not written yet


@dataclass(frozen=True, slots=True)
class Mail:
    """One mail. `files`: what is attached; `is_too_large`: one file by itself is over the limit."""

    letter: Letter
    files: tuple[Path, ...]
    is_too_large: bool = False


def is_mailed(app: Application, notice: Notice) -> bool:
    """Whether the notice wants a mail of this application; so it is where it names no way at all."""
    route = own_route(app, notice)
    return route is None or "mail" in route.by


def one_mail_holds(limit_bytes: int) -> int:
    """How large a single file may be to go into a mail of that size."""
    return max(0, limit_bytes - _BESIDES_BYTES) * 57 // 78


def make_mails(
    app: Application,
    notice: Notice,
    sources: Sequence[Path],
    folder: Path,
    limit_bytes: int,
    *,
    has_scan: bool,
) -> tuple[Mail, ...]:
    """Copy the files into `folder`, which is made, and write the letters.

    Of several mails each has a folder of its own in it: 第1封, 第2封.
    """
    folder.mkdir(parents=True)
    names = [_name(app, number, source.name) for number, source in enumerate(sources, 1)]
    sizes = [attachment_bytes(n, s.stat().st_size) for n, s in zip(names, sources, strict=True)]

    def write(attached: Sequence[str], number: MailNumber) -> Letter:
        return write_letter(app, notice, attached, has_scan=has_scan, number=number)

    dealt = deal_letters(names, sizes, limit_bytes, write)
    mails = []
    for number, (letter, part, is_too_large) in enumerate(dealt, 1):
        target = folder / f"第{number}封" if len(dealt) > 1 else folder
        target.mkdir(exist_ok=True)
        for at in part:
            copy_private(sources[at], target / names[at])
        mails.append(Mail(letter, tuple(target / names[at] for at in part), is_too_large))
    return tuple(mails)


def deal_letters(
    names: Sequence[str],
    sizes: Sequence[int],
    limit_bytes: int,
    write: Callable[[Sequence[str], MailNumber], Letter],
) -> list[tuple[Letter, list[int], bool]]:
    """The letter of each mail, the numbers of its files, and whether it is over the limit all the same.

    `sizes`: what each file takes in a mail as it is sent.
    """
    count = len(names)
    longest = write(names, MailNumber(count, count, count))  # no letter of a part of them is longer
    room = limit_bytes - letter_bytes(write(names, ONLY_ONE))
    dealt = deal(sizes, room if sum(sizes) <= room else limit_bytes - letter_bytes(longest))
    made = []
    for number, part in enumerate(dealt, 1):
        letter = write([names[at] for at in part], MailNumber(number, len(dealt), count))
        made.append((letter, part, sum(sizes[at] for at in part) > limit_bytes - letter_bytes(letter)))
    return made


def deal(sizes: Sequence[int], room: int) -> list[list[int]]:
    """The numbers, from 0, of the files of each mail: each file in the first mail that has room for it.

    A file larger than `room` has a mail of its own. No files make one mail without any.
    """
    mails: list[list[int]] = []
    filled: list[int] = []
    for at, size in enumerate(sizes):
        number = next((n for n, used in enumerate(filled) if used + size <= room), None)
        if number is None:
            mails.append([])
            filled.append(0)
            number = len(mails) - 1
        mails[number].append(at)
        filled[number] += size
    return mails or [[]]


def _name(app: Application, number: int, name: str) -> str:
    """A short name under which the file is attached: numbered, and told from that of other units."""
    stem, suffix = split_suffix(re.sub(r"^\d\d-", "", name))  # papers are numbered in the packet, too
    unit = safe_file_name(printed_value(app, app.form.unit_name), reserve=0)
    project = printed_value(app, app.form.project_name)
    if unit not in stem:
        stem = "-".join(piece for piece in (unit, project, stem) if piece)
    return safe_file_name(f"{number:02d}-{_short(stem)}", suffix)


def _short(stem: str) -> str:
    """The longest pieces between the hyphens are shortened first, so that something of each is seen."""
    pieces = stem.split("-")
    while len("-".join(pieces)) > _LONGEST_NAME:
        at = max(range(len(pieces)), key=lambda index: len(pieces[index]))
        if len(pieces[at]) <= _SHORTEST_PIECE:
            break
        pieces[at] = f"{pieces[at].removesuffix('…')[:-1]}…"
    return "-".join(pieces)
