"""Files that systems and offices leave in every folder they touch: no one put them in, no one tampered."""

from __future__ import annotations

import re

_FILES = re.compile(
    r"""(?ix) (?: thumbs\.db | ehthumbs(?:_vista)?\.db | desktop\.ini   # Windows
        | \.ds_store | \.localized | icon\r | \._.*                      # macOS
        | \.directory                                                    # KDE
        | ~\$.* | \.~.*                                                  # Word, WPS, LibreOffice while open
        | .*:zone\.identifier                                            # where a download came from
        )"""
)
_FOLDERS = frozenset(
    {"__macosx", ".spotlight-v100", ".trashes", ".fseventsd", ".temporaryitems", "$recycle.bin",
     "system volume information", "@eadir", ".stfolder"}
)  # fmt: skip


def is_litter(name: str) -> bool:
    """Whether the file of a relative path with `/` is system litter, by its name or a folder above it."""
    *folders, last = name.rstrip("/").split("/")
    return _FILES.fullmatch(last) is not None or any(part.lower() in _FOLDERS for part in (*folders, last))
