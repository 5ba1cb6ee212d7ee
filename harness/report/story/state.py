"""The state after each event: the holders of each lock, the waits of each thread, the last known values.

A trace records what threads did, and not the state. The state is derived here as a reader would do it: a lock is held
from its acquire to its release, a wait lasts until the thread's next event, and a wait on a condition releases the
condition's lock until it ends.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from ... import trace as kinds
from ...common.primitives import CONDITION, SEMAPHORES
from ...trace import Event, Trace, TryOutcome
from ..text.line import clean
from ..text.source import SourceText
from .words import name_of, simple


@dataclass(frozen=True, slots=True)
class Value:
    """The value last read from or written to a variable.

    Attributes:
        text: the value, or the items of a container; of an object that is neither, the last value known, or "".
        thread: the thread that read or wrote it.
        index: of the event.
        written: it was written, and not read.
        changes: events that have changed the object since.
    """

    text: str
    thread: str
    index: int
    written: bool
    changes: tuple[int, ...] = ()


@dataclass(slots=True)
class Moment:
    """The state after an event.

    Attributes:
        holders: by lock, the threads that hold it, in the order of acquiring; several only if locks share a name.
        waits: by thread, the kind of its wait and the object that it waits for.
        values: by variable.
        begun: threads that have been started.
        ended: threads that have ended.
        unknown: locks of which it is not known who holds them.
    """

    holders: dict[str, tuple[str, ...]] = field(default_factory=dict)
    waits: dict[str, tuple[str, str]] = field(default_factory=dict)
    values: dict[str, Value] = field(default_factory=dict)
    begun: frozenset[str] = frozenset()
    ended: frozenset[str] = frozenset()
    unknown: frozenset[str] = frozenset()


def moments(trace: Trace, events: Sequence[Event], source: SourceText) -> list[Moment]:
    """Return the state after each event, followed by one for the end of the execution.

    The waiting threads of the last one are those of the trace itself.

    Args:
        trace: of the execution.
        events: those of the report, a prefix of the trace's.
        source: the file under test, which tells a call of ``locked()`` from a try.
    """
    whole = _StateTracker(trace, source, set())
    for index, event in enumerate(trace.events):
        whole.enter(index, event)
    tracker = _StateTracker(trace, source, whole.refuted())
    found = []
    for index, event in enumerate(events):
        tracker.enter(index, event)
        found.append(tracker.moment())
    tracker.end()
    return [*found, tracker.moment()]


class _StateTracker:
    """The current state, updated event by event.

    Args:
        trace: of the execution.
        source: the file under test.
        refuted: locks whose state is not shown, because two share a name or they are no locks.
    """

    def __init__(self, trace: Trace, source: SourceText, refuted: set[str]) -> None:
        self.trace = trace
        self.source = source
        self.types = _types(trace.events)
        self.signals = _signals(trace, self.types) | refuted
        self.holders: dict[str, list[str]] = {}
        self.waits: dict[str, tuple[str, str]] = {}
        self.released: dict[str, list[str]] = {}
        """By thread: the locks that it will hold again when its wait on a condition ends."""
        self.values: dict[str, Value] = {}
        self.begun: set[str] = set(trace.threads[:1])
        self.ended: set[str] = set()

    def moment(self) -> Moment:
        holders = {label: tuple(names) for label, names in self.holders.items() if names}
        return Moment(
            holders, dict(self.waits), dict(self.values), frozenset(self.begun), frozenset(self.ended),
            frozenset(self.signals),
        )  # fmt: skip

    def end(self) -> None:
        """Take the waiting threads from the trace, which has also those whose wait cost no step."""
        for one in self.trace.waiting:
            self.waits[one.thread] = one.kind, one.label

    def refuted(self) -> set[str]:
        """Return the locks for which the trace, which knows the objects, has a different state in the end."""
        found: set[str] = set()
        for one in self.trace.waiting:
            held = {label for label, names in self.holders.items() if one.thread in names}
            found |= held ^ set(one.holds)
            # who waits to be notified waits for no holder of the condition's lock
            if one.kind not in (kinds.JOIN, kinds.WAIT) and set(self.holders.get(one.label, ())) != {
                *one.holders,
                *one.gone,
            }:
                found.add(one.label)
        return found

    def enter(self, index: int, event: Event) -> None:
        thread, label = event.thread, event.label
        waited = self.waits.pop(thread, ("", ""))[0]
        self.begun.add(thread)
        again = event.kind == kinds.WAIT and label in self.released.get(thread, ())
        if not again and event.kind != kinds.EXPIRE:  # after its timeout it does not yet have the condition's lock
            for lock in self.released.pop(thread, []):
                if event.kind != kinds.ACQUIRE or lock != label:
                    self._acquire(thread, lock)
        match event.kind:
            case kinds.ACQUIRE:
                self._acquire(thread, label)
            case kinds.TRY if event.outcome is TryOutcome.FREE and not self._only_checks(event):
                self._acquire(thread, label)
            case kinds.WAKE if waited == kinds.ACQUIRE:
                self._acquire(thread, label)
            case kinds.RELEASE if not event.refused:
                self._release(thread, label)
            case kinds.WAIT if event.why:
                self.waits[thread] = event.why, label
                if event.why == kinds.WAIT:
                    self._release_for_wait(event)
            case kinds.START:
                self.begun.add(label)
            case kinds.END:
                self.ended.add(thread)
            case kinds.READ | kinds.WRITE:
                self._see(index, event)

    def _acquire(self, thread: str, label: str) -> None:
        if label not in self.signals:
            self.holders.setdefault(label, []).append(thread)

    def _release(self, thread: str, label: str) -> None:
        names = self.holders.get(label, [])
        if names:
            names.remove(thread if thread in names else names[0])

    def _only_checks(self, event: Event) -> bool:
        """True for a call of ``locked()``, which is recorded as a try, but acquires nothing."""
        place = event.place
        return place is not None and self.source.holds(place) and self.source.says(place.line, ".locked(")

    def _release_for_wait(self, event: Event) -> None:
        """Release the locks of a wait: a condition's own, or if that is unknown, those acquired by others meanwhile."""
        own = [label for label, names in self.holders.items() if event.thread in names]
        if event.label in own:
            given = [event.label]
        elif self._type(event.label) == CONDITION and len(own) == 1:
            given = own
        elif self._type(event.label) in (CONDITION, ""):
            given = [label for label in own if self._acquired_meanwhile(event, label)]
        else:
            given = []
        for label in given:
            self.holders[label].remove(event.thread)
        if given:
            self.released[event.thread] = given

    def _type(self, label: str) -> str:
        return self.types.get(label) or self.types.get(label.partition("[")[0], "")

    def _acquired_meanwhile(self, wait: Event, label: str) -> bool:
        for event in self.trace.events:
            if event.step > wait.step:
                if event.thread == wait.thread:
                    return False
                if event.kind == kinds.ACQUIRE and event.label == label:
                    return True
        return False

    def _see(self, index: int, event: Event) -> None:
        name = name_of(event)
        written = event.kind == kinds.WRITE
        if not name or (event.object_class and not written):
            return
        if event.object_class:  # the value before is no longer true
            if name in self.values:
                self.values[name] = Value(f"<{clean(event.object_class)}>", event.thread, index, written)
            return
        text = simple(event.value) or clean(event.content or "")
        if text:
            self.values[name] = Value(text, event.thread, index, written)
        elif written:
            before = self.values.get(name)
            known, changes = (before.text, before.changes) if before is not None else ("", ())
            self.values[name] = Value(known, event.thread, index, written, (*changes, index))


def _types(events: Sequence[Event]) -> dict[str, str]:
    """Return the class of the object with each name, if its creation was recorded."""
    return {event.label: event.object_class for event in events if event.kind == kinds.WRITE and event.object_class}


def _signals(trace: Trace, types: dict[str, str]) -> set[str]:
    """Return the names of signals, which have no owner: one thread acquires them, and another releases them."""
    whole = not trace.events or trace.events[0].step == 1
    held: dict[str, list[str]] = {}
    signals: set[str] = set()
    given: set[str] = set()
    for event in trace.events:
        if event.kind in (kinds.ACQUIRE, kinds.WAKE) or event.outcome is TryOutcome.FREE:
            held.setdefault(event.label, []).append(event.thread)
        elif event.kind == kinds.RELEASE and not event.refused:
            given.add(event.label)
            names = held.setdefault(event.label, [])
            if event.thread in names:
                names.remove(event.thread)
            elif whole:
                signals.add(event.label)
    owned = {one.label for one in trace.waiting if one.holders and one.kind != kinds.JOIN}
    for label in held:
        kind = types.get(label) or types.get(label.partition("[")[0], "")
        if kind in SEMAPHORES and label not in given:
            signals.add(label)
    return signals - owned
