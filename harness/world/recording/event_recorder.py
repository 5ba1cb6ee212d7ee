"""The recorder of one execution as events: threads, lines, names and values, for reports.

Only a failing schedule is recorded, by running it once more; the search itself records no lines.
"""

from __future__ import annotations

import os
import sys
from collections import deque
from collections.abc import Container
from types import CodeType, FrameType, MethodType
from typing import Any

from ...common.kinds import has, held_by, is_a, name_of, of_class
from ...trace import CHOOSE, EXPIRE, FAIL, NOTIFY, READ, SLEEP, START, TIME, TRY, WAIT, WRITE, Event, Place, TryOutcome
from ..restrictions.blocked_apis import class_name
from ..rewriter.code_objects import span_of
from ..scheduler.scheduler import Scheduler
from ..scheduler.thread import Thread
from .named_operations import NamedOperations
from .object_names import kind_of, moved
from .object_registry import ObjectRegistry, frames_of
from .values import UNKNOWN, content, field_value, object_class, shown, variable_value

MOST_EVENTS = 5_000
"""Of a longer execution the first events are dropped."""


class EventRecorder:
    """Collects the events of one execution.

    Args:
        scheduler: the scheduler that runs the execution.
        files: the files whose lines are the learner's.
    """

    keeps_frames = True

    def __init__(self, scheduler: Scheduler, files: Container[str]) -> None:
        self.scheduler = scheduler
        self.files = files
        self.registry = ObjectRegistry(files)
        self.raw: deque[tuple[Event, int, str | None]] = deque(maxlen=MOST_EVENTS)
        """Events, with the number of the object in ``registry``, and the field."""
        self._labels: dict[tuple[int, CodeType | None, int], str] = {}
        """By thread, function and object: the object's name there, which takes a walk through many objects."""
        self.operations = NamedOperations(scheduler, self._frame_of, self._label_at)
        self.count = 0
        self.preempted = False
        """The next event follows a preemption: the thread that ran before could have continued."""
        self.signals: dict[int, tuple[int, str, int]] = {}
        """By ``id`` of a condition: step, thread and number of waiters of the last notify."""
        self._signal_before: tuple[int, str, int] | None = None
        """The entry of ``signals`` that the last notify has replaced."""
        self._writes: list[tuple[Event, int, str | None]] = []
        """The events of writes whose values are not known until the thread has performed them, all of one step."""
        self._named: tuple[int, dict[int, str]] = (-1, {})
        """The number of events after which the objects were named, and their names."""
        self._early: dict[int, int] = {}
        """By thread: the waits so far that timed out although other threads could run."""
        self._of_pool = ""
        """The method of a thread pool that the program's innermost frame has called; "" for none."""

    def joining(self, thread: Any) -> None:
        """Do nothing when a join begins: it is recorded if it has to wait."""

    def joined(self, thread: Any) -> None:
        """Do nothing when a join is over: its operation has been recorded."""

    def inner(self, kind: str, obj: Any, field: str) -> None:
        """Do nothing at an access inside an operation of the library."""

    def made(self, thread: Any) -> None:
        """Do nothing when a thread is made: its start will be recorded."""

    def ending(self) -> None:
        """Do nothing before the end of a thread, which is recorded when it comes."""

    def woken(self, thread: Thread) -> None:
        """Do nothing when a thread is unblocked: its next operation will be recorded."""

    def notified(self, beyond: int) -> None:
        """Note in the last event how many threads it wakes beyond those that it was asked for."""
        self.raw[-1][0].beyond = beyond

    def refused(self) -> None:
        """Note in the last event that it raises an exception; a notify that does so is no signal."""
        event, key, _ = self.raw[-1]
        event.refused = True
        if event.kind == NOTIFY:
            self.signals.pop(id(self.object(key)))
            if self._signal_before is not None:
                self.signals[id(self.object(key))] = self._signal_before

    def asked(self, obj: Any) -> None:
        """Do nothing when a wait with a deadline begins."""

    def stepped(self, thread: Thread) -> None:
        """Do nothing when a thread begins another step."""

    def resolved(self, thread: Thread) -> None:
        """Do nothing when a wait with a deadline ends before."""

    def ticked(self, due: list[Thread]) -> None:
        """Do nothing when the clock moves."""

    def settled(self, thread: Thread) -> None:
        """Do nothing when a thread sees quiescence: its next operation will be recorded."""

    def references(self, obj: object) -> int:
        """Return how many references to an object the recorder itself holds."""
        return self.registry.holds(obj)

    def event(self, thread: Thread, kind: str, obj: Any, field: str | None, pointed: bool = True) -> None:
        """Record an operation that is being performed.

        Args:
            thread: the thread that performs it.
            kind: the kind of the operation.
            obj: the object of the operation.
            field: the field of the object that is read or written, if one is.
            pointed: a scheduling point precedes the operation.
        """
        if obj is TIME:  # the sleep, the wait or the reading of the clock is recorded itself
            return
        if pointed or kind not in (READ, WRITE):  # else the step that writes has only begun
            self._complete_writes()
        frame = self._learner_frame()
        self.count += 1
        event = Event(self.count, thread.name, kind, "", place=_place(frame), preemption=self.preempted)
        event.span = span_of(frame) if frame is not None else None
        event.of_pool = self._of_pool
        self.preempted = False
        if kind in (READ, WRITE) and is_a(obj, str) and field is None:
            _set_value(event, variable_value(sys._getframe(1)))
        elif kind == READ:
            _describe(event, obj, field)
        elif kind == WRITE:
            self._writes.append((event, self.registry.key(obj), field))
            if field is None and is_a(obj, (list, deque)) and len(self.scheduler.threads) > 1:
                self.registry.changing.add(self.registry.key(obj))
        elif kind == NOTIFY:
            waiting = len(held_by(obj, "_waiters"))
            self._signal_before = self.signals.get(id(obj))
            self.signals[id(obj)] = (self.count, thread.name, waiting)
            event.waiters = waiting
        elif kind == TRY:
            event.outcome = TryOutcome.TAKEN if _taken(thread, obj) else TryOutcome.FREE
        elif kind == START:
            self._tell_threads_apart()
        elif kind == SLEEP:
            event.value = f"{obj:g} s"
        elif kind == CHOOSE:
            event.value = shown(obj)
        elif kind == FAIL:
            event.value = class_name(obj)
        key = self.registry.key(obj)
        self.registry.remember_names(frame)
        event.label = label(self.registry.name_at(frame, key) if field is None else {}, obj, field)
        self.raw.append((event, key, field))
        self.operations.performed(thread, kind, frame, self._label_at(thread, frame, obj, field), pointed)

    def _tell_threads_apart(self) -> None:
        """Give each thread a suffix that has the name of an earlier one."""
        seen: dict[str, int] = {}
        for thread in self.scheduler.threads:
            thread.suffix = ""
            name = thread.name
            seen[name] = seen.get(name, 0) + 1
            if seen[name] > 1 and not thread.title:
                thread.suffix = f" ({seen[name]})"

    def blocks(self, thread: Thread, kind: str, obj: Any) -> None:
        """Record that a thread has to wait."""
        self._complete_writes()
        if self.raw and self.object(self.raw[-1][1]) is obj and self.raw[-1][0].thread == thread.name:
            last = self.raw[-1][0]  # perhaps the attempt, which turns out to be a wait
            # the acquire of a lock is recorded once it has succeeded, so an acquire here was an earlier one
            if last.kind == kind and of_class(type(obj), "_kata_hidden", True):
                last.kind, last.why = WAIT, kind
                return
        self._wait(thread, WAIT, kind, obj)

    def expired(self, thread: Thread, obj: Any) -> None:
        """Record that the wait of a thread has timed out."""
        self._complete_writes()
        self._wait(thread, EXPIRE, "", obj)
        self.raw[-1][0].early = thread.early > self._early.get(thread.number, 0)
        self._early[thread.number] = thread.early

    def _wait(self, thread: Thread, kind: str, why: str, obj: Any) -> None:
        frame = self._learner_frame()
        self.count += 1
        key = self.registry.key(obj)
        self.registry.remember_names(frame)
        event = Event(self.count, thread.name, kind, "", place=_place(frame), preemption=self.preempted, why=why)
        event.of_pool = self._of_pool
        event.label = label(self.registry.name_at(frame, key), obj, None)
        self.preempted = False
        self.raw.append((event, key, None))

    def _complete_writes(self) -> None:
        for event, key, field in self._writes:
            _describe(event, self.object(key), field)
        self._writes.clear()

    def _learner_frame(self) -> FrameType | None:
        """Return the innermost frame of the program, and note which method of a pool it has called, if any."""
        inner: FrameType | None = None
        frame: FrameType | None = sys._getframe()
        while frame is not None and frame.f_code.co_filename not in self.files:
            if os.path.basename(os.path.dirname(frame.f_code.co_filename)) == "futures":
                inner = frame
            frame = frame.f_back
        self._of_pool = _pool_call(inner) if inner is not None and frame is not None else ""
        return frame

    def _frame_of(self, frame: FrameType | None) -> FrameType | None:
        while frame is not None and frame.f_code.co_filename not in self.files:
            frame = frame.f_back
        return frame

    def _label_at(self, thread: Thread, frame: FrameType | None, obj: Any, field: str | None) -> str:
        """Return an object's name in a thread's frame: it does not depend on what other threads call it."""
        if field is not None:
            return field
        key = self.registry.key(obj)
        at = (thread.number, frame.f_code if frame is not None else None, key)
        found = self._labels.get(at)
        if found is None:
            found = self._labels[at] = label(self.registry.name_in(frame, key), obj, None)
        return found

    def object(self, key: int) -> Any:
        """Return the object of a number in ``raw``; None once it is deallocated."""
        return self.registry.object(key)

    def names(self) -> dict[int, str]:
        """Return the labels of all objects seen, by ``id``; the same until the next event, although threads unwind."""
        if self._named[0] != self.count:
            self._named = (self.count, self.names_now())
        return self._named[1]

    def names_now(self) -> dict[int, str]:
        """Return the labels of all objects seen as they are at this moment, which ``names`` need not be."""
        suspended = (thread.suspended_frame() for thread in self.scheduler.threads)
        frames = [frame for frame in suspended if frame is not None]
        failure = self.scheduler.failure
        known = self.registry.names(frames + (frames_of(failure[1]) if failure is not None else []))
        known |= self.registry.told_apart(known, (key for _, key, field in self.raw if field is None))
        return known

    def finished(self) -> list[Event]:
        """Return the events, with their labels."""
        self._complete_writes()
        known = self.names()
        events = []
        for event, key, field in self.raw:
            obj = self.object(key)
            if not is_a(obj, str):
                event.object_number = key + 1
                event.owner = known.get(id(obj), "") if field is not None else ""
            if id(obj) in known or not event.label:  # else the label is the object's name at that time
                now = label(known, obj, field)
                event.label = event.label if moved(event.label, now) else now
            if event.kind != WAIT:
                event.why = ""
            events.append(event)
        return events


def _describe(event: Event, obj: Any, field: str | None) -> None:
    """Note in an event the value of a field, or the items of a whole container."""
    if field is None:
        event.content = content(obj)
    else:
        _set_value(event, field_value(obj, field))


def _set_value(event: Event, value: Any) -> None:
    if value is not UNKNOWN:
        event.value, event.object_class = shown(value), object_class(value)


def _taken(thread: Thread, obj: Any) -> bool:
    """True when a non-blocking acquire of the lock or semaphore would fail now."""
    if has(obj, "_value"):
        return bool(held_by(obj, "_value") == 0)
    owner = held_by(obj, "owner")
    return owner is not None and not (owner is thread and name_of(type(obj)) == "RLock")


def label(known: dict[int, str], obj: Any, field: str | None) -> str:
    """Return the learner's name of an operation's object."""
    if is_a(obj, str) and field is None:
        return obj
    if field is not None:
        return f"{name_of(obj)}.{field}" if is_a(obj, type) else field
    if is_a(obj, Thread):
        return obj.name
    name = held_by(obj, "_name")
    if is_a(name, str) and has(obj, "_started"):
        return name
    if is_a(obj, (int, float, BaseException)) or obj is None:
        return ""
    return known.get(id(obj)) or kind_of(obj)


def _pool_call(frame: FrameType) -> str:
    """Return the method of a thread pool that a frame runs, with the name of a function that it is given."""
    name, given = frame.f_code.co_name, frame.f_locals.get("fn")
    if given is None:
        return name
    function = given.__func__ if type(given) is MethodType else given
    return f"{name} {held_by(function, '__name__', 'a function')}"


def _place(frame: FrameType | None) -> Place | None:
    if frame is None:
        return None
    return Place(frame.f_code.co_filename, frame.f_lineno, frame.f_code.co_name)
