"""The seeds of random numbers, which are the same in every execution.

The state of a generator is a location like any other: ``random`` is rewritten, and each call of its C methods is a
write of the generator. What a program draws therefore depends on the order of the calls and on nothing else.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from contextlib import AbstractContextManager
from functools import wraps
from types import ModuleType
from typing import Any

SEED = 0
"""The seed of the functions of the module ``random``, which share one generator."""
APART = 1_000_003
"""The distance between the seeds of two threads."""


class RandomNumbers:
    """The generators of one world.

    Args:
        module: the world's ``random``.
        thread: returns the identifier of the current thread.
        silence: nothing that happens within this context is announced.
    """

    def __init__(
        self, module: ModuleType, thread: Callable[[], int], silence: Callable[[], AbstractContextManager[None]]
    ) -> None:
        self._names = vars(module)
        self._thread = thread
        self._silence = silence
        self._unseeded: Counter[int] = Counter()
        """By thread: how many generators it has seeded from nothing."""
        generator = self._names["Random"]
        generator.seed = self._seeding(generator.seed)
        self._names["seed"] = self._names["_inst"].seed

    def begin(self) -> None:
        """Begin an execution: seed the generator of the module's functions."""
        self._unseeded.clear()
        with self._silence():
            self._names["seed"](SEED)

    def _seeding(self, method: Callable[..., None]) -> Callable[..., None]:
        """Wrap ``Random.seed``: without a seed, it depends on the thread, and on how often that thread has done so."""

        @wraps(method)
        def seed(self: Any, a: Any = None, version: int = 2) -> None:
            method(self, unseeded() if a is None else a, version)

        unseeded = self._next
        return seed

    def _next(self) -> int:
        thread = self._thread()
        self._unseeded[thread] += 1
        return APART * thread + self._unseeded[thread]
