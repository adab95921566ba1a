"""网上填报对照稿: the file as a browser reads it, and for which version it holds."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from pathlib import Path

from aimed_desktop.application.beginning import begin
from aimed_desktop.application.life.online_filing import note_made, online_filing
from aimed_desktop.application.model import Application, Status
from aimed_desktop.application.values.counting import count
from aimed_desktop.definition.library import Library, default_library
from aimed_desktop.definition.model import Notice
from aimed_desktop.document.plan.fingerprint import fingerprint
from aimed_desktop.packet.routes import online_routes, own_online_routes
from aimed_desktop.packet.sheets.online_page import online_page
from aimed_desktop.services.online_filing import (
    confirm_filing,
    make_online_sheet,
    online_told,
    take_back_void,
)

_VOID_TAGS = {"meta", "input", "br"}


class Page(HTMLParser):
    """What a browser makes of the page: boxes to copy from, shown words, everything that it would load."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.copied: list[str] = []
        self.labels: list[str] = []
        self.loaded: list[str] = []
        self.tags: list[str] = []
        self._class = ""
        self.feed(page)
        self.close()
        assert not self.open, "every element is closed"

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        found = dict(attrs)
        self.loaded += [f"{tag} {key}" for key in found if key in ("src", "href", "action", "data", "srcset")]
        self._class = found.get("class") or ""
        if tag == "textarea":
            self.copied.append("")
        elif self._class == "label":
            self.labels.append("")
        if tag not in _VOID_TAGS:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag
        self._class = ""

    def handle_data(self, data: str) -> None:
        if self.open and self.open[-1] == "textarea":
            self.copied[-1] += data.removeprefix("\n")
        elif self._class == "label":
            self.labels[-1] += data


def library() -> Library:
    return default_library(None)


def shown(app: Application, notice: Notice) -> tuple[str, Page]:
    page = online_page(app, notice, online_routes(app, notice))[1].decode()
    return page, Page(page)


def test_every_answer_is_copied_as_plain_words_in_the_order_of_the_paper() -> None:
    app, notice = begin(library(), "wuhan-2021-3", example=True), library().notice("wuhan-2021")
    said = '用<b>粗体</b> & "引号"\n第二行'
    app.set("product_intro", said)
    direction = "方向1：智能辅助诊断产品"
    app.set(
        f"tasks.{direction}.scope",
        [{"text": ["血药浓度 10", {"sup": "3"}, " mg/L"]}, {"items": ["甲", "乙"]}],
    )
    page, read = shown(app, notice)
    by_label = dict(zip(read.labels, read.copied, strict=True))
    assert by_label["揭榜产品/支撑环境概述"] == said
    assert "用&lt;b&gt;粗体&lt;/b&gt;" in page
    scope = by_label[f"揭榜任务书（{direction}）（二）适用范围/预期用途"]
    assert scope == "血药浓度 103 mg/L\n•甲\n•乙" and "血药浓度 10<sup>3</sup> mg/L" in page
    assert f"字符数 {count(said).chars}" in page and f"字数 {count(said).words}（1000字以内）" in page
    labels = read.labels
    assert labels.index("申报单位名称") < labels.index("联系人姓名") < labels.index("牵头单位简介")
    assert len(set(labels)) == len(labels), "two boxes of one name would be mixed up"


def test_the_page_loads_nothing_and_its_script_is_that_of_old_browsers() -> None:
    app, notice = begin(library(), "demo", example=True), library().notice("demo")
    page, read = shown(app, notice)
    assert read.loaded == [] and read.tags.count("script") == 1
    assert "url(" not in page and "@import" not in page
    script = page.partition("<script>")[2].partition("</script>")[0]
    assert not re.search(r"=>|`|\b(?:let|const|class|async|fetch|import)\b", script)
    assert 'document.execCommand("copy")' in script
    assert len(read.copied) == read.tags.count("button") > 10
    assert fingerprint(app) in page and "草稿" in page


def test_a_sheet_holds_for_its_version_alone_and_what_rests_on_it_too(tmp_path: Path) -> None:
    app, notice = begin(library(), "wuhan-2021-3", example=True), library().notice("wuhan-2021")
    told = online_told(app, notice)
    assert told is not None and (told.state, told.can_confirm) == ("none", False)
    app.status, app.version = Status.FINAL, 1
    sheet = make_online_sheet(app, notice, tmp_path)
    assert "第1版" in sheet.made.paths[0].read_text("utf-8")
    mark = fingerprint(app)
    note_made(app, sheet.version, sheet.fingerprint)
    told = online_told(app, notice)
    assert told is not None and told.is_missing
    confirm_filing(app, notice, told, is_filed=True, is_same=False)
    assert app.get("filed_online") is None, "the form asks for both in one"
    confirm_filing(app, notice, told, is_filed=True, is_same=True)
    assert app.get("filed_online") is True, "though a version is fixed"
    note_made(app, 1, mark)
    told = online_told(app, notice)
    assert told is not None and told.state == "current" and not told.is_missing
    assert fingerprint(app) == mark, "what the desk knows is printed nowhere"

    app.status, app.version = Status.DRAFT, 2
    app.set("unit_address", "武汉市示例路2号")
    app.status = Status.FINAL
    told = online_told(app, notice)
    assert told is not None and told.state == "void" and told.words.startswith("对照稿已过时")
    assert told.is_missing and not (told.is_filed or told.is_same)
    take_back_void(app, notice, told)
    assert app.get("filed_online") is None, "it was another paper"
    kept = online_filing(app)
    assert kept is not None and kept.is_confirmed, "of the first version it still is so"


def test_whoever_hands_in_online_is_asked_and_nobody_else() -> None:
    known = library()
    hospital, notice = begin(known, "fujian-2025-1", example=True), known.notice("fujian-2025")
    assert [route.id for route in online_routes(hospital, notice)] == ["city_on"]
    assert own_online_routes(hospital, notice) == ()
    hospital.status, hospital.version = Status.FINAL, 1
    told = online_told(hospital, notice)
    assert told is not None and not told.can_confirm and "上级填报" in told.words
    city = begin(known, "fujian-2025-2")
    assert [route.id for route in own_online_routes(city, notice)] == ["city_on"]
    mailed = begin(known, "wuhan-2026-1", example=True)
    assert online_told(mailed, known.notice("wuhan-2026")) is None


def test_a_table_with_spans_is_copied_into_the_columns_it_has() -> None:
    spans = [[{"text": "指标", "down": 2}, {"text": "结果", "span": 2}], ["前", "后"], ["时间", "30", "8"]]
    app = begin(library(), "wuhan-2021-3")
    app.set("product_intro", [{"table": spans}])
    _, page = shown(app, library().notice(app.form.notice_id))
    assert "指标\t结果\t\n\t前\t后\n时间\t30\t8" in page.copied
