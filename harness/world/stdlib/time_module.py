"""The simulated ``time`` module: sleeping and every clock follow the virtual clock."""

from __future__ import annotations

import time
from collections.abc import Callable
from types import ModuleType

from harness.world.scheduler.scheduler import Scheduler
from harness.world.stdlib.locks import TIMEOUT_MAX, check


def time_module(scheduler: Scheduler) -> ModuleType:
    """``time`` with one virtual clock for sleeping and for every reading of the present."""
    module = ModuleType("time")
    vars(module).update({name: value for name, value in vars(time).items() if not name.startswith("__")})
    epoch = 1_700_000_000.0

    def sleep(seconds: float, /) -> None:
        if isinstance(seconds, str) or (not hasattr(seconds, "__float__") and not hasattr(seconds, "__index__")):
            raise TypeError(f"'{type(seconds).__name__}' object cannot be interpreted as an integer or float")
        if seconds < 0:
            raise ValueError("sleep length must be non-negative")
        check(True, min(float(seconds), TIMEOUT_MAX))
        scheduler.sleep(float(seconds))

    def clock(start: float) -> Callable[[], float]:
        return lambda: start + scheduler.now()

    def clock_ns(start: float) -> Callable[[], int]:
        return lambda: int((start + scheduler.now()) * 1_000_000_000)

    vars(module).update(
        sleep=sleep,
        time=clock(epoch),
        time_ns=clock_ns(epoch),
        monotonic=clock(1.0),
        monotonic_ns=clock_ns(1.0),
        perf_counter=clock(1.0),
        perf_counter_ns=clock_ns(1.0),
        process_time=clock(1.0),
        thread_time=clock(1.0),
    )
    return module
