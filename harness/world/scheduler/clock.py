"""The virtual clock of an execution: deadlines, timeouts, sleeping, and waiting for quiescence.

It moves when no thread can run, when a strategy lets a timeout expire early, and when the program reads it many times.
"""

from __future__ import annotations

import math
from typing import Any

from ...trace import READ, SETTLE, SLEEP, TIME
from .execution import Execution
from .loops import LoopMonitor
from .thread import BLOCKED, Thread

PACE = ((1_000, 0.0), (10_000, 1e-3), (math.inf, 1.0))
"""How many seconds the clock advances at each of the first readings, at each of those after them, and at all others."""
NO_TIME = 1e-6
"""Seconds of a wait of no time, which lets other threads run but does not block. So a loop that waits until no time is
left sees the clock pass its deadline; and so few do not count as a poll."""
SECONDS = 0.1
"""That pass in each slice of a long execution, if otherwise time passes only when no thread can run: far more than on a
real machine, and far less than the time-outs that keep a test from hanging."""


class VirtualClock:
    """A virtual clock, and the waits that end by it.

    Args:
        scheduler: runs the execution.
        loops: counts sleeps as steps, and notes those that are polls.

    Attributes:
        time: seconds since the execution began.
        readings: how often the program has read the clock since a deadline last moved it.
    """

    __slots__ = ("_calls", "_last", "loops", "readings", "scheduler", "time")

    def __init__(self, scheduler: Execution, loops: LoopMonitor) -> None:
        self.scheduler = scheduler
        self.loops = loops
        self.begin()

    def begin(self) -> None:
        """Begin an execution, at time 0."""
        self.time = self._last = 0.0
        """``_last`` is the time when ``let_time_pass`` was called last."""
        self.readings = self._calls = 0

    def look(self) -> None:
        """Announce that the current thread depends on the time; the clock may move before."""
        self.scheduler.point(READ, TIME, None)

    def begin_wait(self, obj: Any) -> None:
        """Announce that the current thread begins to wait for an object with a deadline.

        Whether time can then pass depends on whether the object is there already.
        """
        self.look()
        recorder = self.scheduler.recorder
        if recorder is not None and not self.scheduler.dead and not self.scheduler.silent:
            recorder.asked(obj)

    def set_deadline(self, thread: Thread, seconds: float) -> None:
        """Let the thread's present wait end after some seconds at the latest."""
        self.scheduler.also(READ, TIME, None)
        thread.deadline, thread.limit = self.time + seconds, seconds
        thread.timed_out = False
        self.scheduler.queue.timed.append(thread)

    def clear_deadline(self, thread: Thread) -> None:
        """Forget the deadline of a wait that has ended, by its deadline or before."""
        if thread.deadline is not None:
            thread.deadline = None
            self.scheduler.queue.timed.remove(thread)

    def sleep(self, seconds: float) -> None:
        """Suspend the current thread in virtual time."""
        scheduler = self.scheduler
        if scheduler.dead:  # a loop of the standard library that sleeps until some time must end, too
            self.time += seconds
            self.loops.tick(0)
            return
        thread = scheduler.current
        if scheduler.rules.no_sleep():
            self.loops.spun.append((thread, scheduler.place()))
        self.look()
        operation = thread.operation
        operation.kind, operation.obj, operation.field = SLEEP, seconds, None
        scheduler.note(SLEEP, seconds)
        self.set_deadline(thread, seconds)
        scheduler.queue.suspend(thread)
        scheduler.schedule(thread)
        self.clear_deadline(thread)
        thread.timed_out = False
        self.loops.count_step()

    def count_timeout(self, thread: Thread) -> None:
        """Count a wait that ended by its timeout; the second one in a row makes it a poll with a long period."""
        thread.timeouts += 1
        if thread.timeouts == 2 and not thread.writes and self.scheduler.rules.no_sleep():
            self.loops.spun.append((thread, self.scheduler.place()))

    def settle(self) -> None:
        """Suspend the current thread until quiescence: every other thread waits or has ended."""
        scheduler = self.scheduler
        if scheduler.dead:
            return
        thread = scheduler.current
        operation = thread.operation
        operation.kind, operation.obj, operation.field = SETTLE, None, None
        scheduler.queue.resting.append(thread)
        scheduler.queue.suspend(thread)
        scheduler.schedule(thread)

    def wake(self) -> bool:
        """Make threads runnable when none is: those that wait for quiescence, else the next to time out.

        Returns:
            False when there is none, or no thread that the program waits for is left.
        """
        scheduler, queue = self.scheduler, self.scheduler.queue
        if queue.resting and not self._waits_no_time():
            for thread in queue.resting:
                if scheduler.recorder is not None:
                    scheduler.recorder.settled(thread)
                queue.make_runnable(thread)
            queue.resting.clear()
            return True
        if not queue.timed or not scheduler.anybody_left():
            return False
        self.move(min(thread.deadline or 0.0 for thread in queue.timed))
        return True

    def _waits_no_time(self) -> bool:
        """Return whether a thread waits that is through without any time passing, and so is not blocked."""
        return any(
            thread.deadline is not None
            and thread.deadline - self.time < 2 * NO_TIME
            and thread.operation.kind != SLEEP  # who polls so is blocked: it would never be at rest
            for thread in self.scheduler.queue.timed
        )

    def move(self, to: float) -> None:
        """Move to a deadline, and end the waits whose deadline has come."""
        self.readings = 0
        self._pass(to)

    def expire(self, thread: Thread) -> None:
        """Move to the deadline of a thread although threads can run."""
        thread.early += 1
        self.move(thread.deadline or 0.0)

    def let_time_pass(self) -> None:
        """Move to the next deadline if no time has passed since the last call: on real threads it would come, too."""
        waiting = [thread.deadline or 0.0 for thread in self.scheduler.queue.timed if thread.state is BLOCKED]
        moved, self._last = self.time > self._last, self.time
        self._calls += 1
        if self.scheduler.rules.patience < 0 and waiting and min(waiting) - self.time > self._calls * SECONDS:
            return
        if waiting and not moved:
            self._calls = 0
            self.scheduler.omit("time that passes in a long execution")
            self.move(min(waiting))

    def _pass(self, to: float) -> None:
        self.time = max(self.time, to)
        queue, recorder = self.scheduler.queue, self.scheduler.recorder
        due = [thread for thread in queue.timed if thread.deadline is not None and thread.deadline <= self.time]
        due = [thread for thread in due if thread.state is BLOCKED]
        for thread in due:
            thread.timed_out = True
            queue.make_runnable(thread)
        if recorder is not None:
            recorder.ticked(due)

    def now(self) -> float:
        """Return the present time in seconds, as the program reads it.

        The clock does not move while the program runs, but for one thing: a program that reads the clock until a
        certain moment has come must see that moment come.
        """
        self.scheduler.current.told_time += 1
        if self.loops.awaits is not None and self.loops.awaits.slept:
            self.scheduler.omit("a reading of the clock while a loop sleeps")
        if self.scheduler.current.call is None:
            self.scheduler.assumptions.clock_read()
            self.look()
        else:  # inside an operation, which is one step
            self.scheduler.also(READ, TIME, None)
        self.readings += 1
        step = next(step for reads, step in PACE if self.readings <= reads)
        if step:
            self.scheduler.omit("time that passes while the clock is read")
            self._pass(self.time + step)
        return self.time
