"""The keys of the window, in one table: it binds them, and the F1 page lists them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget


@dataclass(frozen=True, slots=True)
class Shortcut:
    """`keys` all do the same, unless `words` tell of several; those that Qt or a widget takes itself
    (`is_bound` false) are only listed.
    """

    keys: tuple[str, ...]
    words: str
    is_bound: bool = True


GROUPS: Final[dict[str, dict[str, Shortcut]]] = {
    "到处可用": {
        "help": Shortcut(("F1",), "这一页怎么用、有哪些快捷键"),
        "new": Shortcut(("Ctrl+N",), "新建申报件"),
        "start": Shortcut(("Alt+Home",), "回到我的申报件"),
        "search": Shortcut(("Ctrl+F",), "在我的申报件里搜索"),
        "save": Shortcut(("Ctrl+S",), "马上保存（平时自动保存，不按也不会丢）"),
        "profile": Shortcut(("Ctrl+U",), "单位档案：填一次，处处可用"),
        "print": Shortcut(("Ctrl+P",), "去打印"),
        "bar": Shortcut(
            ("F6",), "到页面下边的提示，按里面的按钮（如“撤销”“放进来”）；Esc 关闭提示，回到原处"
        ),
        "stop": Shortcut(("Shift+Esc",), "取消正在做的事（导出、打包、读扫描件……）"),
        "steps": Shortcut(("Alt+1", "Alt+2", "Alt+3", "Alt+4", "Alt+5", "Alt+6"), "到第 1 至第 6 步"),
    },
    "填写": {
        "next_field": Shortcut(("Ctrl+Return", "Ctrl+Enter"), "到下一栏"),
        "previous_field": Shortcut(("Ctrl+Shift+Return", "Ctrl+Shift+Enter"), "到上一栏"),
        "take_offer": Shortcut(("Down", "Ctrl+Space"), "在空栏里填入单位档案提供的内容", is_bound=False),
        "next_finding": Shortcut(("F8",), "到下一个问题"),
        "previous_finding": Shortcut(("Shift+F8",), "到上一个问题"),
        "numbers": Shortcut(("Ctrl+Shift+N",), "数字一览：全部数字，同名不同的在前"),
        "row_add": Shortcut(("Ctrl+Shift+A",), "表中：在下面加一行"),
        "row_copy": Shortcut(("Ctrl+Shift+D",), "表中：复制这一行"),
        "row_delete": Shortcut(("Ctrl+Shift+Delete",), "表中：删除这一行（可撤销）"),
        "row_up": Shortcut(("Alt+Up",), "表中：这一行上移"),
        "row_down": Shortcut(("Alt+Down",), "表中：这一行下移"),
        "undo": Shortcut(("Ctrl+Z",), "撤销"),
        "redo": Shortcut(("Ctrl+Y", "Ctrl+Shift+Z"), "重做"),
        "history": Shortcut(("Ctrl+Shift+H",), "历史版本：看改了什么，恢复到以前"),
        "outline": Shortcut(("Ctrl+G",), "到目录，选一节回车跳过去"),
        "side": Shortcut(("F9",), "展开或收起右栏"),
        "larger": Shortcut(
            ("Ctrl++", "Ctrl+="), "表格文字放大（在章节里打字时，主键盘的这个键是上标、下标）"
        ),
        "smaller": Shortcut(("Ctrl+-",), "表格文字缩小"),
        "usual_size": Shortcut(("Ctrl+0",), "表格文字恢复原来大小"),
    },
    "长文字": {
        "find": Shortcut(("Ctrl+F",), "查找"),
        "replace": Shortcut(("Ctrl+H",), "替换"),
        "find_next": Shortcut(("F3",), "找下一处"),
        "find_previous": Shortcut(("Shift+F3",), "找上一处"),
        "plain": Shortcut(("Ctrl+Alt+0",), "正文"),
        "heading": Shortcut(("Ctrl+Alt+1", "Ctrl+Alt+2", "Ctrl+Alt+3"), "一级、二级、三级小标题"),
        "numbered": Shortcut(("Ctrl+Shift+7",), "编号"),
        "bulleted": Shortcut(("Ctrl+Shift+8",), "项目符号"),
        "nest": Shortcut(("Tab", "Shift+Tab"), "编号、项目符号的段首：成为下一级、上一级", is_bound=False),
        "raised": Shortcut(("Ctrl+Shift+=",), "上标；打 10^9 再按空格也行", is_bound=False),
        "lowered": Shortcut(("Ctrl+=",), "下标", is_bound=False),
        "bold": Shortcut(("Ctrl+B",), "加粗", is_bound=False),
        "insert_picture": Shortcut(("Ctrl+Alt+P",), "插入图片"),
        "insert_table": Shortcut(("Ctrl+Alt+T",), "插入表格"),
        "edit_object": Shortcut(("F2",), "光标在图或表上时：写图题、写第一格；在格子里：在窗口里编辑"),
        "writing_mode": Shortcut(("F11",), "全屏写作，再按一次返回"),
    },
    "材料": {
        "file_up": Shortcut(("Alt+Up",), "光标在文件上时：上移"),
        "file_down": Shortcut(("Alt+Down",), "光标在文件上时：下移"),
        "file_out": Shortcut(("Delete",), "光标在文件上时：移出（可撤销）"),
    },
    "系统通用": {
        "tab": Shortcut(("Tab", "Shift+Tab"), "到下一格、上一格", is_bound=False),
        "space": Shortcut(("Space",), "勾选或取消方框，按下按钮", is_bound=False),
        "options": Shortcut(("Down", "Up", "1 … 9"), "在一组方框里移动；按数字直接勾选", is_bound=False),
        "calendar": Shortcut(("F4",), "日期栏：打开日历", is_bound=False),
        "escape": Shortcut(("Esc",), "关闭小窗口，不作改动", is_bound=False),
        "copy": Shortcut(("Ctrl+C", "Ctrl+X", "Ctrl+V"), "复制、剪切、粘贴", is_bound=False),
    },
}


_PRINTED: Final = {"Return": "回车", "Space": "空格", "Up": "↑", "Down": "↓"}


def shortcuts() -> Iterator[tuple[str, Shortcut]]:
    """Every shortcut with its name."""
    for group in GROUPS.values():
        yield from group.items()


def bind(name: str, owner: QWidget, *actions: Callable[[], object], only_inside: bool = False) -> None:
    """Let the keys of the shortcut `name` call the action while the window of `owner` has the focus
    and `owner` is visible (`only_inside`: while the focus is in `owner`); of several actions each key
    calls its own.
    """
    keys = dict(shortcuts())[name].keys
    reach = Qt.ShortcutContext
    context = reach.WidgetWithChildrenShortcut if only_inside else reach.WindowShortcut
    for place, key in enumerate(keys):
        shortcut = QShortcut(QKeySequence(key), owner)
        shortcut.setContext(context)
        shortcut.activated.connect(actions[place] if len(actions) > 1 else actions[0])


def is_pressed(name: str, event: QKeyEvent) -> bool:
    """Whether `event` is the shortcut `name`, for what takes it before its window does."""
    pressed = QKeySequence(event.keyCombination())
    return any(pressed == QKeySequence(key) for key in dict(shortcuts())[name].keys)


def keys_of(name: str) -> str:
    """The first keys of a shortcut, as they are printed on a keyboard."""
    return key_words(dict(shortcuts())[name].keys[:1])


def hint(name: str) -> str:
    """The first keys of a shortcut as they stand at the end of a tooltip."""
    return f"（{keys_of(name)}）"


def tell_keys(button: QWidget, words: str, keys: str) -> None:
    """The tip of a button that is called `words`; a screen reader adds only the `keys`, as of `hint`."""
    button.setToolTip(words + keys)
    button.setAccessibleDescription(keys.strip("（）"))


def key_words(keys: tuple[str, ...]) -> str:
    """Keys as they are printed on a keyboard; the second Enter key goes without saying."""
    named = [key for key in keys if "Enter" not in key]
    for key, printed in _PRINTED.items():
        named = [each.replace(key, printed) for each in named]
    return "、".join(named)
