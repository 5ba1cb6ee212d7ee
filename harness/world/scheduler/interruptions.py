"""Operations of C that are interrupted: they call a special method of the program, and continue when it returns."""

from __future__ import annotations

from typing import Any

from ...trace import READ, WRITE
from .scheduler import Scheduler


class Interruptions:
    """The accesses of the operations of C that call special methods.

    Args:
        scheduler: runs the execution.
    """

    def __init__(self, scheduler: Scheduler) -> None:
        self._scheduler = scheduler

    def expect(self) -> None:
        """Keep the accesses of operations from now on, because the program has special methods."""
        self._scheduler.hooked = True

    def begun(self) -> list[tuple[str, Any]]:
        """Return the accesses of the operation that has just called a special method."""
        scheduler = self._scheduler
        if scheduler.dead or scheduler.silent:
            return []
        return [access for access in scheduler.current.accesses if access[0] in (READ, WRITE)]
