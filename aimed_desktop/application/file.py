"""Application files: `application.json`, or YAML of the same shape, read within bounds and written."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from aimed_desktop.application.bounds import check_size
from aimed_desktop.application.files import Files, FolderFiles, NoFiles, safe_name
from aimed_desktop.application.model import Application, MaterialFile
from aimed_desktop.application.references import referred_files
from aimed_desktop.application.values.decoding import decode
from aimed_desktop.application.values.narrative_shape import is_plain
from aimed_desktop.application.values.shapes import Group, Value, is_mapping
from aimed_desktop.application.values.types import normalise_values
from aimed_desktop.application.values.validity import normalised
from aimed_desktop.definition.fields import Field
from aimed_desktop.definition.library import Library
from aimed_desktop.definition.model import Form
from aimed_desktop.errors import UserProblem
from aimed_desktop.files.reading import read_regular
from aimed_desktop.files.writing import write_atomically

FORMAT = "aimed-application/1"
FORMAT_OF_LOOKS = "aimed-application/2"  # of words with looks, labels and spans; nothing else differs
_LONGEST_VERSION = 9  # digits
MAX_BYTES = 16 * 1024 * 1024
_FORMAT_NAME = FORMAT.partition("/")[0] + "/"
_KNOWN = ("format", "form", "form_version", "values", "materials")


def read_application(path: Path, library: Library) -> Application:
    """The application in a file; its pictures and materials are looked for beside it.

    UserProblem when it cannot be read, has another shape, names an unknown form, or refers to a
    file outside its folder. A value that does not fit its field is kept: the checks tell of it.
    """
    too_big = UserProblem("application_too_big", path=path, limit=MAX_BYTES // 1024**2)
    data = read_regular(path, MAX_BYTES, too_big)
    decoded = decode(data, path)
    check_size(decoded, str(path))
    return application_from_data(decoded, library, FolderFiles(path.parent), name=str(path))


def application_from_data(
    data: Mapping[str, Any], library: Library, files: Files | None = None, *, name: str = "application.json"
) -> Application:
    """The application of decoded data; `name` is what messages call it."""
    _check_format(data, name)
    form_id = data.get("form")
    if not isinstance(form_id, str) or not form_id:
        raise _misshapen(name, "没有写明 form（申报表编号）")
    return application_of_form(library.form(form_id), data, files, name=name)


def application_of_form(
    form: Form, data: Mapping[str, Any], files: Files | None = None, *, name: str = "application.json"
) -> Application:
    """The application of decoded data of a form that is at hand."""
    values = data.get("values") or {}
    if not isinstance(values, Mapping):
        raise _misshapen(name, "values 应是逐项的栏目和内容")
    extra = {key: value for key, value in data.items() if key not in _KNOWN}
    app = Application(
        form,
        normalise_values(form, values),
        _materials(data.get("materials") or [], name),
        files=files,
        extra=extra | _other_version(form, data.get("form_version"), name),
    )
    _check_paths(app)
    return app


def to_json(app: Application) -> bytes:
    """The application as a UTF-8 file; the same application is always the same bytes."""
    data = {
        "format": FORMAT if _is_plain(app.form.fields, app.values) else FORMAT_OF_LOOKS,
        "form": app.form.id,
        "form_version": app.form.version,
        "values": _ordered(app.form.fields, app.values),
        "materials": [entry.to_json() for entry in app.materials],
        **{key: value for key, value in app.extra.items() if key not in _KNOWN},
    }
    return (json.dumps(data, ensure_ascii=False, indent=2) + "\n").encode("utf-8", "ignore")


def write_application(app: Application, path: Path) -> Path:
    """Write the file whole or not at all; the path written (another one when it is held open)."""
    return write_atomically(path, to_json(app))


def _check_format(data: Any, name: str) -> None:
    if not isinstance(data, Mapping):
        raise _misshapen(name, "内容应以 format、form、values 开头")
    found = data.get("format")
    if found in (FORMAT, FORMAT_OF_LOOKS):
        return
    if isinstance(found, str) and found.startswith(_FORMAT_NAME):
        raise UserProblem("application_newer", path=name, format=found)
    raise _misshapen(name, f"format 应是 {FORMAT}")


def _other_version(form: Form, version: Any, name: str) -> dict[str, int]:
    """The version that the file was filled in on, where it is not the form's own."""
    if version is None:
        return {}
    if isinstance(version, bool) or not _is_version(str(version)):
        raise _misshapen(name, "form_version 应是整数")
    return {} if int(version) == form.version else {"form_version": int(version)}


def _is_version(text: str) -> bool:
    return text.isascii() and text.isdecimal() and len(text) <= _LONGEST_VERSION


def _materials(entries: Any, name: str) -> tuple[MaterialFile, ...]:
    if not isinstance(entries, list):
        raise _misshapen(name, "materials 应是材料的列表")
    made = []
    for entry in entries:
        if not isinstance(entry, Mapping) or not isinstance(entry.get("slot"), str):
            raise _misshapen(name, "materials 的每一项应有 slot 和 file")
        if entry.get("file") is None:
            continue  # a slot prepared for a file that is not there yet
        if not isinstance(entry["file"], str):
            raise _misshapen(name, "materials 的 file 应是文件名")
        until = entry.get("valid_until")
        if isinstance(until, Mapping | list):
            raise _misshapen(name, "materials 的 valid_until 应是日期或“长期”")
        made.append(
            MaterialFile(entry["slot"], entry["file"], normalised("" if until is None else str(until)))
        )
    return tuple(made)


def _check_paths(app: Application) -> None:
    """Every file named lies inside the application's folder. UserProblem `unsafe_path` else."""
    for file in referred_files(app):
        safe_name(file)
        if not isinstance(app.files, NoFiles):
            app.files.exists(file)


def _ordered(fields: tuple[Field, ...], values: Mapping[str, Value]) -> Group:
    """The values in the order of the definition, whatever the order of typing; others follow."""
    known = {field.id: _inside(field, values[field.id]) for field in fields if field.id in values}
    return known | {key: value for key, value in values.items() if key not in known}


def _is_plain(fields: tuple[Field, ...], values: Mapping[str, Value]) -> bool:
    """Whether the first format of files knows every shape in the values."""
    return all(_is_plain_value(field, values.get(field.id)) for field in fields)


def _is_plain_value(field: Field, value: Value) -> bool:
    if field.is_long:
        return is_plain(value)
    if field.is_rows and isinstance(value, list):
        return all(_is_plain(field.fields, row) for row in value if is_mapping(row))
    if field.is_group and is_mapping(value):
        groups = [value] if field.each is None else value.values()
        return all(_is_plain(field.fields, group) for group in groups if is_mapping(group))
    return True


def _inside(field: Field, value: Value) -> Value:
    if field.is_rows and isinstance(value, list):
        return [_ordered(field.fields, row) if is_mapping(row) else row for row in value]
    if field.is_group and is_mapping(value):
        if field.each is None:
            return _ordered(field.fields, value)
        return {
            key: _ordered(field.fields, group) if is_mapping(group) else group
            for key, group in sorted(value.items())
        }
    return value


def _misshapen(name: str, what: str) -> UserProblem:
    return UserProblem("application_shape", path=name, what=what)
