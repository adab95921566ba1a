"""What a form's texts and conditions may name: its fields by path, materials, the word `others`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from aimed_desktop.definition.fields import Field
from aimed_desktop.definition.problem import near
from aimed_desktop.definition.types import Operand

OTHERS = ("form", "notice", "project", "status")
DEADLINE = "deadline"  # the day of the notice's deadline, where the form has no field of that name
OPTION_NAMES = ("option", "head")  # of a group for each ticked option: its key and the head above
RESERVED = frozenset({"n", "others", "materials", "and", "or", "not"})


@dataclass(frozen=True, slots=True)
class Name:
    """One path: its kind, and the rows field (or group for each option) that it repeats with."""

    path: str
    kind: Operand
    repeats: str | None = None
    field: Field | None = None


@dataclass(slots=True)
class KnownNames:
    """Every path that may be named, and where a definition prints or carries it."""

    known: dict[str, Name] = field(default_factory=dict)
    materials: frozenset[str] = frozenset()
    unsure: frozenset[str] = frozenset()  # paths declared wrongly: what else names them is not blamed

    @classmethod
    def of(cls, fields: Iterable[Field], materials: Iterable[str] = ()) -> KnownNames:
        """The names of a form with these fields and material slots."""
        known = {name.path: name for name in _names(fields, "", None)}
        return cls(known, frozenset(materials))

    def find(self, path: str) -> Name | None:
        """What the path means; None where it means nothing."""
        head, _, rest = path.partition(".")
        if head == "materials":
            return Name(path, "other") if rest in self.materials else None
        if head == "others":
            if not rest:
                return Name(path, "rows", "others")
            return Name(path, "text", "others") if rest in OTHERS or self._is_word(rest) else None
        if path == DEADLINE and path not in self.known:
            return Name(path, "date")
        return self.known.get(path)

    def _is_word(self, path: str) -> bool:
        """A text field of the form outside rows: the unit's other applications may have it too."""
        name = self.known.get(path)
        return name is not None and name.kind == "text" and name.repeats is None

    def field(self, path: str) -> Field | None:
        """The field at a definition path."""
        name = self.known.get(path)
        return name.field if name else None

    def unknown(self, path: str) -> str:
        """What to say about a path that means nothing."""
        head, _, rest = path.partition(".")
        if head == "materials":
            return f"材料清单里没有“{rest}”。{near(rest, self.materials)}"
        if head == "others":
            return f"others 只能写 {'、'.join(f'others.{name}' for name in OTHERS)}，或本表一行文字的栏目。"
        return f"没有编号为“{path}”的栏目。{near(path, self.known)}"


def _names(fields: Iterable[Field], prefix: str, repeats: str | None) -> Iterator[Name]:
    for item in fields:
        path = prefix + item.id
        inner = path if item.repeats else repeats
        yield Name(path, "rows" if item.each else item.record.operand, repeats, item)
        if item.each:
            yield from (Name(f"{path}.{name}", "text", path) for name in OPTION_NAMES)
        yield from _names(item.fields, f"{path}.", inner)
