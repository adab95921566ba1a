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


def is_stop_wanted() -> bool:
    """Whether the work is to end; never so of work that nobody watches."""
    is_wanted = _is_wanted.get()
    return is_wanted is not None and is_wanted()


def checkpoint() -> None:
    """A place where the work may end. Stopped when that is wanted."""
    if is_stop_wanted():
        raise Stopped
