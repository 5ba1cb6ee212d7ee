"""One execution of a program under one schedule: a coroutine for each thread, and a virtual clock.

A thread announces each operation before it performs it (``point``), and the chooser picks which thread continues. A
thread that waits for a lock cannot be chosen until the lock is free, so a wait costs no step and no choice. Time moves
when no thread can run, or when the chooser lets a timeout come early.
"""

from __future__ import annotations

import gc
import os.path
from _thread import _count
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType
from typing import Any

from ...common.kinds import is_a
from ...trace import END, FAIL, START, WAKE, WRITE, Choice, Place
from ..coroutines import Coroutine, CoroutineExit, current_coroutine
from ..interrupts import is_interrupt
from ..restrictions.blocked_apis import UNCONTROLLED, OutOfReach
from .assumptions import Assumptions
from .clock import VirtualClock
from .coroutine_pool import pool
from .execution import LogEntry
from .loops import FIFO_STEP_BOUND, SLICE, LoopMonitor, RoundRobin
from .object_numbers import ObjectNumbers
from .recorder import Recorder
from .rules import Rules
from .run_queue import RunQueue
from .thread import CONTAINERS, DONE, RUNNABLE, Chooser, Thread
from .unwinding import unwind


class Scheduler:
    """Runs one execution after another. All state of an execution is made anew by ``run``.

    What every scheduling point reads or counts is an attribute of the scheduler itself; the rest belongs to its parts.
    The attributes that the parts use are explained at ``Execution``.

    Attributes:
        clock: the virtual clock.
        loops: the loop monitor.
        numbers: the numbers that replace addresses.
        assumptions: what all executions so far have taken for granted.
        when_main_ends: called when the main thread's function has returned.
        when_thread_ends: called with each thread that ends, while it is still the current one.
        frame: the program's innermost frame that is running now.
        foreign_thread: a thread that is not of the world has been seen.
        hooked: the program has special methods that operations of C call.
        looking: code runs silently that looks at the program's state, and must not wait.
        executing: code of the program is running, and not the harness's own.
        abandoned: coroutines that did not end when they were unwound.
        log: the operations performed.
        ending: as ``Trace.ending``; "" while the execution is under way.
        failure: the exception that failed the execution, and its thread.
        doubtful: what of this execution a search may not see in all its consequences, so that it proves nothing.
    """

    __slots__ = (
        "abandoned", "assumptions", "choices", "chooser", "clock", "current", "dead", "doubtful", "ending", "executing",
        "failure", "foreign_thread", "frame", "hooked", "hub", "interrupt", "keeps_frames", "last", "limit", "log",
        "looking", "loops", "main", "numbers", "place", "pool", "progress", "queue", "recorder", "release_points",
        "rules", "silent", "steps", "threads", "unmodelled", "watch", "when_main_ends", "when_thread_ends",
    )  # fmt: skip

    def __init__(self) -> None:
        self.hub, self.pool = current_coroutine(), pool()
        self.when_main_ends: Callable[[], None] = lambda: None
        self.when_thread_ends: Callable[[Thread], None] = lambda thread: None
        self.place: Callable[[], Place | None] = lambda: None
        self.frame: Callable[[], FrameType | None] = lambda: None
        self.rules = Rules()
        self.foreign_thread = self.executing = self.hooked = False
        self.abandoned: list[Coroutine] = []
        self.main = Thread(0, 1)
        self.queue = RunQueue(self.main)
        self.loops = LoopMonitor(self)
        self.clock = VirtualClock(self, self.loops)
        self.numbers = ObjectNumbers()
        self.assumptions = Assumptions(self.numbers)
        self._begin(RoundRobin(self), None)

    def _begin(self, chooser: Chooser, recorder: Recorder | None) -> None:
        """Begin an execution: one thread, at time 0; the parts begin theirs."""
        self.chooser = chooser
        self.recorder = recorder
        self.keeps_frames = bool(getattr(recorder, "keeps_frames", False))
        self.main = self.current = Thread(0, 1)
        self.threads = [self.main]
        self.queue.begin(self.main)
        self.clock.begin()
        self.numbers.begin()
        self.assumptions.begin()
        self.last = self.steps = self.progress = 0
        self.limit = FIFO_STEP_BOUND if self.rules.fifo else SLICE
        self.choices: list[Choice] = []
        self.log: list[LogEntry] = []
        self.failure: tuple[Thread, BaseException] | None = None
        self.doubtful = self.unmodelled = self.ending = ""
        self.watch: Callable[[], None] | None = None
        self.release_points = self.dead = self.silent = self.looking = False
        self.interrupt: BaseException | None = None

    # -- the life of an execution ----------------------------------------------------------------

    def run(
        self,
        program: Callable[[], object],
        chooser: Chooser,
        *,
        fair_from: int | None = None,
        recorder: Recorder | None = None,
        release_points: bool = False,
        known_endless: bool = False,
        watch: Callable[[], None] | None = None,
        before: Callable[[], None] = lambda: None,
        inspect: Callable[[], None] = lambda: None,
    ) -> None:
        """Run ``program`` to its end under ``chooser``; the outcome is left in the attributes.

        Args:
            program: the main thread's function, called without arguments.
            chooser: makes the choices.
            fair_from: number of the choice from which on round robin chooses, if any.
            recorder: told of every operation when it is performed.
            release_points: a release is a scheduling point too (needed where a thread tries a lock or times out).
            known_endless: the schedule does not end, as an earlier run of it showed; stop soon.
            watch: called before each choice (for witnesses).
            before: called once the state is new, before the program.
            inspect: called at the end, while the threads are still where they stopped.
        """
        self._begin(chooser, recorder)
        self.loops.begin(fair_from, known_endless)
        self.loops.awaits = getattr(recorder, "awaits", None)
        self.watch, self.release_points = watch, release_points
        self.hub, self.pool = current_coroutine(), pool()
        outside = _count()
        collecting = gc.isenabled()
        gc.disable()  # when finalizers run must not depend on what else the process has allocated
        try:
            before()
            self.executing = True
            self.main.target = (program, (), {})
            self._switch_to_new(self.main)
            self.drive()
            self.executing = False
            if self.foreign_thread or _count() > outside + self.rules.debugger_threads:
                self.foreign_thread = True  # it may live on, and disturb all later executions
                self.failure, self.ending = (self.main, OutOfReach(UNCONTROLLED)), "failed"
            if self.interrupt is None:
                inspect()
        finally:
            self.executing = True
            self.dead = True
            unwind(self.threads, self.abandoned)
            self.executing = False
            if collecting:
                gc.enable()
        if self.interrupt is not None:
            raise self.interrupt

    def drive(self) -> None:
        """Run threads from the hub until the execution ends."""
        while not self.ending:
            self.silent = False
            following = self.queue.starting.pop() if self.queue.starting else self._next(None)
            if following is not None and not self.ending:
                self.current = following
                following.coroutine.switch()  # type: ignore[union-attr]  # a thread that can be chosen has one

    def stop(self, ending: str) -> None:
        """End the execution here; the calling thread does not continue."""
        if not self.ending:
            self.ending = ending
        if current_coroutine() is not self.hub:
            self.hub.switch()

    def crash(self, error: BaseException) -> None:
        """Fail the execution by an exception that reached the top of the current thread."""
        if self.dead or is_a(error, CoroutineExit):
            return
        if is_interrupt(error):
            self.interrupt = error
        self.failure = (self.current, error)
        self.note(FAIL, error)
        if not self.rules.continues_after_failure:
            self.stop("failed")

    # -- threads -----------------------------------------------------------------------------------

    def start(
        self, function: Callable[..., object], args: tuple[Any, ...], words: dict[str, Any], owner: Any
    ) -> Thread:
        """Start a thread; it runs up to its first operation, which is then pending.

        Args:
            function: what it runs.
            args: the positional arguments.
            words: the keyword arguments.
            owner: its ``threading.Thread``, or None.
        """
        thread = Thread(len(self.threads), len(self.threads) + 1)
        thread.object = owner
        thread.target = (function, args, words)
        if self.keeps_frames:
            thread.home = self.place()
        self.threads.append(thread)
        self.queue.runnable.append(thread)
        self.note(START, thread)
        self.queue.starting.append(self.current)
        self.current = thread
        self._switch_to_new(thread)
        return thread

    def _switch_to_new(self, thread: Thread) -> None:
        thread.coroutine = self.pool.take(self.hub)
        thread.coroutine.switch(self._body, thread)

    def _body(self, thread: Thread) -> None:
        """Run a thread's function, and end the thread, unless it is unwound before."""
        try:
            if self._returns(thread):
                if thread is self.main:
                    self.when_main_ends()
                self.end(thread)
        finally:
            thread.coroutine = None

    def _returns(self, thread: Thread) -> bool:
        """Run a thread's function; False if the thread was unwound. What only the arguments kept alive ends here."""
        assert thread.target is not None
        function, args, words = thread.target
        thread.target = None
        try:
            function(*args, **words)
        except CoroutineExit:
            return False
        except BaseException as error:
            if thread is self.main or not is_a(error, SystemExit) or self.rules.exit_fails(error):
                self.crash(error)
        return True

    def end(self, thread: Thread) -> None:
        """End a thread; threads that join it become runnable."""
        if self.dead:
            return
        self.when_thread_ends(thread)
        thread.title, thread.ours, thread.object = thread.name, thread.is_ours(), None
        self.queue.suspend(thread)
        thread.state = DONE
        self.note(END, thread)
        if thread.end_lock is not None:
            thread.end_lock.free()
        self.silent = True  # what is left of it, up to the hub, chooses nothing

    def anybody_left(self) -> bool:
        """True while a thread that the program waits for has not ended."""
        return any(thread.state is not DONE and not thread.daemon for thread in self.threads)

    # -- operations ----------------------------------------------------------------------------------

    def point(self, kind: str, obj: Any, field: str | None) -> None:
        """Announce an operation of the current thread; another thread may run before it."""
        if self.dead or self.silent:
            return
        thread, queue = self.current, self.queue
        if len(queue.runnable) > 1 or queue.timed or queue.watched:
            operation = thread.operation
            operation.kind, operation.obj, operation.field = kind, obj, field
            self.schedule(thread)
            operation.obj = None  # nothing the program has dropped is kept alive
        self.steps += 1
        thread.ops += 1
        if kind == WRITE:
            thread.writes += 1
            self.progress += 1
        else:
            thread.polled += 1
        if self.steps > self.limit:
            self.loops.reach_bound()
        self.log.append((thread.number, kind, field))
        if self.recorder is not None:
            self.recorder.event(thread, kind, obj, field)
        if self.hooked:
            thread.accesses = [(kind, obj)] if issubclass(type(obj), CONTAINERS) else []

    def also(self, kind: str, obj: Any, field: str | None) -> None:
        """Announce a further access of the step that the current thread's last point began."""
        if self.dead or self.silent:
            return
        self.log.append((self.current.number, kind, field))
        if kind == WRITE:
            self.current.writes += 1
            self.progress += 1
        if self.recorder is not None:
            self.recorder.event(self.current, kind, obj, field, False)
        if self.hooked and issubclass(type(obj), CONTAINERS):
            self.current.accesses.append((kind, obj))

    @contextmanager
    def silence(self) -> Iterator[None]:
        """Announce nothing within this context."""
        before, self.silent = self.silent, True
        try:
            yield
        finally:
            self.silent = before

    def admit(self, what: str, advice: str = "", always: bool = False) -> None:
        """Note that something ran outside of the model, so that nothing is proved of the program.

        While no other thread is alive, the order of what unknown code does is the same in every schedule; such code
        is noted only with ``always``. The sentence ends with the advice.
        """
        if not (self.doubtful or self.silent) and (always or sum(not thread.done for thread in self.threads) > 1):
            self.doubtful = f"{what}{self._where()} runs outside the model{advice}"

    def omit(self, what: str, here: bool = True) -> None:
        """Note that a search leaves something out of the schedules, ``here`` or anywhere, so that nothing is proved."""
        self.unmodelled = self.unmodelled or f"{what}{self._where() if here else ''}"

    def _where(self) -> str:
        place = self.place()
        return f" in {os.path.basename(place.file)} line {place.line}" if place is not None else ""

    def note(self, kind: str, obj: Any) -> None:
        """Record an operation that is no scheduling point."""
        if self.dead or self.silent:
            return
        self.log.append((self.current.number, kind, None))
        if self.recorder is not None:
            self.recorder.event(self.current, kind, obj, None, kind == WAKE)

    # -- choices -------------------------------------------------------------------------------------

    def schedule(self, thread: Thread) -> None:
        """Let the chooser pick which thread runs; returns when the given one is chosen."""
        starting = self.queue.starting
        following = starting.pop() if starting else self._next(thread)
        if following is thread:
            return
        if following is None:
            self.hub.switch()
            return
        thread.rounds = 0
        self.current = following
        following.coroutine.switch()  # type: ignore[union-attr]  # a thread that can be chosen has one

    def _next(self, current: Thread | None) -> Thread | None:
        """Return the thread that runs next; None when no thread can run, with ``ending`` set."""
        if self.watch is not None:
            self.watch()
        queue = self.queue
        candidates = queue.runnable
        while True:
            while not candidates:
                if not self.clock.wake():
                    self.ending = "blocked" if self.anybody_left() else "done"
                    return None
                current = None  # it had to wait, even if it is due now
            extras = queue.early(self.rules.patience, self.omit) if queue.timed else []
            if (kept := self.loops.awaits) and kept.keeps_any and any(thread.awaits for thread in candidates):
                candidates = self.loops.not_kept_back(candidates, extras)
                if not candidates:
                    candidates = queue.runnable
                    if self.ending:
                        return None
                    continue
                if len(candidates) == 1 and not extras:
                    self.loops.note_choice(candidates[0])
            if self.loops.some_yielded and len(candidates) > 1:
                candidates = self.loops.not_yielded(candidates)
            if len(candidates) == 1 and not extras:
                chosen = candidates[0]
            else:
                chosen = self._choose(current, candidates, extras)
                if chosen.state is not RUNNABLE:  # time passes, and then any thread may run
                    self.clock.expire(chosen)
                    current, candidates = None, queue.runnable  # whoever runs next interrupts nobody
                    continue
            self.last = chosen.number
            return chosen

    def _choose(self, current: Thread | None, candidates: list[Thread], extras: list[Thread]) -> Thread:
        loops = self.loops
        if loops.fair_from is not None and not loops.fair and len(self.choices) >= loops.fair_from:
            loops.go_fair()
        if current is not None and (current.state is not RUNNABLE or current.quiet == self.progress):
            current = None  # it waits, or spins, which counts as waiting
        elif (loops.some_yielded or loops.awaits is not None) and current not in candidates:
            current = None
        chosen = self.chooser.choose(current, candidates, extras)
        if not loops.fair:
            self.choices.append(chosen.choice)
        if self.recorder is not None and current is not None and chosen is not current:
            self.recorder.preempted = True
        return chosen
