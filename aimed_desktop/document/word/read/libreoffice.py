"""Mends what LibreOffice 7.4 does to content controls, so that its copies read as they were meant.

WORKAROUND(LibreOffice 7.4.7): the first paragraph of a control of several paragraphs is kept as an input
field, and saved once for each stretch of Chinese, digits or Western words in it, the stretch beside it;
a bookmark around it collapses.
"""

from __future__ import annotations

from aimed_desktop.document.word.marks import key_of
from aimed_desktop.document.word.read.text import PARAGRAPH, words
from aimed_desktop.document.word.xml import NAMESPACES, Element, qualified

_WRITER = "LibreOffice/7.4"
_START, _END = qualified("w:bookmarkStart"), qualified("w:bookmarkEnd")
_TEXT, _TAB = qualified("w:t"), qualified("w:tab")
_MOST_STRETCHES = 2000  # of one paragraph: each is looked for in the whole
_INSTRUCTION, _CHARACTER = qualified("w:instrText"), qualified("w:fldChar")
_REPEATED = qualified("w:delText")


def loses_looks(application: str) -> bool:
    """Whether the program levels what is raised, lowered or bold in the first paragraph of a control."""
    return application.startswith(_WRITER)


def mend(body: Element, application: str) -> None:
    """Take out what was written several times, where `application` is the one that does so."""
    if not application.startswith(_WRITER):
        return
    for paragraph in body.iter(PARAGRAPH):
        _mend_controls(paragraph)
        _mend_fields(paragraph)
        _widen_bookmark(paragraph)


def _mend_controls(paragraph: Element) -> None:
    controls = [node for node in paragraph.findall("w:sdt", NAMESPACES) if _is_nameless(node)]
    whole = words(controls[0]) if len(controls) > 1 else ""
    repeated = [node for node in controls[1:] if whole and words(node).replace(whole, "") in whole]
    for control in repeated:
        paragraph.remove(control)


def _mend_fields(paragraph: Element) -> None:
    """The words of the first input field stay, with what stands behind all of them."""
    asked = [node for node in paragraph.iter(_INSTRUCTION) if "FILLIN" in (node.text or "")]
    if not 2 <= len(asked) <= _MOST_STRETCHES:
        return
    whole, is_first, is_last = "", False, False
    for node in list(paragraph.iter(_INSTRUCTION, _CHARACTER, _TEXT, _TAB)):
        if node.tag == _INSTRUCTION:
            is_first, is_last = node is asked[0], node is asked[-1]
        elif node.tag == _CHARACTER:
            is_first = is_first and node.get(qualified("w:fldCharType")) != "end"
        elif is_first:
            whole += node.text or ""
        elif whole and (node.text or "") in whole and not (is_last and node.tag == _TAB):
            node.tag = _REPEATED


def _widen_bookmark(paragraph: Element) -> None:
    """A bookmark of ours that has collapsed holds its paragraph again."""
    for start in paragraph.iter(_START):
        end = start.getnext()
        if end is not None and end.tag == _END and key_of(start.get(qualified("w:name"), "")):
            paragraph.append(end)


def _is_nameless(control: Element) -> bool:
    found = control.find("w:sdtPr", NAMESPACES)
    return found is not None and found.find("w14:checkbox", NAMESPACES) is None
