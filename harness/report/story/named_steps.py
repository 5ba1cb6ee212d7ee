"""The steps that the sentences of a report name by their numbers; the table of steps must show them."""

from __future__ import annotations

from ...facts import LostWakeup
from ...result import Result
from .signals import LastRelease, signal_history


def named_steps(result: Result, *, difference: bool) -> frozenset[int]:
    """Return the numbers of the steps that the sentences of a report name.

    Args:
        result: the failure.
        difference: the report says what a passing schedule does differently.
    """
    named = set(result.steps)
    if difference and result.difference is not None and result.difference.failing is not None:
        named.add(result.difference.step)
    if isinstance(result.facts, LostWakeup) and result.trace is not None:
        for one in result.trace.waiting:
            if one.notify is not None:
                named.add(one.notify.step)
                continue
            history = signal_history(result.trace, one)
            if isinstance(history, LastRelease):
                named |= {history.step, *([history.acquired[1]] if history.acquired is not None else [])}
    return frozenset(named)
