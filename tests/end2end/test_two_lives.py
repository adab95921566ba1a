"""Two applications lived through by a clerk at the keyboard, in the real window, every trap on the way."""

from __future__ import annotations

import email
import email.policy
import zipfile
from collections.abc import Callable, Iterator
from email.message import EmailMessage
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QCheckBox, QListWidget, QWidget
from pytestqt.qtbot import QtBot

from aimed_desktop.desktop.window_settings import WindowSettings
from aimed_desktop.packet.verify import verify
from tests.end2end.lives import SMALL
from tests.end2end.office_day import OfficeDay, is_called, words_of
from tests.paper_files import pdf
from tests.pdf_file import PdfFile
from tests.system_tools import PRINTER, given, tools_on_path
from tests.ui.test_scan_pile import scans, stranger
from tests.word_file import words
from ui.desk.application_service import ApplicationService
from ui.shell.main_window import MainWindow
from ui.start.new_dialog import NewDialog
from ui.widgets import theme
from ui.widgets.jobs import Jobs

PASSPHRASE = "两件申报件的恢复口令"
CHANGED = "预计到2028年底"
WUHAN_2026_1 = "wuhan-2026-1"
MATCHING_MS = 120_000


@pytest.fixture
def window(
    qtbot: QtBot, qapp: QApplication, data_dir: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[MainWindow]:
    """The program's window on a small screen and an empty archive."""
    monkeypatch.setenv("AIMED_PASSPHRASE", PASSPHRASE)
    theme.apply(qapp, "light")
    jobs = Jobs()
    settings = WindowSettings(export_folder=str(tmp_path / "文件"), welcomed=True)
    made = MainWindow(ApplicationService(data_dir, jobs, use_keyring=False), jobs, settings)
    made.resize(*SMALL)
    with qtbot.waitExposed(made):
        made.show()
    made.begin_work()
    qtbot.waitUntil(lambda: made.desk.is_open, timeout=20_000)
    yield made
    made.close()
    made.deleteLater()


@pytest.fixture
def day(qtbot: QtBot, window: MainWindow) -> Iterator[OfficeDay]:
    hands = OfficeDay(qtbot, window)
    hands.is_left_alone()
    yield hands
    hands.rest()


@pytest.fixture
def printed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[], list[bytes]]:
    """What the printer of the department was given, job by job."""
    told = tools_on_path(tmp_path, monkeypatch, PRINTER)
    return lambda: given(told)


def begin_example(day: OfficeDay, form: str) -> None:
    day.press("Ctrl+N")
    dialog = day.dialog("新建申报件")
    assert isinstance(dialog, NewDialog)
    day.press("Home")
    while dialog.form_id != form:
        day.press("Down")
    day.push_button("从示例新建")
    day.is_left_alone()
    day.sees_status("草稿")
    day.sees_whole_form()


def test_a_version_is_sent_back_stamped_again_where_it_is_void_and_papers_are_handed_in_later(
    day: OfficeDay, window: MainWindow, printed: Callable[[], list[bytes]], tmp_path: Path
) -> None:
    begin_example(day, WUHAN_2026_1)
    files = tmp_path / "文件"

    day.press("Alt+2")
    day.sees("没有必改")
    day.press("Alt+4")
    day.sees("还没有定稿", "没有必改问题，可以定稿。")
    day.push_button("定稿（第1版）")
    day.sees("第1版已定稿", "内容已锁定。要修改请点“退回修改”")
    day.sees_status("定稿 第1版", "定稿打印 1")

    day.sees("已导出 3 个文件")
    day.press("Ctrl+P")
    day.dialog("整套打印")
    day.sees("信息科打印机", "报送 2 份", "共 2 份 × 11 页 = 纸 22 张")
    day.push_button("存为打印用 PDF")
    day.is_left_alone()
    day.sees("打印用 PDF 已存好")
    for key in ("Esc", "Return"):
        day.press("Ctrl+P")
        day.dialog("整套打印")
        assert not printed()
        day.press(key)
        day.is_left_alone()
    day.sees_status("已打印 第1版", "定稿打印 ✓")

    day.press("Alt+5")
    day.sees("第1版盖章、签字完成后，点“标记为已盖章”。")
    day.sees("封面", "申报单位", "承诺书", "第1份", "第2份")
    for _ in range(5 * 2):
        tick_next(day)
    day.push_button("生成用印审签单")
    day.sees("已生成 1 个文件，双击可打开。", "用印审签单")
    day.push_button("标记为已盖章", back=True)
    day.sees_status("已盖章 第1版", "盖章扫描 ✓")

    send_back(day, "区主管部门", "门牌号写错；推广价值里的年份写错")
    day.sees_status("草稿 第2版")
    change_line(day, "单位地址", "武汉市示例区示例大道101号")
    change_words(day, "（四）推广价值。", "预计到2027年底", CHANGED)
    day.press("Alt+4")
    day.sees("第1版已退回修改，第2版还没有定稿", "只换有变化的页")
    day.push_button("定稿（第2版）")
    day.sees("已导出 4 个文件")
    day.sees(
        "重新打印封面、第1页、第8页，即PDF第1、2、9页，换下原来的页；其余各页继续有效。",
        "重新盖章：封面 申报单位（武汉市示例医院）",
        "已办好的继续有效，不用重新盖章、签字：承诺书 第10页 3 处。",
    )
    day.press("Ctrl+P")
    day.dialog("整套打印")
    day.sees("只打换下的 3 页", "共 2 份 × 3 页 = 纸 6 张", "盖章 2 枚 × 2 份 = 4 枚")
    day.press("Return")
    day.is_left_alone()
    day.sees_status("已打印 第2版", "定稿打印 ✓")
    first, again = printed()
    (saved,) = files.rglob("整套打印-第1版-2份-*.pdf")
    assert first == saved.read_bytes(), "printed from the very file that can be saved"
    assert PdfFile(again, tmp_path).pages() == 2 * 3

    day.press("Alt+5")
    day.sees("第1版打的勾已带过来", "重新盖章")
    day.sees_status("已打印 第2版", "盖章扫描 4")
    for _ in range(2 * 2):
        tick_next(day)
    day.push_button("标记为已盖章", back=True)
    day.sees_status("已盖章 第2版", "盖章扫描 ✓")

    day.press("Alt+6")
    day.sees("所在区人工智能主管部门、卫健局", "还没有盖章扫描件")
    day.push_button("生成报送包并归档")
    day.sees("报送包已生成，并已存进档案库。")
    assert is_called(day.focus(), "生成报送包并归档")
    day.push_button("生成材料报送清单")
    day.sees("已生成 1 个文件，双击可打开。", "材料报送清单")
    day.push_button("标记为已报送…", back=True)
    day.dialog("标记为已报送")
    day.press("Esc")
    day.is_left_alone()
    day.sees_status("已盖章 第2版", "盖章扫描 ✓")
    day.push_button("标记为已报送…")
    day.dialog("标记为已报送")
    day.go_to("经办人")
    day.commit("李敏")
    day.go_to("回执编号")
    day.commit("收文12号")
    day.press("Return")
    day.is_left_alone()
    day.sees_status("已报送 第2版", "报送归档 ✓")
    day.sees("李敏，当面送达", "回执 收文12号")
    day.push_button("补记回执…")
    day.dialog("补记回执")
    day.press("Esc")
    day.is_left_alone()
    day.sees_no("补记回执：")
    day.push_button("补记回执…")
    day.dialog("补记回执")
    day.commit("鄂经信收12号")
    day.press("Return")
    day.is_left_alone()
    day.sees("补记回执：回执 鄂经信收12号")

    day.push_button("材料补正…")
    day.dialog("材料补正")
    day.commit("缺第三方检测报告")
    day.go_to("谁要求补正", back=True)
    day.write_line("区卫健局")
    day.press("Return")
    day.is_left_alone()
    day.sees("区卫健局要求补正：缺第三方检测报告（没有说期限，请问清楚）。")
    assert is_called(day.focus(), "去补材料")
    day.press("Space")
    day.sees("材料只能添加，或替换不对的，换下的仍留在档案里。")
    report = tmp_path / "第三方检测报告.pdf"
    report.write_bytes(pdf("third party report"))
    evidence = "体现应用场景技术水平、建设进展和应用情况，以及取得成效的相关证明材料"
    day.give(f"{evidence}：添加文件", report)
    day.sees("第三方检测报告.pdf")
    day.press("Alt+6")
    day.push_button("生成补交清单和邮件")
    day.sees("已生成，共 5 个文件。", "（补正材料）")
    day.push_button("标记为已补交")
    day.sees("材料补正：已补交")
    day.push_button("已受理…")
    day.dialog("标记为已受理")
    day.press("Return")
    day.is_left_alone()
    day.sees_status("已受理 第2版")
    day.press("Alt+Home")
    day.sees("急诊胸痛三联征CT智能辅助诊断与危急值闭环管理", "已受理")

    read_made_files(files, tmp_path)
    read_packet(files)
    read_supplement(files, tmp_path)
    for sheet in SHEETS:
        (made,) = files.rglob(f"*{sheet}*.pdf")
        assert sheet in PdfFile(made.read_bytes(), tmp_path).squeezed()
    (kept,) = window.desk.archive.list()
    assert kept.status == "已受理" and window.desk.archive.verify() == []
    assert len(window.desk.archive.packets(kept.id)) == 1
    assert window.desk.archive.lifecycle.version(kept.id, 1) is not None
    assert CHANGED.encode() in window.desk.archive.load(kept.id).data


SHEETS = ("用印审签单", "材料报送清单")


def read_made_files(files: Path, room: Path) -> None:
    """Word, PDF and 路线单 of the second version."""
    (folder,) = files.glob("*-文件")
    (word,) = folder.glob("*.docx")
    text = words(word.read_bytes())
    paper = PdfFile(paper_in(files).read_bytes(), room)
    assert paper.pages() == 11
    for changed in (CHANGED, "示例大道101号"):
        assert changed in text and changed in paper.squeezed()
    assert "预计到2027年底" not in text + paper.squeezed()
    (again,) = folder.glob("*-第2版重印页.pdf")
    assert PdfFile(again.read_bytes(), room).pages() == 3
    (sheet,) = folder.glob("盖章签字路线单*.pdf")
    route = PdfFile(sheet.read_bytes(), room).squeezed()
    assert "重新打印封面、第1页、第8页" in route and "不用重新盖章、签字：承诺书第10页3处" in route


def read_packet(files: Path) -> None:
    (packet,) = files.glob("*.zip")
    assert verify(packet).problems == ()
    with zipfile.ZipFile(packet) as bag:
        names = [name.partition("/data/")[2] for name in bag.namelist()]
    assert any(name.endswith("盖章签字路线单.pdf") for name in names)
    assert not [name for name in names if "第三方检测报告" in name], "that came later"


def read_supplement(files: Path, room: Path) -> None:
    (folder,) = files.glob("*-补正材料")
    listed = PdfFile((folder / "补交清单.pdf").read_bytes(), room).squeezed()
    assert "第三方检测报告.pdf" in listed and "区卫健局" in listed and "用户评价" not in listed
    mail = email.message_from_bytes((folder / "邮件草稿.eml").read_bytes(), policy=email.policy.default)
    assert str(mail["Subject"]).endswith("（补正材料）")
    assert isinstance(mail, EmailMessage)
    assert next(mail.iter_attachments()).get_filename() == "补交清单.pdf"


WORD_PASTE = """<html xmlns:o="urn:schemas-microsoft-com:office:office">
<head><meta name=Generator content="Microsoft Word 15"></head><body><!--StartFragment-->
<p class=MsoNormal>示范病例的住院号：20230715，经治疗好转，见下图。<o:p></o:p></p>
<p class=MsoNormal><img width=400
 src="file:///C:/Users/ADMINI~1/AppData/Local/Temp/msohtmlclip1/01/clip_image002.jpg"></p>
<table class=MsoTableGrid border=1>
<tr><td><p class=MsoNormal>指标</p></td><td><p class=MsoNormal>应用前</p></td></tr>
<tr><td><p class=MsoNormal>漏诊率</p></td><td><p class=MsoNormal>4.9%</p></td></tr></table>
<!--EndFragment--></body></html>"""
CLIPBOARD = Path(__file__).parents[1] / "fixtures" / "clipboard"
CODE = "91420100MA9X00337B"
WUHAN_2021_3 = "wuhan-2021-3"


def test_every_trap_of_a_clerks_day_is_told_in_words_that_can_be_acted_on(
    day: OfficeDay, tmp_path: Path
) -> None:
    begin_example(day, WUHAN_2021_3)
    day.go_to("负责人电话")
    day.write_line("85550100、85550199")
    fill_from_excel(day)
    tick_a_second_direction(day)
    paste_a_case(day)

    day.press("Alt+2")
    day.sees("必改 10 项，建议 3 项")
    day.go_to("看全部问题")
    day.press("Right", "Right", "Space")
    day.sees(
        "建议　负责人电话　“负责人电话”没有区号。　请在前面加上区号，如 027-12345678。",
        "后面的数字已经丢失。　请对照原件重填；从 Excel 复制前，先把这一列的格式设为“文本”再输入。",
        "“揭榜产品/支撑环境概述”里有住院号、病历号一类的号码。　请删去，或改为不能认出患者的写法。",
    )
    day.push_button("加上区号 027")
    day.sees("必改 10 项，建议 2 项")
    day.go_to("问题清单")
    day.press("Return")
    assert day.focus().objectName() == "joint_units.1.code"
    day.write_line(CODE)
    write_second_task(day)
    day.sees_status("草稿", "填写 ✓", "检查 ✓")
    day.press("Alt+2")
    day.sees("建议 1 项")

    day.press("Alt+4")
    day.push_button("定稿（第1版）")
    day.dialog("定稿前请看一眼")
    day.sees("“揭榜产品/支撑环境概述”里有住院号、病历号一类的号码。")
    day.press("Return")
    day.is_left_alone()
    day.sees("住院号：20230715")
    assert day.focus().objectName() == "product_intro"
    day.press("Alt+4")
    day.push_button("定稿（第1版）")
    day.dialog("定稿前请看一眼")
    day.push_button("确需保留，继续定稿")
    day.is_left_alone()
    day.sees("已导出")
    day.sees_status("定稿 第1版", "定稿打印 1")
    read_second_paper(tmp_path / "文件", tmp_path)


def read_second_paper(files: Path, room: Path) -> None:
    (word,) = (each for folder in files.glob("*-文件") for each in folder.glob("*.docx"))
    (paper,) = (each for each in word.parent.glob("*.pdf") if "路线单" not in each.name)
    for text in (words(word.read_bytes()), PdfFile(paper.read_bytes(), room).squeezed()):
        assert "☑方向1：智能辅助诊断产品" in text and "☑方向2：智能辅助治疗产品" in text
        assert text.count("与方向1的任务书一致。") == 10
        assert "027-85550100、85550199" in text and CODE in text and "4.20106E+17" not in text
        assert "漏诊率应用前" not in text and "指标应用前漏诊率4.9%" in text


def test_what_is_not_made_public_is_only_a_suggestion_and_is_printed_as_it_was_written(
    day: OfficeDay, tmp_path: Path
) -> None:
    begin_example(day, "wuhan-2026-2")
    day.go_where(lambda each: each.objectName() == "revenue", "2025年营业收入（万元）")
    day.write_line("未公开")
    day.press("Alt+2")
    day.sees(
        "建议　2025年营业收入（万元）　“2025年营业收入（万元）”填的是文字，不是数字，会照样印出。　"
        "确实如此（如“未公开”）即可照填；否则请只填数字。"
    )
    day.sees_no("必改 1 项")
    day.press("Alt+4")
    day.push_button("定稿（第1版）")
    day.sees("已导出")
    (word,) = (tmp_path / "文件").rglob("*.docx")
    assert "未公开" in words(word.read_bytes())


def write_second_task(day: OfficeDay) -> None:
    """From one finding to the next, until nothing is missing."""
    day.press("Alt+1")
    for _ in range(20):
        if "填写 ✓" in day.screen():
            return
        day.press("F8")
        here = day.focus()
        if here.objectName().startswith("tasks.") and not words_of(here):
            day.commit("与方向1的任务书一致。")
            day.press("Ctrl+S")
    raise AssertionError("F8 does not lead to what is missing")


def fill_from_excel(day: OfficeDay) -> None:
    """A row whose code Excel has spoilt."""
    day.go_to("联合申报单位第1行 单位名称")
    day.press("Ctrl+Shift+A")
    day.paste(text="武汉又一示例科技有限公司\t民营企业\t4.20106E+17\r\n")
    day.sees(
        "被 Excel 写成了科学记数的样子（如 4.2E+17），后面的数字已经丢失",
        "第1行：有被表格软件缩写的数（如 4.2E+17），请先把这一列改成“文本”格式，对照原件重填后再复制。",
    )


def tick_a_second_direction(day: OfficeDay) -> None:
    day.go_to("方向1：智能辅助诊断产品")
    day.press("Down", "Space")
    day.wait(lambda: "填写 10" in day.screen())  # another 任务书 is to be written
    day.sees("方向2：智能辅助治疗产品")


def paste_a_case(day: OfficeDay) -> None:
    """From Word, with a number of a patient, a table and a picture that is lost; then a table from Excel."""
    day.go_to("揭榜产品/支撑环境概述")
    day.press("Ctrl+End", "Return")
    day.paste(html=WORD_PASTE, text="示范病例的住院号：20230715，经治疗好转，见下图。")
    day.sees("粘贴的内容里有 1 张图片，没有一起放进来", "放进来", "经治疗好转")
    day.press("F6", "Space")
    day.sees(
        "粘贴的第1张图片已经取不到了，没有放进来。"
        "请在原来的文件里右键这张图片，选“另存为图片”，再用“插入图片”放进来。"
    )
    day.press("Return")
    day.is_left_alone()
    day.press("Ctrl+End", "Return")
    day.paste(html=(CLIPBOARD / "excel.html").read_text(encoding="utf-8"), text="表格")
    day.sees("表格：隐藏的行没有放进来；表格：隐藏的列没有放进来")


def to_section(day: OfficeDay, title: str) -> None:
    """By the outline."""
    day.press("Ctrl+G", "Home")
    for _ in range(40):
        if title in current_item(day):
            break
        day.press("Down")
    day.press("Return")


def tick_next(day: OfficeDay) -> None:
    """The next box of the route list that is open."""
    box = day.go_where(is_open_tick, "the next box")
    day.press("Space")
    assert isinstance(box, QCheckBox) and box.isChecked()


def is_open_tick(widget: QWidget) -> bool:
    return (
        isinstance(widget, QCheckBox) and widget.objectName().startswith("tick_") and not widget.isChecked()
    )


def paper_in(files: Path) -> Path:
    """The PDF of the paper that was made last."""
    made = [each for folder in files.glob("*-文件") for each in folder.glob("*.pdf")]
    others = ("路线单", "重印", "整套打印", *SHEETS)
    (found,) = [each for each in made if not any(word in each.name for word in others)]
    return found


def send_back(day: OfficeDay, who: str, why: str) -> None:
    day.press("Alt+4")
    day.push_button("退回修改…")
    day.dialog("退回修改")
    day.commit(why)
    day.go_to("谁要求修改", back=True)
    day.write_line(who)
    day.go_where(lambda each: each.objectName() == "changed_pages_only", "否")
    day.sees("否：只换有变化的页，没有变化的页和章继续有效")
    day.press("Return")
    day.is_left_alone()


def change_line(day: OfficeDay, label: str, words: str) -> None:
    day.go_to(label)
    day.write_line(words)


def change_words(day: OfficeDay, section: str, old: str, new: str) -> None:
    """By the outline to a section, by the search to the words, and write others over them."""
    to_section(day, section)
    day.press("Ctrl+F")
    day.write_line(old)
    day.press("Return")
    day.sees("第 1 处，共 1 处")
    day.press("Escape")
    day.commit(new)


def current_item(day: OfficeDay) -> str:
    view = day.focus()
    assert isinstance(view, QListWidget)
    return view.currentItem().text()


def test_a_pile_of_scans_is_put_in_order_and_packed_by_keys(
    day: OfficeDay, window: MainWindow, tmp_path: Path
) -> None:
    begin_example(day, "wuxi-2026")
    day.press("Alt+4")
    day.push_button("定稿（第1版）")
    day.sees("已导出")
    view = window.view
    assert view is not None
    day.press("Alt+5")
    pile = [*scans(view, tmp_path, 3, 0, 1, 4, 2), stranger(tmp_path)]
    day.give("＋ 添加扫描件", *pile)
    day.wait(lambda: view.stamp.pile.pairs.count() == 6, MATCHING_MS)
    day.go_to("“别的.jpg”第1张是第几页")
    day.press("End")
    day.go_to("放到这一页")
    day.press("Space")
    day.wait(lambda: view.stamp.pages.text() == "6 页都对上了。", MATCHING_MS)
    assert day.focus() is view.stamp.pile.pairs
    day.press("End", "Return")
    day.wait(lambda: QApplication.activeModalWidget() is not None)
    day.press("Escape")
    day.is_left_alone()

    day.press("Alt+6")
    day.push_button("生成报送包并归档")
    day.dialog("仍要打包？")
    day.press("Space", "Return")
    day.is_left_alone()
    day.sees("报送包已生成，并已存进档案库。")
    (packet,) = (tmp_path / "文件").rglob("*.zip")
    assert verify(packet).ok
    with zipfile.ZipFile(packet) as opened:
        (one,) = (name for name in opened.namelist() if "/扫描件/" in name and name.endswith(".pdf"))
        assert PdfFile(opened.read(one), tmp_path).pages() >= 6
