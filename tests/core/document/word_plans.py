"""A plan made by hand after 武汉 2026 附件1: cover, the seven-column table, a chapter, the pledge."""

from __future__ import annotations

import io
from dataclasses import replace

from PIL import Image

from aimed_desktop.definition.layout import PageSetup
from aimed_desktop.document.plan.plan import (
    TICKED,
    UNTICKED,
    CoverPage,
    CoverRow,
    Figure,
    Grid,
    GridCell,
    GridRow,
    Paragraph,
    Plan,
    PlanBlock,
    PlanPart,
    Properties,
    Run,
    SignatureBlock,
    SignatureLine,
)
from aimed_desktop.document.plan.styles import StyleName

TEXT_WIDTH_MM = 158.0
WUHAN_WIDTHS = (14, 12, 16, 10, 14, 10, 24)
LONG = (
    "示例医院始建于1952年，是集医疗、教学、科研、预防、保健为一体的三级甲等综合医院。现有员工3200人，"
    "年门诊量210万人次，人工智能团队42人，与区域算力中心合作，累计投入1280.5万元。"
)


def label(text: str, column: int = 0, down: int = 1) -> GridCell:
    return GridCell(column, (Paragraph((Run(text),), "cell_label"),), down=down)


def answer(text: str, field: str, column: int, span: int = 1) -> GridCell:
    runs = (Run(text, "answer", field=field),) if text else ()
    return GridCell(column, (Paragraph(runs, "cell_answer"),), span, field=field)


def written(text: str, field: str, style: StyleName = "body") -> Paragraph:
    return Paragraph((Run(text, "answer", field=field),), style, align="justify", indent_chars=2)


def options(field: str, labels: list[str], ticked: str) -> Paragraph:
    runs: list[Run] = []
    for name in labels:
        runs += [Run("  ", "option")] if runs else []
        runs += [Run(TICKED if name == ticked else UNTICKED, "tick", field=field, option=name)]
        runs += [Run(name, "option")]
    return Paragraph((*runs, Run("_____", "blank", field=field)), "cell_answer")


def photo(turned: int = 0) -> bytes:
    buffer = io.BytesIO()
    Image.linear_gradient("L").rotate(turned).resize((1240, 930)).save(buffer, "JPEG")
    return buffer.getvalue()


def small_grid(field: str, width_mm: float, style: StyleName) -> Grid:
    rows = (("指标", "应用前", "应用后"), ("报告时间", "30分钟", "8分钟"))
    made = tuple(
        GridRow(tuple(answer(text, field, column) for column, text in enumerate(row)), header=index == 0)
        for index, row in enumerate(rows)
    )
    caption = Paragraph((Run("表1 应用前后对比", "answer", field=field),), style)
    return Grid((width_mm / 3,) * 3, made, caption)


def wuhan_table() -> Grid:
    """单位基本情况 of 附件1: widths [14, 12, 16, 10, 14, 10, 24], 申报人员 two rows tall."""
    total = sum(WUHAN_WIDTHS)
    widths = tuple(TEXT_WIDTH_MM * width / total for width in WUHAN_WIDTHS)
    nature = options("unit_nature", ["党政机关", "事业单位", "社会团体", "国有企业", "其他"], "事业单位")
    picture = Figure(
        photo(),
        100,
        75,
        Paragraph((Run("图1 系统部署现场", "answer", field="unit_intro"),), "cell_caption"),
        "unit_intro",
    )
    intro: tuple[PlanBlock, ...] = tuple(written(LONG * 3, "unit_intro", "cell_answer") for _ in range(5))
    intro += (picture, small_grid("unit_intro", 110, "cell_caption"))
    hint = Paragraph((Run("（简要介绍联合单位的主要支撑作用等）", "hint"),), "cell_hint")
    rows = (
        (label("单位名称"), answer("武汉市示例医院", "unit_name", 1, 6)),
        (label("统一社会信用代码"), answer("12420100MB1234567X", "uscc", 1, 6)),
        (label("单位性质"), GridCell(1, (nature,), 6)),
        (
            label("申报人员", down=2),
            label("负责人姓名", 1),
            answer("张三", "lead_name", 2),
            label("职务", 3),
            answer("院长", "lead_title", 4),
            label("电话", 5),
            answer("027-85310001", "lead_phone", 6),
        ),
        (
            label("联系人姓名", 1),
            answer("李四", "contact_name", 2),
            label("职务", 3),
            answer("科长", "contact_title", 4),
            label("电话", 5),
            answer("", "contact_phone", 6),
        ),
        (label("单位情况介绍"), GridCell(1, intro, 6, vertical="top", field="unit_intro")),
        (label("联合单位情况介绍（如有）"), GridCell(1, (hint,), 6, vertical="top")),
    )
    return Grid(widths, tuple(GridRow(row, 10.5) for row in rows))


def cover() -> CoverPage:
    return CoverPage(
        ("武汉市“人工智能+医疗”典型应用场景", "案例申报书"),
        (
            CoverRow("申报单位", "武汉市示例医院", "（加盖公章）", "unit_name", stamp=True),
            CoverRow("联合申报单位", "", "（加盖公章）", "joint_units.0.name", stamp=True),
            CoverRow("案例名称", "医学影像智能辅助诊断系统在基层医疗机构的规模化应用", "", "scene_name"),
            CoverRow("申报日期", "2026年6月10日", "", "apply_date"),
        ),
        ("武汉市经济和信息化局 武汉市卫生健康委员会", "2026年"),
    )


def pledge() -> tuple[PlanBlock, ...]:
    signature = SignatureBlock(
        (
            SignatureLine((Run("申请单位法人代表（签名）："),), "sign", 15),
            SignatureLine((Run("申请单位（盖章）："),), "stamp", 45),
            SignatureLine((Run("年  月  日"),), "date", 15),
        )
    )
    words = ["1.本单位对本申请材料的合法性、真实性、准确性和完整性负责。", "特此承诺。"]
    return (
        Paragraph((Run("承诺书"),), "title"),
        *(Paragraph((Run(text),), "body") for text in words),
        signature,
    )


def wuhan_plan() -> Plan:
    """The whole application, about seven pages."""
    item = written("与区域平台对接，" + LONG, "background", "list_item")
    chapter: tuple[PlanBlock, ...] = (
        Paragraph((Run("（一）背景。"),), "heading2", keep_next=True),
        *(written(LONG * 4, "background") for _ in range(4)),
        replace(item, item="1."),
        Figure(
            photo(),
            120,
            90,
            Paragraph((Run("图2 界面", "answer", field="background"),), "caption"),
            "background",
        ),
        small_grid("background", TEXT_WIDTH_MM, "caption"),
    )
    return Plan(
        "application",
        Properties("典型应用场景案例申报书", "武汉市示例医院", "7K3M9QXB"),
        PageSetup(),
        (
            PlanPart("cover", (cover(),), True, "封面"),
            PlanPart("unit-heading", (Paragraph((Run("一、单位基本情况"),), "heading1"),), True),
            PlanPart("unit", (wuhan_table(),)),
            PlanPart("chapter-heading", (Paragraph((Run("二、案例描述"),), "heading1"),)),
            PlanPart("background", chapter),
            PlanPart("pledge", pledge(), True, "承诺书"),
        ),
        has_cover=True,
    )
