"""One run on real threads: start the program, watch it, and leave no thread behind."""

from __future__ import annotations

import sys
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field

from harness.stress.thread import RealThread, WakeUpEvent
from harness.stress.thread_registry import ThreadRegistry

LOOK = 0.02
"""Seconds between two looks when no bell rings."""
WINDOW = 0.5
"""Seconds after which a thread that does not move when a run's time is up is held to be blocked."""
GLIMPSE = 0.05
"""Seconds in which a thread that runs is seen to: who polls a semaphore waits now and then for the lock inside it."""
UNCHANGED, LOOKS = 0.7, 1_000
"""Seconds, and rounds of each thread that runs, without a change after which none can come any more."""
UNWINDING = 0.5
"""Seconds that threads have to end when they are told to."""
PLAIN = (int, float, str, bytes, type(None))
GRACE = 0.02
"""Seconds that daemon threads have to come to rest when all others have ended."""


@dataclass
class RunEnding:
    """What a run looked like when it was over, while its threads still stood where they stopped.

    Attributes:
        ending: "done", "failed", "blocked" or "late".
        waiting: the threads that wait in watched locks, if it is blocked or done.
        running: late: the threads that still pass points, and whether they change anything.
        outside: late: the threads that are blocked where nobody can see why.
    """

    ending: str
    waiting: list[RealThread] = field(default_factory=list)
    running: list[tuple[RealThread, bool]] = field(default_factory=list)
    outside: list[RealThread] = field(default_factory=list)


class Run:
    """Runs one program once.

    Args:
        book: opened for this run.
        seconds: a run may last so long, in real time.
    """

    def __init__(self, book: ThreadRegistry, seconds: float) -> None:
        self.book = book
        self.seconds = seconds
        self.bell = WakeUpEvent()

    def start(self, body: Callable[[], object]) -> None:
        """Let the main thread begin; it is a thread of its own, so that the calling one can watch.

        Raises:
            RuntimeError: the machine has no room for a thread.
        """
        book = self.book
        book.by_ident.clear()
        book.bells.append(self.bell)
        book.hold()
        book.start(book.main, body, (), {})

    def watch(self) -> RunEnding:
        """Return when it is over, fails, is blocked for ever, or has lasted too long."""
        book = self.book
        deadline = time.monotonic() + self.seconds
        ended: float | None = None
        late: _Late | None = None
        unchanging = _Unchanging(book)
        while True:
            if book.failures:
                return RunEnding("failed")
            still = book.still()
            if all(thread.daemon for thread in book.live()):
                ended = ended or time.monotonic()
                if still is not None or time.monotonic() - ended > GRACE:
                    return RunEnding("done", still or [])
            elif still is not None and (late is not None or not book.strangers()):
                moments = [thread.deadline for thread in still if thread.deadline is not None]
                if not moments:
                    return RunEnding("blocked", still)
                book.clock.jump(min(moments))
            if late is not None and late.certain():
                return late.seen()
            if late is None and (time.monotonic() > deadline or unchanging.certain()):
                late = _Late(book)
            self.bell.wait(LOOK)

    def unwind(self) -> list[RealThread]:
        """End every thread that is left; those that do not end are returned."""
        book = self.book
        book.let_go()
        if not book.live():
            return []
        book.kill()
        deadline = time.monotonic() + UNWINDING
        while (left := book.live()) and time.monotonic() < deadline:
            book.goad()
            self.bell.wait(0.001)
        return left

    def gone(self) -> bool:
        """Wait until the interpreter has let go of the threads that have ended; False if it does not."""
        idents = {thread.ident for thread in self.book.threads if not thread.foreign}
        deadline = time.monotonic() + UNWINDING
        while idents & sys._current_frames().keys():
            if time.monotonic() > deadline:
                return False
            time.sleep(0)
        known = vars(threading)["_active"]
        for ident in idents:  # code that asked the real module for its thread has been given a dummy
            if isinstance(known.get(ident), threading._DummyThread):
                del known[ident]
        return True


class _Unchanging:
    """Tells when a run cannot end any more, because those who do not wait for ever only look, and nobody writes.

    Not guessed from time alone: every thread that runs has looked a thousand times at what no one has changed, with
    the same variables of its own. Where somebody sleeps, reads the clock or takes and gives back locks, a change may
    still come.
    """

    def __init__(self, book: ThreadRegistry) -> None:
        self._book = book
        self._state: object = None
        self._since = 0.0
        self._began: dict[RealThread, tuple[int, int]] = {}
        self._own: object = None

    def certain(self) -> bool:
        """Nothing has changed for long, and all who run have looked."""
        book, live = self._book, self._book.live()
        state = [(thread, thread.writes, thread.taken, thread.gave) for thread in live]
        if (state, book.clock.readings) != self._state:
            self._state, self._since = (state, book.clock.readings), time.monotonic()
            self._began = {thread: (thread.rounds, thread.points) for thread in live}
            self._own = None
            return False
        if time.monotonic() - self._since < UNCHANGED or book.strangers():
            return False
        if any(thread.foreign and not thread.done for thread in book.threads):
            return False
        if not all(self._looks(thread) or self._waits(thread) for thread in live):
            return False
        before, self._own = self._own, self._variables(live)
        return before == self._own

    def _variables(self, live: list[RealThread]) -> list[list[object]]:
        """Of all calls of the program that these threads are in: numbers and texts by value, all else by identity."""
        frames, own = sys._current_frames(), []
        for thread in live:
            frame, found = frames.get(thread.ident), list[object]()
            while frame is not None:
                if frame.f_code.co_filename in self._book.files:
                    found += [one if isinstance(one, PLAIN) else id(one) for one in list(frame.f_locals.values())]
                frame = frame.f_back
            own.append(found)
        return own

    def _looks(self, thread: RealThread) -> bool:
        rounds, points = self._began[thread]
        gone = thread.rounds - rounds
        return gone >= LOOKS and thread.points - points >= 2 * gone  # a round is a point by itself

    def _waits(self, thread: RealThread) -> bool:
        lock = thread.waiting
        if not thread.turn & 1 or thread.settling:  # to settle comes to its end when it is given the time
            return False
        return lock is not None and lock.owner is not None and thread.deadline is None


class _Late:
    """The time of a run is up: who runs, who waits, and who does neither?"""

    def __init__(self, book: ThreadRegistry) -> None:
        self._from, self._until = time.monotonic() + GLIMPSE, time.monotonic() + WINDOW
        self._before = {thread: (thread.turn, thread.points, thread.writes) for thread in book.live()}

    def certain(self) -> bool:
        """Everybody has moved, or waits; or who has not had time to."""
        now = time.monotonic()
        return now > self._from and (not self.seen().outside or now > self._until)

    def seen(self) -> RunEnding:
        """Every thread, as far as can be told by now."""
        seen = RunEnding("late")
        for thread, (turn, points, writes) in self._before.items():
            if thread.over or thread.settling:
                continue
            if (thread.turn, thread.points) != (turn, points):
                seen.running.append((thread, thread.writes != writes))
            elif thread.waiting is None:
                seen.outside.append(thread)
            else:
                seen.waiting.append(thread)
        return seen
