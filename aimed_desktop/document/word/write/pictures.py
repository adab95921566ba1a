"""Pictures of the plan inside a Word package."""

from __future__ import annotations

from dataclasses import dataclass, field
from hashlib import sha256

from aimed_desktop.document.plan.plan import Figure
from aimed_desktop.document.word.write.text import Drawing
from aimed_desktop.document.word.xml import NAMESPACES, Element, element, emu, w

_PNG_SIGNATURE = b"\x89PNG"


@dataclass(slots=True)
class PictureParts:
    """The pictures used so far; the same picture is stored once."""

    drawing: Drawing
    relations: dict[str, str] = field(default_factory=dict)  # digest → relationship id
    files: dict[str, bytes] = field(default_factory=dict)  # name in the package → bytes

    def relation_of(self, data: bytes) -> str:
        """The relationship id of the stored picture."""
        digest = sha256(data).hexdigest()
        if digest not in self.relations:
            number = len(self.files) + 1
            ending = "png" if data.startswith(_PNG_SIGNATURE) else "jpeg"
            self.files[f"media/image{number}.{ending}"] = data
            self.relations[digest] = f"rIdImage{number}"
        return self.relations[digest]

    def run_with(self, figure: Figure) -> Element:
        """`w:r` with the picture standing in the line like a character."""
        number = self.drawing.next_picture()
        size: dict[str, str | int | float] = {"cx": emu(figure.width_mm), "cy": emu(figure.height_mm)}
        words = figure.caption.text if figure.caption else ""
        name: dict[str, str | int | float] = {"id": number, "name": f"图片 {number}", "descr": words}
        inline = element(
            "wp:inline",
            {"distT": 0, "distB": 0, "distL": 0, "distR": 0},
            element("wp:extent", size),
            element("wp:docPr", dict(name)),
            element("wp:cNvGraphicFramePr", None, element("a:graphicFrameLocks", {"noChangeAspect": 1})),
            element("a:graphic", None, self._graphic(figure, dict(name), size)),
        )
        return w("r", None, w("rPr", None, w("sz", 2), w("szCs", 2)), w("drawing", None, inline))

    def _graphic(
        self, figure: Figure, name: dict[str, str | int | float], size: dict[str, str | int | float]
    ) -> Element:
        picture = element(
            "pic:pic",
            None,
            element("pic:nvPicPr", None, element("pic:cNvPr", name), element("pic:cNvPicPr")),
            element(
                "pic:blipFill",
                None,
                element("a:blip", {"r:embed": self.relation_of(figure.data)}),
                element("a:stretch", None, element("a:fillRect")),
            ),
            element(
                "pic:spPr",
                None,
                element("a:xfrm", None, element("a:off", {"x": 0, "y": 0}), element("a:ext", size)),
                element("a:prstGeom", {"prst": "rect"}, element("a:avLst")),
            ),
        )
        return element("a:graphicData", {"uri": NAMESPACES["pic"]}, picture)
