"""Draws a plan as an Excel workbook: one sheet that prints as the paper does."""

from __future__ import annotations

import io
import re
import zipfile
from datetime import datetime
from typing import TYPE_CHECKING

from openpyxl import Workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE, Cell
from openpyxl.styles import Alignment, Border, Font, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.pagebreak import Break
from openpyxl.writer.excel import ExcelWriter

from aimed_desktop.document.excel.sheet import ExcelSheet, SheetCell, lay_out
from aimed_desktop.document.plan.plan import Plan
from aimed_desktop.document.plan.styles import STYLES
from aimed_desktop.document.word.styles import font_of

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

_A4 = 9
_LONGEST_TEXT = 32_767  # characters that Excel keeps in a cell
_LONGEST_NAME = 31
_NO_SHEET_NAME = re.compile(r"[\[\]:*?/\\]")
_FORMULA_STARTS = ("=", "+", "-", "@")
_DIGIT_PX, _SIDES_PX, _PX_A_MM = 7, 5, 96 / 25.4  # of the default font, which widths are counted in
_MM_AN_INCH = 25.4
_INDENT_MM = 2.4  # one step of a cell's indent: three blanks of the default font
_ALWAYS = datetime(2000, 1, 1)
_ZIP_TIME = (1980, 1, 1, 0, 0, 0)
_RULE = Side(style="thin")
_RULES = Border(left=_RULE, right=_RULE, top=_RULE, bottom=_RULE)


def xlsx_bytes(plan: Plan) -> bytes:
    """The workbook; the same plan is always the same bytes. Every text stays text, never a formula."""
    workbook = Workbook()
    worksheet = workbook.active
    title = _NO_SHEET_NAME.sub(" ", plan.properties.title).strip("'") or "Sheet1"
    worksheet.title = title[:_LONGEST_NAME]
    sheet = lay_out(plan)
    for number, width in enumerate(sheet.widths_mm, 1):
        worksheet.column_dimensions[get_column_letter(number)].width = _characters(width)
    for number, row in enumerate(sheet.rows, 1):
        worksheet.row_dimensions[number].height = round(row.height_pt, 1)
        for cell in row.cells:
            _draw(worksheet, number, cell)
        if row.breaks_page and number > 1:
            worksheet.row_breaks.append(Break(id=number - 1))
    _set_page(worksheet, plan, sheet)
    _describe(workbook, plan)
    return _packed(workbook)


def _draw(worksheet: Worksheet, row: int, cell: SheetCell) -> None:
    first = worksheet.cell(row, cell.column + 1)
    _write(first, cell)
    last_row, last_column = row + cell.down - 1, cell.column + cell.span
    if (last_row, last_column) != (row, cell.column + 1):
        worksheet.merge_cells(
            start_row=row, start_column=cell.column + 1, end_row=last_row, end_column=last_column
        )
    if cell.ruled:
        for covered in worksheet.iter_rows(row, last_row, cell.column + 1, last_column):
            for each in covered:
                each.border = _RULES


def _write(target: Cell, cell: SheetCell) -> None:
    style = STYLES[cell.style]
    target.font = Font(name=font_of(cell.style), size=style.size_pt)
    align = "left" if cell.align == "justify" else cell.align
    indent = round(cell.indent_mm / _INDENT_MM)
    target.alignment = Alignment(align, cell.vertical, wrap_text=True, indent=indent)
    if cell.is_number:
        target.value = int(cell.text)
    elif cell.text:
        target.value = _kept(cell.text)
        target.data_type = "s"  # text that begins with = is no formula
        target.number_format = "@"
        target.quotePrefix = cell.text.startswith(_FORMULA_STARTS)


def _kept(text: str) -> str:
    """`text` without what a workbook cannot hold."""
    text = ILLEGAL_CHARACTERS_RE.sub("", text.encode("utf-8", "ignore").decode())
    return text if len(text) <= _LONGEST_TEXT else text[: _LONGEST_TEXT - 1] + "…"


def _characters(width_mm: float) -> float:
    """A column's width in characters of the default font, as Excel counts it."""
    return round(max(width_mm * _PX_A_MM - _SIDES_PX, _DIGIT_PX) / _DIGIT_PX, 2)


def _set_page(worksheet: Worksheet, plan: Plan, sheet: ExcelSheet) -> None:
    page = plan.page
    worksheet.page_setup.orientation = "landscape" if page.landscape else "portrait"
    worksheet.page_setup.paperSize = _A4
    worksheet.page_setup.fitToWidth = 1
    worksheet.page_setup.fitToHeight = 0
    worksheet.sheet_properties.pageSetUpPr.fitToPage = True
    worksheet.print_options.horizontalCentered = True
    margins = worksheet.page_margins
    margins.left = (page.left_mm + page.binding_mm) / _MM_AN_INCH
    margins.right = page.right_mm / _MM_AN_INCH
    margins.top, margins.bottom = page.top_mm / _MM_AN_INCH, page.bottom_mm / _MM_AN_INCH
    margins.header = margins.footer = 0.4
    last = get_column_letter(len(sheet.widths_mm))
    worksheet.print_area = f"A1:{last}{max(len(sheet.rows), 1)}"
    if sheet.repeated is not None:
        first_row, last_row = sheet.repeated
        worksheet.print_title_rows = f"{first_row + 1}:{last_row + 1}"
    if page.number:
        worksheet.oddFooter.center.text = "— &P —"
    if plan.draft:
        worksheet.oddHeader.center.text = "草稿"


def _describe(workbook: Workbook, plan: Plan) -> None:
    properties = workbook.properties
    properties.title, properties.creator = plan.properties.title, plan.properties.author
    properties.lastModifiedBy, properties.keywords = plan.properties.author, plan.properties.fingerprint
    properties.language = plan.properties.language
    properties.created = properties.modified = _ALWAYS


def _packed(workbook: Workbook) -> bytes:
    """The package with fixed times; `Workbook.save` would write the clock into it."""
    written = io.BytesIO()
    ExcelWriter(workbook, zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED)).save()
    packed = io.BytesIO()
    with zipfile.ZipFile(written) as source, zipfile.ZipFile(packed, "w") as target:
        for name in source.namelist():
            entry = zipfile.ZipInfo(name, _ZIP_TIME)
            entry.compress_type, entry.external_attr = zipfile.ZIP_DEFLATED, 0o600 << 16
            target.writestr(entry, source.read(name))
    return packed.getvalue()
