"""What is said of whether the pictures and papers were looked at."""

from __future__ import annotations

from aimed_desktop.application.life.pictures_seen import is_seen, pictures_mark, was_any_seen
from aimed_desktop.application.model import Application


def looked_words(app: Application) -> tuple[str, str]:
    """Whether they were confirmed, and the role of the words; empty where there are none. Reads them all."""
    mark = pictures_mark(app)
    if not mark:
        return "", "quiet"
    if is_seen(app, mark):
        return "图片和材料：已确认逐张看过。", "good"
    if was_any_seen(app):
        return "图片和材料：换过图片，请重新确认。", "warn"
    return "图片和材料：还没有确认，请点“图片一览”逐张看。", "quiet"
