"""Pictures on their way into an application: opened, redacted, in the form in which they are kept."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from aimed_desktop.services.given_files import GivenFile

if TYPE_CHECKING:
    from aimed_desktop.document.pictures.redact import PictureEdit, Pixels, Redaction

_SCREEN_PIXELS: Final = 1800
_PNG: Final = b"\x89PNG"


@dataclass(frozen=True, slots=True)
class OpenedPicture:
    """The bytes of a picture, and the picture at the size of the screen, to be edited there."""

    data: bytes
    shown: Redaction
    pixels: Pixels


def open_picture(data: bytes) -> OpenedPicture:
    """A picture to be redacted. UserProblem where it is none."""
    from aimed_desktop.document.pictures.redact import Redaction

    shown = Redaction(data, _SCREEN_PIXELS)
    return OpenedPicture(data, shown, shown.pixels(()))


def redacted_picture(data: bytes, edits: Sequence[PictureEdit]) -> bytes:
    """The picture with every edit burnt in; the very bytes where there is none."""
    from aimed_desktop.document.pictures.redact import redacted

    return redacted(data, tuple(edits)) if edits else data


def picture_file(stem: str, data: bytes) -> GivenFile:
    """The picture as it is kept, as PNG or JPEG of that name."""
    from aimed_desktop.document.pictures.images import normalise

    made = normalise(data, None)
    return GivenFile(stem + (".png" if made.startswith(_PNG) else ".jpg"), made)
