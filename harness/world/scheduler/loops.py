"""Loops: counted, made to yield, and called endless only where a fair scheduler cannot end them.

After Musuvathi and Qadeer, "Fair stateless model checking", PLDI 2008: a thread that iterates a loop for long while
others could run yields to them. Past the step bound an execution continues under round robin, and only one that does
not end there either is endless.
"""

from __future__ import annotations

from collections.abc import Callable

from ...trace import READ, Place
from ..coroutines import CoroutineExit
from .execution import Execution, LogEntry
from .frames import calling_frame
from .recorder import LoopWatch
from .thread import DONE, NOTHING, Candidate, Thread

SLICE = 2_000
"""Steps after which the clock moves to the next deadline although threads still run."""
STEP_BOUND = 20_000
"""Points and iterations of `while` loops after which an execution continues under fair round robin."""
FIFO_STEP_BOUND = 8_000
"""Points and loop iterations of an execution that is meant never to end."""
FAIR_BOUND = 400_000
"""Further points and iterations allowed under round robin."""
LONG_BOUND = 3_000_000
"""Steps of an execution whose threads see new values all the time."""
LAPS_BOUND = 4_000_000
"""Iterations of `for` loops of one execution."""
ALONE_BOUND = 40_000
"""Steps of a thread that runs alone, before the execution continues under round robin."""
MOSTLY_NEW = 0.9
"""The part of the stretches of round robin that must end in a new state for the threads to count as making progress."""
QUIET_BOUND = 6_000
"""Steps of round robin without one write after which nothing can change any more."""
UNCHANGED_BOUND = 5
"""Stretches of round robin in a row without an operation and without a change after which the loop is endless."""
SHOWN = 2_000
"""Steps of round robin that are recorded of an execution already known to be endless."""
SPIN_ROUNDS = 200
"""Iterations of one loop, with no other thread running, after which a thread yields."""


HALF_SPUN = SPIN_ROUNDS // 2
"""Iterations after which the values that the loop depends on are noted, to see whether they change."""


class FullLog(list[LogEntry]):
    """A log that takes no further entries: under round robin an execution may be long, and is no part of a schedule."""

    def append(self, entry: LogEntry, /) -> None:
        """Do nothing."""


class RoundRobin:
    """After each operation the next thread in order of creation: fair, and in lockstep."""

    def __init__(self, scheduler: Execution) -> None:
        self.scheduler = scheduler

    def choose(self, current: Candidate | None, runnable: list[Candidate], extras: list[Candidate]) -> Candidate:
        """Return the runnable thread that comes after the last one that ran."""
        last = self.scheduler.last
        return min(runnable, key=lambda thread: (thread.number <= last, thread.number))


class LoopMonitor:
    """Counts steps and loop iterations, and makes spinning threads yield.

    Attributes:
        fair: round robin chooses, and its choices are not part of the schedule.
        fair_from: number of the choice from which on round robin chooses, or None.
        fair_since: the step at which round robin began.
        known_endless: the same schedule was seen not to end, so a part of it is enough to show.
        some_yielded: some thread has ``yielded`` set.
        laps: how many iterations of `for` loops the execution has run.
        sight: returns a hash of what the runnable threads see, which changes as long as they make progress.
        loop_sight: returns a hash of what the tests of the current thread's innermost loop depend on.
        serving: true when every thread that the program waits for is in a loop that is written to run forever.
        serving_since: the step at which that was first so; 0 if it is not.
        sights: the hashes after each stretch of round robin.
        stretches: how many stretches of round robin there were.
        spun: threads that spin or poll, and where.
        quiet_since, quiet_progress: the step, and the progress, at which the present stretch of round robin began.
        awaits: keeps threads back whose loops wait, if a search wants that.
        unchanged: how many stretches of round robin in a row have changed nothing.
        ticks_after_end: loop iterations run while the threads of a finished execution are unwound.
    """

    __slots__ = (
        "awaits",
        "fair",
        "fair_from",
        "fair_since",
        "known_endless",
        "laps",
        "loop_sight",
        "quiet_progress",
        "quiet_since",
        "scheduler",
        "serving",
        "serving_since",
        "sight",
        "sights",
        "some_yielded",
        "spun",
        "stretches",
        "ticks_after_end",
        "unchanged",
    )

    def __init__(self, scheduler: Execution) -> None:
        self.scheduler = scheduler
        self.sight: Callable[[], int] = lambda: 0
        self.loop_sight: Callable[[], int] = lambda: 0
        self.serving: Callable[[], bool] = lambda: False
        self.begin(None, False)

    def begin(self, fair_from: int | None, known_endless: bool) -> None:
        """Begin an execution."""
        self.fair = False
        self.fair_from = fair_from
        self.fair_since = 0
        self.known_endless = known_endless
        self.some_yielded = False
        self.spun: list[tuple[Thread, Place | None]] = []
        self.quiet_since = self.quiet_progress = 0
        self.laps = self.serving_since = self.stretches = self.unchanged = 0
        self.sights: set[int] = set()
        self.ticks_after_end = 0
        self.awaits: LoopWatch | None = None

    def tick(self, loop: int) -> bool:
        """Count that the current thread begins another iteration of a loop; always True.

        Args:
            loop: the loop's number in its module; negative for a loop over an iterable, which is assumed to end by
                itself, and so is never called a poll.
        """
        scheduler = self.scheduler
        if scheduler.silent:
            return True
        if scheduler.dead:
            self._tick_after_end()
            return True
        thread = scheduler.current
        if self.awaits is not None:
            if loop < 0:
                self.awaits.lap(thread)
            else:
                self.awaits.iteration(thread, loop, calling_frame())
                if thread.awaits and scheduler.rules.may_spin and scheduler.queue.resting:
                    self._rest(thread)
        if thread.loop != loop:
            thread.loop, thread.rounds, thread.laps = loop, 0, 0
        if thread.rounds == 0:
            if not self.fair:
                thread.writes = thread.polled = 0
            thread.seen, thread.ops_before = scheduler.progress, thread.ops
        thread.rounds += 1
        if loop < 0:
            scheduler.progress += 1
            self.laps += 1
            thread.laps += 1
            if self.laps > LAPS_BOUND:
                scheduler.stop("endless")
        if thread.rounds >= SPIN_ROUNDS:
            self._spinning(thread, loop)
        elif thread.rounds == HALF_SPUN and loop > 0 and not thread.spun:
            thread.loop_sight = self.loop_sight()
        if loop >= 0 or scheduler.rules.fifo:
            self.count_step()
        return True

    def count_step(self) -> None:
        """Count a step that is not an operation, such as a sleep."""
        scheduler = self.scheduler
        scheduler.steps += 1
        if scheduler.steps > scheduler.limit:
            self.reach_bound()

    def _spinning(self, thread: Thread, loop: int) -> None:
        """Make a thread yield that has iterated one loop for long; report it if it polls."""
        scheduler = self.scheduler
        thread.rounds = 0
        if loop < 0 and thread.ops == thread.ops_before:
            return  # a computation, which no other thread can notice
        before = thread.spun
        others = any(other.state is not DONE and other is not thread for other in scheduler.threads)
        if loop > 0 and thread.polled and not thread.writes and others and not thread.spun:
            thread.spun = self.loop_sight() == thread.loop_sight  # a walk over a table sees other values
        if thread.spun and not before:
            self.spun.append((thread, scheduler.place()))
        runnable = scheduler.queue.runnable
        if scheduler.rules.may_spin and scheduler.queue.resting and thread.polled and thread.seen == scheduler.progress:
            # a spinning thread that saw no new write counts as blocked: when all do, that is quiescence
            thread.quiet = scheduler.progress
            if all(one.quiet == scheduler.progress for one in runnable) and scheduler.clock.wake():
                self._let_others_run(thread)
                return
        if len(runnable) > 1:
            scheduler.omit("a long loop, with other threads that could run in between,")
            thread.yielded = self.some_yielded = True
            self._let_others_run(thread)

    def _rest(self, thread: Thread) -> None:
        """Let the threads continue that wait for quiescence, if each thread that could run is kept back."""
        scheduler = self.scheduler
        if all(one.awaits for one in scheduler.queue.runnable) and scheduler.clock.wake():
            self._let_others_run(thread)

    def _let_others_run(self, thread: Thread) -> None:
        """Announce that the current thread begins an iteration of its loop."""
        operation = thread.operation
        operation.kind, operation.obj, operation.field = READ, None, None
        self.scheduler.schedule(thread)

    def reach_bound(self) -> None:
        """Continue, continue under round robin, or call the execution endless: the steps allowed are used up."""
        scheduler = self.scheduler
        if scheduler.rules.fifo:
            scheduler.stop("cut")  # it never ends, as it is meant to
        if not scheduler.anybody_left():
            scheduler.stop("done")  # the threads that still run are daemons, which end with the process
        scheduler.clock.let_time_pass()
        self._look_for_servers()
        if not self.fair and (
            scheduler.steps < STEP_BOUND or (self._only_one_can_run() and scheduler.steps < ALONE_BOUND)
        ):
            scheduler.limit = scheduler.steps + SLICE
            return
        if not self.fair:
            self.fair_from = len(scheduler.choices)
            self.go_fair()
        if type(scheduler.log) is list:
            scheduler.log = FullLog(scheduler.log)
            if not scheduler.keeps_frames:
                scheduler.recorder = None
        if self.known_endless and scheduler.steps - self.fair_since > SHOWN:
            scheduler.stop("endless")
        if scheduler.steps - self.quiet_since > QUIET_BOUND:
            self._judge_stretch()
            self._begin_stretch()
        scheduler.limit = scheduler.steps + 500

    def _only_one_can_run(self) -> bool:
        """True when a fair scheduler could choose nothing else."""
        queue = self.scheduler.queue
        return len(queue.runnable) == 1 and not queue.timed

    def _look_for_servers(self) -> None:
        """End an execution whose threads have long been in loops that are written to run forever."""
        if not self.serving():
            self.serving_since = 0
        elif not self.serving_since:
            self.serving_since = self.scheduler.steps
        elif self.scheduler.steps - self.serving_since >= SLICE:
            self.scheduler.stop("forever")

    def _judge_stretch(self) -> None:
        """Call the execution endless if the last stretch of round robin changed nothing that a thread can see."""
        scheduler, sight = self.scheduler, self.sight()
        moved = sight not in self.sights
        self.sights.add(sight)
        self.stretches += 1
        unchanged = not moved and scheduler.progress == self.quiet_progress
        self.unchanged = self.unchanged + 1 if unchanged else 0
        quiet = unchanged and any(one.polled for one in scheduler.queue.runnable)
        mostly = len(self.sights) > MOSTLY_NEW * self.stretches
        late = scheduler.steps - self.fair_since > FAIR_BOUND
        stands = quiet or self.unchanged >= UNCHANGED_BOUND
        if stands or (late and not (moved and mostly)) or scheduler.steps > LONG_BOUND:
            scheduler.stop("endless")

    def _begin_stretch(self) -> None:
        """Begin another stretch of round robin in which a write would show that something advances."""
        self.quiet_since, self.quiet_progress = self.scheduler.steps, self.scheduler.progress
        for thread in self.scheduler.threads:
            thread.writes = thread.polled = 0

    def _tick_after_end(self) -> None:
        """Count an iteration while threads are unwound: a loop that swallows even CoroutineExit is abandoned."""
        self.ticks_after_end += 1
        if self.ticks_after_end > 20_000:
            self.scheduler.hub.switch()
        if self.ticks_after_end > 1_000:
            raise CoroutineExit

    def go_fair(self) -> None:
        """Let round robin choose from here on; its choices are not part of the schedule."""
        scheduler = self.scheduler
        self.fair = True
        scheduler.omit("an execution of very many steps")
        self.sights.add(self.sight())
        self.fair_since = scheduler.steps
        scheduler.chooser = RoundRobin(scheduler)
        if self.known_endless:
            scheduler.limit = scheduler.steps + SHOWN
        self._begin_stretch()

    def not_kept_back(self, candidates: list[Thread], extras: list[Thread]) -> list[Thread]:
        """Return the candidates that are not kept back; if there is none, let time pass, or let all of them continue.

        Args:
            candidates: can run, and some of them are kept back.
            extras: the thread that times out next, if there is one.
        """
        scheduler = self.scheduler
        found = [thread for thread in candidates if not thread.awaits]
        if found:
            return found
        if not scheduler.anybody_left():
            scheduler.ending = "done"
        elif extras and not scheduler.queue.resting:
            self.note_choice(extras[0])
            scheduler.clock.move(extras[0].deadline or 0.0)
        elif scheduler.queue.resting and scheduler.rules.may_spin and scheduler.clock.wake():
            pass  # who spins counts as blocked, so this is quiescence
        else:  # nothing else can happen: from here on, no thread is kept back
            self.awaits = None
            for thread in scheduler.threads:
                thread.awaits = NOTHING
        return found

    def note_choice(self, thread: Thread) -> None:
        """Add to the schedule that a thread runs because all others are kept back: in a replay, none of them is."""
        if not self.fair:
            self.scheduler.choices.append(thread.choice)

    def not_yielded(self, candidates: list[Thread]) -> list[Thread]:
        """Return the candidates that have not yielded since every candidate last had; all of them when all have."""
        found = [thread for thread in candidates if not thread.yielded]
        if found:
            return found
        for thread in candidates:
            thread.yielded = False
        self.some_yielded = any(thread.yielded for thread in self.scheduler.threads)
        return candidates
