"""Lines that a PDF file has broken are found out and joined; verses and lists are left alone."""

from __future__ import annotations

from aimed_desktop.application.pasting.broken_lines import is_broken, joined

FROM_PDF = """本项目面向门诊与住院两类场景，依托院内影像归档系统与电子
病历，建立从检查申请、图像采集、智能判读到报告审核的闭环流
程，平均报告时间由30分钟缩短至8分钟。
系统采用 convolutional neural network for detection and
classification 的结构，在本院数据上训练。"""


def test_lines_of_a_pdf_file_are_joined_to_its_paragraphs() -> None:
    assert is_broken(FROM_PDF)
    assert joined(FROM_PDF).split("\n") == [
        "本项目面向门诊与住院两类场景，依托院内影像归档系统与电子病历，建立从检查申请、图像采集、智能判读到报告审核的闭环流程，平均报告时间由30分钟缩短至8分钟。",
        "系统采用 convolutional neural network for detection and classification 的结构，在本院数据上训练。",
    ]


def test_a_list_and_whole_paragraphs_are_not_called_broken() -> None:
    assert not is_broken(
        "一、提高报告审核的效率与质量水平\n二、缩短患者等候检查报告的时间\n三、减少漏诊与误诊的发生情况"
    )
    assert not is_broken("第一段说完了这一件事情。\n第二段说完了另一件事情。\n第三段也说完了。")
    assert not is_broken("名称\n数量\n单价")
