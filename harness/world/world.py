"""A world: the standard library over a scheduler, and the files loaded into it."""

from __future__ import annotations

import builtins
import sys
from collections.abc import Callable, Container, Iterator, Sequence
from contextlib import contextmanager, suppress
from types import ModuleType
from typing import Any, TypeVar

from ..common.kinds import is_a, of_class
from ..common.timeout_rules import HOUR, TIMEOUTS
from ..trace import READ, WRITE, Trace
from .annotations import Current
from .diagnosis.execution_end import ExecutionEnd
from .diagnosis.signal_cycles import SignalCycles, is_open
from .diagnosis.unreleased_locks import UnreleasedLocks, watched_lines
from .invariants import Invariant, Invariants
from .loader.installed_packages import is_installed_package
from .loader.load_error import LoadError
from .loader.loader import Loader
from .loader.module_locks import ModuleLocks
from .loader.parsing import parse
from .outcome import Outcome
from .positions import Positions
from .recording.access_tracer import AccessTracer
from .recording.named_operations import Heard
from .recording.recording_tracer import RecordingTracer
from .restrictions.blocked_apis import REFUSED, BlockedApis
from .restrictions.breakpoints import Breakpoints
from .restrictions.output import Output
from .restrictions.policy import Policy
from .rewriter import runtime
from .rewriter.assigned_hooks import unseen_hooks
from .rewriter.special import prepares
from .scheduler.interruptions import Interruptions
from .scheduler.other_choices import choose_input
from .scheduler.scheduler import Scheduler
from .scheduler.thread import Chooser
from .stdlib.calendar_clock import present
from .stdlib.life_points import sees_ends, sees_starts
from .stdlib.locks import Lock
from .stdlib.modules import StandardLibrary
from .stdlib.operations import instrument
from .stdlib.release_points import tries_locks
from .stdlib.simulated_code import SimulatedCode
from .stdlib.thread_module import thread_module
from .stdlib.time_module import EPOCH, time_module

T = TypeVar("T")
DOUBTFUL = ("logging", "logging.handlers", "logging.config")
"""Modules with state of their own that is read and changed without a lock, and without a scheduling point."""


class World:
    """The state that is needed to run one program repeatedly, each time from the same beginning.

    Building one costs far more than a schedule, so the clauses of a contract can share it: ``configure`` sets the
    rules of the next clause.

    Args:
        target: the file under test; its lines are the learner's.
        files: further files that belong to the program (a contract).
        policy: what the target may use, if it is limited.
        over_notify: ``Condition.notify`` may wake any waiters, and more of them than it was asked to.
        no_sleep: waiting by ``time.sleep`` in the target counts as a busy wait.
        path: where the program's modules are searched for, after its folder; () for the path of this process.
        inside: installed packages that are explored as the program's own modules are.
        timeouts: when a wait may time out, one of ``TIMEOUTS``.

    Raises:
        LoadError: a file cannot be parsed.
    """

    def __init__(
        self,
        target: str,
        files: tuple[str, ...] = (),
        policy: Policy | None = None,
        over_notify: bool = False,
        no_sleep: bool = False,
        path: Sequence[str] = (),
        inside: frozenset[str] = frozenset(),
        timeouts: str = HOUR,
    ) -> None:
        self.target = target
        self.files = files
        self.policy: Policy | None = None
        self.no_sleep = False
        self.scheduler = scheduler = Scheduler()
        scheduler.rules.patience = TIMEOUTS[timeouts]
        self.output = Output(scheduler.admit, lambda: scheduler.dead)
        self.positions = Positions()
        self.breakpoints = Breakpoints(scheduler.admit, self.positions.place, lambda: scheduler.current.name)
        self.when_stopped: Callable[[], None] = lambda: None
        """Called at the end of a recorded execution, while the threads are still where they stopped."""
        scheduler.place, scheduler.frame = self.positions.place, self.positions.frame
        self._blocked_apis = BlockedApis(scheduler.crash, self.positions.place)
        thread = thread_module(scheduler)
        self._blocked_apis.close(thread)
        self.library = StandardLibrary(thread, time_module(scheduler.clock), self._prepare)
        threading: Any = self.library.threading
        self._blocked_apis.threading = threading
        self._blocked_apis.breakpoints = self.breakpoints
        self._primitives = (
            Lock,
            threading.Semaphore,
            threading._kata_Condition,
            threading._kata_Event,
            threading.Thread,
        )
        self.loader = Loader(self.library, self._names(), self._blocked_apis, inside=inside, own_first=policy is None)
        self.loader.own.path = path
        self.loader.report(self._look_up, self._bind, scheduler.omit, lambda: len(scheduler.threads))
        self.loader.load_in_turn(ModuleLocks(self.library.rlock_type, scheduler))
        self.positions.files = self.loader.files
        # of a kata, its file and its contract; of any other program, all files that it owns
        self.every: Container[str] = self.loader.files if policy is None else frozenset({target, *files})
        self.loader.prepare([target, *files], frozenset(files or [target]))
        program = self.loader.program
        trees = program.trees
        # a file that is not known may ask anything
        self.release_points = not program.whole or any(map(tries_locks, trees.values()))
        scheduler.rules.start_points = not program.whole or any(map(sees_starts, trees.values()))
        scheduler.rules.end_points = not program.whole or any(map(sees_ends, trees.values()))
        # a module that is imported later may have special methods: the first execution must not differ from the others
        scheduler.hooked = self.loader.changing.others or program.late
        unreleased = UnreleasedLocks(self.positions.frame_of, watched_lines(trees))
        kinds = (self.library.lock_type, self.library.rlock_type, threading.Semaphore)
        unreleased.watch(kinds, scheduler)
        self.end = ExecutionEnd(scheduler, self.positions, self.every, unreleased)
        scheduler.when_main_ends = self.end.note_outliving
        scheduler.when_thread_ends = self.library.forget_locals
        self.invariants = Invariants(scheduler, kinds, self.positions.place_of_thread)
        self._allowed: list[tuple[type, str, Any]] = []
        """The methods that the policy has replaced: class, name and the method itself."""
        self._loaded = frozenset(self.library.modules)
        self.unseen = unseen_hooks(trees)
        """Why nothing is proved of any execution; "" for no reason."""
        self.library.note_pristine()
        self.configure(policy, over_notify=over_notify, no_sleep=no_sleep)

    def configure(self, policy: Policy | None, *, over_notify: bool = False, no_sleep: bool = False) -> None:
        """Set the rules for the next executions, and reload the files in them.

        Args:
            policy: as for the world.
            over_notify: as for the world.
            no_sleep: as for the world.
        """
        self._allow_all()
        self.policy = self.end.policy = policy
        self.no_sleep = no_sleep
        self.breakpoints.ignored = None
        rules = self.scheduler.rules
        rules.over_notify = over_notify
        rules.may_spin = policy is not None and policy.spin
        rules.strict = policy is not None  # a kata must not end the threads that call it
        rules.no_sleep = self._sleeps_in_target if no_sleep else lambda: False
        self.loader.policies.clear()
        if policy is not None:
            policy.place = self.positions.place
            self.loader.policies[self.target] = policy
            self._forbid_methods(policy)
        for source in self.loader.files.values():
            source.module = source.snapshot = None  # what it has imported depends on the policy
        self.loader.forget_missing()

    def serves(self, target: str, files: tuple[str, ...]) -> bool:
        """True when a new world of these files would be no different from this one, once it is configured."""
        self._allow_all()
        return (
            (target, files) == (self.target, self.files)
            and self.library.is_pristine()
            and not self.scheduler.foreign_thread
            and not self.scheduler.abandoned
            and self.library.modules.keys() == self._loaded
            and self._files_unchanged()
        )

    def redefined(self) -> str:
        """Return a function or class for threads that the program has replaced, or ""."""
        self._allow_all()
        redefined = self.library.redefined()
        if self.policy is not None:
            self._forbid_methods(self.policy)
        return redefined

    def _files_unchanged(self) -> bool:
        try:
            return all(parse(path)[1].splitlines() == source.lines for path, source in self.loader.files.items())
        except LoadError:
            return False

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
        heard: Heard | None = None,
    ) -> Outcome:
        """Run ``program`` once. It is called inside the world, as its main thread.

        Args:
            program: loads what it needs through ``self.loader`` and runs it.
            chooser: makes the choices.
            fair_from: from this choice on, round robin chooses.
            record: record every event, for a report.
            known_endless: an earlier run of this schedule did not end; a part of it is enough.
            watch: called before each choice.
            tracer: told of every access; not together with ``record``.
            heard: with ``record``, told of every operation by its name.
        """
        scheduler = self.scheduler
        recorder = RecordingTracer(scheduler, self.every) if record else None
        if recorder is not None:
            recorder.operations.heard = heard
        traces: list[Trace] = []
        notable = False

        def inspect() -> None:
            nonlocal notable
            if scheduler.ending == "done":
                scheduler.ending = ""
                self.invariants.end()
                scheduler.ending = scheduler.ending or "done"
            if record:
                self.when_stopped()
            notable = self.end.is_notable()
            # once more, because this execution may have imported something first
            scheduler.doubtful = scheduler.doubtful or self._outside_model()
            if recorder is not None:
                traces.append(self.end.trace(recorder))
            elif tracer is not None:
                tracer.inspect()

        with self.loader.own.entered(), self.output.captured(), self._current(), self.breakpoints.caught():
            scheduler.run(
                program,
                chooser,
                fair_from=fair_from,
                recorder=recorder if recorder is not None else tracer,
                release_points=self.release_points,
                known_endless=known_endless,
                watch=watch,
                before=self._begin,
                inspect=inspect,
            )
        outcome = Outcome(
            scheduler.ending,
            scheduler.choices,
            scheduler.steps,
            notable,
            traces[0] if traces else None,
            scheduler.loops.fair_from if scheduler.loops.fair else None,
            recorder.access_record() if recorder is not None else None,
        )
        if traces and is_open(traces[0]) and not scheduler.rules.fifo:
            cycles = SignalCycles(scheduler, self.library, self.loader, self.output, self.end.blocked)
            with self.loader.own.entered():
                cycles.find(program, outcome.fair_from, self.release_points)
        return outcome

    @contextmanager
    def _current(self) -> Iterator[None]:
        """Let ``invariant`` and ``choice`` find this world."""
        before, Current.world = Current.world, self
        try:
            yield
        finally:
            Current.world = before

    def add_invariant(self, predicate: Callable[[], object], what: str, guards: Sequence[Any] | None) -> None:
        """Check a predicate at each point from now on; see ``annotations.invariant``."""
        self.invariants.add(Invariant(predicate, what, None if guards is None else tuple(guards)))

    def choose(self, options: Sequence[T]) -> T:
        """Return the option that the schedule chooses."""
        return choose_input(self.scheduler, options)

    def _begin(self) -> None:
        """Begin an execution: what the last one left behind is forgotten."""
        self.library.fresh(self.scheduler.main)
        self.loader.fresh()
        self.loader.process.restore()
        self.output.begin()
        self.invariants.begin()
        self.scheduler.doubtful = self._outside_model()
        self.end.begin()

    def _outside_model(self) -> str:
        """Return why nothing is proved of a program that imports what it has imported so far; "" for no reason."""
        if self.unseen or self.loader.unforeseen:
            return self.unseen or self.loader.unforeseen
        for package in self.loader.outside:
            return f"{package} ran as one step; explore inside it with --inside {package}"
        stateful = next((name for name in DOUBTFUL if name in self.library.requested), "")
        return f"the module {stateful} keeps state outside the model" if stateful else ""

    # -- what the program sees ---------------------------------------------------------------------

    def _look_up(self) -> None:
        """Announce that a call imports a module."""
        self.scheduler.point(READ, sys.modules, None)

    def _bind(self, name: str) -> None:
        """Announce that an import has given a package an attribute."""
        if sum(not thread.done for thread in self.scheduler.threads) > 1:
            self.scheduler.also(WRITE, name, None)

    def _names(self) -> dict[str, Any]:
        """Return the builtins that rewritten code has besides Python's own, and instead of them."""
        scheduler, simulated = self.scheduler, SimulatedCode(self.library)
        interruptions = Interruptions(scheduler)
        names = runtime.names(
            scheduler.point,
            scheduler.loops.tick,
            self._check_private,
            also=scheduler.also,
            admit=self._admit,
            interrupted=interruptions.begun,
            hooks=interruptions.expect,
            simulated=simulated.function,
            simulated_type=simulated.type,
            own=present(lambda: EPOCH + scheduler.clock.now()),
            simulated_module=self._module_of,
            changing=lambda: self.loader.changing,
            held=lambda value: scheduler.recorder.references(value) if scheduler.recorder is not None else 0,
        )
        names["_kata_calls"].effects[Output.print] = "R*"
        names["_kata_calls"].effects[Breakpoints.breakpoint] = names["_kata_calls"].effects[Breakpoints.set_trace] = "-"
        scheduler.rules.callee = names["_kata_calls"].callee
        names.update(
            id=scheduler.assumptions.identity, print=self.output.print, input=_no_input,
            __build_class__=self._build_class, breakpoint=self.breakpoints.breakpoint,
        )  # fmt: skip
        self.library.rewrite_with(names, scheduler.silence)
        return names

    def _module_of(self, name: Any) -> ModuleType | None:
        """Return the simulated module that a program finds in ``sys.modules``; None if it would find another one."""
        there = is_a(name, str) and self.library.provides(name) and not self.loader.shadows(name)
        return self.library.load(name) if there and (name in self.library.requested or name in sys.modules) else None

    def _admit(self, what: str, always: bool = False) -> None:
        top = what.partition(".")[0]
        advice = f"; explore inside it with --inside {top}" if is_installed_package(top) else ""
        self.scheduler.admit(what, advice, always)

    def _prepare(self, module: ModuleType) -> None:
        """Prepare a module of the standard library that has just been loaded."""
        instrument(module, self.scheduler)
        if module.__name__ in REFUSED:
            self._blocked_apis.close(module)

    def _check_private(self, obj: Any, name: str) -> None:
        if self.policy is not None:
            self.policy.check_private(obj, name, self._primitives)

    def _forbid_methods(self, policy: Policy) -> None:
        self.library.restore_names()
        threading = self.library.threading
        for method in policy.methods:
            kind, _, name = method.partition(".")
            owner: type = vars(threading)[kind]
            self._allowed.append((owner, name, vars(owner)[name]))
        policy.forbid_methods(threading)

    def _allow_all(self) -> None:
        """Put back the methods that a policy has replaced."""
        while self._allowed:
            owner, name, method = self._allowed.pop()
            setattr(owner, name, method)

    def _build_class(self, function: Any, name: str, /, *bases: Any, **words: Any) -> Any:
        """Build a class whose instances have a hash that does not come from their address."""
        if any(prepares(one) for one in (words.get("metaclass"), *map(type, bases))):
            self.scheduler.admit(f"the namespace in which class {name} is built")
        kind = builtins.__build_class__(function, name, *bases, **words)
        if is_a(kind, type) and of_class(kind, "__hash__") is object.__hash__:
            with suppress(TypeError):  # not by an assignment, which a metaclass may look at
                type.__setattr__(kind, "__hash__", self.scheduler.numbers.hash_function())
        return kind

    def _sleeps_in_target(self) -> bool:
        """True when the program's line that is running now is one of the file under test."""
        frame = self.positions.frame_of(sys._getframe())
        return frame is not None and frame.f_code.co_filename == self.target


def _no_input(prompt: object = "") -> str:
    raise EOFError("input() has nobody to ask here")
