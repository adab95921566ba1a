"""A PDF that this program or a word processor has made says its paragraphs again when it is dropped back."""

from __future__ import annotations

import io
import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import docx
import pytest
from docx.shared import Pt

from aimed_desktop.application.values.labels import DEFAULT_LABELS
from aimed_desktop.application.values.narrative import blocks
from aimed_desktop.application.values.words import Span, Words, of
from aimed_desktop.document.judging.pdf_blocks import read_blocks
from aimed_desktop.document.pdf.pdf import pdf_bytes
from aimed_desktop.document.plan.planner import make_plans
from tests.core.document.test_word_meaning import application
from tests.libreoffice import to_pdf

HAN = "影像归档系统与电子病历建立从检查申请图像采集智能判读到报告审核的闭环流程平均时间缩短门诊住院漏诊率敏感"
LATIN = ("CT", "Transformer", "deep learning", "3.2%", "30", "AI+", "2026年6月10日", "ResNet-50 model")
RAISED = (
    [Span("10"), Span("9", "sup"), Span("/L")],
    [Span("x"), Span("−3", "sup")],
    [Span("CO"), Span("2", "sub")],
)


def random_words(chance: random.Random) -> Words:
    """A paragraph as doctors write it: Chinese, Western words, raised and lowered digits, bold."""
    return of([*_spans(chance), Span("完。")])


def _spans(chance: random.Random) -> Iterator[Span]:
    for _ in range(chance.randint(1, 8)):
        kind = chance.choice(("han", "han", "han", "latin", "raised", "bold"))
        if kind == "han":
            text = "".join(chance.choice(HAN) for _ in range(chance.randint(2, 40)))
            yield Span(text + chance.choice(("，", "、", "", "；")))
        elif kind == "latin":
            yield Span(chance.choice(LATIN))
        elif kind == "raised":
            yield from chance.choice(RAISED)
        else:
            yield Span("重点内容", "bold")


@pytest.mark.parametrize("seed", range(3))
def test_the_paper_of_a_chapter_says_each_paragraph_with_its_looks(seed: int) -> None:
    chance = random.Random(seed)
    written = [random_words(chance) for _ in range(40)]
    paper = pdf_bytes(make_plans(application([{"text": words} for words in written]))[0])
    read = [entry.get("text") for entry in read_blocks(paper).entries]
    start = read.index(written[0])
    assert read[start : start + len(written)] == written


def random_list(chance: random.Random, depth: int = 0) -> dict[str, Any]:
    """A list whose levels each hold an item of several lines, so that its hanging is seen."""
    items: list[Any] = [
        "".join(chance.choice(HAN) for _ in range(size)) + "。"
        for size in (chance.randint(50, 90), *(chance.randint(2, 60) for _ in range(chance.randint(1, 9))))
    ]
    if depth < 2 and chance.random() < 0.5:
        at = chance.randrange(len(items))
        items[at] = {"text": items[at], **random_list(chance, depth + 1)}
    label = chance.choice(("{1}.", "（{一}）", "{一}、", "{①}", "{a})", "{1}、", None))
    if label is None:
        return {"items": items, "numbered": False}
    start = chance.choice((1, 1, 4)) if not depth else 1
    usual = {"label": label} if label != DEFAULT_LABELS[depth] else {}
    return {"items": items, "numbered": True, **usual, **({"start": start} if start > 1 else {})}


@pytest.mark.parametrize("seed", range(6))
def test_lists_of_a_chapter_come_back_with_their_labels(seed: int) -> None:
    chance = random.Random(seed)
    story = [block for n in range(4) for block in ({"text": f"第{n}段。"}, random_list(chance))]
    read = list(read_blocks(pdf_bytes(make_plans(application([*story, {"text": "完。"}]))[0])).entries)
    start = read.index(story[0])
    assert blocks(read[start : start + 8]) == blocks(story)


def test_headings_items_and_tables_of_a_chapter_come_back_as_printed() -> None:
    story = [
        {"text": "系统上线以来运行平稳，主要指标如下。"},
        {
            "items": [
                "数据不出院，训练、推理和日志全部在医院内网完成，外部人员只能在受控终端操作。",
                "最小必要。",
            ],
            "numbered": True,
        },
        {
            "table": [
                ["指标", "前", "后"],
                ["白细胞（10⁹/L）", "30", "8"],
                [{"text": "合计", "span": 2}, "38"],
            ]
        },
        {"text": "表后的一段。"},
    ]
    read = list(read_blocks(pdf_bytes(make_plans(application(story))[0])).entries)
    start = read.index(story[0])
    assert read[start : start + 5] == [
        story[0],
        story[1],
        {"text": "表1"},
        story[2],
        story[3],
    ]


def test_a_word_file_that_libreoffice_prints_comes_as_its_paragraphs(tmp_path: Path) -> None:
    chance = random.Random(7)
    word = docx.Document()
    word.styles["Normal"].font.size = Pt(12)
    word.sections[0].header.paragraphs[0].text = "示例医院申报材料"
    written = [random_words(chance) for _ in range(24)]
    for words in written:
        paragraph = word.add_paragraph()
        paragraph.paragraph_format.first_line_indent = Pt(24)
        for piece in [words] if isinstance(words, str) else words:
            look, text = ("", piece) if isinstance(piece, str) else next(iter(piece.items()))
            run = paragraph.add_run(text)
            run.font.superscript, run.font.subscript = look == "sup", look == "sub"
    table = word.add_table(2, 2)
    table.style = "Table Grid"
    for cell, text in zip(
        (cell for row in table.rows for cell in row.cells), ("前", "后", "30", "8"), strict=True
    ):
        cell.text = text
    file = io.BytesIO()
    word.save(file)
    found = read_blocks(to_pdf(file.getvalue(), tmp_path).read_bytes())
    assert list(found.entries) == [
        *({"text": without_bold(words)} for words in written),
        {"table": [["前", "后"], ["30", "8"]]},
    ]
    assert set(found.losses) == {"pdf_margin"}


def without_bold(words: Words) -> Words:
    pieces = [words] if isinstance(words, str) else words
    return of(
        Span(piece)
        if isinstance(piece, str)
        else Span(*reversed(next((("" if look == "bold" else look), text) for look, text in piece.items())))
        for piece in pieces
    )
