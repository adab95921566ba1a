"""The buttons of pages and dialogs: each with a name, and pressed by Enter only where it stands."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QPushButton, QToolButton, QWidget

from ui.widgets import icons
from ui.widgets.theme import repolish


def primary_button(words: str, name: str, parent: QWidget) -> QPushButton:
    """The one button of a page or dialog that goes on."""
    button = QPushButton(words, parent)
    button.setObjectName(name)
    button.setProperty("primary", "true")
    return button


def set_primary(button: QPushButton, is_primary: bool) -> None:
    """Make a button the one that goes on, or one beside it."""
    button.setProperty("primary", "true" if is_primary else "false")
    repolish(button)


def is_primary(button: QPushButton) -> bool:
    """Whether it is there as the one that goes on."""
    return not button.isHidden() and button.property("primary") == "true"


def quiet_button(words: str, name: str, clicked: Callable[[], object], parent: QWidget) -> QPushButton:
    """A button beside the primary one; Enter elsewhere in its dialog does not press it."""
    button = QPushButton(words, parent)
    button.setObjectName(name)
    button.setAutoDefault(False)
    _answer(button, clicked)
    return button


def tool_button(
    icon: str, words: str, parent: QWidget, clicked: Callable[[], object] | None = None
) -> QToolButton:
    """A button that is only an icon: `words` stand in its tip and are read aloud."""
    button = QToolButton(parent)
    icons.put(button, icon)
    button.setToolTip(words)
    button.setAccessibleName(words)
    if clicked is not None:
        _answer(button, clicked)
    return button


def _answer(button: QPushButton | QToolButton, clicked: Callable[[], object]) -> None:
    def on_clicked() -> None:  # without Qt's own argument
        clicked()

    button.clicked.connect(on_clicked)
