"""The stage: what all runs of one stressed program share, from its loaded files to its thread registry."""

from __future__ import annotations

import ast
import importlib
import sys
from contextlib import suppress
from types import ModuleType
from typing import Any, NamedTuple

from ..program.clause import Clause
from ..program.program import Program
from ..result import Finding
from ..trace import BlockedThread, Trace
from ..world.loader.loader import Loader
from ..world.restrictions.blocked_apis import BlockedApis
from ..world.restrictions.policy import MODULES
from ..world.rewriter import runtime
from ..world.stdlib.modules import StandardLibrary
from ..world.stdlib.simulated_code import SimulatedCode
from ..world.world import World
from .contract_engine import StressContractEngine
from .jitter import Jitter
from .operations import name_operations
from .run import Run
from .run_ending import RunEnding
from .seeds import chance
from .thread_module import renew, thread_module
from .thread_registry import ThreadRegistry
from .time_module import time_module
from .trace_builder import TraceBuilder


class RunFailure(NamedTuple):
    """The failure of one run.

    Attributes:
        finding: the verdict, and why.
        trace: of the run.
        output: what the program printed.
        calls: of the workload that was generated for the run, a line for each thread.
    """

    finding: Finding
    trace: Trace
    output: str
    calls: tuple[str, ...]


class Stage:
    """A program that is ready to be run on real threads, any number of times.

    Args:
        program: what to run.
        seed: of the series of runs.

    Attributes:
        left: names of the threads of the last run that did not end.

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
        self.registry = registry = self._registry()
        files = registry.files
        self.thread = thread_module(registry, files)
        self.library = StandardLibrary(self.thread, time_module(registry), self._prepare)
        for name in self.world.library.modules:  # now: of two threads that import at once, one would get half a module
            self.library.load(name)
        with self.world.output.captured():
            for source in self.world.loader.files.values():
                _import_ahead(source.tree)
        self.loader = Loader(self.library, self._names(), BlockedApis(lambda error: None, lambda: None))
        self.loader.files, self.loader.policies = self.world.loader.files, self.world.loader.policies
        self.loader.changing = self.world.loader.changing
        self.loader.own.files, self.loader.own.path = self.world.loader.own.files, self.world.loader.own.path
        self.fixtures = StressContractEngine(registry, self.library.threading, seed)
        self.body = program.body(self, self.fixtures)
        self._outlived: list[BlockedThread] = []

    def _registry(self) -> ThreadRegistry:
        registry, jitter, target = ThreadRegistry(), self.jitter, self.program.target
        registry.at_pause, registry.before_start = jitter.at_pause, jitter.before_start
        registry.before_wait = jitter.before_wait
        registry.files = self.world.loader.files
        polling = registry.polling
        polling.place, polling.frame = self.world.positions.place, self.world.positions.frame
        if self.world.no_sleep:
            polling.sleep_is_polling = lambda place: place is not None and place.file == target
        return registry

    def _prepare(self, module: ModuleType) -> None:
        name_operations(module, self.registry)
        if self.world.policy is not None and module.__name__ == "threading":
            self.world.policy.forbid_methods(module)

    def _names(self) -> dict[str, Any]:
        """Return the names that rewritten code finds among its builtins."""
        threading: Any = self.library.threading
        policy = self.world.policy
        primitives = (
            threading.Lock, threading.Semaphore, threading._kata_Condition, threading._kata_Event, threading.Thread,
        )  # fmt: skip

        def private(obj: Any, name: str) -> None:
            if policy is not None:
                policy.check_private(obj, name, primitives)

        simulated = SimulatedCode(self.library)
        names = runtime.names(
            self.registry.point,
            self.registry.tick,
            private,
            simulated=simulated.function,
            simulated_type=simulated.type,
        )
        names.update(print=self.world.output.print, input=_no_input)
        return names

    def once(self, number: int, seconds: float) -> RunFailure | None:
        """Run the program once, and return its failure, if any.

        Args:
            number: of the run, from 1.
            seconds: a run that lasts longer, in real time, is a hang or a livelock.
        """
        registry, world = self.registry, self.world
        if self.workload_spec is not None and isinstance(self.program, Clause):
            self.program.workload = self.workload_spec.by_chance(chance(self.seed, number, "workload"))
        self.fixtures.begin(number)
        main = registry.begin()
        world.output.begin()
        self.loader.fresh()
        self._outlived = []
        if world.policy is not None:
            world.policy.found.clear()
        with world.output.captured(), self.jitter.around(number):
            self.jitter.before_start(None, main)
            run = Run(registry, seconds)
            try:
                run.start(lambda: self._main(number))
                failure = self._failure(run.watch())
            finally:
                left = run.unwind()
                self.left = [thread.name for thread in left]
                if not left:
                    run.gone()
        self.jitter.learn(registry.threads)
        return failure

    def _main(self, number: int) -> None:
        renew(self.library.threading, self.thread, self.registry)
        if "random" in self.library.modules:
            self.library.modules["random"].seed(f"{self.seed}/{number}/random")
        try:
            self.body()
        except SystemExit as error:  # a main thread that exits has not shown that the program is correct
            self.registry.record_exception(error)
        self._outlived = TraceBuilder(self.registry, self.world).outlived()

    def _failure(self, ending: RunEnding) -> RunFailure | None:
        policy = self.world.policy
        forbidden = policy is not None and policy.found
        quiet = not forbidden and not self._outlived and not self.registry.polling.found
        if ending.ending == "done" and quiet and not ending.waiting:
            return None
        builder = TraceBuilder(self.registry, self.world)
        trace = builder.trace(ending, self._outlived)
        finding = builder.finding(ending, trace)
        return RunFailure(finding, trace, self.world.output.text, self._calls()) if finding is not None else None

    def _calls(self) -> tuple[str, ...]:
        if self.workload_spec is None or not isinstance(self.program, Clause) or self.program.workload is None:
            return ()
        return self.program.workload.lines(self.workload_spec)


def _import_ahead(tree: ast.Module) -> None:
    """Import what a file imports from outside the program, so that it does not use up the first run's time."""
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
