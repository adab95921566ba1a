"""File names are safe everywhere and give nobody away."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aimed_desktop.files.file_names import fill_pattern, safe_file_name
from aimed_desktop.packet.names import UniqueNames


@pytest.mark.parametrize("device", ["CON", "nul", "Com1", "LPT9", "aux.txt", "con .pdf"])
def test_a_windows_device_name_is_not_used_as_it_is(device: str) -> None:
    assert safe_file_name(device).startswith("_")


def test_forbidden_characters_become_their_full_width_twins() -> None:
    assert safe_file_name('a/b\\c:d*e?f"g<h>i|j%k', ".pdf") == "a／b＼c：d＊e？f”g＜h＞i｜j％k.pdf"


def test_control_characters_and_bidi_marks_are_dropped() -> None:
    assert safe_file_name("申\u202e报\x00书\r\n\u200f一\ud800", ".pdf") == "申报书 一.pdf"


def test_trailing_dots_and_blanks_are_dropped() -> None:
    assert safe_file_name(" ..申报书. . ", ".pdf") == "申报书.pdf"


def test_nothing_left_still_has_a_name() -> None:
    assert safe_file_name("...", ".pdf") == "未命名.pdf"


@pytest.mark.parametrize(
    "number",
    [
        "420106199001010015",
        "42010619900101001X",
        "420106 19900101 0015",
        "４２０１０６１９９００１０１００１５",
    ],
)
def test_an_id_number_never_stands_in_a_name(number: str) -> None:
    name = safe_file_name(f"张三{number}身份证", ".pdf")
    assert "19900101" not in name
    assert "１９９０" not in name
    assert name.startswith("张三（证件号略）")


def test_a_credit_code_is_no_id_number() -> None:
    assert safe_file_name("12420100441353376A") == "12420100441353376A"


def test_the_project_name_is_shortened_before_anything_else() -> None:
    project = "基于多模态大模型的胸部影像辅助诊断" * 8
    name = safe_file_name(f"示例医院-{project}-盖章扫描件", ".pdf", project=project)
    assert name.startswith("示例医院-基于多模态")
    assert name.endswith("…-盖章扫描件.pdf")
    assert len(name.encode()) <= 200


@given(st.text(max_size=300), st.sampled_from(["", ".pdf", "-草稿"]))
def test_any_text_becomes_one_short_safe_component(text: str, suffix: str) -> None:
    name = safe_file_name(text, suffix)
    assert 0 < len(name) <= 80
    assert len(name.encode()) <= 200
    assert not set(name) & set('<>:"/\\|?*%')
    assert name == name.strip(" .")


def test_an_empty_field_leaves_no_doubled_separator() -> None:
    values = {"unit": "示例医院", "name": "", "kind": "案例"}
    assert fill_pattern("{unit}-{name}-{kind}", values.__getitem__) == "示例医院-案例"


def test_the_second_of_two_equal_names_is_numbered_whatever_its_case() -> None:
    names = UniqueNames()
    assert [names.take("A.PDF"), names.take("a.pdf"), names.take("a.pdf")] == ["A.pdf", "a-2.pdf", "a-3.pdf"]
