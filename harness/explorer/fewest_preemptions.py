"""The fewest preemptions with which a program fails: the par of a game (``kata play``)."""

from __future__ import annotations

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
        with fewer preemptions fails in any way but a race: executions that end well are not checked for races here.

    Raises:
        TokenError: the program does not follow the token's schedule.
    """
    known = replay(search, token, compare=False)
    if known.passed or known.trace is None or known.trace.starved is not None:
        return known
    search.budget, bounded = budget, BoundedDPOR()
    least = known.trace.preemptions
    while not bounded.spent and not bounded.diverged and bounded.complete < least - 1 and budget.allows(bounded.runs):
        outcome = search.try_one(bounded)
        found = search.examine(outcome, bounded.runs, hard=False) if outcome.notable else None
        if found is not None and found.trace is not None and found.trace.preemptions < least:
            known, least = found, found.trace.preemptions
    assert known.trace is not None
    doubt = known.verdict is Verdict.RACE or bounded.diverged or bounded.unmodelled or bounded.doubtful
    known.trace.fewest = not least or (not doubt and (bounded.spent or bounded.complete >= least - 1))
    return known
