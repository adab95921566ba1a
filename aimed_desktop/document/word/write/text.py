"""Paragraphs and runs of the plan as Word's, answers and boxes in content controls."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import groupby, pairwise

from aimed_desktop.document.plan.plan import TICKED, Paragraph, Run
from aimed_desktop.document.plan.styles import STYLES, StyleName
from aimed_desktop.document.plan.text import item_gap_chars
from aimed_desktop.document.word.styles import (
    FONT_NAMES,
    JUSTIFICATION,
    TICK_FONT,
    fonts,
    keeps_next,
    style_id,
)
from aimed_desktop.document.word.write.controls import Controls, WordOptions
from aimed_desktop.document.word.write.estimate import centred_room_pt, option_line_starts, paragraph_size_pt
from aimed_desktop.document.word.xml import Element, text_element, twips, twips_of_points, w

HAIRLINE_TWIPS = 20
_RISES = {"sup": "superscript", "sub": "subscript"}


@dataclass(slots=True)
class Drawing:
    """One document being drawn: its controls, pictures counted from 1, and where the pen stands."""

    options: WordOptions = field(default_factory=WordOptions)
    controls: Controls = field(default_factory=Controls)
    picture: int = 0
    inside_control: bool = False  # an answer of several paragraphs is wrapped as a whole
    room_mm: float = 0  # of the column that is being filled
    inside_cell: bool = False  # where keeping with the next would tie whole rows together

    def next_picture(self) -> int:
        self.picture += 1
        return self.picture


@dataclass(frozen=True, slots=True)
class ParagraphSetting:
    """What the place of a paragraph adds to its style."""

    page_break: bool = False
    keep_next: bool = False
    keep_lines: bool = False
    left_mm: float | None = None
    before_mm: float | None = None
    size_pt: float | None = None
    line_pt: float | None = None  # with `before_mm` alone
    sides_mm: float | None = None  # of a centred text, how much narrower it is broken at each side
    frame: Element | None = field(default=None, compare=False)


_PLAIN = ParagraphSetting()


def paragraph_element(paragraph: Paragraph, drawing: Drawing, setting: ParagraphSetting = _PLAIN) -> Element:
    """`w:p` in the paragraph's style, with what differs from it."""
    room_mm = drawing.room_mm - (setting.left_mm or 0)
    size = setting.size_pt or paragraph_size_pt(paragraph, room_mm)
    made = w("p", None, _properties(paragraph, setting, drawing, room_mm, one_line=size is not None))
    if paragraph.item is not None:
        made.append(w("r", None, text_element(paragraph.item), w("tab")))
    for runs in _lines_of_options(paragraph, room_mm):
        if runs is not paragraph.runs and len(made) > 1:
            made.append(w("r", None, w("br")))
        made.extend(run_elements(runs, drawing, size))
    return made


def _lines_of_options(paragraph: Paragraph, room_mm: float) -> list[tuple[Run, ...]]:
    """The runs, parted where an option must begin a line."""
    if sum(run.kind == "tick" for run in paragraph.runs) < 2 or room_mm <= 0:
        return [paragraph.runs]
    edges = [0, *sorted(option_line_starts(paragraph, room_mm)), len(paragraph.runs)]
    return [paragraph.runs[start:stop] for start, stop in pairwise(edges)]


def hairline(
    *, page_break: bool = False, keep_next: bool = False, height_twips: int = HAIRLINE_TWIPS
) -> Element:
    """An empty paragraph that takes next to no room: Word demands one after a table."""
    properties = w("pPr", None, w("pStyle", style_id("cell_label")))
    if keep_next:
        properties.append(w("keepNext"))
    if page_break:
        properties.append(w("pageBreakBefore"))
    properties.append(w("spacing", before=0, after=0, line=height_twips, lineRule="exact"))
    properties.append(w("rPr", None, w("sz", 2), w("szCs", 2)))
    return w("p", None, properties)


def run_elements(runs: tuple[Run, ...], drawing: Drawing, size_pt: float | None) -> Iterator[Element]:
    """The runs in order; neighbours that answer one field, or stand in for its answer, share a control."""
    for key, group in groupby((run for run in runs if run.text or _is_answer(run)), _control_of):
        members = list(group)
        if key is None:
            yield from (run_element(run, size_pt) for run in members if run.text)
        elif members[0].kind == "tick":
            for run in members:
                yield from _tick(run, drawing)
        elif drawing.inside_control:
            yield from (run_element(run, size_pt) for run in members if run.text)
        else:
            yield from _answer(members, drawing, size_pt)


def run_element(run: Run, size_pt: float | None = None) -> Element:
    """`w:r`; a line feed becomes a line break. `size_pt` where it differs from the style's."""
    made, properties = w("r"), w("rPr")
    if run.look == "bold":
        properties.append(w("b"))
    if size_pt:
        properties.extend([w("sz", round(size_pt * 2)), w("szCs", round(size_pt * 2))])
    if run.underline:
        properties.append(w("u", "single"))
    if run.look in _RISES:
        properties.append(w("vertAlign", _RISES[run.look]))
    if len(properties):
        made.append(properties)
    for index, line in enumerate(run.text.split("\n")):
        if index:
            made.append(w("br"))
        if line:
            made.append(text_element(line))
    return made


def _is_answer(run: Run) -> bool:
    return run.kind == "answer" and run.field is not None


def _control_of(run: Run) -> tuple[str | None, ...] | None:
    """What neighbouring runs must share to stand in one control; None for printed words."""
    if run.kind not in ("tick", "answer", "hint", "blank") or run.field is None:
        return None
    return ("tick",) if run.kind == "tick" else (run.kind, run.field, run.option)


def _answer(runs: list[Run], drawing: Drawing, size_pt: float | None) -> list[Element]:
    """A control around an answer, or around what is printed while there is none."""
    first = runs[0]
    is_empty = first.kind != "answer" or not any(run.text for run in runs)
    content = [run_element(run, size_pt) for run in runs if run.text]
    ruled = first.kind == "blank" or any(run.underline for run in runs)
    look = w("rPr", None, w("u", "single")) if ruled else None
    assert first.field is not None
    return drawing.controls.around(content, first.field, title=first.option, is_empty=is_empty, look=look)


def _tick(run: Run, drawing: Drawing) -> list[Element]:
    shown = drawing.options.tick if run.text == TICKED else run.text
    font = TICK_FONT if drawing.options.tick == TICKED else FONT_NAMES["song"]
    box = w("r", None, w("rPr", None, fonts(font)), text_element(shown))
    if run.field is None:
        return [box]
    return drawing.controls.check_box(box, run, drawing.options.tick, font)


def _properties(
    paragraph: Paragraph, setting: ParagraphSetting, drawing: Drawing, room_mm: float, one_line: bool
) -> Element:
    style = STYLES[paragraph.style]
    properties = w("pPr", None, w("pStyle", style_id(paragraph.style)))
    keeps = (paragraph.keep_next or setting.keep_next) and not keeps_next(paragraph.style)
    if keeps and not drawing.inside_cell:
        properties.append(w("keepNext"))
    if setting.keep_lines or paragraph.style == "cell_label":
        properties.append(w("keepLines"))
    if setting.page_break:
        properties.append(w("pageBreakBefore"))
    if setting.frame is not None:
        properties.append(setting.frame)
    if setting.before_mm is not None:
        properties.append(_spacing(paragraph.style, twips(setting.before_mm), setting.line_pt))
    properties.extend(_indent(paragraph, setting, room_mm, one_line))
    if paragraph.align is not None and paragraph.align != style.align:
        properties.append(w("jc", JUSTIFICATION[paragraph.align]))
    return properties


def _spacing(name: StyleName, before: int, line_pt: float | None) -> Element:
    style = STYLES[name]
    return w(
        "spacing",
        before=before,
        after=twips_of_points(style.after_pt),
        line=twips_of_points(line_pt or style.line_pt),
        lineRule="exact",
    )


def _indent(
    paragraph: Paragraph, setting: ParagraphSetting, room_mm: float, one_line: bool
) -> Iterator[Element]:
    style = STYLES[paragraph.style]
    if (paragraph.align or style.align) == "center" and not paragraph.indent_chars:
        side = 0 if one_line else twips_of_points(centred_room_pt(paragraph, room_mm) / 2)
        if setting.sides_mm is not None:
            side = twips(setting.sides_mm)
        if side:
            yield w("ind", left=side, right=side, firstLine=0)
            return
    centred = paragraph.align == "center"
    usual = 0 if centred else style.indent_chars
    chars = usual if paragraph.indent_chars is None else paragraph.indent_chars
    first = twips_of_points(chars * style.size_pt)
    left = twips(setting.left_mm or 0)
    if paragraph.item is not None:
        hanging = twips_of_points(_item_width_chars(paragraph.item) * style.size_pt)
        yield w("ind", left=left + first + hanging, hanging=hanging)
    elif left or chars != style.indent_chars:
        yield w("ind", left=left, firstLine=first)


def _item_width_chars(item: str) -> float:
    wide = sum(1 if ord(character) > 0x2E7F else 0.5 for character in item)
    return max(1.5, wide + item_gap_chars(item))
