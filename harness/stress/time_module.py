"""The ``time`` module of a stressed program: its clocks can be set forward, and the end of the run ends a sleep."""

from __future__ import annotations

import time
from collections.abc import Callable
from types import ModuleType
from typing import Any

from ..common.kinds import class_has, is_a, name_of
from ..world.stdlib.locks import TIMEOUT_MAX, check
from ..world.stdlib.module_methods import make_methods
from .thread_registry import ThreadRegistry


def time_module(registry: ThreadRegistry) -> ModuleType:
    """Return a copy of ``time`` whose clocks follow the registry's and whose ``sleep`` ends when the run does."""
    module = ModuleType("time")
    vars(module).update({name: value for name, value in vars(time).items() if not name.startswith("__")})
    clock = registry.clock

    def sleep(seconds: float, /) -> None:
        if is_a(seconds, str) or not (class_has(type(seconds), "__float__") or class_has(type(seconds), "__index__")):
            raise TypeError(f"'{name_of(type(seconds))}' object cannot be interpreted as an integer or float")
        if seconds < 0:
            raise ValueError("sleep length must be non-negative")
        check(True, min(float(seconds), TIMEOUT_MAX))
        registry.sleep(float(seconds))

    def ahead(read: Callable[[], float]) -> Callable[[], float]:
        def now() -> float:
            clock.readings += 1
            return read() + clock.ahead

        return now

    def ahead_ns(read: Callable[[], int]) -> Callable[[], int]:
        def now() -> int:
            clock.readings += 1
            return read() + int(clock.ahead * 1_000_000_000)

        return now

    provided: dict[str, Any] = {"sleep": sleep}
    for name in ("time", "monotonic", "perf_counter"):
        provided[name] = ahead(getattr(time, name))
        provided[f"{name}_ns"] = ahead_ns(getattr(time, f"{name}_ns"))
    vars(module).update(provided)
    make_methods(module)
    return module
