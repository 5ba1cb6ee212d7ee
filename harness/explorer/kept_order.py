"""The check of a kept order: the program runs in the order, and where that is impossible now, it is searched."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import islice

from ..anchor import NamedOperation
from ..order import Step, same_thread
from ..result import KeptOrder, Part, Result
from ..token import Token
from .budget import Budget
from .ordered_run import PATIENT, WAYS, OrderedRun
from .search import Search
from .summary import summarize

MOST_ATTEMPTS = 60
"""Runs that look for the counterparts of renamed operations."""
SHIFTS = (1, 2, -1)
"""By how many occurrences an edit is taken to have moved a step."""


def check_order(search: Search, steps: Sequence[Step], budget: Budget, first: Sequence[Token] = ()) -> Result:
    """Return the failure in the order, or in the search that replaces it where the order is impossible; or the pass.

    Args:
        search: over the program.
        steps: the order.
        budget: of the search.
        first: schedules to try before the search.
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
        result = search.search(budget, first=first)
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
    labels, functions = {one.operation.label for one in steps}, {one.function for one in steps}
    if not any(_is(operation, found) for name, found in best.operations if same_thread(name, wanted.thread)):
        for name, found in best.operations:
            if found.kind != operation.kind or not same_thread(name, wanted.thread):
                continue
            if found.function == operation.function and found.label not in labels:
                yield {operation.label: found.label}, steps
            if found.label == operation.label and found.function not in functions:
                yield {operation.function: found.function}, steps
    for index in range(best.chooser.done, -1, -1):
        for shift in SHIFTS:
            if steps[index].nth + shift > 0:
                yield {}, [*steps[:index], replace(steps[index], nth=steps[index].nth + shift), *steps[index + 1 :]]


def _is(wanted: NamedOperation, found: NamedOperation) -> bool:
    return (wanted.kind, wanted.label) == (found.kind, found.label) and wanted.function in ("", found.function)
