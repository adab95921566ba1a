"""Files made to burst whoever reads them end in a verdict: in bounded memory and time."""

from __future__ import annotations

import io
import os
import struct
import subprocess
import sys
import time
import zlib
from collections.abc import Callable
from pathlib import Path

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name

from aimed_desktop.document.judging.asking import READER
from aimed_desktop.document.judging.judge import draw_pages, judge, read_text
from aimed_desktop.document.judging.pdf_blocks import read_blocks
from aimed_desktop.paths import ROOT
from aimed_desktop.stopping import Stopped, stoppable
from tests.paper_files import pdf, picture

MOST_MB = 600
_MEASURED = """
import resource, sys
from pathlib import Path
from aimed_desktop.document.judging.asking import READER
from aimed_desktop.document.judging.judge import judge
verdict = judge(Path(sys.argv[1]).read_bytes())
READER.end()
lines = Path("/proc/self/status").read_text().splitlines()
own = next(int(line.split()[1]) for line in lines if line.startswith("VmHWM"))
reader = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
print(verdict.trouble, verdict.pages, max(own, reader) // 1024)
"""  # of itself no `ru_maxrss`: that begins with the size of the process which started this one


def sheet_of(contents: bytes, resources: Dictionary, document: pikepdf.Pdf) -> bytes:
    sheet = document.add_blank_page(page_size=(595, 842))
    sheet.Resources = resources
    sheet.Contents = document.make_stream(contents)
    made = io.BytesIO()
    document.save(made)
    return made.getvalue()


def nested_forms() -> bytes:
    """Ten forms that each draw the next ten times."""
    document = pikepdf.new()
    form = document.make_stream(b"0 0 10 10 re f")
    for _ in range(10):
        form.update(Dictionary(Type=Name.XObject, Subtype=Name.Form, BBox=Array([0, 0, 595, 842])))
        outer = document.make_stream(b"/F Do " * 10)
        outer.Resources = Dictionary(XObject=Dictionary(F=form))
        form = outer
    form.update(Dictionary(Type=Name.XObject, Subtype=Name.Form, BBox=Array([0, 0, 595, 842])))
    return sheet_of(b"/F Do", Dictionary(XObject=Dictionary(F=form)), document)


def endless_content() -> bytes:
    """A page of a quarter of a gigabyte of lines, packed into less than a megabyte."""
    document = pikepdf.new()
    packer = zlib.compressobj(9)
    lines = b"0 0 m 500 800 l 3 400 l S " * (1 << 15)
    data = b"".join(packer.compress(lines) for _ in range(300)) + packer.flush()
    sheet = document.add_blank_page(page_size=(595, 842))
    stream = document.make_stream(b"")
    stream.write(data, filter=Name.FlateDecode)
    sheet.Contents = stream
    made = io.BytesIO()
    document.save(made)
    return made.getvalue()


def many_pages() -> bytes:
    """The same page a hundred thousand times."""
    kids = b" ".join([b"3 0 R"] * 100_000)
    return (
        b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n"
        b"2 0 obj<</Type/Pages/Count 100000/Kids[" + kids + b"]>>endobj\n"
        b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 200]>>endobj\n"
        b"trailer<</Root 1 0 R>>\nstartxref\n0\n%%EOF"
    )


def huge_image() -> bytes:
    """A picture of 12,000 by 12,000 pixels in colour on an A4 page."""
    document = pikepdf.new()
    packer = zlib.compressobj(9)
    data = b"".join(packer.compress(bytes(12_000 * 36)) for _ in range(1_000)) + packer.flush()
    image = document.make_stream(b"")
    image.write(data, filter=Name.FlateDecode)
    image.update(Dictionary(Type=Name.XObject, Subtype=Name.Image, Width=12_000, Height=12_000))
    image.update(Dictionary(BitsPerComponent=8, ColorSpace=Name.DeviceRGB))
    drawn = b"q 595 0 0 842 0 0 cm /I Do Q"
    return sheet_of(drawn, Dictionary(XObject=Dictionary(I=image)), document)


def endless_pattern() -> bytes:
    """A page tiled by a thousandth of a point."""
    document = pikepdf.new()
    tile = document.make_stream(b"0 0 1 1 re f")
    tile.update(Dictionary(Type=Name.Pattern, PatternType=1, PaintType=1, TilingType=1))
    tile.update(Dictionary(BBox=Array([0, 0, 1, 1]), XStep=0.001, YStep=0.001, Resources=Dictionary()))
    drawn = b"/Pattern cs /P scn 0 0 595 842 re f"
    return sheet_of(drawn, Dictionary(Pattern=Dictionary(P=tile)), document)


def png(width: int, height: int) -> bytes:
    """A black picture of one bit a pixel."""
    packer = zlib.compressobj(9)
    row = bytes(1 + (width + 7) // 8)
    data = b"".join(packer.compress(row) for _ in range(height)) + packer.flush()

    def chunk(name: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))

    head = struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", data) + chunk(b"IEND", b"")


def many_frames(count: int, *, circle: bool = False) -> bytes:
    """A TIFF of pages of one pixel; `circle`: the last names the first as the next."""
    made = b"II*\0\x08\0\0\0"
    for number in range(count):
        at = 8 + number * 78
        tags = ((256, 1), (257, 1), (259, 1), (262, 1), (273, 0), (279, 1))
        after = at + 78 if number + 1 < count else (8 if circle else 0)
        entries = b"".join(struct.pack("<HHII", tag, 4, 1, value) for tag, value in tags)
        made += struct.pack("<H", len(tags)) + entries + struct.pack("<I", after)
    return made


@pytest.mark.parametrize(
    ("bomb", "expected"),
    [
        (nested_forms, "too_heavy"),
        (endless_content, "too_heavy"),
        (many_pages, "too_heavy"),
        (huge_image, "None"),
    ],
)
def test_a_pdf_made_to_burst_takes_a_bounded_memory(bomb: object, expected: str, tmp_path: Path) -> None:
    path = tmp_path / "bomb.pdf"
    path.write_bytes(bomb())  # type: ignore[operator]
    assert path.stat().st_size < 2_000_000
    run = subprocess.run(
        [sys.executable, "-c", _MEASURED, str(path)], capture_output=True, text=True, check=True, cwd=ROOT
    )
    trouble, _pages, peak = run.stdout.split()
    assert trouble == expected
    assert int(peak) < MOST_MB


@pytest.mark.large
def test_pictures_beyond_a_hundred_megapixels_and_endless_frames_are_too_heavy() -> None:
    assert judge(png(20_000, 20_000)).trouble == "too_heavy"
    assert judge(png(9_000, 9_000)).trouble is None
    assert judge(many_frames(5_000)).trouble == "too_heavy"
    assert judge(many_frames(3, circle=True)).pages == 3
    assert draw_pages(png(20_000, 20_000), 60) == []


def test_a_page_that_is_never_done_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as soon:
        soon.setattr(READER, "page_seconds", 2.0)
        assert judge(endless_pattern()).trouble == "too_heavy"
    assert judge(pdf("the next file is read all the same")).trouble is None


def test_whatever_kills_the_reader_the_next_file_is_read() -> None:
    assert judge(pdf("before")).pages == 1
    assert READER.process_id is not None
    os.kill(READER.process_id, 9)
    while READER.process_id is not None:
        time.sleep(0.01)
    assert judge(pdf("after")).pages == 1


def test_reading_ends_when_it_is_cancelled_and_leaves_no_process() -> None:
    READER.end()
    with pytest.raises(Stopped), stoppable(lambda: READER.process_id is not None):
        judge(endless_pattern() + b"\n% another file")
    assert READER.process_id is None


def test_the_same_file_is_read_once(monkeypatch: pytest.MonkeyPatch) -> None:
    content = picture("PNG", "once")
    first = judge(content)
    READER.end()
    assert judge(bytes(content)) is first
    assert READER.process_id is None


def test_the_reader_is_told_no_passphrase(monkeypatch: pytest.MonkeyPatch) -> None:
    READER.end()
    monkeypatch.setenv("AIMED_PASSPHRASE", "x" * 12)
    judge(pdf("without"))
    environment = Path(f"/proc/{READER.process_id}/environ").read_bytes()
    assert b"AIMED_PASSPHRASE" not in environment


@pytest.mark.large
def test_text_is_read_within_bounds_too() -> None:
    assert read_text(pdf("Hello"))[1] == "Hello"
    assert read_text(nested_forms()) == ("", "")


@pytest.mark.parametrize("make", [nested_forms, endless_content])
def test_the_words_of_a_bomb_are_not_waited_for_beyond_the_bounds(make: Callable[[], bytes]) -> None:
    found = read_blocks(make())
    assert (found.verdict.trouble, found.entries) == ("too_heavy", ())
