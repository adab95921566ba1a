"""Until when a licence is good is read as people write it, a span by its end."""

from __future__ import annotations

import pytest

from aimed_desktop.application.file import application_from_data
from aimed_desktop.application.values.validity import LONGEST, is_understood, normalised
from aimed_desktop.definition.library import default_library


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("2020年1月1日至2030年1月1日", "2030-01-01"),
        ("自2020年1月1日至长期", "长期"),
        ("2020-01-01至2030-01-01", "2030-01-01"),
        ("有效期至：2027年6月30日", "2027-06-30"),
        ("有效期 2027/6/30", "2027-06-30"),
        ("长期有效", "长期"),
        ("  ", None),
    ],
)
def test_the_end_is_what_stands_behind_the_span(typed: str, kept: str | None) -> None:
    assert normalised(typed) == kept
    assert kept is None or is_understood(kept)


def test_what_is_no_end_stays_as_typed_on_one_short_line() -> None:
    assert normalised("每年至少\n年检一次") == "每年至少年检一次"
    assert len(normalised("年" * 5000) or "") == LONGEST


@pytest.mark.parametrize(
    ("until", "kept"), [(20270630, "2027-06-30"), (2027, "2027"), (True, "True"), (1.5, "1.5")]
)
def test_a_number_or_a_yes_in_the_file_costs_nobody_the_application(until: object, kept: str) -> None:
    entry = {"slot": "licence", "file": "a.pdf", "valid_until": until}
    data = {"format": "aimed-application/1", "form": "wuhan-2026-1", "values": {}, "materials": [entry]}
    assert [each.valid_until for each in application_from_data(data, default_library(None)).materials] == [
        kept
    ]
