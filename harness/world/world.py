"""A world: the standard library over a scheduler, the files loaded into it, and what came of a run."""

from __future__ import annotations

import builtins
import sys
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from types import FrameType, ModuleType
from typing import Any

from greenlet import getcurrent

from harness.trace import AccessRecord, BlockedThread, Place, SpinLoop, ThreadException, Trace
from harness.verdict import Verdict
from harness.world.diagnosis import signal_cycles as circular
from harness.world.diagnosis import wait_for_graph as blocked
from harness.world.diagnosis.exceptions import failure
from harness.world.diagnosis.unreleased_locks import UnreleasedLocks, watched_lines
from harness.world.loader.loader import Loader
from harness.world.recording.access_tracer import AccessTracer
from harness.world.recording.event_recorder import EventRecorder, label
from harness.world.recording.recording_tracer import RecordingTracer
from harness.world.restrictions.blocked_apis import REFUSED, BlockedApis
from harness.world.restrictions.output import Output
from harness.world.restrictions.policy import Policy
from harness.world.rewriter import runtime
from harness.world.scheduler.scheduler import Scheduler
from harness.world.scheduler.thread import Chooser, Thread
from harness.world.stdlib.modules import StandardLibrary
from harness.world.stdlib.operations import instrument
from harness.world.stdlib.thread_module import thread_module
from harness.world.stdlib.time_module import time_module

DOUBTFUL = ("concurrent.futures.thread", "random")
"""Modules with state of their own that is read and changed without a lock, and without a point."""


@dataclass(slots=True)
class Outcome:
    """What one execution came to, in as few words as the search needs.

    Attributes:
        ending: as ``Trace.ending``.
        choices: the schedule, see ``Trace.choices``.
        notable: something happened that a check should look at, though it ended well.
    """

    ending: str
    choices: list[int]
    steps: int
    notable: bool
    trace: Trace | None = None
    fair_from: int | None = None
    """Number of the choice from which on round robin chose, if it did."""
    told: AccessRecord | None = None
    """The accesses of a recorded execution."""


@dataclass
class World:
    """Everything one program needs to be run again and again, each time from the same state.

    Args:
        target: the file under test; its lines are the learner's.
        files: further files that belong to the program (a contract).
        policy: what the target may use.
        spurious: conditions may wake out of nowhere, and ``notify`` may wake any waiter.
        no_sleep: waiting by ``time.sleep`` in the target counts as a busy wait.
    """

    target: str
    files: tuple[str, ...] = ()
    policy: Policy | None = None
    spurious: bool = False
    no_sleep: bool = False

    def __post_init__(self) -> None:
        self.scheduler = Scheduler()
        self.output = Output()
        scheduler = self.scheduler
        blocked_apis = BlockedApis(scheduler.crash, self.place)

        def prepared(module: ModuleType) -> None:
            instrument(module, scheduler)
            if self.policy is not None and module.__name__ == "threading":
                self.policy.forbid_methods(module)
            if module.__name__ in REFUSED:
                blocked_apis.close(module)

        thread = thread_module(scheduler)
        blocked_apis.close(thread)
        self.library = StandardLibrary(thread, time_module(scheduler), prepared)
        threading: Any = self.library.threading
        primitives = (
            self.library.lock_type,
            self.library.rlock_type,
            threading.Semaphore,
            threading._kata_Condition,
            threading._kata_Event,
            threading.Thread,
        )
        policy = self.policy

        def private(obj: Any, name: str) -> None:
            if policy is not None:
                policy.check_private(obj, name, primitives)

        names = runtime.names(scheduler.point, scheduler.tick, private)
        names.update(
            id=scheduler.number_of, print=self.output.print, input=_no_input, __build_class__=self._build_class
        )
        self.loader = Loader(self.library, names, blocked_apis)
        self.every = frozenset({self.target, *self.files})
        if policy is not None:
            policy.place = self.place
            self.loader.policies[self.target] = policy
        scheduler.spurious = self.spurious
        scheduler.may_spin = policy is not None and policy.spin
        scheduler.place = self.place
        scheduler.frame = lambda: self._frame_of(sys._getframe(2))
        scheduler.main_ended = self._main_ended
        scheduler.ended = self.library.forget_locals
        scheduler.strict = policy is not None  # a kata is not to end the threads that call it
        self._alive: list[BlockedThread] = []
        scheduler.no_sleep = self._sleeps_in_target if self.no_sleep else lambda: False
        self.loader.prepare([self.target, *self.files], frozenset(self.files or [self.target]))
        self.release_points = any(_tries(source.lines) for source in self.loader.files.values())
        trees = {path: source.tree for path, source in self.loader.files.items()}
        self.unreleased_locks = UnreleasedLocks(self._frame_of, watched_lines(trees))
        self.unreleased_locks.watch(primitives[:3], lambda: scheduler.current)

    def run(
        self,
        program: Callable[[], object],
        chooser: Chooser,
        *,
        fair_from: int | None = None,
        record: bool = False,
        known_endless: bool = False,
        watch: Callable[[], None] | None = None,
        tracer: AccessTracer | None = None,
    ) -> Outcome:
        """Run ``program`` once. It is called inside the world, as its main thread.

        Args:
            program: loads what it needs through ``self.loader`` and runs it.
            chooser: picks the schedule.
            fair_from: from this choice on, round robin picks.
            record: write down every event, for a report.
            known_endless: an earlier run of this schedule did not end; a part of it will do.
            watch: called before each choice.
            tracer: told of every access; not together with ``record``.
        """
        scheduler = self.scheduler
        recorder = RecordingTracer(scheduler, self.every) if record else None
        traces: list[Trace] = []
        notes: list[bool] = []

        def before() -> None:
            self.library.fresh(scheduler.main)
            self.loader.fresh()
            self.output.begin()
            scheduler.doubtful = next((name for name in DOUBTFUL if name in self.library.modules), "")
            self._alive = []
            self.unreleased_locks.begin()
            if self.policy is not None:
                self.policy.found.clear()

        def inspect() -> None:
            if record or self._notable():
                notes.append(self._notable())
            if record:
                traces.append(self._trace(recorder))

        with self.output.captured():
            scheduler.run(
                program,
                chooser,
                fair_from=fair_from,
                recorder=recorder if recorder is not None else tracer,
                release_points=self.release_points,
                known_endless=known_endless,
                watch=watch,
                before=before,
                inspect=inspect,
            )
        notable = any(notes)
        outcome = Outcome(
            scheduler.ending,
            scheduler.choices,
            scheduler.steps,
            notable,
            traces[0] if traces else None,
            scheduler.fair_from if scheduler.fair else None,
            recorder.access_record() if recorder is not None else None,
        )
        if traces and circular.is_open(traces[0]) and not scheduler.in_order:
            circles = circular.SignalCycles(scheduler, self.library, self.loader, self.output, self._by_number)
            circles.find(program, outcome.fair_from, self.release_points)
        return outcome

    # -- what the learner's code sees --------------------------------------------------------------

    def _build_class(self, function: Any, name: str, *bases: Any, **words: Any) -> Any:
        """As the builtin; the class's instances have a hash that does not come from their address."""
        kind = builtins.__build_class__(function, name, *bases, **words)
        plain: Any = kind
        if isinstance(kind, type) and plain.__hash__ is object.__hash__:
            number_of = self.scheduler.number_of

            def number(one: object) -> int:
                return number_of(one) >> 4

            with suppress(TypeError):
                plain.__hash__ = number
        return kind

    def _sleeps_in_target(self) -> bool:
        frame = self._frame_of(sys._getframe(2))
        return frame is not None and frame.f_code.co_filename == self.target

    def place(self) -> Place | None:
        """The program's line that is running now."""
        return self._place_of(sys._getframe(1))

    def _place_of(self, frame: FrameType | None) -> Place | None:
        found = self._frame_of(frame)
        return None if found is None else Place(found.f_code.co_filename, found.f_lineno, found.f_code.co_name)

    def _frame_of(self, frame: FrameType | None) -> FrameType | None:
        while frame is not None and frame.f_code.co_filename not in self.loader.files:
            frame = frame.f_back
        return frame

    def standing(self) -> tuple[tuple[int, ...], ...]:
        """Where each thread stands in the program, by number: the instructions it is at, innermost first."""
        found = []
        for thread in self.scheduler.threads:
            ops, at = thread.stands
            running = thread.greenlet is getcurrent()
            if ops != thread.ops or running:
                frame = sys._getframe() if running else thread.greenlet.gr_frame if thread.greenlet else None
                at = self._instructions(frame)
                thread.stands = (thread.ops, at)
            found.append(at)
        return tuple(found)

    def _instructions(self, frame: FrameType | None) -> tuple[int, ...]:
        at: list[int] = []
        while frame is not None:
            if frame.f_code.co_filename in self.loader.files:
                at.append(frame.f_lasti)
            frame = frame.f_back
        return tuple(at)

    # -- what an execution left behind -----------------------------------------------------------------

    def _notable(self) -> bool:
        scheduler = self.scheduler
        return bool(
            scheduler.ending != "done"
            or (scheduler.spun and not scheduler.may_spin)
            or (self.policy is not None and self.policy.found)
            or self._alive
            or self.unreleased_locks.unreleased()
            or (self.policy is not None and any(self._leaves(thread) for thread in scheduler.threads))
        )

    def _leaves(self, thread: Thread) -> bool:
        """The test has ended, and the thread has not, though nobody said it need not."""
        return not thread.done and not (thread.daemon and thread.is_ours())

    def _trace(self, recorder: EventRecorder | None) -> Trace:
        scheduler = self.scheduler
        known = recorder.names() if recorder is not None else {}
        trace = Trace(
            ending=scheduler.ending,
            threads=[thread.name for thread in scheduler.threads],
            steps=scheduler.steps,
            choices=list(scheduler.choices),
            settling=bool(scheduler.resting),
            may_spin=self.policy is not None and self.policy.spin,
        )
        if scheduler.failure is not None:
            trace.failure = failure(*scheduler.failure, self.every, frozenset(self.loader.files), self.line)
        if self.policy is not None and self.policy.found:
            message, place = self.policy.found[0]
            trace.failure = ThreadException(
                scheduler.current.name, "ForbiddenPrimitive", message, place, verdict=Verdict.FORBIDDEN
            )
        trace.spun = [SpinLoop(thread.name, place, polls, writes) for thread, place, polls, writes in scheduler.spun]
        if scheduler.ending == "endless":
            trace.endless = [self._spin(thread) for thread in scheduler.threads if not thread.done and thread.runnable]
        if scheduler.ending in ("blocked", "done", "endless", "cut"):
            is_signal_lock = blocked.SignalLocks(recorder, self._frame_of, self.line).is_one
            found = blocked.waits(scheduler, is_signal_lock)
            described = [self._waiting(wait, known, recorder) for wait in found]
            if scheduler.ending == "blocked":
                self._add_givers(found, described, is_signal_lock)
            if scheduler.ending in ("blocked", "cut"):
                trace.waiting = described
            trace.left = self._alive or [one for one in described if not one.ours and scheduler.main.done]
        if recorder is not None:
            trace.events = recorder.finished()
        if scheduler.ending == "done":
            trace.unreleased = [one.described(trace.events) for one in self.unreleased_locks.unreleased()]
        return trace

    def _add_givers(
        self,
        found: list[blocked.WaitForEdge],
        described: list[BlockedThread],
        is_signal_lock: blocked.IsSignalLock,
    ) -> None:
        self._by_number = {wait.thread.number: one for wait, one in zip(found, described, strict=True)}
        for number, who in blocked.unblockers(self.scheduler, found, is_signal_lock).items():
            self._by_number[number].gives = sorted(self.scheduler.threads[giver].name for giver in who)

    def _waiting(
        self, wait: blocked.WaitForEdge, known: dict[int, str], recorder: EventRecorder | None
    ) -> BlockedThread:
        thread = wait.thread
        one = BlockedThread(
            thread.name,
            wait.kind,
            label(known, wait.obj, None),
            self._place_of(thread.greenlet.gr_frame if thread.greenlet is not None else None) or thread.home,
            holders=[holder.name for holder in wait.holders if not holder.done],
            gone=[holder.name for holder in wait.holders if holder.done],
            owned=wait.owned,
            daemon=thread.daemon,
            ours=self._ours(thread),
        )
        if recorder is not None:
            one.notify = blocked.last_notify(recorder, wait.obj)
            one.holds = [
                name
                for key, name in known.items()
                if (root := _objects(recorder).get(key)) is not None and getattr(root, "owner", None) is thread
            ]
        return one

    def _ours(self, thread: Thread) -> bool:
        """Started by the program itself and not by the code under test it calls."""
        return self.policy is None or thread.is_ours()

    def _main_ended(self) -> None:
        """Threads of a kata that may not start any are noted if they outlive the test."""
        if self.policy is None or self.policy.allow is None or "Thread" in self.policy.allow:
            return
        for thread in self.scheduler.threads:
            if not thread.done and not self._ours(thread):
                frame = thread.greenlet.gr_frame if thread.greenlet is not None else None
                self._alive.append(BlockedThread(thread.name, thread.kind, "", self._place_of(frame), ours=False))

    def _spin(self, thread: Thread) -> SpinLoop:
        place = self._place_of(thread.greenlet.gr_frame if thread.greenlet is not None else None)
        return SpinLoop(thread.name, place, bool(thread.polled), bool(thread.writes))

    def line(self, place: Place | None) -> str:
        """The text of a line of the program."""
        source = self.loader.files.get(place.file) if place is not None else None
        if source is None or place is None or not 0 < place.line <= len(source.lines):
            return ""
        return source.lines[place.line - 1].strip()


def _objects(recorder: EventRecorder) -> dict[int, Any]:
    return {id(obj): obj for obj in recorder.registry.objects()}


def _tries(lines: list[str]) -> bool:
    """Somebody may look at a lock without waiting for it, so that each release matters at once."""
    return any(
        "locked(" in line or ("acquire(" in line and "acquire()" not in line) or "timeout" in line or "blocking" in line
        for line in lines
    )


def _no_input(prompt: object = "") -> str:
    raise EOFError("input() has nobody to ask here")
