"""What a kept scan is: its pages, and whether it can belong to the version that is fixed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from aimed_desktop.application.checks.files import FileProblem
from aimed_desktop.application.model import Application
from aimed_desktop.document.judging.judge import judge, read_text
from aimed_desktop.document.plan.fingerprint import fingerprint
from aimed_desktop.packet.file_problems import fix_of, problem_sentence, scan_problems
from aimed_desktop.packet.names import printed_value
from aimed_desktop.packet.scan_findings import FINGERPRINT
from aimed_desktop.packet.void_pages import VoidPages
from aimed_desktop.packet.void_words import pages_in_words

ScanTone = Literal["good", "warn", "bad", "quiet"]
_READABLE = 40  # characters; a stamp alone is recognised as fewer


@dataclass(frozen=True, slots=True)
class ScanReport:
    """`pages` is None where it has none. `tone`: good belongs, bad does not, warn look at it.

    `inked`: pages that something stands on.
    """

    pages: int | None
    tone: ScanTone
    words: str
    inked: int = 0


@dataclass(frozen=True, slots=True)
class PrintedPaper:
    """What scans are compared with: the fixed version `app`, its printed PDF files and their pages.

    `marks`: the fingerprint of each version that was ever fixed, with its number; `void`: what the
    version made void of the one before.
    """

    app: Application
    printed: Sequence[bytes]
    pages: int
    marks: Mapping[str, int]
    void: VoidPages | None = None


def report_scan(name: str, content: bytes, version: int, paper: PrintedPaper) -> ScanReport:
    """What can be told of a scan that came in while `version` was the fixed one.

    A scan of paper carries no mark: then its pages, and the text that a scanner recognised, must do.
    """
    verdict = judge(content)
    pages = verdict.pages
    problems = scan_problems(name, verdict)
    if problems and (problems[0].severity == "error" or verdict.is_all_white):
        return ScanReport(pages, "bad", _words_of(problems[0]))
    if content in paper.printed:
        return ScanReport(pages, "bad", "是没有盖章的打印件，不是扫描件。请换成盖章签字后的扫描件。")
    report = replace(_of_version(content, version, pages, paper), inked=verdict.inked or 0)
    if problems and report.tone != "bad":
        return replace(report, tone="warn", words=" ".join([report.words, *map(_words_of, problems)]))
    return report


def _of_version(content: bytes, version: int, pages: int | None, paper: PrintedPaper) -> ScanReport:
    now = paper.app.version
    keywords, text = read_text(content)
    own = keywords if FINGERPRINT.fullmatch(keywords) else None
    mark = own or next((m for m in paper.marks if m in text), None)
    if mark is not None:
        return _by_mark(mark, pages, paper)
    if version != now and _is_partly_void(paper):
        gone = scan_void_words(version, paper.void)
        return ScanReport(pages, "warn", f"{gone}请换成第{now}版的扫描件。")
    return _by_text(text, pages, paper)


def scan_void_words(version: int, void: VoidPages | None) -> str:
    """第1版时加入的，其中第8页，即PDF第9页，已作废: of a scan of `version`, compared by `void`."""
    if void is None or void.since != version:
        return f"第{version}版时加入的，其中有的页已作废。"
    if void.is_whole:
        return f"第{version}版时加入的，第{version}版的打印件已整套作废。"
    documents = [each for each in void.documents if each.again]
    name = "《{}》" if len(documents) > 1 else ""
    again = "；".join(
        f"{name.format(each.title)}{pages_in_words(each.again, each.indexes)}" for each in documents
    )
    return f"第{version}版时加入的，其中{again or '有的页'}，已作废。"


def _words_of(problem: FileProblem) -> str:
    return f"{problem_sentence(problem)}{fix_of(problem)}"


def pages_line(reports: Iterable[ScanReport], paper: PrintedPaper) -> tuple[ScanTone, str]:
    """How the pages of all scans but the wrong ones compare with those of one printed copy."""
    given = list(reports)
    fit = [report for report in given if report.tone != "bad"]
    if not given:
        return "quiet", f"还没有扫描件。打印件一份共 {paper.pages} 页。"
    if not fit:
        return "bad", f"还没有能用的扫描件，请看下面各份的说明。打印件一份共 {paper.pages} 页。"
    total = sum(report.inked for report in fit)
    if total < paper.pages:
        return (
            "warn",
            f"扫描件有内容的共 {total} 页，打印件一份有 {paper.pages} 页。请核对是否漏扫；"
            "只交盖章页的，打包时写明原因。",
        )
    if total > paper.pages:
        return "quiet", f"扫描件共 {total} 页，比打印件一份的 {paper.pages} 页多。请核对有没有重复的。"
    return "good", f"扫描件共 {total} 页，打印件一份 {paper.pages} 页。"


def _by_mark(mark: str, pages: int | None, paper: PrintedPaper) -> ScanReport:
    if mark == fingerprint(paper.app):
        return ScanReport(pages, "good", f"是第{paper.app.version}版的（核对码一致）。")
    other = paper.marks.get(mark)
    which = f"第{other}版" if other else "别的申报件或别的版本"
    return ScanReport(pages, "bad", f"是{which}的（核对码 {mark}）。请换成本版的扫描件。")


def _by_text(text: str, pages: int | None, paper: PrintedPaper) -> ScanReport:
    """A scanner's recognised text may miss a character, so a name that is not found is a warning only."""
    app = paper.app
    names = [printed_value(app, path) for path in (app.form.unit_name, app.form.project_name)]
    wanted = ["".join(name.split()) for name in names if name]
    if len(text) < _READABLE or not wanted:
        words = f"纸面扫描件，看不出版本。请核对是第{app.version}版的打印件、每页都清楚。"
        return ScanReport(pages, "quiet", words)
    if any(name in text for name in wanted):
        return ScanReport(pages, "good", "文字里有本申报件的单位或项目名称。")
    return ScanReport(pages, "warn", "文字里没有找到本申报件的单位和项目名称。请核对是不是别的申报件。")


def _is_partly_void(paper: PrintedPaper) -> bool:
    return paper.void is not None and paper.void.is_any
