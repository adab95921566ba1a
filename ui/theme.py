"""Colours, sizes and fonts of the window, all from here and `resources/styles`."""

from __future__ import annotations

from string import Template
from typing import Final

from PySide6.QtCore import QLibraryInfo, QLocale, QTranslator
from PySide6.QtGui import QColor, QFont, QFontDatabase, QPalette
from PySide6.QtWidgets import QApplication, QWidget

from aimed_desktop.paths import FONTS, RESOURCES

COLOURS: Final = {
    "window": "#f1f3f2",
    "paper": "#ffffff",
    "label_cell": "#f6f8f7",
    "line": "#a9b4b2",
    "soft_line": "#dde3e1",
    "text": "#1f2a2c",
    "quiet": "#6a7779",
    "faint": "#98a3a4",
    "accent": "#1f6f78",
    "accent_dark": "#175860",
    "accent_soft": "#e3f0f0",
    "good": "#2f7d4f",
    "warn": "#a9670c",
    "bad": "#b3362b",
    "bad_soft": "#fbe9e7",
}

OUTLINE_WIDTH: Final = 212
SIDE_WIDTH: Final = 296
PAPER_WIDTH: Final = 800
WIDE_PAPER_WIDTH: Final = 1132  # of a landscape sheet
PAPER_MARGIN: Final = 36
GUTTER: Final = 26  # right of the grid, for the buttons of its rows
CELL_PADDING: Final = 6
LABEL_WIDTH: Final = 190  # of a field that stands in no cell
ROW_HEIGHT: Final = 38
LONG_TEXT_LINES: Final = 4
NARRATIVE_LINES: Final = 8
FONT_POINTS: Final = 10.5

_SANS: Final = (
    "Microsoft YaHei UI",
    "Microsoft YaHei",
    "Noto Sans CJK SC",
    "Source Han Sans SC",
    "Noto Sans SC",
)


def colour(name: str) -> QColor:
    """The colour called `name` in `COLOURS`."""
    return QColor(COLOURS[name])


def apply(application: QApplication) -> None:
    """Dress `application`: Chinese locale, font, palette and style sheet."""
    QLocale.setDefault(QLocale(QLocale.Language.Chinese, QLocale.Country.China))
    application.setStyle("fusion")
    application.setFont(_font())
    application.setPalette(_palette())
    template = Template((RESOURCES / "styles" / "light.qss").read_text(encoding="utf-8"))
    application.setStyleSheet(template.substitute(COLOURS))


def translate(application: QApplication) -> None:
    """Qt's own words (buttons of its dialogs, context menus) in Chinese."""
    translator = QTranslator(application)
    folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    if translator.load("qtbase_zh_CN", folder):
        application.installTranslator(translator)


def repolish(widget: QWidget) -> None:
    """Let the style sheet look at the widget's properties again."""
    widget.style().unpolish(widget)
    widget.style().polish(widget)


def _font() -> QFont:
    """A good Chinese font of the system where there is one, else the one that we bring."""
    known = set(QFontDatabase.families(QFontDatabase.WritingSystem.SimplifiedChinese))
    family = next((name for name in _SANS if name in known), None) or _load_ours()
    font = QFont(family) if family else QFont()
    font.setPointSizeF(FONT_POINTS)
    font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    return font


def _load_ours() -> str | None:
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
        (role.Highlight, "accent"),
        (role.PlaceholderText, "faint"),
        (role.ToolTipBase, "paper"),
        (role.ToolTipText, "text"),
    ):
        palette.setColor(which, colour(name))
    palette.setColor(role.HighlightedText, colour("paper"))
    return palette
