"""Which markup of a Word file is read, which can be passed over, and which must be told: nothing is silent.

The names are those of WordprocessingML (ECMA-376 Part 1, 17) that may stand in the body. Whatever is on no
list, as markup of later versions, is told by its name.
"""

from __future__ import annotations

from collections.abc import Iterator

from aimed_desktop.document.word.read.text import words
from aimed_desktop.document.word.read.word_styles import is_on
from aimed_desktop.document.word.xml import NAMESPACES, Element, W, qualified

_READ = (
    # what holds words
    "p r t tbl tr tc sdt sdtContent ins moveTo del moveFrom hyperlink smartTag customXml fldSimple"
    " txbxContent ruby rt rubyBase delText"
    # signs
    " tab ptab br cr noBreakHyphen softHyphen sym"
    # fields and their forms
    " fldChar instrText delInstrText ffData checkBox checked default ddList listEntry result textInput"
    # notes and drawings
    " footnoteReference endnoteReference commentReference drawing pict object"
    # labels, headings, drop caps, tables
    " numPr numId ilvl pStyle outlineLvl framePr ind tblHeader hidden gridBefore gridSpan vMerge hMerge"
    " tblGrid gridCol tblLayout tcW bookmarkStart bookmarkEnd"
    # looks that carry meaning
    " rFonts rStyle b vertAlign position sz strike dstrike vanish caps smallCaps"
    # boxes with the properties of what they belong to
    " pPr rPr tblPr trPr tcPr sdtPr"
)
READ = frozenset(_READ.split())
_REASONS = {
    "decoration: words look otherwise and stay the same": (
        "i u color highlight shd bdr effect outline shadow emboss imprint textDirection"
        " pBdr tblBorders tcBorders pgBorders insideH insideV tl2br tr2bl top bottom left right start end bar"
        " between tblStyle tblStyleRowBandSize tblStyleColBandSize tblLook cnfStyle vAlign"
    ),
    "room between and around words": (
        "spacing kern w fitText snapToGrid jc tabs contextualSpacing mirrorIndents adjustRightInd"
        " textAlignment textboxTightWrap tblCellMar tblCellSpacing tblInd tblW tblpPr tblOverlap tcMar"
        " tcFitText trHeight wBefore wAfter gridAfter hideMark noWrap tblPrEx"
    ),
    "where lines and pages break": (
        "keepNext keepLines pageBreakBefore widowControl suppressLineNumbers suppressAutoHyphens kinsoku"
        " wordWrap overflowPunct topLinePunct autoSpaceDE autoSpaceDN suppressOverlap cantSplit"
        " lastRenderedPageBreak"
    ),
    "pages, their headers and footers are none of the chapter": (
        "sectPr headerReference footerReference pgSz pgMar paperSrc lnNumType pgNumType cols col docGrid"
        " titlePg type formProt noEndnote printerSettings rtlGutter bidi"
    ),
    "how notes are numbered: they stand in brackets": (
        "footnotePr endnotePr numFmt numStart numRestart pos footnoteRef endnoteRef annotationRef separator"
        " continuationSeparator"
    ),
    "languages and scripts that our text does not mix, and what a web page would hide": (
        "lang noProof cs rtl bCs iCs szCs specVanish webHidden"
    ),
    "marks without words": (
        "proofErr permStart permEnd commentRangeStart commentRangeEnd moveFromRangeStart moveFromRangeEnd"
        " moveToRangeStart moveToRangeEnd customXmlInsRangeStart customXmlInsRangeEnd customXmlDelRangeStart"
        " customXmlDelRangeEnd customXmlMoveFromRangeStart customXmlMoveFromRangeEnd"
        " customXmlMoveToRangeStart customXmlMoveToRangeEnd divId"
    ),
    "how something looked before a change": (
        "rPrChange pPrChange tblPrChange tblPrExChange trPrChange tcPrChange tblGridChange sectPrChange"
        " numberingChange"
    ),
    "how a control behaves: its words are read": (
        "sdtEndPr alias tag id lock placeholder docPart showingPlcHdr dataBinding temporary label tabIndex"
        " equation comboBox dropDownList listItem date dateFormat lid storeMappedDataAs calendar docPartObj"
        " docPartList docPartGallery docPartCategory docPartUnique picture richText text citation group"
        " bibliography"
    ),
    "how a form field behaves, and what a status bar says of it": (
        "name enabled calcOnExit entryMacro exitMacro helpText statusText size sizeAuto maxLength format"
        " fldData dirty"
    ),
    "how a reading is set above its words": "rubyPr rubyAlign hps hpsRaise hpsBaseText",
    "read aloud, never shown": "tblCaption tblDescription headers header",
    "data behind the words": "customXmlPr smartTagPr attr altChunkPr matchSrc oMath",
}
HARMLESS = {name: reason for reason, names in _REASONS.items() for name in names.split()}
TOLD = {  # by name: the kind of its loss
    "em": "emphasis",
    "eastAsianLayout": "two_lines",
    "bdo": "reading_order",
    "dir": "reading_order",
    "bidiVisual": "columns_turned",
    "cellDel": "changed_cell",
    "cellIns": "changed_cell",
    "cellMerge": "changed_cell",
    "altChunk": "chunk",
    "subDoc": "chunk",
    "contentPart": "ink",
    "control": "control",
    "movie": "control",
    "objectEmbed": "control",
    "objectLink": "control",
    **dict.fromkeys(
        ("pgNum", "dayShort", "dayLong", "monthShort", "monthLong", "yearShort", "yearLong"), "date"
    ),
}
_OF_RUNS = ("em", "eastAsianLayout")
_PASSED_SPACES = (  # formulas, drawings and looks of later versions are read, or told, elsewhere
    "http://schemas.openxmlformats.org/",
    "http://schemas.microsoft.com/office/",
    "urn:schemas-microsoft-com:",
)
_PASSED = frozenset(f"{{{W}}}{name}" for name in READ | HARMLESS.keys())


def lost_markup(node: Element) -> Iterator[tuple[str, str]]:
    """The kinds and words of what is told below `node` by its markup alone."""
    for inner in node.iter():
        if inner.tag in _PASSED or not isinstance(inner.tag, str) or not inner.tag.startswith("{"):
            continue
        space, _, name = inner.tag[1:].partition("}")
        if space == W:
            if name in TOLD:
                yield from _told(inner, name)
            else:
                yield "unknown", name
        elif not space.startswith(_PASSED_SPACES):
            yield "unknown", name


def _told(node: Element, name: str) -> Iterator[tuple[str, str]]:
    if name == "eastAsianLayout" and node.get(qualified("w:combine"), "0") in ("0", "false", "off"):
        return
    if name == "em" and node.get(qualified("w:val")) == "none":
        return
    if name == "bidiVisual" and is_on(node.getparent(), "w:bidiVisual") is False:
        return
    holder = node
    if name in _OF_RUNS:
        run = next(node.iterancestors(qualified("w:r")), None)
        if run is None or run.find("w:t", NAMESPACES) is None:
            return
        holder = run
    yield TOLD[name], words(holder)
