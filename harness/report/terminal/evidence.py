"""The lines that show a failure, without those that repeat other parts of the screen."""

from __future__ import annotations

from ...facts import Livelock, LostWakeup, Overserialized, Starvation
from ...result import Result
from ...trace import JOIN, BlockedThread, Trace
from ..sentences.starvation import bypassed
from ..sentences.stuck import last_notify
from ..story.signals import LastRelease, NeverNotified, SignalHistory, signal_history


def evidence(result: Result) -> list[str]:
    """Return the lines to print below the interleaving."""
    match result.facts:
        case Overserialized():
            return []  # the sentence has the numbers
        case Livelock() if result.trace is not None:
            return []  # the loop is in the columns
        case Starvation():
            return [bypassed(result.facts)]
        case LostWakeup() if result.trace is not None:
            # the source and the columns show which thread waits where, but not what happened to the signal
            waits = [one for one in result.trace.waiting if one.kind != JOIN]
            return [line for line in dict.fromkeys(_signal(result.trace, one) for one in waits) if line]
    return list(result.evidence)


def _signal(trace: Trace, one: BlockedThread) -> str:
    if one.notify is not None:
        return f"{one.label}: {last_notify(one.notify)}"
    history = signal_history(trace, one)
    return signal_words(history) if history is not None else ""


def signal_words(history: SignalHistory) -> str:
    """Return the history of a signal or lock in words."""
    if isinstance(history, LastRelease):
        acquired = history.acquired
        then = f"; then acquired by {acquired[0]} at step {acquired[1]}" if acquired is not None else ""
        return f"{history.label}: last released by {history.thread} at step {history.step}{then}"
    if isinstance(history, NeverNotified):
        return f"{history.label}: no thread ever called notify()"
    return f"{history.label}: no thread ever released it"
