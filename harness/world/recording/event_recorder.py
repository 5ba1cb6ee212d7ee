"""The recorder of one execution as events: threads, lines, names and values, for reports.

Only a failing schedule is recorded, by running it once more; the search itself records no lines.
"""

from __future__ import annotations

import os
import sys
from collections import deque
from collections.abc import Container
from types import FrameType, MemberDescriptorType
from typing import Any

from ...trace import EXPIRE, FAIL, NOTIFY, READ, SLEEP, START, TIME, TRY, WAIT, WRITE, Event, Place, TryOutcome
from ..restrictions.blocked_apis import class_name
from ..scheduler.scheduler import Scheduler
from ..scheduler.thread import Thread
from .object_names import kind_of
from .object_registry import ObjectRegistry, frames_of

MOST_EVENTS = 5_000
"""Of a longer execution the first events are dropped."""
WIDEST = 24
"""Characters of a value's text."""
MOST_ITEMS = 6
"""Items of a container that are shown."""
DEEPEST = 2
"""Levels of nested containers that are shown."""
_UNKNOWN = object()
"""Stands for the value of a property or of a field that is not set."""
BRACKETS: dict[type, tuple[str, str]] = {
    list: ("[", "]"),
    tuple: ("(", ")"),
    set: ("{", "}"),
    dict: ("{", "}"),
    deque: ("deque([", "])"),
}


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
        self.count = 0
        self.preempted = False
        """The next event follows a preemption: the thread that ran before could have continued."""
        self.signals: dict[int, tuple[int, str, int]] = {}
        """By ``id`` of a condition: step, thread and number of waiters of the last notify."""
        self.last_write: tuple[Event, int, str] | None = None
        """The event of a write whose value is not known until the thread has performed it."""
        self._named: tuple[int, dict[int, str]] = (-1, {})
        """The number of events after which the objects were named, and their names."""
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
        self._complete_last_write()
        frame = self._learner_frame()
        self.count += 1
        event = Event(self.count, thread.name, kind, "", place=_place(frame), preemption=self.preempted)
        event.of_pool = self._of_pool
        self.preempted = False
        if kind == READ and field is not None:
            self._describe_value(event, obj, field)
        elif kind == WRITE and field is not None:
            self.last_write = (event, self.registry.key(obj), field)
        elif kind == NOTIFY:
            waiting = len(obj._waiters)
            self.signals[id(obj)] = (self.count, thread.name, waiting)
            event.waiters = waiting
        elif kind == TRY:
            event.outcome = TryOutcome.TAKEN if _taken(thread, obj) else TryOutcome.FREE
        elif kind == START:
            self._tell_threads_apart()
        elif kind == SLEEP:
            event.value = f"{obj:g} s"
        elif kind == FAIL:
            event.value = class_name(obj)
        key = self.registry.key(obj)
        self.registry.remember_names(frame)
        event.label = label(self.registry.name_at(frame, key) if field is None else {}, obj, field)
        self.raw.append((event, key, field))

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
        self._complete_last_write()
        if self.raw and self.object(self.raw[-1][1]) is obj and self.raw[-1][0].thread == thread.name:
            last = self.raw[-1][0]  # perhaps the attempt, which turns out to be a wait
            # the acquire of a lock is recorded once it has succeeded, so an acquire here was an earlier one
            if last.kind == kind and getattr(type(obj), "_kata_hidden", True):
                last.kind, last.why = WAIT, kind
                return
        self._wait(thread, WAIT, kind, obj)

    def expired(self, thread: Thread, obj: Any) -> None:
        """Record that the wait of a thread has timed out."""
        self._complete_last_write()
        self._wait(thread, EXPIRE, "", obj)

    def _wait(self, thread: Thread, kind: str, why: str, obj: Any) -> None:
        frame = self._learner_frame(3)
        self.count += 1
        key = self.registry.key(obj)
        self.registry.remember_names(frame)
        event = Event(self.count, thread.name, kind, "", place=_place(frame), preemption=self.preempted, why=why)
        event.of_pool = self._of_pool
        event.label = label(self.registry.name_at(frame, key), obj, None)
        self.preempted = False
        self.raw.append((event, key, None))

    def _complete_last_write(self) -> None:
        if self.last_write is not None:
            event, key, field = self.last_write
            self._describe_value(event, self.object(key), field)
            self.last_write = None

    def _describe_value(self, event: Event, obj: Any, field: str) -> None:
        value = self._peek(obj, field)
        if value is not _UNKNOWN:
            event.value, event.object_class = shown(value), object_class(value)

    def _peek(self, obj: Any, field: str) -> Any:
        """Return a field's value; a property is not read, because that would run code of the program."""
        try:
            own = object.__getattribute__(obj, "__dict__")
        except AttributeError:
            own = {}
        if field in own:
            return own[field]
        for kind in type(obj).__mro__:
            if field in vars(kind):
                value = vars(kind)[field]
                if type(value) is MemberDescriptorType:  # one of __slots__
                    return self._slot(value, obj)
                return _UNKNOWN if hasattr(type(value), "__get__") else value
        return _UNKNOWN

    def _slot(self, slot: MemberDescriptorType, obj: Any) -> Any:
        try:
            return slot.__get__(obj)
        except AttributeError:
            return _UNKNOWN

    def _learner_frame(self, depth: int = 2) -> FrameType | None:
        """Return the innermost frame of the program, and note which method of a pool it has called, if any."""
        inner: FrameType | None = None
        frame: FrameType | None = sys._getframe(depth)
        while frame is not None and frame.f_code.co_filename not in self.files:
            if os.path.basename(os.path.dirname(frame.f_code.co_filename)) == "futures":
                inner = frame
            frame = frame.f_back
        self._of_pool = _pool_call(inner) if inner is not None and frame is not None else ""
        return frame

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
        frames = [
            thread.greenlet.gr_frame
            for thread in self.scheduler.threads
            if thread.greenlet is not None and thread.greenlet.gr_frame is not None
        ]
        failure = self.scheduler.failure
        known = self.registry.names(frames + (frames_of(failure[1]) if failure is not None else []))
        known |= self.registry.told_apart(known, (key for _, key, field in self.raw if field is None))
        return known

    def finished(self) -> list[Event]:
        """Return the events, with their labels."""
        self._complete_last_write()
        known = self.names()
        events = []
        for event, key, field in self.raw:
            obj = self.object(key)
            if id(obj) in known or not event.label:  # else the label is the object's name at that time
                event.label = label(known, obj, field)
            if event.kind != WAIT:
                event.why = ""
            events.append(event)
        return events


def shown(value: Any, depth: int = 0) -> str:
    """Return a value as text for a report, shortened, without calling a ``__repr__`` of the program."""
    if isinstance(value, int | float | str | bytes | bool | type(None)):
        text = repr(value) if type(value).__module__ == "builtins" else f"<{type(value).__name__}>"
    elif type(value) in BRACKETS and depth < DEEPEST:
        left, right = BRACKETS[type(value)]
        items = [shown(one, depth + 1) for one in list(value)[:MOST_ITEMS]]
        if type(value) is dict:
            items = [f"{name}: {shown(value[key], depth + 1)}" for name, key in zip(items, value, strict=False)]
        text = left + ", ".join(items) + (", …" if len(value) > MOST_ITEMS else "") + right
    elif isinstance(value, type):
        text = value.__name__
    else:
        text = f"<{type(value).__name__}>"
    return text if len(text) <= WIDEST else text[: WIDEST - 1] + "…"


def object_class(value: Any, depth: int = 0) -> str:
    """Return the class of a value that has no text of its own; of a container, that of its first such item; else ""."""
    if isinstance(value, int | float | str | bytes | bool | type(None)):
        return "" if type(value).__module__ == "builtins" else type(value).__name__
    if type(value) in BRACKETS and depth < DEEPEST:
        items = list(value)[:MOST_ITEMS]
        if type(value) is dict:
            items = [one for pair in list(value.items())[:MOST_ITEMS] for one in pair]
        return next((found for one in items if (found := object_class(one, depth + 1))), "")
    return "" if isinstance(value, type) else type(value).__name__


def _taken(thread: Thread, obj: Any) -> bool:
    """True when a non-blocking acquire of the lock or semaphore would fail now."""
    if hasattr(obj, "_value"):
        return bool(obj._value == 0)
    owner = getattr(obj, "owner", None)
    return owner is not None and not (owner is thread and type(obj).__name__ == "RLock")


def label(known: dict[int, str], obj: Any, field: str | None) -> str:
    """Return the learner's name of an operation's object."""
    if isinstance(obj, str) and field is None:
        return obj
    if field is not None:
        return field
    if isinstance(obj, Thread):
        return obj.name
    name = getattr(obj, "_name", None)
    if isinstance(name, str) and hasattr(obj, "_started"):
        return name
    if isinstance(obj, int | float | BaseException) or obj is None:
        return ""
    return known.get(id(obj)) or kind_of(obj)


def _pool_call(frame: FrameType) -> str:
    """Return the method of a thread pool that a frame runs, with the name of a function that it is given."""
    name, given = frame.f_code.co_name, frame.f_locals.get("fn")
    return f"{name} {getattr(given, '__name__', 'a function')}" if given is not None else name


def _place(frame: FrameType | None) -> Place | None:
    if frame is None:
        return None
    return Place(frame.f_code.co_filename, frame.f_lineno, frame.f_code.co_name)
