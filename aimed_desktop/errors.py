"""The one exception for what a user can mend, and why the machine refused; everything else is a bug."""

from __future__ import annotations

import errno
from pathlib import Path

from aimed_desktop.exit_status import ExitStatus

_REASONS = {
    errno.EACCES: "没有权限",
    errno.EPERM: "没有权限",
    errno.ENOSPC: "磁盘已满",
    errno.EDQUOT: "磁盘配额已满",
    errno.EROFS: "磁盘是只读的",
    errno.EEXIST: "同名的文件挡住了",
    errno.EISDIR: "这是文件夹",
    errno.ENOTDIR: "上级不是文件夹",
    errno.ENOENT: "上级文件夹不存在",
    errno.ENAMETOOLONG: "文件名太长",
    errno.ELOOP: "链接绕成了圈",
    errno.EIO: "磁盘读写出错",
}
_NO_FILE = {errno.ENOENT, errno.ENOTDIR, errno.ENAMETOOLONG, errno.ELOOP}  # nothing readable is called so


class UserProblem(Exception):
    """A situation the user can mend. `code` names a sentence of `messages.MESSAGES`.

    `context` fills the sentence's blanks; it never holds a personal value, a key or a passphrase.
    """

    def __init__(self, code: str, **context: object) -> None:
        super().__init__(code)
        self.code = code
        self.context = context

    @property
    def status(self) -> ExitStatus:
        """The exit status that the command line ends with for this problem."""
        from aimed_desktop.messages import MESSAGES

        return MESSAGES[self.code].status

    def __str__(self) -> str:
        from aimed_desktop.messages import sentence

        return sentence(self.code, **self.context)


def reason_of(error: OSError) -> str:
    """Why the operating system refused, in Chinese where it is known."""
    return _REASONS.get(error.errno or 0) or error.strerror or "未知原因"


def unreadable(path: str | Path, error: OSError) -> UserProblem:
    """What to say when `path` could not be read: no such file, no file at all, or the machine's refusal."""
    if error.errno in _NO_FILE:
        return UserProblem("file_missing", path=path)
    if error.errno == errno.EISDIR:
        return UserProblem("file_is_folder", path=path)
    return UserProblem("file_unreadable", path=path, reason=reason_of(error))


def unwritable(path: str | Path, error: OSError) -> UserProblem:
    """What to say when `path` could not be written."""
    return UserProblem("target_unwritable", path=path, reason=reason_of(error))
