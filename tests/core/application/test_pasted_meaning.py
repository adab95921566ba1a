"""What is pasted keeps its meaning: raised digits, symbols, labels, merged cells; or it is told."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from aimed_desktop.application.pasting import clipboard
from aimed_desktop.application.pasting.clipboard import plain_text, read_clipboard, word_lines
from aimed_desktop.application.pasting.html import read_html
from aimed_desktop.application.pasting.html_looks import HARMLESS_ELEMENTS, MAPPED_ELEMENTS
from aimed_desktop.application.pasting.losses import message
from aimed_desktop.application.pasting.table import read_cells, tabbed_block
from aimed_desktop.application.values import narrative_shape

CLIPBOARD = Path(__file__).parents[2] / "fixtures" / "clipboard"
WORD_ITEM = (
    "<p class=MsoListParagraph style='mso-list:l0 level{level} lfo1'><![if !supportLists]>"
    "<span lang=EN-US style='{style}'><span style='mso-list:Ignore'>{label}<span style='font:7.0pt "
    '"Times New Roman"\'>&nbsp;&nbsp; </span></span></span><![endif]>{words}</p>'
)
ALL_ELEMENTS = (
    "a abbr acronym address applet area article aside audio b base basefont bdi bdo big blink "
    "blockquote body br button canvas caption center cite code col colgroup data datalist dd del "
    "details dfn dialog dir div dl dt em embed fieldset figcaption figure font footer form frame "
    "frameset h1 h2 h3 h4 h5 h6 head header hgroup hr html i iframe img input ins kbd label legend li "
    "link listing main map mark marquee menu meta meter nav nobr noframes noscript object ol optgroup "
    "option output p param picture plaintext pre progress q rp rt ruby s samp script search section "
    "select slot small source span strike strong style sub summary sup svg table tbody td template "
    "textarea tfoot th thead time title tr track tt u ul var video wbr xmp math o:p st1:city v:shape "
    "w:sdt never-heard-of "
)
SAYS_NOTHING = {  # no reader sees what stands in them, or their author has taken it out
    *("head", "style", "script", "title", "noscript", "template", "rp", "del"),
}


def entries(html: str) -> list[dict[str, Any]]:
    made = list(read_html(html).entries)
    assert narrative_shape.problem(made) is None
    assert narrative_shape.normalise(made) == made
    return made


def text(html: str) -> Any:
    [entry] = entries(html)
    return entry["text"]


def word_item(words: str, label: str, level: int = 1, style: str = "mso-fareast-font-family:仿宋") -> str:
    return WORD_ITEM.format(words=words, label=label, level=level, style=style)


@pytest.mark.parametrize(
    ("raised", "piece"),
    [
        ("<sup>9</sup>", {"sup": "9"}),
        ("<sub>9</sub>", {"sub": "9"}),
        ("<span style='vertical-align:super'>9</span>", {"sup": "9"}),
        ("<span style='vertical-align: 5pt'>9</span>", {"sup": "9"}),
        ("<span style='position:relative;top:-3.0pt;mso-text-raise:3.0pt'>9</span>", {"sup": "9"}),
        ("<span style='mso-text-raise:-3.0pt'>9</span>", {"sub": "9"}),
        ('<font class="font6"><sup>9</sup></font>', {"sup": "9"}),
        ("<b><sup>9</sup></b>", {"sup": "9"}),
        ("<b>9</b>", {"bold": "9"}),
        ("<span style='font-weight:700'>9</span>", {"bold": "9"}),
        ("<b style='font-weight:normal'>9</b>", None),
        ("<span style='vertical-align:middle'>9</span>", None),
    ],
)
def test_raised_lowered_and_bold_words_keep_their_look(raised: str, piece: dict[str, str] | None) -> None:
    assert text(f"<p>100×10{raised}/L</p>") == (["100×10", piece, "/L"] if piece else "100×109/L")


def test_looks_of_a_style_sheet_hold() -> None:
    sheet = "<style><!-- .font7 {vertical-align:super;} td.x, p.x {font-weight:700;} --></style>"
    assert text(f"{sheet}<p>10<span class=font7>9</span></p>") == ["10", {"sup": "9"}]
    assert text(f"{sheet}<p class=x>10</p>") == [{"bold": "10"}]


@pytest.mark.parametrize(
    ("html", "shown"),
    [
        ("<span style='font-family:Symbol'>\uf0b3</span>", "≥"),
        ("<span style='font-family:Symbol'>&sup3;</span>", "≥"),
        ("<font face=Symbol>b</font>", "β"),
        ("<span style='font-family:\"Times New Roman\";mso-char-type:symbol;mso-symbol-font-family:Symbol'>"
         "<span style='mso-char-type:symbol;mso-symbol-font-family:Symbol'>m</span></span>", "μ"),
        ("<span style='font-family:Wingdings'>à</span>", "→"),
        ("<span style='font-family:Symbol'><span style='font:7pt \"Arial Narrow\"'>a</span></span>", "a"),
        ("<span style='font-family:Arial,Symbol'>a</span>", "a"),
    ],
)  # fmt: skip
def test_characters_are_those_that_their_font_shows(html: str, shown: str) -> None:
    assert text(f"<p>血小板{html}100</p>") == f"血小板{shown}100"


def test_a_symbol_that_no_table_knows_is_seen_and_told() -> None:
    pasted = read_html("<p>甲</p><p>乙<span style='font-family:Marlett'>a</span></p>")
    assert pasted.entries[1] == {"text": "乙▯"}
    assert pasted.losses == ("第2段：有认不出的符号，用▯代替，请对照原文改正",)


def test_hidden_words_stay_out_struck_ones_stay_in_and_both_are_told() -> None:
    pasted = read_html(
        "<p>一<span style='mso-hide:all'>密</span></p><p>二<s>旧</s>"
        "<span style='text-decoration:line-through'>旧</span></p>"
        "<p>三<span hidden>密</span></p><p>四<span style='display:none'> </span></p>"
    )
    assert [entry["text"] for entry in pasted.entries] == ["一", "二旧旧", "三", "四"]
    assert message(pasted.losses) == (
        "第1段、第3段：隐藏的文字没有放进来；第2段：画了删除线的字按普通文字放进来了，不要的请删去"
    )


def test_footnotes_come_as_paragraphs_and_comments_stay_out_and_both_are_told() -> None:
    pasted = read_html(
        "<p>正文<a style='mso-footnote-id:ftn1' href='#_ftn1'><sup>[1]</sup></a>"
        "<a class=msocomanchor>[A1]</a></p><div style='mso-element:footnote-list'><hr>"
        "<div style='mso-element:footnote'><p>[1] 来源</p></div></div>"
        "<div style='mso-element:comment-list'><p>请改</p></div>"
    )
    assert pasted.entries == ({"text": ["正文", {"sup": "[1]"}]}, {"text": "[1] 来源"})
    assert pasted.losses == (
        "第1段：脚注、尾注的注码和注文按普通文字放进来了，请核对位置",
        "批注没有放进来",
    )


def test_a_picture_that_has_no_place_is_told() -> None:
    pasted = read_html("<p>甲</p><img src='a.png'>")
    assert plain_text(pasted) == ("甲", ("图片没有放进来，这里只能放文字",))


def test_a_reading_goes_into_brackets() -> None:
    pasted = read_html("<p><ruby>葛根<rp>(</rp><rt>gé gēn</rt><rp>)</rp></ruby>素</p>")
    assert pasted.entries == ({"text": "葛根（gé gēn）素"},)
    assert pasted.losses == ("第1段：注音放进了括号",)


def test_a_formula_becomes_a_line_that_says_the_same() -> None:
    html = "<p>P=<math><mfrac><mi>TP</mi><mrow><mi>TP</mi><mo>+</mo><mi>FN</mi></mrow></mfrac>"
    assert text(html + "<msup><mi>x</mi><mn>2</mn></msup></math></p>") == ["P=(TP)/(TP+FN)x", {"sup": "2"}]


def test_the_labels_of_word_are_those_that_were_seen() -> None:
    html = (
        word_item("甲", "（三）")
        + word_item("子", "1)", 2)
        + word_item("孙", "①", 3)
        + word_item("子二", "2)", 2)
        + word_item("乙", "（四）")
        + word_item("重新", "（一）")
        + word_item("点", "l", style="font-family:Wingdings")
        + word_item("节", "1.2")
        + "<h2 style='mso-list:l0 level1 lfo1'><span style='mso-list:Ignore'>第一章&nbsp;</span>背景</h2>"
    )
    inner = {"text": "子", "items": ["孙"]}
    assert entries(html) == [
        {
            "items": [{"text": "甲", "items": [inner, "子二"], "label": "{1})"}, "乙"],
            "numbered": True,
            "label": "（{一}）",
            "start": 3,
        },
        {"items": ["重新"], "numbered": True, "label": "（{一}）"},
        {"items": ["点"], "numbered": False},
        {"text": "1.2 节"},
        {"heading": "第一章 背景", "level": 2},
    ]


def test_lists_of_a_browser_keep_type_start_and_depth() -> None:
    html = (
        "<ol start=5><li>甲<ol type=a><li>子<ul><li>点</ul><li>子二</ol><li>乙</ol>"
        "<ol style='list-style-type:cjk-ideographic'><li value=3>丙</ol>"
        "<ul style='list-style-type:none'><li>没有记号</ul>"
    )
    inner = {"text": "子", "items": ["点"], "numbered": False}
    assert entries(html) == [
        {
            "items": [{"text": "甲", "items": [inner, "子二"], "label": "{a}."}, "乙"],
            "numbered": True,
            "start": 5,
        },
        {"items": ["丙"], "numbered": True, "label": "{一}、", "start": 3},
        {"text": "没有记号"},
    ]


def test_labels_in_a_cell_stand_before_their_words() -> None:
    html = (
        "<table><tr><td><ol start=2><li>甲<li>乙</ol></td><td>"
        + word_item("丙", "（一）")
        + "</td></tr></table>"
    )
    assert entries(html) == [{"table": [["2. 甲 3. 乙", "（一）丙"]]}]


def test_a_drop_cap_begins_its_paragraph() -> None:
    drop = "mso-element:dropcap-dropped"
    html = f"<table><tr><td><p style='{drop}'>武</p></td></tr></table><p>汉市</p>"
    assert text(html) == "武汉市"


def test_an_item_that_no_list_holds_becomes_a_text_with_its_label() -> None:
    html = "<ol><li>甲<ul><li>点</ul><ol type=a><li>丁</ol><li>乙</ol>"
    assert entries(html) == [
        {"items": [{"text": "甲", "items": ["点"], "numbered": False}], "numbered": True},
        {"text": "a. 丁"},
        {"items": ["乙"], "numbered": True, "start": 2},
    ]


MERGED = (
    "<table><tr><td>姓名</td><td>单位</td></tr><tr><td>张</td><td rowspan=3>某医院</td></tr>"
    "<tr height=0 style='display:none'><td>已调离</td></tr><tr><td>李</td></tr></table>"
)


def test_merged_cells_span_in_a_text_and_go_down_in_rows_and_hidden_rows_stay_out() -> None:
    pasted = read_html(MERGED)
    assert pasted.entries == ({"table": [["姓名", "单位"], ["张", {"text": "某医院", "down": 2}], ["李"]]},)
    cells = read_cells("", MERGED)
    assert cells is not None
    assert cells.rows == [["姓名", "单位"], ["张", "某医院"], ["李", "某医院"]]
    assert cells.losses == pasted.losses == ("表格：隐藏的行没有放进来",)


@pytest.mark.parametrize(
    "row", ["<tr style='mso-hide:all'>", "<tr height=0>", "<tr style='height:0pt'>", "<tr hidden>"]
)
def test_a_row_that_nobody_sees_stays_out(row: str) -> None:
    html = f"<table><tr><td>甲</td><td>乙</td></tr>{row}<td>密</td><td>密</td></tr></table>"
    assert entries(html) == [{"table": [["甲", "乙"]]}]


def test_hidden_columns_stay_out_and_what_spans_them_is_narrower() -> None:
    html = (
        "<table><col width=72><col width=0 style='display:none'><col width=72>"
        "<tr><td colspan=3>表头</td></tr><tr><td>甲</td><td>密</td><td>乙</td></tr></table>"
    )
    pasted = read_html(html)
    assert pasted.entries == ({"table": [[{"text": "表头", "span": 2}], ["甲", "乙"]]},)
    assert pasted.losses == ("表格：隐藏的列没有放进来",)


def test_a_row_that_speaks_only_in_a_hidden_column_stays_out() -> None:
    html = (
        "<table><col><col style='display:none'><col><tr><td>甲</td><td></td><td>乙</td></tr>"
        "<tr><td></td><td>密</td><td></td></tr></table>"
    )
    assert entries(html) == [{"table": [["甲", "乙"]]}]


def test_a_cell_that_is_not_displayed_takes_no_place() -> None:
    hidden = "<td style='display:none'></td>"
    html = f"<table><tr><td colspan=2>甲</td>{hidden}</tr><tr><td>乙</td><td>丙</td></tr></table>"
    assert entries(html) == [{"table": [[{"text": "甲", "span": 2}], ["乙", "丙"]]}]


def test_cells_and_paragraphs_in_them_are_never_glued() -> None:
    html = (
        "<table><tr><td><p>甲</p><p>乙</p></td><td>丙<br>丁</td></tr><tr><td>30</td><td>8</td></tr></table>"
    )
    assert entries(html) == [{"table": [["甲 乙", "丙 丁"], ["30", "8"]]}]


@pytest.mark.parametrize("name", ["excel", "wps_table", "word_rich", "wps_rich", "chrome"])
def test_fragments_of_other_programs_are_read(name: str) -> None:
    html = (CLIPBOARD / f"{name}.html").read_text(encoding="utf-8")
    shown = str(entries(html))
    assert "密" not in shown
    assert FRAGMENTS[name] in shown


FRAGMENTS = {
    "excel": "[['指标', '使用前', '使用后'], ['灵敏度', '88.20%', '96.40%'], "
    "['白细胞', ['6.1×10', {'sup': '9'}, '/L'], '1.20E+05'], [{'text': '2026/6/10 入组', 'span': 3}]]",
    "wps_table": "[['姓名', '单位'], ['张示例', {'text': '示例医院', 'down': 2}], ['李示范']]",
    "word_rich": "['血小板≥100×10', {'sup': '9'}, '/L，CO', {'sub': '2'}, '分压']",
    "wps_rich": "{'items': ['临床验证', '推广应用'], 'numbered': True, 'label': '（{一}）', 'start': 3}",
    "chrome": "['病灶大于4 cm', {'sup': '2'}, '，', {'bold': '重点'}, '随访']",
}


def test_the_rows_that_are_told_are_counted_as_they_are_seen() -> None:
    hidden = "<tr style='display:none'><td>密</td><td></td></tr>"
    html = f"<table><tr><td>甲</td><td>乙</td></tr>{hidden}<tr><td>####</td><td>1</td></tr></table>"
    assert read_html(html).losses[0].startswith("表格第2行：")


def test_numbers_that_a_spreadsheet_shortened_or_could_not_show_are_told_with_their_row() -> None:
    html = (
        "<table><tr><td>甲</td><td x:num='120000'>1.20E+05</td></tr><tr><td>####</td><td>1</td></tr></table>"
    )
    assert read_html(html).losses == (
        "表格第1行：有被表格软件缩写的数（如 4.2E+17），请先把这一列改成“文本”格式，对照原件重填后再复制",
        "表格第2行：有因列太窄而没有显示出来的数（####），请先把这一列拉宽后再复制",
    )


def test_where_the_html_cannot_be_read_the_words_are_pasted(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(_html: str) -> None:
        raise AssertionError("unknown status keyword")

    monkeypatch.setattr(clipboard, "read_html", fail)
    pasted = read_clipboard("<p>甲", "甲\r\n乙")
    assert pasted.entries == ({"text": "甲"}, {"text": "乙"})
    assert pasted.losses == ("原来的格式读不出来，只粘贴了文字",)
    cells = read_cells("甲\t乙", "<table>")
    assert cells is not None and cells.rows == [["甲", "乙"]]


@pytest.mark.parametrize("mark", ["<![word]>", "<![if !vml]>", "<![CDATA[x]]>", "<!word>", "<?xml?>"])
def test_marks_that_no_browser_shows_are_passed_over(mark: str) -> None:
    assert text(f"<p>前{mark}后</p>") == "前后"


def test_only_what_was_copied_is_read_and_its_list_and_table_hold() -> None:
    html = "<p>外</p><ol start=3><!--StartFragment--><li>甲</li><!--EndFragment--></ol><p>外</p>"
    assert entries(html) == [{"items": ["甲"], "numbered": True, "start": 3}]


def test_a_plain_place_takes_labels_and_unicode_digits() -> None:
    pasted = read_html("<ol><li>100×10<sup>9</sup>/L</ol><p>x<sup>abc</sup></p>")
    assert plain_text(pasted) == ("1. 100×10⁹/L\nxabc", ("上标、下标写不进这一栏，改成了普通文字，请核对",))
    cells = read_cells("", "<table><tr><td>cm<sup>2</sup></td><td>CO<sub>2</sub></td></tr></table>")
    assert cells is not None and cells.in_plain().rows == [["cm²", "CO₂"]]


def test_cells_keep_what_is_raised_lowered_and_bold() -> None:
    excel = (
        "<style>.xl65{font-weight:700} .font6{vertical-align:super}</style>"
        "<table><tr><td>10<font"
        " class=font6>9</font>/L</td><td>CO<sub>2</sub></td></tr>"
        "<tr><td class=xl65>合计</td><td>38</td></tr></table>"
    )
    cells = read_cells("", excel)
    assert cells is not None and cells.losses == ()
    assert cells.rows == [[["10", {"sup": "9"}, "/L"], ["CO", {"sub": "2"}]], [[{"bold": "合计"}], "38"]]


def test_tabbed_lines_of_two_columns_may_become_a_table() -> None:
    assert tabbed_block("指标\t前\n时间\t30\t8\n") == {"table": [["指标", "前", ""], ["时间", "30", "8"]]}
    assert tabbed_block("一\t行") is None
    assert tabbed_block("没有\n制表符") is None


@pytest.mark.parametrize("tag", ALL_ELEMENTS.split())
def test_words_in_every_element_come_out_or_are_told(tag: str) -> None:
    pasted = read_html(f"<p>前</p><div><{tag}>标记词</{tag}></div><p>后</p>")
    if tag not in SAYS_NOTHING:
        assert "标记词" in str(pasted.entries) or pasted.losses
    if tag == "never-heard-of":
        assert pasted.losses == ("第2段：有不认识的格式，只留下了文字",)


def test_a_property_of_which_nobody_has_thought_is_told() -> None:
    assert read_html("<p style='never-heard-of:1'>甲</p>").losses == ("第1段：有不认识的格式，只留下了文字",)
    assert read_html("<p style='margin:0;mso-pagination:none;--x:1;line-height:150%'>甲</p>").losses == ()


def test_no_element_is_both_taken_over_and_harmless() -> None:
    assert not MAPPED_ELEMENTS & {name for names in HARMLESS_ELEMENTS for name in names.split()} - {"tt"}


def test_a_number_without_words_fills_its_cell_and_is_told_elsewhere() -> None:
    empty = word_item("&nbsp;", "1.")
    pasted = read_html(
        f"<table><tr><td>{empty}</td><td>甲</td></tr></table>{empty}<ol start=3><li></li></ol>"
    )
    assert pasted.entries == ({"table": [["1.", "甲"]]},)
    assert pasted.losses == ("第2段：后面没有文字的编号没有放进来",)
    [entry] = entries("<table><tr><td><ol start=2><li><br></li></ol></td><td>乙</td></tr></table>")
    assert entry["table"] == [["2.", "乙"]]


def test_a_bullet_that_the_paper_writes_otherwise_is_told() -> None:
    assert read_html(word_item("甲", "➢")).losses == ("第1段：项目符号换成了本程序的符号",)
    assert read_html(word_item("甲", "●")).losses == ()


ROW = "<tr><td><img src=a.png>{}</td><td><p><img src=b.png></p>{}</td></tr>"


@pytest.mark.parametrize(
    ("html", "read"),
    [
        ("<p><img src=a.png> <img src=b.png></p>", [{}, {"beside": True}]),
        ("<p><img src=a.png><br><img src=b.png></p>", [{}, {}]),
        ("<p><img src=a.png>与<img src=b.png></p>", [{}, "与", {}]),
        ("<p><img src=a.png></p><p><img src=b.png></p>", [{}, {}]),
        (f"<table>{ROW.format('', '')}</table>", [{}, {"beside": True}]),
        (
            f"<table>{ROW.format('<p>图1 前</p>', '<p>图2 后</p>')}</table>",
            [{"caption": "图1 前"}, {"beside": True, "caption": "图2 后"}],
        ),
        (
            f"<table>{ROW.format('', '')}<tr><td>前<td>后</tr><tr><td colspan=2>注：同一患者</tr></table>",
            [{"caption": "前"}, {"beside": True, "caption": "后"}, "注：同一患者"],
        ),
    ],
    ids=["one line", "broken line", "words between", "two lines", "row", "captions", "captions below"],
)
def test_pictures_side_by_side_stay_so(html: str, read: list[Any]) -> None:
    pasted = read_html(html)
    said = [{"text": e} if isinstance(e, str) else e for e in read]
    numbers = iter(range(2))
    assert pasted.entries == tuple(e if "text" in e else {"picture": next(numbers), **e} for e in said)
    assert pasted.losses == ()
    assert word_lines(pasted) == [
        e["text"] if "text" in e else e["caption"] for e in said if e.keys() - {"beside"}
    ]


def test_pictures_of_a_table_with_words_of_its_own_are_told_at_their_rows() -> None:
    pasted = read_html(f"<table><tr><td>正常<td>异常</tr>{ROW.format('', '')}</table>")
    assert pasted.entries == ({"table": [["正常", "异常"]]},)
    assert pasted.losses == (
        "表格第2行：表格里的图片没有放进来，请另存为图片，用“插入图片”放在表格的前面或后面",
    )
