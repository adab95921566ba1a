"""The unit profile edited as a form, offered for empty fields, and taught by what was typed."""

from __future__ import annotations

from aimed_desktop.application.checks.profile_offers import learnt_from, person_row, profile_offers
from aimed_desktop.application.model import Application
from aimed_desktop.application.profile.form import profile_application, profile_data, profile_form
from aimed_desktop.application.profile.profile import Profile
from aimed_desktop.definition.profile_keys import PROFILE_KEYS
from tests.core.application.inline_forms import form_of

FORM = form_of(
    """
    name: {label: 单位名称, type: text, profile: unit.name}
    nature: {label: 单位性质, type: choice, profile: unit.nature, options: [事业单位, 企业]}
    level: {label: 等级, type: text, when: "chosen(nature, '事业单位')", profile: unit.level}
    phone: {label: 电话, type: phone, profile: contact.phone}
    place:
      label: 地点
      type: group
      carried: true
      fields: {city: {label: 市, type: text, profile: unit.city}}
    team:
      label: 成员
      type: rows
      carried: true
      fields:
        name: {label: 姓名, type: text, profile: person.name}
        unit: {label: 单位, type: text, profile: person.unit}
        id_number: {label: 身份证, type: id_number, profile: person.id_number}
        duty: {label: 分工, type: text}
    """
)
DATA = {
    "unit.name": "示例医院",
    "unit.level": "三级甲等",
    "unit.city": "武汉市",
    "contact.phone": "不知道",
    "people": [{"name": "张三", "id_number": "错"}],
    "newer.key": 1,
}


def test_only_empty_fields_that_are_shown_and_fit_are_offered() -> None:
    app = Application(FORM, {"name": "自己填的"})
    assert [(o.path, o.words) for o in profile_offers(app, Profile(DATA))] == [("place.city", "武汉市")]
    app.set("nature", {"option": "事业单位"})
    assert [o.path for o in profile_offers(app, Profile(DATA))] == ["level", "place.city"]


def test_only_an_unknown_key_learns_and_only_what_fits() -> None:
    app = Application(FORM, {"name": "别的医院", "phone": "12", "place": {"city": "无锡市"}})
    profile = Profile({"unit.name": "示例医院"})
    assert [learnt_from(app, path, profile) for path in ("name", "phone", "place.city", "level")] == [
        None,
        None,
        "unit.city",
        None,
    ]
    assert profile.to_data() == {"unit.city": "无锡市", "unit.name": "示例医院"}
    for doubtful in ("85550100", "85550100、85550199", "138000000001", "不知道"):
        app.set("phone", doubtful)  # no error, and yet a finding stands beside it
        assert learnt_from(app, "phone", profile) is None, doubtful


def test_a_person_fills_the_columns_that_ask_for_it() -> None:
    team = FORM.field("team")
    assert team is not None
    profile = Profile(DATA)
    assert person_row(team, profile.people[0], profile) == {"name": "张三", "unit": "示例医院"}


def test_the_profile_is_edited_as_a_form_and_loses_nothing() -> None:
    app = profile_application(DATA)
    assert profile_data(app, DATA) == Profile(DATA).to_data()
    app.set("unit.name", "示例 医院")
    app.set("lead.mobile", "139 1234 5678")
    app.set("people.1.name", "李四")
    app.set("unit.city", None)
    data = profile_data(app, DATA)
    assert (data["unit.name"], data["lead.mobile"]) == ("示例 医院", "13912345678")
    assert "unit.city" not in data
    assert [row["name"] for row in data["people"]] == ["张三", "李四"]
    assert data["newer.key"] == 1


def test_every_key_of_the_profile_has_its_field() -> None:
    assert all(profile_form().field(key.key) is not None for key in PROFILE_KEYS)


def test_an_offered_id_number_is_not_shown_whole() -> None:
    form = form_of("id_number: {label: 身份证号码, type: id_number, profile: lead.id_number}")
    number = "320200197605120011"
    (offer,) = profile_offers(Application(form), Profile({"lead.id_number": number}))
    assert (offer.value, offer.words) == (number, "320200********0011")
