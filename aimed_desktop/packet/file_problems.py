"""What the judge's verdict means for a supporting paper and for a stamped scan: errors and warnings."""

from __future__ import annotations

from collections.abc import Iterator
from weakref import WeakKeyDictionary

from aimed_desktop.application.checks.files import FileProblem
from aimed_desktop.application.checks.sentences import SENTENCES
from aimed_desktop.application.files import Files
from aimed_desktop.document.judging.judge import judge
from aimed_desktop.document.judging.kinds import RECORDS, SCANS, FileKind, is_misnamed, named_kinds
from aimed_desktop.document.judging.verdict import Verdict, pages_words
from aimed_desktop.errors import UserProblem
from aimed_desktop.packet.file_words import brief_name

SHORT_WORDS = {  # beside the file's name
    "file_empty": "空文件，请换一份",
    "file_program": "是程序，请移出",
    "file_kind": "不是常用的材料格式，请换一份",
    "file_phone_photo": "很多电脑打不开，请换成 JPG",
    "file_web_picture": "有的电脑打不开，建议换成 JPG",
    "file_misnamed": "内容{found}，与文件名不符，请换一份",
    "file_locked": "设了打开密码，请换一份",
    "file_cut_off": "不完整，请换一份",
    "file_damaged": "打不开，可能已损坏，请换一份",
    "file_too_heavy": "太大或太复杂，读不完，请换一份",
    "file_pages_broken": "{pages}显示不出来，请换一份",
    "file_oversize": "{pages}纸张尺寸不正常",
    "file_white": "{pages}是白页，请核对",
    "file_all_white": "全是白页，请核对",
    "file_place": "带着拍摄地点（GPS）",
}
_LARGEST_BYTES = 1024**3  # of a material that is read to be judged
# Of these, anything may be: a name that nobody knows says more.
_TOO_GENERAL = (FileKind.UNKNOWN, FileKind.OLE, FileKind.ZIP, FileKind.TEXT, FileKind.VIDEO)
_Known = dict[tuple[str, int], tuple[FileProblem, ...]]
_known: WeakKeyDictionary[Files, _Known] = WeakKeyDictionary()


def material_problems(name: str, verdict: Verdict) -> tuple[FileProblem, ...]:
    """Errors and warnings about a supporting paper called `name`; the first error says why it is none."""
    return tuple(_material_problems(name, verdict))


def scan_problems(name: str, verdict: Verdict) -> tuple[FileProblem, ...]:
    """Errors and warnings about a stamped scan by itself, whatever it is a scan of."""
    return tuple(_scan_problems(name, verdict))


def judge_material(files: Files, name: str) -> tuple[FileProblem, ...]:
    """What is wrong with a material of an application; remembered while its size stays."""
    try:
        known = _known.setdefault(files, {})
    except TypeError:  # a kind of Files that cannot be remembered
        known = {}
    key = (name, files.size(name))
    if key not in known:
        too_large = FileProblem("error", "file_too_heavy", {"file": brief_name(name)})
        is_small = key[1] <= _LARGEST_BYTES
        known[key] = material_problems(name, judge(files.read(name))) if is_small else (too_large,)
    return known[key]


def refusal(problem: FileProblem, place: str = "") -> UserProblem:
    """Why a file is not taken, for whoever just chose it."""
    return UserProblem("file_not_taken", message=problem_sentence(problem, place), fix=fix_of(problem))


def problem_sentence(problem: FileProblem, place: str = "") -> str:
    """The sentence of a problem; `place` says where the file stands."""
    return SENTENCES[problem.code].message.format(place=place, **problem.context)


def fix_of(problem: FileProblem) -> str:
    """How to mend it."""
    return SENTENCES[problem.code].fix.format(**problem.context)


def _material_problems(name: str, verdict: Verdict) -> Iterator[FileProblem]:
    is_photo = verdict.kind is FileKind.HEIC
    fatal = _problem("error", "file_phone_photo", name) if is_photo else _unusable(name, verdict)
    if fatal is not None:
        yield fatal
        return
    if verdict.kind is FileKind.WEBP:
        yield _problem("warning", "file_web_picture", name)
    yield from _page_problems(name, verdict)


def _scan_problems(name: str, verdict: Verdict) -> Iterator[FileProblem]:
    fatal = None
    if verdict.kind not in (*SCANS, FileKind.EMPTY, FileKind.PROGRAM, FileKind.UNKNOWN):
        fatal = _problem("error", "file_scan_kind", name, found=_spaced(RECORDS[verdict.kind].words))
    fatal = fatal or _unusable(name, verdict)
    if fatal is not None:
        yield fatal
        return
    yield from _page_problems(name, verdict)


def _unusable(name: str, verdict: Verdict) -> FileProblem | None:
    """Why nobody could read the file, or would not believe its name; None where it is what it says."""
    if verdict.trouble in ("empty", "program"):
        return _problem("error", f"file_{verdict.trouble}", name)
    if verdict.kind in _TOO_GENERAL and not named_kinds(name):
        return _problem("error", "file_kind", name)
    if verdict.trouble == "unknown" or is_misnamed(verdict.kind, name):
        return _misnamed(name, verdict.kind)
    if verdict.trouble is not None:
        return _problem("error", f"file_{verdict.trouble}", name)
    if verdict.broken:
        return _problem("error", "file_pages_broken", name, pages=pages_words(verdict.broken))
    return None


def _page_problems(name: str, verdict: Verdict) -> Iterator[FileProblem]:
    if verdict.white:
        code = "file_all_white" if verdict.is_all_white else "file_white"
        yield _problem("warning", code, name, pages=pages_words(verdict.white))
    if verdict.oversize:
        yield _problem("warning", "file_oversize", name, pages=pages_words(verdict.oversize))
    if verdict.tells_place:
        yield _problem("warning", "file_place", name)


def _misnamed(name: str, kind: FileKind) -> FileProblem:
    named = named_kinds(name)
    if kind is FileKind.UNKNOWN:
        found, mend = f"不是{_spaced(RECORDS[named[0]].words)}", "请用原来的程序重新另存一份后再添加。"
    else:
        found = f"是{_spaced(RECORDS[kind].words)}"
        mend = f"请换成正确的文件，或把文件名的结尾改成 {RECORDS[kind].endings[0]} 后再添加。"
    return _problem("error", "file_misnamed", name, found=found, mend=mend)


def _spaced(words: str) -> str:
    """Words behind a Chinese one: those that begin with a letter after a blank."""
    return f" {words}" if words[0].isascii() else words


def _problem(severity: str, code: str, name: str, **context: str) -> FileProblem:
    is_error = severity == "error"
    return FileProblem("error" if is_error else "warning", code, {"file": brief_name(name), **context})
