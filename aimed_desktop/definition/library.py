"""Finds definitions: the built-in notices, then the user's own."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from aimed_desktop.definition.compile import compile_form, header_of
from aimed_desktop.definition.compile_notice import compile_notice
from aimed_desktop.definition.compile_summary import check_sources
from aimed_desktop.definition.definition_source import (
    NOTICE_FILE,
    DefinitionSource,
    form_file,
    source_in,
    source_of_texts,
)
from aimed_desktop.definition.folders import definition_files, is_notice, misplaced
from aimed_desktop.definition.model import Form, Notice, listed_title
from aimed_desktop.definition.problem import Problem, Reporter, TooManyProblems, near
from aimed_desktop.definition.reader import Mapping as YamlMapping
from aimed_desktop.definition.reader import YamlNode, count_nodes, listed, scan
from aimed_desktop.errors import UserProblem
from aimed_desktop.paths import FORMS

_BODY = re.compile(rb"^fields\s*:", re.MULTILINE)
_MAX_NODES = 10_000  # of one file: ten times the largest of ours
_MOST_KEPT = 32  # definitions that were kept with applications, compiled once each


@dataclass(frozen=True, slots=True)
class FormEntry:
    """A form in the list of forms; `deadline` is the first date that the notice prints."""

    id: str
    title: str
    kind: str
    version: int
    notice: str
    deadline: str | None
    attachment: str | None = None  # what the notice calls it

    @property
    def listed(self) -> str:
        """How it stands in a list for people."""
        return listed_title(self.attachment, self.title)


class Library:
    """The notices in some folders; a form is compiled when it is first asked for."""

    def __init__(
        self, folders: Sequence[Path] = (), definition_sources: Iterable[DefinitionSource] = ()
    ) -> None:
        self._definition_sources = [*definition_sources, *_definition_sources(folders)]
        self._notices: dict[int, Notice] = {}
        self._forms: dict[str, Form] = {}

    def form(self, form_id: str) -> Form:
        """The form. UserProblem unknown_form, duplicate_form, broken_definition."""
        if form_id not in self._forms:
            source = self._source_of_form(form_id)
            self._forms[form_id] = self._compile(source, form_id)
        return self._forms[form_id]

    def notice(self, notice_id: str) -> Notice:
        """The notice without its forms. UserProblem unknown_notice, broken_definition."""
        for source in self._definition_sources:
            if source.name == notice_id or (not source.name and self._notice(source).id == notice_id):
                return self._notice(source)
        names = [source.name for source in self._definition_sources]
        raise UserProblem("unknown_notice", notice=notice_id, suggestion=near(notice_id, names))

    def listing(self, all_: bool = False) -> list[FormEntry]:
        """Every form that can be filled, hidden ones when asked for; a file that cannot be read is left out.

        The newest notice comes first. Only the head of each file is read: the start page is quick.
        """
        entries: dict[str, FormEntry] = {}
        for notice, source in self._newest_first():
            for form_id in source.forms:
                entry = self._entry(source, form_id, notice, all_)
                if entry is not None:
                    entries.setdefault(form_id, entry)
        return list(entries.values())

    def _newest_first(self) -> list[tuple[Notice, DefinitionSource]]:
        """The notices that can be read; the clerk of this year looks for this year's."""
        found: list[tuple[Notice, DefinitionSource]] = []
        for source in self._definition_sources:
            with suppress(UserProblem):
                found.append((self._notice(source), source))
        return sorted(found, key=lambda pair: pair[0].date, reverse=True)

    def sources(self, form: Form) -> dict[str, bytes]:
        """The definition files that the form was compiled from, as read."""
        source = self._source_of_form(form.id)
        return {name: source.read(name) for name in (NOTICE_FILE, form_file(form.id))}

    def example(self, form_id: str) -> Path | None:
        """The form's example application file; None where it has none."""
        folder = self._source_of_form(form_id).folder
        path = folder / "examples" / form_id / "application.yaml" if folder else None
        return path if path is not None and path.is_file() else None

    def _source_of_form(self, form_id: str) -> DefinitionSource:
        found = [source for source in self._definition_sources if form_id in source.forms]
        if len(found) > 1:
            files = "、".join(source.display_name(form_file(form_id)) for source in found)
            raise UserProblem("duplicate_form", form=form_id, files=files)
        if found:
            return found[0]
        names = [name for source in self._definition_sources for name in source.forms]
        raise UserProblem("unknown_form", form=form_id, suggestion=near(form_id, names))

    def _notice(self, source: DefinitionSource) -> Notice:
        if id(source) not in self._notices:
            reporter = Reporter(source.display_name(NOTICE_FILE))
            notice = _read_notice(source, reporter)
            if notice is None or reporter.problems:
                raise _broken(reporter)
            self._notices[id(source)] = notice
        return self._notices[id(source)]

    def _compile(self, source: DefinitionSource, form_id: str) -> Form:
        notice = self._notice(source)
        reporter = Reporter(source.display_name(form_file(form_id)))
        form = _read_form(source, form_id, reporter, notice)
        if form is None or reporter.problems:
            raise _broken(reporter)
        return form

    def _entry(self, source: DefinitionSource, form_id: str, notice: Notice, all_: bool) -> FormEntry | None:
        try:
            data = source.read(form_file(form_id))
        except UserProblem:
            return None
        body = _BODY.search(data)
        node, _ = scan(data[: body.start()] if body else data, form_id)
        if not isinstance(node, YamlMapping):
            return None
        head = header_of(node)
        hidden = notice.hidden or head.get("hidden") in ("true", "yes", "是")
        if hidden and not all_:
            return None
        version = head.get("version", "1")
        return FormEntry(
            id=form_id,
            title=head.get("title", form_id),
            kind=head.get("kind", "application"),
            version=int(version) if version.isascii() and version.isdigit() else 1,
            notice=notice.id,
            deadline=notice.deadline,
            attachment=head.get("attachment"),
        )


def default_library(data_dir: Path | None) -> Library:
    """The built-in notices and those in `data_dir/forms`."""
    return Library([FORMS] if data_dir is None else [FORMS, data_dir / "forms"])


def library_from_sources(sources: Mapping[str, bytes]) -> Library:
    """A library of the one form whose definition was kept with an application.

    The same files give the same library, compiled once, in any thread: forms and notices never change.
    """
    return _kept_library(tuple(sorted(sources.items())))


@lru_cache(_MOST_KEPT)
def _kept_library(sources: tuple[tuple[str, bytes], ...]) -> Library:
    return Library(definition_sources=[source_of_texts(dict(sources))])


def check_paths(paths: Sequence[Path]) -> list[Problem]:
    """Every problem of definition files; a folder stands for the notices in it."""
    return _checked(paths, {})


def user_problems(data_dir: Path) -> list[Problem]:
    """Every problem of the definitions in `data_dir/forms`, ids of built-in forms among them."""
    folder = data_dir / "forms"
    if not folder.is_dir() or not any(folder.iterdir()):
        return []
    return _checked([folder], {_id(file): file for file in definition_files([FORMS])})


def _id(file: Path) -> str:
    """What must stand once: a form by its file, a notice by its folder."""
    return f"{file.resolve().parent.name}/" if file.name == NOTICE_FILE else file.stem


def _checked(paths: Sequence[Path], seen: dict[str, Path]) -> list[Problem]:
    """The problems; `seen` are the forms that stand elsewhere, by id."""
    problems = misplaced(paths)
    for file in definition_files(paths):
        problems.extend(_check_file(file))
        first = seen.setdefault(_id(file), file)
        if first.resolve() != file.resolve():
            what = f"通知编号“{_id(file)[:-1]}”" if file.name == NOTICE_FILE else f"编号“{file.stem}”"
            message = f"{what}已在 {first} 中用过，同一编号只能有一份，请换一个或移走一份。"
            problems.append(Problem(str(file), 1, message))
    return problems


def _check_file(file: Path) -> list[Problem]:
    source = DefinitionSource(file.resolve().parent.name, (), file.parent)
    notice_reporter = Reporter(str(file.parent / NOTICE_FILE))
    reporter = notice_reporter if file.name == NOTICE_FILE else Reporter(str(file))
    has_notice = is_notice(file.parent)
    notice = _read_notice(source, notice_reporter) if has_notice else None
    if file.name == NOTICE_FILE:
        return reporter.problems
    if not has_notice:
        reporter.report(1, f"旁边没有 {NOTICE_FILE}（通知）：每个通知一个文件夹，先写 {NOTICE_FILE}。")
    form = _read_form(source, file.stem, reporter, notice)
    if form is not None and form.kind == "summary":
        with suppress(TooManyProblems):
            check_sources(form, lambda name: _sibling(source, name, notice), reporter)
    return reporter.problems


def _sibling(source: DefinitionSource, form_id: str, notice: Notice | None) -> Form | None:
    """Another form of the same notice, its own problems left aside."""
    path = source.path(form_file(form_id))
    is_there = path is not None and path.is_file()
    return _read_form(source, form_id, Reporter(form_id), notice) if is_there else None


def _definition_sources(folders: Sequence[Path]) -> list[DefinitionSource]:
    inner = (path for folder in folders if folder.is_dir() for path in sorted(folder.iterdir()))
    return [source for path in inner if path.is_dir() and (source := source_in(path)) is not None]


def _read_notice(source: DefinitionSource, reporter: Reporter) -> Notice | None:
    node = _scanned(source, NOTICE_FILE, reporter)
    try:
        return compile_notice(node, reporter, source.name, source.path(NOTICE_FILE)) if node else None
    except TooManyProblems:
        return None


def _read_form(
    source: DefinitionSource, form_id: str, reporter: Reporter, notice: Notice | None
) -> Form | None:
    name = form_file(form_id)
    node = _scanned(source, name, reporter)
    try:
        return compile_form(node, reporter, form_id, notice, source.path(name)) if node else None
    except TooManyProblems:
        return None


def _scanned(source: DefinitionSource, name: str, reporter: Reporter) -> YamlNode | None:
    """The data of one file of bearable size; its problems are passed on."""
    node, problems = scan(source.read(name), reporter.file)
    try:
        for problem in problems:
            reporter.report(problem.line, problem.message)
        if node is not None and count_nodes(node) > _MAX_NODES:
            reporter.report(1, f"文件里超过 {_MAX_NODES} 项，不像是手写的定义。请检查，或分成几张表。")
            return None
    except TooManyProblems:
        return None
    return node


def _broken(reporter: Reporter) -> UserProblem:
    return UserProblem("broken_definition", path=reporter.file, problems=listed(reporter.problems))
