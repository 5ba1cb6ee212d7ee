"""Systematic strategies notice a program that does not repeat, and claim nothing too much of it."""

from __future__ import annotations

import sys
from pathlib import Path
from random import Random
from types import SimpleNamespace
from typing import Any

import pytest

from harness.strategies.bounded import Bounding, DelayBounding, PreemptionBounding
from harness.strategies.depth_first import DepthFirst
from harness.strategies.protocol import Profile

sys.path.insert(0, str(Path(__file__).parent))

from costs import Cost, both

every_strategy = pytest.mark.parametrize("strategy", [DepthFirst, PreemptionBounding, DelayBounding])


def threads(*numbers: int) -> list[Any]:
    return [SimpleNamespace(number=number, choice=number) for number in numbers]


def execution(strategy: Any, *offers: list[Any], running: bool = True) -> list[int]:
    """One execution in which these threads can go on at each choice; the first of them is running, or none."""
    strategy.begin(Random(0), Profile())
    chosen = [strategy.choose(offer[0] if running else None, offer, []).number for offer in offers]
    strategy.end()
    return chosen


@every_strategy
def test_no_choice_at_all_is_one_schedule(strategy: type[DepthFirst]) -> None:
    made = strategy()
    execution(made)
    assert made.spent
    assert not made.diverged


@every_strategy
@pytest.mark.parametrize(
    "second",
    [
        pytest.param([], id="ends early"),
        pytest.param([threads(0, 1, 2), threads(0, 1)], id="one more thread"),
        pytest.param([threads(0, 2), threads(0, 1)], id="another thread"),
    ],
)
def test_a_program_that_does_not_repeat_is_noticed(strategy: type[DepthFirst], second: list[Any]) -> None:
    made = strategy()
    execution(made, threads(0, 1), threads(0, 1))
    assert not made.diverged
    execution(made, *second)
    assert made.diverged


def test_an_end_before_the_last_known_choice_is_noticed() -> None:
    made = DepthFirst()
    execution(made, threads(0, 1), threads(0, 1))
    execution(made, threads(0, 1))
    assert made.diverged
    execution(made, threads(0, 1), threads(0, 1))
    assert not made.spent, "what lies behind the choice that is back has not been tried"


@every_strategy
@pytest.mark.parametrize("running", [True, False])
def test_a_choice_that_has_changed_is_treated_anew(strategy: type[DepthFirst], running: bool) -> None:
    made = strategy()
    execution(made, threads(0, 1))
    chosen = [execution(made, threads(0, 1, 2), running=running) for _ in range(3)]
    assert sorted(chosen) == [[0], [1], [2]]


@every_strategy
def test_a_program_that_never_repeats_breaks_nothing(strategy: type[DepthFirst]) -> None:
    chance = Random(7)
    for _ in range(50):
        made = strategy()
        for _ in range(60):
            offers = [threads(*range(chance.randint(2, 4))) for _ in range(chance.randint(0, 6))]
            execution(made, *offers)
            if made.spent:
                break


@both
def test_what_was_complete_before_a_divergence_is_all_that_is_claimed(strategy: type[Bounding], cost: Cost) -> None:
    bounding = strategy()
    execution(bounding, threads(0, 1), threads(0, 1))
    assert bounding.complete == 0
    execution(bounding)
    while not bounding.spent:
        execution(bounding, threads(0, 1))
    assert bounding.complete == 0
