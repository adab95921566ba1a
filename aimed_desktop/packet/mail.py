"""The letter that goes with the electronic papers: to whom, subject, text, what is attached."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from aimed_desktop.application.model import Application
from aimed_desktop.application.values.dates import printed as printed_date
from aimed_desktop.definition.model import Notice
from aimed_desktop.files.file_names import mask_id_numbers
from aimed_desktop.packet.names import filled, printed_value
from aimed_desktop.packet.routes import TO_BE_FILLED, own_route

_OPENING = "现报送{about}申报材料，共 {count} 个附件，请查收。"
_OPENING_OF_SEVERAL = (
    "现报送{about}申报材料，共 {all} 个附件，分 {of} 封发送。这是第 {number} 封，附件 {count} 个，请查收。"
)
_SUPPLEMENT = "按要求补交{about}的材料，共 {count} 个附件，请查收。申报书不变。"

_SUPPLEMENT_OF_SEVERAL = (
    "按要求补交{about}的材料，共 {all} 个附件，分 {of} 封发送。"
    "这是第 {number} 封，附件 {count} 个，请查收。申报书不变。"
)


@dataclass(frozen=True, slots=True)
class MailNumber:
    """Which of how many mails it is, and how many files all of them carry."""

    number: int = 1
    of: int = 1
    files: int = 0


ONLY_ONE = MailNumber()


@dataclass(frozen=True, slots=True)
class Letter:
    """A mail as the clerk sends it. No recipients: the notice prints none, the clerk asks and types."""

    recipients: tuple[str, ...]
    subject: str
    body: str
    attachments: tuple[str, ...]  # names, of a folder with subfolders paths in it
    missing: tuple[str, ...]  # what the notice asks for and is not there yet

    @property
    def recipient_line(self) -> str:
        return "; ".join(self.recipients) or f"{TO_BE_FILLED}（通知未写明邮箱，请向受理单位确认）"


def write_letter(
    app: Application,
    notice: Notice,
    attachments: Iterable[str],
    *,
    has_scan: bool,
    number: MailNumber = ONLY_ONE,
) -> Letter:
    """The letter to where the notice sends this application. It holds no ID number."""
    route = own_route(app, notice)
    recipients, to = (route.mail, route.to) if route is not None else ((), None)
    paths = tuple(attachments)
    return Letter(
        tuple(recipients),
        _subject(app, notice) + _of_several(number),
        _body(
            app, to, paths, app.text_of(app.form.apply_date), _opening(number, _OPENING, _OPENING_OF_SEVERAL)
        ),
        paths,
        () if has_scan else ("盖章扫描件",),
    )


def write_supplement_letter(
    app: Application,
    notice: Notice,
    attachments: Iterable[str],
    asked_by: str,
    day: str,
    number: MailNumber = ONLY_ONE,
) -> Letter:
    """The letter of `day` with papers that are handed in later, to where the application went."""
    route = own_route(app, notice)
    paths = tuple(attachments)
    body = _body(app, asked_by, paths, day, _opening(number, _SUPPLEMENT, _SUPPLEMENT_OF_SEVERAL))
    recipients = tuple(route.mail) if route is not None else ()
    subject = f"{_subject(app, notice)}（补正材料）{_of_several(number)}"
    return Letter(recipients, subject, body, paths, ())


def _of_several(number: MailNumber) -> str:
    return f"（{number.number}/{number.of}）" if number.of > 1 else ""


def _opening(number: MailNumber, of_one: str, of_several: str) -> str:
    if number.of == 1:
        return of_one
    said = {"all": number.files, "of": number.of, "number": number.number}
    return of_several.format(**said, about="{about}", count="{count}")


def _subject(app: Application, notice: Notice) -> str:
    """By the pattern of form, route or notice; where none is printed: unit, form and project."""
    route = own_route(app, notice)
    printed = app.form.subject or (route.subject if route is not None else None) or notice.subject
    return filled(app, printed or "{unit}-{title}-{project}")


def _body(app: Application, to: str | None, attachments: tuple[str, ...], date: str, opening: str) -> str:
    unit, project = printed_value(app, app.form.unit_name), printed_value(app, app.form.project_name)
    about = f"“{project}”的{app.form.quoted}" if project else app.form.quoted
    lines = [
        f"{to or '受理单位'}：",
        "",
        opening.format(about=about, count=len(attachments)),
        "",
        *(f"{number}. {path.rpartition('/')[2]}" for number, path in enumerate(attachments, 1)),
        "",
        *contact_lines(app),
        *([unit] if unit else []),
        *([printed_date(date)] if date else []),
    ]
    return mask_id_numbers("\n".join(lines)).rstrip("\n") + "\n"


def contact_lines(app: Application) -> list[str]:
    """Name and telephone of the contact person, found by what the profile offers there."""
    by_key = {field.profile: path for path, field in app.form.walk() if field.profile and "." not in path}
    name, phone = (printed_value(app, by_key.get(key)) for key in ("contact.name", "contact.phone"))
    return [f"联系人：{name} {phone}".rstrip()] if name else []
