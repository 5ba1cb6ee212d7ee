"""Waiting: who can be picked, and one virtual clock that moves when nobody can."""

from __future__ import annotations

import math

from harness.trace import SETTLE, SLEEP
from harness.world.scheduler.state import State
from harness.world.scheduler.thread import Thread

PACE = ((1_000, 0.0), (10_000, 1e-3), (math.inf, 1.0))
"""How much later, in seconds, the clock is at each of the first readings, of those after them, and of all others."""


class Timing(State):
    """A scheduler's waits and its clock."""

    def make_runnable(self, thread: Thread) -> None:
        """The thread can be picked again."""
        if not thread.runnable and not thread.done:
            thread.runnable = True
            self.runnable.append(thread)

    def _unrunnable(self, thread: Thread) -> None:
        if thread.runnable:
            thread.runnable = False
            self.runnable.remove(thread)

    def suspend(self, thread: Thread) -> None:
        """The thread cannot be picked until somebody makes it runnable."""
        self._unrunnable(thread)

    def wait_until(self, thread: Thread, deadline: float) -> None:
        """Give the thread's present wait a deadline on the virtual clock, in seconds."""
        self.unmodelled = "time-outs and sleeps"
        thread.deadline = deadline
        thread.timed_out = False
        self.timed.append(thread)

    def no_deadline(self, thread: Thread) -> None:
        """The thread's wait has ended, by its deadline or before."""
        if thread.deadline is not None:
            thread.deadline = None
            self.timed.remove(thread)

    def sleep(self, seconds: float) -> None:
        """Suspend the current thread in virtual time."""
        if self.dead:  # a loop that sleeps until some time, in code that is no program's, must end too
            self.clock += seconds
            self.tick(0)
            return
        thread = self.current
        if self.no_sleep():
            self.spun.append((thread, self.place(), True, False))
        thread.kind, thread.obj, thread.field = SLEEP, seconds, None
        self.note(SLEEP, seconds)
        self.wait_until(thread, self.clock + seconds)
        self.suspend(thread)
        self.schedule(thread)
        self.no_deadline(thread)
        self.count_step()

    def timed_out_again(self, thread: Thread) -> None:
        """A timed wait ended by its time-out; a second one in a row is a poll with a long period."""
        thread.timeouts += 1
        if thread.timeouts == 2 and not thread.writes and self.no_sleep():
            self.spun.append((thread, self.place(), True, False))

    def settle(self) -> None:
        """Suspend the current thread until every other one waits or has ended."""
        if self.dead:
            return
        thread = self.current
        thread.kind, thread.obj, thread.field = SETTLE, None, None
        self.resting.append(thread)
        self.suspend(thread)
        self.schedule(thread)

    def wake(self) -> bool:
        """Nobody can run: those who wait for just that, else the next to time out."""
        if self.resting:
            for thread in self.resting:
                if self.recorder is not None:
                    self.recorder.settled(thread)
                self.make_runnable(thread)
            self.resting.clear()
            return True
        if not self.timed or not self.anybody_left():
            return False
        self._move_clock(min(thread.deadline or 0.0 for thread in self.timed))
        return True

    def _move_clock(self, to: float) -> None:
        self.readings = 0
        self._pass_time(to)

    def _pass_time(self, to: float) -> None:
        self.clock = max(self.clock, to)
        for thread in self.timed:
            if thread.deadline is not None and thread.deadline <= self.clock and not thread.runnable:
                thread.timed_out = True
                self.make_runnable(thread)

    def extras(self) -> list[Thread]:
        """Who could go on early: the next to time out, and waiters of a condition."""
        extras: list[Thread] = []
        waiting = [thread for thread in self.timed if not thread.runnable]
        if waiting and self.runnable:
            first = min(thread.deadline or 0.0 for thread in waiting)
            extras = [thread for thread in waiting if thread.deadline == first]
        if self.spurious and self.spurious_left:
            extras += [thread for thread in self.parked if not thread.runnable and thread not in extras]
        return extras

    def early(self, thread: Thread) -> None:
        """Let a thread go on early: its time is up, or it wakes for nothing."""
        if thread.deadline is not None:
            self._move_clock(thread.deadline)
        else:
            self.spurious_left -= 1
            thread.waiter.wake_for_nothing(thread)

    def now(self) -> float:
        """The present in seconds, as the program reads it.

        It stands still while the program runs, but not for ever: who looks at the clock until some
        moment has come must see it come.
        """
        self.readings += 1
        step = next(step for reads, step in PACE if self.readings <= reads)
        if step:
            self._pass_time(self.clock + step)
        return self.clock

    def count_step(self) -> None:
        """A step that is no operation: a round of a loop, a sleep."""
        self.steps += 1
        if self.steps > self.limit:
            self.bound()
