"""What is mailed: short numbered names in one folder, in as many mails as the limit asks for."""

from __future__ import annotations

import email
import email.policy
import hashlib
import os
import shutil
import subprocess
from collections.abc import Callable
from email.message import EmailMessage
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aimed_desktop.application.model import Application, MaterialFile
from aimed_desktop.definition.library import library_from_sources
from aimed_desktop.definition.model import Notice
from aimed_desktop.document.export import export
from aimed_desktop.packet.eml import attachment_bytes, write_eml
from aimed_desktop.packet.mail import write_letter
from aimed_desktop.packet.mailed import deal, one_mail_holds
from aimed_desktop.packet.pack import PackResult, pack
from aimed_desktop.services.packing import _mailed_words
from aimed_desktop.settings import UserSettings

from .conftest import NOTICE, SOURCES

Pack = Callable[..., PackResult]
LIMIT = 500_000


@pytest.fixture
def packed(app: Application, notice: Notice, tmp_path: Path) -> Pack:
    def make(out: str = "out", limit: int = LIMIT, asked: Notice = notice) -> PackResult:
        return pack(
            app,
            asked,
            SOURCES,
            tmp_path / out,
            (),
            lambda folder: export(app, folder, draft=False),
            mail_limit_bytes=limit,
        )

    return make


@pytest.fixture
def heavy(app: Application) -> Application:
    """Four papers that no compressor makes smaller, of which two fit into a mail."""
    folder = Path(app.files.folder)  # type: ignore[attr-defined]
    for number in range(4):
        (folder / "files" / f"检测报告{number}.bin").write_bytes(os.urandom(160_000))
    papers = tuple(MaterialFile("proof", f"files/检测报告{number}.bin") for number in range(4))
    app.set_materials((*app.materials, *papers))
    return app


def in_folder(folder: Path | None) -> list[Path]:
    assert folder is not None
    return sorted(path for path in folder.rglob("*") if path.is_file())


def messages(made: PackResult) -> list[tuple[Path, EmailMessage]]:
    read = []
    for path in sorted((made.folder / "data" / "邮件").glob("*.eml")):
        message = email.message_from_bytes(path.read_bytes(), policy=email.policy.default)
        assert isinstance(message, EmailMessage)
        read.append((path, message))
    return read


def attached(message: EmailMessage) -> dict[str, bytes]:
    return {part.get_filename() or "": part.get_content() for part in message.iter_attachments()}


def test_beside_the_packet_stands_exactly_what_is_mailed_under_short_numbered_names(packed: Pack) -> None:
    made = packed()
    assert made.mail == made.folder.with_name(f"{made.folder.name}-邮件附件")
    assert [path.name for path in in_folder(made.mail)] == [
        "01-示例医院-影像辅助诊断-申报书.docx",
        "02-示例医院-影像辅助诊断-营业执照副本复印件-证照（证件号略）.pdf",
        "03-示例医院-影像辅助诊断-证明材料-评价.pdf",
    ]
    ((_, message),) = messages(made)
    assert attached(message) == {path.name: path.read_bytes() for path in in_folder(made.mail)}


def test_too_much_for_one_mail_is_dealt_out_each_under_the_limit_and_nothing_is_left_out(
    heavy: Application, packed: Pack
) -> None:
    made = packed()
    mails = messages(made)
    assert [message["Subject"] for _, message in mails] == [
        f"案例征集+示例医院+影像辅助诊断（{number}/2）" for number in (1, 2)
    ]
    assert all(path.stat().st_size <= LIMIT for path, _ in mails)
    assert "第 2 封" in mails[1][1].get_body().get_content()  # type: ignore[union-attr]
    found = {path.parent.name: {} for path in in_folder(made.mail)}
    for path in in_folder(made.mail):
        found[path.parent.name][path.name] = path.read_bytes()
    assert found == {f"第{number}封": attached(message) for number, (_, message) in enumerate(mails, 1)}
    names = sorted(name for mail in found.values() for name in mail)
    assert [name[:2] for name in names] == [f"{number:02d}" for number in range(1, 8)]
    mailed = {hashlib.sha256(path.read_bytes()).digest() for path in in_folder(made.mail)}
    papers = in_folder(made.folder / "data" / "材料")
    assert mailed.issuperset(hashlib.sha256(path.read_bytes()).digest() for path in papers)
    assert "没有放" not in "".join(finding.message for finding in made.findings)
    notes = (made.folder / "data" / "邮件" / "邮件说明.txt").read_text("utf-8")
    assert notes.count("主题：") == 2 and "附件（“第2封”文件夹：" in notes


def test_a_file_larger_than_a_mail_is_told_and_stands_ready_by_itself(
    heavy: Application, packed: Pack
) -> None:
    made = packed(limit=200_000)
    told = [finding for finding in made.findings if "超过一封邮件的上限" in finding.message]
    assert len(told) == 4 and all(finding.severity == "warning" for finding in told)
    assert "超大附件" in told[0].fix
    for path, message in messages(made):
        assert path.stat().st_size <= 200_000
        listed = message.get_body().get_content()  # type: ignore[union-attr]
        assert attached(message) or "检测报告" in listed
    assert sum(path.suffix == ".bin" for path in in_folder(made.mail)) == 4
    notes = (made.folder / "data" / "邮件" / "邮件说明.txt").read_text("utf-8").split("主题：")[1:]
    large = [text for text in notes if "超大附件" in text]
    assert len(large) == 4 and all("附件（“第" in text for text in large)
    assert not any("全部选中" in text or "含全部附件" in text for text in large)
    (words,) = _mailed_words(made, UserSettings())
    assert "不超过" not in words and f"分成 {len(notes)} 封" in words


def test_a_long_list_of_attachments_is_counted_to_the_byte(app: Application, packed: Pack) -> None:
    folder = Path(app.files.folder)  # type: ignore[attr-defined]
    names = [f"files/第{number}份{'长' * 30}.bin" for number in range(200)]
    for number, name in enumerate(names):
        (folder / name).write_bytes(os.urandom(30) + b"%d" % number)
    app.set_materials((*app.materials, *(MaterialFile("proof", name) for name in names)))
    limit = messages(packed("whole", limit=10**7))[0][0].stat().st_size
    (whole,) = messages(packed("same", limit=limit))
    assert whole[0].stat().st_size == limit
    parts = messages(packed("less", limit=limit - 1))
    assert len(parts) == 2 and all(path.stat().st_size < limit for path, _ in parts)


def test_mails_and_packet_are_the_same_bytes_again(heavy: Application, packed: Pack) -> None:
    def content(made: PackResult) -> dict[str, bytes]:
        return {path.name: path.read_bytes() for path in (*in_folder(made.mail), made.archive)}

    assert content(packed("1")) == content(packed("2"))


def test_the_mail_folder_shares_the_number_of_its_packet(packed: Pack) -> None:
    first = packed()
    shutil.rmtree(first.folder)
    first.archive.unlink()
    second = packed()
    assert second.mail is not None and second.mail.name.endswith("-2-邮件附件")
    assert second.folder.name.endswith("-2")


def test_a_notice_that_wants_paper_alone_gets_no_mail(packed: Pack) -> None:
    paper = NOTICE.replace("by: [paper, mail], copies: 2", "by: [paper], copies: 2")
    made = packed(asked=library_from_sources(SOURCES | {"notice.yaml": paper.encode()}).notice("city-2026"))
    assert made.mail is None and made.letters == ()
    assert not (made.folder / "data" / "邮件").exists()
    assert {path.name for path in made.folder.parent.iterdir()} == {made.folder.name, made.archive.name}


def test_a_long_name_is_shortened_where_it_is_longest_and_keeps_something_of_every_piece(
    app: Application, packed: Pack
) -> None:
    app.set("scene_name", "急诊胸痛三联征影像智能辅助诊断与危急值闭环管理平台" * 2)
    names = [path.stem for path in in_folder(packed().mail)]
    assert all(len(name) <= 43 for name in names)
    assert all(
        name.startswith(f"{at:02d}-示例医院-急诊胸痛") and "…" in name for at, name in enumerate(names, 1)
    )
    assert [name.rpartition("-")[2] for name in names] == ["申报书", "证照（证件号略）", "评价"]


@given(st.lists(st.integers(1, 120), max_size=12))
def test_every_file_is_in_one_mail_and_no_mail_of_several_is_over_its_room(sizes: list[int]) -> None:
    mails = deal(sizes, 100)
    assert sorted(at for mail in mails for at in mail) == list(range(len(sizes)))
    assert all(len(mail) == 1 or sum(sizes[at] for at in mail) <= 100 for mail in mails if mail)


@pytest.mark.parametrize("size", [0, 1, 56, 57, 58, 5700, 123_456])
def test_the_size_of_an_attachment_as_sent_is_known_to_the_byte(
    size: int, app: Application, notice: Notice, tmp_path: Path
) -> None:
    paper = tmp_path / "武汉市“人工智能+医疗”申报书-盖章扫描件.pdf"
    paper.write_bytes(b"x" * size)
    letter = write_letter(app, notice, [paper.name], has_scan=True)
    write_eml(tmp_path / "without.eml", letter, [])
    write_eml(tmp_path / "with.eml", letter, [paper])
    more = (tmp_path / "with.eml").stat().st_size - (tmp_path / "without.eml").stat().st_size
    assert more == attachment_bytes(paper.name, size)


def test_what_is_said_to_fit_into_one_mail_does() -> None:
    size = one_mail_holds(20_000_000)
    assert len(deal([attachment_bytes("a.docx", 1000), attachment_bytes("b.pdf", size)], 20_000_000)) == 1
    assert size > 14_400_000


@pytest.mark.skipif(shutil.which("ripmime") is None, reason="ripmime is not installed")
def test_another_reader_of_mail_takes_out_the_same_files(packed: Pack, tmp_path: Path) -> None:
    made = packed()
    ((path, _),) = messages(made)
    out = tmp_path / "taken out"
    subprocess.run(["ripmime", "-i", path, "-d", out, "--no-nameless"], check=True, capture_output=True)
    taken = {hashlib.sha256(each.read_bytes()).digest() for each in out.iterdir()}
    assert taken == {hashlib.sha256(each.read_bytes()).digest() for each in in_folder(made.mail)}
