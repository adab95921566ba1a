"""What pasting could not take over as it was seen: a sentence for each kind, with its places."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

_SENTENCES = {
    "hidden": "隐藏的文字没有放进来",
    "hidden_rows": "隐藏的行没有放进来",
    "hidden_columns": "隐藏的列没有放进来",
    "struck": "画了删除线的字按普通文字放进来了，不要的请删去",
    "comment": "批注没有放进来",
    "note": "脚注、尾注没有位置，已放进括号",
    "loose_note": "脚注、尾注的注码和注文按普通文字放进来了，请核对位置",
    "ruby": "注音放进了括号",
    "formula": "公式改成了一行文字，请核对",
    "unknown_character": "有认不出的符号，用▯代替，请对照原文改正",
    "no_label": "编号没有随文字复制过来，请补上",
    "label_alone": "后面没有文字的编号没有放进来",
    "bullet": "项目符号换成了本程序的符号",
    "caption_number": "编号由本程序另排，正文里写到它的地方请核对",
    "reversed": "倒着数的编号没有放进来",
    "emphasis": "着重号没有放进来",
    "drawing": "图形、视频或嵌入的对象没有放进来，请另存为图片，在正文里用“插入图片”放进来",
    "picture": "图片没有放进来，这里只能放文字",
    "cell_picture": "表格里的图片没有放进来，请另存为图片，用“插入图片”放在表格的前面或后面",
    "more_tables": "只取了第一张表格",
    "inner_table": "单元格里的表格改成了文字",
    "large_table": "表格太大，改成了文字",
    "choices": "下拉框里的选项没有放进来",
    "rounded": "有被表格软件缩写的数（如 4.2E+17），请先把这一列改成“文本”格式，对照原件重填后再复制",
    "cut": "有末尾被表格软件改成 000 的长数字，请先把这一列改成“文本”格式，对照原件重填后再复制",
    "narrow": "有因列太窄而没有显示出来的数（####），请先把这一列拉宽后再复制",
    "cell_error": "有公式出错的单元格（如 #N/A），请先改好后再复制",
    "raised": "上标、下标写不进这一栏，改成了普通文字，请核对",
    "element": "有不认识的格式，只留下了文字",
    "pdf_margin": "页眉、页脚和页码没有放进来",
    "pdf_turned": "斜放或竖放的字（如水印）没有放进来",
    "pdf_table": "PDF 里没有框线的表格只有文字，请核对",
    "pdf_notes": "脚注放在了那一段的后面，请核对位置",
    "pdf_recognised": "文字是扫描后由软件认出来的，请逐字核对",
    "pdf_picture": "整页是图片（扫描件），没有文字可以放进来",
    "pdf_broken": "读不出来，没有放进来",
    "pdf_full": "内容太多，没有读完",
    "cut_off": "内容太多，到这里为止，后面的没有放进来，请分几次复制",
    "unreadable": "原来的格式读不出来，只粘贴了文字",
}
_MOST_PLACES = 3
_MOST_KINDS = 4
_MOST_KEPT = 1000


@dataclass(slots=True)
class Losses:
    """The kinds of loss in the order in which they happened, each with its places."""

    _places: dict[str, dict[str, None]] = field(default_factory=dict)

    def add(self, kind: str, place: str = "") -> None:
        """Note a loss of a kind of `_SENTENCES` at a place (第3段)."""
        places = self._places.setdefault(kind, {})
        if len(places) < _MOST_KEPT:
            places[place] = None

    @property
    def kinds(self) -> tuple[str, ...]:
        """What was lost, whatever its place."""
        return tuple(self._places)

    def sentences(self) -> tuple[str, ...]:
        """One sentence for each kind, with its places: 第3段、第5段：隐藏的文字没有放进来."""
        return tuple(_sentence(kind, [*places]) for kind, places in self._places.items())


def message(sentences: Sequence[str]) -> str:
    """All sentences as one calm line; empty where nothing was lost."""
    more = len(sentences) - _MOST_KINDS
    return "；".join(sentences[:_MOST_KINDS]) + (f"；还有 {more} 种改动" if more > 0 else "")


def _sentence(kind: str, places: list[str]) -> str:
    named = [place for place in places if place]
    shown = "、".join(named[:_MOST_PLACES])
    more = f"等 {len(named)} 处" if len(named) > _MOST_PLACES else ""
    return f"{shown}{more}：{_SENTENCES[kind]}" if named else _SENTENCES[kind]
