"""Conflicting accesses of one execution, by the places in the program that make them.

Two accesses conflict that are made by different threads to one location and are not both reads. Which pairs of places
a test has shown to conflict, and in which order, is a criterion of coverage (Lu, Jiang, Zhou: "A study of interleaving
coverage criteria", ESEC/FSE 2007).
"""

from __future__ import annotations

from collections.abc import Callable

from ...trace import ACQUIRE, READ, TOOK, TRY, WRITE, Site
from ..scheduler.scheduler import Scheduler
from ..scheduler.thread import Thread
from .access_tracer import AccessTracer
from .reads_from import ReadsFrom
from .sync_edges import SyncEdges

KINDS = {READ: "read", TRY: "read", WRITE: "write", ACQUIRE: "acquire", TOOK: "acquire"}
"""What an access does, by its kind: a lock is tried, which reads it, or acquired. Other accesses are in no pair."""
NO_PLACE = -1
"""The place of an access outside the program's own files."""
PlaceOf = Callable[[Thread], int]
"""Returns the number of the place at which a thread is, or ``NO_PLACE``."""


class _WithPlaces(AccessTracer):
    """Notes the place of each access, once there are two threads."""

    places: dict[int, int]
    """By position of an access: the number of its place."""
    place_of: PlaceOf
    _numbering: bool

    def _add(self, thread: Thread, kind: str, location: int) -> None:
        super()._add(thread, kind, location)
        if kind in KINDS and location >= 0 and not self._numbering and len(self.scheduler.threads) > 1:
            self.places[len(self.accesses) - 1] = self.place_of(thread)


class PlacedAccesses(_WithPlaces, SyncEdges):
    """A tracer that also notes the place of each access.

    Args:
        scheduler: the scheduler that runs the execution.
        place_of: gives the place at which a thread is.
    """

    def __init__(self, scheduler: Scheduler, place_of: PlaceOf) -> None:
        super().__init__(scheduler)
        self.places, self.place_of = {}, place_of


class PlacedReadsFrom(_WithPlaces, ReadsFrom):
    """A tracer of the reads-from relation that also notes the place of each access.

    Args:
        scheduler: the scheduler that runs the execution.
        site_of: gives the instruction at which a thread is.
        place_of: gives the place at which a thread is.
    """

    def __init__(self, scheduler: Scheduler, site_of: Callable[[Thread], Site], place_of: PlaceOf) -> None:
        super().__init__(scheduler, site_of)
        self.places, self.place_of = {}, place_of


Pair = tuple[int, str, int, str]
"""The place of the earlier access and what it does, then the same of the later one."""


def conflicts(tracer: PlacedAccesses | PlacedReadsFrom) -> set[Pair]:
    """Return the pairs of places whose accesses conflicted in an execution, without another conflict between them.

    An access conflicts with the write before it, and a write with the reads since then. Semaphores, events and
    barriers are left out, because their state is no data of the program; locks are not.
    """
    found: set[Pair] = set()
    writes: dict[int, tuple[int, int, str]] = {}
    reads: dict[int, dict[tuple[int, int, str], None]] = {}
    places, primitives = tracer.places, tracer.primitives
    for position, place in places.items():
        thread, _, kind, location = tracer.accesses[position]
        what = KINDS.get(kind)
        if what is None or location in primitives:
            continue
        here = (thread, place, what)
        write = writes.get(location)
        earlier = [write] if write is not None else []
        if what == "read":
            reads.setdefault(location, {})[here] = None
        else:
            earlier += reads.pop(location, ())
            writes[location] = here
        for other, at, did in earlier:
            if other != thread and at != NO_PLACE and place != NO_PLACE:
                found.add((at, did, place, what))
    return found
