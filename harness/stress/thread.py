"""The record of a real thread, the exception that ends it, and the event that wakes a thread of the harness."""

from __future__ import annotations

import _thread
import sys
from contextlib import suppress
from types import CodeType, FrameType
from typing import Any, ClassVar, Protocol

from ..common.kinds import held_by
from ..trace import Place

NEVER = sys.maxsize


class Unwound(BaseException):
    """Ends a thread whose run is over. A program that catches it meets it again at the next scheduling point."""


class WatchedLock(Protocol):
    """The part of a lock that the thread registry uses.

    Attributes:
        hidden: the standard library made the lock for its own purposes; it is no operation of the program.
        owner: the thread that holds the lock; None when it is free, or on its way to another thread.
        acquired_in: the program's function in which the lock was last acquired.
        released_by_other: a thread released the lock without having acquired it.
    """

    hidden: ClassVar[bool]
    owner: RealThread | None
    acquired_in: CodeType | None
    released_by_other: bool

    def force_release(self) -> None:
        """Release the lock on behalf of any thread; no error if it is free."""


class RealThread:
    """A real thread. Only the thread itself changes these fields, except for ``pause_at`` and ``ended``.

    Attributes:
        wait_parity: incremented when a wait begins and when it ends, so it is odd while the thread waits.
        waiting: the lock that the thread waits for.
        deadline: when that wait times out, on the program's clock; None for never.
        call: the public operation of ``threading`` that the thread is in, and the object of the operation.
        asleep_since: when ``time.sleep`` began, in real seconds; None when the thread does not sleep.
        settling: the thread waits until all others are quiescent.
        points: scheduling points and loop iterations passed.
        pause_at: number of the point before which ``ThreadRegistry.at_pause`` is to be called.
        writes: writes, which make another iteration of a loop more than a repetition.
        iterations: iterations of ``while`` loops.
        loop: the loop that the thread is in.
        loop_iterations: iterations of ``loop`` since the thread last changed something or waited.
        loop_start: the thread's counts when ``loop_iterations`` began: writes, parity, signals, points.
        acquisitions: visible locks acquired.
        signals: own operations that other threads may have been waiting for.
        last_timeout: the program's frame in which a wait last timed out, and the thread's counts at that time.
        returned: the thread's function has returned.
        ended: no code of the program runs in the thread any more.
        foreign: the program did not start the thread.
        started_at: the program's line that started the thread.
        unwindings: how often ``Unwound`` was raised in the thread.
        plan: how the thread is disturbed (see ``jitter.py``).
    """

    __slots__ = (
        "acquisitions",
        "asleep_since",
        "call",
        "daemon",
        "deadline",
        "end_lock",
        "ended",
        "foreign",
        "handle",
        "ident",
        "iterations",
        "last_timeout",
        "loop",
        "loop_iterations",
        "loop_start",
        "number",
        "object",
        "pause_at",
        "plan",
        "points",
        "returned",
        "settling",
        "signals",
        "sleep_lock",
        "started_at",
        "unwindings",
        "wait_parity",
        "waiting",
        "writes",
    )  # fmt: skip

    def __init__(self, number: int, owner: Any, daemon: bool) -> None:
        self.number = number
        self.object = owner
        self.daemon = daemon
        self.ident = 0
        self.foreign = False
        self.started_at: Place | None = None
        self.returned = self.ended = False
        self.wait_parity = 0
        self.waiting: WatchedLock | None = None
        self.deadline: float | None = None
        self.call: tuple[str, Any] | None = None
        self.asleep_since: float | None = None
        self.settling = False
        self.sleep_lock: Any = None
        self.end_lock: WatchedLock | None = None
        self.handle: Any = None
        """The object that ``threading.Thread.join`` waits for from 3.13 on."""
        self.points = self.iterations = self.writes = self.unwindings = 0
        self.loop = self.loop_iterations = self.acquisitions = self.signals = 0
        self.last_timeout: tuple[FrameType | None, int, tuple[int, ...]] = (None, 0, ())
        self.loop_start = (0, 0, 0, 0)
        self.pause_at = NEVER
        self.plan: Any = None

    @property
    def name(self) -> str:
        """The name that the program gave to the thread."""
        if self.number == 0:
            return "main"
        return str(held_by(self.object, "_name") or f"thread-{self.number}")


class WakeUpEvent:
    """An event that wakes one thread of the harness; setting it before the wait is not lost."""

    def __init__(self) -> None:
        self._lock = _thread.allocate_lock()
        self._lock.acquire()

    def set(self) -> None:
        """Wake the thread that waits, or the next one that will."""
        if self._lock.locked():
            with suppress(RuntimeError):  # another thread set it at the same time
                self._lock.release()

    def wait(self, seconds: float) -> None:
        """Return when the event is set, or when the time is up; reset the event."""
        self._lock.acquire(True, seconds)
