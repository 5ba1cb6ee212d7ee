"""The clock of a stressed program: real time, less the waiting that nobody can shorten.

``sleep`` takes real time. A timeout in a watched lock does too, unless every thread waits and only
timeouts can end that: then the clock jumps to the first of them, because the program cannot tell
the difference, and thirty runs of a clause that waits five seconds would take minutes.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from types import ModuleType
from typing import TYPE_CHECKING, Any

from harness.world.locks import TIMEOUT_MAX, check

if TYPE_CHECKING:
    from harness.stress.book import Book


class Clock:
    """Seconds since some moment, never going back."""

    def __init__(self) -> None:
        self.ahead = 0.0
        """Seconds by which it has left real time behind."""
        self.readings = 0
        """So often the program has looked at it, or a little less where threads look at once."""

    def now(self) -> float:
        """The present, in seconds, as ``time.monotonic`` tells it to the program."""
        return time.monotonic() + self.ahead

    def jump(self, moment: float) -> None:
        """Go on to ``moment`` if it is still to come."""
        self.ahead += max(0.0, moment - self.now())


def time_module(book: Book) -> ModuleType:
    """``time``, whose clocks jump together and whose ``sleep`` ends when the run does."""
    module = ModuleType("time")
    vars(module).update({name: value for name, value in vars(time).items() if not name.startswith("__")})
    clock = book.clock

    def sleep(seconds: float, /) -> None:
        if isinstance(seconds, str) or (not hasattr(seconds, "__float__") and not hasattr(seconds, "__index__")):
            raise TypeError(f"'{type(seconds).__name__}' object cannot be interpreted as an integer or float")
        if seconds < 0:
            raise ValueError("sleep length must be non-negative")
        check(True, min(float(seconds), TIMEOUT_MAX))
        book.nap(float(seconds))

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
    return module
