"""The letter reads the same in every mailbox, and nothing in it is executed or fetched."""

from __future__ import annotations

import email
import email.policy
from dataclasses import replace
from email.message import EmailMessage
from html.parser import HTMLParser
from pathlib import Path

import pytest

from aimed_desktop.application.model import Application
from aimed_desktop.definition.model import Notice
from aimed_desktop.packet.eml import write_eml
from aimed_desktop.packet.mail import Letter, write_letter
from aimed_desktop.packet.mail_card import card_page, mail_notes

from .conftest import ID_NUMBER

LONG_NAME = "武汉市“人工智能+医疗”典型应用场景案例申报书-盖章扫描件" * 2 + ".pdf"


@pytest.fixture
def letter(app: Application, notice: Notice) -> Letter:
    return write_letter(app, notice, ["申报书.docx", "材料/评价.pdf"], has_scan=False)


def parsed(path: Path) -> EmailMessage:
    message = email.message_from_bytes(path.read_bytes(), policy=email.policy.default)
    assert isinstance(message, EmailMessage)
    return message


def test_the_subject_follows_the_pattern(letter: Letter) -> None:
    assert letter.subject == "案例征集+示例医院+影像辅助诊断"


def test_the_citys_mailbox_is_not_the_hospitals_recipient(letter: Letter) -> None:
    assert letter.recipients == ()
    assert letter.recipient_line.startswith("待填")


def test_an_id_number_or_a_line_break_never_reaches_the_letter(app: Application, notice: Notice) -> None:
    app.set("scene_name", f"张三{ID_NUMBER}\r\nBcc: evil@example.org")
    letter = write_letter(app, notice, [], has_scan=True)
    assert ID_NUMBER not in letter.subject + letter.body
    assert "\n" not in letter.subject


def test_every_attachment_arrives_under_its_name_with_its_bytes(letter: Letter, tmp_path: Path) -> None:
    files = {LONG_NAME: bytes(range(256)) * 3000, "a b.docx": b"", "表.bin": b"\r\n.\r\n"}
    for name, data in files.items():
        (tmp_path / name).write_bytes(data)
    write_eml(tmp_path / "mail.eml", letter, [tmp_path / name for name in files])
    message = parsed(tmp_path / "mail.eml")
    assert {part.get_filename(): part.get_content() for part in message.iter_attachments()} == files
    assert [part.get_param("name") for part in message.iter_attachments()] == list(files)


def test_the_draft_is_a_well_formed_message(letter: Letter, tmp_path: Path) -> None:
    (tmp_path / LONG_NAME).write_bytes(b"x" * 1000)
    write_eml(tmp_path / "mail.eml", replace(letter, subject=letter.subject * 9), [tmp_path / LONG_NAME])
    raw = (tmp_path / "mail.eml").read_bytes()
    message = parsed(tmp_path / "mail.eml")
    assert message["Subject"] == letter.subject * 9
    assert message["X-Unsent"] == "1"
    assert message["To"] is None
    body = message.get_body()
    assert body is not None
    assert body.get_content().replace("\r\n", "\n") == letter.body
    assert not [part.defects for part in message.walk() if part.defects]
    assert raw.count(b"\n") == raw.count(b"\r\n")
    assert raw.isascii()
    assert max(map(len, raw.split(b"\r\n"))) <= 998


def test_recipients_that_the_notice_prints_are_addressed(letter: Letter, tmp_path: Path) -> None:
    addressed = replace(letter, recipients=("a@example.org", "b@example.org"))
    write_eml(tmp_path / "mail.eml", addressed, [])
    assert parsed(tmp_path / "mail.eml")["To"] == "a@example.org, b@example.org"


def test_the_notes_name_recipient_subject_text_and_attachments(letter: Letter) -> None:
    notes = mail_notes(letter, eml_name="邮件草稿.eml", eml_is_complete=True)
    for piece in (
        "收件人：待填",
        f"主题：{letter.subject}",
        "李四 027-12345678",
        "2. 材料/评价.pdf",
        "尚缺：盖章扫描件",
    ):
        assert piece in notes
    assert notes.count("\n") == notes.count("\r\n")


class _Tags(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))


def test_what_is_typed_never_becomes_markup_on_the_card(letter: Letter) -> None:
    hostile = replace(
        letter, subject='</pre><script src="//evil"></script><img onerror=alert(1)>', body="{x}"
    )
    tags, plain = _Tags(), _Tags()
    tags.feed(card_page([hostile]))
    plain.feed(card_page([letter]))
    assert tags.tags == plain.tags


def test_the_card_loads_nothing(letter: Letter) -> None:
    page = _Tags()
    page.feed(card_page([letter]))
    assert not [tag for tag, attributes in page.tags if {"src", "href", "action"} & set(attributes)]
    policy = next(a["content"] for t, a in page.tags if "http-equiv" in a)
    assert policy is not None
    assert "default-src 'none'" in policy


@pytest.mark.parametrize("recipient", ["不知道", "张三 <a@b.cn>", "a@b.cn\r\nBcc: evil@example.org"])
def test_a_recipient_that_is_no_address_never_stops_the_draft(
    recipient: str, letter: Letter, tmp_path: Path
) -> None:
    write_eml(tmp_path / "mail.eml", replace(letter, recipients=(recipient, "c@d.cn")), [])
    message = parsed(tmp_path / "mail.eml")
    assert "c@d.cn" in {each.addr_spec for each in message["To"].addresses}
    assert message["Bcc"] is None
