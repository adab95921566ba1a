"""A web address goes the whole way: from a definition to the window's remark, both papers and back."""

from __future__ import annotations

import io
import json
from pathlib import Path

import openpyxl
import pypdfium2
import pytest
from hypothesis import given
from hypothesis import strategies as st

from aimed_desktop.application.checks.checks import check
from aimed_desktop.application.checks.fixes import fix_for
from aimed_desktop.application.checks.profile_offers import profile_offers
from aimed_desktop.application.checks.while_typing import Remark, remark
from aimed_desktop.application.file import read_application
from aimed_desktop.application.model import Application
from aimed_desktop.application.pasting.table import fill as fill_rows
from aimed_desktop.application.pasting.table import read_cells
from aimed_desktop.application.profile.profile import Profile
from aimed_desktop.application.template import yaml_template
from aimed_desktop.application.values.types import normalise, problem
from aimed_desktop.cli import main
from aimed_desktop.definition.describe import describe_form
from aimed_desktop.definition.library import Library, default_library
from aimed_desktop.document.word.take_back import take_back
from tests.core.application.inline_forms import NOTICE, field_of, fill, form_of, library_of
from tests.core.definition.definitions import broken, line_of

SITE = field_of("{label: 网站, type: url}")
FORM = """\
form: sites-1
title: 网站登记表
version: 1
unit_name: name
fields:
  name: {label: 单位名称, type: text, required: true}
  site: {label: 单位网站, type: url, required: true, profile: unit.website}
  more:
    label: 平台
    type: rows
    fields:
      title: {label: 平台名称, type: text}
      site: {label: 网址, type: url}
documents:
  - title: 登记表
    parts:
      - table:
          widths: [20, 80]
          rows:
            - [单位名称, {field: name}]
            - [单位网站, {field: site}]
            - [平台名称, 网址]
            - repeat: more
              rows:
                - [{field: title}, {field: site}]
"""
SUMMARY = """\
form: sites-9
title: 网站汇总表
kind: summary
unit_name: office
fields:
  office: {label: 汇总单位, type: text, carried: true}
  sites:
    label: 网站
    type: rows
    rows: {from: [sites-1], columns: {name: name, site: site}}
    fields: {name: {label: 单位, type: text}, site: {label: 网址, type: url}}
documents:
  - title: 汇总表
    parts:
      - table:
          widths: [1, 1]
          rows: [[单位, 网址], {repeat: sites, rows: [[{field: name}, {field: site}]]}]
"""
LONG = "https://www.example.cn/platform/" + "case/" * 30 + "?id=42&from=病历"


@pytest.fixture
def library(data_dir: Path) -> Library:
    folder = data_dir / "forms" / "sites"
    folder.mkdir(parents=True)
    (folder / "notice.yaml").write_text(NOTICE.replace("notice: trial", "notice: sites"), encoding="utf-8")
    (folder / "sites-1.yaml").write_text(FORM, encoding="utf-8")
    (folder / "sites-9.yaml").write_text(SUMMARY, encoding="utf-8")
    return default_library(data_dir)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("www.example.cn", "www.example.cn"),
        (" https：／／www．example．cn／案例 ", "https://www.example.cn/案例"),
        ("http://www.example. cn/ a", "http://www.example.cn/a"),
        ("HTTP://Example.COM:8080/A?b=C#d", "HTTP://Example.COM:8080/A?b=C#d"),
        ("10.12.0.8:8080/portal", "10.12.0.8:8080/portal"),
        ("示例医院.中国", "示例医院.中国"),
        ("www.example.cn、https://a.example.cn", "www.example.cn、https://a.example.cn"),
        (LONG, LONG),
    ],
)
def test_what_is_an_address_is_kept_in_half_width_without_blanks(typed: str, kept: str) -> None:
    assert normalise(SITE, typed) == kept
    assert problem(SITE, kept) is None


@pytest.mark.parametrize(
    "typed",
    [
        "示例医院", "见附件1.示例", "name@example.cn", "http://", "www.", "https://-a.cn", "1.5", "300.1.1.1",
        "www.example.cn:99999", "http:www.example.cn", "a" * 64 + ".cn", "www.example.cn。", "4.2E+17",
        "网址：无",
    ],
)  # fmt: skip
def test_what_cannot_be_one_is_a_doubt_and_never_red(typed: str) -> None:
    app = fill(library_of("it: {label: 网站, type: url}"), {"it": typed})
    (finding,) = check(app)
    assert (finding.severity, finding.rule, finding.field) == ("warning", "url", "it")
    said = remark(SITE, typed, is_left=True)
    assert said is not None and said.tone == "warn"


def test_another_kind_of_address_is_told_as_such() -> None:
    assert remark(SITE, "ftp://www.example.cn", is_left=True) == Remark(
        "开头不是 http:// 或 https://", "warn"
    )
    assert remark(SITE, "www", is_left=False) is None, "nothing is said of half an address"


@pytest.mark.parametrize(
    ("typed", "mended"),
    [
        ("www。example。cn", "www.example.cn"),
        ("https；／／www。example.cn、案例", "https://www.example.cn/案例"),
        ("http:www.example.cn", "http://www.example.cn"),
        ("www.example.cn。", "www.example.cn"),
        ("网址：www.example.cn", "www.example.cn"),
        ("https://www.example.cn/a，", "https://www.example.cn/a"),
    ],
)
def test_one_click_mends_what_the_chinese_keyboard_wrote(typed: str, mended: str) -> None:
    app = fill(library_of("it: {label: 网站, type: url}"), {"it": typed})
    (finding,) = check(app)
    fix = fix_for(finding, app)
    assert fix is not None and (fix.value, fix.is_sure) == (mended, True)


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("type: integer", "type: 网址", "是不是“url”？"),
        ("type: integer", "type: website", "是不是“url”？"),
        ("type: integer", "type: ulr", "是不是“url”？"),
        ("type: integer", "type: url, options: [甲]", "类型是 url（网址），不能写“options”"),
        ("type: integer", "type: url, limit: 20字以内", "类型是 url（网址），不能写“limit”"),
        ("type: integer", "type: url, unit: 个", "类型是 url（网址），不能写“unit”"),
        ("type: integer", "type: url, max_chars: 20", "没有“max_chars”这一项"),
        ("label: 人数, type: integer", "type: url", "缺少“label”"),
    ],
)
def test_a_wrong_use_in_a_definition_is_told_with_its_line(old: str, new: str, words: str) -> None:
    line = f"{line_of('staff:')}: "
    assert any(told.startswith(line) and words in told for told in broken(old, new))


def test_it_goes_from_yaml_to_both_papers_and_back(
    library: Library, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    form = library.form("sites-1")
    described = json.dumps(describe_form(form, library.notice("sites")), ensure_ascii=False)
    assert '"label": "单位网站", "type": "url", "required": true' in described
    app = Application(form, {"name": "示例医院", "site": "www.example.cn"})
    rows = form.field("more")
    cells = read_cells(f"平台名称\t网址\n影像平台\thttp：／／a．example．cn\n病理平台\t{LONG}\n")
    assert rows is not None and cells is not None
    app.set("more", fill_rows(rows, None, cells.rows, 0, "title").rows)
    assert app.get("more.0.site") == "http://a.example.cn"
    assert "# 单位网站（必填）；如 www.example.cn" in yaml_template(form)
    source = tmp_path / "a.yaml"
    source.write_text(yaml_template(form, app), encoding="utf-8")
    assert read_application(source, library).values == app.values
    assert check(app) == []
    assert main(["export", str(source), "-o", str(tmp_path / "out")]) == 0
    capsys.readouterr()
    (word,), (pdf,) = (sorted((tmp_path / "out").glob(f"*.{kind}")) for kind in ("docx", "pdf"))
    paper = _text_of(pdf.read_bytes())
    assert all(address in paper for address in ("www.example.cn", "http://a.example.cn", LONG))
    empty = Application(form)
    for change in take_back(word.read_bytes(), empty).changed:
        empty.set(change.path, change.new)
    assert empty.values == app.values
    table = tmp_path / "汇总.xlsx"
    assert main(["summary", "sites-9", str(source), "-o", str(table)]) == 0
    sheet = openpyxl.load_workbook(table).worksheets[0]
    assert "www.example.cn" in [cell.value for row in sheet.iter_rows() for cell in row]


def test_the_profile_offers_the_units_site() -> None:
    app = Application(form_of("site: {label: 网站, type: url, profile: unit.website}"))
    (offer,) = profile_offers(app, Profile({"unit.website": "www.example.cn"}))
    assert (offer.path, offer.words) == ("site", "www.example.cn")


def _text_of(pdf: bytes) -> str:
    document = pypdfium2.PdfDocument(io.BytesIO(pdf))
    words = "".join(page.get_textpage().get_text_range() for page in document)
    document.close()
    return "".join(words.split())


@given(st.text(alphabet="wa1．.。:/：／-、 ；,中国?#@", max_size=60))
def test_what_is_kept_is_kept_again_and_judged_the_same(typed: str) -> None:
    kept = normalise(SITE, typed)
    assert kept is None or (
        normalise(SITE, kept) == kept and problem(SITE, kept) == problem(SITE, typed.strip())
    )
