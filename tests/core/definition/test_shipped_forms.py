"""The shipped definitions: clean, word for word, and together using all that the format can say."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from aimed_desktop.definition.fields import FieldRef, Text
from aimed_desktop.definition.layout import (
    Block,
    CellText,
    Cover,
    HandPlace,
    Heading,
    Names,
    Narrative,
    Paragraphs,
    Part,
    Row,
    Signature,
    Table,
    Title,
)
from aimed_desktop.definition.library import check_paths, default_library
from aimed_desktop.definition.model import Form
from aimed_desktop.definition.types import FieldType
from aimed_desktop.paths import FORMS

LIBRARY = default_library(None)
FORM_IDS = [entry.id for entry in LIBRARY.listing(all_=True)]

WUHAN_1 = """\
武汉市“人工智能+医疗”典型应用场景
案例申报书
申报单位
联合申报单位
案例名称
单位地址
申报日期
（加盖公章）
武汉市经济和信息化局 武汉市卫生健康委员会
2026年
一、单位基本情况
单位名称
统一社会信用代码
单位性质
党政机关
事业单位
社会团体
国有企业
民营企业
外资企业
其他（请注明）
申报人员
负责人姓名
联系人姓名
职务
电话
场景名称
场景类型
AI+患者服务
AI+临床诊疗
AI+管理决策
AI+公共卫生
AI+科研教学
建设资金来源及组成
（自筹、财政资金或其他，请详细介绍。研发资金组成，包括开发费用、测试费用、人工费用、软件及设备采购费用、材料费用、制造费用）
单位情况介绍
（包括单位基本信息，人工智能应用赋能等情况）
联合单位情况介绍（如有）
（简要介绍联合单位在场景建设中的主要支撑作用等）
二、案例描述
（一）背景。
重点阐述利用人工智能技术所解决的医疗领域痛点或关键问题，简要介绍技术创新性和前沿性。
（二）实施情况。
包括但不限于需求分析、技术研发或个性化定制、应用优化及数据安全防护等方面切实可行的解决方案。可图文并茂。
（三）应用成效。
重点介绍在医疗领域具体应用场景落地情况及创新性，介绍可带来的经济效益及社会效益。
（四）推广价值。
包括但不限于当前应用深度及广度、技术方案在不同场景的适应性与灵活性，以及在医疗领域的示范引领作用等。
三、附件材料
（一）承诺书（见模板）；
（二）营业执照（事业单位提供法人证书）副本复印件；
（三）体现应用场景技术水平、建设进展和应用情况，以及取得成效的相关证明材料，包括但不限于场景建设运行证明（包括实地照片素材等），第三方评价（如用户评价、专家评审意见、第三方检测认证、社会舆论正面评价等），专利、软著、获奖等情况。
承诺书
（模板）
1.本单位对本申请材料的合法性、真实性、准确性和完整性负责。
2.本单位自愿提供开展武汉市“人工智能+医疗”创新应用征集入库所需的材料，并为相关工作提供方便。
3.本单位同意将本申请材料向负责征集评选工作人员和评审专家公开。
4.本申请材料用于武汉市“人工智能+医疗”创新应用征集入库和评选补助相关工作，不再要求予以退还。
特此承诺。
申请单位法人代表（签名）：
申请单位（盖章）：
""".splitlines()


def printed_words(form: Form) -> Iterator[str]:
    """Every printed string of a form: its parts, and the options and hints of its fields."""
    for _, field in form.walk():
        yield field.label
        yield from (hint.text for hint in field.hints)
        for option in field.options:
            yield option.label + (f"（{option.note}）" if option.note else "")
    for document in form.documents:
        for part in document.parts:
            yield from (text.source for text in part_texts(part))


def part_texts(part: Part) -> Iterator[Text]:
    match part.body:
        case Cover() as cover:
            yield from (*cover.title, *cover.foot)
            for line in cover.lines:
                yield from (Text((), line.label), Text((), line.suffix or ""))
        case Title(text=text, blank_only=mark):
            yield from (text, mark or text)
        case Heading(text=text):
            yield text
        case Paragraphs(texts=texts):
            yield from texts
        case Signature(places=places):
            yield from (place.label for place in places)
        case Table(rows=rows):
            for row in rows_of(rows):
                for cell in row.cells:
                    yield from (p.text for p in cell.parts if isinstance(p, CellText))
                    yield from (p.label for p in cell.parts if isinstance(p, HandPlace))
        case Names(blank=blank):
            yield blank
        case Narrative():
            pass


def rows_of(rows: tuple[Row | Block, ...]) -> Iterator[Row]:
    for row in rows:
        if isinstance(row, Block):
            yield from rows_of(row.rows)
        else:
            yield row


def test_no_shipped_definition_has_a_problem() -> None:
    assert [str(problem) for problem in check_paths([FORMS])] == []


@pytest.mark.parametrize("form_id", FORM_IDS)
def test_a_shipped_form_knows_its_unit_project_and_date(form_id: str) -> None:
    form = LIBRARY.form(form_id)
    named = (
        (form.unit_name,) if form.kind == "summary" else (form.unit_name, form.project_name, form.apply_date)
    )
    for path in named:
        assert path is not None and form.field(path) is not None


@pytest.mark.parametrize("words", WUHAN_1)
def test_wuhan_1_prints_the_words_of_the_notice(words: str) -> None:
    assert words in set(printed_words(LIBRARY.form("wuhan-2026-1")))


def test_wuhan_1_prints_nothing_else() -> None:
    form = LIBRARY.form("wuhan-2026-1")
    unprinted = [field for _, field in form.walk() if field.carried]
    carried = {words for field in unprinted for words in (field.label, *(o.label for o in field.options))}
    date = "　　　　年　　月　　日"
    assert set(printed_words(form)) - set(WUHAN_1) - carried == {date, ""}


def test_wuhan_1_table_is_that_of_the_paper() -> None:
    form = LIBRARY.form("wuhan-2026-1")
    table = next(part.body for part in form.documents[0].parts if isinstance(part.body, Table))
    assert len(table.widths) == 7
    spans = [[(cell.span, cell.down) for cell in row.cells] for row in rows_of(table.rows)]
    wide, one = [(1, 1), (6, 1)], (1, 1)
    assert spans == [wide, wide, wide, wide, [(1, 2), *[one] * 6], [one] * 6, *[wide] * 5]


def test_the_pledge_stands_alone_and_the_text_follows_the_cover() -> None:
    parts = LIBRARY.form("wuhan-2026-1").documents[0].parts
    starting = [part.body for part in parts if part.starts_page]
    assert isinstance(starting[0], Heading) and starting[0].text.plain == "一、单位基本情况"
    assert isinstance(starting[1], Title) and starting[1].text.plain == "承诺书"
    assert len(starting) == 2


def test_the_demo_uses_every_field_type_and_every_kind_of_part() -> None:
    form = LIBRARY.form("demo")
    assert {field.type for _, field in form.walk()} == set(FieldType)
    bodies = {type(part.body) for document in form.documents for part in document.parts}
    assert bodies == {Cover, Title, Heading, Paragraphs, Narrative, Signature, Table, Names}
    texts = [text for d in form.documents for part in d.parts for text in part_texts(part)]
    used = {piece.path for text in texts for piece in text.pieces if isinstance(piece, FieldRef)}
    assert {"n", "option", "district"} <= used


@pytest.mark.parametrize("form_id", FORM_IDS)
def test_no_rule_tells_a_clerk_of_a_command(form_id: str) -> None:
    for rule in LIBRARY.form(form_id).rules:
        words = f"{rule.message}{rule.fix}"
        assert "aimed" not in words and "--" not in words, rule.id
