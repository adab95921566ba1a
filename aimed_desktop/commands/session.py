"""What one run of the command line shares: the data folder, the forms, the archive."""

from __future__ import annotations

import json
import os
import re
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from aimed_desktop.application.model import Application
from aimed_desktop.definition.library import Library, default_library
from aimed_desktop.definition.model import Notice
from aimed_desktop.errors import UserProblem
from aimed_desktop.paths import PASSPHRASE_VARIABLE, default_data_dir
from aimed_desktop.settings import UserSettings, read_settings

if TYPE_CHECKING:
    from aimed_desktop.application.checks.finding import Finding
    from aimed_desktop.archive.applications import Opened
    from aimed_desktop.archive.archive import Archive
    from aimed_desktop.archive.copies import ArchiveCopy
    from aimed_desktop.archive.entries import ArchiveProblem
    from aimed_desktop.archive.wreck import Wreck
    from aimed_desktop.packet.fixed_paper import FixedPaper

_SEVERITY = {"error": "必改", "warning": "建议"}


class CommandSession:
    """Opened lazily: most commands need no archive, so none asks for a key it does not use."""

    def __init__(
        self,
        data_dir: Path | None,
        passphrase_file: Path | None,
        environ: Mapping[str, str] = os.environ,
    ) -> None:
        self.data_dir = data_dir or default_data_dir()
        self.passphrase_file = passphrase_file
        self.environ = environ
        self._archive: Archive | None = None

    @cached_property
    def library(self) -> Library:
        return default_library(self.data_dir)

    @property
    def settings(self) -> UserSettings:
        """What the user has chosen for all applications."""
        return read_settings(self.data_dir)

    @property
    def archive(self) -> Archive:
        """The user's archive, to be read: it is never made, and a disk that cannot be written will do."""
        return self._opened(create=False)

    @property
    def archive_to_write(self) -> Archive:
        """The user's archive, made by the first passphrase given."""
        return self._opened(create=True)

    @contextmanager
    def wreck(self) -> Iterator[Wreck]:
        """The user's archive, however damaged: nothing is written into it, not even its journal."""
        from aimed_desktop.archive.opening import given_passphrase
        from aimed_desktop.archive.wreck_opening import open_wreck

        given = given_passphrase(self.passphrase_file, self.environ)
        with open_wreck(self.data_dir, given) as wreck:
            yield wreck

    @property
    def archive_in_use(self) -> bool:
        """Whether this command has the archive open, or was given the key to one that exists."""
        given = self.passphrase_file is not None or PASSPHRASE_VARIABLE in self.environ
        if self._archive is not None or not given:
            return self._archive is not None
        from aimed_desktop.archive.archive import Archive

        return Archive.exists(self.data_dir)

    def _opened(self, *, create: bool) -> Archive:
        if self._archive is None:
            from aimed_desktop.archive.opening import open_archive

            self._archive = open_archive(
                self.data_dir, self.passphrase_file, self.environ, create=create, for_reading=not create
            )
            self._archive.tell_by(tell)
        return self._archive

    def close(self) -> None:
        if self._archive is not None:
            try:
                self._copy_if_due()
            finally:
                self._archive.close()

    def tell_newest_copy(self, *problems: UserProblem | ArchiveProblem) -> None:
        """Where the newest copy is, when one of the problems is mended by it."""
        from aimed_desktop.archive.newest_copy import MENDED, newest_copy, words_about

        if any(problem.code in MENDED for problem in problems):
            copy = newest_copy(self.data_dir)
            if copy is not None:
                tell(words_about(copy))

    def copy_now(self) -> None:
        """A copy that opens by the keys of now; that it could not be made is told and no more."""
        self._copy(self.archive.copy)

    def _copy_if_due(self) -> None:
        if self._archive is not None and self._archive.has_written:
            self._copy(self._archive.copy_if_due)

    def _copy(self, make: Callable[[], ArchiveCopy | None]) -> None:
        try:
            if make() is not None:
                self.archive.carry_copy()
        except UserProblem as problem:
            tell(UserProblem("copy_not_made", reason=problem))

    def application(self, named: str) -> Application:
        """The application at a path, or of an archive id."""
        if is_id(named):
            return self.stored_application(named)
        from aimed_desktop.application.file import read_application

        return read_application(Path(named), self.library)

    def stored_application(self, entry_id: str) -> Application:
        """The application kept under an archive id, on the definition it began with."""
        from aimed_desktop.archive.applications import open_application

        return open_application(self.archive, entry_id)

    def fixed_paper(self, named: str) -> FixedPaper | None:
        """The very files of a kept application whose version is fixed; None of any other."""
        if not is_id(named):
            return None
        from aimed_desktop.archive.papers import current_paper

        return current_paper(self.archive, named)

    def opened(self, entry_id: str) -> Opened:
        """The same with its amended notice and definition files."""
        from aimed_desktop.archive.applications import open_with_notice

        return open_with_notice(self.archive, entry_id)

    def definition(self, app: Application, named: str) -> tuple[Notice, dict[str, bytes]]:
        """The notice of an application and the definition files it is kept with."""
        if is_id(named):
            opened = self.opened(named)
            return opened.notice, opened.sources
        return self.library.notice(app.form.notice_id), self.library.sources(app.form)


def is_id(named: str) -> bool:
    """Whether `named` is taken for an archive id (`20260610-7K3QF`): no file stands there."""
    return re.fullmatch(r"(?i)\d{8}-[0-9A-Z]{5}", named) is not None and not Path(named).exists()


def show(line: object) -> None:
    """A result, on standard output."""
    print(line)


def show_json(value: Any) -> None:
    print(json.dumps(value, ensure_ascii=False, indent=2))


def tell(line: object) -> None:
    """A message, on standard error."""
    print(line, file=sys.stderr)


def finding_line(finding: Finding) -> str:
    """One finding as one line: 必改 场景名称：……"""
    return f"{_SEVERITY[finding.severity]} {finding.message}" + (f" {finding.fix}" if finding.fix else "")


def tell_findings(findings: Iterable[Finding]) -> None:
    for finding in findings:
        tell(finding_line(finding))


def existing_path(path: Path) -> Path:
    """`path`, a file or folder; UserProblem where there is none, or a pipe or device."""
    if not path.exists():
        raise UserProblem("file_missing", path=path)
    if not (path.is_file() or path.is_dir()):
        raise UserProblem("file_is_device", path=path)
    return path


def tell_lines(lines: Iterable[str]) -> None:
    for line in lines:
        tell(line)
