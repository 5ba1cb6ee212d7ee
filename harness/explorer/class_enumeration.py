"""All classes of schedules of a program, one execution of each, whatever comes of it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from random import Random

from harness.program.program import Program
from harness.strategies.dpor import DPOR
from harness.strategies.protocol import Profile
from harness.world import Outcome, World
from harness.world.recording.access_tracer import AccessTracer


@dataclass
class ClassEnumeration:
    """Runs one schedule of each class.

    Args:
        world: the program's world.
        body: its main thread's function.
        cap: at most so many executions, redundant ones among them.

    Attributes:
        search: knows after the last execution whether all were run (``spent``), and what it knows nothing of.
        executions: how many were run so far.
    """

    world: World
    body: Callable[[], object]
    cap: int = 10_000

    def __post_init__(self) -> None:
        self.search = DPOR()
        self.executions = 0

    def __iter__(self) -> Iterator[tuple[Outcome, int]]:
        """Outcome and fingerprint of each complete execution."""
        search = self.search
        while not search.spent and self.executions < self.cap:
            tracer = AccessTracer(self.world.scheduler)
            search.trace(tracer)
            search.begin(Random(0), Profile())
            outcome = self.world.run(self.body, search, tracer=tracer)
            search.end()
            self.executions += 1
            if not search.redundant:
                yield outcome, search.fingerprint


def count_classes(program: Program, cap: int) -> tuple[int, bool]:
    """How many classes of schedules a program has.

    Args:
        program: what to run; serves no fixtures.
        cap: at most so many executions.

    Returns:
        How many were run, and whether those are all.
    """
    world = program.world()
    world.scheduler.goes_on = True
    classes = ClassEnumeration(world, program.body(world, None), cap)
    count = sum(1 for _ in classes)
    return count, classes.search.spent and not classes.search.diverged and not classes.search.unmodelled
