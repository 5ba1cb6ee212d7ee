"""What a contract says must be possible, looked for in every state of every schedule."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from harness.world import World


class Witnesses:
    """What must be possible in some schedule, and what of it has been seen."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.seen: dict[str, bool] = {}
        self._asked: list[tuple[str, Callable[[], bool]]] = []

    @property
    def threading(self) -> Any:
        """The world's ``threading``, for the fixtures."""
        return self.world.library.threading

    def begin(self) -> None:
        """A new schedule: what was asked about in the last one is gone."""
        self._asked.clear()

    def settle(self) -> None:
        """Suspend the calling thread until everybody else rests."""
        self.world.scheduler.settle()

    def waits(self, thread: Any) -> bool:
        """The thread is neither over nor able to go on."""
        return any(one.object is thread and not one.done for one in self.world.scheduler.threads)

    def witness(self, description: str, predicate: Callable[[], bool]) -> None:
        """Ask for a schedule in which ``predicate`` is true at some point."""
        if not self.seen.setdefault(description, False):
            self._asked.append((description, predicate))

    def look(self) -> None:
        """Called before each choice."""
        scheduler = self.world.scheduler
        for description, predicate in self._asked:
            if not self.seen[description]:
                scheduler.silent = True
                try:
                    self.seen[description] = bool(predicate())
                finally:
                    scheduler.silent = False

    def missing(self) -> str | None:
        """The first thing asked for that no schedule showed."""
        return next((description for description, seen in self.seen.items() if not seen), None)
