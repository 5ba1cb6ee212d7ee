"""Who holds what, who waits for what and what was last seen in each variable, after each event.

A trace tells what threads did, not how things stood. That is derived here, as a reader with a pencil
would: a lock is held from its taking to its release, a wait lasts until the thread's next event, and a
condition gives its lock back for as long as somebody waits on it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from harness import trace as kinds
from harness.common.primitives import CONDITION, SEMAPHORES
from harness.report.story.words import name_of, simple
from harness.report.text.source import SourceText
from harness.trace import Event, Trace, TryOutcome


@dataclass(frozen=True, slots=True)
class Value:
    """What was last read from or written to a variable.

    Attributes:
        text: the value; of a container, the last that is known, or "".
        thread: who did it.
        index: of the event.
        written: and not read.
        changes: events that have changed a container since.
    """

    text: str
    thread: str
    index: int
    written: bool
    changes: tuple[int, ...] = ()


@dataclass(slots=True)
class Moment:
    """How things stand after an event.

    Attributes:
        holders: by lock, who holds it, in the order of taking; two only where two locks go by one name.
        waits: by thread, the kind of its wait and what it waits for.
        values: by variable.
        begun: threads that have been started.
        ended: threads that have ended.
    """

    holders: dict[str, tuple[str, ...]] = field(default_factory=dict)
    waits: dict[str, tuple[str, str]] = field(default_factory=dict)
    values: dict[str, Value] = field(default_factory=dict)
    begun: frozenset[str] = frozenset()
    ended: frozenset[str] = frozenset()


def moments(trace: Trace, events: Sequence[Event], source: SourceText) -> list[Moment]:
    """One for each event, and one for the end, at which the trace itself says who waits.

    Args:
        trace: of the execution.
        events: those that a report tells, a beginning of the trace's.
        source: the file under test, to tell a look at a lock from a try.
    """
    whole = _Book(trace, source, set())
    for index, event in enumerate(trace.events):
        whole.enter(index, event)
    book = _Book(trace, source, whole.refuted())
    found = []
    for index, event in enumerate(events):
        book.enter(index, event)
        found.append(book.moment())
    book.end()
    return [*found, book.moment()]


class _Book:
    """The pencil.

    Args:
        trace: of the execution.
        source: the file under test.
        refuted: locks of which nothing is said, because two go by one name or they are no locks.
    """

    def __init__(self, trace: Trace, source: SourceText, refuted: set[str]) -> None:
        self.trace = trace
        self.source = source
        self.types = _types(trace.events)
        self.signals = _signals(trace, self.types) | refuted
        self.holders: dict[str, list[str]] = {}
        self.waits: dict[str, tuple[str, str]] = {}
        self.parked: dict[str, list[str]] = {}
        """By thread: locks it will have again when its wait on a condition is over."""
        self.values: dict[str, Value] = {}
        self.begun: set[str] = set(trace.threads[:1])
        self.ended: set[str] = set()

    def moment(self) -> Moment:
        holders = {label: tuple(names) for label, names in self.holders.items() if names}
        return Moment(holders, dict(self.waits), dict(self.values), frozenset(self.begun), frozenset(self.ended))

    def end(self) -> None:
        """The trace knows who cannot go on, also where that has cost no step."""
        for one in self.trace.waiting:
            self.waits[one.thread] = one.kind, one.label

    def refuted(self) -> set[str]:
        """Locks of which the trace, which knows the objects, says something else in the end."""
        found: set[str] = set()
        for one in self.trace.waiting:
            held = {label for label, names in self.holders.items() if one.thread in names}
            found |= held ^ set(one.holds)
            if one.kind != kinds.JOIN and set(self.holders.get(one.label, ())) != {*one.holders, *one.gone}:
                found.add(one.label)
        return found

    def enter(self, index: int, event: Event) -> None:
        thread, label = event.thread, event.label
        waited = self.waits.pop(thread, ("", ""))[0]
        self.begun.add(thread)
        again = event.kind == kinds.WAIT and label in self.parked.get(thread, ())
        if not again:  # for its own lock it may still have to wait, after the condition's time is up
            for lock in self.parked.pop(thread, []):
                if event.kind != kinds.ACQUIRE or lock != label:
                    self._take(thread, lock)
        match event.kind:
            case kinds.ACQUIRE:
                self._take(thread, label)
            case kinds.TRY if event.outcome is TryOutcome.FREE and not self._looks(event):
                self._take(thread, label)
            case kinds.WAKE if waited == kinds.ACQUIRE:
                self._take(thread, label)
            case kinds.RELEASE:
                self._release(thread, label)
            case kinds.WAIT if event.why:
                self.waits[thread] = event.why, label
                if event.why == kinds.WAIT:
                    self._park(event)
            case kinds.START:
                self.begun.add(label)
            case kinds.END:
                self.ended.add(thread)
            case kinds.READ | kinds.WRITE:
                self._see(index, event)

    def _take(self, thread: str, label: str) -> None:
        if label not in self.signals:
            self.holders.setdefault(label, []).append(thread)

    def _release(self, thread: str, label: str) -> None:
        names = self.holders.get(label, [])
        if names:
            names.remove(thread if thread in names else names[0])

    def _looks(self, event: Event) -> bool:
        """``locked()`` is recorded as a try, and only looks."""
        place = event.place
        return place is not None and self.source.holds(place) and self.source.says(place.line, ".locked(")

    def _park(self, event: Event) -> None:
        """Which locks a wait gives back: a condition's own; where that is not known, those that another then takes."""
        own = [label for label, names in self.holders.items() if event.thread in names]
        if event.label in own:
            given = [event.label]
        elif self._type(event.label) == CONDITION and len(own) == 1:
            given = own
        elif self._type(event.label) in (CONDITION, ""):
            given = [label for label in own if self._taken_meanwhile(event, label)]
        else:
            given = []
        for label in given:
            self.holders[label].remove(event.thread)
        if given:
            self.parked[event.thread] = given

    def _type(self, label: str) -> str:
        return self.types.get(label) or self.types.get(label.partition("[")[0], "")

    def _taken_meanwhile(self, wait: Event, label: str) -> bool:
        for event in self.trace.events:
            if event.step > wait.step:
                if event.thread == wait.thread:
                    return False
                if event.kind == kinds.ACQUIRE and event.label == label:
                    return True
        return False

    def _see(self, index: int, event: Event) -> None:
        name = name_of(event)
        if not name or event.object_class:
            return
        written = event.kind == kinds.WRITE
        text = simple(event.value)
        if text:
            self.values[name] = Value(text, event.thread, index, written)
        elif written:
            before = self.values.get(name)
            known, changes = (before.text, before.changes) if before is not None else ("", ())
            self.values[name] = Value(known, event.thread, index, written, (*changes, index))


def _types(events: Sequence[Event]) -> dict[str, str]:
    """What kind of lock or signal goes by a name, as far as its making was seen."""
    return {event.label: event.object_class for event in events if event.kind == kinds.WRITE and event.object_class}


def _signals(trace: Trace, types: dict[str, str]) -> set[str]:
    """Names that nobody owns: what one thread takes there, another gives."""
    whole = not trace.events or trace.events[0].step == 1
    held: dict[str, list[str]] = {}
    signals: set[str] = set()
    given: set[str] = set()
    for event in trace.events:
        if event.kind in (kinds.ACQUIRE, kinds.WAKE) or event.outcome is TryOutcome.FREE:
            held.setdefault(event.label, []).append(event.thread)
        elif event.kind == kinds.RELEASE:
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
