"""The files of a summary, each kind by the ending of its name."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from aimed_desktop.application.file import to_json
from aimed_desktop.application.model import Application
from aimed_desktop.document.plan.plan import Plan
from aimed_desktop.document.plan.planner import make_plans
from aimed_desktop.errors import UserProblem
from aimed_desktop.files.writing import make_folder, write_together

APPLICATION_ENDING = ".json"  # the summary itself, to go on with


def check_endings(paths: Sequence[Path]) -> None:
    """UserProblem summary_ending where a name ends in nothing that can be written."""
    for path in paths:
        if path.suffix.lower() not in (*_WRITERS, APPLICATION_ENDING):
            raise UserProblem("summary_ending", path=path)


def write_summary(app: Application, paths: Sequence[Path]) -> list[Path]:
    """Write each file; everything is drawn before the first one is written. The paths written."""
    (plan,) = make_plans(app)
    drawn = [(path, _bytes(app, plan, path.suffix.lower())) for path in paths]
    written: dict[Path, Path] = {}
    for folder in dict.fromkeys(path.parent for path in paths):
        inside = {path: data for path, data in drawn if path.parent == folder}
        files = {path.name: data for path, data in inside.items()}
        written |= zip(inside, write_together(make_folder(folder), files), strict=True)
    return [written[path] for path in paths]


def _bytes(app: Application, plan: Plan, ending: str) -> bytes:
    return to_json(app) if ending == APPLICATION_ENDING else _WRITERS[ending](plan)


def _excel(plan: Plan) -> bytes:
    from aimed_desktop.document.excel.xlsx import xlsx_bytes

    return xlsx_bytes(plan)


def _word(plan: Plan) -> bytes:
    from aimed_desktop.document.word.write.word_document import docx_bytes

    return docx_bytes(plan)


def _pdf(plan: Plan) -> bytes:
    from aimed_desktop.document.pdf.pdf import pdf_bytes

    return pdf_bytes(plan)


_WRITERS: dict[str, Callable[[Plan], bytes]] = {".xlsx": _excel, ".docx": _word, ".pdf": _pdf}
