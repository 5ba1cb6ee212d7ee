"""The simulated ``time`` module: sleeping and every clock follow the virtual clock."""

from __future__ import annotations

import time
from collections.abc import Callable
from types import ModuleType

from harness.world.scheduler.clock import VirtualClock
from harness.world.stdlib.locks import TIMEOUT_MAX, check

EPOCH = 1_700_000_000.0
"""What ``time.time()`` returns at the beginning of an execution, in seconds."""
NANOSECONDS = 1_000_000_000
"""In a second."""


def time_module(clock: VirtualClock) -> ModuleType:
    """Make a ``time`` with one virtual clock for sleeping and for every reading of the present."""
    module = ModuleType("time")
    vars(module).update({name: value for name, value in vars(time).items() if not name.startswith("__")})

    def sleep(seconds: float, /) -> None:
        if isinstance(seconds, str) or (not hasattr(seconds, "__float__") and not hasattr(seconds, "__index__")):
            raise TypeError(f"'{type(seconds).__name__}' object cannot be interpreted as an integer or float")
        if seconds < 0:
            raise ValueError("sleep length must be non-negative")
        check(True, min(float(seconds), TIMEOUT_MAX))
        clock.sleep(float(seconds))

    def reading(start: float) -> Callable[[], float]:
        return lambda: start + clock.now()

    def reading_ns(start: float) -> Callable[[], int]:
        return lambda: int((start + clock.now()) * NANOSECONDS)

    vars(module).update(
        sleep=sleep,
        time=reading(EPOCH),
        time_ns=reading_ns(EPOCH),
        monotonic=reading(1.0),
        monotonic_ns=reading_ns(1.0),
        perf_counter=reading(1.0),
        perf_counter_ns=reading_ns(1.0),
        process_time=reading(1.0),
        thread_time=reading(1.0),
    )
    return module
