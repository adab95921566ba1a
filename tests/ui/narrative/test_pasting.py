"""What other programs put on the clipboard: Word, WPS, a PDF file, a picture, a file."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QUrl
from PySide6.QtGui import QColor, QImage, QTextCursor

from aimed_desktop.application.pasting import clipboard
from aimed_desktop.errors import UserProblem
from aimed_desktop.services.problem_words import words_of as problem_words
from tests.ui.narrative.conftest import Chapter, OpenChapter
from ui.narrative.picture_sources import read_source

CLIPBOARD = Path(__file__).parents[2] / "fixtures" / "clipboard"


def html(text: str) -> QMimeData:
    mime = QMimeData()
    mime.setHtml(text)
    mime.setText("not looked at")
    return mime


def test_a_piece_of_a_wps_file_goes_on_where_the_cursor_stands(open_chapter: OpenChapter) -> None:
    chapter = open_chapter([{"text": "前后"}])
    chapter.put_cursor(0, 1)
    chapter.editor.insertFromMimeData(html((CLIPBOARD / "wps.html").read_text(encoding="utf-8")))
    assert chapter.value == [
        {"text": "前"},
        {"heading": "（一）技术创新", "level": 2},
        {"text": ["系统采用Transformer结构，在", {"bold": "12,480"}, "例胸部CT上训练。"]},
        {"items": ["数据脱敏", "权限管理"], "numbered": True, "label": "{一}、"},
        {"table": [["年份", "例数"], ["2025", "12,480"]]},
        {"text": "后"},
    ]
    chapter.editor.undo()
    assert chapter.value == [{"text": "前后"}]


def test_the_first_pasted_paragraph_goes_on_in_the_paragraph_of_the_cursor(open_chapter: OpenChapter) -> None:
    chapter = open_chapter([{"text": "前后"}])
    chapter.put_cursor(0, 1)
    chapter.editor.insertFromMimeData(html("<p>甲</p><p>乙</p>"))
    assert chapter.value == [{"text": "前甲"}, {"text": "乙"}, {"text": "后"}]


def test_pictures_in_what_is_pasted_are_offered_and_put_where_they_stood(
    open_chapter: OpenChapter, tmp_path: Path
) -> None:
    picture = tmp_path / "clip.png"
    picture.write_bytes(b"a picture")
    chapter = open_chapter()
    chapter.editor.insertFromMimeData(
        html(
            f'<p>甲</p><img src="{picture.as_uri()}"><p>乙</p>'
            '<img src="data:image/png;base64,YW5vdGhlcg=="><img src="https://example.org/x.png">'
        )
    )
    assert chapter.value == [{"text": "甲"}, {"text": "乙"}]
    bar = chapter.editor.bar
    assert bar is not None
    assert bar.words.text() == (
        "粘贴的内容里有 3 张图片，没有一起放进来；第3张图片没有随文字复制过来，"
        "请在原来的文件里右键图片，选“另存为图片”，再用“插入图片”放进来"
    )
    bar.action.click()
    assert chapter.pictures.taken == {"clip.png": b"a picture", "粘贴的图片.png": b"another"}
    assert chapter.value == [
        {"text": "甲"},
        {"image": "files/clip.png"},
        {"text": "乙"},
        {"image": "files/粘贴的图片.png"},
    ]


def test_lines_of_a_pdf_file_are_joined_only_when_it_is_wanted(open_chapter: OpenChapter) -> None:
    chapter = open_chapter([{"text": "前"}])
    chapter.editor.moveCursor(QTextCursor.MoveOperation.End)
    mime = QMimeData()
    mime.setText(
        "本项目面向门诊与住院两类场景，依托院内影像归\n档系统，建立从检查申请到报告审核的闭环流\n程，缩短时间。"
    )
    chapter.editor.insertFromMimeData(mime)
    assert len(chapter.value) == 3
    assert chapter.editor.bar is not None
    chapter.editor.bar.action.click()
    (paragraph,) = chapter.value
    assert paragraph["text"].startswith("前本项目面向门诊与住院两类场景，依托院内影像归档系统，")
    assert paragraph["text"].endswith("闭环流程，缩短时间。")


def test_lines_that_come_with_looks_are_joined_with_them(open_chapter: OpenChapter) -> None:
    chapter = open_chapter([{"text": "前"}, {"text": "后"}])
    chapter.put_cursor(0, 1)
    chapter.editor.insertFromMimeData(
        html(
            "<p>血小板计数低于100×10<sup>9</sup>/L的患者另行记录，检查申请以及图像采集</p>"
            "<p>和智能判读到报告审核的闭环流程，平均报告时间由三十分钟缩短至八分钟</p>"
            "<p>以下。</p>"
        )
    )
    assert len(chapter.value) == 4
    assert chapter.editor.bar is not None
    chapter.editor.bar.action.click()
    assert chapter.value == [
        {
            "text": [
                "前血小板计数低于100×10",
                {"sup": "9"},
                "/L的患者另行记录，检查申请以及图像采集和智能判读到报告审核的闭环流程，"
                "平均报告时间由三十分钟缩短至八分钟以下。",
            ]
        },
        {"text": "后"},
    ]
    chapter.editor.undo()
    assert len(chapter.value) == 4


def test_a_pasted_picture_that_cannot_come_is_told_with_what_to_do(open_chapter: OpenChapter) -> None:
    chapter = open_chapter()
    chapter.editor.insertFromMimeData(html('<p>甲</p><img src="https://example.org/x.png">'))
    bar = chapter.editor.bar
    assert bar is not None
    assert bar.words.text().startswith("图片没有随文字复制过来，请在原来的文件里右键图片")
    assert bar.action.isHidden()


@pytest.mark.parametrize(
    "source",
    ["file:///C:/Users/甲/AppData/Local/Temp/msohtmlclip1/01/clip_image001.png", "data:image/png;base64,A"],
)
def test_a_pasted_picture_that_is_gone_is_told_without_its_path(source: str) -> None:
    with pytest.raises(UserProblem) as caught:
        read_source(source, 2)
    words = problem_words(caught.value)
    assert words.startswith("粘贴的第2张图片已经取不到了") and "插入图片" in words
    assert "clip" not in words


def test_a_picture_alone_on_the_clipboard_becomes_a_figure(open_chapter: OpenChapter) -> None:
    chapter = open_chapter([{"text": "前"}])
    picture = QImage(30, 20, QImage.Format.Format_RGB32)
    picture.fill(QColor("red"))
    mime = QMimeData()
    mime.setImageData(picture)
    chapter.editor.insertFromMimeData(mime)
    assert chapter.value == [{"text": "前"}, {"image": "files/粘贴的图片.png"}]
    assert chapter.pictures.taken["粘贴的图片.png"].startswith(b"\x89PNG")


def test_a_picture_file_dragged_in_becomes_a_figure(open_chapter: OpenChapter, tmp_path: Path) -> None:
    picture = tmp_path / "ct.jpg"
    picture.write_bytes(b"a photograph")
    chapter = open_chapter([{"text": "前"}])
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(picture))])
    assert chapter.editor.canInsertFromMimeData(mime)
    chapter.editor.insertFromMimeData(mime)
    assert chapter.value == [{"text": "前"}, {"image": "files/ct.jpg"}]


@pytest.mark.parametrize("place", [0, 1, 2])
def test_several_picture_files_come_in_their_order(
    place: int, open_chapter: OpenChapter, tmp_path: Path
) -> None:
    chapter = open_chapter([{"text": "前后"}])
    names = ["1.jpg", "2.jpg", "3.jpg"]
    for name in names:
        (tmp_path / name).write_bytes(b"a photograph")
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(tmp_path / name)) for name in names])
    cursor = chapter.editor.textCursor()
    cursor.setPosition(place)
    chapter.editor.setTextCursor(cursor)
    chapter.editor.insertFromMimeData(mime)
    assert isinstance(chapter.value, list)
    assert [entry["image"] for entry in chapter.value if "image" in entry] == [f"files/{n}" for n in names]


def test_a_cell_of_several_lines_takes_only_the_words_of_what_is_pasted(open_chapter: OpenChapter) -> None:
    chapter = open_chapter(path="unit_intro", form="demo")
    mime = html("<table><tr><td>甲</td><td>乙</td></tr></table>")
    mime.setText("甲\t乙")
    chapter.editor.insertFromMimeData(mime)
    assert chapter.value == "甲 乙"


def test_an_offer_that_stood_open_changes_nothing_once_the_form_is_locked(open_chapter: OpenChapter) -> None:
    chapter = open_chapter([{"text": "前"}])
    mime = QMimeData()
    mime.setText(
        "本项目面向门诊与住院两类场景，依托院内影像归\n档系统，建立从检查申请到报告审核的闭环流\n程。"
    )
    chapter.editor.insertFromMimeData(mime)
    before, words = chapter.value, chapter.editor.toPlainText()
    assert chapter.editor.bar is not None
    chapter.page.bindings.set_locked(True)
    chapter.editor.bar.action.click()
    assert (chapter.value, chapter.editor.toPlainText()) == (before, words)


def test_half_a_character_among_copied_blocks_is_left_out(open_chapter: OpenChapter) -> None:
    chapter = open_chapter()
    copied = QMimeData()
    kept = {"owner": "x", "blocks": [{"text": "甲\ud800乙", "k\ud800": "\ud800"}, {"table": [["丙\udfff"]]}]}
    copied.setData("application/x-aimed-blocks", json.dumps(kept).encode())
    chapter.editor.insertFromMimeData(copied)
    json.dumps(chapter.value, ensure_ascii=False).encode()
    assert chapter.value[0]["text"] == "甲乙"


def told(chapter: Chapter) -> str:
    bar = chapter.editor.bar
    return bar.words.text() if bar is not None and bar.isVisibleTo(chapter.page) else ""


def test_raised_words_labels_and_merged_cells_are_pasted_as_they_were_seen(open_chapter: OpenChapter) -> None:
    chapter = open_chapter([{"text": "前后"}])
    chapter.put_cursor(0, 1)
    table = "<table><tr><td rowspan=2>甲</td><td>乙</td></tr><tr><td>丙</td></tr></table>"
    chapter.editor.insertFromMimeData(html(f"<p>10<sup>9</sup>/L</p><ol start=3><li>项</ol>{table}"))
    assert chapter.value == [
        {"text": ["前10", {"sup": "9"}, "/L"]},
        {"items": ["项"], "numbered": True, "start": 3},
        {"table": [[{"text": "甲", "down": 2}, "乙"], ["丙"]]},
        {"text": "后"},
    ]
    assert told(chapter) == ""


def test_a_footnote_and_the_caption_of_a_table_come_to_their_places(open_chapter: OpenChapter) -> None:
    chapter = open_chapter()
    table = "<table><tr><td>甲</td><td>乙</td></tr></table>"
    note = "<div><p><a name=n href='#r'>[1]</a> 国标</p></div>"
    words = "<p>敏感度<a name=r href='#n'>[1]</a>高</p><p>表3-1 对比</p>"
    chapter.editor.insertFromMimeData(html(words + table + note))
    assert chapter.value == [
        {"text": "敏感度（注：国标）高"},
        {"table": [["甲", "乙"]], "caption": "对比"},
    ]
    assert told(chapter) == (
        "第1段：脚注、尾注没有位置，已放进括号；表3-1：编号由本程序另排，正文里写到它的地方请核对"
    )


def test_what_a_paste_has_lost_is_told_in_one_line_beside_its_pictures(open_chapter: OpenChapter) -> None:
    chapter = open_chapter()
    chapter.editor.insertFromMimeData(html("<p>甲<span style='display:none'>密</span></p><p>乙<s>丙</s></p>"))
    assert (
        told(chapter) == "第1段：隐藏的文字没有放进来；第2段：画了删除线的字按普通文字放进来了，不要的请删去"
    )
    chapter.editor.insertFromMimeData(html("<p>丁<s>戊</s></p><img src='data:image/png;base64,YQ=='>"))
    assert told(chapter).startswith("粘贴的内容里有 1 张图片，没有一起放进来；第1段：")
    assert chapter.editor.bar is not None
    chapter.editor.bar.action.click()
    assert list(chapter.pictures.taken.values()) == [b"a"]


def test_html_that_cannot_be_read_is_pasted_as_its_words(
    open_chapter: OpenChapter, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(_html: str) -> None:
        raise AssertionError("unknown status keyword")

    monkeypatch.setattr(clipboard, "read_html", fail)
    chapter = open_chapter()
    mime = html("<p>甲</p>")
    mime.setText("甲")
    chapter.editor.insertFromMimeData(mime)
    assert chapter.value == [{"text": "甲"}]
    assert told(chapter) == "原来的格式读不出来，只粘贴了文字"


def test_lines_with_tabs_become_a_table_when_it_is_wanted(open_chapter: OpenChapter) -> None:
    chapter = open_chapter([{"text": "前后"}])
    chapter.put_cursor(0, 1)
    mime = QMimeData()
    mime.setText("指标\t前\r\n时间\t30\r\n")
    chapter.editor.insertFromMimeData(mime)
    bar = chapter.editor.bar
    assert bar is not None and bar.action.text() == "变成表格"
    before = chapter.value
    bar.action.click()
    made = [{"text": "前"}, {"table": [["指标", "前"], ["时间", "30"]]}, {"text": "后"}]
    assert chapter.value == made
    chapter.editor.undo()
    assert chapter.value == before


def test_a_text_of_several_lines_keeps_raised_words_and_labels(open_chapter: OpenChapter) -> None:
    chapter = open_chapter(path="unit_intro", form="demo")
    chapter.editor.insertFromMimeData(html("<ol><li>10<sup>9</sup>/L</ol><p>乙</p>"))
    assert chapter.value == ["1. 10", {"sup": "9"}, "/L\n乙"]


@pytest.mark.parametrize("copied", ["4.20106E+17", "甲\t4.20106E+17\n乙\t1"])
def test_a_shortened_number_is_told_where_only_its_characters_are_copied(
    open_chapter: OpenChapter, copied: str
) -> None:
    chapter = open_chapter()
    mime = QMimeData()
    mime.setText(copied)
    chapter.editor.insertFromMimeData(mime)
    assert chapter.editor.bar is not None
    assert "先把这一列改成“文本”格式" in chapter.editor.bar.words.text()


def test_pictures_side_by_side_come_beside_one_another_with_their_captions(
    open_chapter: OpenChapter, tmp_path: Path
) -> None:
    sources = []
    for name in ("a", "b"):
        (tmp_path / f"{name}.png").write_bytes(name.encode())
        sources.append(f'<td><img src="{(tmp_path / f"{name}.png").as_uri()}"></td>')
    chapter = open_chapter([{"text": "前"}, {"text": "后"}])
    chapter.put_cursor(0, 1)
    names = "<tr><td>图1 应用前</td><td>图2 应用后</td></tr>"
    chapter.editor.insertFromMimeData(html(f"<table><tr>{''.join(sources)}</tr>{names}</table>"))
    words = [{"text": "前"}, {"text": "图1 应用前"}, {"text": "图2 应用后"}, {"text": "后"}]
    assert chapter.value == words
    bar = chapter.editor.bar
    assert bar is not None
    bar.action.click()
    assert chapter.value == [
        words[0],
        {"image": "files/a.png", "caption": "应用前"},
        {"image": "files/b.png", "beside": True, "caption": "应用后"},
        words[3],
    ]
