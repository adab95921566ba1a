"""Whatever is done to an application can be taken back step by step, and made again."""

from __future__ import annotations

from copy import deepcopy
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from aimed_desktop.application.editing.earlier_steps import State, steps_between
from aimed_desktop.application.editing.undo_journal import Journal
from aimed_desktop.application.model import Application, MaterialFile, Status
from tests.core.application.inline_forms import form_of

FORM = form_of(
    """
    name: {label: 名称, type: text}
    story: {label: 背景, type: narrative}
    kinds: {label: 方向, type: choices, options: [方向1, {label: 其他, note: 请注明}]}
    cases:
      label: 案例
      type: rows
      carried: true
      fields:
        title: {label: 名称, type: text}
        place: {label: 地点, type: group, fields: {city: {label: 市, type: text}}}
    tasks: {label: 任务, type: group, each: kinds, carried: true, fields: {goal: {label: 目标, type: text}}}
    """
)
START = {"name": "甲", "cases": [{"title": "一"}, {"title": "二", "place": {"city": "武汉"}}]}

TEXTS = st.sampled_from([None, "甲", "乙", "甲乙"])
PATHS = st.sampled_from(["name", "cases.0.title", "cases.2.title", "cases.1.place.city", "tasks.方向1.goal"])
INDEXES = st.integers(0, 3)
ACTIONS = st.one_of(
    st.tuples(st.just("set"), PATHS, TEXTS),
    st.tuples(
        st.just("set"), st.just("story"), st.sampled_from([None, [{"text": "一"}], [{"heading": "题"}]])
    ),
    st.tuples(st.just("set"), st.just("kinds"), st.sampled_from([None, [{"option": "方向1"}]])),
    st.tuples(st.just("insert"), INDEXES, TEXTS),
    st.tuples(st.just("delete"), INDEXES, st.none()),
    st.tuples(st.just("move"), INDEXES, INDEXES),
    st.tuples(st.just("material"), TEXTS, st.none()),
    st.tuples(st.just("pause"), st.floats(0, 20), st.none()),
    st.tuples(st.just("together"), TEXTS, TEXTS),
)


class Clock:
    """A clock that only the test moves."""

    now = 0.0

    def __call__(self) -> float:
        return self.now


def started(**values: Any) -> tuple[Application, Journal, Clock]:
    app, clock = Application(FORM, values), Clock()
    return app, Journal(app, clock), clock


def act(app: Application, journal: Journal, clock: Clock, action: tuple[str, Any, Any]) -> None:
    kind, first, second = action
    rows = len(app.get("cases") or [])
    if kind == "set":
        app.set(first, second)
    elif kind == "insert":
        app.insert_row("cases", first, {"title": second} if second else None)
    elif kind == "delete" and first < rows:
        app.delete_row("cases", first)
    elif kind == "move" and first < rows and second < rows:
        app.move_row("cases", first, second)
    elif kind == "material":
        app.set_materials((MaterialFile("licence", first),) if first else ())
    elif kind == "pause":
        clock.now += first
    elif kind == "together":
        with journal.together():
            app.set("name", first)
            app.set("cases.0.title", second)


def state(app: Application) -> tuple[Any, Any]:
    return deepcopy(app.values), app.materials


@given(st.lists(ACTIONS, max_size=40))
def test_everything_undone_gives_the_start_and_redone_the_end(actions: list[tuple[str, Any, Any]]) -> None:
    app, journal, clock = started(**START)
    start = state(app)
    for action in actions:
        act(app, journal, clock, action)
    end = state(app)
    seen = [end]
    while journal.undo() is not None:
        assert state(app) != seen[-1], "no step takes back nothing"
        seen.append(state(app))
    assert seen[-1] == start
    for earlier in reversed(seen[:-1]):
        assert journal.redo() is not None
        assert state(app) == earlier
    assert journal.next is None


@given(st.lists(ACTIONS, max_size=12), st.lists(ACTIONS, max_size=12))
def test_undo_goes_on_over_the_states_that_the_archive_has_kept(
    before: list[tuple[str, Any, Any]], after: list[tuple[str, Any, Any]]
) -> None:
    app, journal, clock = started(**START)
    states = [State(app.snapshot(), 0)]
    for number, action in enumerate(before, 1):
        act(app, journal, clock, action)
        states.append(State(app.snapshot(), number * 1000))
    reopened = Application(FORM, app.values, app.materials)
    journal = Journal(reopened, clock)
    for action in after:
        act(reopened, journal, clock, action)
    journal.seed(steps_between([*states, State(journal.base, states[-1].time)]), states[0].app)
    end = state(reopened)
    while journal.undo() is not None:
        pass
    assert state(reopened) == state(states[0].app)
    while journal.redo() is not None:
        pass
    assert state(reopened) == end


def typed(app: Application, path: str, text: str, clock: Clock, seconds: float = 0.2) -> None:
    for end in range(1, len(text) + 1):
        clock.now += seconds
        app.set(path, text[:end])


def test_typing_without_a_pause_is_one_step_and_a_pause_or_another_field_ends_it() -> None:
    app, journal, clock = started()
    typed(app, "name", "急诊分诊", clock)
    clock.now += 3
    app.set("name", "急诊分诊系统")
    typed(app, "cases.0.title", "一期", clock)
    assert (journal.undo(), app.get("cases")) == ("cases.0.title", None)
    assert (journal.undo(), app.get("name")) == ("name", "急诊分诊")
    assert (journal.undo(), app.get("name")) == ("name", None)
    assert journal.undo() is None


def test_long_typing_is_taken_back_in_pieces() -> None:
    app, journal, clock = started()
    typed(app, "name", "字" * 200, clock, seconds=0.15)
    journal.undo()
    assert 100 < len(app.get("name")) < 200


def test_a_tick_a_picture_and_the_words_beside_them_are_steps_of_their_own() -> None:
    app, journal, _ = started()
    app.set("kinds", [{"option": "其他"}])
    app.set("kinds", [{"option": "其他", "note": "院"}])
    app.set("kinds", [{"option": "其他", "note": "院前"}])
    journal.undo()
    assert app.get("kinds") == [{"option": "其他"}]
    app.set("story", [{"text": "见图"}])
    app.set("story", [{"text": "见图"}, {"image": "files/ct.png"}])
    journal.undo()
    assert app.get("story") == [{"text": "见图"}]


def test_what_was_undone_cannot_be_redone_after_something_else_was_typed() -> None:
    app, journal, _ = started(name="甲")
    app.set("name", None)
    journal.undo()
    app.set("story", [{"text": "新"}])
    assert journal.next is None
    assert app.get("name") == "甲"


def test_a_row_that_came_back_is_where_the_clerk_is_led() -> None:
    app, journal, _ = started(**START)
    app.delete_row("cases", 1)
    assert journal.undo() == "cases.1"
    app.move_row("cases", 0, 1)
    assert journal.undo() == "cases.0"
    app.set_materials((MaterialFile("licence", "files/证.pdf"),))
    assert journal.undo() == "materials.licence"


def test_a_locked_application_takes_nothing_back() -> None:
    app, journal, _ = started()
    app.set("name", "甲")
    app.status = Status.FINAL
    assert journal.undo() is None
    assert app.get("name") == "甲"


def test_steps_of_a_long_text_share_the_paragraphs_that_they_left_alone() -> None:
    app, journal, clock = started(story=[{"text": "医" * 1000} for _ in range(50)])
    for number in range(20):
        blocks = [{"text": "医" * 1000} for _ in range(50)]
        blocks[7] = {"text": f"第{number}次"}
        clock.now += 10
        app.set("story", blocks)
    journal.end_step()
    held = {id(block) for step in journal._undo for edit in step.edits for block in (*edit.old, *edit.new)}
    assert len(held) < 50 + 2 * 20


def test_the_oldest_of_very_many_steps_are_forgotten_and_the_base_follows() -> None:
    app, journal, clock = started()
    for number in range(600):
        clock.now += 10
        app.set("name", str(number))
    while journal.undo() is not None:
        pass
    assert app.get("name") == "99"
    assert journal.base.get("name") == "99"


def test_an_application_opened_while_fixed_is_typed_into_for_long_once_it_was_returned() -> None:
    app = Application(FORM, START, status=Status.FINAL, version=1)
    clock = Clock()
    journal = Journal(app, clock)
    app.status = Status.DRAFT
    for number in range(600):
        clock.now += 10
        app.set("name", str(number))
    assert journal.base.get("name") == "99"


def test_nothing_is_taken_back_while_a_version_is_being_fixed() -> None:
    app, journal, _ = started()
    app.set("name", "乙")
    app.is_held = True
    assert journal.undo() is None
    assert app.get("name") == "乙"


def test_a_row_of_a_table_a_look_in_a_cell_and_a_figure_beside_are_steps_of_their_own() -> None:
    figure = {"image": "files/a.png"}
    typed = [{"table": [["指标"]]}, figure, figure]
    app, journal, _ = started(story=typed)
    steps: list[Any] = [
        [{"table": [["指标10"]]}, figure, figure],
        [{"table": [[["指标10", {"sup": "9"}]]]}, figure, figure],
        [{"table": [[["指标10", {"sup": "9"}]], [""]]}, figure, figure],
        [{"table": [[["指标10", {"sup": "9"}]], [""]]}, figure, figure | {"beside": True}],
    ]
    for value in steps:
        app.set("story", value)
    for value in [*reversed(steps[:-1]), typed]:
        journal.undo()
        assert app.get("story") == value
