"""What carries meaning in a Word file comes back with it: looks, symbols, what is hidden or struck."""

from __future__ import annotations

import io
import json
import zipfile
from pathlib import Path
from typing import Any

import pytest
from lxml import etree

from aimed_desktop.application.beginning import begin
from aimed_desktop.application.checks.checks import check
from aimed_desktop.application.file import application_from_data, write_application
from aimed_desktop.application.model import Application
from aimed_desktop.application.values import words
from aimed_desktop.definition.library import default_library
from aimed_desktop.definition.types import FieldType
from aimed_desktop.document.plan.planner import make_plans
from aimed_desktop.document.word.take_back import TakenField, take_back
from aimed_desktop.document.word.write.word_document import docx_bytes
from tests.core.document.word_edits import by_libreoffice, controls, edited, markup
from tests.word_file import W

LIBRARY = default_library(None)
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
M = "http://schemas.openxmlformats.org/officeDocument/2006/math"
LOOKS: list[dict[str, Any]] = [
    {
        "text": [
            "血小板计数低于100×10",
            {"sup": "9"},
            "/L，CO",
            {"sub": "2"},
            "分压",
            {"bold": "明显"},
            "下降。",
        ]
    },
    {
        "table": [["指标", ["面积（cm", {"sup": "2"}, "）"]], ["前", "4"]],
        "caption": ["10", {"sup": "-3"}, "级"],
    },
]


def application(story: Any) -> Application:
    app = begin(LIBRARY, "wuhan-2026-1", example=True)
    app.set("background", story)
    return app


def word_of(app: Application) -> bytes:
    return docx_bytes(make_plans(app)[0])


def with_part(word: bytes, kind: str, inside: str) -> bytes:
    """The file with a part such as `footnotes` beside its body."""
    made = io.BytesIO()
    link = f'<Relationship Id="rNew" Type="{R}/{kind}" Target="{kind}.xml"/></Relationships>'
    with zipfile.ZipFile(io.BytesIO(word)) as package, zipfile.ZipFile(made, "w") as copy:
        for info in package.infolist():
            data = package.read(info)
            if info.filename == "word/_rels/document.xml.rels":
                data = data.replace(b"</Relationships>", link.encode())
            copy.writestr(info.filename, data)
        copy.writestr(f"word/{kind}.xml", f'<w:{kind} xmlns:w="{W[1:-1]}">{inside}</w:{kind}>')
    return made.getvalue()


def written(*runs: str, part: tuple[str, str] | None = None) -> TakenField:
    """What is taken back after the author has put runs of WordprocessingML behind the first words.

    `part`: the kind and content of another part.
    """

    def add(root: etree._Element) -> None:
        (control,) = controls(root, "background")
        last = list(control.iter(W + "r"))[-1]
        for run in reversed(runs):
            last.addnext(markup(run))

    app = application([{"text": "敏感度"}])
    word = edited(word_of(app), add)
    (change,) = take_back(with_part(word, *part) if part else word, app).changed
    return change


@pytest.mark.parametrize("through", ["word", "libreoffice", "odt"])
def test_looks_go_out_and_come_back(through: str, tmp_path: Path) -> None:
    app = application(LOOKS)
    word = word_of(app)
    if through != "word":
        (word,) = by_libreoffice([word], tmp_path, through_odt=through == "odt")
    assert take_back(word, app).changed == ()
    (change,) = take_back(word, application([{"text": "旧"}])).changed
    level = {
        "text": words.plain(LOOKS[0]["text"])
    }  # LibreOffice 7.4 keeps no look in a control's first words
    assert change.new == (LOOKS if through == "word" else [level, LOOKS[1]])


def test_a_look_that_the_author_added_is_a_change() -> None:
    said = LOOKS[0]["text"]
    (change,) = take_back(word_of(application(LOOKS[:1])), application([{"text": words.plain(said)}])).changed
    assert change.new == LOOKS[:1]


@pytest.mark.parametrize(
    ("run", "seen"),
    [
        ('<w:r><w:sym w:font="Symbol" w:char="F0B3"/><w:t>95%</w:t></w:r>', "敏感度≥95%"),
        (
            '<w:r><w:rPr><w:rFonts w:ascii="Symbol" w:hAnsi="Symbol"/></w:rPr><w:t>&#xF0A3;m</w:t></w:r>',
            "敏感度≤μ",
        ),
        ('<w:r><w:sym w:font="Wingdings" w:char="F0E0"/><w:t>乙</w:t></w:r>', "敏感度→乙"),
        ("<w:r><w:t>&#xE123;</w:t></w:r>", "敏感度▯"),
        ("<w:r><w:rPr><w:caps/></w:rPr><w:t>auc</w:t></w:r>", "敏感度AUC"),
        (
            '<w:r><w:rPr><w:position w:val="8"/><w:sz w:val="12"/></w:rPr><w:t>2</w:t></w:r>',
            ["敏感度", {"sup": "2"}],
        ),
    ],
)
def test_a_run_says_what_its_reader_sees(run: str, seen: Any) -> None:
    change = written(run)
    assert change.new == [{"text": seen}]
    told = "第1段：有符号的字体查不到，写成了“▯”，请改成原来的符号。"
    assert change.notes == ((told,) if "▯" in seen else ())


def test_what_is_hidden_stays_out_and_what_is_struck_is_told() -> None:
    hidden = written("<w:r><w:rPr><w:vanish/></w:rPr><w:t>内部意见</w:t></w:r>", "<w:r><w:t>高</w:t></w:r>")
    assert (hidden.new, hidden.notes) == (
        [{"text": "敏感度高"}],
        ("第1段：隐藏的文字“内部意见”没有取回，需要的话请在 Word 里取消隐藏。",),
    )
    struck = written("<w:r><w:rPr><w:strike/></w:rPr><w:t>较低</w:t></w:r>")
    assert struck.new == [{"text": "敏感度较低"}]
    assert "删除线" in struck.notes[0]


def test_what_word_splits_into_runs_is_told_once() -> None:
    run = "<w:r><w:rPr><w:strike/></w:rPr><w:t>{}</w:t></w:r>"
    change = written(*map(run.format, "较低些"), "<w:r><w:t>高</w:t></w:r>")
    assert change.new == [{"text": "敏感度较低些高"}]
    assert change.notes == ("第1段：“较低些”在 Word 里画了删除线，按普通文字取回，不要的请删去。",)


@pytest.mark.parametrize("kind", ["footnote", "endnote"])
def test_a_note_stands_in_brackets_at_its_place_and_is_told(kind: str) -> None:
    note = (
        f'<w:{kind} w:id="2"><w:p><w:r><w:{kind}Ref/></w:r><w:r><w:t xml:space="preserve"> 按10</w:t></w:r>'
        f'<w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:t>9</w:t></w:r></w:p></w:{kind}>'
    )
    change = written(
        f'<w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:{kind}Reference w:id="2"/></w:r>',
        "<w:r><w:t>高</w:t></w:r>",
        part=(f"{kind}s", note),
    )
    assert change.new == [{"text": ["敏感度（注：按10", {"sup": "9"}, "）高"]}]
    name = {"footnote": "脚注", "endnote": "尾注"}[kind]
    assert change.notes == (f"第1段：{name}“按109”没有位置，已放进括号。",)


def field(instruction: str, result: str) -> str:
    marks = [f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("begin", "separate", "end")]
    asked = f"<w:r><w:instrText>{instruction}</w:instrText></w:r>"
    return f"{marks[0]}{asked}{marks[1]}<w:r><w:t>{result}</w:t></w:r>{marks[2]}"


@pytest.mark.parametrize(
    ("inside", "seen", "told"),
    [
        (field(" eq \\o\\ac(○,3)", "?"), "敏感度③", ""),
        (field(" REF a ", "图3"), "敏感度图3", ""),
        ('<w:fldSimple w:instr=" eq \\o\\ac(○,3)"/>', "敏感度③", ""),
        (
            f'<m:oMath xmlns:m="{M}"><m:f><m:num><m:r><m:t>TP</m:t></m:r></m:num>'
            "<m:den><m:r><m:t>TP+FN</m:t></m:r></m:den></m:f></m:oMath>",
            "敏感度TP/(TP+FN)",
            "第1段：公式写成了一行“TP/(TP+FN)”，请对照原稿。",
        ),
        (
            "<w:r><w:ruby><w:rt><w:r><w:t>xuè</w:t></w:r></w:rt>"
            "<w:rubyBase><w:r><w:t>血</w:t></w:r></w:rubyBase></w:ruby></w:r>",
            "敏感度血（xuè）",
            "第1段：拼音指南写成了括号“血（xuè）”。",
        ),
        ("<w:ins><w:r><w:t>较高</w:t></w:r></w:ins>", "敏感度较高", "第1段：修订里插入的“较高”已取回。"),
        (
            "<w:r><w:t>高</w:t></w:r><w:del><w:r><w:delText>低</w:delText></w:r></w:del>",
            "敏感度高",
            "第1段：修订里删去的“低”没有取回。",
        ),
        (
            '<w:r><w:pict><v:shape xmlns:v="urn:schemas-microsoft-com:vml"><v:textpath string="示范"/>'
            "</v:shape></w:pict></w:r>",
            "敏感度示范",
            "第1段：艺术字“示范”按普通文字取回。",
        ),
    ],
)
def test_what_has_no_plain_equal_is_written_as_words_and_told(inside: str, seen: str, told: str) -> None:
    change = written(f"<w:smartTag>{inside}</w:smartTag>")
    assert change.new == [{"text": seen}]
    assert change.notes == ((told,) if told else ())


def test_a_comment_is_told() -> None:
    comment = '<w:comment w:id="0"><w:p><w:r><w:t>数据待核</w:t></w:r></w:p></w:comment>'
    change = written('<w:r><w:t>高</w:t><w:commentReference w:id="0"/></w:r>', part=("comments", comment))
    assert (change.new, change.notes) == ([{"text": "敏感度高"}], ("第1段：批注“数据待核”没有取回。",))


def test_a_chart_and_a_text_box_are_told_at_their_place() -> None:
    chart = (
        '<w:r><w:drawing><c:chart xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart" '
        f'xmlns:r="{R}" r:id="none"/></w:drawing></w:r>'
    )
    box = "<w:r><w:pict><w:txbxContent><w:p><w:r><w:t>框里</w:t></w:r></w:p></w:txbxContent></w:pict></w:r>"
    change = written(chart, box)
    assert change.new == [{"text": "敏感度"}, {"text": "框里"}]
    assert change.notes == (
        "第1段：图表没能取回，请截成图片后插入。",
        "第1段：文本框里的文字接在这一段后面。",
    )


def test_a_loss_in_a_short_field_is_told() -> None:
    app = application([{"text": "一"}])

    def edit(root: etree._Element) -> None:
        run = next(controls(root, "unit_name")[0].iter(W + "r"))
        run.addnext(markup("<w:r><w:rPr><w:vanish/></w:rPr><w:t>待核</w:t></w:r>"))
        run.addnext(markup("<w:r><w:t>分院</w:t></w:r>"))

    changes = take_back(edited(word_of(app), edit), app).changed
    assert all(change.new == f"{app.get(change.path)}分院" for change in changes)
    assert "隐藏的文字“待核”没有取回" in changes[0].notes[0]


def as_strict(word: bytes) -> bytes:
    """The file as Word saves it as Strict Open XML."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(word)) as package, zipfile.ZipFile(made, "w") as copy:
        for info in package.infolist():
            data = package.read(info).decode() if info.filename.endswith((".xml", ".rels")) else ""
            for kind in ("wordprocessingml/{}main", "officeDocument/{}relationships", "drawingml/{}main"):
                usual = f"http://schemas.openxmlformats.org/{kind.format('2006/')}"
                data = data.replace(usual, f"http://purl.oclc.org/ooxml/{kind.format('')}")
            copy.writestr(info.filename, data.encode() or package.read(info))
    return made.getvalue()


def test_strict_open_xml_is_read_like_any_other() -> None:
    app = application([*LOOKS, {"items": ["甲"], "numbered": True, "label": "（{一}）", "start": 3}])
    word = as_strict(word_of(app))
    assert take_back(word, app).changed == ()
    (change,) = take_back(word, application([{"text": "旧"}])).changed
    assert change.new == app.get("background")


def test_lines_of_a_cell_keep_their_looks_from_file_to_word_and_back(tmp_path: Path) -> None:
    app = begin(LIBRARY, "demo", example=True)
    field = next(field for field in app.form.fields if field.type is FieldType.MULTILINE)
    said: Any = ["面积4cm", {"sup": "2"}, "\n浓度10", {"sup": "-3"}]
    app.set(field.id, said)
    assert [f for f in check(app) if f.field == field.id and f.severity == "error"] == []
    path = write_application(app, tmp_path / "a.json")
    assert '"aimed-application/2"' in path.read_text(encoding="utf-8")
    again = application_from_data(json.loads(path.read_text(encoding="utf-8")), LIBRARY, app.files)
    assert again.get(field.id) == said
    assert app.text_of(field.id) == "面积4cm2\n浓度10-3"
    for plan in make_plans(app):
        assert take_back(docx_bytes(plan), app).changed == ()
    app.set(field.id, "面积4cm2\n浓度10-3")
    changes = [c for plan in make_plans(again) for c in take_back(docx_bytes(plan), app).changed]
    assert [(change.path, change.new) for change in changes] == [(field.id, said)]


def test_the_words_of_smart_art_and_the_title_of_a_chart_are_kept() -> None:
    names = {"a": "drawingml/2006/main", "c": "drawingml/2006/chart", "dgm": "drawingml/2006/diagram"}
    spaces = " ".join(f'xmlns:{k}="http://schemas.openxmlformats.org/{v}"' for k, v in names.items())
    spaces += f' xmlns:r="{R}"'
    drawn = "<w:r><w:drawing>{}</w:drawing></w:r>"
    change = written(
        drawn.format(f'<dgm:relIds {spaces} r:dm="rNew"/>'),
        drawn.format(f'<c:chart {spaces} r:id="rNew"/>'),
        part=(
            "drawn",
            f"<a:d {spaces}><a:p><a:r><a:t>采集</a:t></a:r></a:p><a:p><a:r><a:t>标注</a:t></a:r></a:p></a:d>",
        ),
    )
    assert change.new == [{"text": "敏感度"}, {"text": "采集"}, {"text": "标注"}]
    assert change.notes == (
        "第1段：SmartArt 图形里的文字按行取回，图形请截成图片后插入。",
        "第1段：图表“采集”没能取回，请截成图片后插入。",
    )


@pytest.mark.parametrize(
    ("properties", "told"),
    [
        ('<w:framePr w:dropCap="drop" w:lines="3"/>', ("第2段：首字下沉“本”按普通文字取回。",)),
        ("<w:rPr><w:vanish/></w:rPr>", ()),
        ("<w:rPr><w:del/></w:rPr>", ()),
    ],
)
def test_a_paragraph_that_goes_on_in_the_next_is_one_with_it(properties: str, told: tuple[str, ...]) -> None:
    def add(root: etree._Element) -> None:
        content = controls(root, "background")[0].find(W + "sdtContent")
        assert content is not None
        content.append(markup(f"<w:p><w:pPr>{properties}</w:pPr><w:r><w:t>本</w:t></w:r></w:p>"))
        content.append(markup("<w:p><w:r><w:t>市覆盖率</w:t></w:r></w:p>"))

    app = application([{"text": "一"}])
    (change,) = take_back(edited(word_of(app), add), app).changed
    assert (change.new, change.notes) == ([{"text": "一"}, {"text": "本市覆盖率"}], told)


def test_an_equation_on_a_line_of_its_own_is_a_paragraph() -> None:
    def add(root: etree._Element) -> None:
        content = controls(root, "background")[0].find(W + "sdtContent")
        assert content is not None
        script = "<m:sSup><m:e><m:r><m:t>x</m:t></m:r></m:e><m:sup><m:r><m:t>2</m:t></m:r></m:sup></m:sSup>"
        content.append(
            etree.fromstring(f'<m:oMathPara xmlns:m="{M}"><m:oMath>{script}</m:oMath></m:oMathPara>')
        )

    app = application([{"text": "一"}])
    (change,) = take_back(edited(word_of(app), add), app).changed
    assert change.new == [{"text": "一"}, {"text": ["x", {"sup": "2"}]}]
