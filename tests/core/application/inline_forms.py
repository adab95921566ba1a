"""Forms and applications written inside a test, as their YAML."""

from __future__ import annotations

import re
from textwrap import dedent, indent

from aimed_desktop.application.file import application_from_data
from aimed_desktop.application.files import Files
from aimed_desktop.application.model import Application
from aimed_desktop.definition.fields import Field
from aimed_desktop.definition.library import Library, library_from_sources
from aimed_desktop.definition.model import Form
from aimed_desktop.definition.reader import plain, read_yaml

NOTICE = """
notice: trial
title: 试行通知
issuers: [市经信局]
date: 2026-05-28
"""


def library_of(fields: str, rest: str = "", parts: str | None = None, head: str = "") -> Library:
    """A library of the one form `trial-1`; without `parts` one table prints what is not carried."""
    rows = "".join(f"\n      - [栏目, {{field: {name}}}]" for name in _printed(dedent(fields)))
    parts = parts or (f"- table:\n    widths: [20, 80]\n    rows:{rows}" if rows else "- heading: 申报书")
    form = f"form: trial-1\ntitle: 试行申报表\nversion: 1\n{dedent(head)}\n"
    form += f"fields:\n{_moved(fields)}\n{dedent(rest)}\n"
    form += "documents:\n  - title: 申报书\n    parts:\n" + indent(dedent(parts), " " * 6)
    return library_from_sources({"notice.yaml": NOTICE.encode(), "trial-1.yaml": form.encode()})


def form_of(fields: str, rest: str = "", parts: str | None = None, head: str = "") -> Form:
    return library_of(fields, rest, parts, head).form("trial-1")


def field_of(declaration: str) -> Field:
    """The one field `it` that `declaration` (in braces) declares."""
    found = form_of(f"it: {declaration}").field("it")
    assert found is not None
    return found


def fill(
    library: Library, values: object, materials: object = None, files: Files | None = None
) -> Application:
    """An application of `trial-1` with JSON-like `values`, or YAML text of them."""
    if isinstance(values, str):
        values = plain(read_yaml(dedent(values).encode(), "values"))
    data = {"format": "aimed-application/1", "form": "trial-1", "values": values, "materials": materials}
    return application_from_data(data, library, files)


def _printed(fields: str) -> list[str]:
    blocks = re.split(r"^(?=\w)", fields, flags=re.MULTILINE)
    return [block.partition(":")[0] for block in blocks if block.strip() and "carried: true" not in block]


def _moved(fields: str) -> str:
    return indent(dedent(fields), "  ")
