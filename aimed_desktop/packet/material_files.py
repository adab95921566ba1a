"""Supporting papers before they are kept, and what is seen of them afterwards."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from aimed_desktop.application.checks.files import FileProblem
from aimed_desktop.application.files import Files
from aimed_desktop.document.judging.judge import draw_pages, judge
from aimed_desktop.document.judging.kinds import RECORDS, FileKind
from aimed_desktop.packet.file_problems import SHORT_WORDS, material_problems, refusal

MOST_PREVIEWED = 6
PREVIEW_PX = 900


@dataclass(frozen=True, slots=True)
class FileFacts:
    """What is seen of a file. `pages` and `thumbnail` (PNG or JPEG) are None where they cannot be told."""

    kind: str
    size: int
    pages: int | None = None
    thumbnail: bytes | None = None
    problems: tuple[FileProblem, ...] = ()  # errors first
    is_pdf: bool = False

    @property
    def is_broken(self) -> bool:
        """Whether it cannot be handed in as it is."""
        return any(problem.severity == "error" for problem in self.problems)

    @property
    def trouble(self) -> str:
        """What is wrong with it in a few words; empty where nothing is."""
        return "；".join(SHORT_WORDS[problem.code].format(**problem.context) for problem in self.problems)


def check_material(name: str, content: bytes) -> tuple[FileProblem, ...]:
    """What a clerk is told of a file that is taken as a supporting paper. UserProblem where it is not."""
    problems = material_problems(name, judge(content))
    error = next((problem for problem in problems if problem.severity == "error"), None)
    if error is not None:
        raise refusal(error)
    return problems


def twin_of(content: bytes, files: Files, names: Iterable[str]) -> str | None:
    """The file among `names` that holds the same, if there is one."""
    for name in names:
        if files.exists(name) and files.size(name) == len(content) and files.read(name) == content:
            return name
    return None


def file_facts(name: str, content: bytes, width_px: int) -> FileFacts:
    """Kind, size, pages and a small picture of a file."""
    verdict = judge(content)
    pictures = draw_pages(content, width_px, most=1) if verdict.pages else []
    return FileFacts(
        RECORDS[verdict.kind].words,
        len(content),
        verdict.pages,
        pictures[0] if pictures else None,
        material_problems(name, verdict),
        verdict.kind is FileKind.PDF,
    )


def preview_pages(content: bytes) -> list[bytes]:
    """The first pages, large; none for a kind that cannot be drawn."""
    return draw_pages(content, PREVIEW_PX, most=MOST_PREVIEWED)
