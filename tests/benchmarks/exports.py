"""Word and PDF of an application of 24 pages with ten photographs, against LibreOffice's conversion."""

from __future__ import annotations

import io
import resource
import tempfile
from collections.abc import Iterator
from dataclasses import replace
from itertools import count
from pathlib import Path

import pikepdf
from PIL import Image

from aimed_desktop.application.beginning import begin
from aimed_desktop.application.files import FolderFiles
from aimed_desktop.application.model import Application
from aimed_desktop.application.values.shapes import Block, Value
from aimed_desktop.definition.library import default_library
from aimed_desktop.document.pdf.pdf import pdf_bytes
from aimed_desktop.document.pictures.images import normalise
from aimed_desktop.document.plan.plan import Plan
from aimed_desktop.document.plan.planner import make_plans
from tests import libreoffice
from tests.benchmarks.figures import Figure, median_ms

CHAPTERS = ("background", "implementation", "results", "promotion")
PHOTOS = 10
PARAGRAPH = (
    "本项目面向门诊与住院两类场景，依托院内影像归档系统与电子病历，建立从检查申请、图像采集、智能判读到报告审核的闭环流程，"
    "在2025年3月至2026年4月间累计处理12,480例胸部CT，平均报告时间由30分钟缩短至8分钟，AI判读与双人阅片的一致率为96.4%。"
)
PARAGRAPHS_PER_CHAPTER = 22


def export_figures() -> Iterator[Figure]:
    """Times of each step, pages, sizes and memory."""
    with tempfile.TemporaryDirectory(prefix="aimed-") as name:
        folder = Path(name)
        photo = photograph()
        widths = count(140)  # each another: what was made ready lately is kept
        made_ready = median_ms(lambda: normalise(photo, next(widths)), 5)
        yield Figure("photo of 12 MP made ready at insertion", made_ready)
        app = long_application(folder, normalise(photo, 140))
        (plan,) = make_plans(app)
        yield Figure("layout plan", median_ms(lambda: make_plans(app), 5))
        made: dict[str, bytes] = {}
        yield Figure("what writes Word files, loaded", median_ms(_load_word_writer, 1))
        first = median_ms(lambda: made.update(word=_word(plan)), 1)
        yield Figure("Word file, the first of a process", first)
        yield Figure("PDF, the first of a process", median_ms(lambda: made.update(pdf=pdf_bytes(plan)), 1))
        word, pdf = made["word"], made["pdf"]
        yield Figure("pages of our PDF", len(pikepdf.open(io.BytesIO(pdf)).pages), "  ")
        yield from _times(plan, word, folder)
        yield Figure("size of the Word file", len(word) / 1024, "kB")
        yield Figure("size of the PDF", len(pdf) / 1024, "kB")
        yield Figure("memory, all of it", resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, "MB")


def _times(plan: Plan, word: bytes, folder: Path) -> Iterator[Figure]:
    libreoffice.to_pdf(word, folder, "warm")  # its first run makes a profile
    other = Figure("LibreOffice turning that Word file into a PDF", _libreoffice(word, folder))
    yield other
    long = Figure("Word file, once more", median_ms(lambda: _word(plan), 3)).to(other)
    yield long
    empty = replace(plan, parts=())
    yield Figure("Word file without words", median_ms(lambda: _word(empty), 9)).to(long)
    yield Figure("PDF, once more", median_ms(lambda: pdf_bytes(plan), 3)).to(other)


def _load_word_writer() -> None:
    import aimed_desktop.document.word.write.word_document  # noqa: F401


def _word(plan: Plan) -> bytes:
    from aimed_desktop.document.word.write.word_document import docx_bytes

    return docx_bytes(plan)


def _libreoffice(word: bytes, folder: Path) -> float:
    return median_ms(lambda: libreoffice.to_pdf(word, folder, "timed"), 3)


def photograph() -> bytes:
    """A JPEG of 4,000 × 3,000 pixels with as much detail as a camera leaves."""
    soft = Image.effect_noise((500, 375), 90).resize((4000, 3000))
    grain = Image.effect_noise((4000, 3000), 12)
    image = Image.merge("RGB", (soft, Image.blend(soft, grain, 0.2), grain))
    stream = io.BytesIO()
    image.save(stream, "JPEG", quality=92)
    return stream.getvalue()


def long_application(folder: Path, photo: bytes) -> Application:
    """The example with four long chapters and ten photographs."""
    example = begin(default_library(None), "wuhan-2026-1", example=True)
    values = dict(example.values)
    (folder / "files").mkdir()
    for number in range(PHOTOS):
        # A byte after the end of the picture makes ten files that no writer can hold for one.
        (folder / "files" / f"{number}.jpg").write_bytes(photo + bytes([number]))
    for index, chapter in enumerate(CHAPTERS):
        values[chapter] = _chapter(range(index, PHOTOS, len(CHAPTERS)))
    return Application(example.form, values, files=FolderFiles(folder))


def _chapter(photos: range) -> list[Value]:
    blocks: list[Value] = [{"text": PARAGRAPH} for _ in range(PARAGRAPHS_PER_CHAPTER)]
    for place, number in enumerate(photos, start=1):
        picture: Block = {
            "image": f"files/{number}.jpg",
            "caption": f"图{number + 1} 系统部署现场",
            "width_mm": 140,
        }
        blocks.insert(place * 6, picture)
    return blocks
