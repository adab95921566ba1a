"""Where parts of the paper stand: room of about their height at first, then their widgets."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby

from PySide6.QtWidgets import QFrame, QLabel, QVBoxLayout, QWidget

from aimed_desktop.definition.layout import Cover, Document, Part, Table, Title
from aimed_desktop.definition.model import Form
from aimed_desktop.definition.placement import paths_by_part
from aimed_desktop.definition.sections import CARRIED
from ui.binding.context import FormContext
from ui.binding.rows import ticked_options
from ui.form.confirm_list import LEAST, ConfirmList
from ui.form.estimates import body_height
from ui.form.part_views import labelled_fields, part_view
from ui.widgets import theme

_Piece = tuple[str, str]  # a ticked option (empty where nothing repeats the part), the id of the part
_SPACING = 10


def _show(widget: QWidget) -> None:
    """What joins others on the screen comes a turn later by itself; what joins them before, with them."""
    parent = widget.parentWidget()
    if parent is not None and parent.isVisible():
        widget.show()


def runs(document: Document) -> Iterator[tuple[Part, ...]]:
    """The parts of a document on the screen; those that an option repeats together stay together."""
    shown = [part for part in document.parts if not part.blank_only]
    for each, group in groupby(shown, key=lambda part: part.each):
        if each:
            yield tuple(group)
        else:
            yield from ((part,) for part in group)


class PartSlot(QWidget):
    """One part, or the parts that are repeated for each ticked option, option by option."""

    def __init__(
        self,
        parts: Sequence[Part],
        form: Form,
        loose: Mapping[str, Sequence[str]],
        context: FormContext,
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self.parts = tuple(parts)
        self.is_built = False
        self._context = context
        self._loose = loose
        self._each = parts[0].each
        self._group = next((f.id for f in form.fields if self._each and f.each == self._each), "")
        self._views: dict[_Piece, QWidget] = {}
        self.tops = self._tops(form)  # the ids of the top-level fields that stand here
        self._steps = self._build_steps()
        self._box = QVBoxLayout(self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.setSpacing(_SPACING)
        self._hold_room()
        if self._each or any(part.when for part in parts):
            context.bindings.settled.connect(self._refresh)

    @property
    def is_cover(self) -> bool:
        """Whether this is the cover of a document."""
        return isinstance(self.parts[0].body, Cover)

    def build_step(self) -> None:
        """Build a little more: a row of a table, a chapter."""
        if next(self._steps, "end") == "end":
            self.is_built = True
            self.setMinimumHeight(0)
            self._context.bindings.rebuilt.emit()

    def build(self) -> None:
        """Build what is left."""
        while not self.is_built:
            self.build_step()

    def view(self, part_id: str, option: str = "") -> QWidget:
        """The widget of a part for `option`, else for the first option; the slot while there is none."""
        views = {piece: view for piece, view in self._views.items() if piece[1] == part_id}
        return views.get((option, part_id)) or next(iter(views.values()), self)

    def views(self) -> list[tuple[tuple[str, str], QWidget]]:
        """The parts from top to bottom, each by its id and option, with its widget; the slot itself while
        nothing is built.
        """
        shown = [((part, option), view) for (option, part), view in self._views.items()]
        return shown or [((self.parts[0].id, ""), self)]

    def _tops(self, form: Form) -> frozenset[str]:
        by_part = paths_by_part(form)
        paths = [path for part in self.parts for path in (*by_part[part.id], *self._loose[part.id])]
        tops = {path.partition(".")[0] for path in paths}
        return frozenset(tops | {self._group} if self._group else tops)

    def _hold_room(self) -> None:
        heights = [body_height(part.body) + _SPACING for _, part in self._pieces()]
        self.setMinimumHeight(sum(heights))

    def _pieces(self) -> list[tuple[_Piece, Part]]:
        bindings = self._context.bindings
        keys = ticked_options(self._context.bindings, self._each) if self._each else ("",)
        return [
            ((key, part.id), part)
            for key in keys
            for part in self.parts
            if not part.when or bindings.holds(part.when, self._prefix(key))
        ]

    def _prefix(self, key: str) -> str:
        return f"{self._group}.{key}." if key and self._group else ""

    def _build_steps(self) -> Iterator[None]:
        """Bring the widgets in line with the values: what is still wanted stays as it is."""
        wanted = self._pieces()
        for piece in [piece for piece in self._views if piece not in dict(wanted)]:
            self._drop(self._views.pop(piece))
        for index, (piece, part) in enumerate(wanted):
            if piece not in self._views:
                view = self._frame(piece, part)
                self._views[piece] = view
                self._box.insertWidget(index, view)
                _show(view)
                yield from self._fill(view, piece, part)
                yield
        self._views = {piece: self._views[piece] for piece, _ in wanted}
        for view in self._views.values():  # the Tab key follows the order of the children
            view.raise_()

    def _frame(self, piece: _Piece, part: Part) -> QWidget:
        view = QWidget(self)
        box = QVBoxLayout(view)
        box.setContentsMargins(0, 0, 0 if isinstance(part.body, Table) else theme.PAPER_MARGIN, 0)
        box.setSpacing(_SPACING)
        if part.starts_page and not isinstance(part.body, Cover):
            line = QFrame(view)
            line.setObjectName("page_line")
            line.setFrameShape(QFrame.Shape.HLine)
            box.addWidget(line)
        if piece[0] and isinstance(part.body, Title):
            box.addWidget(QLabel(piece[0], view))
        return view

    def _fill(self, view: QWidget, piece: _Piece, part: Part) -> Iterator[None]:
        box = view.layout()
        assert box is not None
        body = part_view(part.body, self._context, view, self._prefix(piece[0]))
        box.addWidget(body)
        _show(body)
        yield from getattr(body, "build_steps", tuple)()
        if asked := self._loose[part.id]:
            fields = labelled_fields(list(asked), self._context, view)
            fields.setContentsMargins(0, 0, theme.PAPER_MARGIN - box.contentsMargins().right(), 0)
            box.addWidget(fields)
            _show(fields)

    def _refresh(self) -> None:
        if self.is_built and [piece for piece, _ in self._pieces()] != list(self._views):
            self.is_built = False
            self._steps = self._build_steps()
            self.build()

    def _drop(self, view: QWidget) -> None:
        self._box.removeWidget(view)
        view.hide()
        view.deleteLater()


class CarriedSlot(QWidget):
    """The fields that are kept with the application and stand on no paper."""

    def __init__(self, paths: list[str], context: FormContext, parent: QWidget) -> None:
        super().__init__(parent)
        self.tops = frozenset(path.partition(".")[0] for path in paths)
        self.is_built = False
        self.is_cover = False
        self._paths = paths
        self._context = context
        self._box = QVBoxLayout(self)
        self._box.setContentsMargins(0, 0, theme.PAPER_MARGIN, 0)
        words = QLabel("以下内容不印在纸上，只随申报件保存", self)
        words.setProperty("role", "carried")
        self._box.addWidget(words)

    def build_step(self) -> None:
        """Build the fields."""
        confirmed = [path for path in self._paths if self._context.bindings.field(path).is_confirm]
        if len(confirmed) < LEAST:
            confirmed = []
        plain = [path for path in self._paths if path not in confirmed]
        views = [labelled_fields(plain, self._context, self)] if plain else []
        views += [ConfirmList(confirmed, self._context, self)] if confirmed else []
        for view in views:
            self._box.addWidget(view)
            _show(view)
        self.is_built = True
        self._context.bindings.rebuilt.emit()

    def build(self) -> None:
        """Build what is left."""
        if not self.is_built:
            self.build_step()

    def views(self) -> list[tuple[tuple[str, str], QWidget]]:
        """The one part that stands here."""
        return [((CARRIED, ""), self)]

    def view(self, _part_id: str, _option: str = "") -> QWidget:
        """The widget of the part."""
        return self
