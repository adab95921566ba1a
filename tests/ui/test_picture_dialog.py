"""Before a picture is kept the clerk sees it large, covers what nobody may see, and says 已脱敏."""

from __future__ import annotations

import io
from pathlib import Path

from PIL import Image
from PySide6.QtCore import QMimeData, QPoint, Qt, QUrl
from pytestqt.qtbot import QtBot

from tests.ui.conftest import OpenWindow
from tests.ui.opening import begin
from ui.narrative.editor import NarrativeEditor
from ui.pictures.picture_dialog import PictureDialog
from ui.shell.application_view import ApplicationView

SECRET = (255, 0, 255)


def photo(folder: Path, name: str = "现场.jpg") -> Path:
    """A grey photo with a name in magenta in its middle."""
    image = Image.new("RGB", (900, 600), (128, 128, 128))
    image.paste(SECRET, (300, 200, 600, 400))
    path = folder / name
    image.save(path, "JPEG", quality=95)
    return path


def drop(view: ApplicationView, *paths: Path) -> NarrativeEditor:
    """Paste picture files into 背景."""
    view.form.focus_field("background")
    editor = view.form.paper.editor("background")
    assert isinstance(editor, NarrativeEditor)
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    editor.insertFromMimeData(data)
    return editor


def the_dialog(view: ApplicationView, qtbot: QtBot) -> PictureDialog:
    window = view.window()
    qtbot.waitUntil(lambda: any(d.isVisible() for d in window.findChildren(PictureDialog)))
    dialog = next(d for d in window.findChildren(PictureDialog) if d.isVisible())
    qtbot.waitUntil(dialog.turned.isEnabled)
    return dialog


def magenta(data: bytes) -> int:
    pixels = Image.open(io.BytesIO(data)).convert("RGB").tobytes()
    colours = zip(pixels[::3], pixels[1::3], pixels[2::3], strict=True)
    return sum(red > green + 40 and blue > green + 40 for red, green, blue in colours)


def test_a_picture_is_covered_by_mouse_and_kept_without_what_was_there(
    open_window: OpenWindow, qtbot: QtBot, tmp_path: Path, data_dir: Path
) -> None:
    view = begin(open_window(), qtbot)
    drop(view, photo(tmp_path))
    dialog = the_dialog(view, qtbot)
    assert not dialog.insert.isEnabled()
    canvas, shown = dialog.canvas, dialog.canvas._shown()
    start = shown.topLeft() + QPoint(shown.width() * 3 // 10, shown.height() * 3 // 10)
    end = shown.topLeft() + QPoint(shown.width() * 7 // 10, shown.height() * 7 // 10)
    qtbot.mousePress(canvas, Qt.MouseButton.LeftButton, pos=start)
    qtbot.mouseMove(canvas, end)
    qtbot.mouseRelease(canvas, Qt.MouseButton.LeftButton, pos=end)
    dialog.black.click()
    qtbot.waitUntil(dialog.undone.isEnabled)
    dialog.caption.setText("门诊现场")
    dialog.width_mm.setValue(120)
    dialog.confirmed.setChecked(True)
    dialog.insert.click()
    app = view.opened.app
    qtbot.waitUntil(lambda: app.get("background") is not None)
    (entry,) = app.get("background")
    assert entry == {"image": entry["image"], "caption": "门诊现场", "width_mm": 120}
    assert magenta(app.files.read(entry["image"])) == 0
    original = photo(tmp_path).read_bytes()
    kept = [path.read_bytes() for path in data_dir.rglob("*") if path.is_file()]
    assert not any(original[1000:1400] in data for data in kept)


def test_a_picture_is_covered_by_keys_alone_and_the_last_step_taken_back(
    open_window: OpenWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    view = begin(open_window(), qtbot)
    drop(view, photo(tmp_path))
    dialog = the_dialog(view, qtbot)
    assert dialog.focusWidget() is dialog.canvas
    qtbot.keyClick(dialog.canvas, Qt.Key.Key_Right)  # a rectangle in the middle
    for _ in range(8):
        qtbot.keyClick(dialog.canvas, Qt.Key.Key_Right, Qt.KeyboardModifier.ShiftModifier)
        qtbot.keyClick(dialog.canvas, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    qtbot.keyClick(dialog.canvas, Qt.Key.Key_Return)
    qtbot.waitUntil(dialog.undone.isEnabled)
    dialog.turn()
    qtbot.waitUntil(lambda: dialog.canvas._image.height() > dialog.canvas._image.width())
    dialog.take_back()
    qtbot.waitUntil(lambda: dialog.canvas._image.height() < dialog.canvas._image.width())
    qtbot.waitUntil(dialog.turned.isEnabled)
    dialog.confirmed.setChecked(True)
    dialog.insert.click()
    app = view.opened.app
    qtbot.waitUntil(lambda: app.get("background") is not None)
    assert magenta(app.files.read(app.get("background")[0]["image"])) == 0


def test_a_picture_that_is_not_said_to_be_redacted_is_not_kept(
    open_window: OpenWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    view = begin(open_window(), qtbot)
    drop(view, photo(tmp_path, "一.jpg"), photo(tmp_path, "二.jpg"))
    first = the_dialog(view, qtbot)
    assert not first.insert.isEnabled()
    first.reject()
    qtbot.waitUntil(lambda: the_dialog(view, qtbot) is not first)  # the second picture has its own question
    second = the_dialog(view, qtbot)
    second.confirmed.setChecked(True)
    second.insert.click()
    app = view.opened.app
    qtbot.waitUntil(lambda: app.get("background") is not None)
    assert [Path(entry["image"]).stem for entry in app.get("background")] == ["二"]
