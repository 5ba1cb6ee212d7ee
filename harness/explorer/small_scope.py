"""The small scope: all generated workloads of two threads with few calls, each explored exhaustively.

After Line-Up (Burckhardt, Dern, Musuvathi, Tan: "Line-Up: a complete and automatic linearizability checker", PLDI
2010, section 4), which enumerates all finite tests of an object, and explores the schedules of each. Most failures
show in a small program (the small scope hypothesis: Jackson, "Software Abstractions", 2006).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import combinations_with_replacement, product

from ..contract.workload import Workload, WorkloadSpec
from ..result import Result, SmallScope
from .budget import CONFIRMATIONS_OF_WORKLOAD, Budget
from .search import Search

STRATEGY = "dpor"
THREADS = 2
CALLS = 2
"""The most calls of one thread."""
SHARE = 2
"""The schedules of the small scope, as a multiple of those for the workloads that are drawn by chance."""
EACH = 300
"""The most schedules of one workload."""
SAMPLE = 10
"""Workloads of a size from which it is estimated whether all fit into the budget, those with few calls first."""
FEWEST = 3
"""Workloads of the sample before the first estimate, which is a low one: those that follow have more schedules."""


def workloads(spec: WorkloadSpec, calls: int) -> list[Workload]:
    """Return the workloads of two threads of which the busier one makes that number of calls, smallest first.

    Of two workloads that differ only in which thread makes which calls, it has one: a model receives the names of the
    threads as arguments at most, and treats them alike.
    """
    choices = spec.choices()
    sequences = [tuple(steps) for length in range(1, calls + 1) for steps in product(choices, repeat=length)]
    pairs = [pair for pair in combinations_with_replacement(sequences, THREADS) if len(pair[-1]) == calls]
    return [Workload(pair) for pair in sorted(pairs, key=lambda pair: sum(map(len, pair)))]


def explore_small_scope(
    search: Search, spec: WorkloadSpec, budget: Budget, examine: Callable[[Workload, Result], bool]
) -> tuple[SmallScope, ...]:
    """Explore size after size, while all workloads of a size are expected to fit into the budget.

    Args:
        search: over a clause with generated workloads; it is left with the last of them.
        spec: of the clause.
        budget: of the workloads that were drawn by chance (see ``SHARE``).
        examine: called with each workload and its result; returns whether to continue.

    Returns:
        What was explored of each size, where each size includes the smaller ones.
    """
    return tuple(_sizes(search, spec, budget, examine))


def _sizes(
    search: Search, spec: WorkloadSpec, budget: Budget, examine: Callable[[Workload, Result], bool]
) -> Iterator[SmallScope]:
    left = SHARE * budget.schedules
    number = proved = classes = tried = 0
    for calls in range(1, min(CALLS, spec.calls) + 1):
        sized = workloads(spec, calls)
        number += len(sized)
        before, continues = tried, True
        for position, workload in enumerate(_spread(sized)):
            explored = tried - before
            sampled = FEWEST <= position <= SAMPLE
            fits = not sampled or explored * len(sized) <= (left + explored) * position
            if left <= 0 or not fits or not budget.allows(1):
                continues = False
                break
            search.use_workload(workload)
            result = search.search(Budget(min(left, EACH), confirmations=CONFIRMATIONS_OF_WORKLOAD), STRATEGY)
            left -= result.schedules
            tried += result.schedules
            if result.exhaustive and result.proof is not None:
                proved += 1
                classes += result.proof.classes
            if not examine(workload, result):
                continues = False
                break
        yield SmallScope(THREADS, calls, number, proved, classes, tried)
        if not continues:
            return


def _spread(sized: list[Workload]) -> list[Workload]:
    """Return a sample of the workloads, evenly spread over their sizes, and then the others in their order."""
    if len(sized) <= SAMPLE:
        return sized
    sample = {position * len(sized) // SAMPLE for position in range(SAMPLE)}
    return [sized[position] for position in sorted(sample)] + [
        workload for position, workload in enumerate(sized) if position not in sample
    ]
