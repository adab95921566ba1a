"""`aimed scan`: stamped pages matched with the printed ones."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from aimed_desktop.commands.session import CommandSession, is_id, show, show_json, tell
from aimed_desktop.errors import UserProblem
from aimed_desktop.exit_status import ExitStatus

_MEND = {
    "void": "，请换成新打印的",
    "other": "，请拿出来",
    "unknown": "。是本件的，请摆正、擦净玻璃后重新扫描这一页；不是的，请拿出来",
}

if TYPE_CHECKING:
    from aimed_desktop.services.given_files import GivenFile
    from aimed_desktop.services.scan_matching import MatchedScans


def scan(arguments: Namespace, session: CommandSession) -> int:
    """Every page found, turned, put in order; with -o one PDF of them where nothing wants a hand."""
    from aimed_desktop.services.scan_matching import (
        known_besides,
        match_scans,
        printed_in_archive,
        printed_now,
    )

    named = arguments.application
    app = session.application(named)
    output = Path(arguments.output) if arguments.output else None
    given, status = _read(arguments.scans)
    if is_id(named):
        entry = named.upper()
        app, current = printed_in_archive(session.archive, entry, app, session.settings)
        besides = [*known_besides(session.archive, entry, app, current.version)]
    else:
        current, besides = printed_now(app, session.settings), []
    target = output if status == ExitStatus.DONE else None
    found = match_scans(app, current, besides, given, target, fills=arguments.fill)
    if arguments.json:
        show_json(found.to_json())
    else:
        for line in _lines(found):
            show(line)
    return max(status, ExitStatus.DONE if found.is_ok else ExitStatus.REFUSED)


def _read(names: list[str]) -> tuple[list[GivenFile], int]:
    """The files that can be read, named as given; 2 where one cannot."""
    from aimed_desktop.services.scanning import read_scan

    given, status = [], int(ExitStatus.DONE)
    for name in names:
        try:
            given.append(replace(read_scan(Path(name)), name=name))
        except UserProblem as problem:
            tell(problem)
            status = int(ExitStatus.UNUSABLE_INPUT)
    return given, status


def _lines(found: MatchedScans) -> Iterator[str]:
    """One line a page that wants a hand, a missing page, a place without a mark; at last the file."""
    from aimed_desktop.packet.filled_pages import filled_words
    from aimed_desktop.packet.pile_findings import state_words

    for page in found.pile.pages:
        if page.state not in ("ok", "blank"):
            yield f"{page.file} 第{page.index + 1}页：{state_words(page)}{_MEND.get(page.state, '')}"
    for missing in found.left:
        yield f"缺{missing.name}"
    for seal in found.seals:
        if seal.shared:
            yield f"有痕迹，请逐个核对：{seal.place}"
        elif not seal.seen:
            yield f"没有看到盖章或签字：{seal.place}"
    if found.filled:
        yield f"{filled_words(found.filled)}。请先问受理单位收不收。"
    elif found.is_ok:
        yield "各页齐全。"
    if found.made is not None:
        yield str(found.made)
