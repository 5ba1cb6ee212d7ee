"""The order of steps that brings a failure about: found from a failing schedule, and as short as possible."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from ..anchor import NamedOperation
from ..order import WOKEN, OrderError, Step, same_thread, step
from ..result import Finding
from ..strategies.protocol import T
from ..strategies.replay import Replay, Switches
from ..token import Token
from ..trace import CHOOSE, EXPIRE, FAIL, READ, Trace
from ..world.recording.values import shown
from .executor import Executor
from .minimize import alike
from .ordered_run import PATIENT, WAYS, OrderedRun, Way

MOST_STEPS = 400
"""Steps of the longest order that is tried before it is shortened."""
MOST_RUNS = 3_000
"""Executions that shorten an order."""


@dataclass(frozen=True, slots=True)
class Happened:
    """One operation of the failing execution.

    Attributes:
        thread: the thread's name.
        operation: what it did.
        pointed: a scheduling point precedes it, so that a thread can be held back before it.
        chosen: it is an outcome that was chosen: a time-out, a wake-up, or a fault of a callback.
    """

    thread: str
    operation: NamedOperation
    pointed: bool
    chosen: bool = False


class _Listening(Replay):
    """Follows a schedule, and notes what happens in it.

    Args:
        switches: of the schedule.
        running: returns the name of the running thread.
    """

    def __init__(self, switches: Switches, running: Callable[[], str]) -> None:
        super().__init__(switches)
        self._running = running
        self.happened: list[Happened] = []
        self.threads: dict[int, Any] = {}
        self.heard = self._note

    def _note(self, thread: Any, operation: NamedOperation, pointed: bool) -> None:
        self.threads[thread.number] = thread
        self.happened.append(Happened(thread.name, operation, pointed))

    def choose(self, current: T | None, runnable: list[T], extras: list[T]) -> T:
        """Return the candidate of the schedule, and note an outcome other than the usual one."""
        before = len(self.switches)
        chosen = super().choose(current, runnable, extras)
        deviates = len(self.switches) > before
        extra = any(chosen is one for one in extras)
        kind = chosen.operation.kind
        if not chosen.decides:
            if deviates and extra:
                self._outcome(chosen.number, EXPIRE)
        elif kind == CHOOSE:
            name = self._running()
            self.happened.append(
                Happened(name, NamedOperation("", CHOOSE, shown(chosen.operation.obj)), pointed=True, chosen=True)
            )
        elif kind == FAIL:
            if extra:
                self._outcome(chosen.number, FAIL)
        elif extra or not extras:  # else no further waiter wakes
            self._outcome(chosen.number, WOKEN)
        return chosen

    def _outcome(self, number: int, kind: str, label: str = "") -> None:
        known = self.threads.get(number)
        name = known.name if known is not None else "main"
        self.happened.append(Happened(name, NamedOperation("", kind, label), pointed=True, chosen=True))


def order_of(executor: Executor, token: Token) -> tuple[Step, ...]:
    """Return the shortest order found that brings a token's failure about.

    Args:
        executor: of the program that the token is for.
        token: replays the failure.

    Raises:
        OrderError: no order brings it about.
    """
    if token.lasso is not None or token.fair_from is not None:
        raise OrderError("a failure in which threads run forever has no order of steps that could be kept")
    scheduler = executor.world.scheduler
    listening = _Listening(list(token.switches), lambda: scheduler.current.name)
    _, trace, finding = executor.record(listening, None)
    if finding is None:
        raise OrderError("this schedule passes")
    return _Shortener(executor, listening.happened, trace, finding).shortest()


class _Shortener:
    """Looks for few operations of a failing execution whose order brings the failure about."""

    def __init__(self, executor: Executor, happened: Sequence[Happened], trace: Trace, finding: Finding) -> None:
        self._executor = executor
        self._happened = happened
        self._trace = trace
        self._finding = finding
        self._ways: Sequence[Way] = WAYS
        self._runs = 0

    def shortest(self) -> tuple[Step, ...]:
        """Return the steps.

        Raises:
            OrderError: no order brings the failure about.
        """
        able = self._all()
        # what a thread does outside of the program's functions, such as in a pool, is kept only if nothing else helps
        own = [number for number in able if self._happened[number].operation.function or self._happened[number].chosen]
        candidates = [self._boundaries(self._conflicting(own)), self._boundaries(own), self._boundaries(able), able]
        if not able:
            raise OrderError("this failure comes before the first step that could be kept")
        # a step that a thread never comes to cannot be in an order, so some failures need threads that wait before it
        for self._ways in (WAYS, PATIENT, PATIENT[:1]):
            for chosen in candidates:
                if chosen and len(chosen) <= MOST_STEPS and self._fails(chosen):
                    return self._steps(self._shortened(chosen))
        raise OrderError("no order of steps brings this failure about")

    def _shortened(self, chosen: list[int]) -> list[int]:
        """Drop steps while the failure is still brought about: halves, quarters, and so on to single steps (ddmin).

        Zeller and Hildebrandt, "Simplifying and isolating failure-inducing input" (TSE 2002).
        """
        size = max(len(chosen) // 2, 1)
        while True:
            dropped = False
            for start in range((len(chosen) - 1) // size * size, -1, -size):
                fewer = chosen[:start] + chosen[start + size :]
                if fewer and self._runs < MOST_RUNS and self._fails(fewer):
                    chosen, dropped = fewer, True
            if size == 1 and not dropped:
                return chosen
            size = max(size // 2, 1)

    def _fails(self, chosen: Sequence[int]) -> bool:
        steps = self._steps(chosen)
        for way in self._ways:
            self._runs += 1
            run = OrderedRun(self._executor, steps, way)
            if not run.chooser.complete or run.finding is None:
                return False
            if not alike(run.finding, self._finding, run.trace, self._trace):
                return False
        return True

    def _steps(self, chosen: Sequence[int]) -> tuple[Step, ...]:
        """Return steps for operations of the execution, by number, with their occurrences counted."""
        wanted, steps = set(chosen), list[Step]()
        met: Counter[tuple[str, NamedOperation]] = Counter()
        for number, one in enumerate(self._happened):
            if not one.pointed:
                continue
            met[one.thread, one.operation] += not one.chosen
            if number in wanted:
                found = step(one.thread, one.operation, met[one.thread, one.operation] or 1)
                assert found is not None
                steps.append(found)
                for key in [key for key in met if same_thread(key[0], one.thread)]:
                    del met[key]
        return tuple(steps)

    def _all(self) -> list[int]:
        return [number for number, one in enumerate(self._happened) if self._can_be_kept(one)]

    def _conflicting(self, able: Sequence[int]) -> list[int]:
        """Return those operations whose object several threads use, not all of them as readers."""
        threads: dict[str, set[str]] = {}
        kinds: dict[str, set[str]] = {}
        for one in map(self._happened.__getitem__, able):
            threads.setdefault(one.operation.label, set()).add(one.thread)
            kinds.setdefault(one.operation.label, set()).add(one.operation.kind)
        shared = {label for label, names in threads.items() if len(names) > 1 and kinds[label] != {READ}}
        chosen = (number for number in able if self._happened[number].chosen)
        return sorted({number for number in able if self._happened[number].operation.label in shared} | set(chosen))

    def _boundaries(self, able: Sequence[int]) -> list[int]:
        """Return the first and the last operation of each run of one thread, and all outcomes that were chosen."""
        found: dict[int, None] = {}
        for before, here in zip([None, *able], [*able, None], strict=True):
            if before is None or here is None or self._happened[before].thread != self._happened[here].thread:
                found.update(dict.fromkeys(one for one in (before, here) if one is not None))
        found.update(dict.fromkeys(number for number in able if self._happened[number].chosen))
        return sorted(found)

    def _can_be_kept(self, one: Happened) -> bool:
        return one.pointed and bool(one.thread) and step(one.thread, one.operation, 1) is not None
