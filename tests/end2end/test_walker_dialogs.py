"""Whatever a dialog offers is pressed: it tells what came of it, the focus has a place in it or, once it is
closed, behind it, and Esc leaves it without loss.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtWidgets import QApplication, QDialog, QWidget

from tests.end2end.lives import Life
from tests.end2end.pressing import Press
from tests.end2end.test_walker import EVERYWHERE, Kept, kept, outside
from tests.end2end.walking import SILENCE, Walker
from tests.ui.conftest import PatientBot
from tests.ui.test_dialogs import DIALOGS
from ui.keys.change_keys import ChangeKeys
from ui.shell.application_view import ApplicationView
from ui.shell.main_window import MainWindow

__all__ = ["kept", "outside"]  # fixtures

KEYS = {"profile": (EVERYWHERE, "填写"), "table": (EVERYWHERE, "填写")}


def change_keys(view: ApplicationView) -> ChangeKeys:
    window = view.window()
    assert isinstance(window, MainWindow) and window._actions is not None
    return window._actions.change_keys


# Those whose answers come from elsewhere in the window: opened as the clerk opens them.
BY_THE_WINDOW: dict[str, Callable[[ApplicationView], None]] = {
    "amendment": lambda view: view.amend_wanted.emit(),
    "change code": lambda view: change_keys(view).ask_for_code(),
    "change passphrase": lambda view: change_keys(view).ask_for_passphrase(),
}

_READ = "nothing can be changed until the file is read: tests/ui/test_handing_over.py"
# What is no fault, by the dialog, a part of the name of the press and of the fault, and why.
ALLOWED = {
    ("recovery code", "", "Esc does not leave RecoveryCodeDialog"): "only 我已收好 closes it",
    ("change code", "change_keys", "Esc does not leave RecoveryCodeDialog"): "only 我已收好 closes it",
    ("picture sheet", "sheet_picture", SILENCE): "its page shows it large, from the files that are kept",
    ("passphrase", "确定", SILENCE): "the archive answers, where one is locked",
    ("passphrase", "passphrase", SILENCE): "the archive answers, where one is locked",
    ("receive, disagreeing", "receive", "focus"): _READ,
    ("receive, disagreeing", "receive", "Esc"): _READ,
    ("receive, disagreeing", "handover_file", "focus"): _READ,
    ("receive, disagreeing", "handover_file", "Esc"): _READ,
}


def is_allowed(name: str, press: Press, fault: str) -> bool:
    return any(name == dialog and part in press.name and words in fault for dialog, part, words in ALLOWED)


@pytest.fixture(scope="module")
def life(
    qapp: QApplication, request: pytest.FixtureRequest, kept: Kept, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Life]:
    """One window for all dialogs."""
    opened = Life(PatientBot(request), kept("draft"), tmp_path_factory.mktemp("dialogs"), [])
    yield opened
    opened.close()


@pytest.mark.parametrize("name", DIALOGS)
def test_all_that_a_dialog_offers_answers(
    name: str, life: Life, outside: list[str], request: pytest.FixtureRequest
) -> None:
    qtbot = PatientBot(request)

    def opened(view: ApplicationView) -> QWidget:
        view.show_step(0)
        view.form.focus_field("unit_name")
        if name in BY_THE_WINDOW:
            BY_THE_WINDOW[name](view)
        elif not (shown := DIALOGS[name][1](view, qtbot)).isVisible():
            shown.open()
        qtbot.waitUntil(lambda: isinstance(QApplication.activeWindow(), QDialog))
        top = QApplication.activeWindow()
        assert top is not None
        return top

    life.outside = outside
    life.place = opened
    life.groups = KEYS.get(name, (EVERYWHERE,))
    found = Walker(qtbot, life, lambda press, fault: is_allowed(name, press, fault)).faults()
    assert "\n".join(found) == ""
