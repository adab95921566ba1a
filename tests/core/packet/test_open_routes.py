"""What a notice leaves open of its routes is typed in the route, and every list uses it."""

from __future__ import annotations

import email
import email.policy
from pathlib import Path

import pytest

from aimed_desktop.application.beginning import begin
from aimed_desktop.application.checks.checks import check
from aimed_desktop.application.life.amendments import Amendment, amended_notice
from aimed_desktop.application.life.due import own_deadline
from aimed_desktop.application.model import Application, Status
from aimed_desktop.definition.library import Library, default_library
from aimed_desktop.definition.model import Notice
from aimed_desktop.document.export import export
from aimed_desktop.errors import UserProblem
from aimed_desktop.packet.mail import write_letter
from aimed_desktop.packet.pack import pack
from aimed_desktop.packet.routing import routing_plan
from aimed_desktop.services.route_words import asked_apart, route_blocks
from tests.core.application.inline_forms import form_of

from .test_places import texts

CITY = "直接报市"


@pytest.fixture(scope="module")
def library() -> Library:
    return default_library(None)


@pytest.fixture(scope="module")
def notice(library: Library) -> Notice:
    return library.notice("wuhan-2026")


@pytest.fixture
def app(library: Library) -> Application:
    return begin(library, "wuhan-2026-1", example=True)


def test_what_the_district_said_is_typed_in_its_row_and_stands_on_every_list(
    app: Application, notice: Notice
) -> None:
    blocks = route_blocks(app, notice)
    asked = {row.label: row.path for row in blocks[0][1] if row.path}
    assert asked == {"截止时间": "district_deadline", "地点": "district_place", "邮箱": "district_mail"}
    assert asked_apart(app) == ["way"]
    assert [title.partition(" ")[0] for title, _ in blocks] == ["申报单位", "区人工智能主管部门"]
    app.status = Status.FINAL  # what is asked comes at any time
    for path, said in zip(asked.values(), ("2026-06-10", "区政府3楼", "qu@example.com"), strict=True):
        app.set(path, said)
    sheet = texts(routing_plan(app, notice))
    assert {"截止时间|2026年6月10日", "邮箱|qu@example.com", "地点|区政府3楼"} <= set(sheet)
    assert not any("待填" in line for line in sheet)
    assert write_letter(app, notice, [], has_scan=True).recipients == ("qu@example.com",)
    assert route_blocks(app, notice) == blocks  # the row stays as it is while one types in it


def test_a_unit_that_reports_to_the_city_takes_its_route_and_its_deadline(
    app: Application, notice: Notice
) -> None:
    app.set("district_deadline", "2026-06-01")
    app.set("apply_date", "2026-06-05")
    app.set("district", None)
    rules = {finding.rule for finding in check(app)}
    assert {"apply-late-district", "district-missing"} <= rules and own_deadline(app) == "2026-06-01"
    app.set("way", {"option": CITY})
    assert not {"apply-late-district", "district-missing"} & {finding.rule for finding in check(app)}
    assert own_deadline(app) == ""
    ((title, rows),) = route_blocks(app, notice)
    assert title.startswith("市属、部省属单位 → 市经信局") and not any(row.path for row in rows)
    assert write_letter(app, notice, [], has_scan=True).recipients[0] == "whaicj@126.com"
    app.set("apply_date", "2026-06-16")
    assert "apply-late" in {finding.rule for finding in check(app)}


@pytest.mark.parametrize(
    ("typed", "recipients"),
    [
        ("a@b.cn；c@d.cn", ["a@b.cn", "c@d.cn"]),
        ("a@b.cn c@d.cn", ["a@b.cn", "c@d.cn"]),
        ("不知道", []),
        ("张三 <a@b.cn>", []),
    ],
)
def test_the_draft_goes_to_every_address_that_was_typed_and_to_nothing_else(
    app: Application, notice: Notice, tmp_path: Path, typed: str, recipients: list[str]
) -> None:
    app.set("district_mail", typed)
    made = pack(app, notice, {}, tmp_path, (), lambda folder: export(app, folder, draft=False))
    raw = (made.folder / "data" / "邮件" / "邮件草稿.eml").read_bytes()
    to = email.message_from_bytes(raw, policy=email.policy.default)["To"]
    assert [each.addr_spec for each in (to.addresses if to is not None else ())] == recipients
    assert made.letters[0].recipient_line.startswith("待填") is (not recipients)
    assert any("待填" in line for line in texts(routing_plan(app, notice)) if "邮箱" in line) is (
        not recipients
    )


def test_an_amendment_of_a_route_that_had_no_id_still_counts(notice: Notice) -> None:
    way = "区人工智能主管部门→市经信局"
    changed = amended_notice(notice, [Amendment(way, "关于延期的通知", until="2026-06-20")])
    assert changed.routes[1].until == "2026-06-20"


@pytest.mark.parametrize("said", ["district", "district.copies", "nowhere.mail"])
def test_a_field_that_fills_no_open_term_is_told(said: str) -> None:
    with pytest.raises(UserProblem, match="fills"):
        form_of(f"it: {{label: 邮箱, type: email, carried: true, fills: {said}}}", parts="- heading: 一")
