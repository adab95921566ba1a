"""notice.yaml becomes a Notice: issuers, routes, guidance, contacts."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from aimed_desktop.definition.compile_text import TextCompiler
from aimed_desktop.definition.known_keys import Keys, is_date, is_form_id, is_id, mapping
from aimed_desktop.definition.model import Contact, Guidance, Notice, Route
from aimed_desktop.definition.names import KnownNames
from aimed_desktop.definition.problem import Reporter
from aimed_desktop.definition.reader import YamlNode

_KEYS = (
    "notice", "title", "short", "issuers", "date", "eligibility", "routes", "guidance", "contacts",
    "subject", "file_name", "hidden", "lists",
)  # fmt: skip
_ROUTE_KEYS = (
    "id", "from", "to", "by", "until", "copies", "mail", "subject", "place", "binding", "url", "note",
    "source",
)  # fmt: skip
_WAYS = ("paper", "mail", "platform", "website")
_MOST_SHORT = 16  # characters of a short name
_UNTIL = re.compile(r"(\d{4}-\d{2}-\d{2})( ([01]\d|2[0-3]):[0-5]\d)?")
_MAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")


def compile_notice(
    node: YamlNode, reporter: Reporter, folder: str, path: Path | None = None
) -> Notice | None:
    """The notice of a folder called `folder`; None where it is no notice at all."""
    shape = mapping(node, reporter, "通知")
    if shape is None:
        return None
    keys = Keys(shape, reporter, _KEYS, "通知")
    name = keys.text("notice", required=True) or folder
    if not is_form_id(name) or (folder and name != folder):
        reporter.report(keys.line_of("notice"), _id_problem(name, folder))
    date = keys.text("date", required=True) or ""
    if date and not is_date(date):
        reporter.report(keys.line_of("date"), f"没有“{date}”这一天，请写成 2026-05-28 的形式。")
    guidance = _guidance(keys, reporter)
    return Notice(
        id=name,
        title=keys.text("title", required=True) or "",
        issuers=keys.texts("issuers"),
        date=date,
        eligibility=keys.text("eligibility"),
        routes=tuple(route for item in keys.nodes("routes") if (route := _route(item, reporter))),
        guidance=guidance,
        contacts=tuple(contact for item in keys.nodes("contacts") if (contact := _contact(item, reporter))),
        subject=_pattern(keys, "subject", reporter),
        file_name=_pattern(keys, "file_name", reporter),
        path=path,
        hidden=keys.flag("hidden"),
        lists=_lists(keys, reporter),
        short=_short(keys, reporter),
    )


def _short(keys: Keys, reporter: Reporter) -> str | None:
    """The short name, which has to fit beside others on one line."""
    short = keys.text("short")
    if short is not None and not 0 < len(short) <= _MOST_SHORT:
        message = f"简称“{short}”有 {len(short)} 个字符，最多 {_MOST_SHORT} 个，如：武汉2026 AI+医疗。"
        reporter.report(keys.line_of("short"), message)
    return short


def _lists(keys: Keys, reporter: Reporter) -> dict[str, tuple[str, ...]]:
    """The notice's lists of words, by name."""
    node = keys.node("lists")
    shape = mapping(node, reporter, "lists（词表）") if node is not None else None
    if shape is None:
        return {}
    named = Keys(shape, reporter, shape.entries, "lists（词表）")
    return {name: named.texts(name) for name in shape.entries}


def _id_problem(name: str, folder: str) -> str:
    if not is_form_id(name):
        return f"通知编号“{name}”应由小写英文字母、数字和短横线组成，如 wuhan-2026，并与文件夹名相同。"
    if not is_form_id(folder):
        return f"文件夹名“{folder}”应由小写英文字母、数字和短横线组成，请改名为 {name}。"
    return f"通知编号“{name}”应与文件夹名“{folder}”相同，请改成一样的。"


def _pattern(keys: Keys, key: str, reporter: Reporter) -> str | None:
    """A pattern with {unit}, {project}, {title}: a notice knows no fields."""
    pattern = keys.text(key)
    if pattern is not None and set(re.findall(r"\{([^{}]*)\}", pattern)) - {"unit", "project", "title"}:
        message = f"“{key}”的花括号里只能写 unit（单位）、project（项目）、title（申报表名称）。"
        reporter.report(keys.line_of(key), message)
    elif pattern is not None:
        TextCompiler(KnownNames(), reporter, extra=frozenset({"unit", "project", "title"})).text(
            pattern, keys.line_of(key)
        )
    return pattern


def _route(node: YamlNode, reporter: Reporter) -> Route | None:
    shape = mapping(node, reporter, "报送途径")
    if shape is None:
        return None
    keys = Keys(shape, reporter, _ROUTE_KEYS, "报送途径")
    until = keys.text("until")
    if until is not None and not ((match := _UNTIL.fullmatch(until)) and is_date(match.group(1))):
        reporter.report(keys.line_of("until"), f"截止时间“{until}”应写成 2026-06-15 或 2026-06-15 17:00。")
    mail = keys.texts("mail")
    for address in mail:
        if not _MAIL.fullmatch(address):
            reporter.report(keys.line_of("mail"), f"“{address}”不是邮箱地址。")
    return Route(
        from_=keys.text("from", required=True) or "",
        to=keys.text("to", required=True) or "",
        by=_ways(keys, reporter),
        until=until,
        copies=keys.integer("copies", least=1, most=99),
        mail=mail,
        subject=_pattern(keys, "subject", reporter),
        place=keys.text("place"),
        binding=keys.text("binding"),
        url=keys.text("url"),
        note=keys.text("note"),
        source=keys.text("source"),
        id=_route_id(keys, reporter),
    )


def _route_id(keys: Keys, reporter: Reporter) -> str | None:
    name = keys.text("id")
    if name is not None and not is_id(name):
        reporter.report(keys.line_of("id"), f"编号“{name}”应由小写英文字母、数字和下划线组成。")
    return name


def _ways(keys: Keys, reporter: Reporter) -> Any:
    ways = keys.texts("by")
    if not ways:
        reporter.report(keys.line, f"报送途径缺少 by（方式），可用：{'、'.join(_WAYS)}。")
    for way in ways:
        if way not in _WAYS:
            reporter.report(keys.line_of("by"), f"报送方式“{way}”不存在，可用：{'、'.join(_WAYS)}。")
    return ways


def _guidance(keys: Keys, reporter: Reporter) -> tuple[Guidance, ...]:
    made: list[Guidance] = []
    for node in keys.nodes("guidance"):
        shape = mapping(node, reporter, "指南文字")
        if shape is None:
            continue
        inner = Keys(shape, reporter, ("id", "title", "text", "source"), "指南文字")
        name = inner.text("id", required=True) or ""
        if name and not is_id(name):
            reporter.report(inner.line_of("id"), f"编号“{name}”应由小写英文字母、数字和下划线组成。")
        if name in [text.id for text in made]:
            reporter.report(inner.line_of("id"), f"指南文字的编号“{name}”写了两次。")
        title, text = inner.text("title", required=True) or "", inner.text("text", required=True) or ""
        made.append(Guidance(name, title, text.rstrip("\n"), inner.text("source")))
    return tuple(made)


def _contact(node: YamlNode, reporter: Reporter) -> Contact | None:
    shape = mapping(node, reporter, "联系人")
    if shape is None:
        return None
    keys = Keys(shape, reporter, ("name", "unit", "phone", "email"), "联系人")
    name = keys.text("name", required=True) or ""
    return Contact(name, keys.text("unit"), keys.text("phone"), keys.text("email"))
