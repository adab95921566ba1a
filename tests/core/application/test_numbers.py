"""数字一览: numbers as authors write them, the words that they belong to, and which of them differ."""

from __future__ import annotations

from decimal import Decimal

import pytest

from aimed_desktop.application.beginning import begin
from aimed_desktop.application.editing.text_search import find, replace
from aimed_desktop.application.model import Application
from aimed_desktop.application.numbers.dates_written import dates_in
from aimed_desktop.application.numbers.naming import names_in
from aimed_desktop.application.numbers.numerals import han_number
from aimed_desktop.application.numbers.reading import Worth, readings, whole_number
from aimed_desktop.application.numbers.stated import NumberGroup, numbers_of, stated_numbers
from aimed_desktop.definition.library import default_library
from tests.core.application.inline_forms import fill, library_of

TEXTS = "summary: {label: 简介, type: multiline}\nchapter: {label: 正文, type: narrative}"


def written(text: str) -> list[str]:
    return [text[one.start : one.end] for one in readings(text)]


def worth(text: str) -> list[Worth]:
    return [value for one in readings(text) for value in one.worth]


def names(text: str) -> list[str]:
    return [name.words for name in names_in(text, readings(text))]


def groups(app: Application) -> dict[str, NumberGroup]:
    return {group.name: group for group in stated_numbers(app)}


def differing(app: Application) -> dict[str, list[str]]:
    return {
        group.name: [number.written for number in group.numbers]
        for group in stated_numbers(app)
        if group.differs
    }


def texts(*paragraphs: str, summary: str | None = None) -> Application:
    blocks = [{"text": paragraph} for paragraph in paragraphs]
    return fill(library_of(TEXTS), {"chapter": blocks, "summary": summary})


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("纳入1,200例，共1，200例", "1,200例 1，200例"),
        ("投入3.5万元，另１２００元", "3.5万元 １２００元"),
        ("有效率≥90%，占30–50%，约30%-50%", "≥90% 30–50% 30%-50%"),
        ("每6至24小时，层厚0.5至1.5毫米", "6至24小时 0.5至1.5毫米"),
        ("用时12.3±4.5分钟", "12.3±4.5分钟"),
        ("计数低于100×10⁹/L", "100×10⁹/L"),
        ("合格率百分之九十五点三，千分之三，减少六成以上", "百分之九十五点三 千分之三 六成"),
        ("三百二十例，二十余家，两名，三年", "三百二十例 二十余家 两名 三年"),
        ("经费叁佰万元，陆家，百分之百", "叁佰万元 百分之百"),
        ("提高3.1个百分点，发病率6.3‰", "3.1个百分点 6.3‰"),
        ("1.1万余人次，210万人次，11.2例/千人", "1.1万余人次 210万人次 11.2例/千人"),
        ("共18.6TB，1.2兆字节，5mm", "18.6TB 1.2兆字节 5mm"),
        ("曲线下面积为0.91，P<0.05，AUC 0.88", "0.91 <0.05 0.88"),
        ("截至2026年4月30日，2018–2022年，3月起", "2026年4月30日 2018–2022年 3月"),
        ("2023年3月至5月，2025年1月至今，2024-03-15", "2023年3月至5月 2025年1月至今 2024-03-15"),
        ("二〇二六年六月十日，2024.01—2026.12", "二〇二六年六月十日 2024.01—2026.12"),
        ("病灶3×5mm，7×24小时，血压140/90mmHg", "3×5mm 7×24小时 140/90mmHg"),
        ("F1值0.92，CI：0.90～0.95", "0.92 0.90～0.95"),
    ],
)
def test_a_number_is_cited_as_it_stands(text: str, found: str) -> None:
    assert written(text) == found.split()


def test_thousands_may_be_parted_by_blanks_where_a_unit_follows() -> None:
    assert written("患者1 200例，2024，120例") == ["1 200例", "120例"]
    assert [str(value) for value in worth("患者1 200例")] == ["1200"]


def test_names_codes_and_the_words_of_the_language_are_no_numbers() -> None:
    assert not readings(
        "GB/T 22239-2019，32B，5G网络，图1，表2，第3章，附件5，v2.1，1.2.3.4，F1值，COVID-19，"
        "电话027-65601234，联系人：13800138000，合同编号HT2024-0156，3.0T磁共振，64排，（1）背景，一次推理，三级医院，十五五规划，万一，第一例，12420100MB9X000159"
    )


def test_numbers_of_one_size_are_worth_the_same_however_they_are_written() -> None:
    assert worth("1,200例") == worth("１２００例") == worth("一千二百例") == worth("0.12万例") != []
    assert worth("经费叁佰万元") == worth("300万元") == [3000000]
    assert worth("百分之百 100%") == [100, 100]
    assert worth("1.5小时 90分钟") == [5400, 5400]
    assert worth("3.5万元 35000元 0.00035亿元") == [35000] * 3
    assert worth("6‰ 0.6% 百分之零点六") == [Decimal("0.6")] * 3
    assert worth("2026年4月30日 2026.4.30 二〇二六年四月三十日") == ["2026-04-30"] * 3
    assert worth("2023年3月至5月") == ["2023-03", "2023-05"]


@pytest.mark.parametrize(
    ("numeral", "number"),
    [
        ("三百二十", 320),
        ("一万零五", 10005),
        ("十二", 12),
        ("两千", 2000),
        ("九十五点三", "95.3"),
        ("廿", None),
    ]
    + [(words, None) for words in ("三两", "万一", "一二三", "百", "点五", "")],
)
def test_a_chinese_numeral_is_read_or_left_alone(numeral: str, number: int | str | None) -> None:
    assert han_number(numeral) == (None if number is None else Decimal(number))


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("模型在测试集上的准确率达到92.3%", "模型在测试集上准确率"),
        ("累计纳入病例1200例，其中阳性病例300例", "病例 阳性病例"),
        ("敏感度分别为95.8%、97.4%和94.6%，特异度均在93%以上", "敏感度 敏感度 敏感度 特异度"),
        ("准确率由85%提高到92%", "准确率 准确率"),
        ("关键信息幻觉率由通用模型的6.8%降至0.9%", "关键信息幻觉率 关键信息幻觉率"),
        ("报告时间缩短63.5%，报告时间19分钟", "报告时间缩短 报告时间"),
        ("覆盖26个临床医技科室，为8家成员单位服务", "临床医技科室 成员单位"),
        ("软件著作权26项、发明专利18项", "软件著作权 发明专利"),
        ("灵敏度（Se）为95%；准确率：92.3%", "灵敏度 准确率"),
        ("设备采购费用213.60万元", "设备采购费用"),
        ("2025年手术量1200例，2024年手术量900例", "2025年手术量 2024年手术量"),
        ("并发症发生率12%，药占比25.3%，F1值0.92", "并发症发生率 药占比 F1值"),
        ("截至2026年4月30日，公司成立于2016年", "截至 公司成立"),
        ("94%的患者认为舒适", "患者认为舒适"),
    ],
)
def test_a_number_has_the_name_that_its_words_give_it(text: str, named: str) -> None:
    assert [name for name in names(text) if name] == named.split()


def test_the_same_name_with_different_numbers_stands_first() -> None:
    app = texts("研发人员146人。", "系统准确率达到92.3%，员工286人。", summary="准确率93.2%，研发人员146人。")
    made = stated_numbers(app)
    assert [(group.name, group.differs) for group in made][:2] == [("准确率", True), ("研发人员", False)]
    first = made[0]
    assert [(number.written, number.label) for number in first.numbers] == [
        ("93.2%", "简介"),
        ("92.3%", "正文"),
    ] or [(number.written, number.label) for number in first.numbers] == [
        ("92.3%", "正文"),
        ("93.2%", "简介"),
    ]


def test_a_change_within_one_sentence_differs_from_nothing_and_from_what_it_does_not_say() -> None:
    change = "准确率由85%提高到92%。"
    assert not differing(texts(change))
    assert not differing(texts(change, "准确率92%。", "准确率为85%。"))
    assert differing(texts(change, "准确率93%。")) == {"准确率": ["85%", "92%", "93%"]}


def test_units_are_compared_by_what_they_are_worth() -> None:
    assert not differing(texts("研发投入0.5亿元。", "研发投入5000万元。", "研发投入50,000,000元。"))
    assert "研发投入" in differing(texts("研发投入0.5亿元。", "研发投入500万元。"))


def test_a_table_is_read_by_its_headings_and_each_line_is_said_as_one() -> None:
    rows = [["指标", "应用前", "应用后", "变化"], ["准确率", "85.1%", "93.2%", "提高8.1个百分点"]]
    rows += [["报告时间（分钟）", "52", "19", "缩短63.5%"]]
    app = fill(library_of(TEXTS), {"chapter": [{"text": "准确率92.3%，报告时间0.5小时。"}, {"table": rows}]})
    assert differing(app) == {
        "准确率": ["92.3%", "85.1%", "93.2%"],
        "报告时间": ["0.5小时", "52", "19"],
    }
    cell = groups(app)["报告时间"].numbers[1]
    assert (cell.unit, cell.before) == ("分钟", "报告时间（分钟） · 应用前：")
    assert cell.steps == (1, "table", 2, 1)


def test_columns_that_name_what_is_measured_are_said_as_one_each() -> None:
    rows = [["数据集", "人数（万）", "规模（TB）"], ["影像", "6.2", "18.8"], ["随访", "8.4", "2.3"]]
    app = fill(library_of(TEXTS), {"chapter": [{"table": rows}, {"text": "规模18.8TB。规模20TB。"}]})
    assert differing(app) == {"规模": ["18.8", "2.3", "18.8TB", "20TB"]}


def test_spanning_cells_keep_each_number_under_its_headings() -> None:
    wide = {"text": "准确率", "span": 2}
    rows: list[list[object]] = [["指标", wide], ["", "甲院", "乙院"], ["模型", "91%", "92%"]]
    app = fill(library_of(TEXTS), {"chapter": [{"table": rows, "header_rows": 2}]})
    assert [(n.written, n.name, n.before) for n in numbers_of(app)] == [
        ("91%", "甲院准确率", "模型 · 准确率 甲院："),
        ("92%", "乙院准确率", "模型 · 准确率 乙院："),
    ]


def test_fields_of_every_kind_state_numbers_in_the_unit_of_their_definition() -> None:
    library = library_of(
        """
        staff: {label: 研发人员数量, type: integer}
        cost: {label: 研发投入（万元）, type: decimal}
        day: {label: 申报日期, type: date}
        often: {label: 更新频率, type: quantity, units: [日, 月]}
        size: {label: 规模, type: choices, options: [{label: 文本, blank: decimal, unit: TB}, 图像]}
        note: {label: 说明, type: text, carried: true}
        phone: {label: 电话, type: phone}
        """
    )
    values = {"staff": "146", "cost": "1268.40", "day": "2026-06-10", "often": {"amount": "7", "unit": "日"}}
    values |= {"size": [{"option": "文本", "amount": "1.8"}], "note": "研发人员150人，研发投入1268.4万元"}
    app = fill(library, {**values, "phone": "027-65601234"})
    assert [(n.name, n.written, n.unit) for n in numbers_of(app)] == [
        ("研发人员数量", "146", ""),
        ("研发投入", "1268.40", "万元"),
        ("申报日期", "2026年6月10日", ""),
        ("更新频率", "7日", ""),
        ("文本", "1.8", "TB"),
        ("研发人员", "150人", ""),
        ("研发投入", "1268.4万元", ""),
    ]
    assert differing(app) == {"研发人员": ["146", "150人"]}


def test_a_field_that_is_answered_by_one_number_gives_it_its_name() -> None:
    library = library_of("scope: {label: 样本量, type: text}\nsaid: {label: 说明, type: text}")
    app = fill(library, {"scope": "约1200例", "said": "样本量为1300例"})
    assert differing(app) == {"样本量": ["1200例", "1300例"]}


def test_raised_digits_are_a_power() -> None:
    app = fill(library_of(TEXTS), {"chapter": [{"text": ["血小板低于100×10", {"sup": "9"}, "/L"]}]})
    (number,) = numbers_of(app)
    assert (number.name, number.written, number.worth) == ("血小板", "100×10⁹/L", (Decimal("1E11"),))


def test_rows_speak_of_different_things_and_hidden_fields_of_none() -> None:
    library = library_of(
        """
        sets:
          label: 数据集
          type: rows
          fields:
            size: {label: 规模（TB）, type: decimal}
        kind: {label: 类型, type: choice, options: [甲, 乙]}
        detail: {label: 说明, type: text, when: kind = '甲'}
        """,
        parts="- table: {widths: [50, 50], rows: [[类型, {field: kind}], [说明, {field: detail}], "
        "{repeat: sets, rows: [[规模, {field: size}]]}]}",
    )
    rows = [{"size": "1"}, {"size": "2"}]
    app = fill(library, {"sets": rows, "kind": {"option": "乙"}, "detail": "规模3TB"})
    assert not differing(app)
    assert [number.written for number in numbers_of(app)] == ["1", "2"]
    app.set("kind", {"option": "甲"})
    assert differing(app) == {"规模": ["3TB", "1", "2"]}


def test_a_bare_name_joins_the_one_longer_name_that_it_can_only_mean() -> None:
    assert "准确率" in differing(texts("问题检出的准确率为93.6%。", "准确率92%。"))
    assert not differing(texts("结节准确率为93%。", "肺炎准确率为91%。", "准确率92%。"))


def test_counts_of_named_places_are_told_apart() -> None:
    told = "在全院42个病区运行。", "在普外3个病区试点。"
    assert not differing(texts(*told, "已覆盖42个病区。"))
    assert differing(texts(*told, "已覆盖45个病区。")) == {"病区": ["42个", "3个", "45个"]}


def test_what_is_said_of_many_things_each_is_not_compared() -> None:
    assert not differing(texts("住院时间缩短（P=0.012）。", "死亡率下降（P＜0.001）。"))
    assert not differing(texts("2023年手术量900例。", "2024年手术量1200例。"))


def test_the_whole_and_the_part_of_a_date_agree() -> None:
    assert not differing(texts("公司成立于2016年。", "公司成立于2016年5月。"))
    assert not differing(texts("甲院成立于1956年。", "乙公司成立于2015年。"))
    assert "截至" in differing(texts("截至2026年4月30日，已运行。", "截至2026年3月31日，已运行。"))


@pytest.mark.parametrize(
    ("form", "old", "new", "name"),
    [
        ("wuhan-2026-1", "服务患者逾120万人次", "服务患者逾130万人次", None),
        ("wuhan-2026-2", "产品已在全院42个病区", "产品已在全院45个病区", "病区"),
        ("wuhan-2026-2", "投入1268.40万元，其中", "投入1286.40万元，其中", "研发投入"),
        ("wuhan-2026-3", "累计监护1.6万人次，产生", "累计监护1.8万人次，产生", "监护"),
        ("wuhan-2026-3", "现有员工286人", "现有员工268人", "员工"),
        ("wuhan-2026-3", "其中研发人员124人", "其中研发人员142人", "研发人员"),
    ],
)
def test_a_slip_in_one_of_several_places_of_an_example_is_seen(
    form: str, old: str, new: str, name: str | None
) -> None:
    app = begin(default_library(None), form, example=True)
    before = differing(app)
    assert replace(app, find(app, old), new) == 1
    assert set(differing(app)) - set(before) == ({name} if name else set())


@pytest.mark.parametrize(
    "piece", ["1", "一", "1,", "1.1", "百分", "（", "率由", "的", "、", " ", "≥", "2024", "120 "]
)
def test_a_hostile_text_is_read_once(piece: str) -> None:
    assert not readings(piece * (30_000 // len(piece)))
    assert len(names(f"准确率{piece * 30_000}为92.3%")) <= 1


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("4月30日至5月6日", ("04-30", "05-06")),
        ("2025年3月1日至5月6日", ("2025-03-01", "2025-05-06")),
        ("2025年12月30日至1月3日", ("2025-12-30", "2026-01-03")),
    ],
)
def test_the_second_day_of_a_period_takes_the_year_that_it_can_have(text: str, days: tuple[str, ...]) -> None:
    assert [found.days for found in dates_in(text)] == [days]


@pytest.mark.parametrize(
    ("text", "worth"),
    [
        ("800万元-1.2亿元", (8_000_000, 120_000_000)),
        ("30秒-2分钟", (30, 120)),
        ("-3至5", (-3, 5)),
        ("30-50%", (30, 50)),
        ("3 × 10⁵", (300_000,)),
    ],
)
def test_each_end_of_a_range_is_worth_what_its_own_unit_says(text: str, worth: tuple[int, ...]) -> None:
    found = whole_number(text, None)
    assert found is not None and found.worth == worth
