"""What the unit profile knows: the keys that a field's `profile:` may name."""

from __future__ import annotations

from dataclasses import dataclass

from aimed_desktop.definition.types import FieldType


@dataclass(frozen=True, slots=True)
class ProfileKey:
    """One fact of the unit or of one of its people, typed once."""

    key: str
    label: str
    type: FieldType = FieldType.TEXT
    options: tuple[str, ...] = ()  # offered while it is typed; any other text is kept too


_UNIT_NATURES = ("党政机关", "事业单位", "社会团体", "国有企业", "民营企业", "外资企业", "其他")

_UNIT = (
    ProfileKey("unit.name", "单位名称"),
    ProfileKey("unit.uscc", "统一社会信用代码", FieldType.USCC),
    ProfileKey("unit.org_code", "组织机构代码", FieldType.ORG_CODE),
    ProfileKey("unit.nature", "单位性质", FieldType.CHOICE, _UNIT_NATURES),
    ProfileKey("unit.level", "医院等级"),
    ProfileKey("unit.address", "单位地址"),
    ProfileKey("unit.mail_address", "通讯地址"),
    ProfileKey("unit.postcode", "邮政编码", FieldType.POSTCODE),
    ProfileKey("unit.province", "所在省（自治区、直辖市）"),
    ProfileKey("unit.city", "所在市"),
    ProfileKey("unit.district", "所在区"),
    ProfileKey("unit.provincial", "是否省属单位", FieldType.YES_NO),
    ProfileKey("unit.phone", "单位电话", FieldType.PHONE),
    ProfileKey("unit.fax", "单位传真", FieldType.PHONE),
    ProfileKey("unit.email", "单位电子邮箱", FieldType.EMAIL),
    ProfileKey("unit.website", "单位网站", FieldType.URL),
    ProfileKey("unit.employees", "员工总数", FieldType.INTEGER),
    ProfileKey("unit.rd_staff", "研发人员数量", FieldType.INTEGER),
    ProfileKey("unit.ai_staff", "人工智能研发人员数量", FieldType.INTEGER),
    ProfileKey("unit.intro", "单位情况介绍", FieldType.NARRATIVE),
    ProfileKey("unit.recommender", "推荐单位"),
)

_ROLES = (("legal", "法定代表人"), ("lead", "负责人"), ("contact", "联系人"))


def _person(role: str, title: str) -> tuple[ProfileKey, ...]:
    return (
        ProfileKey(f"{role}.name", f"{title}姓名"),
        ProfileKey(f"{role}.title", f"{title}职务"),
        ProfileKey(f"{role}.phone", f"{title}电话", FieldType.PHONE),
        ProfileKey(f"{role}.mobile", f"{title}手机", FieldType.MOBILE),
        ProfileKey(f"{role}.fax", f"{title}传真", FieldType.PHONE),
        ProfileKey(f"{role}.email", f"{title}电子邮箱", FieldType.EMAIL),
        ProfileKey(f"{role}.id_number", f"{title}身份证号码", FieldType.ID_NUMBER),
    )


PROFILE_KEYS: tuple[ProfileKey, ...] = _UNIT + tuple(
    key for role, title in _ROLES for key in _person(role, title)
)

# The unit's people, one row each; a column of a form's rows may name one of these keys.
PEOPLE = "people"
PERSON_KEYS: tuple[ProfileKey, ...] = (
    ProfileKey("person.name", "姓名"),
    ProfileKey("person.unit", "工作单位"),
    ProfileKey("person.title", "职务/职称"),
    ProfileKey("person.phone", "联系方式", FieldType.PHONE),
    ProfileKey("person.id_number", "身份证号码", FieldType.ID_NUMBER),
)

PROFILE_KEY_NAMES: frozenset[str] = frozenset(key.key for key in PROFILE_KEYS + PERSON_KEYS)
