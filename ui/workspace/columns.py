"""Outline, paper and right panel side by side; on a narrow window the outer two fold into rails."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from aimed_desktop.desktop.window_settings import WindowSettings
from ui.form.arrangement import HANDLE, RAIL, Arrangement, arrange
from ui.widgets.shortcuts import hint
from ui.workspace.column_parts import Drawer, FoldingSplitter, Rail

_OUTLINE, _PAPER, _SIDE = range(3)
_TABS = (("lightbulb", "说明", "hint"), ("eye", "预览", "preview"), ("circle-alert", "问题", "findings"))


class Columns(QWidget):
    """Shares its width by `arrange`. `side_wanted` tells which tab of the right panel was unfolded,
    `outline_left` that an outline which came out over the paper went back.

    What the clerk drags, folds and opens is written into the `settings` that were given last.
    """

    side_wanted = Signal(str)
    outline_left = Signal()

    def __init__(self, outline: QWidget, paper: QWidget, side: QWidget, parent: QWidget) -> None:
        super().__init__(parent)
        self._outline, self._paper, self._side = outline, paper, side
        self._sheet_width = 0
        self._settings = WindowSettings()
        self._now: Arrangement | None = None
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        self.left_rail = Rail("left", [("list", "目录", f"目录{hint('outline')}", self.open_outline)], self)
        tabs = [
            (icon, words, f"{words}{hint('side')}", partial(self._on_tab_wanted, name))
            for icon, words, name in _TABS
        ]
        self.right_rail = Rail("right", tabs, self)
        self._splitter = FoldingSplitter(
            [("收起目录", self.fold_outline), ("收起右栏", self.toggle_side)], self
        )
        for widget in (outline, paper, side):
            self._splitter.addWidget(widget)
        self._splitter.setStretchFactor(_PAPER, 1)
        self._splitter.splitterMoved.connect(self._on_dragged)
        row.addWidget(self.left_rail)
        row.addWidget(self._splitter, 1)
        row.addWidget(self.right_rail)
        self._drawer = Drawer(self)
        self._drawer.left.connect(self.close_outline)

    def show_as(self, settings: WindowSettings, sheet_width: int) -> None:
        """Arrange the columns as `settings` remember them, for sheets of that width."""
        self._settings, self._sheet_width = settings, sheet_width
        self._arrange()

    @property
    def is_narrow(self) -> bool:
        """Whether the window has no room for all three."""
        return self._now is not None and self._now.is_narrow

    def open_outline(self) -> None:
        """Put the cursor into the outline; a folded one comes out over the paper, or stands again."""
        if (
            self._now is not None
            and not self._now.outline
            and self._settings.outline_folded
            and not self.is_narrow
        ):
            self._settings.outline_folded = False
            self._arrange()
        elif self._now is not None and not self._now.outline:
            self._drawer.open(self._outline, RAIL)
        self._outline.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def close_outline(self) -> None:
        """Put an outline that came out over the paper back."""
        if self._drawer.isVisible():
            self._drawer.hide()
            self._splitter.insertWidget(_OUTLINE, self._outline)
            self._arrange()
            self.outline_left.emit()

    def fold_outline(self) -> None:
        """Fold the outline into its rail."""
        self._settings.outline_folded = True
        self._arrange()

    def toggle_side(self) -> None:
        """Fold or unfold the right panel; on a narrow window the sheet makes room for it."""
        self.close_outline()
        is_open = self._now is not None and self._now.side > 0
        if self.is_narrow:
            self._settings.side_wanted = not is_open
        else:
            self._settings.side_folded = is_open
        self._arrange()

    def open_side(self) -> None:
        """Unfold the right panel where it is folded."""
        if self._now is not None and not self._now.side:
            self.toggle_side()

    def _on_tab_wanted(self, name: str) -> None:
        self.open_side()
        self.side_wanted.emit(name)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        if not self._sheet_width:
            return
        now = arrange(self.width(), self._sheet_width, self._settings)
        if now.outline and self._drawer.isVisible():
            self.close_outline()
            return
        self._now = now
        self.left_rail.setVisible(not now.outline)
        self.right_rail.setVisible(not now.side)
        if not self._drawer.isVisible():
            self._outline.setVisible(bool(now.outline))
        else:
            self._drawer.fit()
        self._side.setVisible(bool(now.side))
        rails = RAIL * (not now.outline) + RAIL * (not now.side)
        handles = HANDLE * (bool(now.outline) + bool(now.side))
        paper = self.width() - rails - handles - now.outline - now.side
        sizes = [now.outline, max(paper, 1), now.side]
        self._splitter.setSizes(sizes if self._splitter.count() == len(sizes) else sizes[_PAPER:])

    def _on_dragged(self, _position: int, handle: int) -> None:
        sizes = self._splitter.sizes()
        if handle == 1:
            self._settings.outline_width = sizes[_OUTLINE]
        else:
            self._settings.side_width = sizes[_SIDE]
