"""The ways of handing in, as the page 报送归档 shows them."""

from __future__ import annotations

from typing import NamedTuple

from aimed_desktop.application.model import Application
from aimed_desktop.definition.model import Notice, Route
from aimed_desktop.packet.mail import Letter
from aimed_desktop.packet.routes import TO_BE_FILLED, routes
from aimed_desktop.packet.routing import route_rows

_COPIED = ("地点", "网址")
_IN_TITLE = ("由 → 到", "方式")


class CopyRow(NamedTuple):
    """`copied` goes to the clipboard; without it there is no button."""

    label: str
    words: str
    copied: str = ""


CopyBlocks = list[tuple[str, list[CopyRow]]]


def route_blocks(app: Application, notice: Notice) -> CopyBlocks:
    """Each way that this application takes: its title and rows."""
    return [_block(route) for route in routes(app, notice)]


def letter_rows(letter: Letter) -> list[CopyRow]:
    """The mail, to be copied field by field."""
    recipients = "; ".join(letter.recipients)
    attached = "\n".join(path.rpartition("/")[2] for path in letter.attachments)
    return [
        CopyRow("收件人", letter.recipient_line, recipients),
        CopyRow("主题", letter.subject, letter.subject),
        CopyRow("正文", letter.body.strip(), letter.body.strip()),
        CopyRow("附件", attached, attached),
        *(CopyRow("尚缺", f"{missing}。盖章、扫描后重新打包，再发送。") for missing in letter.missing),
    ]


def _block(route: Route) -> tuple[str, list[CopyRow]]:
    words = dict(route_rows(route))
    title = f"{words['由 → 到']}（{words['方式']}）"
    rows = []
    for label, text in words.items():
        if label == "邮箱":
            rows.append(CopyRow(label, text, "; ".join(route.mail)))
        elif label not in _IN_TITLE:
            can_copy = label in _COPIED and text != TO_BE_FILLED
            rows.append(CopyRow(label, text, text if can_copy else ""))
    return title, rows
