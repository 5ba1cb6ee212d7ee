"""The fewest preemptions with which a program fails: the par of a game (``kata play``)."""

from __future__ import annotations

from collections.abc import Iterator

from ..result import Result
from ..strategies.bounded_dpor import BoundedDPOR
from ..token import Token
from ..verdict import Verdict
from .budget import Budget
from .replay import replay
from .search import Search


def fewest_preemptions(search: Search, token: Token, budget: Budget) -> Result:
    """Look for a failure with fewer preemptions than a known one; any failure counts.

    The bounded reduction (``harness.strategies.bounded_dpor``) runs one schedule of each class with no preemption, then
    with one, and so on, so the first failure that it finds has the fewest.

    Args:
        search: over the program.
        token: of the known failure.
        budget: the bound of the search.

    Returns:
        The failure with the fewest preemptions found. Its trace's ``fewest`` is true if it is proved that no schedule
        with fewer preemptions fails in any way.

    Raises:
        TokenError: the program does not follow the token's schedule.
    """
    known = replay(search, token, compare=False)
    if known.passed or known.trace is None or known.trace.starved is not None:
        return known
    bounded = BoundedDPOR()
    # else a race would be followed up at once by schedules with more preemptions
    search.races = search.races and known.verdict is Verdict.RACE
    if known.trace.preemptions:
        found = search.among(_with_fewer(bounded, known.trace.preemptions, budget.schedules), budget)
        if found.trace is not None and found.trace.preemptions < known.trace.preemptions:
            known = found
    assert known.trace is not None
    doubt = bounded.diverged or bounded.unmodelled or bounded.doubtful
    known.trace.fewest = not known.trace.preemptions or (not doubt and bounded.complete >= known.trace.preemptions - 1)
    return known


def _with_fewer(bounded: BoundedDPOR, preemptions: int, most: int) -> Iterator[BoundedDPOR]:
    """Yield the bounded reduction until all classes with fewer preemptions have been run, or the budget is spent."""
    while not bounded.spent and not bounded.diverged and bounded.complete < preemptions - 1 and bounded.runs < most:
        yield bounded
