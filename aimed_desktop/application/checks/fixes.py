"""One-click fixes: for a finding the value that mends it, where there is a plain one."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from aimed_desktop.application.checks.advice import PROFILE, WORDING
from aimed_desktop.application.checks.finding import Finding
from aimed_desktop.application.checks.sentences import SENTENCES
from aimed_desktop.application.checks.texts import same_name
from aimed_desktop.application.checks.wording import in_texts, tidied
from aimed_desktop.application.editing.offers import offered_words
from aimed_desktop.application.model import Application
from aimed_desktop.application.profile.profile import Profile, profile_difference
from aimed_desktop.application.values import options
from aimed_desktop.application.values.amounts import decimal_places
from aimed_desktop.application.values.shapes import NONE_WORD, Period, Ticked, Value, is_empty, is_period
from aimed_desktop.application.values.shortening import cut
from aimed_desktop.application.values.telephones import area_codes
from aimed_desktop.application.values.types import TYPES, display, normalise, problem
from aimed_desktop.definition.fields import Field
from aimed_desktop.definition.types import FieldType

_SHOWN = 16  # characters of a value on a button


@dataclass(frozen=True, slots=True)
class Fix:
    """What the button says and what it writes; None empties the field.

    `is_sure`: nothing is lost or decided by it, so that it may be done for all findings at once.
    """

    label: str
    path: str
    value: Value
    is_sure: bool = True


def fix_for(finding: Finding, app: Application, profile: Profile | None = None) -> Fix | None:
    """The fix of a finding as the application stands now; None where the clerk has to decide."""
    path = finding.field
    field = app.form.field(path) if path is not None else None
    if path is None or field is None:
        return None
    place = _Place(app, path, field, app.get(path), profile)
    own = (_reshaped,) if finding.rule == field.type else ()  # the shape of a number or address
    makers = _MAKERS.get(finding.rule, own)
    return next((fix for make in makers for fix in make(place, finding)), None)


def sure_fixes(findings: Iterable[Finding], app: Application, profile: Profile | None = None) -> list[Fix]:
    """The fixes that may be done together, at most one a field."""
    found: dict[str, Fix] = {}
    for finding in findings:
        fix = fix_for(finding, app, profile)
        if fix is not None and fix.is_sure:
            found.setdefault(fix.path, fix)
    return list(found.values())


@dataclass(frozen=True, slots=True)
class _Place:
    """A field as it stands."""

    app: Application
    path: str
    field: Field
    value: Value
    profile: Profile | None

    def changed_to(self, value: Value, label: str, is_sure: bool = True) -> Iterator[Fix]:
        """The fix that writes `value`, where it fits and differs."""
        if value != self.value and problem(self.field, value) is None:
            yield Fix(label, self.path, value, is_sure)

    def named(self, value: Value) -> str:
        """`value` as a button shows it; nothing personal."""
        if TYPES[self.field.type].is_personal:
            return ""
        words = display(self.field, value).replace("\n", " ")
        return f"“{cut(words, _SHOWN)}”"


def _missing(place: _Place, _finding: Finding) -> Iterator[Fix]:
    """What the profile or the definition offers for a field in which nothing stands."""
    if not is_empty(place.value):
        return
    known = place.profile.offer(place.field) if place.profile is not None else None
    if known is not None:
        yield Fix(f"采用单位档案的{place.named(known) or '内容'}", place.path, known, is_sure=False)
    if place.field.offer is not None and (words := offered_words(place.field.offer, place.app)):
        yield from place.changed_to(words, f"填{place.named(words)}", is_sure=False)
    if place.field.offers_none:
        yield Fix(f"填“{NONE_WORD}”", place.path, NONE_WORD, is_sure=False)


def _reshaped(place: _Place, finding: Finding) -> Iterator[Fix]:
    """The same in the shape that the field asks for."""
    value = place.value
    if isinstance(value, str):
        for candidate in _candidates(place.field, value):
            made = normalise(place.field, candidate)
            if made is not None:
                yield from place.changed_to(made, f"改为{place.named(made) or '规范的写法'}")
    elif is_period(value) and "from" in value and "to" in value:
        turned: Period = {"from": value["to"], "to": value["from"]}
        yield from place.changed_to({**value, **turned}, "对调起止日期")


def _candidates(field: Field, text: str) -> Iterator[str]:
    """Readings of what was typed, the likeliest first."""
    plain = "".join(unicodedata.normalize("NFKC", text).split())
    yield plain
    yield from TYPES[field.type].readings(field, plain)


def _with_area(place: _Place, finding: Finding) -> Iterator[Fix]:
    """The one area code that the other numbers of the application have."""
    if not _says(finding, "phone_area") or not isinstance(place.value, str):
        return
    phones = [path for path, field in place.app.form.walk() if field.type is FieldType.PHONE]
    cells = (place.app.text_of(real) for path in phones for real in place.app.instances(path))
    codes = {code for cell in cells for code in area_codes(cell)}
    if len(codes) == 1:
        (code,) = codes
        yield from place.changed_to(f"{code}-{place.value}", f"加上区号 {code}", is_sure=False)


def _rounded(place: _Place, _finding: Finding) -> Iterator[Fix]:
    """Money with no more than two decimals."""
    value = place.value
    is_number = place.field.is_number and problem(place.field, value) is None
    if isinstance(value, str) and is_number and decimal_places(value) > 2:
        number = Decimal(value.replace(",", "")).quantize(Decimal("0.01"), ROUND_HALF_UP)
        yield from place.changed_to(str(number), f"保留两位小数：{number}", is_sure=False)


def _ticks(place: _Place, _finding: Finding) -> Iterator[Fix]:
    """The ticks that the paper has, each once."""
    if place.field.type is not FieldType.CHOICES or not isinstance(place.value, list):
        return
    kept: dict[str, Value] = {}
    for entry in options.ticked(place.value):
        if place.field.option(entry["option"]) is not None:
            kept.setdefault(entry["option"], entry)
    if kept:
        yield from place.changed_to(list(kept.values()), "去掉重复的和表上没有的选项", is_sure=False)


def _leftover(place: _Place, finding: Finding) -> Iterator[Fix]:
    """The unit's name as it is; a tick taken back whose blank stays empty."""
    if _says(finding, "unit_name_differs"):
        name = place.app.text_of(place.app.form.unit_name)
        value = in_texts(place.value, lambda text: same_name(text, name))
        yield from place.changed_to(value, f"改为“{name}”")
    elif _says(finding, "option_note"):
        entries = list(options.ticked(place.value))
        kept: list[Value] = [entry for entry in entries if not _lacks_note(place.field, entry)]
        if isinstance(place.value, list) and len(kept) < len(entries):
            yield Fix("取消没有写说明的勾选", place.path, kept or None, is_sure=False)


def _lacks_note(field: Field, entry: Ticked) -> bool:
    option = field.option(entry["option"])
    return option is not None and options.is_note_missing(option, entry)


def _says(finding: Finding, code: str) -> bool:
    """Whether the finding was made from this sentence of the catalogue."""
    return finding.fix == SENTENCES[code].fix


def _wording(place: _Place, _finding: Finding) -> Iterator[Fix]:
    yield from place.changed_to(in_texts(place.value, tidied), "改成规范的标点和空格")


def _as_in_profile(place: _Place, _finding: Finding) -> Iterator[Fix]:
    known = None
    if place.profile is not None:
        known = profile_difference(place.field, place.value, place.profile)
    if known is not None:
        yield Fix(f"采用单位档案的{place.named(known) or '内容'}", place.path, known, is_sure=False)


_Maker = Callable[[_Place, Finding], Iterator[Fix]]
_MAKERS: dict[str, tuple[_Maker, ...]] = {
    "required": (_missing,),
    "type": (_rounded, _reshaped),
    "option": (_ticks,),
    "leftover": (_leftover,),
    WORDING: (_wording,),
    PROFILE: (_as_in_profile,),
    "phone": (_reshaped, _with_area),
    "date": (_reshaped,),
}
