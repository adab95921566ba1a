"""Chooses what Word wrote twice, for itself and for older programs: the first writing that we can read."""

from __future__ import annotations

from aimed_desktop.document.word.read.losses import lost_element
from aimed_desktop.document.word.xml import NAMESPACES, Element, qualified

_ALTERNATES = qualified("mc:AlternateContent")
_WORDS = (qualified("w:t"), "{http://schemas.openxmlformats.org/officeDocument/2006/math}t")
_PICTURES = {
    qualified("a:blip"): qualified("r:embed"),
    "{urn:schemas-microsoft-com:vml}imagedata": qualified("r:id"),
}
_PARTS = (  # told, or read, by their own parts
    "{http://schemas.openxmlformats.org/drawingml/2006/chart}chart",
    "{http://schemas.openxmlformats.org/drawingml/2006/diagram}relIds",
)
_KINDS = {  # by the name of what the picture shows
    "contentPart": "ink_pictured",
    "chart": "chart_pictured",
    "model3d": "model_pictured",
}


def settle_alternates(story: Element) -> None:
    """Where the writing of a newer Word says nothing to us, as ink, a new kind of chart or an emoji, put what
    older programs are given in its place, and tell where that is only a picture.
    """
    for alternates in list(story.iter(_ALTERNATES)):
        choice = _chosen(alternates)
        fallback = alternates.find("mc:Fallback", NAMESPACES)
        if choice is None or fallback is None or _is_readable(choice) or not _is_readable(fallback):
            continue
        told = [lost_element(_kind_of(choice))] if _has_picture(fallback) else []
        choice[:] = [*fallback, *told]
        alternates.remove(fallback)


def _chosen(alternates: Element) -> Element | None:
    """The first writing for newer programs that we can read, else the first; the others are taken out."""
    choices = alternates.findall("mc:Choice", NAMESPACES)
    chosen = next(filter(_is_readable, choices), choices[0] if choices else None)
    for choice in choices:
        if choice is not chosen:
            alternates.remove(choice)
    return chosen


def _is_readable(node: Element) -> bool:
    has_words = any((words.text or "").strip() for words in node.iter(*_WORDS))
    return has_words or _has_picture(node) or next(node.iter(*_PARTS), None) is not None


def _has_picture(node: Element) -> bool:
    return any(picture.get(_PICTURES[picture.tag]) for picture in node.iter(*_PICTURES))


def _kind_of(choice: Element) -> str:
    names = (inner.tag.rpartition("}")[2] for inner in choice.iter() if isinstance(inner.tag, str))
    return next((_KINDS[name] for name in names if name in _KINDS), "drawing_pictured")
