"""The unit profile is typed once and offered in the form of each field."""

from __future__ import annotations

from aimed_desktop.application.profile.profile import Profile, profile_difference, profile_field
from aimed_desktop.definition.profile_keys import PROFILE_KEYS
from tests.core.application.inline_forms import field_of

PROFILE = Profile(
    {
        "unit.name": " 示例医院\n",
        "unit.nature": {"option": "事业单位"},
        "unit.intro": "一\n二",
        "unit.employees": 1200,
        "unit.uscc": "不知道",
        "newer.key": {"kept": True},
    }
)


def test_values_are_offered_in_the_form_of_the_field() -> None:
    assert PROFILE.offer(field_of("{label: 甲, type: text, profile: unit.name}")) == "示例医院"
    nature = "{label: 甲, type: choice, profile: unit.nature, options: [事业单位, 企业]}"
    assert PROFILE.offer(field_of(nature)) == {"option": "事业单位"}
    assert PROFILE.offer(field_of("{label: 甲, type: text, profile: unit.nature}")) == "事业单位"
    assert PROFILE.offer(field_of("{label: 甲, type: narrative, profile: unit.intro}")) == [
        {"text": "一"},
        {"text": "二"},
    ]
    assert PROFILE.offer(field_of("{label: 甲, type: integer, profile: unit.employees}")) == "1200"


def test_what_does_not_fit_or_is_not_known_is_not_offered() -> None:
    assert PROFILE.offer(field_of("{label: 甲, type: uscc, profile: unit.uscc}")) is None
    assert PROFILE.problem("unit.uscc") == "uscc_length"
    other = "{label: 甲, type: choice, profile: unit.nature, options: [企业, 医院]}"
    assert PROFILE.offer(field_of(other)) is None
    assert PROFILE.offer(field_of("{label: 甲, type: text}")) is None


def test_a_profile_comes_back_with_keys_of_a_newer_version() -> None:
    data = PROFILE.to_data()
    assert data["newer.key"] == {"kept": True}
    assert Profile(data).to_data() == data


def test_a_profile_learns_only_what_it_did_not_know() -> None:
    profile = Profile()
    field = field_of("{label: 甲, type: text, profile: unit.name}")
    assert profile.learn(field, "示例医院")
    assert not profile.learn(field, "别的医院")
    assert profile.get("unit.name") == "示例医院"


def test_every_key_can_be_edited_by_a_field() -> None:
    assert len({key.key for key in PROFILE_KEYS}) == len(PROFILE_KEYS)
    assert all(profile_field(key).label == key.label for key in PROFILE_KEYS)


def test_what_differs_from_the_profile_is_answered_with_what_it_says() -> None:
    name = field_of("{label: 甲, type: text, profile: unit.name}")
    assert profile_difference(name, "示例 医院", PROFILE) == "示例医院"
    assert profile_difference(name, "示例医院", PROFILE) is None
    assert profile_difference(name, None, PROFILE) is None
    intro = field_of("{label: 甲, type: narrative, profile: unit.intro}")
    assert profile_difference(intro, [{"text": "为本次申报另写"}], PROFILE) is None
    assert profile_difference(field_of("{label: 甲, type: text}"), "任意", PROFILE) is None
