"""Marks the fields about which something is shown: a border, and the sentence for eye and screen reader."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtWidgets import QWidget

from aimed_desktop.application.checks.finding import Finding
from aimed_desktop.services.finding_words import sentence
from ui.binding.field_widgets import USUAL_DESCRIPTION, path_of
from ui.widgets.theme import repolish

MARK = "wrong"  # property of the style sheet: `true` must be mended, `missing` filled in, `perhaps` looked at
_LATER_MS = 100
SENTENCE = "finding"  # property: what is said, for the tooltip


class Marks(QObject):
    """The marks on the widgets below `paper`."""

    def __init__(self, paper: QWidget) -> None:
        super().__init__(paper)
        self._paper = paper
        self._marked: dict[str, tuple[str, str]] = {}
        self._later = QTimer(self, singleShot=True, interval=_LATER_MS)
        self._later.timeout.connect(lambda: self._mark(set(self._marked)))

    def show(self, findings: Sequence[Finding]) -> None:
        """Mark the fields of `findings` and no others."""
        wanted: dict[str, tuple[str, str]] = {}
        for finding in findings:  # errors come first
            if finding.field:
                mark = _mark_of(finding)
                words = f"{sentence(finding)}{finding.fix}"
                first, said = wanted.get(finding.field, (mark, ""))
                wanted[finding.field] = (first, f"{said}\n{words}" if said else words)
        paths = self._marked.keys() | wanted.keys()
        changed = {path for path in paths if self._marked.get(path) != wanted.get(path)}
        self._marked = wanted
        self._mark(changed)

    def renew(self) -> None:
        """Mark again in a moment: editors have come or gone."""
        self._later.start()

    def _mark(self, paths: set[str]) -> None:
        if not paths:
            return
        for widget in self._paper.findChildren(QWidget):
            path = widget.objectName()
            if path in paths:
                _put(widget, *self._marked.get(path, ("false", "")))


def _mark_of(finding: Finding) -> str:
    if finding.severity != "error":
        return "perhaps"
    return "missing" if finding.rule == "required" else "true"


def _put(widget: QWidget, mark: str, words: str) -> None:
    if widget.property(MARK) == mark and widget.property(SENTENCE) == words:
        return
    widget.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)  # a plain widget shows its border, too
    widget.setProperty(MARK, mark)
    widget.setProperty(SENTENCE, words)
    for each in (widget, *_inside(widget)):
        _describe(each, words)
    widget.setToolTip(words)
    repolish(widget)


def _inside(widget: QWidget) -> list[QWidget]:
    """What has the focus in the place of `widget`: the options of a choice, each of which is read aloud."""
    path, by_tab = widget.objectName(), Qt.FocusPolicy.TabFocus
    return [
        each for each in widget.findChildren(QWidget) if each.focusPolicy() & by_tab and path_of(each) == path
    ]


def _describe(widget: QWidget, words: str) -> None:
    """Let the screen reader say `words`; without them what it says usually, as that an answer is required."""
    widget.setAccessibleDescription(words or widget.property(USUAL_DESCRIPTION) or "")
