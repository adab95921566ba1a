"""What a reader of a Word file is told at its place: a mark of ours in the body, and its sentence."""

from __future__ import annotations

from aimed_desktop.document.word.xml import Element, allowed, element

MARK, KIND = "lost", "kind"  # an element of ours and its attribute, in no namespace
NOT_TAKEN = "这一栏只收文字，里面的图片或图形没有取回。"
_QUOTED = 24  # characters of what is quoted
_SENTENCES = {
    "hidden": "隐藏的文字{words}没有取回，需要的话请在 Word 里取消隐藏。",
    "struck": "{words}在 Word 里画了删除线，按普通文字取回，不要的请删去。",
    "footnote": "脚注{words}没有位置，已放进括号。",
    "endnote": "尾注{words}没有位置，已放进括号。",
    "note_missing": "有一条脚注或尾注在文件里找不到，没能取回。",
    "symbol": "有符号的字体查不到，写成了“▯”，请改成原来的符号。",
    "comment": "批注{words}没有取回。",
    "inserted": "修订里插入的{words}已取回。",
    "deleted": "修订里删去的{words}没有取回。",
    "field": "{words}，请对照原稿。",
    "equation": "公式写成了一行{words}，请对照原稿。",
    "equation_lossy": "公式写成了一行，没能写全{words}，请对照原稿，必要时截成图片插入。",
    "ruby": "拼音指南写成了括号{words}。",
    "text_box": "文本框里的文字接在这一段后面。",
    "smart_art": "SmartArt 图形里的文字按行取回，图形请截成图片后插入。",
    "art": "艺术字{words}按普通文字取回。",
    "embedded": "嵌入的对象{words}只取回图片，请对照原稿。",
    "embedded_lost": "嵌入的对象{words}没能取回，写成了“▯”，请改成文字，或截成图片插入。",
    "drop_cap": "首字下沉{words}按普通文字取回。",
    "note_picture": "脚注、尾注里的图片没能取回。",
    "nested_table": "单元格里还有一个表格，它的文字合在这一格里。",
    "cell_picture": "单元格里的图片放在表格前面。",
    "joined": "单元格里的几段文字合成了一行。",
    "covered": "被合并盖住的{words}没有取回。",
    "label": "编号{words}没有取回。",
    "label_alone": "编号{words}后面没有文字，没有取回。",
    "bullet": "项目符号{words}换成了本程序的符号。",
    "caption_number": "{words}的编号由本程序另排，正文里写到编号的地方请核对。",
    "hidden_row": "隐藏的行{words}没有取回。",
    "deleted_row": "修订里删去的行{words}没有取回。",
    "reading_order": "{words}在 Word 里反着排，按写的顺序取回，请对照原稿。",
    "columns_turned": "表格在 Word 里从右往左排，按写的顺序取回，请对照原稿。",
    "changed_cell": "修订里增删或合并过单元格，请对照原稿。",
    "chunk": "插入的另一个文件没有取回，请在 Word 里打开它，把内容粘贴过来。",
    "ink": "手写的墨迹没有取回，请截成图片后插入。",
    "ink_pictured": "手写的墨迹按图片取回。",
    "chart_pictured": "图表按图片取回，请对照原稿。",
    "model_pictured": "三维模型按图片取回，请对照原稿。",
    "drawing_pictured": "图形按图片取回，请对照原稿。",
    "control": "控件或媒体没有取回。",
    "date": "自动的日期或页码没有取回，请写成文字。",
    "emphasis": "{words}的着重号没有取回。",
    "two_lines": "双行合一的{words}按一行取回。",
    "unknown": "不认识的内容{words}没能取回，请对照原稿。",
}


_OBJECTS = {  # by the beginning of a ProgID
    "equation": "公式",
    "mathtype": "公式",
    "excel": "Excel 表格",
    "powerpoint": "幻灯片",
    "visio": "Visio 图",
    "word": "Word 文档",
    "package": "文件",
}


def object_name(program: str) -> str:
    """How a clerk calls the object of a program, by its ProgID."""
    return _OBJECTS.get(program.partition(".")[0].casefold(), program)


def lost_element(kind: str, words: str = "") -> Element:
    """The mark that is put where something is lost."""
    made = element(MARK, {KIND: kind})
    made.text = allowed(words)
    return made


def lost_sentence(kind: str, words: str) -> str:
    """What is said of it, the words quoted and cut."""
    said = " ".join(words.split())
    said = said if len(said) <= _QUOTED else f"{said[: _QUOTED - 1]}…"
    quoted = said if kind == "field" else f"“{said}”" if said else ""
    return _SENTENCES[kind].format(words=quoted)
