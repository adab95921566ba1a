"""Pictures of the plan inside a Word file."""

from __future__ import annotations

from dataclasses import dataclass, field
from hashlib import sha256

from docx.document import Document
from docx.oxml.shape import CT_Inline
from docx.shared import Emu

from aimed_desktop.document.plan.plan import Figure
from aimed_desktop.document.word.write.package import add_picture
from aimed_desktop.document.word.write.text import Drawing
from aimed_desktop.document.word.xml import Element, emu, w


@dataclass(slots=True)
class PictureParts:
    """The pictures used so far; the same picture is stored once."""

    document: Document
    drawing: Drawing
    relations: dict[str, str] = field(default_factory=dict)  # digest → relationship id

    def relation_of(self, data: bytes) -> str:
        """The relationship id of the stored picture."""
        digest = sha256(data).hexdigest()
        if digest not in self.relations:
            self.relations[digest] = add_picture(self.document, data, len(self.relations) + 1)
        return self.relations[digest]

    def run_with(self, figure: Figure) -> Element:
        """`w:r` with the picture standing in the line like a character."""
        number = self.drawing.next_picture()
        name, width, height = f"图片 {number}", Emu(emu(figure.width_mm)), Emu(emu(figure.height_mm))
        inline = CT_Inline.new_pic_inline(number, self.relation_of(figure.data), name, width, height)
        inline.docPr.set("name", name)
        inline.docPr.set("descr", figure.caption.text if figure.caption else "")
        return w("r", None, w("rPr", None, w("sz", 2), w("szCs", 2)), w("drawing", None, inline))
