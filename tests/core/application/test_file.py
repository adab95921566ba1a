"""Application files come back as they were, in JSON and in YAML, and are refused when unsafe."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aimed_desktop.application.file import application_from_data, read_application, to_json, write_application
from aimed_desktop.application.files import FolderFiles
from aimed_desktop.application.model import MaterialFile
from aimed_desktop.application.template import yaml_template
from aimed_desktop.application.values.decoding import decode, decode_json
from aimed_desktop.errors import UserProblem
from aimed_desktop.exit_status import ExitStatus
from tests.core.application.inline_forms import fill, library_of

LIBRARY = library_of(
    """
    unit: {label: 单位名称, type: text, required: true}
    code: {label: 区号, type: text}
    staff: {label: 人数, type: integer, unit: 人}
    income: {label: 收入, type: decimal}
    nature: {label: 性质, type: choice, options: [事业单位, {label: 其他, note: 请注明}]}
    kinds: {label: 方向, type: choices, options: ['方向1：智能产品', 方向2]}
    secret: {label: 涉密, type: yes_no}
    day: {label: 日期, type: date}
    story: {label: 背景, type: narrative, hint: 重点阐述}
    cases:
      label: 案例
      type: rows
      carried: true
      fields: {name: {label: 名称, type: text}, size: {label: 大小, type: decimal}}
    tasks:
      label: 任务
      type: group
      each: kinds
      carried: true
      fields: {goal: {label: 目标, type: narrative}}
    """,
    "materials: [{id: licence, title: 法人证书}]",
)
HEAD = {"format": "aimed-application/1", "form": "trial-1", "form_version": 1}


def refused(path: Path) -> str:
    with pytest.raises(UserProblem) as caught:
        read_application(path, LIBRARY)
    assert caught.value.status is ExitStatus.UNUSABLE_INPUT
    assert str(caught.value)
    return caught.value.code


def saved(folder: Path, content: Any, name: str = "application.json") -> Path:
    path = folder / name
    path.write_text(content if isinstance(content, str) else json.dumps(content), encoding="utf-8")
    return path


def test_yaml_scalars_stay_what_was_typed(tmp_path: Path) -> None:
    text = (
        "format: aimed-application/1\nform: trial-1\nvalues:\n"
        "  unit: no\n  code: 0571\n  income: 1.50\n  secret: no\n  day: 2026-06-10\n"
    )
    app = read_application(saved(tmp_path, text, "a.yaml"), LIBRARY)
    assert app.values == {
        "unit": "no",
        "code": "0571",
        "income": "1.50",
        "secret": False,
        "day": "2026-06-10",
    }


def test_json_numbers_and_booleans_are_written_back_in_the_form_of_their_field(tmp_path: Path) -> None:
    values = '"values": {"staff": 1200, "income": 1.50, "secret": true}'
    content = f'{{"format": "aimed-application/1", "form": "trial-1", {values}}}'
    app = read_application(saved(tmp_path, content), LIBRARY)
    assert json.loads(to_json(app))["values"] == {"staff": "1200", "income": "1.50", "secret": True}


def test_what_this_version_does_not_know_is_kept() -> None:
    values = {"unit": "甲", "newer": {"a": [1, 2.5, None]}, "staff": "很多"}
    app = application_from_data({**HEAD, "values": values, "signature": {"by": "x"}}, LIBRARY)
    written = json.loads(to_json(app))
    assert written["values"] == values
    assert written["signature"] == {"by": "x"}


def test_the_order_of_typing_does_not_change_the_bytes() -> None:
    first, second = fill(LIBRARY, {}), fill(LIBRARY, {})
    first.set("unit", "甲")
    first.set("day", "2026-06-10")
    second.set("day", "2026-06-10")
    second.set("unit", "甲")
    assert to_json(first) == to_json(second)


LINE = st.text(st.characters(exclude_categories=("Cs", "Cc")), max_size=20)
OPTION = st.fixed_dictionaries({"option": st.sampled_from(["事业单位", "其他"])}, optional={"note": LINE})
BLOCK = st.one_of(
    st.fixed_dictionaries({"text": LINE}),
    st.fixed_dictionaries({"heading": LINE, "level": st.integers(1, 3)}),
    st.fixed_dictionaries({"items": st.lists(LINE, max_size=3), "numbered": st.booleans()}),
    st.fixed_dictionaries(
        {"table": st.lists(st.lists(LINE, max_size=3), max_size=3)}, optional={"caption": LINE}
    ),
    st.fixed_dictionaries({"image": st.just("files/ct.png")}, optional={"width_mm": st.integers(10, 150)}),
)
VALUES = st.fixed_dictionaries(
    {},
    optional={
        "unit": LINE,
        "code": LINE,
        "staff": st.integers(0, 10**9).map(str) | LINE,
        "nature": OPTION,
        "kinds": st.lists(st.sampled_from(["方向1：智能产品", "方向2"]), unique=True),
        "secret": st.booleans(),
        "story": st.lists(BLOCK, max_size=4),
        "cases": st.lists(st.fixed_dictionaries({}, optional={"name": LINE, "size": LINE}), max_size=3),
        "tasks": st.dictionaries(
            st.just("方向1：智能产品"), st.fixed_dictionaries({}, optional={"goal": LINE})
        ),
    },
)


@given(VALUES)
def test_any_values_come_back_from_json_and_from_yaml(values: dict[str, Any]) -> None:
    until = {"valid_until": "2027年6月30日"}
    app = fill(LIBRARY, values, [{"slot": "licence", "file": "files/证 #1，“复印件”.pdf", **until}])
    assert app.materials[0].valid_until == "2027-06-30"
    again = application_from_data(decode_json(to_json(app), Path("a.json")), LIBRARY)
    assert (again.values, again.materials) == (app.values, app.materials)
    assert to_json(again) == to_json(app)
    by_hand = decode(yaml_template(app.form, app).encode(), Path("a.yaml"))
    from_yaml = application_from_data(by_hand, LIBRARY)
    assert (from_yaml.values, from_yaml.materials) == (app.values, app.materials)


def test_a_blank_template_names_every_field_and_reads_back_empty() -> None:
    text = yaml_template(LIBRARY.form("trial-1"))
    app = application_from_data(decode(text.encode(), Path("a.yaml")), LIBRARY)
    assert app.values == {}
    for words in (
        "# 单位名称（必填）",
        "事业单位、其他",
        "重点阐述",
        "unit:",
        "- name:",
        "licence：法人证书",
    ):
        assert words in text


def test_an_application_file_is_written_whole_beside_its_pictures(tmp_path: Path) -> None:
    app = fill(LIBRARY, {"unit": "示例医院"})
    app.set_materials((MaterialFile("licence", "证.pdf"),))
    path = write_application(app, tmp_path / "a.json")
    again = read_application(path, LIBRARY)
    assert (again.values, again.materials) == (app.values, app.materials)
    assert isinstance(again.files, FolderFiles)


@pytest.mark.parametrize(
    ("content", "code"),
    [
        ("{", "application_not_json"),
        ('{"format": "aimed-application/1", "form": "trial-1", "form": "trial-1"}', "application_key_twice"),
        ('{"format": NaN}', "application_not_json"),
        ('{"a": 1e999}', "application_not_json"),
        ("[" * 200 + "]" * 200, "application_too_deep"),
        ("[" * 200_000, "application_too_deep"),
        ([], "application_shape"),
        ({**HEAD, "format": "word"}, "application_shape"),
        ({**HEAD, "format": "aimed-application/3"}, "application_newer"),
        ({**HEAD, "form": None}, "application_shape"),
        ({**HEAD, "form": "trial-2"}, "unknown_form"),
        ({**HEAD, "form_version": "x"}, "application_shape"),
        ({**HEAD, "values": ["x"]}, "application_shape"),
        ({**HEAD, "materials": {"slot": "x"}}, "application_shape"),
        ({**HEAD, "materials": [{"slot": "licence", "file": "../x.pdf"}]}, "unsafe_path"),
        ({**HEAD, "materials": [{"slot": "licence", "file": "/etc/passwd"}]}, "unsafe_path"),
        ({**HEAD, "values": {"story": [{"image": "..\\x.png"}]}}, "unsafe_path"),
        ({**HEAD, "values": {"story": [{"image": "C:/x.png"}]}}, "unsafe_path"),
    ],
)
def test_unusable_json_is_refused(tmp_path: Path, content: Any, code: str) -> None:
    assert refused(saved(tmp_path, content)) == code


@pytest.mark.parametrize(
    "content", ["a: [", "a: 1\na: 2", "a: &x 1\nb: *x", "- " * 60 + "x", "a: \x00", "", "\ufeff"]
)
def test_unusable_yaml_is_refused(tmp_path: Path, content: str) -> None:
    assert refused(saved(tmp_path, content, "a.yaml")) == "yaml_broken"


def test_other_files_are_refused(tmp_path: Path) -> None:
    assert refused(tmp_path / "gone.json") == "file_missing"
    assert refused(tmp_path) == "file_is_folder"
    (tmp_path / "gbk.json").write_bytes('{"a": "武汉市"}'.encode("gbk"))
    assert refused(tmp_path / "gbk.json") == "not_utf8"


def test_a_link_out_of_the_folder_is_refused(tmp_path: Path) -> None:
    (tmp_path / "secret.pdf").write_bytes(b"x")
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "link.pdf").symlink_to(tmp_path / "secret.pdf")
    path = saved(folder, {**HEAD, "materials": [{"slot": "licence", "file": "link.pdf"}]})
    assert refused(path) == "unsafe_path"


def test_a_missing_picture_is_no_reason_to_refuse(tmp_path: Path) -> None:
    path = saved(tmp_path, {**HEAD, "values": {"story": [{"image": "files/gone.png"}]}})
    assert read_application(path, LIBRARY).values["story"] == [{"image": "files/gone.png"}]


@pytest.mark.parametrize(
    ("story", "says"),
    [
        ([{"text": "CO2"}], "aimed-application/1"),
        ([{"text": ["CO", {"sub": "2"}]}], "aimed-application/2"),
        ([{"items": ["甲"], "numbered": True, "label": "（{一}）"}], "aimed-application/2"),
        ([{"table": [[{"text": "甲", "span": 2}], ["乙", "丙"]]}], "aimed-application/2"),
    ],
)
def test_a_file_says_the_format_that_its_shapes_need(tmp_path: Path, story: Any, says: str) -> None:
    for values in ({"story": story}, {"tasks": {"方向2": {"goal": story}}}):
        app = read_application(saved(tmp_path, {**HEAD, "values": values}), LIBRARY)
        assert json.loads(to_json(app))["format"] == says
        again = read_application(write_application(app, tmp_path / "again.json"), LIBRARY)
        assert again.values == app.values == values
