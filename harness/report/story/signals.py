"""The history of a signal or lock for which a thread waits in the end."""

from __future__ import annotations

from dataclasses import dataclass

from ...common.primitives import CONDITION
from ...trace import ACQUIRE, NOTIFY, RELEASE, WAKE, WRITE, BlockedThread, Event, Trace


@dataclass(frozen=True, slots=True)
class NeverNotified:
    """No thread ever called ``notify()`` on the condition."""

    label: str


@dataclass(frozen=True, slots=True)
class NeverReleased:
    """No thread ever released the lock or semaphore."""

    label: str


@dataclass(frozen=True, slots=True)
class LastRelease:
    """The last release of the lock or semaphore.

    Attributes:
        thread: which thread released it.
        step: number of that event.
        acquired: which thread acquired it afterwards, and the number of that event; None if none did.
    """

    label: str
    thread: str
    step: int
    acquired: tuple[str, int] | None


SignalHistory = NeverNotified | NeverReleased | LastRelease


def signal_history(trace: Trace, one: BlockedThread) -> SignalHistory | None:
    """Return the history of what a thread waits for; None where the record cannot tell."""
    events = [event for event in trace.events if event.label == one.label]
    if not trace.events or trace.events[0].step != 1 or any(map(_replaces, events)):
        return None  # two objects may have had that name
    if any(event.of_pool for event in events):
        return None  # a part of a future, of which the program knows nothing
    if one.kind != ACQUIRE:
        is_condition = any(event.object_class == CONDITION or event.kind == ACQUIRE for event in events)
        notified = any(event.kind == NOTIFY and not event.refused for event in events)
        return NeverNotified(one.label) if is_condition and not notified else None
    releases = [event for event in events if event.kind == RELEASE]
    if not releases:
        return NeverReleased(one.label)
    last = releases[-1]
    acquires = [event for event in events if event.step > last.step and event.kind in (ACQUIRE, WAKE)]
    acquired = (acquires[-1].thread, acquires[-1].step) if acquires else None
    return LastRelease(one.label, last.thread, last.step, acquired)


def _replaces(event: Event) -> bool:
    """True for a write that puts another object under the name after the constructor did."""
    return event.kind == WRITE and event.place is not None and event.place.function != "__init__"
