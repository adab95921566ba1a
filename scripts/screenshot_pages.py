"""Every page, state and dialog of the window that is photographed, by the name of its picture."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from scripts import screenshot_fill as fill
from scripts import screenshot_history as history
from scripts import screenshot_life as life
from scripts import screenshot_start as start
from scripts.screenshot_scene import Scene

PAGES: Final[dict[str, Callable[[Scene], None]]] = {
    # there is no archive yet
    "first-run": start.first_run,
    "passphrase": start.passphrase,
    "recovery-code": start.recovery_code,
    # the start page
    "start": start.start,
    "start-notice": start.notice,
    "start-bin": start.recycle_bin,
    "menu": start.menu,
    "unlock": start.unlock,
    "unit": start.unit,
    "new": start.new,
    "delete": start.delete,
    "error": start.error,
    "amendment": start.amendment,
    "summary": start.summary,
    # 填写
    "fill-cover": fill.cover,
    "fill-people": fill.people,
    "fill-options": fill.options,
    "fill-over-limit": fill.over_limit,
    "fill-cases": fill.cases,
    "fill-table": fill.table,
    "fill-calendar": fill.calendar,
    "fill-narrative": fill.narrative,
    "fill-points": fill.points,
    "fill-outline": fill.outline,
    "fill-preview": fill.preview,
    "fill-findings": fill.findings,
    "fill-find": fill.find,
    "preview-large": fill.large_preview,
    "writing": fill.writing,
    "table-dialog": fill.small_table,
    "picture": fill.picture,
    "chapters-give": fill.give,
    "chapters-take": fill.take_back,
    # the other steps of a draft
    "check": life.check,
    "check-problems": life.problems,
    "materials": life.materials,
    "material": life.material,
    "final": life.final,
    "progress": life.progress,
    "stamp": life.stamp,
    "submit": life.submit,
    "help": life.help_page,
    "keys": life.help_keys,
    "profile": history.profile,
    "fill-offers": history.offers,
    "history": history.history,
    # last: from here on a version of the example is fixed
    "final-again": life.final_again,
    "print": life.printing,
    "send-back": life.send_back,
    "fill-locked": life.locked,
    "stamp-scans": life.stamp_scans,
    "scan": life.scan,
    "submit-packed": life.submit_packed,
    "mark": life.mark,
}
