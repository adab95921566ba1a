"""The fingerprint that tells whether two printed versions say the same."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping

from aimed_desktop.application.model import Application
from aimed_desktop.application.references import image_names
from aimed_desktop.application.values.shapes import Value, is_mapping
from aimed_desktop.application.values.types import normalise_values
from aimed_desktop.definition.placement import printed_fields
from aimed_desktop.errors import UserProblem

_CROCKFORD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_LENGTH = 8


def fingerprint(app: Application) -> str:
    """The first 8 Crockford-base32 characters of SHA-256 over RFC 8785 JSON.

    Hashed are the form, its version and the printed values, each picture by its content: where its
    file lies says nothing about the paper, and a packet gives it a name of its own.
    """
    printed = printed_fields(app.form)
    # In the type's own form, as a file is read: `1200` and "1200" print the same.
    normal = normalise_values(app.form, app.values)
    values = {key: value for key, value in normal.items() if key in printed}
    hashes = {name: _hash(app, name) for name in set(image_names(values))}
    content: Value = {
        "form": app.form.id,
        "version": app.form.version,
        "values": _by_content(values, hashes),
    }
    digest = hashlib.sha256(canonical_json(content)).digest()
    number = int.from_bytes(digest[:5], "big")
    return "".join(_CROCKFORD[number >> shift & 31] for shift in range(35, -1, -5))[:_LENGTH]


def canonical_json(value: Value) -> bytes:
    """RFC 8785: keys sorted by UTF-16 units, no blanks, numbers as ECMAScript writes them."""
    return json.dumps(_canonical(value), ensure_ascii=False, separators=(",", ":")).encode()


def _canonical(value: Value) -> Value:
    if is_mapping(value):
        ordered = sorted(value.items(), key=lambda item: item[0].encode("utf-16-be", "surrogatepass"))
        return {key: _canonical(inner) for key, inner in ordered}
    if isinstance(value, list):
        return [_canonical(inner) for inner in value]
    if isinstance(value, float) and value.is_integer():
        return int(value)
    return value


def _by_content(value: Value, hashes: Mapping[str, str | None]) -> Value:
    """`value` with the hash of each picture where its name stood."""
    if isinstance(value, list):
        return [_by_content(inner, hashes) for inner in value]
    if not is_mapping(value):
        return value
    return {
        key: hashes[inner] if key == "image" and isinstance(inner, str) else _by_content(inner, hashes)
        for key, inner in value.items()
    }


def _hash(app: Application, name: str) -> str | None:
    try:
        return hashlib.sha256(app.files.read(name)).hexdigest()
    except UserProblem:  # a missing picture is a finding of its own
        return None
