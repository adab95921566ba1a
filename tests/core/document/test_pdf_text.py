"""The words of a PDF come as the paragraphs that a reader sees; what has no place is told with its page."""

from __future__ import annotations

from typing import Any

import pytest
from PIL import Image, ImageDraw
from pypdfium2 import PdfDocument, PdfPage, raw
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import PageBreak, Spacer, Table

from aimed_desktop.application.values.words import plain
from aimed_desktop.document.judging.pdf_blocks import PdfBlocks, read_blocks
from aimed_desktop.document.pdf.reading import opened_pdf
from aimed_desktop.document.pdf.text.reader import read_text
from tests.drawn_pdf import HEI, HEIGHT, MARGIN, SONG, WIDTH, drawn, pdf, prose

LONG = (
    "本项目面向门诊与住院两类场景，依托院内影像归档系统与电子病历，建立从检查申请、图像采集、智能判读到报告审核的闭环流程，"
    "平均报告时间由30分钟缩短至8分钟，漏诊率由3.2%降至1.1%。"
)
OTHER = (
    "系统在放射科、急诊科连续运行二十六个月，累计分析检查一万八千四百三十二例，占同期应检病例的九成以上，"
    "服务可用率达到合同约定的水平，未发生因系统故障延误急诊检查的情况。"
)
THIRD = (
    "推广中可能遇到的主要困难，是各单位图像质量参差不齐和医师使用习惯不同。"
    "对此，医院坚持先验证、后启用，每家单位启用前完成本地验证。"
)


def texts(found: PdfBlocks) -> list[Any]:
    """The words of each block, a table as it is."""
    return [entry.get("text", entry.get("heading", entry.get("table"))) for entry in found.entries]


def test_paragraphs_come_whole_over_lines_and_pages() -> None:
    said = [LONG, OTHER, THIRD] * 8
    found = read_blocks(pdf(prose(*said)))
    assert found.verdict.pages == 2
    assert texts(found) == said
    assert found.losses == {}


def test_latin_lines_are_joined_with_a_blank_and_a_parting_hyphen_goes() -> None:
    words = (
        "The convolutional neural network was trained on de-identified examinations, and evaluated. "
        "Sensitivity exceeded ninety-five percent for pulmonary embolism, and the reporting time fell."
    )
    assert texts(
        read_blocks(pdf(prose(words, size=11, font="Times-Roman", wordWrap="LTR", alignment=4)))
    ) == [words]

    def page(canvas: Canvas) -> None:
        canvas.setFont("Times-Roman", 11)
        lines = [
            "The model was vali-",
            "dated on a well-known",
            "data set, and the vali-",
            "dation was repeated.",
        ]
        for number, line in enumerate(lines):
            canvas.drawString(MARGIN, 700 - 15 * number, line)

    assert texts(read_blocks(drawn(page))) == [
        "The model was validated on a well-known data set, and the validation was repeated."
    ]


def test_what_is_small_and_rises_or_falls_keeps_its_look() -> None:
    found = read_blocks(
        pdf(
            prose(
                "血小板计数低于100×10<super>9</super>/L者，CO<sub>2</sub>分压与x<super>−1</super>的比值另行记录。"
            )
        )
    )
    assert texts(found) == [
        [
            "血小板计数低于100×10",
            {"sup": "9"},
            "/L者，CO",
            {"sub": "2"},
            "分压与x",
            {"sup": "−1"},
            "的比值另行记录。",
        ]
    ]


def test_running_heads_and_page_numbers_are_left_out_and_told() -> None:
    def on_page(canvas: Canvas, number: int) -> None:
        canvas.setFont(SONG, 9)
        canvas.drawCentredString(WIDTH / 2, HEIGHT - 40, "示例医院申报材料")
        canvas.drawCentredString(WIDTH / 2, 40, f"— {number} —")

    found = read_blocks(pdf(prose(*[LONG] * 16), on_page=on_page))
    assert found.verdict.pages == 2
    assert texts(found) == [LONG] * 16
    assert found.losses == {"pdf_margin": (1, 2)}


def test_two_columns_are_read_one_after_the_other_below_a_title() -> None:
    said = [LONG, OTHER, THIRD, LONG, OTHER, THIRD] * 2
    found = read_blocks(pdf(prose(*said, size=10), columns=2))
    assert texts(found) == said

    def page(canvas: Canvas) -> None:
        canvas.setFont(SONG, 18)
        canvas.drawCentredString(WIDTH / 2, 790, "急诊影像智能分析系统的设计与应用研究")
        canvas.setFont(SONG, 10)
        for left, words in ((60, "左"), (310, "右")):
            for row in range(12):
                canvas.drawString(left, 740 - 15 * row, words * 22)

    found = read_blocks(drawn(page))
    assert texts(found) == ["急诊影像智能分析系统的设计与应用研究", "左" * 264 + "右" * 264]


def test_a_ruled_table_is_a_table_and_no_two_cells_are_glued() -> None:
    grid = [
        ("GRID", (0, 0), (-1, -1), 0.5, "black"),
        ("FONT", (0, 0), (-1, -1), SONG, 11),
        ("SPAN", (0, 2), (1, 2)),
    ]
    table = Table([["指标", "应用前", "应用后"], ["报告时间", "30", "8"], ["合计", "", "38"]], style=grid)
    found = read_blocks(pdf([*prose(LONG), Spacer(0, 12), table, Spacer(0, 12), *prose(OTHER)]))
    assert texts(found) == [
        LONG,
        [["指标", "应用前", "应用后"], ["报告时间", "30", "8"], [{"text": "合计", "span": 2}, "38"]],
        OTHER,
    ]
    narrow = Table(
        [["30", "8"], ["9", "1"]],
        colWidths=[14, 8],
        style=[*grid[:2], ("LEFTPADDING", (0, 0), (-1, -1), 1), ("RIGHTPADDING", (0, 0), (-1, -1), 0)],
    )
    assert texts(read_blocks(pdf([narrow]))) == [[["30", "8"], ["9", "1"]]]


THREE_RULES = [
    ("LINEABOVE", (0, 0), (-1, 0), 1.5, "black"),
    ("LINEBELOW", (0, 0), (-1, 0), 0.75, "black"),
    ("LINEBELOW", (0, -1), (-1, -1), 1.5, "black"),
]
MEASURED = [["指标", "应用前", "应用后"], ["报告时间（分钟）", "30", "8"], ["漏诊率", "3.2%", "1.1%"]]


def between_rules(rows: list[list[str]], rules: list[Any]) -> PdfBlocks:
    looks = [("FONT", (0, 0), (-1, -1), SONG, 12), ("ALIGN", (0, 0), (-1, -1), "CENTER"), *rules]
    table = Table(rows, colWidths=[200, 120, 120], style=looks)
    return read_blocks(pdf([*prose(LONG), Spacer(1, 12), table, Spacer(1, 12), *prose(OTHER)]))


@pytest.mark.parametrize("cell_by_cell", [False, True])
def test_a_table_of_three_rules_is_a_table_and_nothing_is_told(cell_by_cell: bool) -> None:
    parts = [(kind, (at, y), (at, y), *look) for kind, (_, y), _, *look in THREE_RULES for at in range(3)]
    found = between_rules(MEASURED, parts if cell_by_cell else THREE_RULES)
    assert texts(found) == [LONG, MEASURED, OTHER]
    assert found.losses == {}


@pytest.mark.parametrize(
    ("rows", "rules"),
    [
        (MEASURED, THREE_RULES[1:]),
        ([MEASURED[0], ["报告时间（分钟）", "30", ""], MEASURED[2]], THREE_RULES),
        (
            [["", "应用", "前后"], *MEASURED],
            [THREE_RULES[0], ("LINEBELOW", (0, 1), (-1, 1), 1, "black"), THREE_RULES[2]],
        ),
        ([MEASURED[0], *[["从扫描完成到签发报告的平均时间（分）", "30", "8"]] * 2], THREE_RULES),
    ],
    ids=["two rules", "an empty cell", "two rows of head", "cells as long as prose"],
)
def test_what_is_not_surely_a_table_of_three_rules_stays_text_and_is_told(
    rows: list[list[str]], rules: list[Any]
) -> None:
    found = between_rules(rows, rules)
    assert not any("table" in entry for entry in found.entries)
    said = "".join(plain(words) for words in texts(found))
    assert all(words in said for row in rows for words in row)
    assert found.losses == {"pdf_table": (1,)}


def test_a_table_without_lines_keeps_its_cells_apart_and_is_told() -> None:
    plain_look = [("FONT", (0, 0), (-1, -1), SONG, 11)]
    table = Table(
        [["指标", "前", "后"], ["报告时间", "30", "8"], ["漏诊", "12", "3"]], style=plain_look, colWidths=70
    )
    found = read_blocks(pdf([*prose(LONG), Spacer(0, 12), table]))
    assert texts(found) == [LONG, "指标\u3000前\u3000后", "报告时间\u300030\u30008", "漏诊\u300012\u30003"]
    assert found.losses == {"pdf_table": (1,)}


def test_a_table_that_a_page_cuts_is_one_its_repeated_head_counted_once() -> None:
    rows = [["指标", "数"], *[[f"第{number}项", str(number)] for number in range(60)]]
    look = [("GRID", (0, 0), (-1, -1), 0.5, "black"), ("FONT", (0, 0), (-1, -1), SONG, 11)]
    found = read_blocks(pdf([Table(rows, style=look, repeatRows=1)]))
    assert found.verdict.pages == 2
    assert texts(found) == [rows]


def test_headings_and_labels_come_as_they_are_printed() -> None:
    flow = [
        *prose("智能辅助诊断示范项目", size=20, indent=0),
        *prose("一、项目背景", font=HEI, space=6),
        *prose(LONG),
        *prose("（一）建设内容", font=HEI, space=6),
        *prose("1. 数据不出院。" + OTHER, "2. 最小必要。" + THIRD, "• 分级授权。"),
    ]
    assert list(read_blocks(pdf(flow)).entries) == [
        {"heading": "智能辅助诊断示范项目", "level": 1},
        {"heading": "一、项目背景", "level": 1},
        {"text": LONG},
        {"heading": "（一）建设内容", "level": 2},
        {"text": "1. 数据不出院。" + OTHER},
        {"text": "2. 最小必要。" + THIRD},
        {"text": "• 分级授权。"},
    ]


@pytest.mark.parametrize(
    ("words", "indent", "hang"),
    [
        (["1. " + LONG, "2. " + OTHER], 2, 0),
        (["1. " + LONG, "3. " + OTHER], -1, 1),
        (["1. " + LONG], -1, 1),
        (["2026年" + LONG, "2027年" + OTHER], 2, 0),
        (["1. 甲", "2. 乙"], 2, 0),
    ],
    ids=["not hanging", "a number is left out", "alone", "years", "short with a blank"],
)
def test_what_is_not_surely_a_list_stays_text(words: list[str], indent: float, hang: float) -> None:
    found = read_blocks(pdf(prose(*words, indent=indent, leftIndent=hang * 12)))
    assert texts(found) == words


def test_a_list_below_a_line_with_a_label_of_its_own_is_a_list() -> None:
    flow = []
    for label in ("（一）目标如下", "（二）措施如下"):
        flow += prose(label) + prose("1. " + LONG, "2. " + OTHER, indent=-1, leftIndent=48)
    items = {"items": [LONG, OTHER], "numbered": True}
    found = read_blocks(pdf(flow))
    assert found.entries == ({"text": "（一）目标如下"}, items, {"text": "（二）措施如下"}, items)


def test_a_list_that_hangs_keeps_its_labels_and_looks() -> None:
    said = ["（三）" + LONG, "（四）每10<super>9</super>例。", "（五）" + OTHER]
    found = read_blocks(pdf(prose(*said, indent=-3, leftIndent=36)))
    words = [LONG, ["每10", {"sup": "9"}, "例。"], OTHER]
    assert found.entries == ({"items": words, "numbered": True, "label": "（{一}）", "start": 3},)


def test_footnotes_stand_behind_their_paragraph_and_are_told() -> None:
    def on_page(canvas: Canvas, number: int) -> None:
        if number == 1:
            canvas.setFont(SONG, 6)
            canvas.drawString(MARGIN, 63, "1")
            canvas.setFont(SONG, 9)
            canvas.drawString(MARGIN + 4, 60, "见国家卫生健康委员会2025年统计公报。")

    marked = LONG + "据统计<super>1</super>，" + OTHER
    found = read_blocks(pdf(prose(*[LONG] * 9, marked, THIRD), on_page=on_page))
    said = [plain(words) for words in texts(found)]
    note = said.index("1见国家卫生健康委员会2025年统计公报。")
    assert next(words for words in texts(found) if isinstance(words, list))[1] == {"sup": "1"}
    assert said[:note] + said[note + 1 :] == [LONG] * 9 + [plain(LONG + "据统计1，" + OTHER), THIRD]
    assert found.losses == {"pdf_notes": (1,)}


@pytest.mark.parametrize(
    ("drawn_words", "read"),
    [
        ("\u2f00\u2f47\u2fa6", "一日金"),  # radicals, as some exporters name what they draw
        ("\u2ec5\u2ed3", "见长"),
        ("di\ufb03cult", "difficult"),
        ("甲\xa0乙", "甲 乙"),
    ],
)
def test_shapes_of_fonts_become_the_characters_that_people_type(drawn_words: str, read: str) -> None:
    from aimed_desktop.document.pdf.text.characters import shown

    assert "".join(shown(ord(one), "Song", is_lost=False) for one in drawn_words) == read


def test_characters_that_the_file_does_not_name_become_boxes_and_are_told() -> None:
    content = pdf(prose("甲乙丙丁戊己庚辛壬癸"))
    blind = content.replace(b"/ToUnicode", b"/NoUnicode")
    found = read_blocks(blind)
    assert set("".join(plain(words) for words in texts(found))) == {"▯"}
    assert found.losses == {"unknown_character": (1,)}


def scan() -> ImageReader:
    image = Image.new("L", (827, 1170), 245)
    ImageDraw.Draw(image).rectangle((100, 100, 700, 900), fill=60)
    return ImageReader(image)


def put_scan(canvas: Canvas) -> None:
    canvas.drawImage(scan(), 0, 0, WIDTH, HEIGHT)


def test_a_scan_says_that_it_is_pictures_and_mixed_pages_are_told_one_by_one() -> None:
    found = read_blocks(drawn(put_scan, put_scan))
    assert (found.entries, found.pictures, found.taken) == ((), (1, 2), 2)
    assert found.verdict.trouble is None

    def words(canvas: Canvas) -> None:
        canvas.drawString(MARGIN, 700, "承诺书已经盖章。")

    found = read_blocks(drawn(words, put_scan, lambda _canvas: None))
    assert texts(found) == ["承诺书已经盖章。"]
    assert found.losses == {"pdf_picture": (2,)}


def test_words_that_a_scanner_recognised_are_taken_and_told() -> None:
    def page(canvas: Canvas) -> None:
        put_scan(canvas)
        words = canvas.beginText(MARGIN, 700)
        words.setTextRenderMode(3)
        words.textLine("平均报告时间由30分钟缩短至8分钟。")
        canvas.drawText(words)

    found = read_blocks(drawn(page))
    assert texts(found) == ["平均报告时间由30分钟缩短至8分钟。"]
    assert found.losses == {"pdf_recognised": (1,)}


def test_hidden_and_slanted_words_are_left_out_and_told() -> None:
    def page(canvas: Canvas) -> None:
        canvas.drawString(MARGIN, 700, "正文在这里。")
        words = canvas.beginText(MARGIN, 600)
        words.setTextRenderMode(3)
        words.textLine("看不见的字。")
        canvas.drawText(words)
        canvas.rotate(45)
        canvas.setFont(SONG, 60)
        canvas.drawString(300, 100, "内部资料")

    found = read_blocks(drawn(page))
    assert texts(found) == ["正文在这里。"]
    assert found.losses == {"hidden": (1,), "pdf_turned": (1,)}


def test_a_page_that_lies_on_its_side_is_read_all_the_same() -> None:
    def page(canvas: Canvas) -> None:
        canvas.translate(WIDTH, 0)
        canvas.rotate(90)
        canvas.setFont(SONG, 12)
        for number, line in enumerate((LONG[:50], LONG[50:])):
            canvas.drawString(MARGIN, 400 - 18 * number, line)

    assert texts(read_blocks(drawn(page))) == [LONG]


def test_a_file_beyond_the_bounds_is_read_as_far_as_they_go() -> None:
    flow = [part for _ in range(200) for part in (*prose(*[LONG] * 12), PageBreak())]
    found = read_blocks(pdf(flow))
    assert found.verdict.pages == 200
    assert 10 < found.taken < 60
    assert texts(found) == [LONG] * 12 * found.taken


def test_what_is_no_whole_pdf_has_the_verdict_of_every_other_file() -> None:
    content = pdf(prose(LONG))
    assert read_blocks(content[: len(content) // 2]).verdict.trouble == "cut_off"
    assert read_blocks(b"").verdict.trouble == "empty"


class WithLostPage:
    """A file whose second page opens, but pdfium finds nothing behind it."""

    def __init__(self, document: PdfDocument) -> None:
        self._document = document

    def __len__(self) -> int:
        return len(self._document)

    def __getitem__(self, index: int) -> PdfPage:
        page = self._document[index]
        if index == 1:
            page.raw = raw.FPDF_PAGE()
        return page


def test_a_page_that_cannot_be_read_is_told_and_the_others_come() -> None:
    words = [LONG, OTHER, THIRD]
    file = pdf([flow for said in words for flow in (*prose(said), PageBreak())])
    with opened_pdf(file) as document:
        found = read_text(WithLostPage(document), lambda _page: False, lambda _number: None)  # type: ignore[arg-type]
    assert [entry["text"] for entry in found.entries] == [LONG, THIRD]
    assert found.losses == {"pdf_broken": [2]}
