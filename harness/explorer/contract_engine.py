"""What a contract says must be possible, looked for in every state of every schedule."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from harness.explorer.starvation.bypasses import Bypasses
from harness.world import World


class ExplorerContractEngine:
    """What must be possible in some schedule, and what of it has been seen."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.seen: dict[str, bool] = {}
        self._asked: list[tuple[str, Callable[[], bool]]] = []
        self._time = 0
        self.calls = Bypasses()

    @property
    def threading(self) -> Any:
        """The world's ``threading``, for the fixtures."""
        return self.world.library.threading

    def begin(self) -> None:
        """A new schedule: what was asked about in the last one is gone."""
        self._asked.clear()
        self._time = 0
        self.calls.begin()

    def forever(self, function: Callable[[], Any]) -> None:
        """Call a function again and again, for as long as the search wants."""
        scheduler, calls = self.world.scheduler, self.calls
        me = scheduler.current.number
        while calls.more(me) and not scheduler.dead:
            scheduler.tick(-1)  # one that comes to no point of its own must not hold the interpreter
            calls.begins(me)
            function()
            calls.ends(me)

    def owed(self, thread: Any) -> None:
        """The thread must come to its end, although it is a daemon."""
        for one in self.world.scheduler.threads:
            if one.object is thread:
                one.daemon = False

    def tick(self) -> int:
        """The next logical time."""
        self._time += 1
        return self._time

    def silently(self, work: Callable[[], Any]) -> Any:
        """Do something that is no part of the program: without scheduling points."""
        scheduler = self.world.scheduler
        before, scheduler.silent = scheduler.silent, True
        try:
            return work()
        finally:
            scheduler.silent = before

    def settle(self) -> None:
        """Suspend the calling thread until everybody else rests."""
        self.world.scheduler.settle()

    def waits(self, thread: Any) -> bool:
        """The thread is neither over nor able to go on."""
        return any(one.object is thread and not one.done for one in self.world.scheduler.threads)

    def stumbles(self, error: BaseException) -> bool:
        """The search chooses."""
        return self.world.scheduler.stumbles(error)

    def witness(self, description: str, predicate: Callable[[], bool]) -> None:
        """Ask for a schedule in which ``predicate`` is true at some point."""
        if not self.seen.setdefault(description, False):
            self._asked.append((description, predicate))

    def look(self) -> None:
        """Called before each choice."""
        for description, predicate in self._asked:
            if not self.seen[description]:
                self.seen[description] = bool(self.silently(predicate))

    def missing(self) -> str | None:
        """The first thing asked for that no schedule showed."""
        return next((description for description, seen in self.seen.items() if not seen), None)
