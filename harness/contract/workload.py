"""Programs that are drawn: which calls each of some threads makes on one object, and what came of them.

A clause says what may be called (``pytest.mark.workload(put=["a", "b"], get=[()])``); each program drawn from
that is as many threads as it has parts, with one call after another in each. ``...`` stands for the name of the
thread that calls (``acquire=[...]``), for objects that ask who it is: a model is told nothing but the arguments.
"""

from __future__ import annotations

import ast
import re
from dataclasses import dataclass
from random import Random
from typing import Any

from harness.checks.linearizability.call_history import Call, shown
from harness.contract.marks import MarksError, decorators

NAMES = "ABCDEFGH"
"""Of the threads."""


@dataclass(frozen=True)
class WorkloadSpec:
    """What may be drawn.

    Attributes:
        operations: each method, and the arguments to choose among.
        threads: at most so many, at least two.
        calls: at most so many in each, at least one.
    """

    operations: tuple[tuple[str, tuple[tuple[object, ...], ...]], ...]
    threads: int = 3
    calls: int = 4

    def choices(self) -> list[WorkloadCall]:
        """All calls there are."""
        return [WorkloadCall(name, number) for name, options in self.operations for number in range(len(options))]

    def arguments(self, step: WorkloadCall, thread: str) -> tuple[object, ...]:
        """What a call of that thread passes."""
        written = dict(self.operations)[step.operation][step.choice]
        return tuple(thread if one is ... else one for one in written)

    def by_chance(self, rng: Random) -> Workload:
        """Any program."""
        choices = self.choices()
        threads = rng.randint(2, self.threads)
        return Workload(
            tuple(tuple(rng.choice(choices) for _ in range(rng.randint(1, self.calls))) for _ in range(threads))
        )


@dataclass(frozen=True, order=True)
class WorkloadCall:
    """One call: the method, and which of its arguments."""

    operation: str
    choice: int


@dataclass(frozen=True)
class Workload:
    """A program: the calls of each thread."""

    threads: tuple[tuple[WorkloadCall, ...], ...]

    def __str__(self) -> str:
        """As part of a token: ``+put.0-get.0+get.0``."""
        return "".join("+" + "-".join(f"{step.operation}.{step.choice}" for step in thread) for thread in self.threads)

    @classmethod
    def parse(cls, text: str, spec: WorkloadSpec) -> Workload:
        """The program that a token names.

        Raises:
            ValueError: it is none of this drawing.
        """
        known = set(spec.choices())
        threads = []
        for part in filter(None, text.split("+")):
            steps = [re.fullmatch(r"(\w+)\.(\d+)", step) for step in part.split("-")]
            threads.append(tuple(WorkloadCall(step[1], int(step[2])) for step in steps if step is not None))
            if None in steps or not known.issuperset(threads[-1]):
                raise ValueError(f"{text!r} are no calls that this clause draws")
        if not threads:
            raise ValueError("this clause draws its calls, and the token does not say which")
        return cls(tuple(threads))

    def lines(self, spec: WorkloadSpec) -> tuple[str, ...]:
        """A line for each thread, as the learner would write it."""
        return tuple(
            f"{name}: {'; '.join(shown(Call(name, step.operation, spec.arguments(step, name))) for step in steps)}"
            for name, steps in zip(NAMES, self.threads, strict=False)
        )


def workload_spec(contract: ast.Module, clause: str) -> WorkloadSpec | None:
    """What the mark ``workload`` of a clause says; None if it has none.

    Raises:
        RulesError: the mark cannot be understood.
    """
    for mark in decorators(contract, clause):
        if isinstance(mark, ast.Call) and isinstance(mark.func, ast.Attribute) and mark.func.attr == "workload":
            words = {str(word.arg): _written(word) for word in mark.keywords}
            bounds = {name: words.pop(name) for name in ("threads", "calls") if name in words}
            if not words or not all(isinstance(value, list) and value for value in words.values()):
                raise MarksError(f"line {mark.lineno}: pytest.mark.workload takes a list of arguments for each method")
            if not all(isinstance(value, int) and value >= 1 for value in bounds.values()):
                raise MarksError(f"line {mark.lineno}: threads and calls of pytest.mark.workload are numbers")
            operations = tuple(
                (name, tuple(one if isinstance(one, tuple) else (one,) for one in options))
                for name, options in words.items()
            )
            return WorkloadSpec(operations, **bounds)
    return None


def _written(word: ast.keyword) -> Any:
    try:
        return ast.literal_eval(word.value)
    except ValueError:
        raise MarksError(f"line {word.lineno}: {word.arg} must be written out") from None
