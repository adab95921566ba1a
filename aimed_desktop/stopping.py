"""Lets long work be stopped between two of its steps: before anything gets its name, never after."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar

_is_wanted: ContextVar[Callable[[], bool] | None] = ContextVar("is_wanted", default=None)


class Stopped(Exception):
    """The work was stopped at a checkpoint; nothing that it began is left."""


@contextmanager
def stoppable(is_wanted: Callable[[], bool]) -> Iterator[None]:
    """Inside, each checkpoint of this thread asks `is_wanted` whether to stop."""
    token = _is_wanted.set(is_wanted)
    try:
        yield
    finally:
        _is_wanted.reset(token)


def checkpoint() -> None:
    """A place where the work may end. Stopped when that is wanted; work that nobody watches goes on."""
    is_wanted = _is_wanted.get()
    if is_wanted is not None and is_wanted():
        raise Stopped
