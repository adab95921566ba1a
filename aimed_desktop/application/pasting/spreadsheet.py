"""What a spreadsheet shows in a cell where it no longer shows, or no longer has, what was typed."""

from __future__ import annotations

import re

from aimed_desktop.application.values.identifiers import id_number_problem, is_of_excel, is_rounded

_NARROW = re.compile("#{3,}")
_ERRORS = frozenset(["#N/A", "#REF!", "#VALUE!", "#DIV/0!", "#NAME?", "#NUM!", "#NULL!", "#SPILL!", "#CALC!"])


def loss_of(text: str) -> str:
    """The kind of loss (of `losses`) that a cell shows; empty where it shows none."""
    if is_of_excel(text):
        return "rounded"
    if is_rounded(text) and id_number_problem(text) is not None:
        return "cut"
    if _NARROW.fullmatch(text):
        return "narrow"
    return "cell_error" if text in _ERRORS else ""
