"""The keys that give words a look or take it: their own, and the blank behind `10^9`."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent

from aimed_desktop.application.values.words import Look
from ui.narrative import looks
from ui.narrative.look_text import LookText

LOOK_TOOLS: dict[Look, tuple[str, str]] = {  # the icon and the shortcut of each
    "sup": ("superscript", "raised"),
    "sub": ("subscript", "lowered"),
    "bold": ("bold", "bold"),
}
_RETURNS = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_HELD = (Qt.Key.Key_Shift, Qt.Key.Key_Control, Qt.Key.Key_Alt, Qt.Key.Key_Meta, Qt.Key.Key_CapsLock)


def handle_key(editor: LookText, event: QKeyEvent) -> bool:
    """Give or take a look by its key; a blank raises the power before it and ends what is raised.

    False: the key has its common meaning.
    """
    look = looks.look_of_key(event)
    if look:
        looks.toggle(editor, look)
        return True
    is_blank = event.key() == Qt.Key.Key_Space and not event.modifiers()
    if is_blank and looks.raise_power(editor):
        return True
    ends_raised = is_blank and editor.typing_look in ("sup", "sub")
    goes_away = event.key() in _RETURNS or (not event.text() and event.key() not in _HELD)
    if ends_raised or goes_away:
        editor.typing_look = None
    return False
