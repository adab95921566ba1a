"""The unit profile as the archive keeps it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from aimed_desktop.application.values.shapes import Value
    from aimed_desktop.archive.archive import Archive


def add_to_profile(archive: Archive, values: Mapping[str, Value]) -> None:
    """Keep these values beside the others."""
    from aimed_desktop.application.profile.profile import Profile

    profile = Profile(archive.profile())
    for key, value in values.items():
        profile.set(key, value)
    archive.save_profile(profile.to_data())
