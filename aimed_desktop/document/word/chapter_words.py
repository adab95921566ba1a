"""Where the author's words stand in the Word file of a chapter: below the line that says so."""

from __future__ import annotations

from collections.abc import Sequence

from aimed_desktop.application.values.paper_order import PaperOrder
from aimed_desktop.document.word.chapter_mark import BEGIN_LINE, chapter_title
from aimed_desktop.document.word.read.places import FieldExtent, FieldPlace
from aimed_desktop.document.word.read.text import PARAGRAPH, TABLE, blocks_in, is_placeholder, words
from aimed_desktop.document.word.xml import Element


def chapters_in(body: Element, paths: Sequence[str], paper: PaperOrder) -> list[str]:
    """Which of the chapters at `paths` the file holds, by their titles: a program may drop keywords."""
    titles = {_fold(chapter_title(paper.label(path))): path for path in paths}
    lines = [_folded(block) for block in blocks_in(body)]
    told = dict.fromkeys(titles[line] for line in lines if line in titles)
    return list(told) if _fold(BEGIN_LINE) in lines else []


def chapter_extent(
    body: Element, path: str, paths: Sequence[str], paper: PaperOrder, own: Sequence[FieldPlace]
) -> tuple[FieldExtent, ...] | None:
    """What stands between the chapter's line and the next chapter. Where lines are gone, what stands
    between the tables above the places in `own` and the next chapter; None where those are gone, too.
    """
    blocks = list(blocks_in(body))
    lines = [_folded(block) for block in blocks]
    begins = [index + 1 for index, line in enumerate(lines) if line == _fold(BEGIN_LINE)]
    number = paths.index(path)
    begin = begins[number] if len(begins) == len(paths) else _below_the_tables(blocks, own)
    if begin is None:
        return None
    end = len(blocks)
    if number + 1 < len(paths):
        title = _fold(chapter_title(paper.label(paths[number + 1])))
        if title not in lines[begin:]:
            return None
        end = lines.index(title, begin)
    shown = (block for block in blocks[begin:end] if not is_placeholder(block))
    return tuple(FieldExtent(block) for block in shown if _folded(block) != _fold(BEGIN_LINE))


def _below_the_tables(blocks: Sequence[Element], own: Sequence[FieldPlace]) -> int | None:
    """Where the text of a chapter begins whose line was deleted: below the last table before its place."""
    nodes = {node for place in own for shown in place.shown for node in _upwards(shown.node)}
    at = next((index for index, block in enumerate(blocks) if block in nodes), None)
    if at is None:
        return None
    tables = [index for index in range(at) if blocks[index].tag == TABLE]
    return tables[-1] + 1 if tables else at


def _upwards(node: Element) -> list[Element]:
    return [node, *node.iterancestors()]


def _folded(block: Element) -> str:
    return _fold(words(block)) if block.tag == PARAGRAPH else ""


def _fold(text: str) -> str:
    return "".join(text.split())
