"""Draws every page of every form, blank and filled, small beside one another, into contact-sheets/.

    python scripts/contact_sheets.py [form …]

So that the printed pages of all forms can be looked at after a change of the definitions or the writers.
"""

from __future__ import annotations

import os
import sys
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pypdfium2
from PIL import Image

os.environ["AIMED_FONTS"] = "bundled"  # the same picture on every machine
ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from aimed_desktop.application.beginning import begin  # noqa: E402
from aimed_desktop.application.model import Application  # noqa: E402
from aimed_desktop.definition.library import Library, default_library  # noqa: E402
from aimed_desktop.document.pdf.pdf import pdf_bytes  # noqa: E402
from aimed_desktop.document.plan.planner import make_plans  # noqa: E402

OUT = ROOT / "contact-sheets"
PAGE_DPI = 64
MAX_BYTES = 400_000
COLUMNS = 5
GAP = 8
GREYS = 16


def main(wanted: list[str]) -> int:
    """Write one picture for each form, blank and filled; the status for the shell."""
    library = default_library(None)
    OUT.mkdir(parents=True, exist_ok=True)
    for entry in library.listing(all_=True):
        if wanted and entry.id not in wanted:
            continue
        for kind, app in _applications(library, entry.id):
            target = OUT / f"{entry.id}-{kind}.png"
            target.write_bytes(_sheet(_pages(app, draft=kind == "blank")))
            print(target.relative_to(ROOT), target.stat().st_size)  # noqa: T201
    return 0


def _applications(library: Library, form: str) -> list[tuple[str, Application]]:
    found = [("blank", begin(library, form))]
    if library.example(form) is not None:
        found.append(("filled", begin(library, form, example=True)))
    return found


def _pages(app: Application, *, draft: bool) -> list[bytes]:
    """The PDF files of the form's documents, without the mark that a draft carries."""
    return [pdf_bytes(replace(plan, draft=False)) for plan in make_plans(app, draft=draft)]


def _sheet(documents: list[bytes]) -> bytes:
    """All pages in rows, grey; a little coarser where the file would grow too large."""
    dpi = PAGE_DPI
    while True:
        data = _drawn(documents, dpi)
        if len(data) <= MAX_BYTES:
            return data
        dpi = round(dpi * 0.9)


def _drawn(documents: list[bytes], dpi: int) -> bytes:
    pages = []
    for data in documents:
        document = pypdfium2.PdfDocument(data)
        pages += [page.render(scale=dpi / 72, grayscale=True).to_pil().convert("L") for page in document]
        document.close()
    width, height = max(page.width for page in pages) + GAP, max(page.height for page in pages) + GAP
    columns = min(COLUMNS, len(pages))
    rows = -(-len(pages) // columns)
    sheet = Image.new("L", (columns * width + GAP, rows * height + GAP), 200)
    for number, page in enumerate(pages):
        sheet.paste(page, (GAP + number % columns * width, GAP + number // columns * height))
    buffer = BytesIO()
    sheet.quantize(GREYS).save(buffer, "PNG", optimize=True)
    return buffer.getvalue()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
