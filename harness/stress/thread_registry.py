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
from collections.abc import Callable, Container
from contextlib import suppress
from types import FrameType
from typing import TYPE_CHECKING, Any

from harness.stress.clock import Clock
from harness.stress.thread import RealThread, Unwound, WakeUpEvent
from harness.trace import WRITE, Place

if TYPE_CHECKING:
    from harness.stress.locks import RealLock

LAPS = 200
"""Rounds of one loop in which a thread looks, changes nothing and does not wait: it polls, as for the explorer."""
MANY = 100
"""Threads of one run that keep their identifiers until it is over."""
STUBBORN = 1_000
"""So often a thread is told to end before it is left standing where it is."""

get_ident = _thread.get_ident


class ThreadRegistry:
    """The threads of one run; ``begin`` opens it for the next."""

    def __init__(self) -> None:
        self.clock = Clock()
        self.pause: Callable[[RealThread], None] = lambda thread: None
        """What to do at a point that ``stop`` names (see ``jitter.py``)."""
        self.started: Callable[[RealThread, RealThread], None] = lambda starter, thread: None
        """Told of a thread about to start."""
        self.parks: Callable[[RealThread], None] = lambda thread: None
        """Told of a thread about to wait."""
        self.place: Callable[[], Place | None] = lambda: None
        """The program's line in which the calling thread is."""
        self.files: Container[str] = frozenset()
        """The program's."""
        self.frame: Callable[[], FrameType | None] = lambda: None
        """That line's frame."""
        self.no_sleep: Callable[[Place | None], bool] = lambda place: False
        """To sleep in this line is to poll."""
        self.threads: list[RealThread] = []
        self.by_ident: dict[int, RealThread] = {}
        self.begin()

    def begin(self) -> RealThread:
        """Forget the last run; the calling thread keeps the books' first entry until ``main`` starts."""
        self.dead = False
        self.main = RealThread(0, None, False)
        self.threads = [self.main]
        self.by_ident = {get_ident(): self.main}
        self.locks: list[RealLock] = []
        self._exit: Any = None
        self.bells: list[WakeUpEvent] = []
        self.failures: list[tuple[RealThread, BaseException]] = []
        self.polls: dict[RealThread, Place | None] = {}
        """Who looked again and again, or slept, where it should have waited; where it was first seen."""
        self._before = frozenset(sys._current_frames())
        return self.main

    # -- threads -----------------------------------------------------------------------------------

    def current(self) -> RealThread:
        """The calling thread."""
        return self.by_ident.get(get_ident()) or self._adopt()

    def _adopt(self) -> RealThread:
        """A thread that the program did not start came to one of its locks or lines."""
        thread = RealThread(len(self.threads), None, True)
        thread.foreign, thread.ident = True, get_ident()
        self.by_ident[thread.ident] = thread
        self.threads.append(thread)
        return thread

    def enlist(self, owner: Any, daemon: bool) -> RealThread:
        """A new thread, about to start."""
        self.alive()
        thread = RealThread(len(self.threads), owner, daemon)
        thread.home = self.place()
        self.started(self.current(), thread)
        self.threads.append(thread)
        return thread

    def start(
        self, thread: RealThread, function: Callable[..., object], args: tuple[Any, ...], words: dict[str, Any]
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
        self, thread: RealThread, function: Callable[..., object], args: tuple[Any, ...], words: dict[str, Any]
    ) -> None:
        thread.ident = get_ident()
        by_ident, exit_ = self.by_ident, self._exit
        by_ident[thread.ident] = thread
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
        thread.done = True  # only now: a joiner whose lock has no owner any more is on its way
        self.ring()
        if exit_ is not None and thread.number < MANY:
            with exit_:
                pass
        by_ident.pop(thread.ident, None)

    def hold(self) -> None:
        """Let threads that have ended stay, doing nothing, until ``let_go``.

        The system gives the identifier of a thread that is gone to the next one. Code that knows a lock's owner by
        it is right all the same, unless owners end without giving back, and that is for a contract to forbid.
        """
        self._exit = _thread.allocate_lock()
        self._exit.acquire()

    def let_go(self) -> None:
        """The run is over: threads that have ended are gone."""
        if self._exit is not None and self._exit.locked():
            self._exit.release()

    def crash(self, error: BaseException) -> None:
        """An exception reached the top of the calling thread."""
        if self.dead or isinstance(error, Unwound):
            return
        self.failures.append((self.current(), error))
        self.ring()

    def live(self) -> list[RealThread]:
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

    def cross(self, thread: RealThread) -> None:
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
            began = thread.lap_began
            if thread.loop != loop or began[0] != thread.writes or began[1] != thread.turn or began[2] != thread.gave:
                thread.loop, thread.lap = loop, 0
                thread.lap_began = (thread.writes, thread.turn, thread.gave, thread.points)
            thread.lap += 1
            if thread.lap > LAPS:
                self._polls(thread)
        else:
            thread.writes += 1
        thread.points += 1
        if thread.points >= thread.stop:
            self._stopped(thread)
        return True

    def _polls(self, thread: RealThread) -> None:
        """It has gone round a loop for long; note it if it looked at something in each round and others are there."""
        looked = thread.points - thread.lap_began[3] >= 2 * (thread.lap - 1)  # a round is a point by itself
        thread.loop = 0  # counted anew
        if looked and any(not other.over and other is not thread for other in self.threads):
            self.polls.setdefault(thread, self.place())

    def in_vain(self, thread: RealThread, taken: int) -> None:
        """A wait of the calling thread came to its time; the second one in a loop that does nothing else is a poll.

        Args:
            thread: the calling one.
            taken: visible locks it had taken by then, where that would be something else.
        """
        frame, place = self.frame(), self.place()
        if not self.no_sleep(place):
            return
        done = thread.writes, thread.gave, taken
        before, thread.vain = thread.vain, (frame, thread.rounds, done)
        if before[0] is frame and before[1] < thread.rounds and before[2] == done:
            self.polls.setdefault(thread, place)

    def _stopped(self, thread: RealThread) -> None:
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
        self, spared: RealThread | None = None, excuse: Callable[[RealThread], bool] = lambda thread: False
    ) -> list[RealThread] | None:
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

    def _held(self, thread: RealThread) -> bool:
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
        place = self.place()
        if self.no_sleep(place):
            self.polls.setdefault(thread, place)
        if seconds == 0:
            time.sleep(0)
            return
        if thread.wake is None:
            thread.wake = _thread.allocate_lock()
            thread.wake.acquire()
        self.parks(thread)
        thread.taken += 1  # time goes by for it: its rounds are numbered
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
