"""Stress a program: run after run on real OS threads, each disturbed in its own way.

Nothing is proved by it: a pass says that so many runs found nothing. What it adds to the explorer is
the real thing (real preemption, real timeouts, the C locks, no GIL where there is none), and code
that the explorer cannot load.
"""

from __future__ import annotations

import ast
import importlib
import math
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from types import ModuleType
from typing import Any, NamedTuple

from harness.program.clause import Clause
from harness.program.program import Program
from harness.result import Finding, Result
from harness.stress.contract_engine import StressContractEngine
from harness.stress.interpreter import build, gil
from harness.stress.jitter import Jitter
from harness.stress.operations import name_operations
from harness.stress.run import Run, RunEnding
from harness.stress.seeds import chance
from harness.stress.thread_module import renew, thread_module
from harness.stress.thread_registry import ThreadRegistry
from harness.stress.time_module import time_module
from harness.stress.trace_builder import TraceBuilder
from harness.trace import BlockedThread, Place, Trace
from harness.verdict import Verdict
from harness.world import World
from harness.world.loader.load_error import LoadError
from harness.world.loader.loader import PREFIX, Loader
from harness.world.restrictions.blocked_apis import BlockedApis
from harness.world.restrictions.policy import MODULES
from harness.world.rewriter import runtime
from harness.world.stdlib.modules import StandardLibrary

RUNS = 30
RUN_SECONDS = 5.0
SHORT = 0.5
"""Seconds that a run may last however few there are for all."""
GO_ON = 0.4
"""Seconds for which failures are counted after the first one."""


def stress(
    program: Program,
    runs: int = RUNS,
    seed: int = 0,
    *,
    seconds: float | None = None,
    run_seconds: float = RUN_SECONDS,
    progress: Callable[[int], None] = lambda run: None,
) -> Result:
    """Run a program on real threads and say what is wrong with it, if anything.

    Use ``Stress`` itself to learn whether threads were left that would not end.

    Args:
        program: what to run.
        runs: so many times at most, at least once.
        seed: of every disturbance.
        seconds: start no further run after so many seconds; None for no limit.
        run_seconds: a run that lasts longer, in real seconds, is a hang or a livelock.
        progress: called after each run with its number, from 1.

    Returns:
        A result without schedule or replay: real threads follow no orders.

    Raises:
        ValueError: a bound that makes no sense.
    """
    return Stress(program, seed).run(runs, seconds=seconds, run_seconds=run_seconds, progress=progress)


class RunFailure(NamedTuple):
    """What was wrong with one run.

    Attributes:
        finding: the verdict, and why.
        trace: what the run left behind.
        output: what it printed.
        calls: those drawn for it, a line for each thread.
    """

    finding: Finding
    trace: Trace
    output: str
    calls: tuple[str, ...]


class Stress:
    """A program and the runs it was put through.

    Attributes:
        poisoned: threads were left that did not end when they were told to; this process should
            run nothing else.
        left: their names.
        done: runs so far.
        failed: of those, the ones that failed.
    """

    def __init__(self, program: Program, seed: int = 0) -> None:
        self.program = program
        self.seed = seed
        self.poisoned = False
        self.left: list[str] = []
        self.done = self.failed = 0
        self._hard: tuple[int, RunFailure] | None = None
        self._soft: tuple[int, RunFailure] | None = None

    def run(
        self,
        runs: int = RUNS,
        *,
        seconds: float | None = None,
        run_seconds: float = RUN_SECONDS,
        progress: Callable[[int], None] = lambda run: None,
    ) -> Result:
        """As ``stress``."""
        if runs < 1 or run_seconds <= 0 or (seconds is not None and seconds <= 0):
            raise ValueError("runs must be at least 1, and times above 0 seconds")
        began = time.monotonic()
        if seconds is not None:
            run_seconds = min(run_seconds, max(seconds, SHORT))
        modules = {name: module for name, module in list(sys.modules.items()) if name.startswith(PREFIX)}
        try:
            self._series(runs, began + seconds if seconds is not None else math.inf, run_seconds, progress)
            result = self._told()
        except LoadError as error:
            result = self._result(Verdict.ERROR, f"{error}.", error.place)
        finally:
            for name in [name for name in list(sys.modules) if name.startswith(PREFIX)]:
                del sys.modules[name]
            sys.modules.update(modules)
        result.seconds = time.monotonic() - began
        return result

    def _series(self, runs: int, end: float, run_seconds: float, progress: Callable[[int], None]) -> None:
        """Run after run; after the first failure for a moment more, to see how often it comes."""
        stage = _Stage(self.program, self.seed)
        for number in range(1, runs + 1):
            left = end - time.monotonic()
            if number > 1 and left <= 0:
                break
            fault = stage.once(number, run_seconds if self._hard is None else min(run_seconds, left))
            self.left, self.poisoned = stage.left, bool(stage.left)
            if self._hard is not None and fault is not None and fault.trace.ending == "endless":
                break  # it was cut short by us
            self.done = number
            progress(number)
            if fault is not None:
                self.failed += 1
                if self._hard is None and not fault.finding.soft:
                    self._hard = number, fault
                    end = min(end, time.monotonic() + GO_ON)
                self._soft = self._soft or (number, fault)
                if _needs_no_threads(fault) or fault.trace.ending == "endless":
                    break
            if self.poisoned:
                break

    def _told(self) -> Result:
        first = self._hard or self._soft
        if first is None:
            where = "on real threads" if gil() else "on real threads without the GIL"
            runs = f"{self.done:,} run{'s' if self.done != 1 else ''}"
            return self._result(Verdict.PASS, f"{runs} {where}, no failure.")
        number, fault = first
        finding, trace = fault.finding, fault.trace
        result = self._result(finding.verdict, finding.message, finding.place)
        if result.line is None:
            places = [*(one.place for one in trace.waiting), *(spin.place for spin in trace.endless)]
            result.line = next((place.line for place in places if place and place.file == self.program.target), None)
        result.evidence, result.trace, result.output, result.calls = finding.evidence, trace, fault.output, fault.calls
        if not _needs_no_threads(fault):
            result.found, result.failed = number, self.failed
        return result

    def _result(self, verdict: Verdict, message: str, place: Place | None = None) -> Result:
        program = self.program
        result = Result(verdict, message, program.name, program.target, engine="stress", place=place)
        result.schedules, result.seed, result.build = self.done, self.seed, build()
        result.line = place.line if place is not None and place.file == program.target else None
        result.test = None if verdict is Verdict.PASS else program.clause
        return result


def _needs_no_threads(fault: RunFailure) -> bool:
    """It holds on any threads: to count how often it comes would mean nothing."""
    failure = fault.trace.failure
    return failure is not None and failure.kind in ("LoadError", "ForbiddenPrimitive")


class _Stage:
    """Everything that the runs of one program share.

    Raises:
        LoadError: a file cannot be loaded.
    """

    def __init__(self, program: Program, seed: int) -> None:
        self.program = program
        self.workload_spec = program.marks.workload_spec if isinstance(program, Clause) else None
        self.world: World = program.world()
        self.jitter = Jitter(seed)
        self.seed = seed
        self.left: list[str] = []
        book = self.book = ThreadRegistry()
        book.pause, book.started, book.parks = self.jitter.pause, self.jitter.started, self.jitter.parks
        book.place, book.frame = self.world.place, lambda: self.world._frame_of(sys._getframe(1))
        if self.world.no_sleep:
            book.no_sleep = lambda place: place is not None and place.file == program.target
        files = book.files = self.world.loader.files
        self.thread = thread_module(book, files)
        self.library = StandardLibrary(self.thread, time_module(book), self._prepared)
        for name in self.world.library.modules:  # now, because two threads that import at once would meet half a module
            self.library.load(name)
        with self.world.output.captured():
            for source in files.values():
                _import_ahead(source.tree)
        self.loader = Loader(self.library, self._names(), BlockedApis(lambda error: None, lambda: None))
        self.loader.files, self.loader.policies = files, self.world.loader.policies
        self.loader.changing = self.world.loader.changing
        self.fixtures = StressContractEngine(book, self.library.threading, seed)
        self.body = program.body(self, self.fixtures)
        self._outlived: list[BlockedThread] = []

    def _prepared(self, module: ModuleType) -> None:
        name_operations(module, self.book)
        if self.world.policy is not None and module.__name__ == "threading":
            self.world.policy.forbid_methods(module)

    def _names(self) -> dict[str, Any]:
        """What rewritten code finds among its builtins."""
        threading: Any = self.library.threading
        policy = self.world.policy
        primitives = (
            threading.Lock, threading.Semaphore, threading._kata_Condition, threading._kata_Event, threading.Thread,
        )  # fmt: skip

        def private(obj: Any, name: str) -> None:
            if policy is not None:
                policy.check_private(obj, name, primitives)

        names = runtime.names(self.book.point, self.book.tick, private)
        names.update(print=self.world.output.print, input=_no_input)
        return names

    def once(self, number: int, seconds: float) -> RunFailure | None:
        """Run the program once; what is wrong with it, if anything."""
        book, world = self.book, self.world
        if self.workload_spec is not None and isinstance(self.program, Clause):
            self.program.workload = self.workload_spec.by_chance(chance(self.seed, number, "workload"))
        self.fixtures.begin(number)
        main = book.begin()
        world.output.begin()
        self.loader.fresh()
        self._outlived = []
        if world.policy is not None:
            world.policy.found.clear()
        with world.output.captured(), self.jitter.around(number):
            self.jitter.started(None, main)
            run = Run(book, seconds)
            try:
                run.start(lambda: self._main(number))
                seen = run.watch()
                found = self._examine(seen)
            finally:
                left = run.unwind()
                self.left = [thread.name for thread in left]
                if not left:
                    run.gone()
        self.jitter.learn(book.threads)
        return found

    def _main(self, number: int) -> None:
        renew(self.library.threading, self.thread, self.book)
        if "random" in self.library.modules:
            self.library.modules["random"].seed(f"{self.seed}/{number}/random")
        try:
            self.body()
        except SystemExit as error:  # the end of a main thread is no end of the program's being right
            self.book.crash(error)
        self._outlived = TraceBuilder(self.book, self.world).outlived()

    def _examine(self, seen: RunEnding) -> RunFailure | None:
        policy = self.world.policy
        bad = policy is not None and policy.found
        quiet = not bad and not self._outlived and not self.book.polls
        if seen.ending == "done" and quiet and not seen.waiting:
            return None
        evidence = TraceBuilder(self.book, self.world)
        trace = evidence.trace(seen, self._outlived)
        finding = evidence.finding(seen, trace)
        return RunFailure(finding, trace, self.world.output.text, self._calls()) if finding is not None else None

    def _calls(self) -> tuple[str, ...]:
        if self.workload_spec is None or not isinstance(self.program, Clause) or self.program.workload is None:
            return ()
        return self.program.workload.lines(self.workload_spec)


def _import_ahead(tree: ast.Module) -> None:
    """Import what a file imports from outside the program, lest the first run's time go by with it."""
    names: set[str] = set()
    for node in tree.body:
        if isinstance(node, ast.Import):
            names.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            names.add(node.module)
    for name in names:
        top = name.partition(".")[0]
        if top == "pytest" or (top in sys.stdlib_module_names and top not in MODULES):
            with suppress(ImportError):
                importlib.import_module(name)


def _no_input(prompt: object = "") -> str:
    raise EOFError("input() has nobody to ask here")
