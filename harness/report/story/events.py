"""Questions to the list of events of a trace, before any of it is printed."""

from __future__ import annotations

from ... import trace as kinds
from ...result import Result
from ...trace import Event, Place, SpinLoop, Trace, TryOutcome
from ...verdict import Verdict

FEWEST_POLLS = 5
"""A thread is at one line at least so often in a row before that is called polling."""
FEWEST_REPETITIONS = 3
"""A stretch happens at least so often in a row before it is called a loop."""


def to_the_point(trace: Trace, result: Result) -> list[Event]:
    """Return the events up to the failure, without those that unwinding or running on added after it."""
    events, failure = trace.events, trace.failure
    if result.verdict is Verdict.RACE:
        last = max(result.steps, default=0)
        return [event for event in events if event.step <= last] or events
    if failure is not None and failure.place is not None:
        fail = next((event for event in reversed(events) if event.kind == kinds.FAIL), None)
        if fail is None:
            return events
        # a history is checked when all calls are over, long after the last step of its test
        until = 0 if failure.history is not None else _last(events, failure.thread, failure.place)
        kept = events[:until] if until else [event for event in events if event is not fail]
        at = Event(0, fail.thread, fail.kind, "", fail.value, failure.place, fail.preemption if not until else False)
        return [*kept, at]
    if trace.ending == "done" and result.verdict is Verdict.BUSY_WAIT and trace.spun:
        return _to_the_poll(events, trace.spun[0])
    return events


def _to_the_poll(events: list[Event], spin: SpinLoop) -> list[Event]:
    """Return the events up to the first stretch in which a thread sleeps, or polls, at a line."""
    runs = segments(events)
    polls: dict[int, list[int]] = {}
    for index, event in enumerate(events):
        if event.thread == spin.thread and event.place == spin.place:
            polls.setdefault(runs[index], []).append(index)
    for found in polls.values():
        if len(found) >= FEWEST_POLLS or any(events[index].kind == kinds.SLEEP for index in found):
            return events[: found[-1] + 1]
    return events[: _last(events, spin.thread, spin.place)] or events


def _last(events: list[Event], thread: str, place: Place | None) -> int:
    """Return one more than the index of the thread's last event at a line; 0 if there is none."""
    if place is None:
        return 0
    for index in range(len(events) - 1, -1, -1):
        event = events[index]
        at = event.place
        if event.thread == thread and at is not None and (at.file, at.line) == (place.file, place.line):
            return index + 1
    return 0


def segments(events: list[Event]) -> list[int]:
    """Return for each event the number of the uninterrupted run of its thread; a preemption always begins one."""
    numbers: list[int] = []
    for index, event in enumerate(events):
        same = index > 0 and event.thread == events[index - 1].thread and not event.preemption
        numbers.append(numbers[-1] + (not same) if numbers else 0)
    return numbers


def balance(events: list[Event], runs: list[int]) -> dict[int, bool]:
    """Return, by index, the acquires and releases that pair up in one thread; True if no other ran in between."""
    held: dict[tuple[str, str], int] = {}
    found: dict[int, bool] = {}
    for index, event in enumerate(events):
        holder = (event.thread, event.label)
        if event.kind == kinds.ACQUIRE or event.outcome is TryOutcome.FREE:
            held[holder] = index
        elif event.kind == kinds.RELEASE and holder in held:
            acquired = held.pop(holder)
            found[acquired] = found[index] = runs[acquired] == runs[index]
    return found


def outdated(events: list[Event]) -> set[int]:
    """Return the indexes of reads on which a thread acts after another thread has written to the location."""
    writes: dict[str, list[int]] = {}
    following: dict[tuple[str, str], int] = {}
    last = {event.thread: index for index, event in enumerate(events)}
    found: set[int] = set()
    for index in range(len(events) - 1, -1, -1):
        event = events[index]
        if event.kind not in (kinds.READ, kinds.WRITE):
            continue
        own = event.thread, event.label
        again = following.get(own)
        if event.kind == kinds.READ and _acts(event, events[again] if again is not None else None):
            until = last[event.thread] if again is None else again
            between = (at for at in writes.get(event.label, ()) if index < at < until)
            if any(events[at].thread != event.thread for at in between):
                found.add(index)
        if event.kind == kinds.WRITE:
            writes.setdefault(event.label, []).append(index)
        following[own] = index
    return found


def lost_update(events: list[Event], contested: set[int]) -> set[int]:
    """Return the indexes of the last update that is lost: a read, the write it misses, and the write that follows.

    Args:
        events: of the execution.
        contested: the indexes of outdated reads.
    """
    for index in sorted(contested, reverse=True):
        read = events[index]
        later = ((at, events[at]) for at in range(index + 1, len(events)) if events[at].label == read.label)
        missed: list[int] = []
        for at, event in later:
            if event.thread == read.thread and event.kind in (kinds.READ, kinds.WRITE):
                if missed and event.kind == kinds.WRITE and event.value is not None:
                    return {index, missed[-1], at}
                break
            if event.kind == kinds.WRITE and event.value is not None:
                missed.append(at)
    return set()


def _acts(read: Event, following: Event | None) -> bool:
    """True when the thread's next access to the object shows that it relied on the value that it had read.

    For a container, only a write further down in the same call shows that: much of a container never changes.
    """
    if following is None:
        return read.value is not None
    if following.kind == kinds.READ:
        return False
    if read.value is not None or read.place is None or following.place is None:
        return True
    return read.place.function != following.place.function or read.place.line <= following.place.line


def resting_thread(events: list[Event], index: int) -> str:
    """Return the thread that was preempted before this event and has not run since; "" if there is none."""
    ran = {events[index].thread}
    for at in range(index, 0, -1):
        ran.add(events[at].thread)
        if events[at].preemption and events[at - 1].thread not in ran:
            return events[at - 1].thread
    return ""


def waits_again(events: list[Event], index: int) -> bool:
    """True when the thread, once woken, only read and then waited again: the wake-up changed nothing."""
    event = events[index]
    own = (one for one in events[index + 1 :] if one.thread == event.thread and one.kind != kinds.READ)
    following = next(own, None)
    return following is not None and (following.kind, following.label) == (kinds.WAIT, event.label)


def period(events: list[Event]) -> tuple[int, int]:
    """Return the index at which the part that repeats up to the end begins, and the events of one repetition.

    Values are not compared, because each repetition may count something up. (0, 0) if no part repeats.
    """
    names: dict[object, int] = {}
    keys = [
        names.setdefault((one.thread, one.kind, one.label, one.place and one.place.line), len(names)) for one in events
    ]
    keys.reverse()
    best = longest = 0
    for length in range(1, len(keys) // FEWEST_REPETITIONS + 1):
        same = length
        while same < len(keys) and keys[same] == keys[same - length]:
            same += 1
        if same >= FEWEST_REPETITIONS * length and same - length > longest - best:
            best, longest = length, same
    return (len(keys) - longest, best) if best else (0, 0)
