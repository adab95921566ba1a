"""Checks of the files of an application: pictures in narratives, supporting papers."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from weakref import WeakKeyDictionary

from aimed_desktop.application.checks.evaluate import holds
from aimed_desktop.application.checks.report import FindingCollector
from aimed_desktop.application.files import Files
from aimed_desktop.application.model import Application
from aimed_desktop.application.others import Other
from aimed_desktop.application.values import narrative
from aimed_desktop.application.values.dates import date_problem
from aimed_desktop.application.values.shapes import Value
from aimed_desktop.application.values.validity import has_ended, is_understood
from aimed_desktop.definition.model import Material, Severity
from aimed_desktop.errors import UserProblem

_SIGNATURES = (
    b"\xff\xd8\xff",
    b"\x89PNG\r\n\x1a\n",
    b"GIF8",
    b"BM",
)
_LARGEST_PICTURE = 200 * 1024 * 1024  # bytes
PictureProblem = Callable[[bytes], str | None]


@dataclass(frozen=True, slots=True)
class FileProblem:
    """What is wrong with a file that comes from outside. `context` fills the blanks of the sentence `code`
    of `sentences`, but for `{place}`: where the file stands.
    """

    severity: Severity
    code: str
    context: Mapping[str, str] = field(default_factory=dict)

    def to_json(self) -> list[Any]:
        """As one process tells it to another."""
        return [self.severity, self.code, dict(self.context)]


MaterialJudge = Callable[[Files, str], Sequence[FileProblem]]


def unjudged(_files: Files, _name: str) -> Sequence[FileProblem]:
    """The judge of whoever only asks what holds up the export, which no material does."""
    return ()


_Known = dict[tuple[str, int, PictureProblem], str | None]
_known_pictures: WeakKeyDictionary[Files, _Known] = WeakKeyDictionary()


def kind_problem(data: bytes) -> str | None:
    """`image_unknown` for bytes that do not begin as a picture."""
    is_webp = data[:4] == b"RIFF" and data[8:12] == b"WEBP"
    return None if is_webp or data.startswith(_SIGNATURES) else "image_unknown"


def check_images(report: FindingCollector, path: str, value: Value, judge: PictureProblem) -> None:
    """The pictures of a narrative: there, inside the folder, such as can be printed."""
    pictures = [block for block in narrative.blocks(value) if isinstance(block, narrative.ImageBlock)]
    for number, picture in enumerate(pictures, 1):
        code = _picture_problem(report.app.files, picture.image, judge)
        if code is not None:
            report.error(path, code, number=number)


def check_materials(
    report: FindingCollector, others: Sequence[Other], judge: MaterialJudge = unjudged
) -> None:
    """The supporting papers on the notice's list; they hold up the packing, never the export."""
    app = report.app
    for material in app.form.materials:
        attached = [entry.file for entry in app.materials if entry.slot == material.id]
        if not attached and not material.in_document and _is_required(material, app, others):
            report.error(f"materials.{material.id}", "material_missing", blocks="pack")
        for name in attached:
            path = f"materials.{material.id}"
            code = _file_problem(app.files, name)
            if code is not None:
                report.error(path, code, blocks="pack")
                continue
            place = f"材料“{report.label(path)}”的文件"
            for problem in judge(app.files, name):
                context = {"place": place, **problem.context}
                report.add(problem.severity, path, problem.code, blocks="pack", **context)
        if material.has_validity:
            _check_validity(report, material)
    known = {material.id for material in app.form.materials}
    for slot in dict.fromkeys(entry.slot for entry in app.materials if entry.slot not in known):
        report.warning(f"materials.{slot}", "material_unknown", blocks="pack")


def _check_validity(report: FindingCollector, material: Material) -> None:
    """A licence that has ended when the application is made, or a day that nobody understands."""
    for entry in report.app.materials:
        if entry.slot == material.id and entry.valid_until is not None:
            code = validity_problem(report.app, entry.valid_until)
            if code is not None:
                report.warning(f"materials.{material.id}", code, blocks="pack")


def validity_problem(app: Application, valid_until: str) -> str | None:
    """The sentence for a licence that is good until then, None where it is good on the day of the
    application: 申报日期, while that is empty the notice's last day.
    """
    if not is_understood(valid_until):
        return "material_validity"
    day = app.text_of(app.form.apply_date)
    if date_problem(day) is None:
        return "material_lapsed" if has_ended(valid_until, day) else None
    last = app.form.deadline
    return "material_lapsing" if last and has_ended(valid_until, last) else None


def _is_required(material: Material, app: Application, others: Sequence[Other]) -> bool:
    if isinstance(material.required, bool):
        return material.required
    return holds(material.required, app, others=others) is True


def _file_problem(files: Files, name: str) -> str | None:
    try:
        if not files.exists(name):
            return "material_file_missing"
        return "material_empty" if files.size(name) == 0 else None
    except UserProblem as problem:
        return "material_unsafe" if problem.code == "unsafe_path" else "material_file_missing"


def _picture_problem(files: Files, name: str, judge: PictureProblem) -> str | None:
    try:
        if not files.exists(name):
            return "image_missing"
        return _judged(files, name, judge)
    except UserProblem as problem:
        return "image_unsafe" if problem.code == "unsafe_path" else "image_unreadable"


def _judged(files: Files, name: str, judge: PictureProblem) -> str | None:
    """What is wrong with a picture; remembered while its size stays, for it must be read whole."""
    try:
        known = _known_pictures.setdefault(files, {})
    except TypeError:  # a kind of Files that cannot be remembered
        known = {}
    key = (name, files.size(name), judge)
    if key[1] > _LARGEST_PICTURE:
        return "image_unreadable"
    if key not in known:
        known[key] = judge(files.read(name))
    return known[key]
