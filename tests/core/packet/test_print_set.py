"""整套打印: all copies in one PDF, every sheet as it is bound, read back page by page."""

from __future__ import annotations

import io
from pathlib import Path

import pikepdf
import pytest
from PIL import Image
from reportlab.pdfgen.canvas import Canvas

from aimed_desktop.application.files import FolderFiles
from aimed_desktop.application.model import Application, MaterialFile
from aimed_desktop.application.references import image_names
from aimed_desktop.cli import main
from aimed_desktop.errors import UserProblem
from aimed_desktop.packet import print_set
from aimed_desktop.packet.fixed_paper import draw_paper, paper_from_listing, with_binding
from aimed_desktop.packet.print_set import PrintOptions, PrintSet, SetMaker, page_numbers
from aimed_desktop.packet.void_pages import void_pages
from tests.core.forms.examples import LIBRARY, example
from tests.pdf_file import PdfFile

FORMS = [form.id for form in LIBRARY.listing(all_=True) if LIBRARY.example(form.id) is not None]
A4 = (595.3, 841.9)


def made(app: Application, options: PrintOptions) -> PrintSet:
    return SetMaker(app, draw_paper(app).paper, with_materials=options.with_materials).make(options)


def read(printed: PrintSet, folder: Path) -> list[str]:
    """The words of every page, without blanks."""
    pdf = PdfFile(printed.content, folder)
    assert "No syntax" in pdf.check()
    return [pdf.squeezed(page) for page in range(1, pdf.pages() + 1)]


def with_files(form_id: str, at: Path, *files: tuple[str, bytes]) -> Application:
    """The example with these files as the last of its materials, and no others."""
    app = example(form_id)
    for name in image_names(app.values):
        (at / name).parent.mkdir(parents=True, exist_ok=True)
        (at / name).write_bytes(app.files.read(name))
    for name, content in files:
        (at / name).write_bytes(content)
    kept = tuple(MaterialFile(app.form.materials[-1].id, name) for name, _ in files)
    return Application(app.form, app.values, kept, files=FolderFiles(at))


def paper_of(size: tuple[float, float], words: str) -> bytes:
    content = io.BytesIO()
    canvas = Canvas(content, pagesize=size)
    canvas.drawString(20, size[1] - 40, words)
    canvas.save()
    return content.getvalue()


def photo(size: tuple[int, int], turned: int = 1) -> bytes:
    """A picture, dark at the top; `turned` as EXIF says it."""
    content = io.BytesIO()
    picture = Image.new("RGB", size, "white")
    picture.paste("navy", (0, 0, size[0], size[1] // 4))
    exif = Image.Exif()
    exif[0x0112] = turned
    picture.save(content, "JPEG", exif=exif)
    return content.getvalue()


@pytest.mark.parametrize("form_id", FORMS)
def test_the_copies_of_every_form_follow_one_another_whole_and_each_as_printed(
    form_id: str, tmp_path: Path
) -> None:
    app = example(form_id)
    paper = draw_paper(app).paper
    one = [
        page
        for number, document in enumerate(paper.documents)
        for page in read(PrintSet(paper.files[document.pdf], 1, 0), folder(tmp_path, f"document{number}"))
    ]
    assert read(made(app, PrintOptions(copies=3)), tmp_path) == one * 3


@pytest.mark.parametrize("form_id", FORMS)
def test_on_both_sides_nothing_that_stands_alone_is_printed_on_a_back(form_id: str, tmp_path: Path) -> None:
    app = example(form_id)
    paper = draw_paper(app).paper
    printed = made(app, PrintOptions(copies=2, is_two_sided=True))
    words = read(printed, tmp_path)
    assert len(words) == 2 * printed.pages_each and printed.pages_each % 2 == 0
    assert words[: printed.pages_each] == words[printed.pages_each :]
    pages = read(made(app, PrintOptions()), folder(tmp_path, "one"))
    assert [page for page in words[: printed.pages_each] if page] == pages
    first = 0
    for document in paper.documents:
        for front in document.fronts:
            assert words.index(pages[first + front]) % 2 == 0
        first += len(document.pages)


def test_the_cover_the_tasks_and_the_pledge_stand_alone() -> None:
    (paper,) = draw_paper(example("wuhan-2021-3")).paper.documents
    assert paper.fronts[:2] == (0, 1) and paper.fronts[-1] == len(paper.pages) - 1 and len(paper.fronts) == 6


def test_materials_are_bound_in_where_the_notice_prints_them(tmp_path: Path) -> None:
    before = with_files("wuhan-2021-3", tmp_path, ("合同.pdf", paper_of(A4, "CONTRACT")))
    words = read(made(before, PrintOptions(with_materials=True)), tmp_path)
    assert words[-2] == "CONTRACT" and "承诺书" in words[-1] and "证明材料" in words[-3]
    last = with_files("wuhan-2026-1", tmp_path, ("证.pdf", paper_of(A4, "LICENCE")))
    words = read(made(last, PrintOptions(with_materials=True)), folder(tmp_path, "last"))
    assert words[-1] == "LICENCE" and "承诺书" in words[-2]


def test_papers_of_any_size_are_brought_to_a4_and_pictures_stand_upright(tmp_path: Path) -> None:
    wide = with_files(
        "wuhan-2026-1",
        tmp_path,
        ("a3.pdf", paper_of((1190.5, 841.9), "WIDE")),
        ("slip.pdf", paper_of((200, 400), "SLIP")),
        ("躺着拍.jpg", photo((800, 600), turned=6)),
        ("说明.docx", b"PK\x05\x06" + b"\0" * 18),
    )
    printed = made(wide, PrintOptions(with_materials=True))
    pdf = PdfFile(printed.content, tmp_path)
    count = pdf.pages()
    assert printed.apart == ("说明.docx",)
    assert "WIDE" in pdf.squeezed(count - 2) and "SLIP" in pdf.squeezed(count - 1)
    sizes = [size(printed.content, page) for page in range(count - 3, count)]
    assert sizes == [(842, 595), (595, 842), (595, 842)]
    upright = drawn(printed.content, count - 1)
    middle, right = upright.width // 2, upright.width * 9 // 10
    assert upright.getpixel((middle, upright.height // 2)) == (255, 255, 255)
    assert upright.getpixel((right, upright.height // 2)) != (255, 255, 255), "its dark edge is on the right"


def test_copies_cost_next_to_nothing() -> None:
    app = example("wuhan-2026-1")
    one, many = (made(app, PrintOptions(copies=count, with_materials=True)) for count in (1, 20))
    assert len(many.content) < 1.2 * len(one.content)
    assert many.content == made(app, PrintOptions(copies=20, with_materials=True)).content


def test_a_replaced_page_brings_the_other_side_of_its_sheet(tmp_path: Path) -> None:
    app = example("wuhan-2026-1")
    pages = read(made(app, PrintOptions()), tmp_path)
    one = read(made(app, PrintOptions(pages=(5, 3))), folder(tmp_path, "one"))
    assert one == [pages[2], pages[4]]
    both = read(made(app, PrintOptions(pages=(5, 3), is_two_sided=True)), folder(tmp_path, "two"))
    assert both == pages[1:5], "the cover's back is empty: 2 and 3 share a sheet, so do 4 and 5"


def test_the_changed_pages_are_those_that_are_void(tmp_path: Path) -> None:
    old, new = example("wuhan-2026-1"), example("wuhan-2026-1")
    new.set("lead_phone", "13912345678")
    paper = draw_paper(new).paper
    maker = SetMaker(new, paper, with_materials=True)
    before = draw_paper(old).paper
    assert maker.changed(void_pages(before, 1, paper)) == (2,)
    assert maker.changed(void_pages(before, 1, paper, is_whole=True)) == tuple(range(1, 12))


def test_a_seal_and_a_filled_field_of_a_paper_are_printed_with_it(tmp_path: Path) -> None:
    for number, size_pt in enumerate((A4, (420, 595))):
        app = with_files("wuhan-2026-1", tmp_path, (f"{number}.pdf", sealed(size_pt)))
        picture = drawn(made(app, PrintOptions(with_materials=True)).content, -1)
        colours = {colour for _, colour in picture.getcolors(1 << 24) or ()}
        assert (255, 0, 0) in colours, "the seal"
        assert (0, 0, 255) in colours, "the field"


def sealed(size_pt: tuple[float, float]) -> bytes:
    """A page with a red stamp and a blue form field, each a square drawn by its own appearance."""
    with pikepdf.open(io.BytesIO(paper_of(size_pt, "CONTRACT"))) as pdf:

        def square(kind: str, colour: str, at: int) -> pikepdf.Object:
            look = pdf.make_stream(f"{colour} rg 0 0 60 60 re f".encode(), Subtype=pikepdf.Name.Form)
            look.BBox = [0, 0, 60, 60]
            return pdf.make_indirect(
                pikepdf.Dictionary(
                    Type=pikepdf.Name.Annot,
                    Subtype=pikepdf.Name(f"/{kind}"),
                    Rect=[at, 100, at + 60, 160],
                    F=4,
                    FT=pikepdf.Name.Tx,
                    T="f",
                    AP=pikepdf.Dictionary(N=look),
                )
            )

        stamp, field = square("Stamp", "1 0 0", 100), square("Widget", "0 0 1", 200)
        pdf.pages[0].Annots = pikepdf.Array([stamp, field])
        pdf.Root.AcroForm = pikepdf.Dictionary(Fields=pikepdf.Array([field]))
        content = io.BytesIO()
        pdf.save(content)
    return content.getvalue()


def test_papers_fixed_before_their_binding_was_noted_are_bound_alike() -> None:
    app = example("wuhan-2021-3")
    paper = draw_paper(app).paper
    listing = paper.listing()
    for document in listing["documents"]:
        del document["fronts"], document["materials_at"]
    older = paper_from_listing(listing, paper.files)
    assert older.documents[0].fronts == ()
    assert with_binding(older, app).documents == paper.documents


def test_a_paper_that_cannot_be_bound_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    app = with_files("wuhan-2026-1", tmp_path, ("坏.pdf", paper_of(A4, "X")[:-400]))
    monkeypatch.setattr(print_set, "page_count", lambda _content: 9)  # as if it had been whole a moment ago
    with pytest.raises(UserProblem, match=r"“坏\.pdf”读不出来"):
        made(app, PrintOptions(with_materials=True))


@pytest.mark.parametrize("words", ["", "0", "3-", "1,3-2", "a", "5-3-1", "-2", "1,,2", "99999", "²"])
def test_what_is_no_list_of_pages_is_told(words: str) -> None:
    with pytest.raises(UserProblem, match="看不懂"):
        page_numbers(words)


def test_a_list_of_pages_may_hold_ranges() -> None:
    assert page_numbers("3，5 - 7,1") == (3, 5, 6, 7, 1)


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (("--copies", "0"), "份数"),
        (("--copies", "一"), "份数"),
        (("--pages", "40"), "只有 11 页"),
        (("--changed",), "没有需要重新打印的页"),
    ],
)
def test_what_cannot_be_printed_is_told_and_nothing_is_written(
    options: tuple[str, ...], words: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    kept, target = tmp_path / "a.json", tmp_path / "整套.pdf"
    assert main(["new", "wuhan-2026-1", "--example", "-o", str(kept)]) == 0
    assert main(["print-set", str(kept), "-o", str(target), *options]) == 2
    assert words in capsys.readouterr().err and not target.exists()


def test_errors_refuse_a_set_and_a_file_that_is_there_is_left_alone(tmp_path: Path) -> None:
    kept, target = tmp_path / "a.json", tmp_path / "整套.pdf"
    assert main(["new", "wuhan-2026-1", "-o", str(kept)]) == 0
    assert main(["print-set", str(kept), "-o", str(target)]) == 1 and not target.exists()
    target.write_bytes(b"mine")
    assert main(["print-set", str(kept), "-o", str(target)]) == 2 and target.read_bytes() == b"mine"


def folder(parent: Path, name: str) -> Path:
    made_here = parent / name
    made_here.mkdir()
    return made_here


def size(content: bytes, index: int) -> tuple[int, int]:
    from aimed_desktop.document.pdf.reading import opened_pdf

    with opened_pdf(content) as pdf:
        wide, tall = pdf[index].get_size()
        return round(wide), round(tall)


def drawn(content: bytes, index: int) -> Image.Image:
    from aimed_desktop.document.pdf.reading import drawn as drawing
    from aimed_desktop.document.pdf.reading import opened_pdf

    with opened_pdf(content) as pdf:
        return drawing(pdf[index % len(pdf)], 0.5)
