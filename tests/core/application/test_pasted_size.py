"""What is pasted may be made to hurt: it is read in bounded time and memory, and no word of it is lost."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

from aimed_desktop.application.bounds import MAX_TABLE_CELLS
from aimed_desktop.application.pasting.clipboard import read_clipboard
from aimed_desktop.application.pasting.html import read_html
from aimed_desktop.application.pasting.table import read_cells
from aimed_desktop.stopping import Stopped, stoppable
from tests.bounded import ROOT

READ = """
import resource, sys
resource.setrlimit(resource.RLIMIT_CPU, (60, 60))
resource.setrlimit(resource.RLIMIT_AS, (1500 << 20, 1500 << 20))
from aimed_desktop.application.pasting.html import read_html
from aimed_desktop.application.pasting.table import read_cells
text = eval(sys.argv[1])
print(len(read_html(text).entries), read_cells("", text) is not None, read_cells(text) is not None)
"""
WIDE = "<td colspan=1000000 rowspan=1000000>a</td>"
HOSTILE = [
    f"'<table><tr>' + '{WIDE}' * 50 + '</tr>' + '<tr><td>b</td></tr>' * 50_000",
    "'<table><tr>' + '<td>a' * 60_000 + '<tr><td>b' * 60_000",
    "'<table><tr><td>a' * 30_000",
    "'<table><tr><td colspan=' + '9' * 5000 + '>a</td><td>b</td></tr></table>'",
    "'<table><tr><td colspan=² rowspan=①>a</td><td>b</td></tr></table>'",
    "'<b>' * 200_000",
    "'<b>' * 400 + '</i>' * 200_000",
    "'<!--' * 500_000",
    "'<![' * 500_000",
    "'<a ' * 500_000",
    "'</' * 500_000",
    "'<p style=\"' * 200_000",
    "'&#' * 1_000_000",
    "'<p>' + '<sup>a</sup>b' * 100_000",
    "'<b>x</b>' + 'a\\n' * 1_000_000",
    "'<style>' + 'a{b:c}' * 500_000 + '</style>a'",
    "'<ul>' * 60_000 + '<li>a' * 60_000",
    "'<p><a name=r href=#n>[1]</a></p>' + '<div><a name=n href=#r>[1]</a>a' * 60_000",
    "''.join(f'<a name=r{n} href=#n{n}></a><div><a name=n{n} href=#r{n}></a>' for n in range(20_000))",
    "'a\\tb\\n' * 1_000_000",
    "'\"' * 1_000_000 + '\\t'",
    "'\\n' * 4_000_000",
    "'<p>' + '<b><i>a</i></b>' * 140_000",
    "'<span></span>' * 290_000",
    "'<div>' * 100_000 + 'a' + '</div>' * 100_000",
    "'<ul><li>' * 10_000 + 'a'",
    "'<p>' + '&amp;&lt;&#x4e2d;' * 300_000",
]


@pytest.mark.parametrize("text", HOSTILE)
def test_it_is_read_in_bounded_time_and_memory(text: str) -> None:
    environ = os.environ | {"PYTHONPATH": str(ROOT)}
    ran = subprocess.run(
        [sys.executable, "-c", READ, text], env=environ, capture_output=True, text=True, check=False
    )
    assert ran.returncode == 0, ran.stderr[-600:]


def test_more_elements_than_anybody_writes_are_pasted_as_their_words_which_is_told() -> None:
    pasted = read_clipboard("<br>" * 300_001, "甲\n乙")
    assert pasted.entries == ({"text": "甲"}, {"text": "乙"})
    assert pasted.losses == ("原来的格式读不出来，只粘贴了文字",)


@pytest.mark.parametrize("end", ["", "<!--EndFragment-->"], ids=["cut in the middle", "whole before the cut"])
def test_what_is_too_long_ends_early_and_is_told_where(end: str) -> None:
    style = "x" * 1_900_000
    copied = f"<!--StartFragment--><p>甲</p><!--{style}--><p>乙</p>{end}<!--{style}--><!--{style}--><p>丙</p>"
    pasted = read_clipboard(copied, "甲\n乙\n丙")
    assert pasted.entries == ({"text": "甲"}, {"text": "乙"})
    told = "第3段：内容太多，到这里为止，后面的没有放进来，请分几次复制"
    assert pasted.losses == (() if end else (told,))


def test_cells_whose_markup_is_too_long_are_read_from_their_words() -> None:
    cells = read_cells("甲\t乙", f"<table><tr><td>甲<td>乙</table><!--{'x' * 5_000_000}-->")
    assert cells is not None and [list(row) for row in cells.rows] == [["甲", "乙"]]


def test_reading_ends_when_it_is_no_longer_wanted() -> None:
    with pytest.raises(Stopped), stoppable(lambda: True):
        read_clipboard("<p>甲</p>", "甲")


def test_a_table_too_large_for_a_text_becomes_lines() -> None:
    rows = MAX_TABLE_CELLS // 2 + 1
    html = "<table>" + "".join(f"<tr><td>甲{n}</td><td>乙</td></tr>" for n in range(rows)) + "</table>"
    entries = read_html(html).entries
    assert len(entries) == rows
    assert entries[-1] == {"text": f"甲{rows - 1}　乙"}


def test_a_table_that_just_fits_stays_one() -> None:
    html = "<table>" + "<tr><td>甲</td><td>乙</td></tr>" * (MAX_TABLE_CELLS // 2) + "</table>"
    [entry] = read_html(html).entries
    assert len(entry["table"]) == MAX_TABLE_CELLS // 2


def test_what_stands_behind_an_opening_that_is_never_closed_is_kept() -> None:
    assert "后" in str(read_html("<p>前</p><!-- <p>后</p>").entries)
    assert "后" in str(read_html("<p>前</p> 3 < 5 后").entries)
