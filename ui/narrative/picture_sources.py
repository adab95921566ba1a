"""Where the pictures of a paste come from; of one that cannot come, what the clerk can do is told."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QUrl

from aimed_desktop.errors import UserProblem
from aimed_desktop.services.given_files import read_given

PASTED = "粘贴的图片.png"
_DATA = "data:image/"
_FILE = "file:"
_AGAIN = "请在原来的文件里右键图片，选“另存为图片”，再用“插入图片”放进来"


def can_come(source: str) -> bool:
    """Whether a picture that HTML names is inside it or on this machine. Nothing is fetched."""
    return source.lower().startswith((_DATA, _FILE))


def words_of(sources: Sequence[str]) -> list[str]:
    """How many pictures wait to be put in, and which cannot come; a sentence each."""
    lost = [number for number, source in enumerate(sources, 1) if not can_come(source)]
    told = []
    if len(lost) < len(sources):
        told.append(f"粘贴的内容里有 {len(sources)} 张图片，没有一起放进来")
    if lost:
        which = f"第{'、'.join(map(str, lost))}张图片" if len(sources) > 1 else "图片"
        told.append(f"{which}没有随文字复制过来，{_AGAIN}")
    return told


def read_source(source: str, number: int) -> bytes:
    """The picture that HTML names, the one of that `number` in the paste. UserProblem where it is gone."""
    try:
        return _decoded(source) if source.lower().startswith(_DATA) else read_given(_path(source))
    except (UserProblem, binascii.Error):  # the folder of Word and the like is cleared when it likes
        raise UserProblem("pasted_picture_gone", number=number) from None


def _decoded(source: str) -> bytes:
    return base64.b64decode(source.partition(",")[2], validate=False)


def name_of(source: str) -> str:
    """What a picture is called when it is kept."""
    return PASTED if source.lower().startswith(_DATA) else _path(source).name


def _path(source: str) -> Path:
    return Path(QUrl(source.replace("\\", "/")).toLocalFile())
