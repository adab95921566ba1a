"""Where on the paper a value stands: what to call it in a message, and in which order."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property

from aimed_desktop.definition.fields import Field
from aimed_desktop.definition.layout import Block, CellField, CellText, Row, Table
from aimed_desktop.definition.model import Form
from aimed_desktop.definition.placement import paths_in

Rank = tuple[int, ...]


class PaperOrder:
    """The order and the names of one form's fields."""

    def __init__(self, form: Form) -> None:
        self.form = form

    def in_order(self) -> list[Field]:
        """The top-level fields as the documents print them; carried ones last."""
        return sorted(self.form.fields, key=lambda field: self._order.get(field.id, len(self._order)))

    def rank(self, path: str | None) -> Rank:
        """A key that sorts findings: fields in paper order, the whole form, then materials."""
        if path is None:
            return (1,)
        if path.startswith("materials."):
            slots = [material.id for material in self.form.materials]
            slot = path.removeprefix("materials.")
            return (2, slots.index(slot) if slot in slots else len(slots))
        return (0, *self._field_rank(path))

    def label(self, path: str) -> str:
        """The printed label, told apart from others of the same words: 团队成员（第2行）姓名."""
        words: list[str] = []
        for field, key in self._steps(path):
            label = f"：{field.label}" if words and not words[-1].endswith("）") else field.label
            if key is not None:
                label += f"（第{int(key) + 1}行）" if key.isdigit() else f"（{key}）"
            elif not words and field.label in self._ambiguous:
                label = self._contexts.get(field.id, label)
            words.append(label)
        return "".join(words) or path

    @cached_property
    def _order(self) -> dict[str, int]:
        tops = [
            top
            for document in self.form.documents
            for part in document.parts
            for top in (
                *(field.id for field in self.form.fields if part.each and field.each == part.each),
                *(path.split(".")[0] for path in paths_in(part.body)),
            )
        ]
        known = {field.id for field in self.form.fields}
        carried = [field.id for field in self.form.fields]
        ordered = dict.fromkeys(top for top in (*tops, *carried) if top in known)
        return {top: index for index, top in enumerate(ordered)}

    def _steps(self, path: str) -> Iterator[tuple[Field, str | None]]:
        """The fields on the way, each with the row number or option that follows it."""
        fields, steps = self.form.fields, path.split(".")
        while steps:
            field = next((f for f in fields if f.id == steps[0]), None)
            if field is None:
                return
            repeats = field.repeats and len(steps) > 1
            yield field, steps[1] if repeats else None
            steps, fields = steps[2 if repeats else 1 :], field.fields

    def _field_rank(self, path: str) -> Rank:
        rank: list[int] = []
        fields = self.form.fields
        for field, key in self._steps(path):
            known = self._order.get(field.id, 0) if not rank else fields.index(field)
            rank += [known, int(key) + 1 if key is not None and key.isdigit() else 0]
            fields = field.fields
        return tuple(rank) or (len(self._order),)

    @cached_property
    def _ambiguous(self) -> frozenset[str]:
        labels = [field.label for field in self.form.fields]
        return frozenset(label for label in labels if labels.count(label) > 1)

    @cached_property
    def _contexts(self) -> dict[str, str]:
        """For fields whose label stands more than once: the label with what tells it apart."""
        found: dict[str, str] = {}
        for document in self.form.documents:
            for part in document.parts:
                if isinstance(part.body, Table):
                    for row, beside in _rows_with_labels(part.body):
                        self._tell_apart(row, beside, found)
        return found

    def _tell_apart(self, row: Row, beside: str, found: dict[str, str]) -> None:
        fields = [
            field
            for cell in row.cells
            for part in cell.parts
            if isinstance(part, CellField) and (field := self.form.field(part.path)) is not None
        ]
        own = next((field.label for field in fields if field.label not in self._ambiguous), None)
        for field in fields:
            if field.label in self._ambiguous and field.id not in found:
                found[field.id] = f"{field.label}（{own}一行）" if own else f"{beside}{field.label}"


def _rows_with_labels(table: Table) -> Iterator[tuple[Row, str]]:
    """Each row with the growing label cell that stands beside it (负责人 beside three rows)."""
    beside, left = "", 0
    for row in _flat(table.rows):
        for cell in row.cells:
            if cell.is_label and isinstance(cell.down, int) and cell.down > 1:
                beside = "".join(part.text.plain for part in cell.parts if isinstance(part, CellText))
                left = cell.down
        yield row, beside if left > 0 else ""
        left -= 1


def _flat(rows: tuple[Row | Block, ...]) -> Iterator[Row]:
    for row in rows:
        if isinstance(row, Block):
            yield from _flat(row.rows)
        else:
            yield row
