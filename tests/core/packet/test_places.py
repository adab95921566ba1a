"""Seals and signatures are counted as the paper asks for them."""

from __future__ import annotations

from aimed_desktop.application.model import Application
from aimed_desktop.definition.model import Notice
from aimed_desktop.document.plan.plan import UNTICKED, Grid, Paragraph, Plan
from aimed_desktop.packet.hand_places import stops
from aimed_desktop.packet.routing import routing_plan


def listed(app: Application, kind: str) -> list[tuple[str, str]]:
    return [(stop.part, stop.unit) for stop in stops(app) if stop.kind == kind and stop.ours]


def texts(plan: Plan) -> list[str]:
    found = []
    for block in plan.parts[0].blocks:
        if isinstance(block, Paragraph):
            found.append(block.text)
        elif isinstance(block, Grid):
            for row in block.rows:
                found.append("|".join(b.text for cell in row.cells for b in cell.blocks))  # type: ignore[union-attr]
    return found


def test_the_cover_wants_the_seal_of_every_unit_and_the_pledge_the_applicants(app: Application) -> None:
    assert listed(app, "stamp") == [
        ("封面", "示例医院"), ("封面", "示例大学"), ("封面", "示例公司"),
        ("任务书（影像）", "示例医院"), ("任务书（病理）", "示例医院"), ("承诺书", "示例医院"),
    ]  # fmt: skip


def test_no_joint_unit_means_one_seal_on_the_cover(app: Application) -> None:
    for none in (None, [{"name": "无"}]):
        app.set("joint_units", none)
        assert listed(app, "stamp").count(("封面", "示例医院")) == 1
        assert [unit for part, unit in listed(app, "stamp") if part == "封面"] == ["示例医院"]


def test_every_filled_row_signs_and_no_empty_one(app: Application) -> None:
    assert listed(app, "sign") == [("一、基本情况", "张三"), ("一、基本情况", "王五"), ("承诺书", "示例医院")]


def test_the_authoritys_own_stamp_is_not_ours(app: Application) -> None:
    assert [stop.label for stop in stops(app) if not stop.ours] == ["审核部门（盖章）："]
    app.set("reviewed", False)
    assert [stop for stop in stops(app) if not stop.ours] == []


def test_a_seal_for_an_unnamed_unit_is_still_counted(app: Application) -> None:
    app.set("unit_name", None)
    assert ("封面", "（单位名称待填）") in listed(app, "stamp")


def test_the_sheet_multiplies_by_the_copies_and_gives_each_its_box(app: Application, notice: Notice) -> None:
    lines = texts(routing_plan(app, notice))
    assert "一、盖章（每份 6 枚，2 份共 12 枚）" in lines
    assert "二、签字（每份 3 处，2 份共 6 处）" in lines
    assert f"1|封面|申报单位|示例医院|{UNTICKED}|{UNTICKED}" in lines


def test_what_the_notice_does_not_print_is_left_to_fill_in(app: Application, notice: Notice) -> None:
    lines = texts(routing_plan(app, notice))
    assert [line for line in lines if line.startswith("截止时间")] == [
        "截止时间|待填",
        "截止时间|2026年6月15日 17:00",
    ]
    assert "区里的截止日期|待填" in lines


def test_customs_stand_apart_and_the_remark_is_printed(app: Application, notice: Notice) -> None:
    lines = texts(routing_plan(app, notice))
    assert any("骑缝章" in line for line in lines[lines.index("惯例（通知未要求，不计入上面的数目）") :])
    assert "说明：通知没有印出申请表，本表按通知列出的内容排版。" in lines
