"""Both themes are legible, and the window changes between them while it stands."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QApplication, QComboBox, QPushButton
from pytestqt.qtbot import QtBot

import ui
from aimed_desktop.paths import RESOURCES
from tests.ui.conftest import OpenPage
from ui.widgets import icons, theme

TEXT = ("text", "quiet", "accent_dark", "good", "warn", "bad")
GROUND = (
    "window", "paper", "label_cell", "field_focus", "accent_soft", "good_soft", "warn_soft", "bad_soft",
)  # fmt: skip
PAIRS = [
    *product(TEXT, GROUND),
    *product(("faint",), ("window", "paper", "label_cell", "field_focus")),
    *product(("text",), ("mark", "mark_now")),
    *product(("on_accent",), ("accent", "accent_dark")),
    *product(("quiet",), ("soft_line",)),  # a primary button that cannot be pressed
    *product(("paper", "mark", "mark_now"), ("text",)),  # the bar of what has just happened
]


def luminance(colour: QColor) -> float:
    parts = [
        c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4
        for c in (colour.redF(), colour.greenF(), colour.blueF())
    ]
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]


def contrast(first: str, second: str) -> float:
    """As WCAG 2 computes it."""
    dark, light = sorted(luminance(QColor(colour)) for colour in (first, second))
    return (light + 0.05) / (dark + 0.05)


@pytest.fixture
def shown(qapp: QApplication) -> Iterator[theme.Theme]:
    now = theme.current()
    assert now is not None
    yield now
    now.choose("light")


@pytest.mark.parametrize("colours", [theme.LIGHT, theme.DARK], ids=["light", "dark"])
def test_every_text_can_be_read_on_every_ground(colours: dict[str, str]) -> None:
    weak = {
        f"{text} on {ground}": round(contrast(colours[text], colours[ground]), 2)
        for text, ground in PAIRS
        if contrast(colours[text], colours[ground]) < 4.5
    }
    assert weak == {}


@pytest.mark.parametrize("colours", [theme.LIGHT, theme.DARK], ids=["light", "dark"])
def test_the_ring_of_the_focus_stands_out_from_every_ground(colours: dict[str, str]) -> None:
    for ground in ("window", "paper", "label_cell", "accent_soft"):
        assert contrast(colours["accent"], colours[ground]) >= 3


def test_both_themes_name_the_same_colours() -> None:
    assert theme.LIGHT.keys() == theme.DARK.keys()


def test_the_open_form_changes_its_theme_without_a_restart(open_page: OpenPage, shown: theme.Theme) -> None:
    page = open_page("wuhan-2026-1")
    page.app.set("scene_name", "智能导诊")

    def paper() -> QColor:
        sheet = page.paper._sheets[0]
        return sheet.grab().toImage().pixelColor(sheet.width() // 2, 12)

    shown.choose("dark")
    assert paper() == QColor(theme.DARK["paper"])
    assert QApplication.palette().color(QPalette.ColorRole.Text) == QColor(theme.DARK["text"])
    assert {page.outline.item(row).foreground().color().name() for row in range(page.outline.count())} <= {
        theme.DARK["text"],
        theme.DARK["good"],
    }
    shown.choose("light")
    assert paper() == QColor(theme.LIGHT["paper"])


def test_the_system_decides_until_the_clerk_chooses(shown: theme.Theme, qapp: QApplication) -> None:
    system = qapp.styleHints().colorScheme() is Qt.ColorScheme.Dark
    shown.choose(theme.SYSTEM)
    assert shown.is_dark is system
    shown.choose("dark")
    assert shown.is_dark


def test_an_icon_follows_the_theme(qtbot: QtBot, shown: theme.Theme) -> None:
    button = QPushButton()
    qtbot.addWidget(button)
    icons.put(button, "printer", "text")

    def inks() -> set[str]:
        image = button.icon().pixmap(64, 64).toImage()
        return {
            image.pixelColor(x, y).name()
            for x, y in product(range(64), range(64))
            if image.pixelColor(x, y).alpha() == 255
        }

    assert inks() == {theme.LIGHT["text"]}
    shown.choose("dark")
    assert inks() == {theme.DARK["text"]}


def test_every_icon_takes_the_colour_that_it_is_given() -> None:
    for path in (RESOURCES / "icons").glob("*.svg"):
        drawing = path.read_text(encoding="utf-8")
        assert 'stroke="currentColor"' in drawing and "#" not in drawing, path.name


@pytest.mark.parametrize(("name", "colours"), [("light", theme.LIGHT), ("dark", theme.DARK)])
def test_the_ticks_have_the_colour_of_their_theme(name: str, colours: dict[str, str]) -> None:
    for shape in ("tick", "dot"):
        drawing = (RESOURCES / "styles" / f"{shape}-{name}.svg").read_text(encoding="utf-8")
        assert f'"{colours["on_accent"]}"' in drawing
    for shape in ("arrow", "up"):
        drawing = (RESOURCES / "styles" / f"{shape}-{name}.svg").read_text(encoding="utf-8")
        assert f'"{colours["quiet"]}"' in drawing


def test_a_list_to_choose_from_shows_its_arrow(qtbot: QtBot, shown: theme.Theme) -> None:
    box = QComboBox()
    qtbot.addWidget(box)
    box.resize(200, 32)
    image = box.grab().toImage()
    spots = [image.pixelColor(x, y) for x, y in product(range(176, 198), range(6, 26))]
    assert min(spot.lightness() for spot in spots) < QColor(theme.LIGHT["quiet"]).lightness() + 60


def test_the_icons_that_are_shipped_are_those_that_are_used() -> None:
    sources = "\n".join(path.read_text(encoding="utf-8") for path in Path(ui.__path__[0]).rglob("*.py"))
    shipped = {path.stem for path in (RESOURCES / "icons").glob("*.svg")}
    assert {name for name in shipped if f'"{name}"' not in sources} == set()
    assert (RESOURCES / "icons" / "LICENSE-lucide.txt").is_file()
