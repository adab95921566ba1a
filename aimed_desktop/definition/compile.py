"""A definition file becomes a Form or a Notice; every problem of the file is reported at once."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from aimed_desktop.definition.compile_fields import FieldCompiler
from aimed_desktop.definition.compile_parts import compile_documents, title_words
from aimed_desktop.definition.compile_references import FieldReferences
from aimed_desktop.definition.compile_routes import compile_routes
from aimed_desktop.definition.compile_rules import compile_materials, compile_rules, material_ids
from aimed_desktop.definition.compile_size import check_printed_size
from aimed_desktop.definition.compile_summary import check_summary
from aimed_desktop.definition.compile_text import TextCompiler
from aimed_desktop.definition.fields import Field
from aimed_desktop.definition.known_keys import Keys, is_form_id, mapping
from aimed_desktop.definition.layout import Document
from aimed_desktop.definition.model import Form, Notice
from aimed_desktop.definition.names import KnownNames
from aimed_desktop.definition.problem import Reporter
from aimed_desktop.definition.reader import Mapping, Scalar, YamlNode
from aimed_desktop.definition.types import FieldType, typed

HEADER_KEYS = (
    "form", "title", "attachment", "version", "kind", "remark", "project_name", "unit_name", "apply_date",
    "subject", "file_name", "materials_file", "copies", "routes", "hidden",
)  # fmt: skip
_BODY_KEYS = ("fields", "documents", "materials", "rules")
PATTERN_WORDS = frozenset({"unit", "project", "title"})  # of subject and file name patterns
_UNIT_TYPES = (FieldType.TEXT, FieldType.MULTILINE)


def compile_form(
    node: YamlNode,
    reporter: Reporter,
    stem: str,
    notice: Notice | None = None,
    path: Path | None = None,
) -> Form | None:
    """The form of a file called `stem`.yaml; None where it is no form at all."""
    shape = mapping(node, reporter, "申报表")
    if shape is None:
        return None
    keys = Keys(shape, reporter, HEADER_KEYS + _BODY_KEYS, "申报表")
    guidance = frozenset(text.id for text in notice.guidance) if notice else None
    routes = frozenset(route.id for route in notice.routes if route.id) if notice else None
    compiler = FieldCompiler(reporter, guidance, notice.lists if notice else None, routes)
    bare = compiler.compile(keys.node("fields"), keys.line)
    names = KnownNames.of(bare, material_ids(keys))
    names.unsure = frozenset(compiler.unsure)
    words = TextCompiler(names, reporter, extra=PATTERN_WORDS)
    printed = TextCompiler(names, reporter)
    fields = FieldReferences(compiler).added(bare, printed)
    before = len(reporter.problems)
    documents = compile_documents(keys, printed)
    titles = frozenset(title_words(documents))
    check_printed_size(documents, names, reporter)
    if len(reporter.problems) == before:  # else a part that could not be read may be what prints it
        _check_placed(fields, printed, compiler)
    _check_was(fields, compiler)
    _check_header_first(keys)
    kind: Any = keys.one_of("kind", ("application", "summary"), "application")
    check_summary(kind, fields, documents, keys, compiler.lines)
    return Form(
        id=_form_id(keys, "form", stem),
        notice_id=notice.id if notice else "",
        title=keys.text("title", required=True) or "",
        version=keys.integer("version", least=1) or 1,
        kind=kind,
        fields=fields,
        documents=documents,
        materials=compile_materials(keys, printed, titles),
        rules=compile_rules(keys, printed),
        attachment=keys.text("attachment"),
        remark=keys.text("remark"),
        project_name=_named_field(keys, "project_name", names, _UNIT_TYPES),
        unit_name=_named_field(keys, "unit_name", names, _UNIT_TYPES),
        apply_date=_named_field(keys, "apply_date", names, (FieldType.DATE,)),
        subject=_pattern(keys, "subject", words),
        file_name=_pattern(keys, "file_name", words),
        materials_file=_materials_file(keys, documents),
        copies=keys.integer("copies", least=1, most=99),
        routes=compile_routes(keys, printed, notice),
        path=path,
        hidden=keys.flag("hidden") or (notice.hidden if notice else False),
        deadline=notice.last_day if notice else None,
    )


def _form_id(keys: Keys, key: str, stem: str) -> str:
    name = keys.text(key, required=True) or stem
    if not is_form_id(name):
        keys.reporter.report(
            keys.line_of(key), f"编号“{name}”应由小写英文字母、数字和短横线组成，如 wuhan-2026-1。"
        )
    elif not is_form_id(stem):
        message = f"文件名“{stem}.yaml”应由小写英文字母、数字和短横线组成，请改名为 {name}.yaml。"
        keys.reporter.report(keys.line_of(key), message)
    elif name != stem:
        message = f"编号“{name}”应与文件名“{stem}.yaml”相同，请改成一样的。"
        keys.reporter.report(keys.line_of(key), message)
    return name


def _materials_file(keys: Keys, documents: Sequence[Document]) -> str | None:
    name = keys.text("materials_file")
    if name is not None and any(part.materials_follow for each in documents for part in each.parts):
        message = "materials_file（材料合订成一个文件）和 materials_follow（材料装订在申报表里）只写一个。"
        keys.reporter.report(keys.line_of("materials_file"), message)
    return name


def _named_field(keys: Keys, key: str, names: KnownNames, types: tuple[FieldType, ...]) -> str | None:
    path = keys.text(key)
    if path is None:
        return None
    field = names.field(path)
    if field is None:
        keys.reporter.report(keys.line_of(key), names.unknown(path))
    elif field.type not in types:
        allowed = "、".join(typed(kind) for kind in types)
        keys.reporter.report(keys.line_of(key), f"“{key}”应是{allowed}栏目的编号，“{path}”不是。")
    return path


def _pattern(keys: Keys, key: str, words: TextCompiler) -> str | None:
    pattern = keys.text(key)
    if pattern is not None:
        words.text(pattern, keys.line_of(key))
    return pattern


def _check_placed(fields: tuple[Field, ...], words: TextCompiler, compiler: FieldCompiler) -> None:
    """Every field is printed somewhere or is said to be carried only."""

    def visit(items: tuple[Field, ...], prefix: str, carried: bool) -> None:
        for item in items:
            path = prefix + item.id
            kept = carried or item.carried
            if item.fields:
                visit(item.fields, f"{path}.", kept)
            elif path in words.placed and kept:
                compiler.reporter.report(
                    compiler.lines[path], f"栏目“{path}”写了 carried（不打印），文书里却放了它。"
                )
            elif path not in words.placed and not kept and not item.is_confirm:
                message = "请在 documents 里放进它的格子；本来就不打印的，请写 carried: true。"
                compiler.reporter.report(compiler.lines[path], f"栏目“{path}”没有放进任何文书：{message}")

    visit(fields, "", False)


def _check_was(fields: tuple[Field, ...], compiler: FieldCompiler, prefix: str = "") -> None:
    """Earlier ids must not be those of other fields."""
    ids = {item.id for item in fields}
    for item in fields:
        for name in ids.intersection(item.was):
            line = compiler.lines[prefix + item.id]
            compiler.reporter.report(line, f"“{prefix + item.id}”的旧编号“{name}”现在是另一个栏目。")
        _check_was(item.fields, compiler, f"{prefix}{item.id}.")


def _check_header_first(keys: Keys) -> None:
    """The list of forms reads no further than `fields`."""
    order = list(keys.mapping.entries)
    if "fields" not in order:
        return
    for key in order[order.index("fields") :]:
        if key in HEADER_KEYS:
            keys.reporter.report(keys.line_of(key), f"“{key}”应写在 fields 之前。")


def header_of(node: Mapping) -> dict[str, str]:
    """The texts at the head of a form, as they stand."""
    return {
        key: value.value
        for key, value in node.entries.items()
        if isinstance(value, Scalar) and value.value is not None
    }
