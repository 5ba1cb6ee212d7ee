"""The stress engine's side of the fixtures: settling, endless callers and fault injection on real threads."""

from __future__ import annotations

import _thread
from collections.abc import Callable, Sequence
from random import Random
from typing import Any

from .seeds import chance
from .settling import settle
from .thread_registry import ThreadRegistry

MANY = 10
"""Calls of a thread that is to call forever."""
FAULT_PROBABILITY = 0.25
"""Of each call of a callback that may raise."""


class StressContractEngine:
    """The engine that the fixtures of a contract talk to (see ``harness.contract.engine.Engine``).

    Args:
        registry: of the threads.
        threading: the program's.
        seed: of the series of runs; decides which callbacks raise.
    """

    def __init__(self, registry: ThreadRegistry, threading: Any, seed: int) -> None:
        self.registry = registry
        self.threading = threading
        self._lock = _thread.allocate_lock()
        self._time = 0
        self._seed = seed
        self.begin(0)

    def begin(self, run: int) -> None:
        """Seed the fault injection of the next run.

        Args:
            run: its number, from 1.
        """
        self._run = run
        self._faults: dict[int, Random] = {}
        """By thread number: with one generator for all threads, the OS's schedule would decide which call fails."""

    def returned(self, handle: Any) -> None:
        """Do nothing when the function of a thread returns: real threads announce nothing."""

    def settle(self) -> None:
        """Wait until every other thread waits or has ended.

        A thread that sleeps, or polls, counts as waiting once it has done so for a moment. Whether it may is checked
        under the explorer.
        """
        settle(self.registry)

    def let_time_pass(self) -> bool:
        """Return False: ``settle`` has waited for the waits that time out soon."""
        return False

    def waits(self, thread: Any) -> bool:
        """True when the thread has not ended."""
        return any(one.object is thread and not one.returned for one in self.registry.threads)

    def forever(self, function: Callable[[], Any]) -> None:
        """Call a function a few times; starvation is checked under the explorer."""
        for _ in range(MANY):
            function()

    def must_end(self, thread: Any) -> None:
        """Require that the thread ends, although it is a daemon."""
        for one in self.registry.threads:
            if one.object is thread:
                one.daemon = False

    def call_begins(self, others: Sequence[int]) -> None:
        """Do nothing when a call of a workload begins: real threads announce nothing."""

    def call_ends(self, position: int) -> None:
        """Do nothing when a call of a workload returns: real threads announce nothing."""

    def tick(self) -> int:
        """Return the next logical time."""
        with self._lock:
            self._time += 1
            return self._time

    def silently(self, work: Callable[[], Any]) -> Any:
        """Call ``work``; on real threads there is nothing to switch off."""
        return work()

    def stumbles(self, error: BaseException) -> bool:
        """Decide whether a callback raises: one in a few does, as the seed, the run and the thread decide."""
        number = self.registry.current().number
        if number not in self._faults:
            self._faults[number] = chance(self._seed, self._run, f"faults/{number}")
        return self._faults[number].random() < FAULT_PROBABILITY

    def witness(self, description: str, predicate: Callable[[], bool]) -> None:
        """Do nothing: what must be possible is checked under the explorer."""
