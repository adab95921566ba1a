"""The names of WordprocessingML that may stand in the body (ECMA-376 Part 1, wml.xsd, from CT_Body down)."""

from __future__ import annotations

_HOLDING_WORDS = (  # elements that may hold runs
    "bdo customXml del dir fldSimple hyperlink ins moveFrom moveTo p r rt ruby rubyBase sdt sdtContent "
    "smartTag tbl tc tr txbxContent"
)
_RUN_PROPERTIES = (  # of CT_RPr
    "b bCs bdr caps color cs dstrike eastAsianLayout effect em emboss fitText highlight i iCs imprint "
    "kern lang noProof oMath outline position rFonts rPrChange rStyle rtl shadow shd smallCaps snapToGrid "
    "spacing specVanish strike sz szCs u vanish vertAlign w webHidden"
)
_OTHERS = (  # signs, marks and properties
    "adjustRightInd alias altChunk altChunkPr annotationRef attr autoSpaceDE autoSpaceDN bar between "
    "bibliography bidi bidiVisual bookmarkEnd bookmarkStart bottom br calcOnExit calendar cantSplit "
    "cellDel cellIns cellMerge checkBox checked citation cnfStyle col cols comboBox commentRangeEnd "
    "commentRangeStart commentReference contentPart contextualSpacing continuationSeparator control cr "
    "customXmlDelRangeEnd customXmlDelRangeStart customXmlInsRangeEnd customXmlInsRangeStart "
    "customXmlMoveFromRangeEnd customXmlMoveFromRangeStart customXmlMoveToRangeEnd "
    "customXmlMoveToRangeStart customXmlPr dataBinding date dateFormat dayLong dayShort ddList default "
    "delInstrText delText dirty divId docGrid docPart docPartCategory docPartGallery docPartList "
    "docPartObj docPartUnique drawing dropDownList enabled end endnotePr endnoteRef endnoteReference "
    "entryMacro equation exitMacro ffData fldChar fldData footerReference footnotePr footnoteRef "
    "footnoteReference formProt format framePr gridAfter gridBefore gridCol gridSpan group hMerge header "
    "headerReference headers helpText hidden hideMark hps hpsBaseText hpsRaise id ilvl ind insideH "
    "insideV instrText jc keepLines keepNext kinsoku label lastRenderedPageBreak left lid listEntry "
    "listItem lnNumType lock matchSrc maxLength mirrorIndents monthLong monthShort moveFromRangeEnd "
    "moveFromRangeStart moveToRangeEnd moveToRangeStart movie name noBreakHyphen noEndnote noWrap numFmt "
    "numId numPr numRestart numStart numberingChange object objectEmbed objectLink outlineLvl "
    "overflowPunct pBdr pPr pPrChange pStyle pageBreakBefore paperSrc permEnd permStart pgBorders pgMar "
    "pgNum pgNumType pgSz pict picture placeholder pos printerSettings proofErr ptab rPr result richText "
    "right rtlGutter rubyAlign rubyPr sdtEndPr sdtPr sectPr sectPrChange separator showingPlcHdr size "
    "sizeAuto smartTagPr softHyphen start statusText storeMappedDataAs subDoc suppressAutoHyphens "
    "suppressLineNumbers suppressOverlap sym t tab tabIndex tabs tag tblBorders tblCaption tblCellMar "
    "tblCellSpacing tblDescription tblGrid tblGridChange tblHeader tblInd tblLayout tblLook tblOverlap "
    "tblPr tblPrChange tblPrEx tblPrExChange tblStyle tblStyleColBandSize tblStyleRowBandSize tblW tblpPr "
    "tcBorders tcFitText tcMar tcPr tcPrChange tcW temporary text textAlignment textDirection textInput "
    "textboxTightWrap titlePg tl2br top topLinePunct tr2bl trHeight trPr trPrChange type vAlign vMerge "
    "wAfter wBefore widowControl wordWrap yearLong yearShort"
)
HOLDING_WORDS, RUN_PROPERTIES, OTHERS = (
    names.split() for names in (_HOLDING_WORDS, _RUN_PROPERTIES, _OTHERS)
)
