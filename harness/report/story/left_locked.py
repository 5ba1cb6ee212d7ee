"""The lock that a call left behind, and the step at which the call ended, for which a trace has no event."""

from __future__ import annotations

from collections.abc import Sequence

from ...facts import AbandonedLock, LeakedLocks
from ...result import Result
from ...trace import WAIT, Event, UnreleasedLock


def left_locked(result: Result) -> UnreleasedLock | None:
    """Return the lock of a failure that a call left behind; None if the failure is another one."""
    match result.facts:
        case AbandonedLock(lock=lock):
            return lock
        case LeakedLocks(locks=(first, *_)):
            return first
    return None


def acquire_and_exit(events: Sequence[Event], lock: UnreleasedLock) -> tuple[int, int] | None:
    """Return the index of the event that acquired the lock, and of the last event of that call; None without them."""
    acquired = lock.place
    own = [index for index, event in enumerate(events) if event.thread == lock.thread]
    # a wait in the same line is that of a later call
    at = (index for index in reversed(own) if events[index].place == acquired and events[index].kind != WAIT)
    first = next(at, None)
    if first is None or acquired is None:
        return None
    inside = [first]
    for index in own:
        place = events[index].place
        # a later wait for the lock itself is that of another call
        if index <= first or place is None or (events[index].kind, events[index].label) == (WAIT, lock.label):
            continue
        if (place.file, place.function) == (acquired.file, acquired.function):
            inside.append(index)
    return first, inside[-1]
