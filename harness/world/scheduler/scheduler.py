"""One execution of a program under one schedule: greenlets for threads, one virtual clock.

A thread announces each operation before it performs it (``point``), and whoever the chooser picks
goes on. A thread that waits for a lock is simply not among those that can be picked until the lock
is free, so a wait costs no step and no choice. Time moves when nobody can run, or when the chooser
lets a timeout come early.
"""

from __future__ import annotations

import gc
import signal
from _thread import _count
from collections.abc import Callable
from typing import Any

from greenlet import GreenletExit, getcurrent, greenlet

from harness.trace import END, FAIL, START, WAKE, WRITE
from harness.world.restrictions.blocked_apis import OutOfReach
from harness.world.scheduler.loops import Fairness
from harness.world.scheduler.thread import Chooser, Thread

SHADOW = 1_000_000
"""A choice of this number more than a thread's says that a callback of that thread raises."""


class Scheduler(Fairness):
    """Runs one execution after another; all state of an execution is made anew by ``run``."""

    # -- the life of an execution ----------------------------------------------------------------

    def run(
        self,
        program: Callable[[], object],
        chooser: Chooser,
        *,
        fair_from: int | None = None,
        recorder: Any = None,
        release_points: bool = False,
        known_endless: bool = False,
        watch: Callable[[], None] | None = None,
        before: Callable[[], None] = lambda: None,
        inspect: Callable[[], None] = lambda: None,
    ) -> None:
        """Run ``program`` to its end under ``chooser``; the outcome is left in the attributes.

        Args:
            program: the main thread's function, called without arguments.
            chooser: picks who goes on.
            fair_from: number of the choice from which on round robin chooses, if any.
            recorder: told of every operation when it is performed.
            release_points: releasing is a point too (needed where somebody tries or times out).
            known_endless: the schedule does not end, as an earlier run of it showed; stop soon.
            watch: called before each choice (for witnesses).
            before: called once the state is new, before the program.
            inspect: called at the end while the threads still stand where they stopped.
        """
        self.reset(chooser, fair_from, recorder)
        self.watch = watch
        self.release_points = release_points
        self.known_endless = known_endless
        self.hub = getcurrent()
        outside = _count()
        collecting = gc.isenabled()
        gc.disable()  # when finalizers run must not depend on what else the process has allocated
        try:
            before()
            self.main.greenlet = greenlet(self._main, self.hub)
            self.main.greenlet.switch(program)
            while not self.ending:
                self.silent = False
                following = self.starting.pop() if self.starting else self._next(None)
                if following is not None and not self.ending:
                    self._resume(following)
            if self.foreign or _count() > outside:
                self._uncontrolled()
            if self.interrupt is None:
                inspect()
        finally:
            self._unwind()
            if collecting:
                gc.enable()
        if self.interrupt is not None:
            raise self.interrupt

    def _main(self, program: Callable[[], object]) -> None:
        try:
            program()
        except GreenletExit:
            return
        except BaseException as error:
            self.crash(error)
        self.main_ended()
        self.end(self.main)

    def _resume(self, thread: Thread) -> None:
        self.current = thread
        assert thread.greenlet is not None
        thread.greenlet.switch()

    def stop(self, ending: str) -> None:
        """End the execution here; the calling thread does not go on."""
        if not self.ending:
            self.ending = ending
        if getcurrent() is not self.hub:
            self.hub.switch()

    def crash(self, error: BaseException) -> None:
        """An exception reached the top of the current thread."""
        if self.dead or isinstance(error, GreenletExit):
            return
        if isinstance(error, KeyboardInterrupt) and signal.getsignal(signal.SIGINT) is not signal.SIG_IGN:
            self.interrupt = error  # Ctrl-C; where that is ignored, the program itself has raised it
        self.failure = (self.current, error)
        self.note(FAIL, error)
        if not self.goes_on:
            self.stop("failed")

    def _uncontrolled(self) -> None:
        """A library that is not rewritten has started a thread of the operating system."""
        message = "a library started a thread of its own, which no schedule controls"
        self.foreign = True  # it may live on, and meddle with all that follows
        self.failure, self.ending = (self.main, OutOfReach(message)), "failed"

    def _unwind(self) -> None:
        """Let every unfinished thread run its ``finally`` blocks, without blocking again."""
        self.dead = True
        for thread in self.threads:
            running = thread.greenlet
            if running is not None and running and not running.dead:
                running.throw(GreenletExit)
                if not running.dead:
                    self.abandoned.append(running)
            thread.greenlet = None

    # -- threads -----------------------------------------------------------------------------------

    def start(
        self, function: Callable[..., object], args: tuple[Any, ...], words: dict[str, Any], owner: Any
    ) -> Thread:
        """Start a thread; it runs up to its first operation, which is then pending."""
        thread = Thread(len(self.threads), len(self.threads) + 1)
        thread.object = owner
        if self.keeps_frames:
            thread.home = self.place()
        self.threads.append(thread)
        self.runnable.append(thread)
        self.note(START, thread)
        thread.greenlet = greenlet(self._body, self.hub)
        self.starting.append(self.current)
        self.current = thread
        thread.greenlet.switch(thread, function, args, words)
        return thread

    def _body(
        self, thread: Thread, function: Callable[..., object], args: tuple[Any, ...], words: dict[str, Any]
    ) -> None:
        try:
            function(*args, **words)
        except GreenletExit:
            return
        except BaseException as error:
            if not isinstance(error, SystemExit) or self.exit_fails(error):
                self.crash(error)
        del function, args, words  # what only they held ends while the thread still runs
        self.end(thread)

    def end(self, thread: Thread) -> None:
        """The thread is over; whoever joins it can go on."""
        if self.dead:
            return
        self.ended(thread)
        thread.done, thread.title, thread.ours, thread.object = True, thread.name, thread.is_ours(), None
        self.note(END, thread)
        self._unrunnable(thread)
        if thread.end_lock is not None:
            thread.end_lock.free()
        self.silent = True  # what is left of it, up to the hub, chooses nothing

    # -- choosing ------------------------------------------------------------------------------------

    def point(self, kind: str, obj: Any, field: str | None) -> None:
        """The current thread is about to do this; another may go first."""
        if self.dead or self.silent:
            return
        thread = self.current
        if len(self.runnable) > 1 or self.timed or self.parked:
            thread.kind, thread.obj, thread.field = kind, obj, field
            self.schedule(thread)
            thread.obj = None  # nothing the program has dropped is kept alive
        self.steps += 1
        thread.ops += 1
        if kind == WRITE:
            thread.writes += 1
            self.fair_writes += 1
        else:
            thread.polled += 1
        if self.steps > self.limit:
            self.bound()
        self.log.append((thread.number, kind, field))
        if self.recorder is not None:
            self.recorder.event(thread, kind, obj, field)

    def note(self, kind: str, obj: Any) -> None:
        """Something happened that offers no choice."""
        if self.dead:
            return
        self.log.append((self.current.number, kind, None))
        if self.recorder is not None:
            self.recorder.event(self.current, kind, obj, None, kind == WAKE)

    def schedule(self, thread: Thread) -> None:
        """Pick who goes on; returns when it is ``thread``'s turn again."""
        following = self.starting.pop() if self.starting else self._next(thread)
        if following is thread:
            return
        if following is None:
            self.hub.switch()
            return
        thread.rounds = 0
        self.current = following
        following.greenlet.switch()  # type: ignore[union-attr]  # whoever can be picked has one

    def _next(self, current: Thread | None) -> Thread | None:
        """Who goes on; None when nobody can, with the ending set."""
        if self.watch is not None:
            self.watch()
        candidates = self.runnable
        while True:
            while not candidates:
                if not self.wake():
                    self.ending = "blocked" if self.anybody_left() else "done"
                    return None
            extras = self.extras() if self.timed or self.parked else []
            if self.gave_way and len(candidates) > 1:
                candidates = self.keen(candidates)
            if len(candidates) == 1 and not extras:
                chosen = candidates[0]
            else:
                chosen = self._choose(current, candidates, extras)
                if not chosen.runnable:
                    self.early(chosen)
                    if not chosen.runnable:
                        candidates = self.runnable
                        continue
            self.last = chosen.number
            return chosen

    def _choose(self, current: Thread | None, candidates: list[Thread], extras: list[Thread]) -> Thread:
        if self.fair_from is not None and not self.fair and len(self.choices) >= self.fair_from:
            self.go_fair()
        if current is not None and (not current.runnable or (self.gave_way and current not in candidates)):
            current = None
        chosen: Thread = self.chooser.choose(current, candidates, extras)
        if not self.fair:
            self.choices.append(chosen.number)
        if self.recorder is not None and current is not None and chosen is not current:
            self.recorder.preempted = True
        return chosen

    def stumbles(self, error: BaseException) -> bool:
        """Choose whether a callback of the current thread raises this, here."""
        if self.dead or self.silent or self.fair:
            return False
        self.unmodelled = "callbacks that may raise"
        thread = self.current
        thread.kind, thread.obj, thread.field = FAIL, None, None
        shadow = Thread(SHADOW + thread.number, 0)  # choosers choose among threads
        shadow.kind = FAIL
        chosen = self.chooser.choose(None, [thread], [shadow])
        self.choices.append(chosen.number)
        if chosen is shadow:
            self.note(FAIL, error)
        return chosen is shadow

    def any_waiter(self, waiters: Any) -> None:
        """Choose which waiter of a condition ``notify`` wakes, and put it first.

        Args:
            waiters: the condition's deque of waiter locks.
        """
        parked = [(lock, lock.wanting[0]) for lock in waiters if lock.wanting]
        if len(parked) < 2:
            return
        chosen = self.chooser.choose(None, [thread for _, thread in parked], [])
        if not self.fair:
            self.choices.append(chosen.number)
        for lock, thread in parked:
            if thread is chosen:
                waiters.remove(lock)
                waiters.appendleft(lock)
