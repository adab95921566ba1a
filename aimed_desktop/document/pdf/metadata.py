"""What a PDF says about itself: title, author, language, fingerprint, and how its colours are meant."""

from __future__ import annotations

from html import escape
from typing import Any

from aimed_desktop.document.plan.plan import Properties
from aimed_desktop.paths import RESOURCES

_PROGRAM = "申报助手"
_ICC_PROFILE = RESOURCES / "icc" / "sRGB.icc"
_PACKET = """<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:pdf="http://ns.adobe.com/pdf/1.3/" xmlns:xmp="http://ns.adobe.com/xap/1.0/"
 xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/">
{mark}<dc:format>application/pdf</dc:format>
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:title>
{author}<dc:language><rdf:Bag><rdf:li>{language}</rdf:li></rdf:Bag></dc:language>
<pdf:Keywords>{fingerprint}</pdf:Keywords>
<pdf:Producer>申报助手</pdf:Producer>
<xmp:CreatorTool>申报助手</xmp:CreatorTool>
</rdf:Description></rdf:RDF></x:xmpmeta>
<?xpacket end="r"?>"""

_MARK = "<pdfaid:part>2</pdfaid:part>\n<pdfaid:conformance>U</pdfaid:conformance>\n"
_AUTHOR = "<dc:creator><rdf:Seq><rdf:li>{}</rdf:li></rdf:Seq></dc:creator>\n"


def add_metadata(document: Any, properties: Properties, *, is_ours: bool = True) -> None:
    """Write the properties into a reportlab `PDFDocument`, with mark and colours of PDF/A-2u (ISO 19005-2).

    No dates: the same plan gives the same bytes. The mark is left out unless everything in it `is_ours`.
    """
    from reportlab.pdfbase import pdfdoc

    document.info = _information(properties)
    packet = pdfdoc.PDFStream(
        pdfdoc.PDFDictionary({"Type": "/Metadata", "Subtype": "/XML"}),
        xmp_packet(properties, is_ours=is_ours),
    )
    document.Catalog.Metadata = document.Reference(packet)
    profile = pdfdoc.PDFStream(
        pdfdoc.PDFDictionary({"N": 3}), _ICC_PROFILE.read_bytes(), [pdfdoc.PDFZCompress]
    )
    intent = {
        "Type": "/OutputIntent",
        "S": "/GTS_PDFA1",
        "OutputConditionIdentifier": pdfdoc.PDFString("sRGB IEC61966-2.1"),
        "Info": pdfdoc.PDFString("sRGB IEC61966-2.1"),
        "DestOutputProfile": document.Reference(profile),
    }
    document.Catalog.OutputIntents = pdfdoc.PDFArray([pdfdoc.PDFDictionary(intent)])
    # WORKAROUND(reportlab 4): the catalogue leaves out keys that it does not know.
    document.Catalog.__NoDefault__ = [*document.Catalog.__NoDefault__, "OutputIntents"]


def _information(properties: Properties) -> Any:
    """The information dictionary, saying the same as the XMP."""
    from reportlab.pdfbase import pdfdoc

    class Information(pdfdoc.PDFInfo):  # type: ignore[misc]  # reportlab has no types
        """Without dates and a subject, which reportlab would make up."""

        def format(self, document: Any) -> Any:
            entries = {
                "Title": self.title,
                "Author": self.author,
                "Keywords": self.keywords,
                "Creator": _PROGRAM,
                "Producer": _PROGRAM,
            }
            strings = {key: pdfdoc.PDFString(text) for key, text in entries.items() if text}
            return pdfdoc.PDFDictionary(strings).format(document)

    made = Information()
    made.title, made.author, made.keywords = properties.title, properties.author, properties.fingerprint
    return made


def xmp_packet(properties: Properties, *, is_ours: bool = True) -> bytes:
    """The properties as XMP (ISO 16684-1), without dates."""
    values = {
        name: escape("".join(c for c in getattr(properties, name) if c >= " "), quote=False)
        for name in ("title", "author", "language", "fingerprint")
    }
    if values["author"]:
        values["author"] = _AUTHOR.format(values["author"])
    return _PACKET.format(**values, mark=_MARK if is_ours else "").encode("utf-8")
