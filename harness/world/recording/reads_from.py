"""The reads-from relation of one execution: which write each read sees, both by their instructions in the program.

Wolff, Shi, Duck, Mathur, Roychoudhury: "Greybox fuzzing for concurrency testing", ASPLOS 2024. An abstract
event is an instruction and what it does, so it is the same event in each execution, and in each thread that runs it. An
acquire of a lock reads from the release before it. An operation on a whole object, such as a list or a semaphore,
reads from the operation on it before, and so does one that changes it.
"""

from __future__ import annotations

from collections.abc import Callable

from ...trace import ACQUIRE, FREE, INITIAL, READ, TOOK, TRY, WRITE, AbstractEvent, Site
from ..scheduler.scheduler import Scheduler
from ..scheduler.thread import Thread
from .sync_edges import SyncEdges

UPDATE = "update"
"""A change of a whole object, which reads it as well."""
READING = (READ, UPDATE, ACQUIRE)
WRITING = (WRITE, UPDATE, FREE)
DISTURBING = (WRITE, UPDATE, ACQUIRE)
"""Kinds after which a read no longer sees what it would have seen before. A release comes after its acquire."""
KINDS = {ACQUIRE: ACQUIRE, TOOK: ACQUIRE, TRY: READ, FREE: FREE, READ: READ, WRITE: WRITE}
"""The kind of an abstract event by the kind of the access; other accesses are none."""


class LocationUse:
    """The abstract events at one location, in the order in which they were first seen.

    Attributes:
        reads: that read it.
        writes: that write it; among them ``INITIAL``, if a read can come before all writes.
        disturbing: that change what a later read sees.
        threads: that accessed it.
    """

    __slots__ = ("disturbing", "reads", "threads", "writes")

    def __init__(self) -> None:
        self.reads: dict[AbstractEvent, None] = {}
        self.writes: dict[AbstractEvent, None] = {}
        self.disturbing: dict[AbstractEvent, None] = {}
        self.threads: set[int] = set()


class ReadsFrom(SyncEdges):
    """A tracer that also collects the reads-from pairs of the execution.

    Args:
        scheduler: the scheduler that runs the execution.
        site_of: gives the instruction at which a thread is.

    Attributes:
        pairs: each pair of a write and a read that sees it, in the order in which they were first seen.
        last: of each location, the last write; none if it is still as it was at the start.
        uses: the events at each location.
    """

    __slots__ = ("_asked", "_pending", "_site_of", "last", "pairs", "uses")

    def __init__(self, scheduler: Scheduler, site_of: Callable[[Thread], Site]) -> None:
        super().__init__(scheduler)
        self.pairs: dict[tuple[AbstractEvent, AbstractEvent], None] = {}
        self.last: dict[int, AbstractEvent] = {}
        self.uses: dict[int, LocationUse] = {}
        self._site_of = site_of
        self._pending: dict[int, tuple[int, tuple[AbstractEvent, int] | None]] = {}
        """By thread: its pending event, and how many operations it had performed when that was read."""
        self._asked: list[tuple[AbstractEvent, int]] | None = None
        """The events of the pending operation that is being translated; None where operations are performed."""

    def pending(self, thread: Thread) -> tuple[AbstractEvent, int] | None:
        """Return what a thread's pending operation does, and at which location; None if it is no read or write."""
        known = self._pending.get(thread.number)
        if known is not None and known[0] == thread.ops:
            return known[1]
        self._asked, self._numbering = [], True
        self._pretend([thread])
        found = self._asked[0] if self._asked else None
        self._asked, self._numbering = None, False
        self._pending[thread.number] = (thread.ops, found)
        return found

    def _add(self, thread: Thread, kind: str, location: int) -> None:
        SyncEdges._add(self, thread, kind, location)
        what = KINDS.get(kind)
        if what is None or location < 0:
            return
        if what == WRITE and (location in self.containers or location in self.primitives):
            what = UPDATE
        name, line, column = self._site_of(thread)
        event = (name, line, column, what)
        if self._asked is not None:
            self._asked.append((event, location))
        else:
            self._performed(thread, event, what, location)

    def _performed(self, thread: Thread, event: AbstractEvent, what: str, location: int) -> None:
        use = self.uses.get(location)
        if use is None:
            use = self.uses[location] = LocationUse()
        use.threads.add(thread.number)
        last = self.last.get(location)
        if last is None:
            last = INITIAL
            if len(self.scheduler.threads) > 1:
                use.writes[INITIAL] = None
        if what in READING:
            use.reads[event] = None
            self.pairs[last, event] = None
        if what in DISTURBING:
            use.disturbing[event] = None
        if what in WRITING:
            use.writes[event] = None
            self.last[location] = event
