"""What only a summary form may say, and whether its columns are fields of the forms it collects."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from aimed_desktop.definition.fields import Field, FieldRef, Text
from aimed_desktop.definition.known_keys import Keys
from aimed_desktop.definition.layout import Cover, Document, Narrative
from aimed_desktop.definition.model import Form
from aimed_desktop.definition.problem import Reporter, near

FormOf = Callable[[str], Form | None]


def check_summary(
    kind: str, fields: tuple[Field, ...], documents: tuple[Document, ...], keys: Keys, lines: dict[str, int]
) -> None:
    """A summary is one document of titles, paragraphs and tables; only a summary collects rows."""
    report = keys.reporter.report
    if kind != "summary":
        for item in fields:
            if item.collect is not None or item.common is not None:
                word, line = "common", lines[item.id]
                if item.collect is not None:
                    word, line = "rows", item.collect.line
                report(line, f"栏目“{item.id}”写了 {word}（取自申报件），申报表应写 kind: summary。")
        return
    if len(documents) != 1:
        report(keys.line_of("documents"), "汇总表只能有一份文书：Excel、Word、PDF 各一个文件。")
    for part in (part for document in documents for part in document.parts):
        if isinstance(part.body, Cover | Narrative):
            report(part.line, "汇总表里不能有封面和正文，Excel 印不出来；请用标题、段落、表格、签章。")
    for item in fields:
        for inner in (item, *item.fields):
            if inner.is_narrative:
                report(lines[item.id], f"栏目“{item.id}”：汇总表里不能有正文（narrative），请用 multiline。")


def check_sources(form: Form, form_of: FormOf, reporter: Reporter) -> None:
    """Every column and `common` must name fields of the forms that the rows come from."""
    all_sources: dict[str, Form] = {}
    for item in form.fields:
        if item.collect is None:
            continue
        for form_id in item.collect.forms:
            source = form_of(form_id)
            if source is None:
                reporter.report(item.collect.line, f"旁边没有编号为“{form_id}”的申报表。")
                continue
            all_sources[form_id] = source
            paths = [path for _, pattern in item.collect.columns for path in _paths(pattern)]
            paths += filter(None, (item.collect.each, item.collect.unless))
            _check_paths(paths, source, item.collect.line, reporter)
    for item in form.fields:
        for source in all_sources.values() if item.common is not None else ():
            line = next((other.collect.line for other in form.fields if other.collect), 1)
            _check_paths(_paths(item.common), source, line, reporter)


def _paths(pattern: Text | None) -> list[str]:
    return [piece.path for piece in pattern.pieces if isinstance(piece, FieldRef)] if pattern else []


def _check_paths(paths: Iterable[str], source: Form, line: int, reporter: Reporter) -> None:
    known = [path for path, _ in source.walk()]
    for path in dict.fromkeys(paths):
        if path not in known:
            reporter.report(line, f"申报表“{source.id}”没有编号为“{path}”的栏目。{near(path, known)}")
