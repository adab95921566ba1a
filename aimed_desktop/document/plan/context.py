"""What the planner knows while it walks a document: values, block numbers, counters."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from aimed_desktop.application.checks.evaluate import holds
from aimed_desktop.application.model import Application
from aimed_desktop.application.name_line import typed_names
from aimed_desktop.application.values.shapes import NONE_WORD, Value
from aimed_desktop.application.values.types import display
from aimed_desktop.definition.expression import Expression
from aimed_desktop.definition.fields import Field, Text
from aimed_desktop.definition.layout import HandPlace, Names
from aimed_desktop.document.plan.plan import Run, RunKind

BLANK = "_____"


@dataclass(slots=True)
class Counters:
    """Running numbers of one document's figures and tables."""

    figures: int = 0
    tables: int = 0


@dataclass(frozen=True, slots=True)
class Context:
    """Where the planner stands. `prefix` leads relative paths (`cases.0.`); `number` is `{n}`, 0 prints none.

    `hints`: the instructions in empty cells are printed, as on a draft.
    """

    app: Application
    hints: bool
    blank: bool
    counters: Counters = field(default_factory=Counters)
    prefix: str = ""
    number: int = 1
    option: str = ""  # `{option}`: the ticked option that the parts stand for

    def inside(self, path: str, index: int) -> Context:
        """The context inside row `index` of the rows field at the full path `path`."""
        field = self.app.form.field(path)
        collect = field.collect if field is not None else None
        numbered = collect is None or collect.number or bool(self.app.get(f"{path}.{index}"))
        return replace(self, prefix=f"{path}.{index}.", number=index + 1 if numbered else 0)

    def under(self, path: str, key: str) -> Context:
        """The context inside the group at `path` for the ticked option `key`."""
        return replace(self, prefix=f"{path}.{key}.", option=key)

    def path(self, relative: str) -> str:
        """The full path of a field named in the definition."""
        if self.prefix and self.app.form.field(self.prefix + relative) is not None:
            return self.prefix + relative
        return relative

    def field(self, relative: str) -> Field:
        """The definition of the field; the compiler has made sure that it exists."""
        found = self.app.form.field(self.path(relative))
        assert found is not None, relative
        return found

    def value(self, relative: str) -> Value:
        path = self.path(relative)
        value = self.app.get(path)
        return NONE_WORD if value is None and self._none_stands_for(path) else value

    def _none_stands_for(self, path: str) -> bool:
        """Whether 无 was typed for the rows of which `path` is in the first."""
        rows, number, _ = ("", "", "") if path.count(".") < 2 else path.rsplit(".", 2)
        return number == "0" and self.app.get(rows) == NONE_WORD

    def holds(self, condition: Expression | None) -> bool:
        """Whether something with this `when` is printed; an undecided condition prints it."""
        return condition is None or holds(condition, self.app, at=self.prefix) is not False

    def printed(self, relative: str) -> str:
        """The value as it is printed; empty while there is none."""
        value = self.value(relative)
        return "" if value is None else display(self.field(relative), value)

    def runs(self, text: Text, kind: RunKind = "label") -> tuple[Run, ...]:
        """Printed words with the fields in them; an empty field is a blank line."""
        runs: list[Run] = []
        for piece in text.pieces:
            if isinstance(piece, str):
                runs.append(Run(piece, kind))
            elif piece.path == "n":
                runs.append(Run(str(self.number or ""), kind))
            elif piece.path == "option":
                runs.append(Run(self.option, kind))
            elif shown := self.printed(piece.path):
                runs.append(Run(shown, "answer", field=self.path(piece.path)))
            elif piece.blank is not None:
                runs.append(Run(piece.blank, kind))
            else:
                runs.append(Run(BLANK, "blank", field=self.path(piece.path)))
        return tuple(runs)

    def name_runs(self, names: Names) -> tuple[Run, ...]:
        """Several names in one line; what the paper prints there while none is typed."""
        runs: list[Run] = []
        for path, name in typed_names(names, self.app):
            if runs:
                runs.append(Run(names.join))
            runs.append(Run(name, "answer", field=path, spot=self.name_spot(names, path)))
            if names.after:
                runs.append(Run(names.after))
        if runs:
            return tuple(runs)
        path = self.path(names.fields[0])
        spot = self.name_spot(names, "")
        return tuple(replace(run, kind="hint", field=path, spot=spot) for run in self.runs(names.blank))

    def spot(self, place: HandPlace) -> str:
        """What tells this place of the paper from every other one."""
        return f"{place.line} {place.kind} {self.prefix}"

    def name_spot(self, names: Names, path: str) -> str:
        """The same of the seal on one typed name; `path` is empty while none is typed."""
        return f"{names.line} name {path or self.prefix}"

    def place_runs(self, place: HandPlace) -> tuple[Run, ...]:
        """The words of a place to sign, stamp or date; a typed date stands behind its 日期：."""
        return tuple(replace(run, spot=self.spot(place)) for run in self._place_words(place))

    def _place_words(self, place: HandPlace) -> tuple[Run, ...]:
        if place.field is None:
            return self.runs(place.label)
        lead, colon, blank = self.words(place.label).rpartition("：")
        shown = self.printed(place.field)
        answer = Run(shown or blank, "answer" if shown else "hint", field=self.path(place.field))
        return (Run(lead + colon), answer) if colon else (answer,)

    def words(self, text: Text) -> str:
        """The same as plain words."""
        return "".join(run.text for run in self.runs(text))
