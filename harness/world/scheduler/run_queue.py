"""The run queue of an execution: which threads can be chosen, and which wait for what."""

from __future__ import annotations

from harness.world.scheduler.thread import BLOCKED, RUNNABLE, Thread

SPURIOUS_WAKEUPS = 2
"""At most this many spurious wake-ups in one execution."""


class RunQueue:
    """The threads of one execution, grouped by what they wait for.

    A thread that waits for a lock is simply not in ``runnable``.

    Attributes:
        runnable: can be chosen.
        timed: have a deadline on the virtual clock.
        parked: wait for a condition, in an execution with spurious wake-ups.
        resting: wait for quiescence: for every other thread to wait or end.
        starting: have just started a thread, which runs first, up to its first operation.
        spurious_left: how many spurious wake-ups may still happen.
    """

    __slots__ = ("parked", "resting", "runnable", "spurious_left", "starting", "timed")

    def __init__(self, main: Thread) -> None:
        self.begin(main)

    def begin(self, main: Thread) -> None:
        """Begin an execution: only its main thread can run."""
        self.runnable = [main]
        self.timed: list[Thread] = []
        self.parked: list[Thread] = []
        self.resting: list[Thread] = []
        self.starting: list[Thread] = []
        self.spurious_left = SPURIOUS_WAKEUPS

    def make_runnable(self, thread: Thread) -> None:
        """Let a thread be chosen again, unless it has ended."""
        if thread.state is BLOCKED:
            thread.state = RUNNABLE
            self.runnable.append(thread)

    def suspend(self, thread: Thread) -> None:
        """Keep a thread from being chosen until it is made runnable."""
        if thread.state is RUNNABLE:
            thread.state = BLOCKED
            self.runnable.remove(thread)

    def copy(self) -> None:
        """Replace the lists by copies, so that the present ones keep their contents."""
        self.runnable, self.timed, self.parked = list(self.runnable), list(self.timed), list(self.parked)
        self.resting, self.starting = list(self.resting), list(self.starting)

    def wake_spuriously(self, thread: Thread) -> None:
        """Let a thread run that waits for a condition, although no thread has notified it."""
        self.spurious_left -= 1
        thread.waiter.wake_spuriously(thread)

    def early(self, spurious: bool) -> list[Thread]:
        """Return the threads that could run before their time: the next to time out, and waiters of conditions.

        Args:
            spurious: conditions may wake up spuriously.
        """
        found: list[Thread] = []
        waiting = [thread for thread in self.timed if thread.state is BLOCKED]
        if waiting and self.runnable:
            first = min(thread.deadline or 0.0 for thread in waiting)
            found = [thread for thread in waiting if thread.deadline == first]
        if spurious and self.spurious_left:
            found += [thread for thread in self.parked if thread.state is BLOCKED and thread not in found]
        return found
