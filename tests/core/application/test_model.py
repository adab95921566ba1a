"""An application tells its observers of every change, and reaches values in rows and groups."""

from __future__ import annotations

from aimed_desktop.application.model import Application, Change, MaterialFile
from tests.core.application.inline_forms import form_of

FORM = form_of(
    """
    name: {label: 名称, type: text}
    kinds: {label: 方向, type: choices, options: [方向1, 方向2]}
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


def test_observers_hear_of_a_change_once_with_its_originator() -> None:
    app, heard = Application(FORM), []
    stop = app.subscribe(heard.append)
    app.set("name", "甲", originator="widget")
    app.set("name", "甲", originator="widget")
    app.set("name", "")
    stop()
    app.set("name", "乙")
    assert heard == [Change("name", "widget"), Change("name", None)]
    assert app.get("name") == "乙"


def test_an_emptied_value_leaves_no_trace() -> None:
    app = Application(FORM, {"name": "甲"})
    app.set("name", "")
    assert app.values == {}


def test_rows_are_made_up_to_the_one_that_is_written() -> None:
    app = Application(FORM)
    app.set("cases.1.title", "乙")
    assert app.values == {"cases": [{}, {"title": "乙"}]}
    assert app.get("cases.1.title") == "乙"
    assert app.get("cases.7.title") is None


def test_rows_are_inserted_moved_and_deleted() -> None:
    app = Application(FORM, {"cases": [{"title": "甲"}, {"title": "乙"}]})
    app.insert_row("cases", 1)
    app.move_row("cases", 0, 2)
    assert app.get("cases") == [{}, {"title": "乙"}, {"title": "甲"}]
    app.delete_row("cases", 0)
    app.delete_row("cases", 0)
    app.delete_row("cases", 0)
    assert app.values == {}


def test_a_row_added_below_empty_printed_rows_stands_where_it_was_asked_for() -> None:
    app = Application(FORM, {"cases": "无"})
    app.insert_row("cases", 1)
    assert app.get("cases") == [{}, {}]


def test_a_path_stands_for_every_row_and_every_ticked_option() -> None:
    values = {
        "cases": [{"title": "甲"}, {}],
        "kinds": [{"option": "方向2"}],
        "tasks": {"方向1": {"goal": "留着"}},
    }
    app = Application(FORM, values)
    assert list(app.instances("name")) == ["name"]
    assert list(app.instances("cases.title")) == ["cases.0.title", "cases.1.title"]
    assert list(app.instances("cases.place.city")) == ["cases.0.place.city", "cases.1.place.city"]
    assert list(app.instances("tasks.goal")) == ["tasks.方向2.goal"]
    assert app.values["tasks"] == {"方向1": {"goal": "留着"}}


def test_an_application_does_not_share_its_values_with_what_it_was_made_from() -> None:
    values = {"cases": [{"title": "甲"}]}
    app = Application(FORM, values)
    app.set("cases.0.title", "乙")
    assert values == {"cases": [{"title": "甲"}]}


def test_materials_are_replaced_as_a_whole() -> None:
    app, heard = Application(FORM), []
    app.subscribe(heard.append)
    app.set_materials((MaterialFile("licence", "a.pdf"),))
    app.set_materials((MaterialFile("licence", "a.pdf"),))
    assert heard == [Change("materials", None)]


def test_a_snapshot_keeps_what_stood_there_when_it_was_taken() -> None:
    app = Application(FORM, {"cases": [{"title": "甲"}, {"title": "乙"}]})
    taken = app.snapshot()
    app.set("cases.0.title", "改")
    app.insert_row("cases", 0)
    app.delete_row("cases", 2)
    assert taken.values == {"cases": [{"title": "甲"}, {"title": "乙"}]}
    taken.set("cases.1.title", "在副本里改")
    assert app.values == {"cases": [{}, {"title": "改"}]}
