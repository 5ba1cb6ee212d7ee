"""The simulated ``time`` module: sleeping and every clock follow the virtual clock."""

from __future__ import annotations

import time
from collections.abc import Callable
from types import ModuleType
from typing import Any

from ...common.kinds import class_has, is_a, name_of
from ..scheduler.clock import VirtualClock
from .locks import TIMEOUT_MAX, check
from .module_methods import make_methods

EPOCH = 1_700_000_000.0
"""What ``time.time()`` returns at the beginning of an execution, in seconds."""
NANOSECONDS = 1_000_000_000
"""In a second."""


def time_module(clock: VirtualClock) -> ModuleType:
    """Make a ``time`` with one virtual clock for sleeping and for every reading of the present."""
    module = ModuleType("time")
    vars(module).update({name: value for name, value in vars(time).items() if not name.startswith("__")})

    def sleep(seconds: float, /) -> None:
        if is_a(seconds, str) or not (class_has(type(seconds), "__float__") or class_has(type(seconds), "__index__")):
            raise TypeError(f"'{name_of(type(seconds))}' object cannot be interpreted as an integer or float")
        if seconds < 0:
            raise ValueError("sleep length must be non-negative")
        check(True, min(float(seconds), TIMEOUT_MAX))
        clock.sleep(float(seconds))

    def reading(start: float) -> Callable[[], float]:
        return lambda: start + clock.now()

    def reading_ns(start: float) -> Callable[[], int]:
        return lambda: int((start + clock.now()) * NANOSECONDS)

    def working() -> float:
        """Return the seconds that the processor has worked: sleeping takes none, and a reading takes a microsecond."""
        clock.now()
        return 1.0 + clock.readings * 1e-6

    def present(function: Callable[..., Any]) -> Callable[..., Any]:
        """Return a function that converts the virtual present if it is given no time."""

        def call(seconds: float | None = None, /) -> Any:
            return function(EPOCH + clock.now() if seconds is None else seconds)

        return call

    def asctime(when: Any = None, /) -> str:
        return time.asctime(time.localtime(EPOCH + clock.now()) if when is None else when)

    def strftime(form: str, when: Any = None, /) -> str:
        return time.strftime(form, time.localtime(EPOCH + clock.now()) if when is None else when)

    def clock_gettime(which: int, /) -> float:
        return (EPOCH if which == getattr(time, "CLOCK_REALTIME", 0) else 1.0) + clock.now()

    def clock_gettime_ns(which: int, /) -> int:
        return int(clock_gettime(which) * NANOSECONDS)

    if hasattr(time, "clock_gettime"):
        vars(module).update(clock_gettime=clock_gettime, clock_gettime_ns=clock_gettime_ns)
    vars(module).update(
        localtime=present(time.localtime),
        gmtime=present(time.gmtime),
        ctime=present(time.ctime),
        asctime=asctime,
        strftime=strftime,
        process_time_ns=lambda: int(working() * NANOSECONDS),
        thread_time_ns=lambda: int(working() * NANOSECONDS),
        sleep=sleep,
        time=reading(EPOCH),
        time_ns=reading_ns(EPOCH),
        monotonic=reading(1.0),
        monotonic_ns=reading_ns(1.0),
        perf_counter=reading(1.0),
        perf_counter_ns=reading_ns(1.0),
        process_time=working,
        thread_time=working,
    )
    make_methods(module)
    return module
