"""One execution of a program under one schedule: greenlets for threads, one virtual clock.

A thread announces each operation before it performs it (``point``), and whoever the chooser picks
goes on. A thread that waits for a lock is simply not among those that can be picked until the lock
is free, so a wait costs no step and no choice. Time moves when nobody can run, or when the chooser
lets a timeout come early.

Every loop of rewritten code calls ``tick``. A thread that goes round a loop for long while others
could run gives way to them (fair scheduling after Musuvathi and Qadeer, "Fair stateless model
checking", PLDI 2008); past the step bound an execution goes on under fair round robin, and only
one that does not end there either is called endless.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Protocol

from greenlet import GreenletExit, getcurrent, greenlet

from harness.trace import END, FAIL, READ, SETTLE, SLEEP, START, WRITE

STEP_BOUND = 20_000
"""Points and loop rounds after which an execution goes on under fair round robin."""
FAIR_BOUND = 1_000_000
"""Further points and rounds allowed under round robin."""
QUIET_BOUND = 6_000
"""Steps of round robin without one write after which nothing can change any more."""
SPIN_ROUNDS = 200
"""Rounds of one loop, nobody else running, after which a thread gives way."""
SPURIOUS_WAKEUPS = 2
"""At most so many wake-ups out of nowhere in one execution."""


class Chooser(Protocol):
    """Picks who goes on; the strategies of ``harness/search`` are choosers."""

    def choose(self, current: Thread | None, runnable: list[Thread], extras: list[Thread]) -> Thread:
        """The thread to run next.

        Args:
            current: the thread that ran, if it can go on.
            runnable: the threads that can go on, in a deterministic order; never empty.
            extras: threads that could be made to go on early: by their timeout, or by a wake-up
                out of nowhere where the contract has those.
        """


class Thread:
    """A simulated thread. ``kind``, ``obj`` and ``field`` are its pending operation."""

    __slots__ = (
        "call", "condition", "daemon", "deadline", "done", "end_lock", "field", "fused", "greenlet",
        "ident", "kind", "loop", "number", "obj", "object", "ops", "pending", "polled", "rounds", "runnable", "spun",
        "timed_out", "timeouts", "waiter", "writes", "yielded",
    )  # fmt: skip

    def __init__(self, number: int, ident: int) -> None:
        self.number = number
        self.ident = ident
        self.greenlet: greenlet | None = None
        self.object: Any = None
        self.end_lock: Any = None
        self.kind, self.obj, self.field = START, None, None
        self.runnable = True
        self.done = False
        self.daemon = False
        self.deadline: float | None = None
        self.timed_out = False
        self.timeouts = 0
        self.pending: list[Any] = []
        self.call: tuple[str, Any] | None = None
        self.condition: Any = None
        self.waiter: Any = None
        self.fused: Any = None
        self.ops = 0
        """Operations behind it."""
        self.loop = 0
        self.rounds = 0
        self.writes = 0
        self.polled = 0
        self.spun = False
        self.yielded = False

    @property
    def name(self) -> str:
        """The name the program gave it."""
        if self.number == 0:
            return "main"
        return str(getattr(self.object, "_name", None) or f"thread-{self.number}")


class RoundRobin:
    """After each operation the next thread in order of creation: fair, and in lockstep."""

    def __init__(self, scheduler: Scheduler) -> None:
        self.scheduler = scheduler

    def choose(self, current: Thread | None, runnable: list[Thread], extras: list[Thread]) -> Thread:
        """The runnable thread that comes after the last one that ran."""
        last = self.scheduler.last
        return min(runnable, key=lambda thread: (thread.number <= last, thread.number))


class Scheduler:
    """Runs one execution after another; all state of an execution is made anew by ``run``."""

    def __init__(self) -> None:
        self.hub: greenlet = getcurrent()
        self.main_ended: Callable[[], None] = lambda: None
        self.recorder: Any = None
        self.no_sleep: Callable[[], bool] = lambda: False
        self.place: Callable[[], Any] = lambda: None
        self.frame: Callable[[], Any] = lambda: None
        self.spurious = False
        self.active = False
        self.abandoned: list[greenlet] = []
        self._reset(None, None, None)

    def _reset(self, chooser: Chooser | None, fair_from: int | None, recorder: Any) -> None:
        self.chooser: Any = chooser
        self.recorder = recorder
        self.fair_from = fair_from
        self.fair = False
        self.main = Thread(0, 1)
        self.threads = [self.main]
        self.current = self.main
        self.last = 0
        self.runnable = [self.main]
        self.timed: list[Thread] = []
        self.parked: list[Thread] = []
        self.resting: list[Thread] = []
        self.starting: list[Thread] = []
        self.clock = 0.0
        self.steps = 0
        self.limit = STEP_BOUND
        self.fair_writes = 0
        self.quiet_since = 0
        self.choices: list[int] = []
        self.log: list[tuple[int, str, Any, str | None]] = []
        self.ending = ""
        self.failure: tuple[Thread, BaseException] | None = None
        self.spun: list[tuple[Thread, Any, bool, bool]] = []
        self.spurious_left = SPURIOUS_WAKEUPS
        self.gave_way = False
        """Some thread has ``yielded`` set."""
        self.dead = False
        self.dead_ticks = 0
        self.silent = False
        self.watch: Callable[[], None] | None = None
        self.release_points = False
        self.interrupt: BaseException | None = None

    # -- the life of an execution ----------------------------------------------------------------

    def run(
        self,
        program: Callable[[], object],
        chooser: Chooser,
        *,
        fair_from: int | None = None,
        recorder: Any = None,
        release_points: bool = False,
        watch: Callable[[], None] | None = None,
        before: Callable[[], None] = lambda: None,
        inspect: Callable[[], None] = lambda: None,
    ) -> None:
        """Run ``program`` to its end under ``chooser``; the outcome is left in the attributes.

        Args:
            program: the main thread's function, called without arguments.
            fair_from: number of the choice from which on round robin chooses, if any.
            recorder: told of every operation when it is performed.
            release_points: releasing is a point too (needed where somebody tries or times out).
            watch: called before each choice (for witnesses).
            before: called once the state is new, before the program.
            inspect: called at the end while the threads still stand where they stopped.
        """
        self._reset(chooser, fair_from, recorder)
        self.watch = watch
        self.release_points = release_points
        self.hub = getcurrent()
        self.active = True
        try:
            before()
            self.main.greenlet = greenlet(self._main, self.hub)
            self.main.greenlet.switch(program)
            while not self.ending:
                following = self.starting.pop() if self.starting else self._next(None)
                if following is not None:
                    self._resume(following)
            if self.interrupt is None:
                inspect()
        finally:
            self._unwind()
            self.active = False
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
        if isinstance(error, KeyboardInterrupt):
            self.interrupt = error
        self.failure = (self.current, error)
        self.note(FAIL, error)
        self.stop("failed")

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

    def start(self, function: Callable[..., object], args: tuple[Any, ...], words: dict[str, Any], owner: Any) -> Thread:
        """Start a thread; it runs up to its first operation, which is then pending."""
        thread = Thread(len(self.threads), len(self.threads) + 1)
        thread.object = owner
        self.threads.append(thread)
        self.runnable.append(thread)
        self.note(START, thread)
        thread.greenlet = greenlet(self._body, self.hub)
        self.starting.append(self.current)
        self.current = thread
        thread.greenlet.switch(thread, function, args, words)
        return thread

    def _body(self, thread: Thread, function: Callable[..., object], args: tuple[Any, ...], words: dict[str, Any]) -> None:
        try:
            function(*args, **words)
        except GreenletExit:
            return
        except BaseException as error:
            self.crash(error)
        self.end(thread)

    def end(self, thread: Thread) -> None:
        """The thread is over; whoever joins it can go on."""
        if self.dead:
            return
        thread.done = True
        self.note(END, thread)
        self._unrunnable(thread)
        if thread.end_lock is not None:
            thread.end_lock.free()

    # -- choosing ------------------------------------------------------------------------------------

    def point(self, kind: str, obj: Any, field: str | None) -> None:
        """The current thread is about to do this; another may go first."""
        if self.dead or self.silent:
            return
        thread = self.current
        thread.kind, thread.obj, thread.field = kind, obj, field
        if len(self.runnable) > 1 or self.timed or self.parked:
            self.schedule(thread)
        self.steps += 1
        thread.ops += 1
        if kind == WRITE:
            thread.writes += 1
            self.fair_writes += 1
        else:
            thread.polled += 1
        if self.steps > self.limit:
            self.bound()
        self.log.append((thread.number, kind, obj, field))
        if self.recorder is not None:
            self.recorder.event(thread, kind, obj, field)

    def note(self, kind: str, obj: Any) -> None:
        """Something happened that offers no choice."""
        if self.dead:
            return
        self.log.append((self.current.number, kind, obj, None))
        if self.recorder is not None:
            self.recorder.event(self.current, kind, obj, None)

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
                if not self._wake():
                    self.ending = "blocked" if self._anybody_left() else "done"
                    return None
            extras = self._extras() if self.timed or self.parked else []
            if self.gave_way and len(candidates) > 1:
                candidates = self._fair(candidates)
            if len(candidates) == 1 and not extras:
                chosen = candidates[0]
            else:
                chosen = self._choose(current, candidates, extras)
                if not chosen.runnable:
                    self._early(chosen)
                    if not chosen.runnable:
                        candidates = self.runnable
                        continue
            self.last = chosen.number
            return chosen

    def _choose(self, current: Thread | None, candidates: list[Thread], extras: list[Thread]) -> Thread:
        if self.fair_from is not None and not self.fair and len(self.choices) >= self.fair_from:
            self._go_fair()
        if current is not None and (not current.runnable or (self.gave_way and current not in candidates)):
            current = None
        chosen: Thread = self.chooser.choose(current, candidates, extras)
        if not self.fair:
            self.choices.append(chosen.number)
        if self.recorder is not None and current is not None and chosen is not current:
            self.recorder.preempted = True
        return chosen

    def _go_fair(self) -> None:
        self.fair = True
        self.chooser = RoundRobin(self)
        self.quiet_since, self.fair_writes = self.steps, 0

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

    def _fair(self, candidates: list[Thread]) -> list[Thread]:
        """Those that did not give way since all others did."""
        keen = [thread for thread in candidates if not thread.yielded]
        if keen:
            return keen
        for thread in candidates:
            thread.yielded = False
        self.gave_way = any(thread.yielded for thread in self.threads)
        return candidates

    def _anybody_left(self) -> bool:
        return any(not thread.done and not thread.daemon for thread in self.threads)

    # -- waiting and time ----------------------------------------------------------------------------

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
        if self.dead:
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
        self._count_step()

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

    def _wake(self) -> bool:
        """Nobody can run: those who wait for just that, else the next to time out."""
        if self.resting:
            for thread in self.resting:
                self.make_runnable(thread)
            self.resting.clear()
            return True
        if not self.timed or not self._anybody_left():
            return False
        self._move_clock(min(thread.deadline or 0.0 for thread in self.timed))
        return True

    def _move_clock(self, to: float) -> None:
        self.clock = max(self.clock, to)
        for thread in self.timed:
            if thread.deadline is not None and thread.deadline <= self.clock and not thread.runnable:
                thread.timed_out = True
                self.make_runnable(thread)

    def _extras(self) -> list[Thread]:
        """Who could go on early: the next to time out, and waiters of a condition."""
        extras: list[Thread] = []
        waiting = [thread for thread in self.timed if not thread.runnable]
        if waiting and self.runnable:
            first = min(thread.deadline or 0.0 for thread in waiting)
            extras = [thread for thread in waiting if thread.deadline == first]
        if self.spurious and self.spurious_left:
            extras += [thread for thread in self.parked if not thread.runnable and thread not in extras]
        return extras

    def _early(self, thread: Thread) -> None:
        if thread.deadline is not None:
            self._move_clock(thread.deadline)
        else:
            self.spurious_left -= 1
            thread.waiter.wake_for_nothing(thread)

    # -- loops ---------------------------------------------------------------------------------------

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
        if thread.rounds == 0:
            thread.writes = thread.polled = 0
        thread.rounds += 1
        if loop < 0:
            self.fair_writes += 1
        if thread.rounds >= SPIN_ROUNDS:
            self._spinning(thread, loop)
        self._count_step()
        return True

    def _count_step(self) -> None:
        self.steps += 1
        if self.steps > self.limit:
            self.bound()

    def _spinning(self, thread: Thread, loop: int) -> None:
        thread.rounds = 0
        others = any(not other.done and other is not thread for other in self.threads)
        if loop > 0 and thread.polled and not thread.writes and others and not thread.spun:
            thread.spun = True
            self.spun.append((thread, self.place(), True, False))
        if len(self.runnable) > 1:
            thread.yielded = self.gave_way = True
            thread.kind, thread.obj, thread.field = READ, None, None
            self.schedule(thread)

    def bound(self) -> None:
        if not self.fair:
            self.fair_from = len(self.choices)
            self._go_fair()
        polling = any(thread.polled for thread in self.runnable)
        if self.steps - self.quiet_since > QUIET_BOUND and not self.fair_writes and polling:
            self.stop("endless")
        if self.steps > STEP_BOUND + FAIR_BOUND:
            self.stop("endless")
        if self.steps - self.quiet_since > QUIET_BOUND:
            self.quiet_since, self.fair_writes = self.steps, 0
        self.limit = self.steps + 500

    def _dead_tick(self) -> None:
        """Unwinding: a loop that swallows even GreenletExit is left standing where it is."""
        self.dead_ticks += 1
        if self.dead_ticks > 20_000:
            self.hub.switch()
        if self.dead_ticks > 1_000:
            raise GreenletExit
