"""A chapter as a small Word file for its author: what is asked for, how long it may be, the present text."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from aimed_desktop.application.checks.same_print import print_mark
from aimed_desktop.application.model import Application
from aimed_desktop.application.values.paper_order import PaperOrder
from aimed_desktop.definition.fields import Field, Limit
from aimed_desktop.definition.layout import PageSetup
from aimed_desktop.definition.model import Notice
from aimed_desktop.document.plan.context import Context
from aimed_desktop.document.plan.narrative import NarrativePlanner
from aimed_desktop.document.plan.plan import (
    Grid,
    GridCell,
    GridRow,
    Paragraph,
    Plan,
    PlanBlock,
    PlanPart,
    Properties,
    Run,
)
from aimed_desktop.document.word.chapter_mark import BEGIN_LINE, ChapterMark, chapter_keywords, chapter_title
from aimed_desktop.files.file_names import safe_file_name

_WANTED = (
    (
        "正文",
        f"写在“{BEGIN_LINE}”一行的下面。小标题用“标题 3”样式。"
        "自动编号、上标、下标、加粗收得回来；字体、颜色、斜体、下划线不收。公式收成一行文字。",
    ),
    (
        "图片",
        "插在正文里（嵌入型），图题写在图的下一行，如“图1 系统架构”；图号由程序另排。"
        "两三张图要并排，就放进只有图和图题的表格。先去掉姓名、住院号、人脸等个人信息。",
    ),
    (
        "表格",
        "用 Word 表格，第一行写表头，表题写在表的上一行，如“表1 应用前后对比”。"
        "合并的单元格、列宽、几行表头收得回来；一格里的几段合成一行，格里的图片挪到表格前面。",
    ),
    (
        "收不回",
        "图表请截成图片；嵌入的 Excel 表格等只收图片；文本框、艺术字只收文字；脚注、尾注放进括号；"
        "批注、隐藏的文字、修订里删去的文字不收。收回时逐处说明。",
    ),
    ("交回", "仍存成 Word 文档（.docx），不改文件名，不删本页的说明，交还给发来的人。"),
)
_LABEL_SHARE = 0.16


def chapter_bytes(
    app: Application, notice: Notice | None, paths: Sequence[str], deadline: str = "", origin: str = ""
) -> bytes:
    """The .docx with the chapters at `paths`; `deadline` is printed as the clerk has typed it. `origin`,
    the application's id in the archive, tells whose chapters they are when they come back.

    UserProblem where a picture is missing or cannot be read.
    """
    from aimed_desktop.document.word.write.word_document import docx_bytes

    mark = ChapterMark({path: _given(app, path) for path in paths}, origin)
    properties = Properties(
        f"分发章节 {app.form.listed}", app.text_of(app.form.unit_name), chapter_keywords(mark)
    )
    empty = Plan("chapter", properties, PageSetup(), ())
    writer = _Chapter(app, notice, deadline.strip(), empty.text_width_mm)
    parts = tuple(PlanPart(path, tuple(writer.blocks(path)), index > 0) for index, path in enumerate(paths))
    return docx_bytes(Plan("chapter", properties, PageSetup(), parts))


def chapter_file_name(app: Application, paths: Sequence[str]) -> str:
    """`章节-背景-项目名称.docx`, safe on every system; several chapters are named by the first."""
    paper = PaperOrder(app.form)
    label = paper.label(paths[0]).rstrip("。：:")
    if len(paths) > 1:
        label += f"等{len(paths)}章"
    project = app.text_of(app.form.project_name) or app.form.title
    return safe_file_name(f"章节-{label}-{project}", project=project) + ".docx"


def limit_words(limit: Limit | None) -> str:
    """How long a text may be, and how that is counted."""
    how = "按 Word“字数统计”里的“字数”计，标点、图题、表格里的字都算"
    if limit is None:
        return "通知没有写字数要求。"
    if limit.kind == "cap":
        return f"不超过 {limit.max} 字（{how}）。"
    return f"{limit.max} 字左右（{round(limit.max * 0.8)} 至 {round(limit.max * 1.2)} 字；{how}）。"


def _given(app: Application, path: str) -> str:
    definition = app.form.field(path)
    assert definition is not None, path
    return print_mark(definition, app.get(path))


class _Chapter:
    def __init__(self, app: Application, notice: Notice | None, deadline: str, width_mm: float) -> None:
        self._app = app
        self._deadline = deadline
        self._width_mm = width_mm
        self._paper = PaperOrder(app.form)
        self._guidance = {text.id: text for text in notice.guidance} if notice is not None else {}

    def blocks(self, path: str) -> Iterator[PlanBlock]:
        """Title, note, what to deliver, the line above the text, the text."""
        field = self._app.form.field(path)
        assert field is not None, path
        yield Paragraph((Run(chapter_title(self._paper.label(path))),), "heading1", align="center")
        yield Paragraph((Run(self._app.form.listed),), "caption")
        yield self._note(field)
        yield self._wanted()
        yield Paragraph((Run(BEGIN_LINE),), "caption", align="left", keep_next=True)
        yield from self._text(path)

    def _note(self, field: Field) -> Grid:
        lines = [("填写提示", hint.text) for hint in field.hints]
        if field.note:
            lines.append(("说明", field.note))
        if (guidance := self._guidance.get(field.guidance or "")) is not None:
            lines.append((guidance.title, guidance.text))
        lines.append(("字数", limit_words(field.limit)))
        if self._deadline:
            lines.append(("交稿", self._deadline))
        blocks = tuple(
            Paragraph((Run(line),), "cell_answer", align="left")
            for lead, words in lines
            for line in f"{lead}：{words}".split("\n")
            if line.strip()
        )
        return Grid((self._width_mm,), (GridRow((GridCell(0, blocks, vertical="top", shaded=True),)),))

    def _wanted(self) -> Grid:
        label_mm = self._width_mm * _LABEL_SHARE
        rows = tuple(
            GridRow(
                (
                    GridCell(0, (Paragraph((Run(label),), "cell_label"),), shaded=True),
                    GridCell(1, (Paragraph((Run(words),), "cell_answer"),)),
                )
            )
            for label, words in _WANTED
        )
        return Grid((label_mm, self._width_mm - label_mm), rows)

    def _text(self, path: str) -> list[PlanBlock]:
        value = self._app.get(path)
        context = Context(self._app, hints=True, blank=False)
        if value is None:
            return [Paragraph((Run("", "answer", field=path),), "body", long=True)]
        return NarrativePlanner(context, path, self._width_mm, in_cell=False).blocks(value)
