"""A recorder of both the events and the accesses of an execution, which knows the event of each access."""

from __future__ import annotations

from collections.abc import Container
from typing import Any

from ...trace import AccessRecord
from ..scheduler.scheduler import Scheduler
from ..scheduler.thread import Thread
from .event_recorder import EventRecorder
from .sync_edges import SyncEdges


class RecordingTracer(EventRecorder):
    """Collects the events and the accesses of one execution.

    Args:
        scheduler: the scheduler that runs the execution.
        files: the files whose lines are the learner's.
    """

    def __init__(self, scheduler: Scheduler, files: Container[str]) -> None:
        super().__init__(scheduler, files)
        self._tracer = SyncEdges(scheduler)
        self._steps: list[int] = []

    def access_record(self) -> AccessRecord:
        """Return the accesses, for the race check."""
        tracer = self._tracer
        return AccessRecord(tracer.accesses, self._steps, tracer.primitives, tracer.containers)

    def event(self, thread: Thread, kind: str, obj: Any, field: str | None, pointed: bool = True) -> None:
        """Record an operation that is being performed."""
        super().event(thread, kind, obj, field, pointed)
        self._tracer.event(thread, kind, obj, field, pointed)
        self._number_accesses()

    def references(self, obj: object) -> int:
        """Return how many references to an object the recorder itself holds."""
        return super().references(obj) + self._tracer.references(obj)

    def joining(self, thread: Any) -> None:
        """Record that a join begins."""
        self._tracer.joining(thread)
        self._number_accesses()

    def joined(self, thread: Any) -> None:
        """Record that a join is over."""
        self._tracer.joined(thread)
        self._number_accesses()

    def inner(self, kind: str, obj: Any, field: str) -> None:
        """Record an access inside an operation of the library."""
        self._tracer.inner(kind, obj, field)
        self._number_accesses()

    def made(self, thread: Any) -> None:
        """Record that a ``threading.Thread`` has been made."""
        self._tracer.made(thread)

    def ending(self) -> None:
        """Record that the current thread is removed from the list of those that are alive."""
        self._tracer.ending()
        self._number_accesses()

    def woken(self, thread: Thread) -> None:
        """Record that a thread is unblocked."""
        self._tracer.woken(thread)
        self._number_accesses()

    def expired(self, thread: Thread, obj: Any) -> None:
        """Record that the wait of a thread has timed out."""
        super().expired(thread, obj)
        self._tracer.expired(thread, obj)
        self._number_accesses()

    def asked(self, obj: Any) -> None:
        """Record that the current thread begins to wait for an object with a deadline."""
        self._tracer.asked(obj)
        self._number_accesses()

    def stepped(self, thread: Thread) -> None:
        """Record that a thread begins another step."""
        self._tracer.stepped(thread)

    def resolved(self, thread: Thread) -> None:
        """Record that the current thread ends, or may end, another one's wait that has a deadline."""
        self._tracer.resolved(thread)
        self._number_accesses()

    def ticked(self, due: list[Thread]) -> None:
        """Record that the clock has moved."""
        self._tracer.ticked(due)
        self._number_accesses()

    def settled(self, thread: Thread) -> None:
        """Record that a thread sees quiescence."""
        self._tracer.settled(thread)
        self._number_accesses()

    def _number_accesses(self) -> None:
        self._steps += [self.count] * (len(self._tracer.accesses) - len(self._steps))
