"""What may follow what in the life of an application."""

from __future__ import annotations

from functools import reduce

import pytest

from aimed_desktop.application.life import lifecycle
from aimed_desktop.application.life.lifecycle import Event, LifeStanding, next_marks, version_on_paper
from aimed_desktop.application.model import Application, Status
from aimed_desktop.errors import UserProblem
from tests.core.application.inline_forms import form_of


def after(standing: LifeStanding, event: Event) -> LifeStanding:
    return LifeStanding(
        event.status, lifecycle.version_after(event, standing.version), (*standing.events, event)
    )


def lived(*deeds: str) -> LifeStanding:
    """A standing after deeds: 定稿, 退回, 撤回, or the name of a mark."""

    def do(standing: LifeStanding, deed: str) -> LifeStanding:
        if deed == "定稿":
            return after(standing, lifecycle.finalised(standing, "7K3QF0AB", 0))
        if deed == "退回":
            return after(standing, lifecycle.returned(standing, "区主管部门", "第3页数字写错"))
        if deed == "撤回":
            return after(standing, lifecycle.taken_back(standing))
        return after(standing, lifecycle.marked(standing, Status(deed)))

    return reduce(do, deeds, LifeStanding())


def problem(act: object, *arguments: object) -> str:
    with pytest.raises(UserProblem) as told:
        act(*arguments)  # type: ignore[operator]
    assert str(told.value).endswith("。"), "said in one sentence"
    return told.value.code


def test_the_whole_road_and_a_second_version() -> None:
    standing = lived("定稿", "已打印", "已盖章", "已报送", "退回", "定稿")
    assert (standing.status, standing.version, standing.words) == (Status.FINAL, 2, "定稿 第2版")
    assert [event.version for event in standing.events] == [1, 1, 1, 1, 1, 2]


def test_a_returned_application_is_a_draft_of_the_next_version() -> None:
    standing = lived("定稿", "已报送", "未通过", "退回")
    assert (standing.status, standing.version, standing.is_locked) == (Status.DRAFT, 2, False)


def test_a_mark_is_taken_back_one_step_and_a_final_version_never() -> None:
    standing = lived("定稿", "已打印", "已报送", "撤回")
    assert standing.status is Status.PRINTED
    assert lived("定稿", "已打印", "已报送", "撤回", "撤回").status is Status.FINAL
    assert problem(lifecycle.taken_back, lived("定稿")) == "nothing_to_take_back"
    assert problem(lifecycle.taken_back, lived("定稿", "已打印", "退回", "定稿")) == "nothing_to_take_back"


def test_what_is_out_of_order_is_refused_in_a_sentence() -> None:
    assert problem(lifecycle.finalised, LifeStanding(), "7K3QF0AB", 3) == "finalise_refused"
    assert problem(lifecycle.finalised, lived("定稿"), "7K3QF0AB", 0) == "already_final"
    assert problem(lifecycle.marked, LifeStanding(), Status.PRINTED) == "not_final"
    assert problem(lifecycle.marked, lived("定稿", "已盖章"), Status.PRINTED) == "status_order"
    assert problem(lifecycle.marked, lived("定稿"), Status.ACCEPTED) == "status_order"
    assert problem(lifecycle.returned, lived("定稿"), "本单位", " ") == "reason_missing"
    assert problem(lifecycle.returned, LifeStanding(), "本单位", "有错") == "not_final"


def test_an_answer_comes_only_after_handing_in() -> None:
    assert next_marks(Status.SUBMITTED) == (Status.ACCEPTED, Status.REJECTED)
    assert next_marks(Status.ACCEPTED) == next_marks(Status.DRAFT) == ()


def test_the_paper_in_hand_is_the_last_version_that_was_printed() -> None:
    assert version_on_paper(()) is None
    assert version_on_paper(lived("定稿", "退回").events) == 1
    assert version_on_paper(lived("定稿", "已打印", "退回", "定稿", "退回").events) == 1
    assert version_on_paper(lived("定稿", "已打印", "退回", "定稿", "已盖章", "退回").events) == 2
    assert version_on_paper(lived("定稿", "已打印", "撤回", "退回", "定稿", "退回").events) == 2


def test_a_fixed_version_takes_no_more_writes_but_materials() -> None:
    app = Application(form_of("name: {label: 名称, type: text}"), {"name": "甲"}, status=Status.PRINTED)
    with pytest.raises(UserProblem, match="退回修改"):
        app.set("name", "乙")
    assert app.get("name") == "甲"
    app.set("name", "甲")
    app.set_materials(())
