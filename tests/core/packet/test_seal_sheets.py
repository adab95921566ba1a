"""用印审签单, 授权委托书 and what goes with the sheets of joint units: made, opened and read back."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from docx import Document

from aimed_desktop.application.beginning import begin
from aimed_desktop.application.life.joint_sheets import joint_sheets, keep_until, note_back, note_sent
from aimed_desktop.application.life.sign_way import SignWay
from aimed_desktop.application.model import Application, MaterialFile, Status
from aimed_desktop.definition.library import default_library, library_from_sources
from aimed_desktop.definition.model import Notice
from aimed_desktop.document.pdf.pdf import pdf_bytes
from aimed_desktop.document.plan.fingerprint import fingerprint
from aimed_desktop.packet.checklist import seals_of
from aimed_desktop.packet.fixed_paper import FixedPaper, draw_paper
from aimed_desktop.packet.route_paper import routing_sheet
from aimed_desktop.packet.routing import routing_plan
from aimed_desktop.packet.sheets.authorisation import authorisation
from aimed_desktop.packet.sheets.handover_list import handover_list
from aimed_desktop.packet.sheets.joint_note import joint_files, joint_seals
from aimed_desktop.packet.sheets.seal_request import seal_request
from aimed_desktop.packet.sign_ways import set_way, sign_findings, sign_places
from aimed_desktop.services.packing import pack_application
from tests.pdf_file import PdfFile

from .conftest import SOURCES


def nothing(_key: str) -> str:
    return ""


@pytest.fixture(scope="module")
def drawn() -> FixedPaper:
    return draw_paper(begin(default_library(None), "wuhan-2026-1", example=True)).paper


@pytest.fixture
def fixed() -> Iterator[tuple[Application, Notice]]:
    library = default_library(None)
    app = begin(library, "wuhan-2026-1", example=True)
    app.status, app.version = Status.FINAL, 1
    return app, library.notice("wuhan-2026")


def signed(app: Application, *ways: SignWay) -> None:
    for place, way in zip(sign_places(app, None), ways, strict=True):
        set_way(app, place.line.stop, way)


def test_the_request_counts_the_own_seals_alone_and_as_the_route_sheet_does(
    fixed: tuple[Application, Notice], drawn: FixedPaper, tmp_path: Path
) -> None:
    app, notice = fixed
    _, content = seal_request(app, notice, drawn, nothing)
    read = PdfFile(content, tmp_path)
    words = read.squeezed()
    assert read.pages() == 1, "院办 signs one page"
    own, *joint = seals_of(app, notice, drawn)
    assert (len(own.places), own.total, [each.unit for each in joint]) == (2, 4, ["武汉示例智能科技有限公司"])
    for said in ("每份2枚，2份共4枚", "1封面申报单位1枚2枚", "2承诺书第10页申请单位（盖章）1枚2枚"):
        assert said in words
    for signer in (
        "申请科室",
        "财务",
        "保密审查",
        "分管院领导",
        "经办人",
        "公章刻名＝封面申报单位＝法人证书",
    ):
        assert signer in words
    sheet = PdfFile(routing_sheet(app, notice, drawn)[1], tmp_path).squeezed(1)
    assert "每份3枚，2份共6枚" in sheet, "there the joint unit's is among them"
    assert sheet.index("公章刻名＝封面申报单位＝法人证书第一名称") < sheet.index("一、盖章"), (
        "it is said first"
    )


def test_the_profile_names_the_contact_that_the_form_does_not_ask_for(tmp_path: Path) -> None:
    library = default_library(None)
    app = begin(library, "wuxi-2026", example=True)
    known = {"contact.name": "王办事", "contact.phone": "0510-12345678"}
    _, content = seal_request(app, library.notice("wuxi-2026"), None, lambda key: known.get(key, ""))
    assert "经办人王办事0510-12345678" in PdfFile(content, tmp_path).squeezed()


def test_a_hand_that_is_not_the_signers_is_doubted_written_on_the_sheet_and_gets_its_letter(
    fixed: tuple[Application, Notice], drawn: FixedPaper, tmp_path: Path
) -> None:
    app, notice = fixed
    mark = fingerprint(app)
    assert not list(sign_findings(app, drawn)) and authorisation(app, notice, drawn, nothing) is None
    plain = pdf_bytes(routing_plan(app, notice, drawn))
    signed(app, SignWay.PROXY)
    assert fingerprint(app) == mark
    (found,) = sign_findings(app, drawn)
    assert (found.severity, found.blocks) == ("warning", "pack") and "承诺书 第10页" in found.message
    sheet = PdfFile(pdf_bytes(routing_plan(app, notice, drawn)), tmp_path).squeezed()
    assert "（代签）" in sheet and "并附授权委托书" in sheet
    letter = authorisation(app, notice, drawn, lambda key: {"legal.name": "赵院长"}.get(key, ""))
    assert letter is not None and letter[0].endswith(".docx")
    word = Document(io.BytesIO(letter[1]))
    said = "\n".join(paragraph.text for paragraph in word.paragraphs)
    assert "申请单位法人代表赵院长签字" in said and "身份证号码：____" in said
    assert [cell.text for cell in word.tables[0].rows[1].cells] == [
        "1", "承诺书 第10页", "申请单位法人代表（签名）", "代为签字",
    ]  # fmt: skip
    signed(app, SignWay.HAND)
    assert "desk" not in app.extra and pdf_bytes(routing_plan(app, notice, drawn)) == plain


def test_a_place_that_says_sign_or_seal_takes_either() -> None:
    library = default_library(None)
    app, notice = begin(library, "wuhan-2021-3", example=True), library.notice("wuhan-2021")
    signed(app, SignWay.SEAL, SignWay.SEAL)
    lead, legal = sign_places(app, None)
    assert (lead.label, lead.doubt) == ("负责人签字（章）", "")
    assert "用签名章" in legal.doubt
    letter = authorisation(app, notice, None, nothing)
    assert letter is not None
    assert len(Document(io.BytesIO(letter[1])).tables[0].rows) == 1 + 1, "only where it is doubted"


def test_each_signer_of_several_has_a_letter_of_the_own(tmp_path: Path) -> None:
    library = default_library(None)
    app, notice = begin(library, "wuxi-2026", example=True), library.notice("wuxi-2026")
    signed(app, *[SignWay.PROXY] * 4)
    assert len(list(sign_findings(app, None))) == 1, "no name is told, so one sentence does"
    assert not any("张示例" in found.message for found in sign_findings(app, None))
    letter = authorisation(app, notice, None, nothing)
    assert letter is not None
    word = Document(io.BytesIO(letter[1]))
    assert len(word.tables) == 4 and any("应由张示例签字" in each.text for each in word.paragraphs)


def test_a_joint_unit_gets_its_places_its_own_pledge_and_the_day_by_which_all_comes_home(
    fixed: tuple[Application, Notice], drawn: FixedPaper, tmp_path: Path
) -> None:
    app, notice = fixed
    (unit,) = joint_seals(app, notice, drawn)
    assert (unit.sheets, unit.seals.total) == (1, 2)
    (made,) = joint_files(app, notice, drawn, "2026-06-08", nothing)
    assert made[0].startswith("联合单位盖章随附说明-武汉示例智能科技有限公司")
    read = PdfFile(made[1], tmp_path)
    note, pledge = read.squeezed(1), read.squeezed(2)
    for said in (
        "致武汉示例智能科技有限公司", "2026年6月8日前寄回", "每份1枚，2份共2枚", "1封面贵单位名称上",
        "随件2页（每份1页）", "武汉示例智能科技有限公司→武汉市示例医院（最后盖章）",
        "联合申报单位的承诺书，2份",
        "副本复印件，2份", "寄回地址武汉市示例区示例大道100号",
    ):  # fmt: skip
        assert said in note
    assert (
        read.pages() == 3 and pledge.startswith("承诺书1.本单位对本申请材料") and "申请单位（盖章）" in pledge
    )
    assert read.squeezed(3) == pledge and "—" not in pledge[-6:], "two copies, neither a page of the note"
    assert app.text_of("unit_name") == "武汉市示例医院", "the application itself stays"


def test_the_page_for_a_joint_unit_ends_where_another_begins(tmp_path: Path) -> None:
    form = SOURCES["city-2026-1.yaml"].decode()
    more = "      - title: 附录\n        new_page: true\nmaterials:\n"
    asked = f"{more}  - {{id: joint_pledge, title: 联合单位承诺书, joint: 承诺书, required: false}}\n"
    library = library_from_sources(
        SOURCES | {"city-2026-1.yaml": form.replace("materials:\n", asked).encode()}
    )
    values = {"unit_name": "示例医院", "joint_units": [{"name": "示例大学"}], "scene_name": "辅助诊断"}
    app = Application(library.form("city-2026-1"), values)
    (made,) = joint_files(app, library.notice("city-2026"), None, "", nothing)
    read = PdfFile(made[1], tmp_path)
    assert read.pages() == 3 and read.squeezed(3).startswith("承诺书法人代表（签名）")
    assert "请于年月日前寄回" in read.squeezed(1) and "这些纸" in read.squeezed(1)


def test_the_list_of_what_is_handed_over_counts_pages_and_has_a_leaf_that_is_signed(
    fixed: tuple[Application, Notice], drawn: FixedPaper, tmp_path: Path
) -> None:
    app, notice = fixed
    app.set_materials((*app.materials, MaterialFile("pledge", app.materials[0].file)))
    _, content = handover_list(app, notice, drawn, nothing)
    read = PdfFile(content, tmp_path)
    theirs, ours = read.squeezed(1), read.squeezed(2)
    assert read.pages() == 2 and "受理单位留存" in theirs and "签收后带回" in ours
    for leaf in (theirs, ours):
        assert "材料5种，每种2份" in leaf and f"案例申报书2{drawn.page_count}页" in leaf
        assert "营业执照（事业单位提供法人证书）副本复印件21页" in leaf
        assert not re.search(r"\d承诺书", leaf), "the pledge is in the form"
        assert "22页2件" in leaf, "two papers of one kind"
        assert fingerprint(app) not in leaf
    assert "不签收" in ours and "不签收" not in theirs


def test_without_a_joint_unit_nothing_travels(fixed: tuple[Application, Notice]) -> None:
    app, notice = fixed
    app.status = Status.DRAFT
    app.set("joint_units", [{"name": "无"}])
    assert joint_seals(app, notice, None) == () and joint_files(app, notice, None, "", nothing) == []


def test_how_far_the_sheets_have_come_is_kept_with_the_version(fixed: tuple[Application, Notice]) -> None:
    app, _ = fixed
    mark = fingerprint(app)
    keep_until(app, "2026-06-08")
    note_sent(app, "甲.公司", 0, "2026-06-01")
    note_back(app, "甲.公司", 1, "2026-06-03")
    kept = joint_sheets(app)
    assert kept.until == "2026-06-08"
    assert (kept.at("甲.公司", 0).sent, kept.at("甲.公司", 0).back) == ("2026-06-01", "")
    assert kept.at("甲.公司", 1).sent == "2026-06-03", "what is back was out"
    note_back(app, "甲.公司", 0, "2026-06-04")
    note_sent(app, "甲.公司", 0, "")
    assert kept.at("甲.公司", 0).sent and joint_sheets(app).at("甲.公司", 0).back == ""
    assert fingerprint(app) == mark
    app.version = 2
    assert joint_sheets(app).travelled == {}
    note_sent(app, "乙公司", 0, "2026-06-20")
    app.version = 1
    assert joint_sheets(app).at("甲.公司", 1).back == "2026-06-03"
    assert joint_sheets(app).at("乙公司", 0).sent == ""


def test_a_packet_tells_of_the_foreign_hand_and_carries_nothing_of_the_desk(
    app: Application, notice: Notice, tmp_path: Path
) -> None:
    plain = pack_application(app, notice, SOURCES, tmp_path / "plain")
    lead = sign_places(app, None)[-1]
    set_way(app, lead.line.stop, SignWay.SEAL)
    note_sent(app, "示例大学", 0, "2026-06-01")
    told = pack_application(app, notice, SOURCES, tmp_path / "told")
    assert [found.severity for found in told.findings if found.rule == "signature"] == ["warning"]
    assert not any(found.rule == "signature" for found in plain.findings)
    assert told.contents == plain.contents, "no sheet of the unit's own is handed over"
    data = (told.paths[0] / "data" / "application.json").read_bytes()
    assert data == (plain.paths[0] / "data" / "application.json").read_bytes()


def test_the_paper_of_an_older_program_that_knows_no_places_still_gives_its_sheets(
    fixed: tuple[Application, Notice], drawn: FixedPaper, tmp_path: Path
) -> None:
    app, notice = fixed
    old = FixedPaper(drawn.documents, (), (), drawn.files)
    (unit,) = joint_seals(app, notice, old)
    assert unit.sheets is None
    (made,) = joint_files(app, notice, old, "", nothing)
    assert "随件这些纸" in PdfFile(made[1], tmp_path).squeezed(1)
