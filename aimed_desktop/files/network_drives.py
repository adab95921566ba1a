"""Whether a folder lies on a network drive, where SQLite's journal and its locks are not safe."""

from __future__ import annotations

import os
import re
import sys
from pathlib import Path, PurePath, PureWindowsPath
from typing import Final

from aimed_desktop.errors import UserProblem

_MOUNTS: Final = Path("/proc/self/mountinfo")
_KINDS: Final = frozenset(
    [
        "nfs",
        "nfs4",
        "cifs",
        "smb",
        "smb2",
        "smb3",
        "smbfs",
        "ncp",
        "ncpfs",
        "afs",
        "coda",
        "davfs",
        "webdav",
        "lustre",
        "ceph",
        "glusterfs",
        "beegfs",
    ]
)
_BY_PROGRAMS: Final = re.compile(  # mounted by a program of the user's: FUSE
    r"fuse\.(sshfs|gvfsd-fuse|smbnetfs|rclone|davfs2?|curlftpfs|s3fs|goofys|glusterfs|ceph(-fuse)?|kio-fuse)"
)
_DRIVE_REMOTE: Final = 4  # GetDriveTypeW of Windows


def refuse_network_drive(folder: Path) -> None:
    """UserProblem where `folder`, which need not exist yet, lies on a network drive."""
    if is_on_network(folder):
        raise UserProblem("folder_on_network", path=folder)


def is_on_network(folder: Path) -> bool:
    """Whether `folder` lies on a network drive; links are followed. False where nobody can tell."""
    real = os.path.realpath(folder)
    if sys.platform == "win32":
        return _is_remote_drive(PureWindowsPath(real))
    try:
        Path(_standing(Path(real))).stat()  # a drive that is mounted when it is first used
        mounts = _MOUNTS.read_text(encoding="utf-8", errors="surrogateescape")
    except OSError:
        return False
    return is_network_kind(mounted_kind(mounts, real))


def mounted_kind(mounts: str, path: str) -> str:
    """The kind of file system at the absolute `path`, by the lines of /proc/self/mountinfo (proc(5)): that of
    the deepest place above it, and of several at one place the last, which covers the others.
    """
    found, depth = "", -1
    for line in mounts.splitlines():
        before, separator, after = line.partition(" - ")
        fields = before.split(" ")
        if not separator or len(fields) < 5:
            continue
        place = PurePath(_unescaped(fields[4]))
        if PurePath(path).is_relative_to(place) and len(place.parts) >= depth:
            found, depth = after.split(" ")[0], len(place.parts)
    return found


def is_network_kind(kind: str) -> bool:
    """Whether a file system of this kind has its files on another machine."""
    return kind in _KINDS or _BY_PROGRAMS.fullmatch(kind) is not None


def is_unc(path: PureWindowsPath) -> bool:
    r"""Whether a path of Windows names a share: \\server\share, \\?\UNC\server\share."""
    text = str(path).upper()
    if text.startswith(("\\\\?\\", "\\\\.\\")):
        return text[4:].startswith("UNC\\")
    return text.startswith("\\\\")


def _is_remote_drive(path: PureWindowsPath) -> bool:
    if is_unc(path):
        return True
    import ctypes

    kind = getattr(ctypes, "windll").kernel32.GetDriveTypeW(f"{path.drive}\\")  # noqa: B009 - not on Linux
    return bool(kind == _DRIVE_REMOTE)


def _standing(path: Path) -> Path:
    """The path, or the nearest folder above it that is there."""
    return next((each for each in (path, *path.parents) if each.exists()), path)


def _unescaped(text: str) -> str:
    r"""\040 of proc(5) is a blank; the octal numbers are bytes."""
    raw = text.encode("utf-8", "surrogateescape")
    return re.sub(rb"\\([0-7]{3})", lambda found: bytes([int(found[1], 8) & 255]), raw).decode(
        "utf-8", "surrogateescape"
    )
