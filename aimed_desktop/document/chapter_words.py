"""Where the author's words stand in the Word file of a chapter: below the line that says so."""

from __future__ import annotations

from collections.abc import Sequence

from aimed_desktop.application.paper import Paper
from aimed_desktop.document.chapter_mark import BEGIN_LINE, chapter_title
from aimed_desktop.document.docx_xml import Element
from aimed_desktop.document.word_places import Shown
from aimed_desktop.document.word_text import PARAGRAPH, blocks_in, is_placeholder, words


def chapters_told(body: Element, paths: Sequence[str], paper: Paper) -> list[str]:
    """Which of the chapters at `paths` the file holds, by their titles: a program may drop keywords."""
    titles = {_fold(chapter_title(paper.label(path))): path for path in paths}
    lines = [_folded(block) for block in blocks_in(body)]
    return [titles[line] for line in lines if line in titles] if _fold(BEGIN_LINE) in lines else []


def chapter_shown(body: Element, path: str, paths: Sequence[str], paper: Paper) -> tuple[Shown, ...] | None:
    """What stands between the chapter's line and the next chapter; None where the lines are gone."""
    blocks = list(blocks_in(body))
    lines = [_folded(block) for block in blocks]
    begins = [index for index, line in enumerate(lines) if line == _fold(BEGIN_LINE)]
    if len(begins) != len(paths):
        return None
    number = paths.index(path)
    end = len(blocks)
    if number + 1 < len(paths):
        title = _fold(chapter_title(paper.label(paths[number + 1])))
        if title not in lines[begins[number] :]:
            return None
        end = lines.index(title, begins[number])
    return tuple(Shown(block) for block in blocks[begins[number] + 1 : end] if not is_placeholder(block))


def _folded(block: Element) -> str:
    return _fold(words(block)) if block.tag == PARAGRAPH else ""


def _fold(text: str) -> str:
    return "".join(text.split())
