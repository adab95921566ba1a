"""Earlier versions of an application: what each would change, and fields brought back from one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Final

from aimed_desktop.application.editing.difference import Difference, differences
from aimed_desktop.application.editing.undo_journal import MATERIALS
from aimed_desktop.application.editing.word_marks import WordMark, marks, shortened
from aimed_desktop.application.model import Application
from aimed_desktop.application.values.paper_order import PaperOrder
from aimed_desktop.archive.earlier_states import Version, state_at

if TYPE_CHECKING:
    from aimed_desktop.archive.archive import Archive

MOST_DIFFERENCES: Final = 60


@dataclass(frozen=True, slots=True)
class FieldPreview:
    """One value as it would change. `title` names its top-level field, which is what can be ticked."""

    top: str
    title: str
    label: str
    marks: list[WordMark]


@dataclass(frozen=True, slots=True)
class VersionPreview:
    """An earlier state beside the one of today."""

    seq: int
    when: str
    words: str  # what the step changed
    earlier: Application
    fields: list[FieldPreview]
    more: int  # differences beyond those in `fields`


def preview_version(archive: Archive, entry: str, version: Version, now: Application) -> VersionPreview:
    """What would change if a version came back."""
    earlier = state_at(archive, entry, version.seq, now.form)
    found = differences(now, earlier)
    fields = [_field_preview(now, each) for each in found[:MOST_DIFFERENCES]]
    return VersionPreview(
        version.seq, _when(version), version.words, earlier, fields, len(found) - len(fields)
    )


def fields_to_bring(now: Application, preview: VersionPreview, ticked: Sequence[str]) -> list[str]:
    """The top-level fields that come back; where all that was shown is ticked, what was not shown, too."""
    shown = {field.top for field in preview.fields}
    if not shown <= set(ticked):
        return list(ticked)
    return [*ticked, *({each.top for each in differences(now, preview.earlier)} - shown)]


def _field_preview(now: Application, difference: Difference) -> FieldPreview:
    title = "材料" if difference.top == MATERIALS else PaperOrder(now.form).label(difference.top)
    return FieldPreview(
        difference.top, title, difference.label, shortened(marks(difference.old, difference.new))
    )


def _when(version: Version) -> str:
    time = datetime.fromisoformat(version.time)
    return f"{time.month}月{time.day}日 {time:%H:%M}"
