"""Every page, dialog and state of the window that is photographed, by the name of its picture."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from scripts import screenshot_fill as fill
from scripts import screenshot_history as history
from scripts import screenshot_life as life
from scripts import screenshot_start as start
from scripts.screenshot_scene import Scene

Way = Callable[[Scene], None]

# in this order: the archive is made after the first three, a version is fixed by the first of the last
_ALL: Final[dict[str, Way]] = {
    "first-run": start.first_run,
    "passphrase": start.passphrase,
    "recovery-code": start.recovery_code,
    "start": start.start,
    "start-notice": start.notice,
    "start-bin": start.recycle_bin,
    "menu": start.menu,
    "unlock": start.unlock,
    "recovery": start.recovery,
    "hand-over": start.hand_over,
    "receive": start.receive,
    "copies": start.copies,
    "change-passphrase": start.change_passphrase,
    "change-code": start.change_code,
    "unit": start.unit,
    "new": start.new,
    "delete": start.delete,
    "error": start.error,
    "amendment": start.amendment,
    "summary": start.summary,
    "fill-cover": fill.cover,
    "fill-people": fill.people,
    "fill-options": fill.options,
    "fill-over-limit": fill.over_limit,
    "fill-cases": fill.cases,
    "fill-table": fill.table,
    "fill-calendar": fill.calendar,
    "fill-narrative": fill.narrative,
    "fill-points": fill.points,
    "fill-confirmations": fill.confirmations,
    "fill-outline": fill.outline,
    "fill-preview": fill.preview,
    "fill-findings": fill.findings,
    "fill-find": fill.find,
    "fill-numbers": fill.numbers,
    "preview-large": fill.large_preview,
    "writing": fill.writing,
    "table-dialog": fill.small_table,
    "picture": fill.picture,
    "chapters-give": fill.give,
    "chapters-take": fill.take_back,
    "chapters-notes": fill.taken_notes,
    "check": life.check,
    "check-problems": life.problems,
    "check-came-back": life.came_back,
    "materials": life.materials,
    "material": life.material,
    "final": life.final,
    "personal-numbers": life.personal_numbers,
    "picture-sheet": life.picture_sheet,
    "progress": life.progress,
    "stamp": life.stamp,
    "submit": life.submit,
    "submit-online": life.submit_online,
    "help": life.help_page,
    "keys": life.help_keys,
    "profile": history.profile,
    "fill-offers": history.offers,
    "history": history.history,
    "final-again": life.final_again,
    "print": life.printing,
    "print-turning": life.print_turning,
    "send-back": life.send_back,
    "fill-locked": life.locked,
    "stamp-scans": life.stamp_scans,
    "stamp-sheets": life.stamp_sheets,
    "scan": life.scan,
    "pair": life.pair,
    "submit-packed": life.submit_packed,
    "mark": life.mark,
    "plan": life.plan,
    "answered": life.answered,
    "receipt": life.receipt,
    "records": life.records,
    "why": life.why,
    "send-back-later": life.send_back_later,
    "supplement-ask": life.supplement_ask,
    "supplement": life.supplement,
    "supplement-materials": life.supplement_materials,
    "final-returned": life.returned,
}
# further states of a page that is there already: on the smallest screen alone, where room is scarcest
_STATES: Final = frozenset(
    {
        "start-notice",
        "start-bin",
        "fill-people",
        "fill-options",
        "fill-over-limit",
        "fill-cases",
        "fill-calendar",
        "fill-points",
        "fill-confirmations",
        "fill-outline",
        "fill-find",
        "fill-offers",
        "fill-locked",
        "check",
        "keys",
    }
)
_SMALLEST: Final = "1366x768@1.25"


def pages_of(size: str) -> dict[str, Way]:
    """What is photographed on a screen of that size, in this order."""
    return {name: way for name, way in _ALL.items() if size == _SMALLEST or name not in _STATES}
