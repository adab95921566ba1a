"""Reads the little of CSS that pasted HTML uses: declarations, and rules for a tag, a class or both."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

_MOST_RULES = 4000
_MOST_CHARACTERS = 1_000_000  # of all rules
_LONGEST = 4000  # characters of one selector list or of one attribute
_NAME = re.compile(r"-{0,2}[a-z][a-z0-9-]*")
_SELECTOR = re.compile(r"([a-z][a-z0-9]*)?(?:\.([^\s.:#>+~*\[\]]+))?")
_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)

Declarations = Mapping[str, str]


@lru_cache(maxsize=1024)
def declarations(style: str) -> Declarations:
    """The properties of a style attribute with their values, in small letters and without quotes."""
    made: dict[str, str] = {}
    for part in style[:_LONGEST].split(";"):
        name, colon, value = part.partition(":")
        name = name.strip().lower()
        if colon and _NAME.fullmatch(name):
            made[name] = value.replace("!important", "").strip().strip("\"'").lower()
    return made


@dataclass(slots=True)
class StyleSheet:
    """What the rules say of a tag and its classes; selectors of more than one element are passed over."""

    _rules: dict[tuple[str, str], dict[str, str]] = field(default_factory=dict)

    def add(self, css: str) -> None:
        """Read the rules of a `style` element."""
        for selectors, body in _rules(css[:_MOST_CHARACTERS]):
            if len(self._rules) >= _MOST_RULES:
                return
            for selector in selectors[:_LONGEST].split(","):
                found = _SELECTOR.fullmatch(selector.strip().lower())
                if found and any(found.groups()):
                    key = (found[1] or "", found[2] or "")
                    self._rules.setdefault(key, {}).update(declarations(body))

    def style_of(self, tag: str, classes: Sequence[str], style: str) -> Declarations:
        """The declarations that hold for an element, those of its own style last."""
        own = declarations(style) if style else {}
        if not self._rules:
            return own
        keys = [(tag, ""), *((t, name) for name in classes[:8] for t in ("", tag))]
        held = [rule for key in keys if (rule := self._rules.get(key))]
        return {name: value for rule in [*held, own] for name, value in rule.items()} if held else own


def _rules(css: str) -> Iterator[tuple[str, str]]:
    """The selectors and the declarations of each rule; at-rules are passed over."""
    css = _COMMENT.sub("", css).replace("<!--", "").replace("-->", "")
    at = 0
    while (opening := css.find("{", at)) >= 0 and (end := css.find("}", opening)) >= 0:
        selectors = css[at:opening].strip()
        if not selectors.startswith("@"):
            yield selectors, css[opening + 1 : end]
        at = end + 1
