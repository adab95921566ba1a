"""Colours, sizes and fonts of the window, all from here and `resources/styles`."""

from __future__ import annotations

from collections.abc import Callable
from string import Template
from typing import Final

from PySide6.QtCore import QLibraryInfo, QLocale, QObject, Qt, QTranslator, Signal
from PySide6.QtGui import QColor, QFont, QFontDatabase, QPalette
from PySide6.QtWidgets import QApplication, QWidget

from aimed_desktop.paths import FONTS, RESOURCES, resource

LIGHT: Final = {
    "window": "#f1f3f2",
    "paper": "#ffffff",
    "label_cell": "#f6f8f7",
    "field_focus": "#fafefe",
    "line": "#a9b4b2",
    "soft_line": "#dde3e1",
    "scroll": "#c3ccca",
    "text": "#1f2a2c",
    "quiet": "#566365",
    "faint": "#637072",
    "accent": "#1f6f78",
    "accent_dark": "#175860",  # accent as text
    "accent_soft": "#e3f0f0",
    "on_accent": "#ffffff",
    "good": "#24683f",
    "good_soft": "#e4f3e9",
    "warn": "#8a5206",
    "warn_soft": "#fcf0dc",
    "bad": "#b3362b",
    "bad_soft": "#fbe9e7",
    "mark": "#fff1a8",  # behind what was found
    "mark_now": "#ffd48f",
}
DARK: Final = {
    "window": "#15191a",
    "paper": "#1f2526",
    "label_cell": "#272e2f",
    "field_focus": "#232c2d",
    "line": "#67746f",
    "soft_line": "#384243",
    "scroll": "#4a5657",
    "text": "#e3e9e7",
    "quiet": "#aab6b6",
    "faint": "#97a3a4",
    "accent": "#57b3bb",
    "accent_dark": "#8ad0d6",
    "accent_soft": "#1d3b3e",
    "on_accent": "#0c1d1f",
    "good": "#7fcf9c",
    "good_soft": "#1d3527",
    "warn": "#e8b565",
    "warn_soft": "#3a2f18",
    "bad": "#f29488",
    "bad_soft": "#4a2723",
    "mark": "#5c5312",
    "mark_now": "#8a5a0c",
}
COLOURS: Final = dict(LIGHT)  # those of the theme that is shown

OUTLINE_WIDTH: Final = 212
SIDE_WIDTH: Final = 296
PAPER_WIDTH: Final = 800  # that a sheet likes; it follows its room from the narrowest to the widest
WIDEST_PAPER: Final = 1000
NARROWEST_PAPER: Final = 560
WIDE_PAPER_WIDTH: Final = 1132  # of a landscape sheet
NARROWEST_WIDE_PAPER: Final = 700  # narrower, it is scrolled sideways rather than squeezed
PAPER_MARGIN: Final = 36
CELL_PADDING: Final = 6
LABEL_WIDTH: Final = 190  # of a field that stands in no cell
ROW_HEIGHT: Final = 38
LONG_TEXT_LINES: Final = 4
NARRATIVE_LINES: Final = 8
LONG_FOOT_HEIGHT: Final = 28  # under a long text: tools and counter
FONT_POINTS: Final = 10.5

SYSTEM: Final = "system"
CHOICES: Final = {SYSTEM: "跟随系统", "light": "浅色", "dark": "深色"}
_NAME: Final = "theme"

_SANS: Final = (
    "Microsoft YaHei UI",
    "Microsoft YaHei",
    "Noto Sans CJK SC",
    "Source Han Sans SC",
    "Noto Sans SC",
)


class Theme(QObject):
    """Which colours are shown: `choice` is what the clerk wants, `is_dark` what came of it."""

    changed = Signal()

    def __init__(self, application: QApplication, choice: str) -> None:
        super().__init__(application)
        self.setObjectName(_NAME)
        self.choice = choice
        self.is_dark = False
        self._application = application
        application.styleHints().colorSchemeChanged.connect(self._on_system_changed)
        self._show()

    def choose(self, choice: str) -> None:
        """Follow the system, or stay light or dark, from now on."""
        self.choice = choice
        self._show()
        self.changed.emit()

    def _on_system_changed(self) -> None:
        if self.choice == SYSTEM:
            self.choose(SYSTEM)

    def _show(self) -> None:
        system = self._application.styleHints().colorScheme() is Qt.ColorScheme.Dark
        self.is_dark = self.choice == "dark" or (self.choice == SYSTEM and system)
        COLOURS.update(DARK if self.is_dark else LIGHT)
        styles = RESOURCES / "styles"
        template = Template(resource("styles/main.qss").decode())
        drawn = {"images": styles.as_posix(), "theme": "dark" if self.is_dark else "light"}
        self._application.setPalette(_palette())
        self._application.setStyleSheet(template.substitute(COLOURS, **drawn))


def colour(name: str) -> QColor:
    """The colour called `name` in the theme that is shown; who keeps it must `follow`."""
    return QColor(COLOURS[name])


def apply(application: QApplication, choice: str = SYSTEM) -> Theme:
    """Dress `application`: Chinese locale, font, palette and style sheet."""
    QLocale.setDefault(QLocale(QLocale.Language.Chinese, QLocale.Country.China))
    application.setStyle("fusion")
    application.setFont(base_font())
    return Theme(application, choice)


def current() -> Theme | None:
    """The theme of the running program; None before `apply`."""
    application = QApplication.instance()
    return application.findChild(Theme, _NAME) if application is not None else None


def follow(refresh: Callable[[], None]) -> None:
    """Call `refresh`, a method of a widget, whenever the colours change, as long as the widget lives:
    for what the style sheet does not reach, as the foreground of an item or colours inside a document.
    """
    if (theme := current()) is not None:
        theme.changed.connect(refresh)


def translate(application: QApplication) -> None:
    """Qt's own words (buttons of its dialogs, context menus) in Chinese; ours where Qt has none."""
    folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    ours = str(RESOURCES / "translations")
    for name, place in (("qtbase_zh_CN", folder), ("qt_more_zh_CN", ours)):
        translator = QTranslator(application)
        if translator.load(name, place):
            application.installTranslator(translator)


def repolish(widget: QWidget) -> None:
    """Let the style sheet look at the widget's properties again; it has yet to look at a new one."""
    if not widget.testAttribute(Qt.WidgetAttribute.WA_WState_Polished):
        return
    widget.style().unpolish(widget)
    widget.style().polish(widget)


def base_font() -> QFont:
    """A good Chinese font of the system where there is one, else the one that we bring."""
    family = next(filter(QFontDatabase.hasFamily, _SANS), None) or _load_ours()
    font = QFont(family) if family else QFont()
    font.setPointSizeF(FONT_POINTS)
    font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    return font


def _load_ours() -> str | None:
    for symbols in FONTS.glob("Noto*-Regular.ttf"):  # what the Chinese one lacks; read only when it is drawn
        QFontDatabase.addApplicationFont(str(symbols))
    for path in (*sorted(FONTS.glob("NotoSansSC*.ttf")), *sorted(FONTS.glob("*.ttf"))):
        families = QFontDatabase.applicationFontFamilies(QFontDatabase.addApplicationFont(str(path)))
        if families:
            return families[0]
    return None


def _palette() -> QPalette:
    palette = QPalette()
    role = QPalette.ColorRole
    for which, name in (
        (role.Window, "window"),
        (role.Base, "paper"),
        (role.Text, "text"),
        (role.WindowText, "text"),
        (role.ButtonText, "text"),
        (role.Button, "paper"),
        (role.AlternateBase, "label_cell"),
        (role.Highlight, "accent"),
        (role.Link, "accent_dark"),
        (role.Mid, "line"),
        (role.PlaceholderText, "faint"),
        (role.ToolTipBase, "paper"),
        (role.ToolTipText, "text"),
    ):
        palette.setColor(which, colour(name))
    palette.setColor(role.HighlightedText, colour("on_accent"))
    for which in (role.Text, role.WindowText, role.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, which, colour("faint"))
    return palette
