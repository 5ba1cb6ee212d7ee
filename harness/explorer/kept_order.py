"""The check of a kept order: the program runs in the order, and where that is impossible now, it is searched."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import islice

from ..order import Step, same_thread
from ..part import Part
from ..result import KeptOrder, Result
from .budget import Budget
from .counterparts import MOST_ATTEMPTS, SHIFTS, renamings
from .ordered_run import PATIENT, WAYS, OrderedRun
from .search import Search
from .summary import summarize


def check_order(search: Search, steps: Sequence[Step], budget: Budget) -> Result:
    """Return the failure in the order, or in the search that replaces it where the order is impossible; or the pass.

    Args:
        search: over the program.
        steps: the order.
        budget: of the search.
    """
    run = OrderedRun(search, steps)
    failing, tried = _failing(search, steps, run)
    complete, done = run.chooser.complete, run.chooser.done
    kept = KeptOrder(len(steps), done, "" if complete else str(steps[done]), run.chooser.broken)
    search.tried = tried
    if failing is not None and failing.finding is not None:
        result = search.result(failing.finding, tried, failing.trace, None)
        result.found = None  # the order was given, and not found by a search
    elif complete:
        result = summarize([Part(tried, name=search.program.name, file=search.program.target)])
    else:
        result = search.search(budget)
    result.order = kept
    return result


def _failing(search: Search, steps: Sequence[Step], run: OrderedRun) -> tuple[OrderedRun | None, int]:
    """Return a run that fails in the order, or None, and the number of runs.

    If the order is impossible, runs follow that assume that names or occurrences have changed. One that fails shows
    that the program still fails; one that passes shows nothing, for the assumption may be wrong.
    """
    runs = [run]
    if run.finding is None and run.chooser.complete:
        runs += (OrderedRun(search, steps, way) for way in (*WAYS[1:], *PATIENT[1:]))
    best, before = max(runs, key=_rank), None
    tried, order = len(runs), list(steps)
    while best is not before and best.finding is None and not run.chooser.complete:
        before = best
        for names, other in islice(_assumptions(order, before), MOST_ATTEMPTS - tried):
            renamed = _renamed(other, names)
            attempt, tried = OrderedRun(search, renamed), tried + 1
            if _rank(attempt) > _rank(best):
                best, order = attempt, renamed
            if best.finding is not None:
                break
        if best.chooser.complete:
            break
    return (best if best.finding is not None else None), tried


def _rank(run: OrderedRun) -> tuple[bool, int]:
    """Order runs by success: a failure comes first, then the number of steps that came in their order."""
    return run.finding is not None, run.chooser.done


def _renamed(steps: Sequence[Step], names: Mapping[str, str]) -> list[Step]:
    found = []
    for one in steps:
        verb = one.does[: len(one.does) - len(one.operation.label)]
        label = names.get(one.operation.label, one.operation.label)
        found.append(replace(one, does=verb + label, function=names.get(one.function, one.function)))
    return found


def _assumptions(steps: list[Step], best: OrderedRun) -> Iterator[tuple[dict[str, str], list[Step]]]:
    """Return what may have become of the first step that does not come: another name, or another occurrence."""
    wanted = steps[best.chooser.done]
    operation = wanted.operation
    kept = {one.operation.label for one in steps} | {one.function for one in steps}
    mine = [found for name, found in best.operations if same_thread(name, wanted.thread)]
    if not any(operation.fits(found) for found in mine):
        for old, new in renamings(operation, (found for found in mine if found.kind == operation.kind), kept):
            yield {old: new}, steps
    for index in range(best.chooser.done, -1, -1):
        for shift in SHIFTS:
            if steps[index].nth + shift > 0:
                yield {}, [*steps[:index], replace(steps[index], nth=steps[index].nth + shift), *steps[index + 1 :]]
