"""Python's reader of HTML, made to read what Office and browsers put on the clipboard."""

from __future__ import annotations

from html.parser import HTMLParser

_ENDS = (("<!--", "-->"), ("<", ">"))


class OfficeParser(HTMLParser):
    """Its subclasses count the same places for the same text."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)

    def updatepos(self, i: int, j: int) -> int:
        """Places are characters: to count lines and columns takes a tenth of the time."""
        if i < j:
            self.offset += j - i
        return j

    def parse_marked_section(self, i: int, report: int = 1) -> int:
        """Skip `<![if …]>` and whatever else begins so, as browsers do; Python's reader raises."""
        return self.rawdata.find(">", i) + 1 or -1


def closed_html(html: str) -> str:
    """`html` without the openings whose end never comes: Python's parser looks for it from each of them."""
    for opening, end in _ENDS:
        last = html.rfind(end)
        at = html.find(opening, last + 1)
        if at >= 0:
            html = html[:at] + html[at:].replace(opening, "&lt;" + opening[1:])
    return html


def beginning_of(html: str, most: int) -> str:
    """No more than `most` characters of `html`, and no part of an element or a comment."""
    if len(html) <= most:
        return html
    html = html[:most]
    for opening, end in _ENDS:
        at = html.find(opening, html.rfind(end) + 1)
        html = html if at < 0 else html[:at]
    return html
