"""The explorer's contract engine: serves the fixtures, and looks for witnesses in every state of every schedule."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from ..trace import WRITE
from ..world.recording.access_tracer import AccessTracer
from ..world.scheduler.gaps import before_call
from ..world.scheduler.other_choices import inject_fault
from ..world.world import World
from .starvation.bypasses import Bypasses

LONGEST_WAIT = 1.0
"""Seconds of the clock in which a wait has to time out if the call that makes it does not block. Few, because another
thread may poll all the time."""


class ExplorerContractEngine:
    """The engine that the fixtures of a contract call while the explorer runs it.

    Attributes:
        world: the simulated world.
        seen: what must be possible, in the contract's words, and whether some schedule has shown it.
        bypasses: the calls of threads that call forever.
    """

    def __init__(self, world: World) -> None:
        self.world = world
        self.seen: dict[str, bool] = {}
        self.bypasses = Bypasses()
        self._witnesses: list[tuple[str, Callable[[], bool]]] = []
        self._time = 0

    @property
    def threading(self) -> Any:
        """The world's ``threading``, for the fixtures."""
        return self.world.library.threading

    def begin(self) -> None:
        """Begin a new schedule: forget the predicates of the last one."""
        self._witnesses.clear()
        self._time = 0
        self.bypasses.begin()

    def returned(self, handle: Any) -> None:
        """Announce the changes of a handle's fields as a part of the current thread's last step."""
        for name in ("result", "done"):
            self.world.scheduler.also(WRITE, handle, name)

    def forever(self, function: Callable[[], Any]) -> None:
        """Call a function in a loop, for as long as the search wants."""
        scheduler, bypasses = self.world.scheduler, self.bypasses
        me = scheduler.current.number
        while bypasses.more(me) and not scheduler.dead:
            scheduler.loops.tick(-1)  # a function without a scheduling point must not keep the interpreter forever
            bypasses.begins(me)
            function()
            bypasses.ends(me)

    def must_end(self, thread: Any) -> None:
        """Make it a failure if the thread does not end, although it is a daemon."""
        for one in self.world.scheduler.threads:
            if one.object is thread:
                one.daemon = False

    def call_begins(self, others: Sequence[int]) -> None:
        """Let other threads run before the current thread's call begins, and announce that to a search.

        In a history, a call comes before another if it returns before the other begins, so a search must try both
        orders of a return and a beginning in another thread. No thread has to run between the last operation of a
        call and its return: if it returned later, it would come before fewer calls, and that is easier to explain.
        """
        scheduler = self.world.scheduler
        if scheduler.dead or scheduler.silent:
            return
        before_call(scheduler)
        if isinstance(scheduler.recorder, AccessTracer):
            scheduler.recorder.call_begins(scheduler.current, others)

    def call_ends(self, position: int) -> None:
        """Announce that the current thread's call returns, as a part of its last step."""
        scheduler = self.world.scheduler
        if scheduler.dead or scheduler.silent:
            return
        if isinstance(scheduler.recorder, AccessTracer):
            scheduler.recorder.call_ends(scheduler.current, position)

    def tick(self) -> int:
        """Return the next logical time."""
        self._time += 1
        return self._time

    def silently(self, work: Callable[[], Any]) -> Any:
        """Call ``work`` without scheduling points: it does not belong to the program under test."""
        scheduler = self.world.scheduler
        before, scheduler.silent = scheduler.silent, True
        try:
            return work()
        finally:
            scheduler.silent = before

    def let_time_pass(self) -> bool:
        """Suspend the calling thread for ``LONGEST_WAIT`` seconds; return False if no other can continue.

        Another thread can continue if its wait may time out, or has done so since ``settle``.
        """
        scheduler = self.world.scheduler
        if scheduler.queue.timed:
            scheduler.clock.sleep(LONGEST_WAIT)
            return True
        return any(one is not scheduler.current for one in scheduler.queue.runnable)

    def settle(self) -> None:
        """Suspend the calling thread until no other thread can run."""
        self.world.scheduler.clock.settle()

    def waits(self, thread: Any) -> bool:
        """Return whether the thread is alive; after ``settle`` it is blocked then."""
        return any(one.object is thread and not one.done for one in self.world.scheduler.threads)

    def stumbles(self, error: BaseException) -> bool:
        """Return whether a callback is to raise this error now; the search chooses (fault injection)."""
        return inject_fault(self.world.scheduler, error)

    def witness(self, description: str, predicate: Callable[[], bool]) -> None:
        """Ask for a schedule in which ``predicate`` is true at some point."""
        if not self.seen.setdefault(description, False):
            self._witnesses.append((description, predicate))

    def look(self) -> None:
        """Evaluate all predicates in the present state; called before each choice."""
        for description, predicate in self._witnesses:
            if not self.seen[description]:
                self.seen[description] = bool(self.silently(predicate))

    def missing(self) -> str | None:
        """Return the first description without a witness so far, or None."""
        return next((description for description, seen in self.seen.items() if not seen), None)
