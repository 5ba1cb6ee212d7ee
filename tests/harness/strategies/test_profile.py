"""What strategies learn of the length of executions."""

from __future__ import annotations

import pytest

from harness.strategies.protocol import Profile


def learned(*lengths: int) -> int:
    profile = Profile()
    for length in lengths:
        profile.learn(2, length)
    return profile.choices


@pytest.mark.parametrize(
    ("lengths", "choices"),
    [
        ((7,), 7),
        ((65, 65, 65), 65),
        ((40, 60, 50, 62), 62),
        ((50, 2_000, 50), 127),  # one that spins does not count
        ((50, 2_000), 2_000),
        ((0, 0), 0),
    ],
)
def test_executions_that_spin_do_not_count(lengths: tuple[int, ...], choices: int) -> None:
    assert learned(*lengths) == choices


def test_the_order_of_executions_does_not_matter() -> None:
    assert learned(5, 900, 6, 7) == learned(900, 7, 5, 6)
