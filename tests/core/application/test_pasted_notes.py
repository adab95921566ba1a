"""A footnote that is pasted stands in brackets where its mark stood, whatever program wrote the HTML."""

from __future__ import annotations

import pytest

from aimed_desktop.application.pasting.html import read_html

TOLD = "脚注、尾注没有位置，已放进括号"
WORD = (
    "<!--StartFragment--><p class=MsoNormal>敏感度<a style='mso-footnote-id:ftn1' href=\"#_ftn1\""
    ' name="_ftnref1" title=""><span class=MsoFootnoteReference><span lang=EN-US><span'
    " style='mso-special-character:footnote'><![if !supportFootnotes]><span class=MsoFootnoteReference>[1]"
    "</span><![endif]></span></span></span></a>高<a style='mso-endnote-id:edn1' href=\"#_edn1\""
    " name=\"_ednref1\"><sup>[i]</sup></a>。</p><div style='mso-element:footnote-list'><br clear=all><hr"
    " align=left size=1><div style='mso-element:footnote' id=ftn1><p class=MsoFootnoteText><a"
    ' style=\'mso-footnote-id:ftn1\' href="#_ftnref1" name="_ftn1">[1]</a> 每10<sup>9</sup>例</p>'
    "<p>见表</p></div></div><div style='mso-element:endnote-list'><div style='mso-element:endnote' id=edn1>"
    '<p><a style=\'mso-endnote-id:edn1\' href="#_ednref1" name="_edn1">[i]</a> 国标</p></div></div>'
)
LIBREOFFICE = (
    '<p>敏感度<sup><a class="sdfootnoteanc" name="sdfootnote1anc" href="#sdfootnote1sym"><sup>1</sup></a>'
    '</sup>高</p><div id="sdfootnote1"><p class="sdfootnote"><a class="sdfootnotesym" name="sdfootnote1sym"'
    ' href="#sdfootnote1anc">1</a>\n\t国标</p></div>'
)
GOOGLE = (
    '<p>敏感度<sup><a href="#ftnt1" id="ftnt_ref1">[1]</a></sup>高<sup><a href="#ftnt2" id="ftnt_ref2">'
    '[2]</a></sup></p><hr>{0}<p><a href="#ftnt_ref1" id="ftnt1">[1]</a><span>&nbsp;甲</span></p>{1}{0}<p>'
    '<a href="#ftnt_ref2" id="ftnt2">[2]</a><span>&nbsp;乙</span></p>{1}'
)
PANDOC = (
    '<p>敏感度<a href="#fn1" class="footnote-ref" id="fnref1"><sup>1</sup></a>高</p><section><hr/><ol>'
    '<li id="fn1"><p>国标<a href="#fnref1" class="footnote-back">↩︎</a></p></li></ol></section>'
)


@pytest.mark.parametrize(
    ("html", "words"),
    [
        (WORD, ["敏感度（注：每10", {"sup": "9"}, "例 见表）高（注：国标）。"]),
        (LIBREOFFICE, "敏感度（注：国标）高"),
        (GOOGLE.format("<div>", "</div>"), "敏感度（注：甲）高（注：乙）"),
        (f"<div>{GOOGLE.format('', '')}</div>", "敏感度（注：甲）高（注：乙）"),
        (PANDOC, "敏感度（注：国标）高"),
    ],
    ids=["word", "libreoffice", "google", "flat", "pandoc"],
)
def test_a_note_stands_in_brackets_at_its_place_and_is_told(html: str, words: object) -> None:
    pasted = read_html(html + "<p>后</p>")
    assert pasted.entries == ({"text": words}, {"text": "后"})
    assert pasted.losses == (f"第1段：{TOLD}",)


def test_a_note_in_a_cell_stands_in_its_cell() -> None:
    cell = "95%<a name=r href='#n'>[1]</a>"
    note = "<div><p><a name=n href='#r'>[1]</a>95%<s>CI</s></p></div>"
    pasted = read_html(f"<table><tr><td>敏感度</td><td>{cell}</td></tr></table>{note}")
    assert pasted.entries == ({"table": [["敏感度", "95%（注：95%CI）"]]},)
    assert pasted.losses == (
        f"表格第1行：{TOLD}",
        "表格第1行：画了删除线的字按普通文字放进来了，不要的请删去",
    )


@pytest.mark.parametrize(
    ("html", "lines"),
    [
        (
            "<p><a name=t href='#b'>看看页尾</a></p><p><a name=b href='#t'>回到页首</a></p>",
            ["看看页尾", "回到页首"],
        ),
        ("<p>甲<a name=r href='#n'>[1]</a></p>", ["甲[1]"]),
        ("<p>甲<a name=r href='#n'>[1]</a></p><p><a name=n>乙</a></p>", ["甲[1]", "乙"]),
        ("<a name=r href='#n'>[1]</a><!--StartFragment--><p><a name=n href='#r'>[1]</a>乙</p>", ["[1]乙"]),
    ],
    ids=["links", "mark alone", "no way back", "mark not copied"],
)
def test_what_is_no_whole_note_keeps_its_words(html: str, lines: list[str]) -> None:
    assert [entry["text"] for entry in read_html(html).entries] == lines


@pytest.mark.parametrize(
    ("back", "words"),
    [
        ("<a href='#r'>国标</a>", "敏感度（注：国标）高"),
        ("<a href='#r'>[1] 国标</a>", "敏感度（注：[1] 国标）高"),
        ("<a href='#r'>FDA</a>", "敏感度（注：FDA）高"),
        ("<a href='#r'>(1)</a>国标", "敏感度（注：国标）高"),
        ("国标<a href='#r'>^</a>", "敏感度（注：国标）高"),
        ("国标 <a href='#r'><b>返回</b>正文</a>", "敏感度（注：国标）高"),
        ("国标<a href='#r'>↩</a><a href='#r'>乙</a>", "敏感度（注：国标乙）高"),
    ],
)
def test_a_way_back_is_silent_only_where_it_is_no_more_than_a_sign(back: str, words: str) -> None:
    note = f"<p>敏感度<a id=r href='#n'>1</a>高</p><ol><li id=n><p>{back}</p></li></ol>"
    assert read_html(note).entries == ({"text": words},)


def test_a_heading_that_leads_back_to_the_contents_is_no_note() -> None:
    contents = "<p><a name=r href='#h'>1</a>背景</p><p>甲</p>"
    heading = "<h2><a name=h href='#r'>一、背景</a></h2><p>乙</p>"
    assert [entry.get("text", entry.get("heading")) for entry in read_html(contents + heading).entries] == [
        "1背景",
        "甲",
        "一、背景",
        "乙",
    ]


def test_thousands_of_notes_stand_each_in_its_brackets() -> None:
    marks = "".join(f"<p>{n}甲<a id=r{n} href='#n{n}'>{n}</a></p>" for n in range(1000))
    texts = "".join(f"<li id=n{n}><p><a href='#r{n}'>↩</a>注{n}</p></li>" for n in range(1000))
    entries = read_html(f"{marks}<ol>{texts}</ol>").entries
    assert [entry["text"] for entry in entries] == [f"{n}甲（注：注{n}）" for n in range(1000)]
