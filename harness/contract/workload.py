"""Generated workloads: which calls each thread makes on the object under test.

A mark on the clause lists the possible calls (``pytest.mark.workload(put=["a", "b"], get=[()])``). A workload is a
sequence of such calls for each of some threads. ``...`` stands for the name of the calling thread
(``acquire=[...]``), for objects that ask which thread calls: a model receives nothing but the arguments.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from random import Random

from ..checks.linearizability.call_history import Call, arguments

LONGEST_CALL = 28
"""Characters of a call, as a result names it."""
FEWEST_THREADS = 2
"""The fewest threads of a generated workload."""
NAMES = "ABCDEFGH"
"""The names of the threads, a letter each."""


@dataclass(frozen=True)
class WorkloadSpec:
    """The possible calls, and how many of them a workload makes.

    Attributes:
        operations: each method with the arguments to choose from.
        threads: the most threads; there are at least two.
        calls: the most calls of one thread; there is at least one.
    """

    operations: tuple[tuple[str, tuple[tuple[object, ...], ...]], ...]
    threads: int = 3
    calls: int = 4

    def choices(self) -> list[WorkloadCall]:
        """Return all possible calls."""
        return [WorkloadCall(name, number) for name, options in self.operations for number in range(len(options))]

    def arguments(self, step: WorkloadCall, thread: str) -> tuple[object, ...]:
        """Return the arguments of a call by the thread of that name."""
        written = dict(self.operations)[step.operation][step.choice]
        return tuple(thread if one is ... else one for one in written)

    def by_chance(self, rng: Random) -> Workload:
        """Return a random workload."""
        choices = self.choices()
        threads = rng.randint(FEWEST_THREADS, self.threads)
        return Workload(
            tuple(tuple(rng.choice(choices) for _ in range(rng.randint(1, self.calls))) for _ in range(threads))
        )


@dataclass(frozen=True, order=True)
class WorkloadCall:
    """One call: a method, and the number of its arguments in the spec."""

    operation: str
    choice: int


@dataclass(frozen=True)
class Workload:
    """The calls of each thread, in order."""

    threads: tuple[tuple[WorkloadCall, ...], ...]

    @property
    def in_order(self) -> Workload:
        """The workload with its threads sorted: workloads of which it is the same differ only in their order."""
        return Workload(tuple(sorted(self.threads)))

    def smaller(self, spec: WorkloadSpec) -> Iterator[Workload]:
        """Yield the workloads that are one step simpler, the simplest first.

        One has a thread less, of at least two; or a call less, of at least one of each thread; or, instead of one of
        its calls, one that the spec names earlier.
        """
        threads, choices = self.threads, spec.choices()
        if len(threads) > FEWEST_THREADS:
            for number in range(len(threads)):
                yield Workload(threads[:number] + threads[number + 1 :])
        for number, calls in enumerate(threads):
            for call in range(len(calls)) if len(calls) > 1 else ():
                yield self._with(number, calls[:call] + calls[call + 1 :])
        for number, calls in enumerate(threads):
            for call, step in enumerate(calls):
                for earlier in choices[: choices.index(step)]:
                    yield self._with(number, (*calls[:call], earlier, *calls[call + 1 :]))

    def _with(self, number: int, calls: tuple[WorkloadCall, ...]) -> Workload:
        """Return the workload with other calls of one thread."""
        return Workload((*self.threads[:number], calls, *self.threads[number + 1 :]))

    def __str__(self) -> str:
        """Return its form in a token: ``+put.0-get.0+get.0``."""
        return "".join("+" + "-".join(f"{step.operation}.{step.choice}" for step in thread) for thread in self.threads)

    @classmethod
    def parse(cls, text: str, spec: WorkloadSpec) -> Workload:
        """Read the workload of a token.

        Args:
            text: as ``str`` writes it.
            spec: of the clause that the token is for.

        Raises:
            ValueError: the spec allows no such calls.
        """
        known = set(spec.choices())
        threads = []
        for part in filter(None, text.split("+")):
            steps = [re.fullmatch(r"(\w+)\.(\d+)", step) for step in part.split("-")]
            threads.append(tuple(WorkloadCall(step[1], int(step[2])) for step in steps if step is not None))
            if None in steps or not known.issuperset(threads[-1]):
                raise ValueError(f"{text!r} is no workload of this clause: it makes other calls")
        if not threads:
            raise ValueError("this clause generates its calls, but the token does not say which")
        return cls(tuple(threads))

    def lines(self, spec: WorkloadSpec) -> tuple[str, ...]:
        """Return a line for each thread, with its calls as the learner would write them."""
        return tuple(
            f"{name}: {'; '.join(_call(spec, name, step) for step in steps)}"
            for name, steps in zip(NAMES, self.threads, strict=False)
        )


def _call(spec: WorkloadSpec, name: str, step: WorkloadCall) -> str:
    text = f"{step.operation}({arguments(Call(name, step.operation, spec.arguments(step, name)))})"
    return text if len(text) <= LONGEST_CALL else text[: LONGEST_CALL - 1] + "…"
