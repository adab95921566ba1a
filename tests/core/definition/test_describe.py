"""What `forms show` says of a form."""

from __future__ import annotations

import json
from typing import Any

from aimed_desktop.definition.describe import describe_form, sections
from aimed_desktop.definition.library import default_library


def described(form_id: str) -> dict[str, Any]:
    library = default_library(None)
    form = library.form(form_id)
    return describe_form(form, library.notice(form.notice_id))


def fields_of(description: dict[str, Any], section: str) -> list[dict[str, Any]]:
    found = [s for d in description["documents"] for s in d["sections"] if s["title"] == section]
    return found[0]["fields"]  # type: ignore[no-any-return]


def test_the_outline_follows_the_paper() -> None:
    form = default_library(None).form("wuhan-2026-1")
    titles = [section.title for section in sections(form.documents[0], form)]
    assert titles == ["封面", "一、单位基本情况", "二、案例描述", "三、附件材料", "承诺书"]


def test_a_field_is_at_home_where_its_own_label_is_printed() -> None:
    description = described("wuhan-2026-1")
    cover = fields_of(description, "封面")
    assert {"id": "unit_name", "label": "申报单位", "same_as": "unit_name"} in cover
    assert {"id": "scene_name", "label": "案例名称", "same_as": "scene_name"} in cover
    table = fields_of(description, "一、单位基本情况")
    assert {"id": "unit_name", "label": "单位名称", "type": "text", "required": True} in table


def test_every_field_stands_in_full_exactly_once() -> None:
    for form_id in ("wuhan-2026-1", "demo"):
        form = default_library(None).form(form_id)
        documents = described(form_id)["documents"]
        full = [f["id"] for d in documents for s in d["sections"] for f in s["fields"] if "same_as" not in f]
        assert sorted(full) == sorted(field.id for field in form.fields)


def test_carried_fields_stand_in_a_last_document_that_is_not_printed() -> None:
    last = described("wuhan-2026-1")["documents"][-1]
    assert (last["id"], last["printed"]) == ("extra", False)
    ids = [field["id"] for field in last["sections"][0]["fields"]]
    assert ids[:2] == ["district", "summary_description"]
    assert last["sections"][0]["fields"][1]["limit"] == {"kind": "about", "max": 100, "counts": "words"}


def test_options_say_what_is_typed_beside_them() -> None:
    fields = fields_of(described("demo"), "二、项目情况")
    modality = next(field for field in fields if field["id"] == "modality")
    assert modality["options"][2] == {"label": "其他", "note": "请注明", "blank": "decimal", "unit": "TB"}
    cases = next(field for field in fields if field["id"] == "cases")
    assert [child["id"] for child in cases["fields"]][:2] == ["dataset_name", "frequency"]
    assert cases["fields"][1]["units"] == ["日", "月", "年"]


def test_materials_rules_and_routes_are_told() -> None:
    description = described("demo")
    required = {material["id"]: material["required"] for material in description["materials"]}
    assert required == {
        "pledge": True,
        "licence": True,
        "agreement": "filled(joint_units)",
        "photos": False,
        "joint_pledge": False,
    }
    assert set(description["rules"][0]) == {"id", "severity", "message", "source"}
    assert description["notice"]["routes"][0]["until"] == "2026-04-30"
    wuhan = described("wuhan-2026-1")["notice"]["routes"]
    assert "until" not in wuhan[0] and wuhan[1]["mail"] == ["whaicj@126.com", "whswjwrgznzb@163.com"]


def test_the_description_is_json() -> None:
    assert json.loads(json.dumps(described("demo"))) == described("demo")
