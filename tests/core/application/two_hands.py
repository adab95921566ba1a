"""A clerk of a seed: edits every kind of field of an application at random, every word typed once."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from random import Random
from typing import Any

from aimed_desktop.application.model import Application, MaterialFile
from aimed_desktop.application.values.shapes import is_mapping
from aimed_desktop.definition.fields import Field
from aimed_desktop.definition.types import FieldType


class Hand:
    """`name` stands in every word that this hand types."""

    def __init__(self, name: str, seed: int) -> None:
        self._name = name
        self._random = Random(f"{name}{seed}")
        self._count = 0

    def edit(self, app: Application, times: int) -> None:
        """So many edits of top-level fields, rows and materials."""
        for _ in range(times):
            if self._random.random() < 0.15:
                self._edit_materials(app)
            else:
                field = self._random.choice(app.form.fields)
                app.set(field.id, self._edited(field, app.get(field.id)))

    def _word(self) -> str:
        self._count += 1
        return f"{self._name}的第{self._count}句"

    def _edited(self, field: Field, value: Any) -> Any:
        if self._random.random() < 0.1:
            return None
        if field.is_rows:
            return self._edited_rows(field, list(value or []))
        if field.is_group:
            return self._edited_group(field, dict(value or {}))
        make: Callable[[], Any] = {
            FieldType.NARRATIVE: lambda: self._edited_blocks(list(value or [])),
            FieldType.CHOICE: lambda: {"option": self._random.choice(field.options).label},
            FieldType.CHOICES: lambda: [
                {"option": option.label, "note": self._word()}
                for option in field.options
                if self._random.random() < 0.4
            ],
            FieldType.PERIOD: lambda: {"from": self._word(), "to": self._word()},
            FieldType.QUANTITY: lambda: {"amount": self._word(), "unit": "月"},
            FieldType.YES_NO: lambda: self._random.random() < 0.5,
            FieldType.CONFIRM: lambda: self._random.random() < 0.5,
        }.get(field.type, self._word)
        return make()

    def _edited_blocks(self, blocks: list[Any]) -> list[Any]:
        place = self._random.randint(0, len(blocks))
        if blocks and self._random.random() < 0.3:
            del blocks[min(place, len(blocks) - 1)]
        return [*blocks[:place], {"text": self._word()}, *blocks[place:]]

    def _edited_group(self, field: Field, group: dict[str, Any]) -> dict[str, Any]:
        if field.each is not None:
            key = self._random.choice(["方向一", "方向二", "方向三"])
            return {**group, key: self._edited_children(field, dict(group.get(key) or {}))}
        return self._edited_children(field, group)

    def _edited_children(self, field: Field, group: dict[str, Any]) -> dict[str, Any]:
        child = self._random.choice(field.fields)
        value = self._edited(child, group.get(child.id))
        rest = {key: kept for key, kept in group.items() if key != child.id}
        return rest if value is None else {**rest, child.id: value}

    def _edited_rows(self, field: Field, rows: list[Any]) -> list[Any]:
        place = self._random.randint(0, len(rows))
        deed = self._random.choice(["add", "add", "change", "change", "change", "remove", "move"])
        if deed == "add" or not rows:
            row: dict[str, Any] = {}
            for _ in range(self._random.randint(0, 3)):
                row = self._edited_children(field, row)
            return [*rows[:place], row, *rows[place:]]
        place = min(place, len(rows) - 1)
        if deed == "change":
            return [*rows[:place], self._edited_children(field, dict(rows[place])), *rows[place + 1 :]]
        row = rows.pop(place)
        if deed == "move":
            rows.insert(self._random.randint(0, len(rows)), row)
        return rows

    def _edit_materials(self, app: Application) -> None:
        slot = self._random.choice(app.form.materials).id
        entries = list(app.materials)
        deed = self._random.choice(["add", "add", "until", "remove"])
        if deed == "add" or not entries:
            entries.append(MaterialFile(slot, f"files/{self._word()}.pdf"))
        else:
            place = self._random.randrange(len(entries))
            kept = entries.pop(place)
            if deed == "until":
                entries.insert(place, MaterialFile(kept.slot, kept.file, self._word()))
        app.set_materials(tuple(entries))


def words_in(value: Any) -> Iterator[str]:
    """Every text anywhere inside a value."""
    if isinstance(value, str):
        yield value
    elif is_mapping(value):
        for inner in value.values():
            yield from words_in(inner)
    elif isinstance(value, list | tuple):
        for inner in value:
            yield from words_in(inner)


def words_of(app: Application) -> set[str]:
    """Every text of an application."""
    materials = [each.to_json() for each in app.materials]
    return {*words_in(app.values), *words_in(materials)}
