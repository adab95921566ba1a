"""授权委托书: a Word file with blanks, for each who does not sign by hand where the paper asks for it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from aimed_desktop.application.life.sign_way import SignWay
from aimed_desktop.application.model import Application
from aimed_desktop.definition.layout import PageSetup
from aimed_desktop.definition.model import Notice
from aimed_desktop.document.plan.plan import (
    Paragraph,
    Plan,
    PlanBlock,
    PlanPart,
    Run,
    SignatureBlock,
    SignatureLine,
)
from aimed_desktop.document.plan.styles import SEAL_ROOM_MM
from aimed_desktop.packet.checklist import own_unit
from aimed_desktop.packet.fixed_paper import FixedPaper
from aimed_desktop.packet.hand_places import Stop
from aimed_desktop.packet.names import printed_value
from aimed_desktop.packet.routes import own_route
from aimed_desktop.packet.routing import grid
from aimed_desktop.packet.sheets.sheet import NUMBER_MM, Known, sheet_name, sheet_plan
from aimed_desktop.packet.sign_ways import LETTER, SignPlace, sign_places

_PAGE = PageSetup(number=False)
_WIDTH_MM = _PAGE.width_mm - _PAGE.left_mm - _PAGE.right_mm
_ROLES = {"法人代表": "legal", "法定代表人": "legal", "负责人": "lead", "联系人": "contact"}
_NAME, _NUMBER, _DAY = "________", "____________________", "____年__月__日"
_HAND_ROOM_MM = 6


def authorisation(
    app: Application, notice: Notice, paper: FixedPaper | None, known: Known
) -> tuple[str, bytes] | None:
    """The file's name and content; None where every place is signed as the paper asks."""
    places = [place for place in sign_places(app, paper) if place.wants_letter]
    if not places:
        return None
    from aimed_desktop.document.word.write.word_document import docx_bytes  # loads python-docx

    return sheet_name(app, LETTER, ".docx"), docx_bytes(authorisation_plan(app, notice, places, known))


def authorisation_plan(app: Application, notice: Notice, places: Sequence[SignPlace], known: Known) -> Plan:
    """A page for each signer. `known`: what the unit profile knows, where the application does not say it."""
    by_signer: dict[tuple[Run, ...], list[SignPlace]] = {}
    for place in places:
        by_signer.setdefault(tuple(_signer(app, place.line.stop, known)), []).append(place)
    letters = [tuple(_letter(app, notice, signer, found)) for signer, found in by_signer.items()]
    more = [
        PlanPart(f"letter-{number}", blocks, starts_page=True, bookmark=LETTER)
        for number, blocks in enumerate(letters[1:], 2)
    ]
    return sheet_plan(app, LETTER, letters[0], more, _PAGE)


def _letter(
    app: Application, notice: Notice, signer: Sequence[Run], places: Sequence[SignPlace]
) -> Iterator[PlanBlock]:
    unit, route = own_unit(app), own_route(app, notice)
    project = printed_value(app, app.form.project_name)
    yield Paragraph((Run(LETTER),), "title")
    if route is not None:
        yield Paragraph((Run(f"{route.to}："),), "body", indent_chars=0)
    yield _paragraph(
        f"{unit}申报《{notice.title}》{app.form.listed}，项目名称：{project}。下列各处应由",
        *signer,
        "签字，因故不能亲笔签字，现委托受托人办理。",
    )
    yield grid(
        (NUMBER_MM, _WIDTH_MM * 0.5 - NUMBER_MM, _WIDTH_MM * 0.3, _WIDTH_MM * 0.2),
        [
            ["序号", "文书及位置", "纸面文字", "方式"],
            *([str(n), p.line.where, p.label, _act(p)] for n, p in enumerate(places, 1)),
        ],
        centred=(0, 3),
        header=True,
    )
    yield _paragraph(
        "受托人：",
        Run(_NAME, "blank"),
        "，身份证号码：",
        Run(_NUMBER, "blank"),
        "，电话：",
        Run(_NAME * 2, "blank"),
        "。",
    )
    yield _paragraph("委托权限：只限在上列各处代为签字，或加盖委托人的签名章；受托人无权转委托。")
    yield _paragraph("委托期限：自", Run(_DAY, "blank"), "至", Run(_DAY, "blank"), "。")
    yield _paragraph("受托人在上述权限和期限内的签字、盖章，委托人和本单位予以认可，并承担相应责任。")
    yield SignatureBlock(
        (
            SignatureLine((Run("委托人（签字）："),), "sign", _HAND_ROOM_MM),
            SignatureLine((Run("受托人（签字）："),), "sign", _HAND_ROOM_MM),
            SignatureLine((Run("单位（盖章）："),), "stamp", SEAL_ROOM_MM),
            SignatureLine((Run("　　　　年　　月　　日"),), "date"),
        )
    )


def _act(place: SignPlace) -> str:
    return "代为签字" if place.way is SignWay.PROXY else "加盖签名章"


def _paragraph(*pieces: str | Run) -> Paragraph:
    return Paragraph(tuple(Run(piece) if isinstance(piece, str) else piece for piece in pieces), "body")


def _signer(app: Application, stop: Stop, known: Known) -> Iterator[Run]:
    """Who should sign: what the paper calls the signer, and the name, a blank where nobody knows it."""
    role = next((role for words, role in _ROLES.items() if words in (stop.who or "")), None)
    name = _name_of(app, role, known) if role is not None else ""
    if role is None and stop.unit != own_unit(app):
        name = stop.unit  # a person of the form's own rows
    if stop.who:
        yield Run(stop.who)
    if name or role is not None or not stop.who:
        yield Run(name, "answer", underline=True) if name else Run(_NAME, "blank")


def _name_of(app: Application, role: str, known: Known) -> str:
    """By the application, else by the profile."""
    key = f"{role}.name"
    path = next((path for path, field in app.form.walk() if field.profile == key and "." not in path), None)
    return printed_value(app, path) or known(key)
