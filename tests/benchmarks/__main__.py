"""`python -m tests.benchmarks`: how long the window and the exports take, as a table.

Machines differ, so each figure that matters is also a ratio to something measured in the same run:
the window to a bare Qt window of the same size, a form to as many bare line edits, the exports to
LibreOffice converting our Word file.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable

from tests.benchmarks.exports import export_figures
from tests.benchmarks.figures import Figure
from tests.benchmarks.forms import form_figures
from tests.benchmarks.keystrokes import typing_figures
from tests.benchmarks.large_texts import large_text_figures
from tests.benchmarks.preview import preview_figures
from tests.benchmarks.saving import saving_figures
from tests.benchmarks.window import window_figures

GROUPS: dict[str, Callable[[], Iterable[Figure]]] = {
    "window": window_figures,
    "forms": form_figures,
    "typing": typing_figures,
    "large": large_text_figures,
    "saving": saving_figures,
    "preview": preview_figures,
    "exports": export_figures,
}


def main(names: list[str]) -> None:
    """Measure the named groups, all of them by default."""
    print(f"{'figure':<58}{'median':>12}{'ratio':>9}  against")
    for name in names or GROUPS:
        for figure in GROUPS[name]():
            print(figure.line(), flush=True)


if __name__ == "__main__":
    main(sys.argv[1:])
