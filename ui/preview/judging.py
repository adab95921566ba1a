"""Judges the materials of the open application by their content: each once, beside the window."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial
from typing import Any

from PySide6.QtCore import QObject, Signal

from aimed_desktop.application.model import Application
from aimed_desktop.services.given_files import content_of, problems_of
from aimed_desktop.services.operation import Kind, Operation
from ui.widgets.jobs import Jobs

Problems = list[list[Any]]  # each as FileProblem.to_json


class MaterialJudging(QObject):
    """`judged` tells that all which were asked for are known."""

    judged = Signal()

    def __init__(self, app: Application, jobs: Jobs, parent: QObject) -> None:
        super().__init__(parent)
        self._app = app
        self._jobs = jobs
        self._waiting: list[str] = []
        self._known: dict[str, Problems | None] = {}  # None: asked for
        self._untold: list[str] = []
        self._is_closed = False

    def ask(self, names: Iterable[str]) -> None:
        """Judge the files of these names, if that was not done before."""
        fresh = [name for name in dict.fromkeys(names) if name not in self._known]
        is_busy = bool(self._waiting)
        self._known |= dict.fromkeys(fresh)
        self._waiting += fresh
        if fresh and not is_busy:
            self._read_next()

    def news(self) -> dict[str, Problems]:
        """What has come to be known since the last call."""
        untold, self._untold = self._untold, []
        return {name: self._known[name] or [] for name in untold}

    def forget(self) -> None:
        """Tell everything again."""
        self._untold = [name for name, problems in self._known.items() if problems is not None]

    def close(self) -> None:
        """Stop what is under way."""
        self._is_closed = True
        self._waiting.clear()

    def _read_next(self) -> None:
        files, name = self._app.files, self._waiting[0]
        operation = Operation(
            Kind.READS_ARCHIVE,
            lambda: content_of(files, name),
            done=partial(self._judge, name),
            failed=lambda _error: self._next(),
        )
        self._jobs.run(self, operation)

    def _judge(self, name: str, content: bytes) -> None:
        operation = Operation(
            Kind.COMPUTES,
            lambda: problems_of(name, content, lambda: self._is_closed),
            done=partial(self._on_judged, name),
            failed=lambda _error: self._next(),
        )
        self._jobs.run(self, operation)

    def _on_judged(self, name: str, problems: Problems) -> None:
        self._known[name] = problems
        self._untold.append(name)
        self._next()

    def _next(self) -> None:
        if self._is_closed:
            return
        self._waiting.pop(0)
        if self._waiting:
            self._read_next()
        else:
            self.judged.emit()
