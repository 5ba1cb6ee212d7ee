"""The run queue of an execution: which threads can be chosen, and which wait for what."""

from __future__ import annotations

from collections.abc import Callable

from .thread import BLOCKED, RUNNABLE, Thread

MOST_EARLY = 25
"""Time-outs of one thread that may come in one execution although threads can run: a thread that polls has no end."""


class RunQueue:
    """The threads of one execution, grouped by what they wait for.

    A thread that waits for a lock is simply not in ``runnable``.

    Attributes:
        runnable: can be chosen.
        timed: have a deadline on the virtual clock.
        resting: wait for quiescence: for every other thread to wait or end.
        watched: the state is looked at before each operation, even if only one thread can run.
        starting: have just started a thread, which runs first, up to its first operation.
    """

    __slots__ = ("resting", "runnable", "starting", "timed", "watched")

    def __init__(self, main: Thread) -> None:
        self.begin(main)

    def begin(self, main: Thread) -> None:
        """Begin an execution: only its main thread can run."""
        self.runnable = [main]
        self.timed: list[Thread] = []
        self.resting: list[Thread] = []
        self.starting: list[Thread] = []
        self.watched = False

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
        self.runnable, self.timed = list(self.runnable), list(self.timed)
        self.resting, self.starting = list(self.resting), list(self.starting)

    def early(self, patience: float, omit: Callable[..., None]) -> list[Thread]:
        """Return the thread that times out next, which stands for the step of the clock; empty if there is none.

        Args:
            patience: the most seconds of a wait that may time out although threads can run.
            omit: told of a step of the clock that is left out for being longer.
        """
        waiting = [thread for thread in self.timed if thread.state is BLOCKED]
        if not waiting or not self.runnable:
            return []
        first = min(waiting, key=lambda thread: (thread.deadline, thread.number))
        if patience < 0:  # at no line of the program, but by the rule
            omit("time-outs that come although threads can run, which --timeouts idle leaves out", False)
            return []
        if first.limit > patience or first.early > MOST_EARLY:
            omit("a time-out that comes although threads can run")
            return []
        return [first]
