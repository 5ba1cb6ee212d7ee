"""The thread registry: which real threads of a program are alive, and which of them wait for which lock.

Nothing here is guessed from time. A thread's ``wait_parity`` is odd while the thread waits. A lock's owner is set after
the owner has incremented its parity, and cleared before the lock is released; so a lock without an owner is on its way
to some thread. If every thread's parity is odd, every lock that is waited for has an owner, and a second look finds the
same numbers, then there was a moment at which no thread could continue. However slow the machine is, a lock that was
just released to a waiter is never reported as a deadlock.
"""

from __future__ import annotations

import _thread
import sys
import time
from collections.abc import Callable, Container
from contextlib import suppress
from typing import Any

from ..common.kinds import is_a
from ..trace import WRITE, Place
from .clock import Clock
from .polling import MOST_ITERATIONS, PollDetector
from .thread import RealThread, Unwound, WakeUpEvent, WatchedLock

MANY = 100
"""Ended threads of one run that keep their identifiers until the run is over."""
STUBBORN = 1_000
"""How often ``Unwound`` is raised in a thread before the thread is blocked forever where it is."""

get_ident = _thread.get_ident


class ThreadRegistry:
    """The threads of one run; ``begin`` prepares the registry for the next run.

    Attributes:
        at_pause: called by a thread that has come to the point that its ``pause_at`` names (see ``jitter.py``).
        before_start: called with the starting and the new thread, before the new one starts.
        before_wait: called with a thread that is about to wait.
        files: the program's.
        threads: all threads of the run, the foreign ones too.
        by_ident: the threads that run, by their identifier.
        locks: the visible locks made in the run.
        ended: the run is over, and every thread must end.
        failures: exceptions that reached the top of a thread.
        wake_up_events: set when something changes that a thread of the harness may be waiting for.
        polling: the threads that poll.
    """

    def __init__(self) -> None:
        self.clock = Clock()
        self.polling = PollDetector()
        self.at_pause: Callable[[RealThread], None] = lambda thread: None
        self.before_start: Callable[[RealThread, RealThread], None] = lambda starter, thread: None
        self.before_wait: Callable[[RealThread], None] = lambda thread: None
        self.files: Container[str] = frozenset()
        self.threads: list[RealThread] = []
        self.by_ident: dict[int, RealThread] = {}
        self.begin()

    def begin(self) -> RealThread:
        """Forget the last run; the calling thread is registered as the main one until ``main`` starts."""
        self.ended = False
        self.main = RealThread(0, None, False)
        self.threads = [self.main]
        self.by_ident = {get_ident(): self.main}
        self.locks: list[WatchedLock] = []
        self._exit: Any = None
        self.wake_up_events: list[WakeUpEvent] = []
        self.failures: list[tuple[RealThread, BaseException]] = []
        self.polling.begin()
        self._before = frozenset(sys._current_frames())
        return self.main

    # -- threads -----------------------------------------------------------------------------------

    def current(self) -> RealThread:
        """Return the calling thread."""
        return self.by_ident.get(get_ident()) or self._adopt()

    def _adopt(self) -> RealThread:
        """Register a thread that the program did not start, when it uses one of the program's locks or lines."""
        thread = RealThread(len(self.threads), None, True)
        thread.foreign, thread.ident = True, get_ident()
        self.by_ident[thread.ident] = thread
        self.threads.append(thread)
        return thread

    def register(self, owner: Any, daemon: bool) -> RealThread:
        """Register a thread that is about to start."""
        self.raise_if_ended()
        thread = RealThread(len(self.threads), owner, daemon)
        thread.started_at = self.place()
        self.before_start(self.current(), thread)
        self.threads.append(thread)
        return thread

    def place(self) -> Place | None:
        """Return the program's line in which the calling thread is."""
        return self.polling.place()

    def start(
        self, thread: RealThread, function: Callable[..., object], args: tuple[Any, ...], words: dict[str, Any]
    ) -> int:
        """Start a registered thread and return its identifier.

        Raises:
            RuntimeError: the machine has no room for another thread.
        """
        try:
            return _thread.start_new_thread(self._body, (thread, function, args, words))
        except RuntimeError:
            thread.returned = thread.ended = True
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
            self.record_exception(error)
        thread.returned = True
        if thread.handle is not None:
            thread.handle._set_done()
        if thread.end_lock is not None:
            thread.end_lock.force_release()
        thread.ended = True  # only now: a thread that joins this one waits for a lock whose owner was just cleared
        self.signal()
        if exit_ is not None and thread.number < MANY:
            with exit_:
                pass
        by_ident.pop(thread.ident, None)

    def keep_ended_threads(self) -> None:
        """Keep the OS thread of each finished thread alive, so that its identifier is not reused.

        They do nothing until ``release_ended_threads``. The system gives the identifier of a thread that is gone to the
        next one. Code that identifies a lock's owner by it is correct all the same, unless owners end without
        releasing, and that is for a contract to forbid.
        """
        self._exit = _thread.allocate_lock()
        self._exit.acquire()

    def release_ended_threads(self) -> None:
        """Let the OS threads of finished threads end, because the run is over."""
        if self._exit is not None and self._exit.locked():
            self._exit.release()

    def record_exception(self, error: BaseException) -> None:
        """Record an exception that reached the top of the calling thread."""
        if self.ended or is_a(error, Unwound):
            return
        self.failures.append((self.current(), error))
        self.signal()

    def live(self) -> list[RealThread]:
        """Return the program's threads that have not ended."""
        return [thread for thread in self.threads if not thread.ended and not thread.foreign]

    def has_unregistered(self) -> bool:
        """True when a thread runs that began after the run did and is not registered."""
        idents = set(self.by_ident)
        return any(ident not in idents and ident not in self._before for ident in sys._current_frames())

    # -- scheduling points -------------------------------------------------------------------------

    def raise_if_ended(self) -> None:
        """End the calling thread if its run is over."""
        if self.ended:
            raise Unwound

    def point(self, kind: str, obj: Any, field: str | None) -> None:
        """Pass the scheduling point before an access of the calling thread to a shared object."""
        thread = self.by_ident.get(get_ident()) or self._adopt()
        if kind == WRITE:
            thread.writes += 1
        thread.points += 1
        if thread.points >= thread.pause_at:
            self._pause(thread)

    def operation(self, thread: RealThread) -> None:
        """Pass the scheduling point before an operation of ``threading``; ``thread`` is the calling one."""
        thread.points += 1
        if thread.points >= thread.pause_at or self.ended:
            self._pause(thread)

    def tick(self, loop: int) -> bool:
        """Pass the point at the beginning of a loop's iteration, in the calling thread; returns True.

        Args:
            loop: positive for a ``while`` loop, negative for a loop over an iterable, which is assumed to end.
        """
        thread = self.by_ident.get(get_ident()) or self._adopt()
        if loop > 0:
            thread.iterations += 1
            start = thread.loop_start
            if (
                thread.loop != loop
                or start[0] != thread.writes
                or start[1] != thread.wait_parity
                or start[2] != thread.signals
            ):
                thread.loop, thread.loop_iterations = loop, 0
                thread.loop_start = (thread.writes, thread.wait_parity, thread.signals, thread.points)
            thread.loop_iterations += 1
            if thread.loop_iterations > MOST_ITERATIONS:
                self.polling.iterated(thread, self.threads)
        else:
            thread.writes += 1
        thread.points += 1
        if thread.points >= thread.pause_at:
            self._pause(thread)
        return True

    def _pause(self, thread: RealThread) -> None:
        if not self.ended:
            self.at_pause(thread)
        if self.ended:
            thread.pause_at = 0  # at_pause() may have overwritten what end_run() wrote
            thread.unwindings += 1
            if thread.unwindings > STUBBORN:
                forever = _thread.allocate_lock()
                forever.acquire()
                forever.acquire()
            raise Unwound

    # -- waiting -----------------------------------------------------------------------------------

    def signal(self) -> None:
        """Wake the threads of the harness that wait for a change."""
        for event in self.wake_up_events:
            event.set()

    def signal_if_quiet(self) -> None:
        """Signal a change if every thread waits, sleeps or has ended."""
        for thread in self.threads:
            if not thread.wait_parity & 1 and not thread.ended:
                return
        self.signal()

    def quiescent(
        self, spared: RealThread | None = None, excuse: Callable[[RealThread], bool] = lambda thread: False
    ) -> list[RealThread] | None:
        """Return the live threads but ``spared`` if none of them can continue by itself; else None.

        Args:
            spared: the thread that asks.
            excuse: true for a thread that does not wait for a lock and counts as quiescent all the same.
        """
        known = len(self.threads)
        seen = [(thread, thread.wait_parity) for thread in self.threads if not thread.ended and thread is not spared]
        certain = []
        for thread, parity in seen:
            if parity & 1 and self._is_blocked(thread):
                certain.append((thread, parity))
            elif not excuse(thread):
                return None
        if len(self.threads) != known or any(thread.wait_parity != parity for thread, parity in certain):
            return None
        return [thread for thread, _ in seen]

    def _is_blocked(self, thread: RealThread) -> bool:
        """True when the thread waits for a lock that another one holds, and the wait has not timed out."""
        lock, deadline = thread.waiting, thread.deadline
        return lock is not None and lock.owner is not None and (deadline is None or deadline > self.clock.now())

    def sleep(self, seconds: float) -> None:
        """Suspend the calling thread as ``time.sleep`` does; the end of the run wakes it."""
        thread = self.current()
        self.operation(thread)
        self.polling.sleeps(thread)
        if seconds == 0:
            time.sleep(0)
            return
        if thread.sleep_lock is None:
            thread.sleep_lock = _thread.allocate_lock()
            thread.sleep_lock.acquire()
        self.before_wait(thread)
        thread.acquisitions += 1  # time passes for the thread, so its iterations are not endless repetitions
        thread.asleep_since = time.monotonic()
        thread.wait_parity += 1
        self.signal_if_quiet()
        thread.sleep_lock.acquire(True, seconds)
        thread.wait_parity += 1
        thread.asleep_since = None
        self.raise_if_ended()

    # -- the end of a run --------------------------------------------------------------------------

    def end_run(self) -> None:
        """Make every thread end: at its next scheduling point, or now if it waits."""
        self.ended = True
        self.wake_all()

    def wake_all(self) -> None:
        """Wake the threads that wait; called again until all have ended."""
        for thread in self.live():
            thread.pause_at = 0
            lock = thread.waiting
            if lock is not None:
                lock.force_release()
            if thread.sleep_lock is not None and thread.sleep_lock.locked():
                with suppress(RuntimeError):  # the thread woke by itself in the meantime
                    thread.sleep_lock.release()
        self.signal()
