"""What the hands know: the keys of the window, its help, its look."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtGui import QActionGroup
from PySide6.QtWidgets import QMenu

from ui.form.tab_order import focus_next_field
from ui.help.dialogs import DialogHelp
from ui.keys.archive_maintenance import ArchiveMaintenance
from ui.keys.change_keys import ChangeKeys
from ui.widgets import theme
from ui.widgets.in_sight import bring_into_sight
from ui.widgets.qt_application import qt_application
from ui.widgets.shortcuts import bind, hint, keys_of, tell_keys

if TYPE_CHECKING:
    from PySide6.QtWidgets import QStackedWidget

    from ui.desk.window_context import WindowContext
    from ui.keys.keys_flow import KeysFlow
    from ui.shell.opening import Opening
    from ui.shell.top_bar import TopBar
    from ui.workspace.form_page import FormPage

FLASH_MS: Final = 1500
_TOPICS: Final = ("fill", "check", "materials", "final", "stamp", "submit")  # in the order of the steps
_FINAL = 3
_SIZES: Final = {
    "larger": ("表格文字放大", 1),
    "smaller": ("表格文字缩小", -1),
    "usual_size": ("表格文字原来大小", 0),
}


class WindowActions(QObject):
    """Serves the shortcuts of the whole window and the buttons of its top bar; the signals tell what leads
    to another page.
    """

    start_wanted = Signal()
    new_wanted = Signal()
    profile_wanted = Signal()
    recovery_wanted = Signal()
    receive_wanted = Signal()
    settings_changed = Signal()

    def __init__(
        self, context: WindowContext, keys: KeysFlow, top: TopBar, pages: QStackedWidget, opening: Opening
    ) -> None:
        super().__init__(context.window)
        self._window = context.window
        self._settings = context.settings
        self._top = top
        self._pages = pages
        self._opening = opening
        self._flash = QTimer(self, singleShot=True, interval=FLASH_MS)
        self._flash.timeout.connect(partial(self._show_flash, is_on=False))
        top.help.clicked.connect(partial(self.show_help, None))
        tell_keys(top.help, "帮助", hint("help"))
        top.history.clicked.connect(self._show_history)
        tell_keys(top.history, "历史版本", hint("history"))
        top.unit.clicked.connect(self.profile_wanted)
        tell_keys(top.unit, "单位档案", hint("profile"))
        self.maintenance = ArchiveMaintenance(context)
        self.change_keys = ChangeKeys(context, keys, self.maintenance.copying.copy_now)
        self._dialogs = DialogHelp(self._topic, self)
        self.menu = self._menu()
        top.more.setMenu(self.menu)
        self._bind()

    def show_help(self, topic: str | None = None) -> None:
        """Explain the page that is shown, or another topic."""
        from ui.help.help_dialog import HelpDialog

        HelpDialog(topic or self._topic(), self._window).open()

    def reassure(self) -> None:
        """Save now, and let the time of the last save be seen."""
        if (view := self._opening.view) is not None:
            view.saver.save_now()
        else:
            self._top.show_saved("都已保存")
        self._show_flash(is_on=True)
        self._flash.start()

    def print_paper(self) -> None:
        """Go where the paper is printed; a fixed version asks for its printer."""
        if (view := self._opening.view) is not None:
            view.show_step(_FINAL)
            if view.final.is_busy:
                view.bar.tell(f"文件正在生成。好了以后，再按 {keys_of('print')} 打印。")
            elif view.final.print.isVisible():
                view.final.print.click()
            else:
                view.bar.tell("还没有定稿。先点“定稿”，再打印；只想看一看，可以“导出草稿”。")
        else:
            self._ask_to_open("再打印")

    def choose_theme(self, choice: str) -> None:
        """Show the colours that were chosen, now and at every start."""
        if (shown := theme.current()) is not None:
            shown.choose(choice)
        self._settings.theme = choice
        self.settings_changed.emit()

    def _bind(self) -> None:
        window = self._window
        bind("help", window, self.show_help)
        bind("save", window, self.reassure)
        bind("print", window, self.print_paper)
        bind("new", window, self.new_wanted.emit)
        bind("start", window, self.start_wanted.emit)
        bind("steps", window, *(partial(self._show_step, index) for index in range(len(_TOPICS))))
        bind("next_field", window, partial(self._step_field, backwards=False))
        bind("previous_field", window, partial(self._step_field, backwards=True))
        bind("profile", window, self.profile_wanted.emit)
        bind("history", window, self._show_history)
        bind("outline", window, self._open_outline)
        bind("side", window, self._toggle_side)
        for name, (_words, steps) in _SIZES.items():
            bind(name, window, partial(self._enlarge, steps))

    def _menu(self) -> QMenu:
        menu = QMenu(self._window)
        menu.setObjectName("more_menu")
        colours = QActionGroup(menu)
        for choice, words in theme.CHOICES.items():
            action = menu.addAction(f"{words}颜色" if choice == theme.SYSTEM else words)
            action.setCheckable(True)
            action.setChecked(choice == self._settings.theme)
            action.triggered.connect(partial(self.choose_theme, choice))
            colours.addAction(action)
        menu.addSeparator()
        for name, (words, steps) in _SIZES.items():
            menu.addAction(f"{words}\t{keys_of(name)}").triggered.connect(partial(self._enlarge, steps))
        menu.addSeparator()
        numbers = menu.addAction(f"数字一览\t{keys_of('numbers')}")
        numbers.triggered.connect(self._show_numbers)
        menu.aboutToShow.connect(lambda: numbers.setEnabled(self._opening.view is not None))
        menu.addSeparator()
        menu.addAction("接收交来的申报件…").triggered.connect(self.receive_wanted)
        menu.addSeparator()
        self.maintenance.add_to(menu)
        menu.addAction("从备份恢复…").triggered.connect(self.recovery_wanted)
        self.change_keys.add_to(menu)
        menu.addSeparator()
        menu.addAction("快捷键").triggered.connect(partial(self.show_help, "keys"))
        return menu

    def _topic(self) -> str:
        if (view := self._opening.view) is not None:
            return _TOPICS[view.currentIndex()]
        return "start" if self._pages.currentWidget().objectName() == "start" else "summary"

    def _show_step(self, index: int) -> None:
        if (view := self._opening.view) is not None:
            view.show_step(index)
        else:
            self._ask_to_open("再去各步")

    def _ask_to_open(self, purpose: str) -> None:
        self._top.show_saved(f"请先打开一件申报件，{purpose}")
        self._show_flash(is_on=True)
        self._flash.start()

    def _form(self) -> FormPage | None:
        """The form, while it is the page that is shown."""
        view = self._opening.view
        return view.form if view is not None and view.form.isVisible() else None

    def _step_field(self, *, backwards: bool) -> None:
        if (form := self._form()) is not None:
            focus_next_field(form.paper, backwards=backwards)
        else:
            self._window.focusNextPrevChild(not backwards)
            if (focused := qt_application().focusWidget()) is not None:
                bring_into_sight(focused)

    def _show_history(self) -> None:
        if (view := self._opening.view) is not None:
            view.show_history()

    def _show_numbers(self) -> None:
        if (view := self._opening.view) is not None:
            view.numbers.show()

    def _open_outline(self) -> None:
        if (form := self._form()) is not None:
            form.columns.open_outline()

    def _toggle_side(self) -> None:
        if (form := self._form()) is not None:
            form.columns.toggle_side()

    def _enlarge(self, steps: int) -> None:
        if (form := self._form()) is not None:
            form.enlarge(steps)

    def _show_flash(self, *, is_on: bool) -> None:
        state = self._top.state
        if self._opening.view is None and not is_on:
            self._top.show_saved("")
        state.setProperty("flash", "true" if is_on else "false")
        theme.repolish(state)
