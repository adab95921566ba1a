"""What the names in a condition mean at one place of an application."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from aimed_desktop.application.model import Application
from aimed_desktop.application.others import Other
from aimed_desktop.application.values import options
from aimed_desktop.application.values.filled import is_filled
from aimed_desktop.application.values.record import Compared
from aimed_desktop.application.values.shapes import Value, is_empty
from aimed_desktop.application.values.types import operand, problem
from aimed_desktop.definition.expression import ExpressionNode, paths_in
from aimed_desktop.definition.fields import Field
from aimed_desktop.definition.names import DEADLINE, OPTION_NAMES

OTHERS = "others"
MATERIALS = "materials"


@dataclass(frozen=True, slots=True)
class Scope:
    """An application, the row or group that is meant (`at`), and the one of `others` that is meant."""

    app: Application
    at: tuple[str, ...] = ()
    others: Sequence[Other] = ()
    other: Other | None = None

    def field(self, path: str) -> Field | None:
        """The definition of the field at a path; None for `option` and `head` of a group."""
        field = self.app.form.field(path)
        is_group_name = field is not None and field.each and path.rpartition(".")[2] in OPTION_NAMES
        return None if is_group_name else field

    def real_path(self, path: str) -> str | None:
        """The path of the value that `path` means here; None when it stands in no particular row."""
        real: list[str] = []
        fields = self.app.form.fields
        steps = path.split(".")
        for index, step in enumerate(steps):
            real.append(step)
            field = next((f for f in fields if f.id == step), None)
            if field is None:
                return path
            if index == len(steps) - 1:
                break
            if field.repeats:
                if list(self.at[: len(real)]) != real or len(self.at) == len(real):
                    return None
                real.append(self.at[len(real)])
            fields = field.fields
        return ".".join(real)

    def value(self, path: str) -> Compared:
        """The value that `path` means here, None when it is empty or does not fit its field."""
        if path.startswith(f"{OTHERS}."):
            return self.other.word(path.removeprefix(f"{OTHERS}.")) if self.other is not None else None
        field = self.field(path)
        if field is None:
            return self.app.form.deadline if path == DEADLINE else self._of_group(path)
        real = self.real_path(path)
        value = self.app.get(real) if real is not None else None
        return None if value is None or problem(field, value) else operand(field, value)

    def all_values(self, path: str) -> Iterator[tuple[Field, Value]]:
        """The values at `path` in every row, as they are kept."""
        field = self.field(path)
        if field is not None:
            for real in self.app.instances(path):
                yield field, self.app.get(real)

    def is_filled(self, path: str) -> bool:
        """Whether anything stands there, in this row or (in no particular row) in any of them."""
        if path.startswith(f"{MATERIALS}."):
            return any(f"{MATERIALS}.{material.slot}" == path for material in self.app.materials)
        if path == OTHERS:
            return bool(self.others)
        field = self.field(path)
        if field is None:
            return self.value(path) is not None
        real = self.real_path(path)
        if real is None:
            return any(is_filled(field, value) for field, value in self.all_values(path))
        return is_filled(field, self.app.get(real))

    def rows(self, node: ExpressionNode) -> list[Scope]:
        """This scope in each row of the rows field (or group, or `others`) that `node` names.

        Where it names several, the one that this scope is not yet in.
        """
        if self.other is None and any(path.split(".")[0] == OTHERS for path in paths_in(node)):
            return [replace(self, other=other) for other in self.others]
        found = [prefix for path in paths_in(node) if (prefix := self._repeated(path)) is not None]
        for prefix in sorted(found, key=self._is_in):
            return [replace(self, at=(*prefix.split("."), key)) for key in self.keys(prefix)]
        return [self]

    def _is_in(self, prefix: str) -> bool:
        steps = tuple(prefix.split("."))
        return self.at[: len(steps)] == steps

    def _repeated(self, path: str) -> str | None:
        """The longest leading part of `path` that is repeated, its own repeats resolved."""
        steps = path.split(".")
        for length in range(len(steps) - 1, 0, -1):
            prefix = ".".join(steps[:length])
            field = self.field(prefix)
            if field is not None and field.repeats:
                return self.real_path(prefix)
        return None

    def keys(self, real: str) -> list[str]:
        """The numbers of the filled rows, or the ticked options, of what is repeated at `real`."""
        value = self.app.get(real)
        field = self.field(real)
        if isinstance(value, list):
            return [str(index) for index, row in enumerate(value) if not is_empty(row)]
        if field is not None and field.each is not None:
            return list(options.labels(self.app.get(field.each)))
        return []

    def _of_group(self, path: str) -> str | None:
        """`tasks.option` and `tasks.head`: the ticked option of the group, and the head above it."""
        group, _, what = path.rpartition(".")
        field = self.field(group)
        if field is None or field.each is None or tuple(group.split(".")) != self.at[:-1]:
            return None
        if what == "option":
            return self.at[-1]
        source = self.field(field.each)
        head = None
        for option in source.options if source is not None else ():
            head = option.head or head
            if option.label == self.at[-1]:
                return head
        return None
