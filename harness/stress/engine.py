"""The stress engine: runs a program on real OS threads again and again, each run disturbed in its own way.

It proves nothing: a pass only means that so many runs did not fail. What it adds to the explorer is the real thing
(real preemption, real timeouts, the locks in C, no GIL on builds without one), and code that the explorer cannot load.
"""

from __future__ import annotations

import math
import time
from collections.abc import Callable

from ..facts import LoadFailure
from ..interpreter import build, gil
from ..program.program import Program
from ..report.sentences import fill
from ..report.sentences.passing import stress_sentence
from ..report.terminal.source_marks import first_line
from ..result import Finding, Result
from ..verdict import Verdict
from ..world.loader.load_error import LoadError
from .stage import RunFailure, Stage

RUNS = 30
RUN_SECONDS = 5.0
SHORT = 0.5
"""Seconds that a run may always last, however few there are for the whole series."""
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
    """Run a program on real threads and return what is wrong with it, if anything.

    Use ``Stress`` itself to learn whether threads were left that did not end.

    Args:
        program: what to run.
        runs: the most runs, at least one.
        seed: of jitter, fault injection, generated workloads and the program's own ``random``.
        seconds: start no further run after so many seconds; None for no limit.
        run_seconds: a run that lasts longer, in real seconds, is a hang or a livelock.
        progress: called after each run with its number, from 1.

    Returns:
        A result without a schedule or a token: real threads cannot be made to follow a schedule.

    Raises:
        ValueError: a bound that makes no sense.
    """
    return Stress(program, seed).run(runs, seconds=seconds, run_seconds=run_seconds, progress=progress)


class Stress:
    """A program and its series of runs.

    Attributes:
        poisoned: threads were left that did not end when they were told to; this process should
            run nothing else.
        left: names of those threads.
        done: runs so far.
        failed: runs that failed.
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
        """Run the series; arguments, result and exceptions are those of ``stress``."""
        if runs < 1 or run_seconds <= 0 or (seconds is not None and seconds <= 0):
            raise ValueError("runs must be at least 1, and times above 0 seconds")
        began = time.monotonic()
        if seconds is not None:
            run_seconds = min(run_seconds, max(seconds, SHORT))
        try:
            stage = Stage(self.program, self.seed)
            with stage.loader.own.entered():
                self._series(stage, runs, began + seconds if seconds is not None else math.inf, run_seconds, progress)
            result = self._summarized()
        except LoadError as error:
            result = self._result(Finding(Verdict.ERROR, LoadFailure(str(error)), error.place))
        result.seconds = time.monotonic() - began
        return result

    def _series(self, stage: Stage, runs: int, end: float, run_seconds: float, progress: Callable[[int], None]) -> None:
        """Run again and again; after the first failure for a moment more, to see how often the program fails."""
        for number in range(1, runs + 1):
            left = end - time.monotonic()
            if number > 1 and left <= 0:
                break
            failure = stage.once(number, run_seconds if self._hard is None else min(run_seconds, left))
            self.left, self.poisoned = stage.left, bool(stage.left)
            if self._hard is not None and failure is not None and failure.trace.ending == "endless":
                break  # the series' own time limit cut this run short
            self.done = number
            progress(number)
            if failure is not None:
                self.failed += 1
                if self._hard is None and not failure.finding.soft:
                    self._hard = number, failure
                    end = min(end, time.monotonic() + GO_ON)
                self._soft = self._soft or (number, failure)
                if _needs_no_threads(failure) or failure.trace.ending == "endless":
                    break
            if self.poisoned:
                break

    def _summarized(self) -> Result:
        first = self._hard or self._soft
        if first is None:
            passed = self._blank(Verdict.PASS)
            passed.message = stress_sentence(self.done, gil=gil())
            return passed
        number, failure = first
        trace = failure.trace
        result = self._result(failure.finding)
        result.trace, result.output, result.calls = trace, failure.output, failure.calls
        marked = first_line(result)
        if marked is not None:
            result.line = marked
        if not _needs_no_threads(failure):
            result.found, result.failed = number, self.failed
        return result

    def _blank(self, verdict: Verdict) -> Result:
        result = Result(verdict, "", self.program.name, self.program.target, engine="stress")
        result.schedules, result.seed, result.build = self.done, self.seed, build()
        return result

    def _result(self, finding: Finding) -> Result:
        result, place = fill(self._blank(finding.verdict), finding), finding.place
        result.line = place.line if place is not None and place.file == self.program.target else None
        result.test = self.program.clause
        return result


def _needs_no_threads(failure: RunFailure) -> bool:
    """True when any run fails in this way, on any threads, so that counting failures would mean nothing."""
    exception = failure.trace.failure
    return exception is not None and exception.kind in ("LoadError", "ForbiddenPrimitive")
