"""The form that is written in, the order of its changes, and the bar that tells of them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ui.widgets.bar import Bar
    from ui.workspace.form_page import FormPage
    from ui.workspace.undo import Undo


@dataclass(frozen=True, slots=True)
class Editing:
    """What every tool needs that writes into the open form and offers 撤销 afterwards."""

    form: FormPage
    undo: Undo
    bar: Bar
