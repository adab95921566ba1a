"""What authors do in Word, taken back in the window: its value, what is told of it, and both papers."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Final, NamedTuple

from lxml import etree
from PySide6.QtWidgets import QToolButton
from pytestqt.qtbot import QtBot

from aimed_desktop.document.pdf.pdf import pdf_bytes
from aimed_desktop.document.plan.planner import make_plans
from aimed_desktop.document.word.chapter import chapter_bytes
from aimed_desktop.document.word.take_back import take_back
from aimed_desktop.document.word.write.word_document import docx_bytes
from tests.core.document.test_word_meaning import as_strict
from tests.core.document.word_edits import edited, markup
from tests.pdf_file import PdfFile
from tests.ui.conftest import OpenWindow
from tests.ui.opening import begin
from tests.ui.test_chapters import shown
from tests.word_file import W, words
from ui.chapters.notes_dialog import NotesDialog
from ui.chapters.take_dialog import TakeDialog
from ui.shell.application_view import ApplicationView

R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
M = "http://schemas.openxmlformats.org/officeDocument/2006/math"
ROWS: Final = [
    [{"text": "指标", "down": 2}, {"text": "例数", "span": 2}],
    ["前", "后"],
    ["报告时间", "30", "8"],
]
"""Two head rows, both repeated on every page."""


class Shape(NamedTuple):
    """What an author wrote, what it must become, what of it is told, and what stands on paper.

    `parts`: the content of other parts of the file, by their kind.
    """

    written: str
    value: Sequence[Mapping[str, Any]]
    told: Sequence[str] = ()
    printed: Sequence[str] = ()
    parts: Mapping[str, str] = {}


def run(words: str, look: str = "") -> str:
    return f"<w:r><w:rPr>{look}</w:rPr><w:t>{words}</w:t></w:r>"


def raised(words: str, where: str = "superscript") -> str:
    return run(words, f'<w:vertAlign w:val="{where}"/>')


def line(*runs: str, properties: str = "") -> str:
    return f"<w:p><w:pPr>{properties}</w:pPr>{''.join(runs)}</w:p>"


def item(words: str) -> str:
    return line(run(words), properties='<w:numPr><w:ilvl w:val="0"/><w:numId w:val="9"/></w:numPr>')


def cell(words: str, properties: str = "") -> str:
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{line(run(words)) if words else '<w:p/>'}</w:tc>"


def row(*cells: str, is_head: bool = True) -> str:
    return f"<w:tr><w:trPr>{'<w:tblHeader/>' if is_head else ''}</w:trPr>{''.join(cells)}</w:tr>"


SYMBOL = '<w:r><w:sym w:font="{}" w:char="{}"/></w:r>'
RESTART, GOES_ON, SPAN = '<w:vMerge w:val="restart"/>', "<w:vMerge/>", '<w:gridSpan w:val="2"/>'
LEVEL = (
    '<w:abstractNum w:abstractNumId="9"><w:lvl w:ilvl="0"><w:start w:val="1"/>'
    '<w:numFmt w:val="chineseCounting"/><w:lvlText w:val="（%1）"/></w:lvl></w:abstractNum>'
    '<w:num w:numId="9"><w:abstractNumId w:val="9"/></w:num>'
)
NOTE = f'<w:footnote w:id="2">{line("<w:r><w:footnoteRef/></w:r>", run("统计年报"))}</w:footnote>'
SHAPES = {
    "symbols": Shape(
        line(
            run("敏感度"),
            SYMBOL.format("Symbol", "F0B3"),
            run("95%，直径6"),
            run("&#xF06D;", '<w:rFonts w:ascii="Symbol" w:hAnsi="Symbol"/>'),
            run("m，步骤甲"),
            SYMBOL.format("Wingdings", "F0E0"),
            run("步骤乙"),
            run("&#xE123;"),
        ),
        [{"text": "敏感度≥95%，直径6μm，步骤甲→步骤乙▯"}],
        ["第1段：有符号的字体查不到，写成了“▯”，请改成原来的符号。"],
        ["敏感度≥95%，直径6μm，步骤甲→步骤乙"],
    ),
    "powers": Shape(
        line(
            run("低于100×10"),
            raised("9"),
            run("/L，学习率10"),
            raised("-3"),
            run("，CO"),
            raised("2", "subscript"),
        ),
        [{"text": ["低于100×10", {"sup": "9"}, "/L，学习率10", {"sup": "-3"}, "，CO", {"sub": "2"}]}],
        printed=["低于100×109/L，学习率10-3，CO2"],
    ),
    "numbers": Shape(
        item("治理") + line(run("统一编码。")) + item("训练") + line(run("分层抽样。")) + item("验证"),
        [
            {"items": ["治理"], "numbered": True, "label": "（{一}）"},
            {"text": "统一编码。"},
            {"items": ["训练"], "numbered": True, "label": "（{一}）", "start": 2},
            {"text": "分层抽样。"},
            {"items": ["验证"], "numbered": True, "label": "（{一}）", "start": 3},
        ],
        printed=["（一）治理", "（二）训练", "（三）验证"],
        parts={"numbering": LEVEL},
    ),
    "note": Shape(
        line(run("覆盖率86%"), '<w:r><w:footnoteReference w:id="2"/></w:r>', run("。")),
        [{"text": "覆盖率86%（注：统计年报）。"}],
        ["第1段：脚注“统计年报”没有位置，已放进括号。"],
        ["覆盖率86%（注：统计年报）。"],
        {"footnotes": NOTE},
    ),
    "table": Shape(
        "<w:tbl><w:tblPr/>"
        + row(cell("指标", RESTART), cell("例数", SPAN))
        + row(cell("", GOES_ON), cell("前"), cell("后"))
        + row(cell("报告时间"), cell("30"), cell("8"), is_head=False)
        + "</w:tbl>"
        + line(),
        [{"table": ROWS, "header_rows": 2}],
        printed=["报告时间", "30", "8"],
    ),
    "formula": Shape(
        line(
            f'<m:oMath xmlns:m="{M}"><m:f><m:num><m:r><m:t>TP</m:t></m:r></m:num>'
            "<m:den><m:r><m:t>TP+FN</m:t></m:r></m:den></m:f></m:oMath>"
        ),
        [{"text": "TP/(TP+FN)"}],
        ["第1段：公式写成了一行“TP/(TP+FN)”，请对照原稿。"],
        ["TP/(TP+FN)"],
    ),
    "hidden": Shape(
        line(run("院办不同意写", "<w:vanish/>"), run("敏感度高"), run("些", "<w:strike/>")),
        [{"text": "敏感度高些"}],
        [
            "第1段：隐藏的文字“院办不同意写”没有取回，需要的话请在 Word 里取消隐藏。",
            "第1段：“些”在 Word 里画了删除线，按普通文字取回，不要的请删去。",
        ],
        ["敏感度高些"],
    ),
}


def returned(view: ApplicationView, shape: Shape, path: Path) -> None:
    """The chapter as its author gives it back, saved at `path`."""
    app, notice = view.opened.app.snapshot(), view.opened.notice

    def write(root: etree._Element) -> None:
        body = root.find(W + "body")
        assert body is not None
        holder = markup(f"<w:body>{shape.written}</w:body>")
        for block in holder:
            body[-1].addprevious(block)

    word = edited(chapter_bytes(app, notice, ["background"], "", view.opened.id), write)
    path.write_bytes(with_parts(word, shape.parts))


def with_parts(word: bytes, parts: Mapping[str, str]) -> bytes:
    """The file with its lists or notes."""
    made = io.BytesIO()
    links = "".join(
        f'<Relationship Id="rNew_{kind}" Type="{R}/{kind}" Target="{kind}.xml"/>' for kind in parts
    )
    with zipfile.ZipFile(io.BytesIO(word)) as package, zipfile.ZipFile(made, "w") as copy:
        for info in package.infolist():
            data = package.read(info)
            if info.filename == "word/_rels/document.xml.rels":
                data = data.replace(b"</Relationships>", f"{links}</Relationships>".encode())
            copy.writestr(info.filename, data)
        for kind, inside in parts.items():
            copy.writestr(f"word/{kind}.xml", f'<w:{kind} xmlns:w="{W[1:-1]}">{inside}</w:{kind}>')
    return made.getvalue()


def squeezed(text: str) -> str:
    return "".join(text.split())


def taken(view: ApplicationView, shape: Shape, path: Path, qtbot: QtBot) -> None:
    """Let the clerk see the file, and take what it says."""
    view.chapters.take_back([path])
    dialog = shown(view, TakeDialog, qtbot)
    assert dialog.notes.toPlainText() == "\n".join(shape.told)
    assert dialog.notes.isVisible() == bool(shape.told)
    dialog.go.click()
    qtbot.waitUntil(lambda: view.opened.app.get("background") is not None)


def test_what_authors_do_in_word_is_seen_taken_and_printed(
    open_window: OpenWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    view = begin(open_window(), qtbot)
    app, path = view.opened.app, tmp_path / "章节.docx"
    for name, shape in SHAPES.items():
        returned(view, shape, path)
        if name == "powers":
            path.write_bytes(as_strict(path.read_bytes()))
        taken(view, shape, path, qtbot)
        assert app.get("background") == shape.value, name
        (plan,) = make_plans(app)
        word, pdf = docx_bytes(plan), PdfFile(pdf_bytes(plan), tmp_path).squeezed()
        for said in shape.printed:
            assert said in squeezed(words(word)) and said in pdf
        assert take_back(word, app).changed == ()
        view.undo.undo()
        assert app.get("background") is None


def test_many_notes_leave_the_texts_and_the_window_their_room(
    open_window: OpenWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    window = open_window()
    window.resize(1093, 614)
    view = begin(window, qtbot)
    shape = Shape(SHAPES["hidden"].written * 40, ())
    path = tmp_path / "章节.docx"
    returned(view, shape, path)
    view.chapters.take_back([path])
    dialog = shown(view, TakeDialog, qtbot)
    assert dialog.notes.toPlainText().startswith("第1段：")
    assert dialog.counts.text().endswith("　提示 80 条")
    assert dialog.notes.accessibleName() == "请核对，80 条"
    qtbot.waitUntil(lambda: dialog.notes.verticalScrollBar().maximum() > 0)
    assert dialog.height() <= window.height()
    assert dialog.new.height() > 1.5 * dialog.notes.height()
    assert dialog.notes.height() <= 6 * dialog.notes.fontMetrics().lineSpacing()
    told = dialog.notes.toPlainText().splitlines()
    dialog.go.click()
    qtbot.waitUntil(lambda: view.bar.action.text() == "看提示" and "80 条提示" in view.bar.words.text())
    view.bar.action.click()
    again = shown(view, NotesDialog, qtbot)
    assert all(note in again.notes.toPlainText() for note in told)
    again.reject()
    button = view.findChild(QToolButton, "chapters_menu")
    assert button is not None
    notes = button.menu().actions()[-1]
    assert notes.isVisible() and "80 条" in notes.text(), "when the bar has gone"
