"""`aimed count`: Word's 字数 of a text."""

from __future__ import annotations

import sys
from argparse import Namespace
from dataclasses import asdict
from pathlib import Path

from aimed_desktop.application.values.counting import count as count_text
from aimed_desktop.commands.session import CommandSession, show, show_json
from aimed_desktop.errors import UserProblem
from aimed_desktop.exit_status import ExitStatus
from aimed_desktop.files.reading import read_regular, size_text

_MOST_BYTES = 64 * 1024**2


def count(arguments: Namespace, session: CommandSession) -> int:
    """The counts of a UTF-8 text file, or of standard input."""
    counted = count_text(_text(arguments.file))
    if arguments.json:
        show_json(asdict(counted))
    else:
        show(counted.words)
    return ExitStatus.DONE


def _text(named: str) -> str:
    too_big = UserProblem("file_too_big", path=named, limit=size_text(_MOST_BYTES))
    if named == "-":
        data = sys.stdin.buffer.read(_MOST_BYTES + 1)
    else:
        data = read_regular(Path(named), _MOST_BYTES, too_big)
    if len(data) > _MOST_BYTES:
        raise too_big
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise UserProblem("not_utf8", path=named) from None
