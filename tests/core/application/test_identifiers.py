"""Identifiers are judged by their standards."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aimed_desktop.application.values import identifiers, telephones

ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"


def uscc(body: str) -> str:
    """`body` (17 characters) with the check character of GB 32100-2015 5.2."""
    remainder = sum(ALPHABET.index(c) * pow(3, i, 31) for i, c in enumerate(body)) % 31
    return body + ALPHABET[(31 - remainder) % 31]


def id_number(body: str) -> str:
    """`body` (17 digits) with the check digit of GB 11643."""
    weights = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
    return body + "10X98765432"[sum(int(d) * w for d, w in zip(body, weights, strict=True)) % 11]


@pytest.mark.parametrize("code", ["91350100M000100Y43", "91440300708461136T"])
def test_published_codes_of_units_are_accepted(code: str) -> None:
    assert identifiers.uscc_problem(code) is None


@pytest.mark.parametrize("first", list("123456789ANY"))
def test_every_registrar_of_the_standard_is_accepted(first: str) -> None:
    assert identifiers.uscc_problem(uscc(f"{first}2420100MB1234567")) is None


@pytest.mark.parametrize(
    ("code", "reason"),
    [
        (uscc("02420100MB1234567"), "uscc_shape"),
        (uscc("B2420100MB1234567"), "uscc_shape"),
        ("12420100MB123456", "uscc_length"),
        ("12420100MB1234567I", "uscc_alphabet"),
        (uscc("124201A0MB1234567"), "uscc_shape"),
    ],
)
def test_a_wrong_code_of_a_unit_says_what_is_wrong(code: str, reason: str) -> None:
    assert identifiers.uscc_problem(code) == reason


@given(st.integers(0, 17), st.sampled_from(ALPHABET))
def test_one_changed_character_of_a_code_is_always_found(position: int, character: str) -> None:
    code = uscc("12420100MB1234567")
    changed = code[:position] + character + code[position + 1 :]
    assert (identifiers.uscc_problem(changed) is None) == (changed == code)


def test_blanks_full_width_and_small_letters_of_a_code_are_forgiven() -> None:
    code = uscc("12420100MB1234567")
    assert identifiers.uscc_problem(f" {code[:9].lower()} {code[9:]}　") is None
    assert identifiers.fold_code("ｍｂ１２ ３") == "MB123"


@pytest.mark.parametrize("body", ["42010619700229001", "42010619000101001", "81000019880808001"])
def test_id_numbers_need_a_real_date_and_the_check_digit(body: str) -> None:
    number = id_number(body)
    expected = "id_number_date" if body[6:14] == "19700229" else None
    assert identifiers.id_number_problem(number) == expected
    wrong = number[:17] + ("1" if number[17] != "1" else "2")
    assert identifiers.id_number_problem(wrong) == (expected or "id_number_check")


def test_a_small_x_ends_an_id_number_as_well() -> None:
    assert identifiers.id_number_problem("11010519491231002x") is None


def test_old_id_numbers_and_letters_are_refused() -> None:
    assert identifiers.id_number_problem("420106700229001") == "id_number_length"
    assert identifiers.id_number_problem("42010A197002280015") == "id_number_alphabet"


@pytest.mark.parametrize("code", ["D2143569-X", "D2143569X", "12345678-8", uscc("12420100MB1234567")])
def test_organisation_codes_have_nine_or_eighteen_characters(code: str) -> None:
    assert identifiers.org_code_problem(code) is None


def test_a_wrong_organisation_code_says_what_is_wrong() -> None:
    assert identifiers.org_code_problem("D21435690") == "org_code_check"
    assert identifiers.org_code_problem("D2143569") == "org_code_length"
    assert identifiers.org_code_problem("D2143569Z") == "org_code_alphabet"


@pytest.mark.parametrize(
    "number",
    [
        "027-85317173",
        "027—8531 7173",
        "02785317173",
        "(027)85317173",
        "（０２７）８５３１７１７３",
        "0591—87832310",
        "0510-81823291",
        "0714-3206123",
        "010-88886666转8001",
        "010-88886666-12",
        "400-810-1234",
        "13812345678",
        "138 1234 5678",
        "+86 138-1234-5678",
        "+86 27 85317173",
        "027-85317173、13812345678",
        "027-85550100/85550101",
        "027-85550100/01",
        "027-85550100（办）",
        "13800000000（同微信）",
        "027-85550100 13800000000",
        "027-85550100-801/802",
        "86-27-85550100",
        "027-85550100（内线 801）",
        "027-85550100 分机801",
        "办公室：027-85550100，手机：138 0000 0000",
        "010-12345",
        "12345",
        "95588",
        "+852 2345 6789",
    ],
)
def test_phone_numbers_are_read_as_people_write_them(number: str) -> None:
    assert telephones.phone_problem(number) is None


@pytest.mark.parametrize("number", ["027-8531717", "12812345678", "027-85317173a", "电话", "1381234567"])
def test_numbers_that_nobody_can_dial_are_told(number: str) -> None:
    assert telephones.phone_problem(number) == "phone_shape"


@pytest.mark.parametrize("number", ["85550100", "85550100转801", "8555-0100（内线 3）"])
def test_a_local_number_lacks_its_area_code(number: str) -> None:
    assert telephones.phone_problem(number) == "phone_area"


@pytest.mark.parametrize("number", ["027-85550100（办）", "027-85550100/01", "办公室：027—85550100", "甲"])
def test_a_number_with_remarks_stays_as_it_was_typed(number: str) -> None:
    assert telephones.fold_phone(number) == number


def test_a_pasted_number_is_kept_with_plain_hyphens() -> None:
    assert telephones.fold_phone("027—85317173 、 138 1234 5678") == "027-85317173、13812345678"
    assert telephones.fold_phone("027 85317173") == "027-85317173"


def test_a_mobile_number_is_no_fixed_line() -> None:
    assert telephones.mobile_problem("138 1234 5678") is None
    assert telephones.mobile_problem("13800000000（同微信）/13900000000") is None
    assert telephones.mobile_problem("027-85317173") == "mobile_shape"


@pytest.mark.parametrize(
    ("address", "good"),
    [
        ("whaicj@126.com", True),
        ("zhang.san+ai@xx-yy.gov.cn", True),
        ("ａ＠126.com", True),
        ("a@b", False),
        ("a@b.cn；c@d.cn", True),
        ("a@b.cn c@d.cn", True),
        ("a..b@c.cn", False),
        ("a@b.c,d@e.cn", False),
        ("张三@126.com", False),
        ("@126.com", False),
    ],
)
def test_mail_addresses_are_judged(address: str, good: bool) -> None:
    assert identifiers.email_problem(address) == (None if good else "email_shape")


@pytest.mark.parametrize("typed", ["a@b.cn；c@d.cn", "a@b.cn c@d.cn", "ａ＠b.cn、 c@d.cn，张三"])
def test_every_address_that_was_typed_is_taken(typed: str) -> None:
    assert identifiers.email_addresses(typed) == ("a@b.cn", "c@d.cn")


def test_a_postcode_has_six_digits() -> None:
    assert identifiers.postcode_problem("430015") is None
    assert identifiers.postcode_problem("43001") == "postcode_shape"


def test_an_id_number_is_shown_masked() -> None:
    assert identifiers.mask_id("420106197002290015") == "420106********0015"
    assert identifiers.mask_id("4201061970") == "*" * 10


@pytest.mark.parametrize(
    ("body", "doubt"),
    [
        ("42010619900101001", None),
        ("42012219700101001", None),  # 新洲县, given up in 1998
        ("81000019880808001", None),
        ("42019919900101001", "id_number_region"),
        ("99010619900101001", None),  # a foreigner's card: no county
        ("47010619900101001", "id_number_region"),
        ("42010618991231001", "id_number_early"),
    ],
)
def test_places_that_never_were_and_unlikely_ages_are_doubted(body: str, doubt: str | None) -> None:
    number = id_number(body)
    assert identifiers.id_number_problem(number) is None
    assert identifiers.id_number_doubt(number) == doubt


@pytest.mark.parametrize(
    ("body", "doubt"),
    [
        ("12100000D2143569X", None),  # registered with the State
        ("91420199D2143569X", None),  # a development zone's own digits
        ("12990100D2143569X", "uscc_region"),
        ("A2990100D2143569X", None),  # the army's digits are no place
        ("12420100D21435690", "uscc_inner"),
    ],
)
def test_a_credit_code_of_no_place_or_a_wrong_organisation_is_doubted(body: str, doubt: str | None) -> None:
    code = uscc(body)
    assert identifiers.uscc_problem(code) is None
    assert identifiers.uscc_doubt(code) == doubt
