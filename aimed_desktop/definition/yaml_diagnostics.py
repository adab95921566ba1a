"""Why YAML could not be read, said by what people who type Chinese get wrong: the line and how to mend it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from yaml import MarkedYAMLError

Clue = tuple[int, str]
_LONGEST = 2000  # characters of a line that are looked at: nobody types longer ones

_KEY_FULL_WIDTH = re.compile(r"^\s*(?:- )?([A-Za-z_][\w.-]*)\s*：")
_KEY_NO_SPACE = re.compile(r"(?:^\s*(?:- )?|[{,]\s*)([a-z_][a-z0-9_]*):(?=[^\s/:}])")
_STRAY = re.compile(r"(?:: |,)\s*([,\]}])")
_MARK_AT_START = re.compile(r"^\s*([@`%*&!|>])")
_WIDE_BRACKET = re.compile(r"(?:^\s*|- |: )([［【｛〔「])")
_WIDE_COMMA = re.compile(r"[\w\]}'\"]\s*([，、；])\s*(?:\{|[a-z_]+:\s)|[}\]]\s*([，、；])")
_MARK_FIRST = re.compile(r"(?:: |- |[\[{,]\s*)([@`%*&!|>?])(?![-+]?\d?\s*$)")
_AFTER_BRACKET = re.compile(r"(?::|-) (\[[^\]]*\]|\{[^}]*\})\s*([^\s#,\]}].*)$")
_CALL_IN_BRACES = re.compile(r"\{.*when: [^\"'{}]*\w+\([^()\"]*, ")
_QUOTED = re.compile(r"'[^']*'|\"[^\"]*\"")
_TWO_COLONS = re.compile(r"[a-z_]+: [^,\[\]{}]*?: ")


def explain(text: str, error: MarkedYAMLError) -> Clue:
    """The line to look at, from 1, and what is wrong there."""
    lines = [line[:_LONGEST] for line in text.splitlines()]
    problem = error.problem or ""
    if "quoted scalar" in (error.context or "") and error.context_mark and "escape" not in problem:
        return int(error.context_mark.line) + 1, "这一行的引号没有写完：成对的引号少了后一个，请补上。"
    at, begun = _line(error.problem_mark), _line(error.context_mark)
    for number in _suspects(lines, at, begun):
        for look in _LOOKS:
            if (message := look(lines[number])) is not None:
                return number + 1, message
    if "did not find expected ',' or" in problem:
        return _bracket(lines, at, begun)
    if any(words in problem for words in ("expected key", "mapping values", "expected '-'", "block end")):
        return min(at, len(lines) - 1) + 1, _indentation(lines, min(at, len(lines) - 1), problem)
    return min(at, len(lines) - 1) + 1, _general(problem)


def _line(mark: object) -> int:
    return int(getattr(mark, "line", 0))


def _suspects(lines: list[str], at: int, begun: int) -> Iterator[int]:
    """The line that could not be read, the one before it, and where the bracket was opened."""
    before = at - 1
    while before > 0 and not lines[min(before, len(lines) - 1)].strip():
        before -= 1
    for number in dict.fromkeys((at, before, begun)):
        if 0 <= number < len(lines) and not lines[number].lstrip().startswith("#"):
            yield number


def _tab(line: str) -> str | None:
    indent = line[: len(line) - len(line.lstrip())]
    if "\t" in indent:
        return "行首的缩进用了 Tab 键，请删去，改用空格（每一级两个）。"
    if "\u3000" in indent or "\u00a0" in indent:
        return "行首有全角空格（看着像空格，其实不是），请删去，改用英文空格。"
    return None


def _colon(line: str) -> str | None:
    if match := _KEY_FULL_WIDTH.search(line):
        return f"“{match[1]}”后面的冒号是中文冒号，请改成英文冒号加一个空格，写成“{match[1]}: ”。"
    if match := _KEY_NO_SPACE.search(line):
        return f"“{match[1]}:”的冒号后面少了一个空格，请写成“{match[1]}: ”。"
    return None


def _dash(line: str) -> str | None:
    start = line.lstrip()
    if start[:1] in "－—–−·•" and start:
        return f"列表的每一项应以英文短横线加空格“- ”开头，这里写的是“{start[0]}”。"
    if re.match(r"-[^\s\-\d]", start):
        return "短横线后面少了一个空格，请写成“- ”。"
    if start.startswith("//"):
        return "给自己看的说明请以 # 开头，不能用 //。"
    return None


def _wide(line: str) -> str | None:
    bare = _QUOTED.sub("''", line)
    if match := _WIDE_BRACKET.search(bare):
        return (
            f"这里的“{match[1]}”是中文括号，请改成英文的 [ ] 或 {{ }}；本来就是文字的，请给整段文字加引号。"
        )
    if ("{" in bare or "[" in bare) and (match := _WIDE_COMMA.search(bare)):
        return f"括号里各项之间的“{match[1] or match[2]}”是中文标点，请改成英文逗号加一个空格。"
    return None


def _first_mark(line: str) -> str | None:
    bare = _QUOTED.sub("''", line)
    if match := _MARK_AT_START.search(bare):
        return f"这一行以“{match[1]}”开头：多打的请删去；本来就是文字的，请给整段文字加引号。"
    if match := _STRAY.search(bare):
        return f"这里多了一个“{match[1]}”，或它前面少了内容。"
    if match := _MARK_FIRST.search(bare):
        return f"文字以“{match[1]}”开头时，整段文字要加引号，如 '{match[1]}……'。"
    if match := _AFTER_BRACKET.search(bare):
        return f"“{match[2][:8]}”前面的括号被当成了列表；文字以 {match[1][0]} 开头时，整段文字要加引号。"
    return None


_LOOKS: tuple[Callable[[str], str | None], ...] = (_tab, _colon, _dash, _wide, _first_mark)


def _bracket(lines: list[str], at: int, begun: int) -> Clue:
    """A list in [ ] or a group in { } that does not end where it should."""
    line = lines[begun] if begun < len(lines) else ""
    bare = _QUOTED.sub("''", line).partition(" #")[0]
    for opening, closing in ("{}", "[]"):
        if bare.count(opening) > bare.count(closing) and at != begun:
            return begun + 1, f"这一行的括号 {opening} 没有写完，请补上 {closing}。"
    if _CALL_IN_BRACES.search(line):
        return begun + 1, "写在 { } 里的条件含有逗号，请给整个条件加双引号，如 when: \"chosen(kind, '甲')\"。"
    if _TWO_COLONS.search(bare):
        return begun + 1, "这一行里两项之间少了英文逗号；如果文字里本来就有“: ”，请给整段文字加引号。"
    return begun + 1, "这一行的括号 [ ] 或 { } 里，两项之间少了英文逗号，或少了后一半括号。"


def _indentation(lines: list[str], at: int, problem: str) -> str:
    """A line that stands in no column of the lines above it."""
    line = lines[at]
    bare = _QUOTED.sub("''", line)
    for opening, closing in ("{}", "[]"):
        if bare.count(closing) > bare.count(opening):
            return f"这一行多了一个 {closing}，请删去。"
    if "mapping values" in problem and bare.count(": ") > 1 and "{" not in bare:
        return "这一行有两个“: ”；文字里本来就有“: ”的，请给整段文字加引号。"
    own = len(line) - len(line.lstrip())
    columns = _columns(lines[:at])
    if own not in columns and columns:
        wanted = "、".join(str(column) for column in sorted(columns))
        closer = _closer(lines[:at], own)
        return (
            f"这一行的缩进没有对齐：行首有 {own} 个空格，上面各级的行是 {wanted} 个。"
            f"请与同级的行左对齐{closer}。"
        )
    if "expected '-'" in problem:
        return "同一列表的每一项都应以“- ”开头并左对齐；这一行少了“- ”，或缩进不对。"
    return "缩进不对，或上一行少了冒号：这一行应与同级的行左对齐，列表的每一项以“- ”开头。"


def _closer(above: list[str], own: int) -> str:
    """The last line that stood further left: perhaps that one is wrong."""
    for number in range(len(above), 0, -1):
        line = above[number - 1]
        indent = len(line) - len(line.lstrip())
        if line.strip() and not line.lstrip().startswith("#") and indent < own:
            return f"；也可能是第 {number} 行的缩进错了（行首有 {indent} 个空格）"
    return ""


def _columns(above: list[str]) -> set[int]:
    """The indentations that are still open at the end of `above`."""
    found: list[int] = []
    for line in above:
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        indent = len(line) - len(line.lstrip())
        found = [column for column in found if column < indent] + [indent]
    return set(found)


_PROBLEMS = {
    "could not find expected ':'": "这一行或上一行少了英文冒号加空格（名称: 内容），或少了列表的“- ”。",
    "found unexpected end of stream": "引号没有写完。",
    "unknown escape": "双引号里不能有反斜杠 \\，请改用单引号。",
    "found undefined tag": "不能使用标签（!），文字以 ! 开头时请加引号。",
    "control characters": "文件里有不可见的控制字符，请用记事本另存为 UTF-8 文本后再试。",
}


def _general(problem: str) -> str:
    for words, message in _PROBLEMS.items():
        if words in problem:
            return message
    return "看不懂这一行的写法：请检查缩进、冒号、引号和括号是不是英文的、是不是成对。"
