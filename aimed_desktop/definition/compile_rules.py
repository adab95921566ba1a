"""Materials and rules of a form."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from aimed_desktop.definition.compile_text import TextCompiler
from aimed_desktop.definition.expression import Expression
from aimed_desktop.definition.known_keys import Keys, is_form_id, is_id, mapping
from aimed_desktop.definition.model import Material, Rule
from aimed_desktop.definition.reader import Mapping, Scalar, YamlNode

BUILT_IN_RULES = (
    "required", "type", "limit", "option", "rows", "date", "phone", "email", "postcode", "uscc", "id_number",
    "org_code", "material", "image", "glyph", "leftover", "secret", "version",
)  # fmt: skip
_MATERIAL_KEYS = ("id", "title", "required", "in_document", "valid_until", "joint", "hint", "source")
_RULE_KEYS = ("id", "when", "at", "severity", "blocks", "message", "fix", "source")
_YES_NO = {"true": True, "yes": True, "是": True, "false": False, "no": False, "否": False}


def material_ids(keys: Keys) -> list[str]:
    """The slots of the material list, before anything else is looked at."""
    node = keys.node("materials")
    items = getattr(node, "items", [])
    found = (item.entries.get("id") for item in items if isinstance(item, Mapping))
    return [item.value for item in found if isinstance(item, Scalar) and item.value]


def compile_materials(keys: Keys, words: TextCompiler, titles: Collection[str] = ()) -> tuple[Material, ...]:
    """The supporting papers, each slot once. `titles`: of the pages of the form that stand alone."""
    made: list[Material] = []
    for node in keys.nodes("materials"):
        shape = mapping(node, words.reporter, "材料")
        if shape is not None:
            made.append(_material(Keys(shape, words.reporter, _MATERIAL_KEYS, "材料"), words, titles))
    _check_once([material.id for material in made], keys.nodes("materials"), "材料", words)
    return tuple(made)


def _material(keys: Keys, words: TextCompiler, titles: Collection[str]) -> Material:
    name = keys.text("id", required=True) or ""
    if name and not is_id(name):
        words.reporter.report(keys.line_of("id"), f"材料编号“{name}”应由小写英文字母、数字和下划线组成。")
    joint = _joint(keys, words, titles)
    return Material(
        id=name,
        title=keys.text("title", required=True) or "",
        required=_required(keys, words),
        in_document=keys.flag("in_document"),
        has_validity=keys.flag("valid_until"),
        is_joint=joint is not None,
        joint_page=joint or None,
        hint=keys.text("hint"),
        source=keys.text("source"),
    )


def _joint(keys: Keys, words: TextCompiler, titles: Collection[str]) -> str | None:
    """What is printed for each joint unit, empty where it brings its own; None: nothing is asked of it."""
    text = keys.text("joint")
    if text is None or text in _YES_NO:
        return "" if text is not None and _YES_NO[text] else None
    if text not in titles:
        words.reporter.report(
            keys.line_of("joint"),
            f"{keys.where}的“joint”应写 true，或 documents 里一个单独成页的标题（title），没有“{text}”。",
        )
    return text


def _required(keys: Keys, words: TextCompiler) -> bool | Expression:
    """true, false, or the condition under which the paper is needed."""
    text = keys.text("required")
    if text is None or text in _YES_NO:
        return True if text is None else _YES_NO[text]
    return words.condition(text, keys.line_of("required")) or True


def compile_rules(keys: Keys, words: TextCompiler) -> tuple[Rule, ...]:
    """The rules, each id once."""
    made: list[Rule] = []
    for node in keys.nodes("rules"):
        shape = mapping(node, words.reporter, "规则")
        rule = _rule(Keys(shape, words.reporter, _RULE_KEYS, "规则"), words) if shape else None
        if rule is not None:
            made.append(rule)
    _check_once([rule.id for rule in made], keys.nodes("rules"), "规则", words)
    return tuple(made)


def _rule(keys: Keys, words: TextCompiler) -> Rule | None:
    name = keys.text("id", required=True) or ""
    keys.where = f"规则“{name}”"
    if name and (not is_form_id(name) or name in BUILT_IN_RULES):
        words.reporter.report(
            keys.line_of("id"), f"规则编号“{name}”应由小写英文字母、数字和短横线组成，且不与内置检查同名。"
        )
    at = keys.text("at")
    when, message = keys.text("when", required=True), keys.text("message", required=True)
    severity: Any = keys.one_of("severity", ("error", "warning"), "error")
    blocks: Any = keys.one_of("blocks", ("export", "pack"), "export")
    target = words.names.find(at) if at else None
    if at and (target is None or at.startswith("others")):
        words.reporter.report(keys.line_of("at"), words.names.unknown(at))
    expression = (
        words.condition(when, keys.line_of("when"), target.repeats if target else None) if when else None
    )
    if expression is None or message is None:
        return None
    return Rule(name, expression, at, severity, blocks, message, keys.text("fix"), keys.text("source"))


def _check_once(ids: list[str], nodes: list[YamlNode], what: str, words: TextCompiler) -> None:
    for index, name in enumerate(ids):
        if name and name in ids[:index]:
            line = nodes[min(index, len(nodes) - 1)].line
            words.reporter.report(line, f"{what}编号“{name}”写了两次。")
