"""Saying in a test which refusal is expected."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from aimed_desktop.errors import UserProblem


@contextmanager
def refused(code: str, status: int | None = None) -> Iterator[None]:
    """The block must end with this UserProblem, its sentence complete."""
    with pytest.raises(UserProblem) as problem:
        yield
    assert problem.value.code == code
    assert status is None or problem.value.status == status
    assert "{" not in str(problem.value)
