"""A real thread as the books know it, and what ends one, and what wakes one."""

from __future__ import annotations

import _thread
import sys
from contextlib import suppress
from types import FrameType
from typing import TYPE_CHECKING, Any

from harness.trace import Place

if TYPE_CHECKING:
    from harness.stress.locks import RealLock

NEVER = sys.maxsize


class Unwound(BaseException):
    """Ends a thread of a run that is over. A program that catches it meets it again."""


class RealThread:
    """A real thread. Its own code alone changes what stands here, but for ``stop`` and ``done``.

    Attributes:
        turn: counts up when it begins to wait and when it goes on; odd while it waits.
        waiting: the lock it waits for.
        deadline: when that wait ends by itself, on the program's clock; None for never.
        call: the public operation it is in, and the object it does it to.
        asleep: since when it sleeps, in real seconds; None if it does not.
        settling: it waits until all others rest.
        points: scheduling points and rounds of loops passed.
        stop: number of the point before which something is to be done.
        writes: of those, the ones after which another round of a loop is no mere repetition.
        rounds: rounds of ``while`` loops.
        lap: number of the round of its present loop since it last changed something or waited; ``loop`` is that
            loop, and ``lap_began`` what it had done by then.
        taken: visible locks it has taken; ``gave``: operations of its own that others may have been waiting for.
        vain: the program's call in which a wait last came to its time, and what it had done by then.
        over: its function has returned; ``done``: nothing of the program runs in it any more.
        foreign: not started by the program.
        home: the program's line that started it.
    """

    __slots__ = (
        "asleep",
        "call",
        "daemon",
        "deadline",
        "done",
        "end_lock",
        "foreign",
        "gave",
        "handed",
        "home",
        "ident",
        "lap",
        "lap_began",
        "loop",
        "number",
        "object",
        "over",
        "plan",
        "points",
        "raised",
        "rounds",
        "settling",
        "stop",
        "taken",
        "turn",
        "vain",
        "waiting",
        "wake",
        "writes",
    )  # fmt: skip

    def __init__(self, number: int, owner: Any, daemon: bool) -> None:
        self.number = number
        self.object = owner
        self.daemon = daemon
        self.ident = 0
        self.foreign = False
        self.home: Place | None = None
        self.over = self.done = False
        self.turn = 0
        self.waiting: RealLock | None = None
        self.deadline: float | None = None
        self.call: tuple[str, Any] | None = None
        self.asleep: float | None = None
        self.settling = False
        self.wake: Any = None
        self.end_lock: RealLock | None = None
        self.handed: Any = None
        """What ``RealThread.join`` waits for from 3.13 on."""
        self.points = self.rounds = self.writes = self.raised = 0
        self.loop = self.lap = self.taken = self.gave = 0
        self.vain: tuple[FrameType | None, int, tuple[int, ...]] = (None, 0, ())
        self.lap_began = (0, 0, 0, 0)
        self.stop = NEVER
        self.plan: Any = None

    @property
    def name(self) -> str:
        """The name the program gave it."""
        if self.number == 0:
            return "main"
        return str(getattr(self.object, "_name", None) or f"thread-{self.number}")


class WakeUpEvent:
    """Wakes one thread of the harness; a ring that comes before the wait is not lost."""

    def __init__(self) -> None:
        self._lock = _thread.allocate_lock()
        self._lock.acquire()

    def ring(self) -> None:
        """Wake who waits, or who will."""
        if self._lock.locked():
            with suppress(RuntimeError):  # somebody else rang just now
                self._lock.release()

    def wait(self, seconds: float) -> None:
        """Return at a ring, or after so many seconds."""
        self._lock.acquire(True, seconds)
