"""An exported Word file is read back: untouched it says nothing new, edited it says what was edited."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path
from typing import Any

import pytest
from lxml import etree

from aimed_desktop.application.beginning import begin
from aimed_desktop.application.model import Application
from aimed_desktop.definition.library import default_library
from aimed_desktop.definition.types import FieldType
from aimed_desktop.document.plan.planner import make_plans
from aimed_desktop.document.word.take_back import TakenField, take_back
from aimed_desktop.document.word.write.controls import WordOptions
from aimed_desktop.document.word.write.word_document import docx_bytes
from aimed_desktop.errors import UserProblem
from tests.core.application.inline_forms import fill, library_of
from tests.core.document.word_edits import by_libreoffice, controls, edited, markup, write
from tests.word_file import W14, W

LIBRARY = default_library(None)
FORMS = [entry.id for entry in LIBRARY.listing(all_=True)]
MC = "http://schemas.openxmlformats.org/markup-compatibility/2006"
EXAMPLES = [form for form in FORMS if LIBRARY.example(form)]


def example(form: str) -> Application:
    return begin(LIBRARY, form, example=True)


def exported(app: Application, *, draft: bool = False, options: WordOptions | None = None) -> list[bytes]:
    """The Word files that have something to read back."""
    words = [docx_bytes(plan, options or WordOptions()) for plan in make_plans(app, draft)]
    return [word for word in words if b"<w:sdt>" in _body(word)]


def _body(word: bytes) -> bytes:
    with zipfile.ZipFile(io.BytesIO(word)) as package:
        return package.read("word/document.xml")


def the_change(word: bytes, app: Application) -> TakenField:
    (change,) = take_back(word, app).changed
    return change


@pytest.mark.parametrize("form", EXAMPLES)
@pytest.mark.parametrize("square", [False, True], ids=["ticks", "squares"])
def test_an_untouched_export_says_nothing_new(form: str, square: bool) -> None:
    app = example(form)
    for word in exported(app, options=WordOptions(tick_as_square=square)):
        back = take_back(word, app)
        assert (back.changed, back.blank, back.missing) == ((), (), ())
        assert back.same > 0
        assert not back.pictures


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("draft", [True, False], ids=["with hints", "without"])
def test_a_blank_export_says_nothing(form: str, draft: bool) -> None:
    app = begin(LIBRARY, form)
    for word in exported(app, draft=draft):
        back = take_back(word, app)
        assert (back.changed, back.blank, back.missing) == ((), (), ())


@pytest.mark.parametrize("form", EXAMPLES)
def test_everything_printed_comes_back_into_an_empty_application(form: str) -> None:
    app, empty = example(form), begin(LIBRARY, form)
    for word in exported(app):
        for change in take_back(word, empty).changed:
            empty.set(change.path, change.new)
    empty.files = app.files
    wrong = [
        (path, app.get(path), empty.get(path))
        for path, field in app.form.walk()
        for real in app.instances(path)
        if field.type not in (FieldType.NARRATIVE, FieldType.MULTILINE, FieldType.ROWS, FieldType.GROUP)
        and empty.get(real) is not None
        and not _alike(empty.get(real), app.get(real))
    ]
    assert wrong == []
    for word in exported(app):
        back = take_back(word, empty)
        assert [change for change in back.changed if not _only_pictures(change.new, change.old)] == []
        assert back.same > 0


def _alike(found: Any, typed: Any) -> bool:
    """The same, whatever the order in which boxes were ticked."""
    if isinstance(found, list) and isinstance(typed, list):
        return _sorted(found) == _sorted(typed)
    return bool(found == typed)


def _sorted(ticked: list[dict[str, str]]) -> list[list[tuple[str, str]]]:
    return sorted(sorted(entry.items()) for entry in ticked)


def _only_pictures(new: Any, old: Any) -> bool:
    """A picture that came back as a new one is known again by its own name only."""
    return [e for e in new if "image" not in e] == [e for e in old if "image" not in e]


@pytest.mark.parametrize("through_odt", [False, True], ids=["docx", "odt"])
def test_a_copy_saved_by_libreoffice_says_nothing_new(through_odt: bool, tmp_path: Path) -> None:
    apps = [example(form) for form in ("wuhan-2026-1", "wuhan-2026-4", "beijing-2025")]
    words = [exported(app)[0] for app in apps]
    for app, saved in zip(apps, by_libreoffice(words, tmp_path, through_odt=through_odt), strict=True):
        back = take_back(saved, app)
        assert (back.changed, back.blank, back.missing) == ((), (), ())
        assert back.same > 15


def test_what_the_author_wrote_stands_beside_what_was_there() -> None:
    app = example("demo")
    word = edited(exported(app)[0], lambda root: write(controls(root, "employees")[0], "1,300"))
    change = the_change(word, app)
    assert (change.path, change.old, change.new) == ("employees", "1200", "1,300")


@pytest.mark.parametrize(
    ("path", "typed", "value"),
    [
        ("apply_date", "2026年5月2日", "2026-05-02"),
        ("go_live", "2025.11", "2025-11"),
        ("period", "2025年3月至2026年12月", {"from": "2025-03", "to": "2026-12"}),
        ("budget", "480.00万元", "480.00"),
        ("contact_phone", "0571－8888 8888", "0571-8888-8888"),
        ("cases.0.frequency", "2年", {"amount": "2", "unit": "年"}),
        ("cases.1.models", "腺癌筛查模型1个", "腺癌筛查模型1个"),
        ("tasks.方向3：医学人工智能数据库.plan", "先做标准。", "先做标准。"),
    ],
)
def test_a_value_comes_back_in_the_form_of_its_field(path: str, typed: str, value: Any) -> None:
    app = example("demo")

    def edit(root: etree._Element) -> None:
        for control in controls(root, path):
            write(control, typed)

    words = [edited(word, edit) for word in exported(app) if path.encode() in _body(word)]
    change = the_change(words[0], app)
    assert (change.path, change.new) == (path, value)


def test_boxes_come_back_by_what_is_seen_in_them_and_what_stands_beside() -> None:
    app = example("demo")

    def edit(root: etree._Element) -> None:
        boxes = {
            control.find(f"{W}sdtPr/{W}alias").get(W + "val"): control  # type: ignore[union-attr]
            for control in controls(root, "modality")
            if control.find(f"{W}sdtPr/{W14}checkbox") is not None
        }
        write(boxes["文本"], "√")  # typed over the box, its state forgotten
        write(boxes["图像"], "□")
        other = [c for c in controls(root, "modality") if c not in boxes.values()]
        write(other[-1], "0.9")

    change = the_change(edited(exported(app)[0], edit), app)
    assert change.new == [
        {"option": "其他", "note": "病理切片", "amount": "0.9"},
        {"option": "文本"},
    ]


def test_a_blank_never_stands_for_a_text() -> None:
    app = example("demo")

    def edit(root: etree._Element) -> None:
        write(controls(root, "employees")[0], " ")
        write(controls(root, "joint_intro")[0], "")

    back = take_back(edited(exported(app)[0], edit), app)
    assert back.changed == ()
    assert len(back.blank) == 2


def test_a_field_whose_place_is_gone_is_reported() -> None:
    app = example("demo")

    def edit(root: etree._Element) -> None:
        (control,) = controls(root, "joint_intro")
        control.getparent().remove(control)  # type: ignore[union-attr]

    back = take_back(edited(exported(app)[0], edit), app)
    assert (back.changed, back.missing) == ((), ("（三）联合单位情况。",))


def test_a_control_that_was_taken_away_is_found_by_its_bookmark() -> None:
    app = example("demo")

    def edit(root: etree._Element) -> None:
        for control in controls(root, "employees") + controls(root, "summary"):
            for child in list(control.find(W + "sdtContent")):  # type: ignore[arg-type]
                control.addprevious(child)
            control.getparent().remove(control)  # type: ignore[union-attr]
        next(t for t in root.iter(W + "t") if t.text == "1200人" or t.text == "1200").text = "1300"

    change = the_change(edited(exported(app)[0], edit), app)
    assert (change.path, change.new) == ("employees", "1300")


def test_insertions_are_taken_and_deletions_dropped() -> None:
    app = example("demo")

    def edit(root: etree._Element) -> None:
        (control,) = controls(root, "joint_intro")
        paragraph = next(control.iter(W + "p"))
        run = paragraph.find(W + "r")
        assert run is not None
        run.addprevious(markup("<w:ins><w:r><w:t>新写的一句。</w:t></w:r></w:ins>"))
        run.addnext(markup("<w:del><w:r><w:delText>删去的一句。</w:delText></w:r></w:del>"))
        run.addnext(markup("<w:del><w:r><w:t>别的程序这样记删去的话。</w:t></w:r></w:del>"))
        run.addnext(markup("<w:r><w:delText>只剩删去的字。</w:delText></w:r>"))
        gone = markup("<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr><w:r><w:t>上半句，</w:t></w:r></w:p>")
        paragraph.addnext(gone)
        gone.addnext(markup("<w:p><w:r><w:t>下半句。</w:t></w:r></w:p>"))

    change = the_change(edited(exported(app)[0], edit), app)
    assert change.new == [
        {"text": "新写的一句。" + app.get("joint_intro")[0]["text"]},
        {"text": "上半句，下半句。"},
    ]


def test_a_control_that_was_split_is_one_again() -> None:
    app = example("demo")

    def edit(root: etree._Element) -> None:
        (control,) = controls(root, "summary")
        content = control.find(W + "sdtContent")
        assert content is not None
        second = etree.fromstring(etree.tostring(control))
        for child in list(content)[3:]:
            content.remove(child)
        other = second.find(W + "sdtContent")
        assert other is not None
        for child in list(other)[:3]:
            other.remove(child)
        control.addnext(second)

    back = take_back(edited(exported(app)[0], edit), app)
    assert (back.changed, back.missing) == ((), ())


def test_a_field_written_differently_in_two_places_says_so() -> None:
    app = example("demo")

    def edit(root: etree._Element) -> None:
        for number, control in enumerate(controls(root, "unit_name")):
            write(control, f"示例第{number}医院")

    change = the_change(edited(exported(app)[0], edit), app)
    assert change.new == "示例第0医院"
    assert "写得不一样" in change.notes[0]


def test_lists_headings_and_tables_of_the_authors_own_come_back() -> None:
    app = example("demo")

    def edit(root: etree._Element) -> None:
        (control,) = controls(root, "joint_intro")
        content = control.find(W + "sdtContent")
        assert content is not None
        heading = markup('<w:p><w:pPr><w:pStyle w:val="heading3"/></w:pPr><w:r><w:t>分工</w:t></w:r></w:p>')
        items = [
            markup(f"<w:p><w:r><w:t>{number}.</w:t><w:tab/><w:t>{text}</w:t></w:r></w:p>")
            for number, text in ((1, "评价"), (2, "培训"))
        ]
        caption = markup(
            '<w:p><w:pPr><w:pStyle w:val="caption"/></w:pPr><w:r><w:t>表2 人员</w:t></w:r></w:p>'
        )
        table = markup(
            "<w:tbl><w:tr><w:tc><w:p><w:r><w:t>姓名</w:t></w:r></w:p></w:tc>"
            "<w:tc><w:p><w:r><w:t>职务</w:t></w:r></w:p></w:tc></w:tr>"
            '<w:tr><w:tc><w:tcPr><w:gridSpan w:val="2"/></w:tcPr><w:p><w:r><w:t>暂缺</w:t></w:r></w:p></w:tc>'
            "</w:tr></w:tbl>"
        )
        content.extend([heading, *items, caption, table])

    change = the_change(edited(exported(app)[0], edit), app)
    assert change.new[1:] == [
        {"heading": "分工", "level": 1},
        {"items": ["评价", "培训"], "numbered": True},
        {"table": [["姓名", "职务"], [{"text": "暂缺", "span": 2}]], "caption": "人员"},
    ]


def test_a_file_of_another_form_is_refused() -> None:
    with pytest.raises(UserProblem, match="找不到"):
        take_back(exported(example("wuxi-2026"))[0], begin(LIBRARY, "beijing-2025"))


def _zip(parts: dict[str, bytes]) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as package:
        for name, data in parts.items():
            package.writestr(name, data)
    return made.getvalue()


_ENTITY = b'<!DOCTYPE w [<!ENTITY a "aaaa">]><w:document xmlns:w="%s"><w:body>&a;</w:body></w:document>'


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "word_not_docx"),
        (b"plain text", "word_not_docx"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "word_old_or_locked"),
        (b"PK\x03\x04broken", "word_damaged"),
        (_zip({"a.txt": b"x"}), "word_not_docx"),
        (_zip({"word/document.xml": b"<w:document"}), "word_damaged"),
        (_zip({"word/document.xml": _ENTITY % W[1:-1].encode()}), "word_damaged"),
        (_zip({"word/document.xml": b"<a>" + b" " * 40_000_000 + b"</a>"}), "word_too_large"),
    ],
)
def test_what_is_no_good_word_file_is_told_in_one_sentence(data: bytes, code: str) -> None:
    with pytest.raises(UserProblem) as caught:
        take_back(data, begin(LIBRARY, "demo"))
    assert caught.value.code == code
    assert str(caught.value).endswith("。")


def test_what_other_programs_wrap_and_write_twice_is_read_once() -> None:
    app = example("demo")
    drawing = (
        "<mc:AlternateContent {names}><mc:Choice Requires='wps'><w:drawing><w:txbxContent><w:p><w:r>"
        "<w:t>框里的话。</w:t></w:r></w:p></w:txbxContent></w:drawing></mc:Choice>"
        "<mc:Fallback><w:pict><w:txbxContent><w:p><w:r><w:t>框里的话。</w:t></w:r></w:p></w:txbxContent></w:pict>"
        "</mc:Fallback></mc:AlternateContent>"
    ).format(names=f"xmlns:w='{W[1:-1]}' xmlns:mc='{MC}'")

    def edit(root: etree._Element) -> None:
        (control,) = controls(root, "joint_intro")
        paragraph = next(control.iter(W + "p"))
        for run in paragraph.findall(W + "r"):
            paragraph.remove(run)
        paragraph.append(markup("<w:smartTag><w:r><w:t>甲</w:t></w:r></w:smartTag>"))
        paragraph.append(markup("<w:hyperlink><w:r><w:t>乙</w:t><w:noBreakHyphen/></w:r></w:hyperlink>"))
        paragraph.append(markup("<w:moveFrom><w:r><w:t>不在这里</w:t></w:r></w:moveFrom>"))
        paragraph.append(
            markup("<w:fldSimple><w:r><w:instrText>PAGE</w:instrText><w:t>3</w:t></w:r></w:fldSimple>")
        )
        run = markup("<w:r><w:t>。</w:t></w:r>")
        run.append(etree.fromstring(drawing))
        paragraph.append(run)

    assert the_change(edited(exported(app)[0], edit), app).new == [
        {"text": "甲乙-3。"},
        {"text": "框里的话。"},
    ]


def test_a_tick_from_a_symbol_font_is_a_tick() -> None:
    app = example("demo")

    def edit(root: etree._Element) -> None:
        for control in controls(root, "unit_nature"):
            alias = control.find(f"{W}sdtPr/{W}alias")
            content = control.find(W + "sdtContent")
            if alias is None or content is None or control.find(f"{W}sdtPr/{W14}checkbox") is None:
                continue
            code = "F0FE" if alias.get(W + "val") == "民营企业" else "F0A8"
            for run in list(content):
                content.remove(run)
            content.append(markup(f'<w:r><w:sym w:font="Wingdings" w:char="{code}"/></w:r>'))

    assert the_change(edited(exported(app)[0], edit), app).new == {"option": "民营企业"}


def test_a_row_that_the_author_copied_is_a_new_row() -> None:
    app = example("demo")

    def edit(root: etree._Element) -> None:
        (control,) = controls(root, "team.0.name")
        row = next(control.iterancestors(W + "tr"))
        for name in ("王新来", "赵新来"):
            copy = etree.fromstring(etree.tostring(row))
            write(controls(copy, "team.0.name")[0], name)
            row.addnext(copy)

    word = next(word for word in exported(app) if b"team.1.name" in _body(word))
    back = take_back(edited(word, edit), app)
    typed = len(app.get("team"))
    names = {change.path: change.new for change in back.changed if change.path.endswith(".name")}
    assert list(names.values()) == ["赵新来", "王新来"]
    assert list(names) == [f"team.{typed}.name", f"team.{typed + 1}.name"]
    assert all(change.old is None for change in back.changed)
    assert back.missing == ()


def test_a_heading_with_raised_words_keeps_its_level() -> None:
    blocks = [{"heading": ["血小板10", {"sup": "9"}], "level": 3}, {"text": "一"}]
    app = fill(
        library_of("story: {label: （一）背景。, type: narrative}", parts="- narrative: story"),
        {"story": blocks},
    )
    (word,) = exported(app)
    back = take_back(edited(word, lambda root: write(controls(root, "story")[0], "血小板10^9")), app)
    assert [change.path for change in back.changed] == ["story"]
