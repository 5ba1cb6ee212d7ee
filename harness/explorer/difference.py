"""The comparison of a failing execution with a passing one: where they part, and what that changes.

The two executions perform the same operations until their schedules part. After that, the operations of each thread
are compared one by one, in the order of the failing execution. The first operation that reads another value, or meets
another state, is the first effect of the schedule: all the thread has done before is the same in both.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from .. import trace as kinds
from ..facts.difference import Difference, Effect, OtherOrder, OtherPath
from ..trace import Event, Trace

MOST_FOLLOWING = 12
"""Operations of the passing execution that are kept, from the step where the executions part."""
_OF_OBJECTS = (kinds.ACQUIRE, kinds.TRY, kinds.RELEASE, kinds.NOTIFY)
MOST_PAIRED = 300
"""Operations of the failing execution that are searched for two in the other order."""


def compare(failing: Trace, passing: Trace, tried: int, near: bool = True) -> Difference | None:
    """Return the difference between two executions; None if they are the same, or their beginning was not kept.

    Args:
        failing: the failing execution.
        passing: the passing one.
        tried: number of schedules that were run to find it.
        near: as in ``Difference``.
    """
    if any(trace.events and trace.events[0].step > 1 for trace in (failing, passing)):
        return None
    at = _parting(failing.events, passing.events)
    if at >= len(passing.events):
        return None
    passing = replace(passing, events=_with_names_of(failing.events, passing.events, at))
    pair = _Pair(failing, passing, at)
    first = failing.events[at] if at < len(failing.events) else None
    order = pair.order_of_locks()
    effect = pair.effect() if order is None else None
    if order is None and effect is None:
        order = pair.order_of_conflict()
    return Difference(
        tried,
        passing.events[at].step,
        first,
        passing.events[at],
        first is not None and pair.in_passing(first) is not None,
        effect,
        order,
        pair.path() if order is None and effect is None else None,
        tuple(passing.events[at : at + MOST_FOLLOWING]),
        near,
    )


def _parting(failing: Sequence[Event], passing: Sequence[Event]) -> int:
    """Return the number of events that both executions begin with."""
    same = 0
    for one, other in zip(failing, passing, strict=False):
        if (one.thread, one.kind, one.place) != (other.thread, other.kind, other.place):
            break
        same += 1
    return same


def _with_names_of(failing: Sequence[Event], passing: Sequence[Event], at: int) -> list[Event]:
    """Return the events of the passing execution with the names that objects have in the failing one.

    An object may have another name at the end of another execution. Those that were used before the executions parted
    have the same numbers in both.
    """
    common = {event.object_number for event in failing[:at]}
    names = {
        event.object_number: event.label
        for event in failing
        if event.object_number in common and _is_named_itself(event) and event.label
    }
    return [
        replace(event, label=names[event.object_number])
        if event.object_number in names and _is_named_itself(event)
        else event
        for event in passing
    ]


def _is_named_itself(event: Event) -> bool:
    """Return whether the label is the name of the object with the event's number, and not of its field or a thread."""
    return event.kind in _OF_OBJECTS or (event.content is not None and event.value is None)


@dataclass(frozen=True, slots=True)
class _Operation:
    """One operation of a thread, whether or not the thread had to wait for it.

    Attributes:
        event: its event; of one that had to wait, the event at which it succeeds.
        kind: its kind; a wake-up with a permit is an acquire.
        number: of the operation among those of its thread, from 0.
    """

    event: Event
    kind: str
    number: int

    def matches(self, other: _Operation) -> bool:
        """Return whether an operation of another execution is the same one, by its kind and its line."""
        return (self.kind, self.event.place) == (other.kind, other.event.place)


class _Execution:
    """The operations of one execution, by thread."""

    def __init__(self, trace: Trace) -> None:
        self.of: dict[str, list[_Operation]] = {}
        self.all: list[_Operation] = []
        self.by_event: dict[int, _Operation] = {}
        """By step of the event."""
        waits: dict[tuple[str, str], str] = {}
        for event in trace.events:
            kind = event.kind
            if kind == kinds.WAIT:
                waits[event.thread, event.label] = event.why
                if event.why in (kinds.ACQUIRE, kinds.JOIN):
                    continue  # the operation itself follows, if it succeeds
            elif kind == kinds.WAKE:
                if waits.get((event.thread, event.label)) != kinds.ACQUIRE:
                    continue
                kind = kinds.ACQUIRE
            mine = self.of.setdefault(event.thread, [])
            operation = _Operation(event, kind, len(mine))
            mine.append(operation)
            self.all.append(operation)
            self.by_event[event.step] = operation


class _Pair:
    """Two executions, whose operations are matched thread by thread.

    Args:
        failing: the failing execution.
        passing: the passing one.
        at: number of events that both begin with.
    """

    def __init__(self, failing: Trace, passing: Trace, at: int) -> None:
        self.failing, self.passing = _Execution(failing), _Execution(passing)
        self._step = at + 1
        self._trace = failing
        self._same = {thread: self._common(thread) for thread in self.failing.of}
        """By thread: how many of its operations are the same in both executions."""

    def _common(self, thread: str) -> int:
        same = 0
        for one, other in zip(self.failing.of[thread], self.passing.of.get(thread, ()), strict=False):
            if not one.matches(other):
                break
            same += 1
        return same

    def in_passing(self, event: Event) -> Event | None:
        """Return the same operation in the passing execution, or None."""
        return self._partner(event, self.failing, self.passing)

    def in_failing(self, event: Event) -> Event | None:
        """Return the same operation in the failing execution, or None."""
        return self._partner(event, self.passing, self.failing)

    def _partner(self, event: Event, here: _Execution, there: _Execution) -> Event | None:
        operation = here.by_event.get(event.step)
        if operation is None or operation.number >= self._same.get(event.thread, 0):
            return None
        return there.of[event.thread][operation.number].event

    def effect(self) -> Effect | None:
        """Return the first operation after the parting that reads or meets something different, or None.

        The state after a write is the second choice: it may differ only because another value was written.
        """
        written: Effect | None = None
        for one, other in self._matched():
            if not _differs(one, other):
                continue
            if one.kind == kinds.WRITE:
                written = written or Effect(one, other)
                continue
            cause, first = self._cause(one, other) if one.kind == kinds.READ else (None, True)
            return Effect(one, other, cause, first)
        return written

    def _matched(self) -> Iterator[tuple[Event, Event]]:
        """Yield the operations after the parting that both executions perform, in the failing one's order."""
        for operation in self.failing.all:
            if operation.event.step >= self._step:
                other = self.in_passing(operation.event)
                if other is not None:
                    yield operation.event, other

    def _cause(self, one: Event, other: Event) -> tuple[Event | None, bool]:
        """Return the write that precedes a read in one of the executions only, and whether in the passing one."""
        for write in _writes(self.passing, other, self._step):
            if self._is_later(write, one):
                return write, True
        for write in _writes(self.failing, one, self._step):
            there = self.in_passing(write)
            if there is not None and there.step > other.step:
                return write, False
        return None, True

    def _is_later(self, write: Event, read: Event) -> bool:
        """Return whether a write of the passing execution comes later than a read of the failing one, or never."""
        there = self.in_failing(write)
        if there is not None:
            return there.step > read.step
        done = len(self.failing.of.get(write.thread, ()))
        # the thread has not come so far, and all it has done is the same
        return done == self._same.get(write.thread, 0) <= self.passing.by_event[write.step].number

    def _step_of(self, execution: _Execution) -> Event | None:
        """Return the operation of an execution at the step where the two part; None if it is only a wait."""
        operation = execution.by_event.get(self._step)
        return operation.event if operation is not None else None

    def order_of_locks(self) -> OtherOrder | None:
        """Return, for a lock that a waiting thread never gets, its acquire before that of the thread that holds it."""
        for waiting in self._trace.waiting:
            for holder in (*waiting.holders, *waiting.gone):
                held = [one for one in self._acquires(self.failing, holder, waiting.label) if one.step >= self._step]
                second = self.in_passing(held[-1]) if held else None
                if second is None or waiting.thread == holder:
                    continue
                mine = self._acquires(self.passing, waiting.thread, waiting.label)
                first = next((one for one in mine if self._step <= one.step < second.step), None)
                if first is not None:
                    between = (
                        one.event for one in self.passing.of[first.thread] if first.step < one.event.step < second.step
                    )
                    released = any(one.kind == kinds.RELEASE and one.label == first.label for one in between)
                    return OtherOrder(first, second, released)
        return None

    def _acquires(self, execution: _Execution, thread: str, label: str) -> list[Event]:
        return [
            one.event
            for one in execution.of.get(thread, ())
            if one.event.label == label and (one.kind == kinds.ACQUIRE or one.event.outcome is kinds.TryOutcome.FREE)
        ]

    def order_of_conflict(self) -> OtherOrder | None:
        """Return the first two operations on one object, one of which changes it, in the other order."""
        here, there = self._step_of(self.failing), self._step_of(self.passing)
        later = self.in_passing(here) if here is not None else None
        if there is not None and later is not None and _conflict(there, later):
            return OtherOrder(there, later)
        pairs = list(self._matched())[:MOST_PAIRED]
        for index, (early, early_there) in enumerate(pairs):
            for late, late_there in pairs[index + 1 :]:
                if late_there.step < early_there.step and _conflict(early, late):
                    return OtherOrder(late_there, early_there)
        return None

    def path(self) -> OtherPath | None:
        """Return the first operation after the parting that a thread performs instead of another one, or None."""
        found: list[tuple[int, OtherPath]] = []
        for thread, same in self._same.items():
            mine, others = self.failing.of[thread], self.passing.of.get(thread, [])
            if same < len(others) and others[same].event.step > self._step:
                here = mine[same].event if same < len(mine) else None
                found.append((others[same].event.step, OtherPath(here, others[same].event)))
        return min(found, key=lambda one: one[0])[1] if found else None


def _conflict(one: Event, other: Event) -> bool:
    """Return whether two accesses are of different threads to one object, and one of them changes it."""
    same = one.thread != other.thread and one.label == other.label != "" and one.object_number == other.object_number
    return same and {one.kind, other.kind} in ({kinds.WRITE}, {kinds.READ, kinds.WRITE})


def _differs(one: Event, other: Event) -> bool:
    """Return whether one operation reads or meets something different in two executions; unknown values are equal."""
    for mine, others in ((one.value, other.value), (one.content, other.content)):
        if mine is not None and others is not None and mine != others:
            return one.kind in (kinds.READ, kinds.WRITE)
    return one.outcome is not other.outcome or one.waiters != other.waiters


def _writes(execution: _Execution, read: Event, begin: int) -> list[Event]:
    """Return the writes of other threads that a read sees: the last one, or all changes of a container.

    Args:
        execution: of the read.
        read: the read.
        begin: step of the first write that counts.
    """
    found = [
        operation.event
        for operation in execution.all
        if operation.kind == kinds.WRITE
        and (operation.event.label, operation.event.object_number) == (read.label, read.object_number)
        and operation.event.step < read.step
    ]
    if not found or (found[-1].value, found[-1].content) != (read.value, read.content):
        return []  # something has changed it that was not recorded
    seen = found if read.content is not None else found[-1:]
    return [one for one in seen if one.step >= begin and one.thread != read.thread]
