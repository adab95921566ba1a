"""Columns of an author's table are as wide as their content asks for."""

from __future__ import annotations

from aimed_desktop.application.values.column_widths import fitted_shares


def shares(*rows: tuple[str, ...]) -> list[int]:
    cells = [(column, 1, text) for row in rows for column, text in enumerate(row)]
    found = fitted_shares(cells, len(rows[0]))
    return [round(100 * share / sum(found)) for share in found]


def test_columns_that_say_as_much_are_as_wide() -> None:
    first, second, third = shares(("指标", "前", "后"), ("时间", "30", "8"))
    assert first >= second == third >= 30


def test_a_long_column_takes_its_room_from_the_short_ones() -> None:
    number, words = shares(
        ("序号", "说明"), ("1", "由放射科医师双人复核后签发，并在十分钟内通知临床科室。" * 2)
    )
    assert 7 <= number <= 12
    assert words == 100 - number


def test_a_short_label_stays_on_one_line_beside_long_words() -> None:
    label, _ = shares(("报告时间（分钟）", "由放射科医师双人复核后签发，并在十分钟内通知临床科室。" * 2))
    assert label * 80 / 100 >= 2 * len("报告时间（分钟）")


def test_no_word_or_number_is_broken_where_there_is_room() -> None:
    model, long = "EfficientNetV2-Large-384px", "敏感度与特异度均高于对照组的结果" * 4
    narrow, *_ = shares((model, long, long, long, long))
    assert narrow * 80 / 100 >= len(model)


def test_a_cell_over_several_columns_asks_each_for_its_part() -> None:
    found = fitted_shares([(0, 3, "一" * 30), (0, 1, "甲"), (1, 1, "乙"), (2, 1, "丙")], 3)
    assert found[0] == found[1] == found[2]


def test_what_asks_for_more_than_the_page_has_still_gets_a_share() -> None:
    assert all(share > 0 for share in fitted_shares([(n, 1, "W" * 60) for n in range(12)], 12))
