"""The caption above a pasted table becomes its caption: the paper writes the number itself."""

from __future__ import annotations

import pytest

from aimed_desktop.application.pasting.captions import with_table_captions
from aimed_desktop.application.pasting.html import read_html

TABLE = "<table><tr><td>甲</td><td>乙</td></tr></table>"
ROWS = [["甲", "乙"]]


def test_a_numbered_line_above_a_table_becomes_its_caption() -> None:
    pasted = with_table_captions(read_html(f"<p>见下表</p><p>表1 每10<sup>9</sup>例</p>{TABLE}<p>后</p>"))
    caption = ["每10", {"sup": "9"}, "例"]
    assert pasted.entries == ({"text": "见下表"}, {"table": ROWS, "caption": caption}, {"text": "后"})
    assert pasted.losses == ()


@pytest.mark.parametrize("line", ["表1的结果说明了这一点。", "表现如下", "图1 结构", "见表1"])
def test_another_line_stays_a_paragraph(line: str) -> None:
    assert with_table_captions(read_html(f"<p>{line}</p>{TABLE}")).entries[0] == {"text": line}


def test_numbers_that_the_paper_writes_otherwise_are_told() -> None:
    html = f"<p>表3-1 前</p>{TABLE}<p>表3-2 后</p>{TABLE}"
    assert with_table_captions(read_html(html)).losses == (
        "表3-1：编号由本程序另排，正文里写到它的地方请核对",
    )
    assert with_table_captions(read_html(html.replace("3-", ""))).losses == ()
