"""Random Word paragraphs with everything that Word can say, and what Word shows of them.

The labels are counted here by another way than in the program: by looking back over what was written before.
Nothing of the program is imported.
"""

from __future__ import annotations

import io
import random
import zipfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple
from xml.sax.saxutils import escape

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_M = "http://schemas.openxmlformats.org/officeDocument/2006/math"
_SPACES = f'xmlns:w="{_W}" xmlns:r="{_R}" xmlns:m="{_M}"'
_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_DEFAULTS = (
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/>'
)
_TABLE_EVERY = 10  # paragraphs
_MC = "http://schemas.openxmlformats.org/markup-compatibility/2006"
_WPS = "http://schemas.microsoft.com/office/word/2010/wordprocessingShape"
_PARTS = ("numbering", "styles", "footnotes", "endnotes", "comments")
_WORDS = (
    *(
        "敏感度",
        "特异度",
        "误报率",
        "样本量",
        "病灶",
        "血小板计数",
        "前瞻性对照",
        "临床验证",
        "影像归档",
        "低剂量",
    ),
    *(
        "CT",
        "ROI",
        "95%",
        "0.05",
        "n=120",
        "（P<0.001）",
        "见第5条",
        "3.0T",
        "术后",
        "随访",
        "、",
        "，",
        "。",
    ),
)


class Shown(NamedTuple):
    """A part of what a reader sees. `kind`: text sup sub bold struck ruby footnote endnote equation.

    `beside` is the reading of a ruby.
    """

    kind: str
    text: str
    beside: str = ""


@dataclass(frozen=True)
class ProseParagraph:
    """One paragraph: its XML, and what Word prints before it (None: no list) and in it."""

    xml: str
    label: str | None
    level: int
    parts: tuple[Shown, ...]
    is_like_libreoffice: bool  # whether LibreOffice knows all that the label needs

    @property
    def words(self) -> str:
        """The words that stand in the line, without notes and readings."""
        return "".join(part.text for part in self.parts if not part.kind.endswith("note"))


class ProseCell(NamedTuple):
    """A cell that begins in a row: how many columns and rows it covers, and what it says."""

    span: int
    down: int
    parts: tuple[Shown, ...]


@dataclass(frozen=True)
class ProseTable:
    """A table of two rows: its XML and its cells in reading order."""

    xml: str
    cells: tuple[ProseCell, ...]


@dataclass(frozen=True)
class Prose:
    """A Word file and its paragraphs and tables in order."""

    docx: bytes
    numbering: str
    styles: str
    blocks: tuple[ProseParagraph | ProseTable, ...]

    @property
    def paragraphs(self) -> tuple[ProseParagraph, ...]:
        return tuple(block for block in self.blocks if isinstance(block, ProseParagraph))


def make_prose(seed: int, count: int, *, for_libreoffice: bool = False) -> Prose:
    """`count` paragraphs of all kinds, and tables among them, always the same for a seed.

    `for_libreoffice`: only what LibreOffice writes out as a reader of Word sees it.
    """
    writer = _Writer(random.Random(seed), for_libreoffice)
    blocks: list[ProseParagraph | ProseTable] = []
    for number in range(1, count + 1):
        blocks.append(writer.paragraph())
        if number % _TABLE_EVERY == 0:
            blocks.append(writer.table())
    body = "".join(block.xml for block in blocks)
    numbering = _part("numbering", writer.lists.numbering())
    styles = _part("styles", _STYLES)
    parts = {"document": _part("document", f"<w:body>{body}<w:sectPr/></w:body>")} | {
        "numbering": numbering,
        "styles": styles,
        "footnotes": _part("footnotes", "".join(writer.notes["footnote"])),
        "endnotes": _part("endnotes", "".join(writer.notes["endnote"])),
        "comments": _part("comments", "".join(writer.notes["comment"])),
    }
    return Prose(_package(parts), numbering, styles, tuple(blocks))


# Numbers as their formats write them, to nine hundred and ninety-nine.

_HAN = "〇一二三四五六七八九"


def _tens(number: int) -> str:
    tens, ones = divmod(number, 10)
    return ("" if tens == 0 else "十" if tens == 1 else f"{_HAN[tens]}十") + (_HAN[ones] if ones else "")


def _digits(number: int, zero: str) -> str:
    return "".join(_HAN[int(digit)] for digit in str(number)).replace("〇", zero)


def _counted(number: int) -> str:
    return _tens(number) if number < 100 else _digits(number, "○")


def _thousand(number: int) -> str:
    hundreds, rest = divmod(number, 100)
    if not hundreds:
        return _tens(number)
    below = f"零{_HAN[rest]}" if 0 < rest < 10 else f"一{_tens(rest)}" if 10 <= rest < 20 else _tens(rest)
    return f"{_HAN[hundreds]}百{below}"


def _japanese(number: int) -> str:
    hundreds, rest = divmod(number, 100)
    return (f"{'' if hundreds == 1 else _HAN[hundreds]}百" if hundreds else "") + _tens(rest)


def _letters(number: int) -> str:
    return chr(ord("a") + (number - 1) % 26) * (1 + (number - 1) // 26)


def _roman(number: int) -> str:
    hundreds = ["", "c", "cc", "ccc", "cd", "d", "dc", "dcc", "dccc", "cm"][number // 100]
    tens = ["", "x", "xx", "xxx", "xl", "l", "lx", "lxx", "lxxx", "xc"][number // 10 % 10]
    return hundreds + tens + ["", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix"][number % 10]


def _from(characters: str, otherwise: Callable[[int], str] = str) -> Callable[[int], str]:
    return lambda number: characters[number - 1] if 1 <= number <= len(characters) else otherwise(number)


def _legal(number: int) -> str:
    plain = f"一{_tens(number)}" if 10 <= number < 20 else _thousand(number)
    return plain.translate(str.maketrans("一二三四五六七八九十百", "壹贰叁肆伍陆柒捌玖拾佰"))


_CIRCLES = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳㉑㉒㉓㉔㉕㉖㉗㉘㉙㉚㉛㉜㉝㉞㉟㊱㊲㊳㊴㊵㊶㊷㊸㊹㊺㊻㊼㊽㊾㊿"
_WRITE: dict[str, Callable[[int], str]] = {
    "decimal": str,
    "chineseCounting": _counted,
    "chineseCountingThousand": _thousand,
    "japaneseCounting": _japanese,
    "taiwaneseCounting": _counted,
    "lowerLetter": _letters,
    "upperLetter": lambda number: _letters(number).upper(),
    "lowerRoman": _roman,
    "upperRoman": lambda number: _roman(number).upper(),
    "decimalEnclosedCircle": _from(_CIRCLES),
    "decimalEnclosedCircleChinese": _from(_CIRCLES),
    "decimalZero": lambda number: str(number).zfill(2),
    "decimalFullWidth": lambda number: str(number).translate({48 + n: 0xFF10 + n for n in range(10)}),
    "chineseLegalSimplified": _legal,
    "ideographTraditional": _from("甲乙丙丁戊己庚辛壬癸"),
    "ideographZodiac": _from("子丑寅卯辰巳午未申酉戌亥"),
    "decimalEnclosedParen": _from("⑴⑵⑶⑷⑸⑹⑺⑻⑼⑽⑾⑿⒀⒁⒂⒃⒄⒅⒆⒇"),
    "decimalEnclosedFullstop": _from("⒈⒉⒊⒋⒌⒍⒎⒏⒐⒑⒒⒓⒔⒕⒖⒗⒘⒙⒚⒛"),
    "ideographDigital": lambda number: _digits(number, "〇"),
    "numberInDash": lambda number: f"- {number} -",
    "hex": lambda number: format(number, "X"),
    "none": lambda number: "",
}


class _Level(NamedTuple):
    number_format: str
    text: str
    start: int = 1
    restart: int | None = None
    is_legal: bool = False
    style: str = ""
    font: str = ""
    shown: str = ""  # of a bullet


def _bullet(text: str, font: str, shown: str) -> _Level:
    return _Level("bullet", text, font=font, shown=shown)


_LISTS: dict[str, tuple[list[_Level], bool]] = {  # levels, whether LibreOffice knows all of it
    "outline": ([_Level("decimal", "%1."), _Level("decimal", "%1.%2"), _Level("decimal", "%1.%2.%3")], True),
    "official": (
        [
            _Level("chineseCounting", "%1、", style="Heading1"),
            _Level("chineseCountingThousand", "（%2）", style="Heading2"),
            _Level("decimal", "%3.", style="Heading3"),
            _Level("decimal", "（%4）"),
            _Level("decimalEnclosedCircleChinese", "%5"),
        ],
        True,
    ),
    "bullets": (
        [
            _bullet("\uf0b7", "Symbol", "•"),
            _bullet("\uf0d8", "Wingdings", "➢"),
            _bullet("n", "Wingdings", "■"),
        ],
        False,
    ),
    "letters": (
        [_Level("lowerLetter", "%1)"), _Level("lowerRoman", "%2."), _Level("upperLetter", "%3、")],
        True,
    ),
    "circles": ([_Level("decimalEnclosedCircle", "%1"), _Level("decimal", "%2．")], True),
    "fifth": ([_Level("upperRoman", "%1.", start=5), _Level("decimalZero", "%1-%2", start=3)], True),
    "old": (
        [
            _Level("ideographTraditional", "%1、"),
            _Level("ideographZodiac", "%2、"),
            _Level("chineseLegalSimplified", "%3"),
        ],
        True,
    ),
    "legal": (
        [_Level("japaneseCounting", "第%1章"), _Level("taiwaneseCounting", "%1.%2", is_legal=True)],
        False,
    ),
    "stubborn": (
        [
            _Level("decimal", "%1"),
            _Level("decimal", "%1.%2", restart=0),
            _Level("lowerLetter", "%3)", restart=1),
            _Level("decimalEnclosedParen", "%4"),
        ],
        False,
    ),
    "rare": (
        [
            _Level("ideographDigital", "%1、"),
            _Level("decimalEnclosedFullstop", "%2"),
            _Level("numberInDash", "%3"),
            _Level("hex", "%4"),
            _Level("decimalFullWidth", "%5．"),
            _Level("none", "附："),
            _Level("decimal", "%6%7"),
        ],
        False,
    ),
}


def _style(identity: str, based_on: str, properties: str, name: str = "") -> str:
    rests = f'<w:basedOn w:val="{based_on}"/>' if based_on else ""
    is_default = "" if based_on else ' w:default="1"'
    return (
        f'<w:style w:type="paragraph"{is_default} w:styleId="{identity}"><w:name w:val="{name or identity}"/>'
        f"{rests}<w:pPr>{properties}</w:pPr></w:style>"
    )


def _num_pr(num_id: int, level: int | None = None) -> str:
    at = "" if level is None else f'<w:ilvl w:val="{level}"/>'
    return f'<w:numPr>{at}<w:numId w:val="{num_id}"/></w:numPr>'


_OFFICIAL, _CIRCLED = (list(_LISTS).index(kind) + 1 for kind in ("official", "circles"))  # their w:numId
_STYLES = "".join(
    (
        _style("Normal", "", ""),
        *(_style(f"Heading{n}", "Normal", _num_pr(_OFFICIAL, n - 1), f"heading {n}") for n in (1, 2, 3)),
        _style("Point", "Normal", _num_pr(_CIRCLED)),
        _style("SubPoint", "Point", ""),
        _style("NoPoint", "Point", _num_pr(0)),
        *(
            f'<w:style w:type="character" w:styleId="{name}"><w:name w:val="{name}"/>'
            f"<w:rPr>{look}</w:rPr></w:style>"
            for name, look in (("Up", '<w:vertAlign w:val="superscript"/>'), ("Gone", "<w:vanish/>"))
        ),
    )
)


class _Past(NamedTuple):
    level: int
    value: int


@dataclass
class _Lists:
    """The lists of a file and what was written in each, oldest first."""

    random: random.Random
    for_libreoffice: bool
    nums: list[tuple[str, dict[int, int]]] = field(
        default_factory=list
    )  # kind, starts of levels; numId from 1
    past: dict[str, list[_Past]] = field(default_factory=dict)
    used: set[tuple[int, int]] = field(default_factory=set)

    def __post_init__(self) -> None:
        self.nums = [(kind, {}) for kind in _LISTS]
        for kind in self.random.choices(list(_LISTS), k=6):
            if kind != "bullets" and not (
                kind == "circles" and self.for_libreoffice
            ):  # LibreOffice counts it apart
                level = self.random.choice((0, 0, 0 if self.for_libreoffice else 1))
                self.nums.append((kind, {level: self.random.randint(2, 30)}))

    def numbering(self) -> str:
        kinds = list(_LISTS)
        abstracts = "".join(
            f'<w:abstractNum w:abstractNumId="{place}"><w:multiLevelType w:val="multilevel"/>'
            + "".join(_level_xml(number, level) for number, level in enumerate(_LISTS[kind][0]))
            + "</w:abstractNum>"
            for place, kind in enumerate(kinds)
        )
        nums = "".join(
            f'<w:num w:numId="{place}"><w:abstractNumId w:val="{kinds.index(kind)}"/>'
            + "".join(
                f'<w:lvlOverride w:ilvl="{level}"><w:startOverride w:val="{start}"/></w:lvlOverride>'
                for level, start in starts.items()
            )
            + "</w:num>"
            for place, (kind, starts) in enumerate(self.nums, 1)
        )
        return abstracts + nums

    def next_label(self, num_id: int, level: int) -> str:
        """The label of one more paragraph in that list, which is written down."""
        kind, starts = self.nums[num_id - 1]
        levels, past = _LISTS[kind][0], self.past.setdefault(kind, [])
        before = self._current(past, levels, level)
        first_use = level in starts and (num_id, level) not in self.used
        start = starts.get(level, levels[level].start)
        self.used.add((num_id, level))
        past.append(_Past(level, start if first_use or before is None else before + 1))
        own = levels[level]
        if own.number_format == "bullet":
            return own.shown
        label = own.text
        for place in range(level + 1):
            written = "decimal" if own.is_legal else levels[place].number_format
            value = self._current(past, levels, place)
            shown = starts.get(place, levels[place].start) if value is None else value
            label = label.replace(f"%{place + 1}", _WRITE[written](shown))
        return label

    def is_next(self, kind: str, level: int) -> bool:
        """Whether no higher level is left out."""
        levels, past = _LISTS[kind][0], self.past.get(kind, [])
        return all(self._current(past, levels, above) is not None for above in range(level))

    @staticmethod
    def _current(past: Sequence[_Past], levels: Sequence[_Level], level: int) -> int | None:
        """The number that stands at a level; None where a higher level was written since."""
        restart = levels[level].restart
        for one in reversed(past):
            if one.level == level:
                return one.value
            if one.level < level and (restart is None or one.level < restart):
                return None
        return None


def _level_xml(number: int, level: _Level) -> str:
    fonts = f'<w:rPr><w:rFonts w:ascii="{level.font}" w:hAnsi="{level.font}"/></w:rPr>' if level.font else ""
    return (
        f'<w:lvl w:ilvl="{number}"><w:start w:val="{level.start}"/><w:numFmt w:val="{level.number_format}"/>'
        + ("" if level.restart is None else f'<w:lvlRestart w:val="{level.restart}"/>')
        + (f'<w:pStyle w:val="{level.style}"/>' if level.style else "")
        + ("<w:isLgl/>" if level.is_legal else "")
        + f'<w:lvlText w:val="{level.text}"/>{fonts}</w:lvl>'
    )


@dataclass
class _Writer:
    random: random.Random
    for_libreoffice: bool
    notes: dict[str, list[str]] = field(
        default_factory=lambda: {"footnote": [], "endnote": [], "comment": []}
    )

    def __post_init__(self) -> None:
        self.lists = _Lists(self.random, self.for_libreoffice)
        self._inline: list[Callable[[], tuple[str, tuple[Shown, ...]]]] = [
            *(self.raised, self.bold, self.symbol, self.typed_symbol, self.comment, self.ruby, self.struck),
            *(self.link, self.signs, self.mark, self.simple_field, self.line_break, self.held),
            *(self.text_field, self.two_ways, self.styled),
        ]
        if not self.for_libreoffice:
            self._inline += [self.note, self.reference, self.drawn_field, self.box, self.equation]
            self._inline += [self.changed, self.hidden, self.capitals, self.drop_down]

    def paragraph(self) -> ProseParagraph:
        before, properties, label, level, is_alike = self._place()
        inside, parts = self._inside(6)
        return ProseParagraph(f"{before}<w:p>{properties}{inside}</w:p>", label, level, parts, is_alike)

    def table(self) -> ProseTable:
        """A table of two rows; its first cell is wide, its last goes down, or both are plain."""
        wide, down = self.random.randint(1, 3), self.random.randint(1, 2)
        shapes = [(wide, 1), (1, down), *((1, 1) for _ in range(wide)), *([(1, 1)] if down == 1 else [])]
        rows, cells = ["", ""], []
        for place, (span, depth) in enumerate(shapes):
            inside, parts = self._inside(2)
            row = int(place > 1)
            begins = '<w:vMerge w:val="restart"/>' if depth > 1 else ""
            rows[row] += _cell(f'<w:gridSpan w:val="{span}"/>{begins}', inside)
            cells.append(ProseCell(span, depth, parts))
        if down > 1:
            rows[1] += _cell("<w:vMerge/>", "")
        return ProseTable(f"<w:tbl>{''.join(f'<w:tr>{row}</w:tr>' for row in rows)}</w:tbl>", tuple(cells))

    def _inside(self, most: int) -> tuple[str, tuple[Shown, ...]]:
        """Words, with up to so many other things among them."""
        inside, parts = _run(words := self._words(4)), (Shown("text", words),)
        for _ in range(self.random.randint(0, most)):
            xml, shown = self.random.choice(self._inline)()
            text = self._words(2)
            inside += xml + _run(text)
            parts += (*shown, Shown("text", text))
        return inside, parts

    def _place(self) -> tuple[str, str, str | None, int, bool]:
        """What stands before a paragraph and is not seen, its properties, its label and level."""
        choice = self.random.random()
        if choice < 0.25:
            return "", "", None, 0, True
        if choice < 0.4:
            level = self._possible("official", self.random.randrange(3))
            label = self.lists.next_label(_OFFICIAL, level)
            return "", _properties(style=f"Heading{level + 1}"), label, level, True
        if choice < 0.47:
            style = self.random.choice(("Point", "SubPoint"))
            return "", _properties(style=style), self.lists.next_label(_CIRCLED, 0), 0, True
        if choice < 0.5:
            return "", _properties(style="NoPoint"), None, 0, True
        num_id = self.random.randint(1, len(self.lists.nums))
        kind, starts = self.lists.nums[num_id - 1]
        levels, is_alike = _LISTS[kind]
        level = self._possible(kind, self.random.randrange(len(levels)))
        if self.for_libreoffice and starts and (num_id, 0) not in self.lists.used:
            level = 0  # first below a level that begins anew, LibreOffice has another start
        skipped = "" if self.for_libreoffice or self.random.random() < 0.9 else self._skipped(num_id, level)
        label = self.lists.next_label(num_id, level)
        return skipped, _properties(num_id, level), label, level, is_alike

    def _skipped(self, num_id: int, level: int) -> str:
        """The hidden paragraph by which Word lets a list go on with a higher number."""
        self.lists.next_label(num_id, level)
        properties = _properties(num_id, level).replace("</w:pPr>", "<w:rPr><w:vanish/></w:rPr></w:pPr>")
        return f"<w:p>{properties}</w:p>"

    def _possible(self, kind: str, level: int) -> int:
        """LibreOffice counts a level that was left out, Word does not: for it none is left out."""
        while self.for_libreoffice and level and not self.lists.is_next(kind, level):
            level -= 1
        return level

    def _words(self, most: int) -> str:
        return "".join(self.random.choices(_WORDS, k=self.random.randint(1, most)))

    def raised(self) -> tuple[str, tuple[Shown, ...]]:
        kind, text = self.random.choice((("sup", "9"), ("sup", "-3"), ("sub", "2"), ("sub", "max")))
        align = {"sup": "superscript", "sub": "subscript"}[kind]
        return _run(text, f'<w:vertAlign w:val="{align}"/>'), (Shown(kind, text),)

    def bold(self) -> tuple[str, tuple[Shown, ...]]:
        return _run("重点", "<w:b/>"), (Shown("bold", "重点"),)

    def symbol(self) -> tuple[str, tuple[Shown, ...]]:
        font, code, shown = self.random.choice(
            (
                ("Symbol", "F0B3", "≥"),
                ("Symbol", "F0A3", "≤"),
                ("Wingdings", "F0E0", "→"),
                ("Wingdings 2", "F052", "☑"),
            )
        )
        return f'<w:r><w:sym w:font="{font}" w:char="{code}"/></w:r>', (Shown("text", shown),)

    def typed_symbol(self) -> tuple[str, tuple[Shown, ...]]:
        known = (("\uf0b1", "±"), ("\uf0b4", "×"), ("m", "μ"), ("\xb3", "≥"))
        text, shown = self.random.choice(known[:2] if self.for_libreoffice else known)
        return _run(text, '<w:rFonts w:ascii="Symbol" w:hAnsi="Symbol"/>'), (Shown("text", shown),)

    def note(self) -> tuple[str, tuple[Shown, ...]]:
        kind = self.random.choice(("footnote", "endnote"))
        number, text = len(self.notes[kind]) + 2, f"注{len(self.notes[kind])}"
        self.notes[kind].append(f'<w:{kind} w:id="{number}"><w:p>{_run(text)}</w:p></w:{kind}>')
        reference = f'<w:{kind}Reference w:id="{number}"/>'
        xml = f'<w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr>{reference}</w:r>'
        return xml, (Shown(kind, text),)

    def comment(self) -> tuple[str, tuple[Shown, ...]]:
        number = len(self.notes["comment"])
        self.notes["comment"].append(
            f'<w:comment w:id="{number}" w:author="甲"><w:p>{_run("批注")}</w:p></w:comment>'
        )
        return f'<w:r><w:commentReference w:id="{number}"/></w:r>', ()

    def reference(self) -> tuple[str, tuple[Shown, ...]]:
        text = self.random.choice(("图3", "2", "（三）"))
        return _field(" REF _Ref1 \\h ", _run(text)), (Shown("text", text),)

    def drawn_field(self) -> tuple[str, tuple[Shown, ...]]:
        number = self.random.randint(1, 50)
        instruction, shown = self.random.choice(
            ((f" eq \\o\\ac(○,{number})", _CIRCLES[number - 1]), (' SYMBOL 179 \\f "Symbol" ', "≥"))
        )
        return _field(instruction, self.random.choice(("", _run("?")))), (Shown("text", shown),)

    def box(self) -> tuple[str, tuple[Shown, ...]]:
        is_ticked = self.random.random() < 0.5
        data = f'<w:ffData><w:checkBox><w:checked w:val="{int(is_ticked)}"/></w:checkBox></w:ffData>'
        return _field(" FORMCHECKBOX ", "", data), (Shown("text", "☑" if is_ticked else "☐"),)

    def simple_field(self) -> tuple[str, tuple[Shown, ...]]:
        return f'<w:fldSimple w:instr=" SEQ 图 ">{_run("4")}</w:fldSimple>', (Shown("text", "4"),)

    def equation(self) -> tuple[str, tuple[Shown, ...]]:
        inside, shown = self.random.choice(_EQUATIONS)
        return f"<m:oMath>{inside}</m:oMath>", (Shown("equation", shown),)

    def changed(self) -> tuple[str, tuple[Shown, ...]]:
        gone = '<w:del w:id="1" w:author="甲"><w:r><w:delText>删去</w:delText></w:r></w:del>'
        moved = f'<w:moveFrom w:id="2" w:author="甲">{_run("移走")}</w:moveFrom>'
        return gone + moved + f'<w:ins w:id="3" w:author="甲">{_run("新增")}</w:ins>', (
            Shown("text", "新增"),
        )

    def ruby(self) -> tuple[str, tuple[Shown, ...]]:
        xml = f"<w:r><w:ruby><w:rt>{_run('xuè')}</w:rt><w:rubyBase>{_run('血')}</w:rubyBase></w:ruby></w:r>"
        return xml, (Shown("ruby", "血", "xuè"),)

    def hidden(self) -> tuple[str, tuple[Shown, ...]]:
        return _run("隐藏", "<w:vanish/>"), ()

    def struck(self) -> tuple[str, tuple[Shown, ...]]:
        return _run("划去", "<w:strike/>"), (Shown("struck", "划去"),)

    def link(self) -> tuple[str, tuple[Shown, ...]]:
        return f'<w:hyperlink w:anchor="a">{_run("附件")}</w:hyperlink>', (Shown("text", "附件"),)

    def signs(self) -> tuple[str, tuple[Shown, ...]]:
        name, shown = self.random.choice((("tab", "\t"), ("noBreakHyphen", "-"), ("softHyphen", "")))
        return f"<w:r><w:{name}/></w:r>", ((Shown("text", shown),) if shown else ())

    def line_break(self) -> tuple[str, tuple[Shown, ...]]:
        return self.random.choice(("<w:r><w:br/></w:r>", "<w:r><w:cr/></w:r>")), (Shown("text", "\n"),)

    def held(self) -> tuple[str, tuple[Shown, ...]]:
        """Words in a content control or a smart tag."""
        words = _run("协和")
        control = f'<w:sdt><w:sdtPr><w:tag w:val="t"/></w:sdtPr><w:sdtContent>{words}</w:sdtContent></w:sdt>'
        tag = f'<w:smartTag w:uri="urn:u" w:element="place">{words}</w:smartTag>'
        return self.random.choice((control, tag)), (Shown("text", "协和"),)

    def two_ways(self) -> tuple[str, tuple[Shown, ...]]:
        """The same for newer and older programs."""
        new = f'<mc:Choice xmlns:wps="{_WPS}" Requires="wps"><w:t>新</w:t></mc:Choice>'
        both = f"{new}<mc:Fallback><w:t>旧</w:t></mc:Fallback>"
        xml = f'<w:r><mc:AlternateContent xmlns:mc="{_MC}">{both}</mc:AlternateContent></w:r>'
        return xml, (Shown("text", "新"),)

    def styled(self) -> tuple[str, tuple[Shown, ...]]:
        return _run("th", '<w:rStyle w:val="Up"/>'), (Shown("sup", "th"),)

    def capitals(self) -> tuple[str, tuple[Shown, ...]]:
        kind = self.random.choice(("caps", "smallCaps"))
        return _run("auc", f"<w:{kind}/>") + _run("密", '<w:rStyle w:val="Gone"/>'), (Shown("text", "AUC"),)

    def text_field(self) -> tuple[str, tuple[Shown, ...]]:
        instruction = self.random.choice((" FORMTEXT ", ' HYPERLINK "http://a" '))
        data = "<w:ffData><w:textInput/></w:ffData>" if "FORM" in instruction else ""
        return _field(instruction, _run("填写"), data), (Shown("text", "填写"),)

    def drop_down(self) -> tuple[str, tuple[Shown, ...]]:
        chosen = self.random.choice((0, 1))
        entries = '<w:listEntry w:val="甲组"/><w:listEntry w:val="乙组"/>'
        data = f'<w:ffData><w:ddList><w:result w:val="{chosen}"/>{entries}</w:ddList></w:ffData>'
        return _field(" FORMDROPDOWN ", "", data), (Shown("text", ("甲组", "乙组")[chosen]),)

    def mark(self) -> tuple[str, tuple[Shown, ...]]:
        return self.random.choice(
            ("<w:proofErr w:type='spellStart'/>", "<w:bookmarkStart w:id='9' w:name='b'/>")
        ), ()


def _math(text: str) -> str:
    return f"<m:r><m:t>{escape(text)}</m:t></m:r>"


_EQUATIONS = (  # and their lines, with ^{…} and _{…}
    (
        f"<m:f><m:num>{_math('TP+TN')}</m:num><m:den>{_math('TP+TN+FP+FN')}</m:den></m:f>",
        "(TP+TN)/(TP+TN+FP+FN)",
    ),
    (f"<m:sSup><m:e>{_math('10')}</m:e><m:sup>{_math('9')}</m:sup></m:sSup>", "10^{9}"),
    (
        f'<m:nary><m:naryPr><m:chr m:val="∑"/></m:naryPr>'
        f"<m:sub>{_math('i=1')}</m:sub><m:sup>{_math('n')}</m:sup>"
        f"<m:e><m:sSub><m:e>{_math('x')}</m:e><m:sub>{_math('i')}</m:sub></m:sSub></m:e></m:nary>",
        "∑_{i=1}^{n}x_{i}",
    ),
    (f'<m:rad><m:radPr><m:degHide m:val="1"/></m:radPr><m:deg/><m:e>{_math("a+b")}</m:e></m:rad>', "√(a+b)"),
)


def _run(text: str, properties: str = "") -> str:
    kept = f"<w:rPr>{properties}</w:rPr>" if properties else ""
    return f'<w:r>{kept}<w:t xml:space="preserve">{escape(text)}</w:t></w:r>'


def _cell(properties: str, inside: str) -> str:
    return f"<w:tc><w:tcPr>{properties}</w:tcPr><w:p>{inside}</w:p></w:tc>"


def _field(instruction: str, result: str, data: str = "") -> str:
    def mark(kind: str, inside: str = "") -> str:
        return f'<w:r><w:fldChar w:fldCharType="{kind}">{inside}</w:fldChar></w:r>'

    half = len(instruction) // 2
    halves = "".join(
        f'<w:r><w:instrText xml:space="preserve">{escape(part)}</w:instrText></w:r>'
        for part in (instruction[:half], instruction[half:])
    )
    shown = mark("separate") + result if result else ""
    return mark("begin", data) + halves + shown + mark("end")


def _properties(num_id: int | None = None, level: int = 0, style: str = "") -> str:
    named = f'<w:pStyle w:val="{style}"/>' if style else ""
    listed = _num_pr(num_id, level) if num_id else ""
    return f"<w:pPr>{named}{listed}</w:pPr>"


def _part(name: str, inside: str) -> str:
    return f"<w:{name} {_SPACES}>{inside}</w:{name}>"


def _package(parts: dict[str, str]) -> bytes:
    types = "".join(
        f'<Override PartName="/word/{name}.xml" ContentType="{_TYPE}.{kind}+xml"/>'
        for name, kind in ((name, "document.main" if name == "document" else name) for name in parts)
    )
    spaces = "http://schemas.openxmlformats.org/package/2006"
    opening = f'<Relationships xmlns="{spaces}/relationships">'
    links = "".join(
        f'<Relationship Id="r{number}" Type="{_R}/{name}" Target="{name}.xml"/>'
        for number, name in enumerate(_PARTS)
    )
    main = f'<Relationship Id="r" Type="{_R}/officeDocument" Target="word/document.xml"/>'
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as package:
        package.writestr(
            "[Content_Types].xml", f'<Types xmlns="{spaces}/content-types">{_DEFAULTS}{types}</Types>'
        )
        package.writestr("_rels/.rels", f"{opening}{main}</Relationships>")
        package.writestr("word/_rels/document.xml.rels", f"{opening}{links}</Relationships>")
        for name, xml in parts.items():
            package.writestr(f"word/{name}.xml", xml)
    return made.getvalue()
