"""The ways of handing in, as the page 报送归档 shows them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from aimed_desktop.application.model import Application
from aimed_desktop.definition.model import Notice, Route
from aimed_desktop.packet.mail import Letter
from aimed_desktop.packet.routes import TO_BE_FILLED, open_term, routes
from aimed_desktop.packet.routing import TERMS, route_rows

_COPIED = ("地点", "网址")
_IN_TITLE = ("由 → 到", "方式")


class CopyRow(NamedTuple):
    """`copied` goes to the clipboard; without it there is no button. `path`: the field that is typed here."""

    label: str
    words: str
    copied: str = ""
    path: str = ""


CopyBlocks = list[tuple[str, list[CopyRow]]]


def route_blocks(app: Application, notice: Notice) -> CopyBlocks:
    """Each way that this application takes: its title and rows."""
    printed = {route.key: route for route in notice.routes}
    return [_block(route, _asked(app, printed[route.key])) for route in routes(app, notice)]


def asked_apart(app: Application) -> list[str]:
    """The fields of what the authority is asked that stand in no row of a route."""
    return [
        field.id
        for field in app.form.fields
        if field.is_term and (field.fills is None or "." not in field.fills)
    ]


def _asked(app: Application, route: Route) -> dict[str, str]:
    """The path of the field that is typed in a row of the route, by the label of the row."""
    found = {label: open_term(app, route, term) for term, label in TERMS.items()}
    return {label: field.id for label, field in found.items() if field is not None}


def letter_rows(letters: Sequence[Letter]) -> list[CopyRow]:
    """The mails, to be copied field by field."""
    several = len(letters) > 1
    return [
        row._replace(label=f"第{number}封{row.label}" if several else row.label)
        for number, letter in enumerate(letters, 1)
        for row in _letter_rows(letter)
    ]


def _letter_rows(letter: Letter) -> list[CopyRow]:
    recipients = "; ".join(letter.recipients)
    attached = "\n".join(path.rpartition("/")[2] for path in letter.attachments)
    return [
        CopyRow("收件人", letter.recipient_line, recipients),
        CopyRow("主题", letter.subject, letter.subject),
        CopyRow("正文", letter.body.strip(), letter.body.strip()),
        CopyRow("附件", attached, attached),
        *(CopyRow("尚缺", f"{missing}。盖章、扫描后重新打包，再发送。") for missing in letter.missing),
    ]


def _block(route: Route, asked: Mapping[str, str]) -> tuple[str, list[CopyRow]]:
    words = dict(route_rows(route))
    title = f"{words['由 → 到']}（{words['方式']}）"
    rows = []
    for label, text in words.items():
        if label in asked:
            rows.append(CopyRow(label, "", path=asked[label]))
        elif label == "邮箱":
            rows.append(CopyRow(label, text, "; ".join(route.mail)))
        elif label not in _IN_TITLE:
            can_copy = label in _COPIED and text != TO_BE_FILLED
            rows.append(CopyRow(label, text, text if can_copy else ""))
    return title, rows
