"""Writes notes, comments, tracked changes and readings of a Word file to where a reader meets them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from aimed_desktop.application.values.words import Span
from aimed_desktop.document.word.read.losses import lost_element
from aimed_desktop.document.word.read.settled_runs import LOOK
from aimed_desktop.document.word.read.text import Lost, pieces, words
from aimed_desktop.document.word.xml import NAMESPACES, Element, qualified, text_element, w

_ID = qualified("w:id")
_REFERENCES = {
    qualified("w:footnoteReference"): "footnote",
    qualified("w:endnoteReference"): "endnote",
    qualified("w:commentReference"): "comment",
}
_CHANGES = {
    qualified("w:ins"): "inserted",
    qualified("w:moveTo"): "inserted",
    qualified("w:del"): "deleted",
    qualified("w:moveFrom"): "deleted",
}
_RUBY, _TEXT, _DELETED = map(qualified, ("w:ruby", "w:t", "w:delText"))
_PARAGRAPH, _CHUNK = qualified("w:p"), qualified("w:altChunk")
Stories = Mapping[str, Element | None]


def settle_notes(body: Element, stories: Stories) -> None:
    """Put each note in brackets behind its reference, and a mark where a comment or a change stands.

    `stories`: the parts of footnotes, endnotes and comments, their runs and fields settled.
    """
    notes = {kind: _by_id(stories.get(kind), kind) for kind in _REFERENCES.values()}
    for reference in list(body.iter(*_REFERENCES)):
        kind = _REFERENCES[reference.tag]
        _replace(reference, _note(kind, notes[kind].pop(reference.get(_ID, ""), None)))
    for chunk in list(body.iter(_CHUNK)):
        chunk.addprevious(w("p", None, lost_element("chunk")))
    for change in list(body.iter(*_CHANGES)):
        _mark_change(change)
    for ruby in list(body.iter(_RUBY)):
        _settle_ruby(ruby)


def _by_id(story: Element | None, kind: str) -> dict[str, Element]:
    found = () if story is None else story.iterfind(f"w:{kind}", NAMESPACES)
    return {note.get(_ID, ""): note for note in found}


def _note(kind: str, note: Element | None) -> Iterator[Element]:
    """What stands in the place of a reference."""
    if kind == "comment":
        yield lost_element(kind, "" if note is None else words(note))
        return
    if note is None:
        yield lost_element("note_missing")
        return
    said = [piece for piece in pieces(note) if isinstance(piece, Span)]
    lost = [piece for piece in pieces(note) if not isinstance(piece, Span)]
    yield text_element("（注：")
    for at, span in enumerate(said):
        text = span.text.replace("\n", " ")
        made = text_element(text.lstrip() if at == 0 else text.rstrip() if at == len(said) - 1 else text)
        if span.look:
            made.set(LOOK, span.look)
        yield made
    yield text_element("）")
    yield lost_element(kind, "".join(span.text for span in said))
    for piece in lost:
        if isinstance(piece, Lost):
            yield lost_element(piece.kind, piece.words)
        else:
            yield lost_element("note_picture")


def _replace(leaf: Element, made: Iterator[Element]) -> None:
    last, parent = leaf, leaf.getparent()
    for element in made:
        last.addnext(element)
        last = element
    if parent is not None:
        parent.remove(leaf)


def _mark_change(change: Element) -> None:
    """A mark before what was inserted or deleted; not where the mark of a paragraph, row or cell was."""
    kind = _CHANGES[change.tag]
    said = "".join(found.text or "" for found in change.iter(_TEXT, _DELETED))
    if not said.strip():
        return
    mark = lost_element(kind, said)
    holds_paragraphs = next(change.iter(_PARAGRAPH), None) is not None
    change.addprevious(w("p", None, mark) if holds_paragraphs else mark)


def _settle_ruby(ruby: Element) -> None:
    """The reading goes behind its words, in brackets."""
    reading, base = (ruby.find(f"w:{name}", NAMESPACES) for name in ("rt", "rubyBase"))
    if reading is None or base is None or not words(reading).strip():
        return
    base.addnext(text_element("（"))
    ruby.append(reading)
    ruby.append(text_element("）"))
    ruby.append(lost_element("ruby", f"{words(base)}（{words(reading)}）"))
