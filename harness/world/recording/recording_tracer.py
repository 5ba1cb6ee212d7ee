"""A recorder that is told of the accesses, too, and knows of which event each is part."""

from __future__ import annotations

from typing import Any

from harness.trace import AccessRecord
from harness.world.recording.event_recorder import EventRecorder
from harness.world.recording.sync_edges import SyncEdges
from harness.world.scheduler.scheduler import Scheduler
from harness.world.scheduler.thread import Thread


class RecordingTracer(EventRecorder):
    """Collects the events of one execution, and its accesses."""

    def __init__(self, scheduler: Scheduler, files: frozenset[str]) -> None:
        super().__init__(scheduler, files)
        self._tracer = SyncEdges(scheduler)
        self._steps: list[int] = []

    def told(self) -> AccessRecord:
        """What a check for races asks."""
        tracer = self._tracer
        return AccessRecord(tracer.accesses, self._steps, tracer.primitives, tracer.containers)

    def event(self, thread: Thread, kind: str, obj: Any, field: str | None, pointed: bool = True) -> None:
        """An operation that is being performed now."""
        super().event(thread, kind, obj, field, pointed)
        self._tracer.event(thread, kind, obj, field, pointed)
        self._heard()

    def joining(self, thread: Any) -> None:
        """A join begins."""
        self._tracer.joining(thread)
        self._heard()

    def joined(self, thread: Any) -> None:
        """A join is over."""
        self._tracer.joined(thread)
        self._heard()

    def woken(self, thread: Thread) -> None:
        """A thread is let go on."""
        self._tracer.woken(thread)
        self._heard()

    def settled(self, thread: Thread) -> None:
        """A thread goes on because all others rest."""
        self._tracer.settled(thread)
        self._heard()

    def _heard(self) -> None:
        self._steps += [self.count] * (len(self._tracer.accesses) - len(self._steps))
