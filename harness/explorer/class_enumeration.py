"""The enumeration of equivalence classes: one execution of each class of a program's schedules, pass or fail."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from random import Random

from ..program.program import Program
from ..strategies.dpor import DPOR
from ..strategies.protocol import Profile
from ..world.outcome import Outcome
from ..world.recording.access_tracer import AccessTracer
from ..world.world import World


@dataclass
class ClassEnumeration:
    """Runs one schedule of each equivalence class.

    Args:
        world: the program's world.
        body: its main thread's function.
        cap: the most executions, redundant ones included.

    Attributes:
        search: the reduction. After the last execution it knows whether all classes were run (``spent``), and what
            it could not model.
        executions: the number of executions so far.
    """

    world: World
    body: Callable[[], object]
    cap: int = 10_000

    def __post_init__(self) -> None:
        self.search = DPOR()
        self.executions = 0

    def __iter__(self) -> Iterator[tuple[Outcome, int]]:
        """Yield the outcome and the fingerprint of each execution that is not redundant."""
        search = self.search
        while not search.spent and self.executions < self.cap:
            tracer = AccessTracer(self.world.scheduler)
            search.trace(tracer)
            tracer.keep_back()
            search.begin(Random(0), Profile())
            outcome = self.world.run(self.body, search, tracer=tracer)
            search.end()
            self.executions += 1
            if not search.redundant:
                yield outcome, search.fingerprint


def count_classes(program: Program, cap: int) -> tuple[int, bool]:
    """Count the equivalence classes of a program's schedules.

    Args:
        program: a program without fixtures.
        cap: the most executions.

    Returns:
        The number of classes that were run, and whether they are all.
    """
    world = program.world()
    world.scheduler.rules.continues_after_failure = True
    classes = ClassEnumeration(world, program.body(world, None), cap)
    count = sum(1 for _ in classes)
    return count, classes.search.spent and not classes.search.diverged and not classes.search.unmodelled
