"""Who is alive and who waits for what, among the real threads of one program.

Nothing here is guessed from time. A thread counts its turns: the number is odd while it waits. A
lock's owner is noted after the owner has counted up, and struck out before the lock is free, so a
lock without an owner is on its way to somebody. If every thread's number is odd, every lock waited
for has an owner, and a second look finds the same numbers, then there was a moment at which nobody
could go on: however slow the machine, a lock just handed over is never taken for a deadlock.
"""

from __future__ import annotations

import _thread
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from harness.stress.clock import Clock
from harness.trace import WRITE, Place

if TYPE_CHECKING:
    from harness.stress.locks import Lock

NEVER = sys.maxsize
STUBBORN = 1_000
"""So often a thread is told to end before it is left standing where it is."""

get_ident = _thread.get_ident


class Unwound(BaseException):
    """Ends a thread of a run that is over. A program that catches it meets it again."""


class Thread:
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
        "handed",
        "home",
        "ident",
        "number",
        "object",
        "over",
        "plan",
        "points",
        "raised",
        "rounds",
        "settling",
        "stop",
        "turn",
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
        self.waiting: Lock | None = None
        self.deadline: float | None = None
        self.call: tuple[str, Any] | None = None
        self.asleep: float | None = None
        self.settling = False
        self.wake: Any = None
        self.end_lock: Lock | None = None
        self.handed: Any = None
        """What ``Thread.join`` waits for from 3.13 on."""
        self.points = self.rounds = self.writes = self.raised = 0
        self.stop = NEVER
        self.plan: Any = None

    @property
    def name(self) -> str:
        """The name the program gave it."""
        if self.number == 0:
            return "main"
        return str(getattr(self.object, "_name", None) or f"thread-{self.number}")


class Bell:
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


class Book:
    """The threads of one run; ``begin`` opens it for the next."""

    def __init__(self) -> None:
        self.clock = Clock()
        self.pause: Callable[[Thread], None] = lambda thread: None
        """What to do at a point that ``stop`` names (see ``jitter.py``)."""
        self.started: Callable[[Thread, Thread], None] = lambda starter, thread: None
        """Told of a thread about to start."""
        self.parks: Callable[[Thread], None] = lambda thread: None
        """Told of a thread about to wait."""
        self.place: Callable[[], Place | None] = lambda: None
        """The program's line in which the calling thread is."""
        self.threads: list[Thread] = []
        self.by_ident: dict[int, Thread] = {}
        self.begin()

    def begin(self) -> Thread:
        """Forget the last run; the calling thread keeps the books' first entry until ``main`` starts."""
        self.dead = False
        self.main = Thread(0, None, False)
        self.threads = [self.main]
        self.by_ident = {get_ident(): self.main}
        self.locks: list[Lock] = []
        self.bells: list[Bell] = []
        self.failures: list[tuple[Thread, BaseException]] = []
        self._before = frozenset(sys._current_frames())
        return self.main

    # -- threads -----------------------------------------------------------------------------------

    def current(self) -> Thread:
        """The calling thread."""
        return self.by_ident.get(get_ident()) or self._adopt()

    def _adopt(self) -> Thread:
        """A thread that the program did not start came to one of its locks or lines."""
        thread = Thread(len(self.threads), None, True)
        thread.foreign, thread.ident = True, get_ident()
        self.by_ident[thread.ident] = thread
        self.threads.append(thread)
        return thread

    def enlist(self, owner: Any, daemon: bool) -> Thread:
        """A new thread, about to start."""
        self.alive()
        thread = Thread(len(self.threads), owner, daemon)
        thread.home = self.place()
        self.started(self.current(), thread)
        self.threads.append(thread)
        return thread

    def start(
        self, thread: Thread, function: Callable[..., object], args: tuple[Any, ...], words: dict[str, Any]
    ) -> int:
        """Start an enlisted thread; returns its identifier.

        Raises:
            RuntimeError: the machine has no room for another thread.
        """
        try:
            return _thread.start_new_thread(self._body, (thread, function, args, words))
        except RuntimeError:
            thread.over = thread.done = True
            raise

    def _body(
        self, thread: Thread, function: Callable[..., object], args: tuple[Any, ...], words: dict[str, Any]
    ) -> None:
        thread.ident = get_ident()
        self.by_ident[thread.ident] = thread
        try:
            function(*args, **words)
        except SystemExit:
            pass
        except BaseException as error:
            self.crash(error)
        thread.over = True
        if thread.handed is not None:
            thread.handed._set_done()
        if thread.end_lock is not None:
            thread.end_lock.free()
        # only now: a joiner whose lock has no owner any more is on its way
        self.by_ident.pop(thread.ident, None)
        thread.done = True
        self.ring()

    def crash(self, error: BaseException) -> None:
        """An exception reached the top of the calling thread."""
        if self.dead or isinstance(error, Unwound):
            return
        self.failures.append((self.current(), error))
        self.ring()

    def live(self) -> list[Thread]:
        """The program's threads that have not ended."""
        return [thread for thread in self.threads if not thread.done and not thread.foreign]

    # -- points ------------------------------------------------------------------------------------

    def alive(self) -> None:
        """End the calling thread if its run is over."""
        if self.dead:
            raise Unwound

    def point(self, kind: str, obj: Any, field: str | None) -> None:
        """The calling thread is about to do this to a shared object."""
        thread = self.by_ident.get(get_ident()) or self._adopt()
        if kind == WRITE:
            thread.writes += 1
        thread.points += 1
        if thread.points >= thread.stop:
            self._stopped(thread)

    def cross(self, thread: Thread) -> None:
        """A point at an operation of ``threading``; ``thread`` is the calling one."""
        thread.points += 1
        if thread.points >= thread.stop or self.dead:
            self._stopped(thread)

    def tick(self, loop: int) -> bool:
        """The calling thread begins another round of a loop; always True.

        Args:
            loop: positive for a ``while`` loop, negative for a loop over an iterable, which is
                taken to come to its end.
        """
        thread = self.by_ident.get(get_ident()) or self._adopt()
        if loop > 0:
            thread.rounds += 1
        else:
            thread.writes += 1
        thread.points += 1
        if thread.points >= thread.stop:
            self._stopped(thread)
        return True

    def _stopped(self, thread: Thread) -> None:
        if not self.dead:
            self.pause(thread)
        if self.dead:
            thread.stop = 0  # pause() may have overwritten what kill() wrote
            thread.raised += 1
            if thread.raised > STUBBORN:
                forever = _thread.allocate_lock()
                forever.acquire()
                forever.acquire()
            raise Unwound

    # -- waiting -----------------------------------------------------------------------------------

    def ring(self) -> None:
        """Something changed that somebody may be waiting for."""
        for bell in self.bells:
            bell.ring()

    def ring_if_quiet(self) -> None:
        """Ring if nobody but sleepers and waiters is left."""
        for thread in self.threads:
            if not thread.turn & 1 and not thread.done:
                return
        self.ring()

    def still(
        self, spared: Thread | None = None, excuse: Callable[[Thread], bool] = lambda thread: False
    ) -> list[Thread] | None:
        """Every live thread but ``spared``, if not one of them can go on by itself; else None.

        Args:
            spared: the thread that asks.
            excuse: says of a thread that does not wait in a lock whether it counts all the same.
        """
        known = len(self.threads)
        seen = [(thread, thread.turn) for thread in self.threads if not thread.done and thread is not spared]
        certain = []
        for thread, turn in seen:
            if turn & 1 and self._held(thread):
                certain.append((thread, turn))
            elif not excuse(thread):
                return None
        if len(self.threads) != known or any(thread.turn != turn for thread, turn in certain):
            return None
        return [thread for thread, _ in seen]

    def _held(self, thread: Thread) -> bool:
        """It waits for a lock that somebody has, and its time is not up."""
        lock, deadline = thread.waiting, thread.deadline
        return lock is not None and lock.owner is not None and (deadline is None or deadline > self.clock.now())

    def strangers(self) -> bool:
        """Threads run that came since the run began and that are not in the books."""
        idents = set(self.by_ident)
        return any(ident not in idents and ident not in self._before for ident in sys._current_frames())

    def nap(self, seconds: float) -> None:
        """``time.sleep`` of the calling thread."""
        thread = self.current()
        self.cross(thread)
        if seconds == 0:
            time.sleep(0)
            return
        if thread.wake is None:
            thread.wake = _thread.allocate_lock()
            thread.wake.acquire()
        self.parks(thread)
        thread.asleep = time.monotonic()
        thread.turn += 1
        self.ring_if_quiet()
        thread.wake.acquire(True, seconds)
        thread.turn += 1
        thread.asleep = None
        self.alive()

    # -- the end of a run --------------------------------------------------------------------------

    def kill(self) -> None:
        """Make every thread end at its next point, and those that wait, now."""
        self.dead = True
        self.goad()

    def goad(self) -> None:
        """Wake those who wait; called again until all have ended."""
        for thread in self.live():
            thread.stop = 0
            lock = thread.waiting
            if lock is not None:
                lock.free()
            if thread.wake is not None and thread.wake.locked():
                with suppress(RuntimeError):  # it woke by itself in between
                    thread.wake.release()
        self.ring()
