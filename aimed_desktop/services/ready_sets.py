"""整套打印: the PDF that a choice comes to, for the printer or for a file, and what is noted of it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

from aimed_desktop.errors import UserProblem
from aimed_desktop.files.writing import make_folder, write_together
from aimed_desktop.packet.names import printed_value, safe_file_name
from aimed_desktop.packet.print_set import SetCount
from aimed_desktop.packet.routing import TITLE
from aimed_desktop.services.exporting import files_folder
from aimed_desktop.services.print_choices import Counted, Printable, PrintChoice, Scope, Sides, counted, laid
from aimed_desktop.services.print_sets import holding_up


@dataclass(frozen=True, slots=True)
class ReadySet:
    """The PDF that is printed; where paper is turned by hand, the fronts alone, and `backs_wanted` says
    whether any page stands on a back.

    `what`: pages and copies, as they are noted, but for a list that stays with the unit (`is_noted`);
    `is_set`: no page of the version is missing.
    """

    title: str
    content: bytes
    version: int
    counted: Counted
    what: str
    is_set: bool
    is_noted: bool
    is_two_sided: bool
    backs_wanted: bool


def ready_set(printed: Printable, choice: PrintChoice, *, is_for_file: bool = False) -> ReadySet:
    """The choice as PDF; that for a file holds both sides of what is turned by hand, too.

    UserProblem where a supporting paper that goes along cannot be printed.
    """
    if choice.with_materials:
        found = holding_up(printed.app, is_fixed=True, with_materials=True)
        if errors := sum(each.severity == "error" for each in found):
            raise UserProblem("set_refused", errors=errors)
    maker, options = laid(printed, choice)
    number = counted(printed, choice, maker, options)
    is_by_hand = choice.sides.is_by_hand and number.count.has_backs and not is_for_file
    if is_by_hand:
        options = replace(options, half="fronts", is_last_first=choice.sides is Sides.DRAWER)
    return ReadySet(
        _title(printed, choice),
        maker.make(options).content,
        printed.version,
        number,
        what_words(printed, choice, number.count),
        is_set=choice.scope in (Scope.SET, Scope.CHANGED),
        is_noted=choice.scope is not Scope.SHEET,
        is_two_sided=choice.sides is Sides.TWO,
        backs_wanted=is_by_hand,
    )


def backs_of(printed: Printable, choice: PrintChoice) -> bytes:
    """The other side of every sheet of `ready_set`, empty ones among them, for the stack as it lies then.

    A stack comes out with its fronts down. For a drawer it is turned over, and its first sheet, printed last,
    lies undermost; for a tray it goes back as it is. Either way the last sheet is drawn in first, and in the
    end the first one lies on top.
    """
    maker, options = laid(printed, choice)
    return maker.make(replace(options, half="backs", is_last_first=True)).content


def save_set(printed: Printable, choice: PrintChoice, folder: Path) -> tuple[Path, ReadySet]:
    """存为打印用 PDF: the very bytes that a printer would be given, beside the other files in `folder`."""
    made = ready_set(printed, choice, is_for_file=True)
    return save_for_reader(printed, made.title, made.content, folder), made


def save_for_reader(printed: Printable, title: str, content: bytes, folder: Path) -> Path:
    """A file for the program that prints it."""
    own = make_folder(files_folder(printed.app, printed.notice, folder))
    (path,) = write_together(own, {f"{title}.pdf": content})
    return path


def what_words(printed: Printable, choice: PrintChoice, number: SetCount) -> str:
    """整套，每份 11 页，2 份，双面，纸 12 张."""
    what = {
        Scope.SET: "整套连同材料" if choice.with_materials else "整套",
        Scope.CHANGED: "换下的页",
        Scope.PAGES: f"整套的第{choice.pages.strip()}页",
        Scope.DOCUMENT: f"《{_document_title(printed, choice)}》",
        Scope.SHEET: TITLE,
    }[choice.scope]
    sides = "，双面" if choice.sides is not Sides.ONE else ""
    return f"{what}，每份 {number.pages_each} 页，{number.copies} 份{sides}，纸 {number.sheets} 张"


def _title(printed: Printable, choice: PrintChoice) -> str:
    """The name of the file and of the job, so that none is taken for another."""
    what = {
        Scope.SET: "整套打印连同材料" if choice.with_materials else "整套打印",
        Scope.CHANGED: "整套打印换下的页",
        Scope.PAGES: f"整套打印第{choice.pages.strip()}页",
        Scope.DOCUMENT: f"打印{_document_title(printed, choice)}",
        Scope.SHEET: TITLE,
    }[choice.scope]
    project = printed_value(printed.app, printed.app.form.project_name)
    how = f"第{printed.version}版-{choice.copies}份{'' if choice.sides is Sides.ONE else '-双面'}"
    return safe_file_name("-".join(filter(None, (what, how, project))), project=project, reserve=len(".pdf"))


def _document_title(printed: Printable, choice: PrintChoice) -> str:
    return next((each.title for each in printed.documents if each.id == choice.document), "")
