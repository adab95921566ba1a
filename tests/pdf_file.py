"""Reads a produced PDF back with poppler and qpdf, for tests."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path


class PdfFile:
    """A PDF on disk and what other programs find in it."""

    def __init__(self, data: bytes, folder: Path) -> None:
        self.path = folder / "read-back.pdf"
        self.path.write_bytes(data)

    def text(self, page: int | None = None, mode: str = "-raw") -> str:
        """The text in drawing order (`-raw`), of one page or of all."""
        pages = ["-f", str(page), "-l", str(page)] if page else []
        return self._run("pdftotext", mode, "-enc", "UTF-8", *pages, str(self.path), "-")

    def squeezed(self, page: int | None = None) -> str:
        """The text without white space."""
        return re.sub(r"\s", "", self.text(page))

    def fonts(self) -> list[str]:
        """One line for each font: name, kind, whether embedded, subset, with Unicode."""
        return self._run("pdffonts", str(self.path)).splitlines()[2:]

    def pages(self) -> int:
        return int(self.info()["Pages"])

    def info(self) -> dict[str, str]:
        lines = self._run("pdfinfo", str(self.path)).splitlines()
        return {key: value.strip() for key, _, value in (line.partition(":") for line in lines)}

    def check(self) -> str:
        """What qpdf says about the file's structure; raises when it finds an error."""
        return self._run("qpdf", "--check", str(self.path))

    def boxes(self, page: int) -> list[tuple[float, float, float, float, str]]:
        """Every word of a page with its box in pt: left, top, right, bottom, word."""
        html = self._run("pdftotext", "-bbox", "-f", str(page), "-l", str(page), str(self.path), "-")
        found = re.findall(r'<word xMin="(.*?)" yMin="(.*?)" xMax="(.*?)" yMax="(.*?)">(.*?)</word>', html)
        return [(float(a), float(b), float(c), float(d), word) for a, b, c, d, word in found]

    def _run(self, *command: str) -> str:
        done = subprocess.run(command, capture_output=True, check=True)
        return done.stdout.decode("utf-8")
