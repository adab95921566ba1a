"""Content controls of a Word file: each answer and box tagged with its field, so that it can be read back."""

from __future__ import annotations

from dataclasses import dataclass

from aimed_desktop.document.plan.plan import TICKED, UNTICKED, Run
from aimed_desktop.document.word.marks import mark_name
from aimed_desktop.document.word.styles import TICK_SQUARE
from aimed_desktop.document.word.xml import Element, element, text_element, w

_TAG_LENGTH = 64  # Word refuses a longer tag or title
_PARAGRAPH = w("p").tag
_PARAGRAPH_PROPERTIES = w("pPr").tag
_BLOCKS = (_PARAGRAPH, w("tbl").tag)
EMPTY_PLACEHOLDER = "AimedEmpty"  # in the glossary of our base: what Word shows in an emptied control


@dataclass(frozen=True, slots=True)
class WordOptions:
    """How plain the Word file is, for machines whose fonts or WPS version need it."""

    controls: bool = True  # answers and boxes are content controls
    tick_as_square: bool = False  # a tick is ■, which every Chinese font has
    print_fingerprint: bool = False  # small, at the foot of each numbered page

    @property
    def tick(self) -> str:
        return TICK_SQUARE if self.tick_as_square else TICKED


@dataclass(slots=True)
class Controls:
    """The controls of one document, numbered from 1; none where they are not wanted."""

    wanted: bool = True
    count: int = 0

    def around(
        self,
        content: list[Element],
        tag: str,
        *,
        title: str | None = None,
        is_empty: bool = False,
        look: Element | None = None,
    ) -> list[Element]:
        """`content` in a control tagged `tag`; `title` tells the option of a choice.

        `is_empty`: the content only stands in for an answer and goes when one is typed, in the `look` given.
        """
        if not self.wanted:
            return content
        properties = w("sdtPr")
        if look is not None:
            properties.append(look)
        properties.extend(self._names(tag, title))
        properties.append(w("placeholder", None, w("docPart", EMPTY_PLACEHOLDER)))
        if is_empty:
            properties.append(w("showingPlcHdr"))
        properties.append(w("richText"))  # LibreOffice 7.4 writes what stands in a plain one several times
        inner = content or [blank()]
        if inner[0].tag not in _BLOCKS:
            return self._marked([w("sdt", None, properties, w("sdtContent", None, *inner))], tag, title)
        self._mark_blocks(inner, tag, title)
        return [w("sdt", None, properties, w("sdtContent", None, *inner))]

    def check_box(self, box: Element, run: Run, ticked: str, font: str) -> list[Element]:
        """The box of one option, to be ticked by a click."""
        if not self.wanted or run.field is None:
            return [box]
        states = [("checkedState", ticked), ("uncheckedState", UNTICKED)]
        checkbox = element(
            "w14:checkbox",
            None,
            element("w14:checked", {"w14:val": int(run.text == TICKED)}),
            *(
                element(f"w14:{name}", {"w14:val": f"{ord(shown):04X}", "w14:font": font})
                for name, shown in states
            ),
        )
        properties = w("sdtPr", None, *self._names(run.field, run.option), checkbox)
        control = w("sdt", None, properties, w("sdtContent", None, box))
        return self._marked([control], run.field, run.option)

    def _marked(self, runs: list[Element], tag: str, title: str | None) -> list[Element]:
        """`runs` between the ends of a hidden bookmark, which outlives a control that is taken away."""
        start, end = self._bookmark(tag, title)
        return [start, *runs, end]

    def _mark_blocks(self, blocks: list[Element], tag: str, title: str | None) -> None:
        """The same from the first paragraph to the last."""
        start, end = self._bookmark(tag, title)
        first = next(blocks[0].iter(_PARAGRAPH))
        first.insert(1 if len(first) and first[0].tag == _PARAGRAPH_PROPERTIES else 0, start)
        if blocks[-1].tag == _PARAGRAPH:
            blocks[-1].append(end)
        else:
            blocks.append(end)

    def _bookmark(self, tag: str, title: str | None) -> tuple[Element, Element]:
        name = mark_name(tag, title, self.count)
        return w("bookmarkStart", id=self.count, name=name), w("bookmarkEnd", id=self.count)

    def _names(self, tag: str, title: str | None) -> list[Element]:
        self.count += 1
        named = [w("alias", title[:_TAG_LENGTH])] if title else []
        return [*named, w("tag", tag[:_TAG_LENGTH]), w("id", self.count)]


def blank() -> Element:
    """What stands in a control without words."""
    return w("r", None, text_element(" "))
