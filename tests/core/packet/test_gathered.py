"""The supporting papers as one PDF, alone or inside the stamped scan, read back page by page."""

from __future__ import annotations

import io
import os
import shutil
from collections.abc import Callable
from pathlib import Path
from random import Random

import pikepdf
import pytest
from docx import Document
from PIL import Image
from reportlab.pdfgen.canvas import Canvas

from aimed_desktop.application.model import Application, MaterialFile
from aimed_desktop.definition.library import library_from_sources
from aimed_desktop.definition.model import Notice
from aimed_desktop.desktop import office_suite
from aimed_desktop.document.judging.binding import bound
from aimed_desktop.document.judging.gps import tells_place
from aimed_desktop.document.judging.judge import judge
from aimed_desktop.document.judging.kinds import FileKind
from aimed_desktop.document.judging.verdict import Verdict
from aimed_desktop.packet.fixed_paper import draw_paper
from aimed_desktop.packet.foreign_scans import unfit_scans
from aimed_desktop.packet.pack import pack
from aimed_desktop.packet.payload import MadeScan
from aimed_desktop.packet.verify import verify
from aimed_desktop.services import gathering
from aimed_desktop.services.gathering import StampedFile, gather
from aimed_desktop.services.packing import pack_application
from aimed_desktop.settings import UserSettings
from tests.paper_files import pdf, picture
from tests.pdf_file import PdfFile
from tests.scanner import Scanning, scanned

from .conftest import FORM, SOURCES
from .conftest import picture as small_picture

BY_ITSELF = FORM.replace("fields:", "materials_file: 附件材料\nfields:", 1)
BOUND = FORM.replace(
    "unit: unit_name}], each: directions}", "unit: unit_name}], each: directions, materials_follow: true}"
)
PLENTY = 10**8
With = Callable[..., Application]


def sources(form: str) -> dict[str, bytes]:
    return SOURCES | {"city-2026-1.yaml": form.encode()}


@pytest.fixture
def with_papers(app: Application) -> With:
    """The application on another form, with these papers, in the slot of its name or as proofs."""

    def make(form: str, *papers: tuple[str, bytes], licence: tuple[str, bytes] | None = None) -> Application:
        folder = Path(app.files.folder)  # type: ignore[attr-defined]
        kept = [MaterialFile("proof", f"files/{name}") for name, _ in papers]
        for name, content in (*papers, *([licence] if licence else [])):
            (folder / "files" / name).write_bytes(content)
        if licence:
            kept.append(MaterialFile("licence", f"files/{licence[0]}"))
        return Application(
            library_from_sources(sources(form)).form("city-2026-1"),
            app.values,
            tuple(kept),
            files=app.files,
        )

    return make


def noise(size: tuple[int, int]) -> bytes:
    content = io.BytesIO()
    Image.frombytes("RGB", size, os.urandom(size[0] * size[1] * 3)).save(content, "JPEG", quality=90)
    return content.getvalue()


def noisy_pdf(size: int) -> bytes:
    """A page that no compressor makes smaller."""
    made = io.BytesIO()
    with pikepdf.new() as document:
        page = document.add_blank_page(page_size=(595, 842))
        side = int((size / 3) ** 0.5)
        image = document.make_stream(
            os.urandom(side * side * 3),
            Type=pikepdf.Name.XObject,
            Subtype=pikepdf.Name.Image,
            Width=side,
            Height=side,
            ColorSpace=pikepdf.Name.DeviceRGB,
            BitsPerComponent=8,
        )
        page.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(Im=image))
        page.Contents = document.make_stream(b"q 500 0 0 500 40 100 cm /Im Do Q")
        document.save(made)
    return made.getvalue()


def turned(content: bytes, degrees: int, crop: list[int] | None = None) -> bytes:
    made = io.BytesIO()
    with pikepdf.open(io.BytesIO(content)) as document:
        document.pages[0].Rotate = degrees
        if crop:
            document.pages[0].CropBox = pikepdf.Array(crop)
        document.save(made)
    return made.getvalue()


def sheets(content: bytes) -> list[tuple[int, int]]:
    with pikepdf.open(io.BytesIO(content)) as document:
        boxes = [[float(number) for number in page.mediabox] for page in document.pages]
    return [(round(right - left), round(top - bottom)) for left, bottom, right, top in boxes]


def test_a_page_of_contents_leads_to_every_paper_by_number_and_bookmark(
    with_papers: With, tmp_path: Path
) -> None:
    app = with_papers(
        BY_ITSELF,
        ("专家评审.pdf", pdf("REVIEW", "SECOND")),
        ("用户评价.jpg", picture("JPEG", place=True)),
        licence=("法人证书.pdf", pdf("LICENCE")),
    )
    made = gather(app, None, PLENTY).gathered
    assert made is not None and made.file is not None and made.name == "附件材料.pdf" and not made.apart
    read = PdfFile(made.file, tmp_path)
    assert "No syntax" in read.check() and read.pages() == 5
    contents = read.squeezed(1)
    assert "附件材料" in contents and "示例医院影像辅助诊断" in contents
    assert "1营业执照副本复印件法人证书2" in contents
    assert "2证明材料专家评审3" in contents and "3同上用户评价5" in contents
    assert ["LICENCE" in read.squeezed(2), "REVIEW" in read.squeezed(3)] == [True, True]
    assert "附件材料第4页" in read.squeezed(4) and "附件材料第5页" in read.squeezed(5)
    with pikepdf.open(io.BytesIO(made.file)) as document, document.open_outline() as outline:
        marks = [(entry.title, document.pages.index(entry.destination[0]) + 1) for entry in outline.root]
    assert marks == [
        ("目录", 1),
        ("营业执照副本复印件：法人证书", 2),
        ("证明材料：专家评审", 3),
        ("证明材料：用户评价", 5),
    ]
    assert not tells_place(made.file) and b"Exif" not in made.file
    assert made.file == gather(app, None, PLENTY).gathered.file  # type: ignore[union-attr]


def test_every_page_is_a4_and_stands_as_it_is_shown(with_papers: With, tmp_path: Path) -> None:
    exif = Image.Exif()
    exif[0x0112] = 6
    lying = io.BytesIO()
    Image.new("RGB", (900, 600), "navy").save(lying, "JPEG", exif=exif)
    app = with_papers(
        BY_ITSELF,
        ("大.pdf", pdf("WIDE", size=(1190, 842))),
        ("小.pdf", turned(pdf("SLIP", size=(420, 595)), 90)),
        ("转.pdf", turned(pdf("TURNED"), 270)),
        ("裁.pdf", turned(pdf("CROPPED", size=(900, 1200)), 0, [50, 600, 500, 1200])),
        ("躺着拍.jpg", lying.getvalue()),
    )
    made = gather(app, None, PLENTY).gathered
    assert made is not None and made.file is not None
    assert sheets(made.file) == [(595, 842), (842, 595), (842, 595), (842, 595), (595, 842), (595, 842)]
    read = PdfFile(made.file, tmp_path)
    for page, word in enumerate(("WIDE", "SLIP", "TURNED", "CROPPED"), 2):
        boxes = [box for box in read.boxes(page) if box[4] == word]
        wide, tall = sheets(made.file)[page - 1]
        assert boxes and boxes[0][0] >= 0 and boxes[0][2] <= wide and boxes[0][1] >= 0 and boxes[0][3] <= tall


def test_pictures_are_shrunk_until_the_file_is_within_its_budget(with_papers: With) -> None:
    app = with_papers(BY_ITSELF, ("照片.jpg", noise((2000, 2600))))
    plenty, little = gather(app, None, PLENTY), gather(app, None, 900_000)
    assert plenty.gathered is not None and plenty.gathered.file is not None
    assert little.gathered is not None and little.gathered.file is not None
    assert len(little.gathered.file) <= 900_000 < len(plenty.gathered.file)
    assert little.told[0].startswith("《附件材料.pdf》共 2 页（") and " → " in little.told[0]


def test_what_cannot_be_bound_is_asked_for_as_a_pdf_and_goes_by_itself(
    with_papers: With, notice: Notice, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(office_suite, "office_suite", lambda: None)
    app = with_papers(BY_ITSELF, ("评价.docx", word("评价")), licence=("法人证书.pdf", pdf("LICENCE")))
    made = pack_application(app, notice, sources(BY_ITSELF), tmp_path / "out")
    (told,) = [finding for finding in made.findings if "评价.docx" in finding.message]
    assert (told.severity, told.field) == ("warning", "materials.proof") and "另存为 PDF" in told.fix
    assert made.mail is not None
    assert [path.name for path in sorted(made.mail.iterdir())] == [
        "01-示例医院-影像辅助诊断-申报书.docx",
        "02-示例医院-影像辅助诊断-附件材料.pdf",
        "03-示例医院-影像辅助诊断-证明材料-评价.docx",
    ]
    assert verify(made.paths[0]).ok and len(made.paths) == 2


@pytest.mark.skipif(shutil.which("soffice") is None, reason="needs LibreOffice")
def test_a_word_file_becomes_pages_where_libreoffice_is_installed(with_papers: With, tmp_path: Path) -> None:
    app = with_papers(BY_ITSELF, ("评价.docx", word("使用单位评价意见")))
    found = gather(app, None, PLENTY, tmp_path / "tmp")
    assert ["已由 LibreOffice 转成 PDF" in each.message for each in found.findings] == [True]
    assert found.gathered is not None and found.gathered.file is not None
    assert "使用单位评价意见" in PdfFile(found.gathered.file, tmp_path).squeezed(2)
    assert not any(path.is_file() for path in (tmp_path / "tmp").rglob("*"))


def test_the_stamped_scan_takes_the_papers_in_where_they_are_printed(
    with_papers: With, notice: Notice, tmp_path: Path
) -> None:
    """As 2021: the proofs stand before 承诺书, each page as it was given, in the order of the list."""
    app = with_papers(BOUND, ("评价.pdf", pdf("REVIEW")), licence=("法人证书.pdf", pdf("LICENCE")))
    paper = draw_paper(app).paper
    (printed,) = paper.pdfs()
    count = paper.page_count
    scans = []
    for at in range(count):
        scans.append(tmp_path / f"{at}.jpg")
        scans[-1].write_bytes(scanned(printed, at, Scanning(dpi=110, stamped=True), Random(at)))
    made = pack_application(app, notice, sources(BOUND), tmp_path / "out", scans, is_explained=True)
    assert not made.refused and any("装进盖章扫描件" in words for words in made.told)
    (one,) = (made.paths[0] / "data" / "扫描件").iterdir()
    read = PdfFile(one.read_bytes(), tmp_path)
    words = [read.squeezed(page) for page in range(1, read.pages() + 1)]
    assert words[-3:-1] == ["LICENCE", "REVIEW"] and "承诺书" in words[-1] and len(words) == count + 2
    assert made.mail is not None
    assert [path.suffix for path in sorted(made.mail.iterdir())] == [".docx", ".pdf"]
    assert verify(made.paths[0]).ok


def test_a_paper_in_two_places_is_bound_once_and_listed_in_both(with_papers: With, tmp_path: Path) -> None:
    app = with_papers(BY_ITSELF, ("证.pdf", pdf("SAME")), licence=("照.pdf", pdf("SAME")))
    found = gather(app, None, PLENTY).gathered
    assert found is not None and found.file is not None
    read = PdfFile(found.file, tmp_path)
    assert read.pages() == 2
    assert "1营业执照副本复印件照2" in read.squeezed(1) and "2证明材料证2" in read.squeezed(1)


def test_pdfs_are_bound_once_however_small_the_budget(
    with_papers: With, monkeypatch: pytest.MonkeyPatch
) -> None:
    calls = []
    monkeypatch.setattr(gathering, "bound", lambda *given: calls.append(given) or bound(*given))
    made = gather(with_papers(BY_ITSELF, ("证.pdf", pdf("A"))), None, 10)
    assert len(calls) == 1 and any("超过一封邮件的上限" in words for words in made.told)


def test_a_paper_that_was_converted_is_named_and_its_original_stands_in_the_packet(
    with_papers: With, notice: Notice, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(office_suite, "pdf_of", lambda *_given: pdf("CONVERTED"))
    app = with_papers(BY_ITSELF, ("评价.docx", word("评价")), licence=("法人证书.pdf", pdf("LICENCE")))
    made = pack_application(app, notice, sources(BY_ITSELF), tmp_path / "out")
    (told,) = [each for each in made.findings if "评价.docx" in each.message and "转成 PDF" in each.message]
    assert told.field == "materials.proof" and "看一遍" in told.fix
    assert (made.paths[0] / "data" / "材料" / "02-证明材料-评价.docx").is_file()


@pytest.mark.parametrize("missing", [0, 1])
def test_the_papers_in_a_scan_do_not_stand_for_a_page_that_is_missing(
    with_papers: With, notice: Notice, tmp_path: Path, missing: int
) -> None:
    app = with_papers(BOUND, ("评价.pdf", pdf("", "THIRD")), licence=("法人证书.pdf", pdf("LICENCE")))
    printed = draw_paper(app).paper
    (content,) = printed.pdfs()
    count = printed.page_count - missing
    scan = MadeScan("盖章扫描件.pdf", pdf(*(f"p{at}" for at in range(count))))
    found = gather(app, StampedFile(scan, count - 1, count), PLENTY)
    assert found.scan is not None and judge(found.scan.content).pages == count + 3

    def documents(folder: Path) -> list[Path]:
        (folder / "申报书.pdf").write_bytes(content)
        return [folder / "申报书.pdf"]

    made = pack(
        app, notice, sources(BOUND), tmp_path / "out", (found.scan,), documents, gathered=found.gathered
    )
    assert verify(made.folder).ok
    unfit = unfit_scans(made.folder / "data", app)
    assert [f"缺 {missing} 页" in words for words in unfit] == [True] * missing


def test_a_scan_keeps_its_pages_where_the_reader_cannot_count_them(
    with_papers: With, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = with_papers(BOUND, ("评价.pdf", pdf("REVIEW")))
    scan = MadeScan("盖章扫描件.pdf", pdf("one", "two"))
    dead = Verdict(FileKind.PDF, "too_heavy")
    monkeypatch.setattr(
        gathering, "judge", lambda content: dead if content == scan.content else judge(content)
    )
    found = gather(app, StampedFile(scan, 1, 2), PLENTY)
    assert found.scan is not None and judge(found.scan.content).pages == 3


def test_the_number_of_a_page_stands_beside_the_paper_and_not_on_it(
    with_papers: With, tmp_path: Path
) -> None:
    made = io.BytesIO()
    canvas = Canvas(made, pagesize=(595, 842), invariant=1)
    canvas.drawRightString(575, 18, "Cert-2026-000123")
    canvas.save()
    found = gather(with_papers(BY_ITSELF, ("证.pdf", made.getvalue())), None, PLENTY).gathered
    assert found is not None and found.file is not None
    boxes = PdfFile(found.file, tmp_path).boxes(2)
    (paper,) = [box for box in boxes if "000123" in box[4]]
    numbers = [box for box in boxes if "000123" not in box[4]]
    assert numbers and all(paper[3] <= box[1] for box in numbers)
    with pikepdf.open(io.BytesIO(found.file)) as document:
        drawn = b"".join(f.read_bytes() for f in document.pages[1].Resources.XObject.values())
    assert b" re" not in drawn


def test_one_pdf_of_the_papers_is_made_where_the_only_paper_is_our_own_print(
    with_papers: With, notice: Notice, tmp_path: Path
) -> None:
    app = with_papers(BY_ITSELF, ("申报书.pdf", pdf("PRINT")), licence=("打印件.pdf", pdf("PRINT")))
    found = gather(app, None, PLENTY)

    def documents(folder: Path) -> list[Path]:
        (folder / "申报书.pdf").write_bytes(pdf("PRINT"))
        return [folder / "申报书.pdf"]

    made = pack(app, notice, sources(BY_ITSELF), tmp_path, (), documents, gathered=found.gathered)
    assert "材料/附件材料.pdf" in made.contents


def test_papers_that_no_mail_holds_together_are_mailed_one_by_one(
    with_papers: With, notice: Notice, tmp_path: Path
) -> None:
    heavy = [(f"报告{number}.pdf", noisy_pdf(300_000)) for number in range(4)]
    app = with_papers(BY_ITSELF, *heavy, licence=("法人证书.pdf", pdf("LICENCE")))
    settings = UserSettings(mail_limit_mb=1)
    made = pack_application(app, notice, sources(BY_ITSELF), tmp_path / "out", (), (), settings)
    assert made.mail is not None and len(made.letters) == 2
    mailed = {path.name.rpartition("-")[2] for path in made.mail.rglob("*.pdf")}
    assert mailed == {"法人证书.pdf", *(name for name, _ in heavy)}
    assert (made.paths[0] / "data" / "材料" / "附件材料.pdf").stat().st_size > 1_000_000
    assert any("邮件里放的是各份材料" in words for words in made.told)
    bound_in = with_papers(BOUND, *heavy)
    scan = StampedFile(MadeScan("盖章扫描件.pdf", pdf("one", "two")), 1, 2)
    found = gather(bound_in, scan, 900_000)
    assert found.scan is None and found.gathered is not None and len(found.gathered.apart) == 4


def test_a_scan_that_was_not_matched_stays_as_it_is_and_the_papers_go_beside_it(
    with_papers: With, notice: Notice, tmp_path: Path
) -> None:
    app = with_papers(BOUND, ("评价.pdf", pdf("REVIEW")), licence=("法人证书.pdf", pdf("LICENCE")))
    scan = tmp_path / "扫描.pdf"
    scan.write_bytes(pdf(*(f"p{at}" for at in range(draw_paper(app).paper.page_count))))
    made = pack_application(app, notice, sources(BOUND), tmp_path / "out", [scan])
    assert made.mail is not None
    assert len(list(made.mail.iterdir())) == 4, "Word, scan and both papers"


def test_the_same_paper_twice_stands_in_the_stamped_file_once(with_papers: With, tmp_path: Path) -> None:
    app = with_papers(BOUND, ("评价.pdf", pdf("SAME")), ("同一份.pdf", pdf("SAME")))
    found = gather(app, StampedFile(MadeScan("盖章扫描件.pdf", pdf("one", "two")), 1, 2), PLENTY)
    assert found.scan is not None
    read = PdfFile(found.scan.content, tmp_path)
    assert ["SAME" in read.squeezed(page) for page in (1, 2, 3)] == [False, True, False]
    assert read.pages() == 3 and small_picture() not in found.scan.content


def test_a_form_says_only_once_where_its_papers_go() -> None:
    from aimed_desktop.errors import UserProblem

    both = BOUND.replace("fields:", "materials_file: 附件材料\nfields:", 1)
    with pytest.raises(UserProblem, match="只写一个"):
        library_from_sources(sources(both)).form("city-2026-1")


def word(text: str) -> bytes:
    document = Document()
    document.add_paragraph(text)
    content = io.BytesIO()
    document.save(content)
    return content.getvalue()
