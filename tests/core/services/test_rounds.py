"""What an earlier round of reading finds is told to nobody."""

from __future__ import annotations

from aimed_desktop.services.rounds import Rounds


def test_only_the_latest_round_is_told() -> None:
    rounds, told = Rounds(), list[str]()
    early = rounds.guarded(told.append)
    rounds.begin()
    late = rounds.guarded(told.append)
    early("old")
    late("new")
    assert told == ["new"]
