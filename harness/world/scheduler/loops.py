"""Loops: counted, made to give way, and called endless only where a fair scheduler cannot end them.

After Musuvathi and Qadeer, "Fair stateless model checking", PLDI 2008: a thread that goes round a
loop for long while others could run gives way to them; past the step bound an execution goes on
under round robin, and only one that does not end there either is endless.
"""

from __future__ import annotations

from greenlet import GreenletExit

from harness.trace import READ
from harness.world.scheduler.clock import Timing
from harness.world.scheduler.state import STEP_BOUND
from harness.world.scheduler.thread import Thread

FAIR_BOUND = 400_000
"""Further points and rounds allowed under round robin."""
QUIET_BOUND = 6_000
"""Steps of round robin without one write after which nothing can change any more."""
SHOWN = 2_000
"""Steps of round robin that are written down of an execution already known to be endless."""
SPIN_ROUNDS = 200
"""Rounds of one loop, nobody else running, after which a thread gives way."""


class RoundRobin:
    """After each operation the next thread in order of creation: fair, and in lockstep."""

    def __init__(self, scheduler: Fairness) -> None:
        self.scheduler = scheduler

    def choose(self, current: Thread | None, runnable: list[Thread], extras: list[Thread]) -> Thread:
        """The runnable thread that comes after the last one that ran."""
        last = self.scheduler.last
        return min(runnable, key=lambda thread: (thread.number <= last, thread.number))


class Fairness(Timing):
    """A scheduler's view of loops."""

    def tick(self, loop: int) -> bool:
        """The current thread begins another round of a loop; always True.

        Args:
            loop: the loop's number in its module; negative for a loop over an iterable, which is
                taken to end by itself and so is never called a poll.
        """
        if self.silent:
            return True
        if self.dead:
            self._dead_tick()
            return True
        thread = self.current
        if thread.loop != loop:
            thread.loop, thread.rounds = loop, 0
        if thread.rounds == 0 and not self.fair:
            thread.writes = thread.polled = 0
        if thread.rounds == 0:
            thread.seen = self.fair_writes
        thread.rounds += 1
        if loop < 0:
            self.fair_writes += 1
        if thread.rounds >= SPIN_ROUNDS:
            self._spinning(thread, loop)
        self.count_step()
        return True

    def _spinning(self, thread: Thread, loop: int) -> None:
        thread.rounds = 0
        others = any(not other.done and other is not thread for other in self.threads)
        if loop > 0 and thread.polled and not thread.writes and others and not thread.spun:
            thread.spun = True
            self.spun.append((thread, self.place(), True, False))
        if self.may_spin and self.resting and thread.polled and thread.seen == self.fair_writes:
            thread.quiet = self.fair_writes
            if all(one.quiet == self.fair_writes for one in self.runnable):
                self.wake()  # all who run look again and again, and nothing changes: that is rest
        if len(self.runnable) > 1:
            self.unmodelled = "loops that give way"
            thread.yielded = self.gave_way = True
            thread.kind, thread.obj, thread.field = READ, None, None
            self.schedule(thread)

    def bound(self) -> None:
        """The steps allowed are used up: go on under round robin, or call the execution endless."""
        if self.in_order:
            self.stop("cut")  # it goes on for ever, as it is meant to
        if not self.fair:
            self.fair_from = len(self.choices)
            self.go_fair()
        if self.steps > STEP_BOUND + FAIR_BOUND or (self.known_endless and self.steps - self.fair_since > SHOWN):
            self.stop("endless")
        if self.steps - self.quiet_since > QUIET_BOUND:
            if self.fair_writes == self.quiet_writes and any(thread.polled for thread in self.runnable):
                self.stop("endless")
            self._look_again()
        self.limit = self.steps + 500

    def _look_again(self) -> None:
        """Begin another stretch of round robin in which a write would show that something advances."""
        self.quiet_since, self.quiet_writes = self.steps, self.fair_writes
        for thread in self.threads:
            thread.writes = thread.polled = 0

    def _dead_tick(self) -> None:
        """Unwinding: a loop that swallows even GreenletExit is left standing where it is."""
        self.dead_ticks += 1
        if self.dead_ticks > 20_000:
            self.hub.switch()
        if self.dead_ticks > 1_000:
            raise GreenletExit

    def go_fair(self) -> None:
        """From here on round robin chooses, and its choices are no part of the schedule."""
        self.fair = True
        self.unmodelled = "a bound on steps"
        self.fair_since = self.steps
        self.chooser = RoundRobin(self)
        if self.known_endless:
            self.limit = self.steps + SHOWN
        self._look_again()

    def keen(self, candidates: list[Thread]) -> list[Thread]:
        """Those that did not give way since all others did."""
        keen = [thread for thread in candidates if not thread.yielded]
        if keen:
            return keen
        for thread in candidates:
            thread.yielded = False
        self.gave_way = any(thread.yielded for thread in self.threads)
        return candidates
