"""Summary tables from packets: which rows, in which order, what is refused, what typed words outlive."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from aimed_desktop.application.file import application_from_data, read_application, to_json
from aimed_desktop.application.model import Application
from aimed_desktop.definition.library import Library
from aimed_desktop.errors import UserProblem
from aimed_desktop.exit_status import ExitStatus
from aimed_desktop.packet.bag import write_bag
from aimed_desktop.packet.pack import pack
from aimed_desktop.summary.build import Summary, build_summary
from aimed_desktop.summary.collect import LONGEST_TEXT, MOST_ROWS
from aimed_desktop.summary.sources import Sources, read_sources
from aimed_desktop.summary.write import check_endings
from tests.paper_files import locked_pdf, pdf

NOTICE = """
notice: city-2026
title: 示例市关于征集案例的通知
issuers: [示例市经信局]
date: 2026-05-28
routes: [{from: 申报单位, to: 区主管部门, by: [paper], copies: 2}]
"""
PROJECT = """
form: city-2026-1
title: 案例申报书
project_name: name
unit_name: unit_name
fields:
  unit_name: {label: 单位名称, type: text}
  name: {label: 案例名称, type: text}
  kind: {label: 类型, type: choices, options: [影像, {label: 其他, note: 请注明}]}
  phone: {label: 电话, type: phone}
  partners: {label: 联合单位, type: rows, fields: {name: {label: 名称, type: text}}}
  provincial: {label: 是否省属, type: yes_no, carried: true}
  district: {label: 所在区, type: text, carried: true}
  words: {label: 描述, type: multiline, carried: true}
documents:
  - title: 申报书
    parts:
      - table:
          widths: [1, 1]
          rows:
            - [单位, {field: unit_name}]
            - [案例, {field: name}]
            - [类型, {field: kind}]
            - [电话, {field: phone}]
            - {repeat: partners, rows: [[联合, {field: name}]]}
"""
DATASET = """
form: city-2026-2
title: 数据集申报书
unit_name: unit_name
fields:
  unit_name: {label: 单位名称, type: text}
  district: {label: 所在区, type: text, carried: true}
  cases:
    label: 案例
    type: rows
    fields: {name: {label: 名称, type: text}, words: {label: 概况, type: multiline}}
documents:
  - title: 申报书
    parts:
      - table:
          widths: [1, 1]
          rows: [[单位, {field: unit_name}], {repeat: cases, rows: [[{field: name}, {field: words}]]}]
"""
SUMMARY = """
form: city-2026-9
title: 区汇总表
kind: summary
unit_name: office
fields:
  office: {label: 推荐单位, type: text}
  district: {label: 区, type: text, common: district}
  projects:
    label: 案例表
    type: rows
    rows:
      from: [city-2026-1]
      unless: provincial
      least: 3
      number: true
      columns:
        unit_name: unit_name
        name: name
        kind: kind
        words: words
        phone: phone
        contact: "{unit_name} {phone}"
        partners: partners.name
    fields:
      unit_name: {label: 单位, type: text}
      name: {label: 案例名称, type: text}
      kind: {label: 类型, type: text}
      words: {label: 描述, type: multiline}
      phone: {label: 电话, type: phone}
      contact: {label: 联系, type: text}
      partners: {label: 联合单位, type: text}
      reason: {label: 推荐理由, type: text}
  datasets:
    label: 数据集表
    type: rows
    rows:
      from: [city-2026-2]
      each: cases
      columns: {unit_name: unit_name, name: cases.name, words: cases.words}
    fields:
      unit_name: {label: 单位, type: text}
      name: {label: 数据集, type: text}
      words: {label: 概况, type: multiline}
documents:
  - title: 汇总表
    parts:
      - title: "{district|XX区}汇总表"
      - signature:
          inline: true
          places: [{stamp: "推荐单位（盖章）：{office|}", unit: office, who: 甲局、乙局}]
      - table:
          widths: [1, 2, 2, 2, 2, 2, 2, 2, 2]
          rows:
            - repeat: projects
              rows:
                - ["{n}", {field: unit_name}, {field: name}, {field: kind}, {field: words}, {field: phone},
                   {field: contact}, {field: partners}, {field: reason}]
      - table:
          widths: [1, 2, 2, 2]
          rows: [{repeat: datasets, rows: [["{n}", {field: unit_name}, {field: name}, {field: words}]]}]
"""


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Library:
    folder = tmp_path_factory.mktemp("forms") / "city-2026"
    folder.mkdir()
    texts = {"notice": NOTICE, "city-2026-1": PROJECT, "city-2026-2": DATASET, "city-2026-9": SUMMARY}
    for name, text in texts.items():
        (folder / f"{name}.yaml").write_text(text, encoding="utf-8")
    return Library([folder.parent])


def application(library: Library, form: str, values: Mapping[str, Any]) -> Application:
    return application_from_data({"format": "aimed-application/1", "form": form, "values": values}, library)


def project(library: Library, unit: str = "甲医院", name: str = "影像助手", **values: Any) -> Application:
    return application(library, "city-2026-1", {"unit_name": unit, "name": name, **values})


def packed(library: Library, app: Application, out: Path) -> Path:
    """The application as a packet folder, its zip beside it."""
    notice, sources = library.notice("city-2026"), library.sources(app.form)
    return pack(app, notice, sources, out, (), lambda _folder: []).folder


def gather(library: Library, *inputs: Path) -> Sources:
    def read(name: str) -> Application:
        return read_application(Path(name), library)

    return read_sources([str(path) for path in inputs], library, read, inputs[0].parent / "tmp")


def built(library: Library, *inputs: Path, base: Application | None = None) -> tuple[Sources, Summary]:
    sources = gather(library, *inputs)
    return sources, build_summary(library.form("city-2026-9"), sources, library, base)


def column(summary: Summary, path: str = "projects.name") -> list[Any]:
    table, child = path.split(".")
    return [row.get(child) for row in summary.application.get(table) or []]


def written(folder: Path, app: Application, name: str) -> Path:
    path = folder / f"{name}.json"
    path.write_bytes(to_json(app))
    return path


def test_each_application_gives_one_row_in_the_order_given(library: Library, tmp_path: Path) -> None:
    apps = [project(library, name=name) for name in ("丙", "甲", "乙")]
    paths = [
        packed(library, apps[0], tmp_path / "a"),
        written(tmp_path, apps[1], "z"),
        written(tmp_path, apps[2], "b"),
    ]
    sources, summary = built(library, *paths)
    assert column(summary) == ["丙", "甲", "乙"]
    assert sources.status == ExitStatus.DONE and sources.told == [] and summary.told == ()


def test_a_packet_with_an_unfit_scan_is_used_and_told_once(library: Library, tmp_path: Path) -> None:
    app, notice = project(library, name="甲"), library.notice("city-2026")
    for name, content in (("锁.pdf", locked_pdf()), ("白.pdf", pdf("", ""))):
        (tmp_path / name).write_bytes(content)
    scans = (tmp_path / "锁.pdf", tmp_path / "白.pdf")
    pack(app, notice, library.sources(app.form), tmp_path / "in", scans, lambda _folder: [])
    sources, summary = built(library, tmp_path / "in")
    assert column(summary) == ["甲"]
    assert sources.status == ExitStatus.REFUSED
    assert sum("设了打开密码" in line for line in sources.told) == 1
    assert sum("第1页至第2页是白页" in line for line in sources.told) == 1


def test_a_column_prints_choices_patterns_and_rows_as_words(library: Library, tmp_path: Path) -> None:
    values: dict[str, Any] = {
        "kind": [{"option": "影像"}, {"option": "其他", "note": "超声"}],
        "phone": "027-82000001",
        "partners": [{"name": "乙公司"}, {"name": "丙大学"}],
        "words": "第一段\n第二段",
    }
    _, summary = built(library, written(tmp_path, project(library, **values), "a"))
    assert summary.application.get("projects") == [
        {
            "unit_name": "甲医院",
            "name": "影像助手",
            "kind": "影像、其他（超声）",
            "words": "第一段\n第二段",
            "phone": "027-82000001",
            "contact": "甲医院 027-82000001",
            "partners": "乙公司、丙大学",
        }
    ]


def test_a_dataset_application_gives_one_row_for_each_filled_case(library: Library, tmp_path: Path) -> None:
    cases = [{"name": "数据一", "words": "概况一"}, {}, {"name": "数据二"}]
    app = application(library, "city-2026-2", {"unit_name": "甲医院", "cases": cases})
    bare = application(library, "city-2026-2", {"unit_name": "乙医院"})
    _, summary = built(library, written(tmp_path, app, "a"), written(tmp_path, bare, "b"))
    assert column(summary, "datasets.name") == ["数据一", "数据二", None]
    assert column(summary, "datasets.unit_name") == ["甲医院", "甲医院", "乙医院"]
    assert column(summary, "datasets.words") == ["概况一", None, None]


def test_a_folder_is_read_in_the_order_of_names_folders_inside_too(library: Library, tmp_path: Path) -> None:
    packets = tmp_path / "packets"
    packed(library, project(library, "丙医院", "三"), packets / "2-丙")
    packed(library, project(library, "甲医院", "一"), packets)
    packed(library, project(library, "乙医院", "二"), packets / "1-乙" / "收件")
    (packets / "说明.txt").write_text("不是报送包", encoding="utf-8")
    sources, summary = built(library, packets)
    assert column(summary) == ["二", "三", "一"]
    assert sources.told == []  # though each packet lies there as a zip, too


def test_a_damaged_packet_is_named_and_the_rest_go_on(library: Library, tmp_path: Path) -> None:
    good = packed(library, project(library, name="好"), tmp_path / "good")
    changed = packed(library, project(library, name="改"), tmp_path / "changed")
    (changed / "data" / "文件清单.txt").write_text("改动", encoding="utf-8")
    zipped = next((tmp_path / "good").glob("*.zip"))
    cut = tmp_path / "截断.zip"
    cut.write_bytes(zipped.read_bytes()[:1500])
    sources, summary = built(library, changed, cut, tmp_path / "没有.zip", good)
    assert column(summary) == ["好"]
    assert [line.split("：")[0] for line in sources.told] == [
        str(changed),
        str(cut),
        str(tmp_path / "没有.zip"),
    ]
    assert sources.status == ExitStatus.UNUSABLE_INPUT
    only_changed, _ = built(library, changed, good)
    assert only_changed.status == ExitStatus.REFUSED


def test_in_a_folder_of_everything_the_good_packets_are_taken_and_the_rest_named(
    library: Library, tmp_path: Path
) -> None:
    packets = tmp_path / "packets"
    good = packed(library, project(library, name="好"), packets)
    for name in ("Thumbs.db", "data/~$申报书.docx", "__MACOSX/._a"):
        (good / name).parent.mkdir(exist_ok=True)
        (good / name).write_bytes(b"x")
    foreign = packets / "别人的包"
    (foreign / "data").mkdir(parents=True)
    (foreign / "data" / "a.txt").write_bytes(b"x")
    write_bag(foreign, {"Source-Organization": "示例馆"})
    (packets / "坏.zip").write_bytes(b"PK\x03\x04" + bytes(100))
    os.mkfifo(packets / "管道.zip")
    for litter in ("._包.zip", ".DS_Store", "~$表.docx"):
        (packets / litter).write_bytes(b"x")
    sources, summary = built(library, packets)
    assert column(summary) == ["好"]
    assert set(sources.refused) == {str(packets / name) for name in ("坏.zip", "管道.zip", "别人的包")}
    assert "不是本程序的报送包" in str(sources.refused[str(foreign)])
    assert any("自动生成的文件" in line and line.startswith(str(good)) for line in sources.told)
    assert sources.status == ExitStatus.UNUSABLE_INPUT


def test_a_packet_without_its_declaration_is_named_though_it_lies_in_a_folder(
    library: Library, tmp_path: Path
) -> None:
    packets = tmp_path / "packets"
    folder = packed(library, project(library), packets)
    next(packets.glob("*.zip")).unlink()
    (folder / "bagit.txt").unlink()
    sources, summary = built(library, packets)
    assert summary.used == 0 and str(folder) in sources.told[0]
    assert sources.status == ExitStatus.UNUSABLE_INPUT


def test_a_folder_without_packets_is_refused(library: Library, tmp_path: Path) -> None:
    empty = tmp_path / "empty"
    empty.mkdir()
    sources, summary = built(library, empty)
    assert summary.used == 0 and "没有报送包" in sources.told[0]
    assert sources.status == ExitStatus.UNUSABLE_INPUT


def test_an_application_of_another_form_is_named(library: Library, tmp_path: Path) -> None:
    other = written(tmp_path, application(library, "city-2026-9", {"office": "甲局"}), "other")
    sources, summary = built(library, other, written(tmp_path, project(library), "a"))
    assert column(summary) == ["影像助手"]
    assert "不进“区汇总表”" in sources.told[0] and sources.status == ExitStatus.UNUSABLE_INPUT


def test_the_same_application_is_used_once_and_a_later_one_that_prints_the_same_is_newer(
    library: Library, tmp_path: Path
) -> None:
    first = written(tmp_path, project(library, words="旧的描述"), "first")
    copy = Path(shutil.copy(first, tmp_path / "copy.json"))
    later = written(tmp_path, project(library, words="新的描述"), "later")
    sources, summary = built(library, first, copy, later)
    assert column(summary, "projects.words") == ["新的描述"]
    assert ["只列一次" in line for line in sources.told] == [True, False]
    assert sources.status == ExitStatus.DONE


def test_two_versions_of_one_project_are_both_listed_and_named(library: Library, tmp_path: Path) -> None:
    first = written(tmp_path, project(library, phone="027-82000001"), "first")
    second = written(tmp_path, project(library, unit="甲 医院", phone="027-82000002"), "second")
    _, summary = built(library, first, second)
    assert len(column(summary)) == 2
    assert summary.told == (
        f"{second} 与 {first} 是同一单位的同名项目，都列入了。请核对，不用的请移走后重新生成。",
    )


def version(library: Library, number: int, out: Path, **values: Any) -> Path:
    app = project(library, **values)
    app.version = number
    return packed(library, app, out)


@pytest.mark.parametrize("order", [(0, 1), (1, 0)])
def test_a_later_version_takes_the_row_of_the_earlier_and_says_so(
    library: Library, tmp_path: Path, order: tuple[int, int]
) -> None:
    paths = [
        version(library, 1, tmp_path / "一", phone="027-82000001"),
        version(library, 2, tmp_path / "二", phone="027-82000002"),
    ]
    sources, summary = built(library, *(paths[at] for at in order))
    assert column(summary, "projects.phone") == ["027-82000002"]
    assert list(sources.replaced) == [str(paths[0])]
    (told,) = sources.told
    assert "（第2版）代替了" in told and str(paths[0]) in told


def test_a_packet_that_was_taken_out_stays_out_when_packets_are_collected_again(
    library: Library, tmp_path: Path
) -> None:
    keep = written(tmp_path, project(library, name="一"), "a")
    out = written(tmp_path, project(library, name="二"), "b")
    chosen = gather(library, keep, out).chosen([str(out)], [])
    first = build_summary(library.form("city-2026-9"), chosen, library, None)
    assert column(first) == ["一"] and first.excluded == (str(out),)
    base = application_from_data(json.loads(to_json(first.application)), library)
    later = written(tmp_path, project(library, name="二", words="改过"), "c")
    sources, again = built(library, keep, later, base=base)
    assert column(again) == ["一"] and any("已移出" in line for line in again.told)
    back = build_summary(library.form("city-2026-9"), sources.chosen([], [str(later)]), library, base)
    assert column(back) == ["一", "二"] and back.excluded == ()


def test_a_row_that_was_deleted_is_not_collected_anew(library: Library, tmp_path: Path) -> None:
    paths = [written(tmp_path, project(library, name=name), name) for name in ("一", "二")]
    _, first = built(library, *paths)
    base = first.application
    base.set("projects", base.get("projects")[1:])
    for _ in range(2):
        _, again = built(library, *paths, base=base)
        assert column(again) == ["二"]
        assert any("没有再列入" in line for line in again.told)
        base = again.application


def test_one_that_says_that_it_does_not_belong_here_is_left_out(library: Library, tmp_path: Path) -> None:
    kept, left = project(library, name="一", provincial=False), project(library, name="二", provincial=True)
    sources, summary = built(library, written(tmp_path, kept, "a"), written(tmp_path, left, "b"))
    assert column(summary) == ["一"]
    assert "“是否省属”" in summary.told[0] and sources.status == ExitStatus.DONE


def test_what_all_say_alike_is_filled_in_and_what_differs_is_told(library: Library, tmp_path: Path) -> None:
    here = [written(tmp_path, project(library, name=n, district="江岸区"), n) for n in ("一", "二")]
    silent = written(tmp_path, project(library, name="三"), "三")
    _, alike = built(library, *here, silent)
    assert alike.application.get("district") == "江岸区"
    away = written(tmp_path, project(library, name="四", district="江汉区"), "四")
    _, mixed = built(library, *here, away)
    assert mixed.application.get("district") is None
    assert mixed.told == (
        "“区”没有自动填写：各申报件写的不同（江岸区、江汉区）。请自己填写，或改好后再生成。",
    )


def test_typed_words_outlive_a_new_round(library: Library, tmp_path: Path) -> None:
    typed = {
        "office": "甲局",
        "district": "江岸区",
        "projects": [
            {"unit_name": "乙医院", "name": "手填的", "reason": "理由二"},
            {"unit_name": "甲医院", "name": "影像 助手", "reason": "理由一", "phone": "027-1", "words": ""},
        ],
    }
    base = application(library, "city-2026-9", typed)
    paths = [
        written(tmp_path, project(library, phone="027-82000001", words="描述", district="江汉区"), "a"),
        written(tmp_path, project(library, name="新的"), "b"),
    ]
    _, summary = built(library, *paths, base=base)
    assert summary.application.get("office") == "甲局" and summary.application.get("district") == "江岸区"
    assert column(summary) == ["手填的", "影像 助手", "新的"]
    assert column(summary, "projects.reason") == ["理由二", "理由一", None]
    assert column(summary, "projects.words") == [None, "描述", None]
    assert column(summary, "projects.phone") == [None, "027-1", None]
    assert [line for line in summary.told if "第 2 行的“电话”" in line and "保留了原来填写的内容" in line]


def test_what_was_left_as_collected_follows_the_application(library: Library, tmp_path: Path) -> None:
    def round_of(base: Application | None, **values: Any) -> Application:
        _, summary = built(library, written(tmp_path, project(library, **values), "a"), base=base)
        saved = written(tmp_path, summary.application, "summary")
        return read_application(saved, library)

    first = round_of(None, phone="027-82000001", words="旧的描述")
    first.set("projects.0.words", "区里改过的描述")
    second = round_of(first, phone="027-82000002", words="新的描述")
    assert second.get("projects.0.phone") == "027-82000002"
    assert second.get("projects.0.words") == "区里改过的描述"
    assert len(second.get("projects")) == 1


def test_what_a_stranger_sends_is_bounded(library: Library, tmp_path: Path) -> None:
    endless = project(library, words="长" * (LONGEST_TEXT + 10), name="一\u0007二")
    cases = [{"name": str(number)} for number in range(MOST_ROWS + 5)]
    many = application(library, "city-2026-2", {"unit_name": "甲医院", "cases": cases})
    odd = application(library, "city-2026-1", {"unit_name": {"a": 1}, "name": ["x"], "kind": "影像"})
    paths = [written(tmp_path, app, name) for name, app in (("a", endless), ("b", many), ("c", odd))]
    _, summary = built(library, *paths)
    assert len(column(summary, "projects.words")[0]) == LONGEST_TEXT
    assert column(summary)[0] == "一二"
    assert len(column(summary, "datasets.name")) == MOST_ROWS
    assert [line.split(" 的内容过多")[0] for line in summary.told] == [str(paths[0]), str(paths[1])]


def test_a_packets_own_definition_does_not_decide_how_our_table_prints(
    library: Library, tmp_path: Path
) -> None:
    app = project(library, kind=[{"option": "影像"}])
    sources = {**library.sources(app.form)}
    sources["city-2026-1.yaml"] = sources["city-2026-1.yaml"].replace(
        b"type: phone", b"type: text, unit: XYZ"
    )
    app.set("phone", "027-82000001")
    packet = pack(app, library.notice("city-2026"), sources, tmp_path, (), lambda _folder: []).folder
    _, summary = built(library, packet)
    assert column(summary, "projects.phone") == ["027-82000001"]


def test_only_known_endings_are_written() -> None:
    check_endings([Path("a.xlsx"), Path("b.DOCX"), Path("c.pdf"), Path("d.json")])
    with pytest.raises(UserProblem) as caught:
        check_endings([Path("a.xlsx"), Path("b.xls")])
    assert caught.value.code == "summary_ending"
