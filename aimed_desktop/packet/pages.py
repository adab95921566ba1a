"""On which printed page each part of the paper begins."""

from __future__ import annotations

from aimed_desktop.application.model import Application


def paper_pages(app: Application) -> dict[str, str]:
    """Part id → the page as the foot prints it: 第3页. A part on an unnumbered page is left out.

    UserProblem where a picture is missing or cannot be read.
    """
    from aimed_desktop.document.pdf import page_starts, printed_number
    from aimed_desktop.document.planner import make_plans

    pages = {}
    for plan in make_plans(app):
        for part, page in page_starts(plan).items():
            number = printed_number(plan, page - 1)
            if number is not None:
                pages[part] = f"第{number}页"
    return pages
