"""Programs that are drawn: which calls each of some threads makes on one object, and what came of them.

A clause says what may be called (``pytest.mark.workload(put=["a", "b"], get=[()])``); each program drawn from
that is as many threads as it has parts, with one call after another in each. ``...`` stands for the name of the
thread that calls (``acquire=[...]``), for objects that ask who it is: a model is told nothing but the arguments.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Callable
from dataclasses import dataclass
from random import Random
from typing import Any, Protocol

from harness.checks.history import Call, Recorded, shown
from harness.checks.linearizability import linearizability, linearization
from harness.rules import RulesError, marks

NAMES = "ABCDEFGH"
"""Of the threads."""


@dataclass(frozen=True)
class Drawing:
    """What may be drawn.

    Attributes:
        operations: each method, and the arguments to choose among.
        threads: at most so many, at least two.
        calls: at most so many in each, at least one.
    """

    operations: tuple[tuple[str, tuple[tuple[object, ...], ...]], ...]
    threads: int = 3
    calls: int = 4

    def choices(self) -> list[Step]:
        """All calls there are."""
        return [Step(name, number) for name, options in self.operations for number in range(len(options))]

    def arguments(self, step: Step, thread: str) -> tuple[object, ...]:
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
class Step:
    """One call: the method, and which of its arguments."""

    operation: str
    choice: int


@dataclass(frozen=True)
class Workload:
    """A program: the calls of each thread."""

    threads: tuple[tuple[Step, ...], ...]

    def __str__(self) -> str:
        """As part of a token: ``+put.0-get.0+get.0``."""
        return "".join("+" + "-".join(f"{step.operation}.{step.choice}" for step in thread) for thread in self.threads)

    @classmethod
    def parse(cls, text: str, drawing: Drawing) -> Workload:
        """The program that a token names.

        Raises:
            ValueError: it is none of this drawing.
        """
        known = set(drawing.choices())
        threads = []
        for part in filter(None, text.split("+")):
            steps = [re.fullmatch(r"(\w+)\.(\d+)", step) for step in part.split("-")]
            threads.append(tuple(Step(step[1], int(step[2])) for step in steps if step is not None))
            if None in steps or not known.issuperset(threads[-1]):
                raise ValueError(f"{text!r} are no calls that this clause draws")
        if not threads:
            raise ValueError("this clause draws its calls, and the token does not say which")
        return cls(tuple(threads))

    def lines(self, drawing: Drawing) -> tuple[str, ...]:
        """A line for each thread, as the learner would write it."""
        return tuple(
            f"{name}: {'; '.join(shown(Call(name, step.operation, drawing.arguments(step, name))) for step in steps)}"
            for name, steps in zip(NAMES, self.threads, strict=False)
        )


def drawing(contract: ast.Module, clause: str) -> Drawing | None:
    """What the mark ``workload`` of a clause says; None if it has none.

    Raises:
        RulesError: the mark cannot be understood.
    """
    for mark in marks(contract, clause):
        if isinstance(mark, ast.Call) and isinstance(mark.func, ast.Attribute) and mark.func.attr == "workload":
            words = {str(word.arg): _written(word) for word in mark.keywords}
            bounds = {name: words.pop(name) for name in ("threads", "calls") if name in words}
            if not words or not all(isinstance(value, list) and value for value in words.values()):
                raise RulesError(f"line {mark.lineno}: pytest.mark.workload takes a list of arguments for each method")
            if not all(isinstance(value, int) and value >= 1 for value in bounds.values()):
                raise RulesError(f"line {mark.lineno}: threads and calls of pytest.mark.workload are numbers")
            operations = tuple(
                (name, tuple(one if isinstance(one, tuple) else (one,) for one in options))
                for name, options in words.items()
            )
            return Drawing(operations, **bounds)
    return None


def _written(word: ast.keyword) -> Any:
    try:
        return ast.literal_eval(word.value)
    except ValueError:
        raise RulesError(f"line {word.lineno}: {word.arg} must be written out") from None


class Unexplained(AssertionError):
    """No order of the calls explains what came of them.

    Attributes:
        evidence: lines that show it.
    """

    def __init__(self, message: str, evidence: tuple[str, ...]) -> None:
        super().__init__(message)
        self.evidence = evidence


class Engine(Protocol):
    """What running a workload asks of the engine that runs it."""

    threading: Any

    def settle(self) -> None:
        """Let all others run until each waits or has ended."""

    def owed(self, thread: Any) -> None:
        """The thread must come to its end, although it is a daemon."""

    def tick(self) -> int:
        """The next logical time."""

    def silently(self, work: Callable[[], Any]) -> Any:
        """Do something that is no part of the program under test."""


class Running:
    """The fixture ``workload``.

    Args:
        engine: the engine that runs it.
        drawing: what the calls are chosen from.
        workload: the calls.
    """

    def __init__(self, engine: Engine, drawing: Drawing, workload: Workload) -> None:
        self._engine = engine
        self._drawing = drawing
        self._workload = workload

    def run(self, instance: object, model: object) -> None:
        """Make the calls, until all have come back or wait for good; compare with the model.

        Args:
            instance: the object under test.
            model: an object whose methods do, one call after another, what the contract says; where a call
                would have to wait they raise ``harness.Blocks``.

        Raises:
            Unexplained: no order of the calls, one at a time, makes the model answer as the instance did.
        """
        engine, calls = self._engine, list[Call]()
        threading = engine.threading
        recorded = Recorded(instance, calls, engine.tick, lambda: str(threading.current_thread().name))
        threads = {
            name: self._thread(name, recorded, steps)
            for name, steps in zip(NAMES, self._workload.threads, strict=False)
        }
        for thread in threads.values():
            thread.start()
        engine.settle()
        verdict: Unexplained | str | None = engine.silently(lambda: _judged(calls, model))
        if verdict is None:
            return
        if isinstance(verdict, Unexplained):
            raise verdict
        for call in calls:  # why they wait, the engine knows best
            if call.returned is None:
                engine.owed(threads[call.thread])

    def _thread(self, name: str, recorded: Recorded, steps: tuple[Step, ...]) -> Any:
        def run() -> None:
            for step in steps:
                try:
                    getattr(recorded, step.operation)(*self._drawing.arguments(step, name))
                except Exception:
                    continue

        thread = self._engine.threading.Thread(target=run, name=name, daemon=True)
        thread._kata_ours = True
        return thread


WAITS = "waits"


def _judged(calls: list[Call], model: object) -> Unexplained | str | None:
    finding = linearizability(calls, lambda: model, final=True)
    if finding is None:
        return None
    if linearization(calls, lambda: model) is not None:
        return WAITS
    return Unexplained(finding.message, finding.evidence)
