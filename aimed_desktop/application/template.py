"""An application as YAML to be filled in by hand: labels and hints stand as comments."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping

from aimed_desktop.application.model import Application
from aimed_desktop.application.values.paper_order import PaperOrder
from aimed_desktop.application.values.shapes import Value, is_mapping
from aimed_desktop.application.values.types import TYPES
from aimed_desktop.definition.fields import Field
from aimed_desktop.definition.model import Form

_INDENT = "  "
_PLAIN = re.compile(r"[0-9A-Za-z_㐀-鿿“（《][0-9A-Za-z_㐀-鿿“”（）《》、，。；：！？—…·+./%@ -]*")
_NULL = ("null", "Null", "NULL")
_ESCAPED = re.compile("[\x7f-\x9f\u2028\u2029\ud800-\udfff\ufeff\ufffe\uffff]")


def yaml_template(form: Form, app: Application | None = None) -> str:
    """YAML with every field in paper order, empty ones too; read again it is the same application."""
    app = app or Application(form)
    lines = [
        f"# {_comment(form.listed)}",
        "# 在冒号后面填写；以 # 开头的是说明，不会打印。",
        "format: aimed-application/1",
        f"form: {_scalar(form.id)}",
        f"form_version: {form.version}",
        "values:",
    ]
    paper = PaperOrder(form)
    fields = paper.in_order()
    for field in fields:
        lines += _field(field, paper.label(field.id), app.values.get(field.id), _INDENT)
    known = {field.id for field in fields}
    for key, value in app.values.items():
        if key not in known:
            lines += _entry(key, value, _INDENT)
    lines += [
        *_materials(app),
        *(line for key, value in app.extra.items() for line in _entry(key, value, "")),
    ]
    return "\n".join(lines) + "\n"


def _field(field: Field, label: str, value: Value, indent: str) -> Iterator[str]:
    yield f"{indent}# {_description(field, label)}"
    if value is None and field.fields:
        yield f"{indent}{field.id}:"
        mark = "- " if field.is_rows else ""
        for child in field.fields:
            yield f"{indent}#   {mark}{child.id}:  # {_description(child, child.label)}"
            mark = "  " if field.is_rows else ""
    else:
        yield from _entry(field.id, value, indent)


def _description(field: Field, label: str) -> str:
    parts = [label + ("（必填）" if field.required else "")]
    if field.unit:
        parts.append(f"单位：{field.unit}")
    if field.limit is not None:
        parts.append(f"{field.limit.max}字{'以内' if field.limit.kind == 'cap' else '左右'}")
    parts.append(TYPES[field.type].how_to)
    if field.options:
        parts.append("选项：" + "、".join(option.label for option in field.options))
    if field.units:
        parts.append("单位选项：" + "、".join(field.units))
    if field.hint:
        parts.append(field.hint)
    return _comment("；".join(filter(None, parts)))


def _materials(app: Application) -> Iterator[str]:
    yield "# 材料：每份写 slot（下列编号之一）和 file（与本文件同一文件夹内的文件）"
    for material in app.form.materials:
        if not material.in_document:
            until = "（另写 valid_until：有效期至，日期或“长期”）" if material.has_validity else ""
            yield f"#   {material.id}：{_comment(material.title)}{until}"
    entries: Value = [entry.to_json() for entry in app.materials]
    yield from _entry("materials", entries, "")


def _entry(key: str, value: Value, indent: str) -> Iterator[str]:
    name = f"{indent}{_scalar(key)}:"
    if value is None:
        yield name
    elif is_mapping(value) and value:
        yield name
        for inner, part in value.items():
            yield from _entry(str(inner), part, indent + _INDENT)
    elif isinstance(value, list) and value:
        yield name
        yield from _items(value, indent + _INDENT)
    else:
        yield f"{name} {_scalar(value)}"


def _items(values: list[Value], indent: str) -> Iterator[str]:
    for value in values:
        if is_mapping(value) and value:
            block = [line for key, part in value.items() for line in _entry(str(key), part, indent + _INDENT)]
            yield f"{indent}- {block[0].lstrip()}"
            yield from block[1:]
        elif isinstance(value, list) and value:
            yield f"{indent}- [{', '.join(map(_flow, value))}]"
        else:
            yield f"{indent}- {_scalar(value)}"


def _flow(value: Value) -> str:
    """A value inside [ ]: always quoted text, so that no comma or bracket can be misread."""
    if isinstance(value, str):
        return _quoted(value)
    if isinstance(value, list):
        return f"[{', '.join(map(_flow, value))}]"
    if is_mapping(value):
        return "{" + ", ".join(f"{_quoted(str(k))}: {_flow(v)}" for k, v in value.items()) + "}"
    return _scalar(value)


def _scalar(value: Value) -> str:
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        is_plain = _PLAIN.fullmatch(value) and value not in _NULL and not value.endswith(" ")
        return value if is_plain else _quoted(value)
    if isinstance(value, list | Mapping):
        return "[]" if isinstance(value, list) else "{}"
    return str(value)


def _quoted(text: str) -> str:
    return _ESCAPED.sub(_escape, json.dumps(text, ensure_ascii=False))


def _escape(match: re.Match[str]) -> str:
    character = match[0]
    return "" if "\ud800" <= character <= "\udfff" else f"\\u{ord(character):04x}"


def _comment(text: str) -> str:
    return " ".join(_ESCAPED.sub("", text).split())
