"""Lines that a PDF file has broken are found out and joined; verses and lists are left alone."""

from __future__ import annotations

from aimed_desktop.application.pasting.broken_lines import is_broken, joined_lines, page_numbers
from aimed_desktop.application.values.words import plain

FROM_PDF = """本项目面向门诊与住院两类场景，依托院内影像归档系统与电子
病历，建立从检查申请、图像采集、智能判读到报告审核的闭环流
程，平均报告时间由30分钟缩短至8分钟。
系统采用 convolutional neural network for detection and
classification 的结构，在本院数据上训练。"""


def test_lines_of_a_pdf_file_are_joined_to_its_paragraphs() -> None:
    assert is_broken(FROM_PDF)
    assert joined_lines(FROM_PDF.split("\n")) == [
        "本项目面向门诊与住院两类场景，依托院内影像归档系统与电子病历，建立从检查申请、图像采集、智能判读到报告审核的闭环流程，平均报告时间由30分钟缩短至8分钟。",
        "系统采用 convolutional neural network for detection and classification 的结构，在本院数据上训练。",
    ]


def test_a_list_and_whole_paragraphs_are_not_called_broken() -> None:
    assert not is_broken(
        "一、提高报告审核的效率与质量水平\n二、缩短患者等候检查报告的时间\n三、减少漏诊与误诊的发生情况"
    )
    assert not is_broken("第一段说完了这一件事情。\n第二段说完了另一件事情。\n第三段也说完了。")
    assert not is_broken("名称\n数量\n单价")


def test_a_full_line_that_ends_a_sentence_goes_on_and_a_short_one_does_not() -> None:
    lines = (
        "系统在放射科和急诊科连续运行二十六个月，未发生因系统故障延误检查。\n"
        "服务可用率达到合同约定的水平，累计分析检查一万八千四百三十二例，占\n"
        "同期应检病例的九成以上。\n"
        "第二段从这里开始，每家单位启用前都要完成本地验证和人员的培训考核，\n"
        "不达标的暂停使用。"
    )
    assert is_broken(lines)
    first, second = joined_lines(lines.split("\n"))
    assert first.startswith("系统在") and "延误检查。服务可用率" in first and first.endswith("九成以上。")
    assert second.startswith("第二段") and second.endswith("暂停使用。")


def test_numbers_at_the_start_of_a_line_are_no_labels() -> None:
    lines = (
        "平均报告时间由三十分钟缩短至八分钟，漏诊率由应用之前的\n"
        "3.2%降至应用以后的1.1%，误诊率也有下降，医师的工作时间从\n"
        "2026年起每月减少四十小时以上。\n"
        "1. 数据不出院，训练、推理和日志全部在医院的内网里面完成，\n"
        "外部人员只能在受控终端操作。\n"
        "2. 最小必要。"
    )
    assert joined_lines(lines.split("\n")) == [
        "平均报告时间由三十分钟缩短至八分钟，漏诊率由应用之前的3.2%降至应用以后的1.1%，"
        "误诊率也有下降，医师的工作时间从2026年起每月减少四十小时以上。",
        "1. 数据不出院，训练、推理和日志全部在医院的内网里面完成，外部人员只能在受控终端操作。",
        "2. 最小必要。",
    ]


def test_indented_lines_begin_paragraphs_and_page_numbers_go() -> None:
    lines = (
        "　　本项目面向门诊与住院两类场景，依托院内影像归档系统与电子病历，\n"
        "建立闭环流程，平均报告时间明显缩短，漏诊率由应用前的百分之三降至百\n"
        "— 12 —\n"
        "分之一，医师的工作负担减轻，患者的等候时间也缩短了一半以上还要多。\n"
        "　　第二段。"
    )
    assert is_broken(lines)
    assert page_numbers(lines) == 1
    first, second = joined_lines(lines.split("\n"))
    assert "降至百分之一" in first and "12" not in first
    assert second == "第二段。"


def test_a_parted_western_word_is_whole_again_and_looks_stay() -> None:
    lines = "The model was trained on de-identified examinations and vali-\ndated on a second data set."
    assert is_broken(lines)
    (only,) = joined_lines(lines.split("\n"))
    assert plain(only).endswith("examinations and validated on a second data set.")
    raised = [["血小板计数低于一百乘以十的九次方每升的患者另行记录，即100×10", {"sup": "9"}], "/L以下。"]
    assert joined_lines(raised) == [
        ["血小板计数低于一百乘以十的九次方每升的患者另行记录，即100×10", {"sup": "9"}, "/L以下。"]
    ]
