"""Iterative deepening for ``kata watch``: the search of ``kata check`` in an order that finds failures sooner.

As in game search (Korf 1985), all clauses are judged with few schedules, then with more, then as ``kata check`` judges
them. Most failures need few schedules, so they are reported before a passing clause has used up all of its own. The
depths before the last cost a right file about a tenth more. At each depth the clause that failed last comes first. A
failure is real at any depth, with one exception: ``overserialized`` says that something was seen in no schedule, which
means little after few schedules, so such a clause is judged again at once with all of them.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from functools import partial
from pathlib import Path
from threading import Barrier, BrokenBarrierError, Event, Thread

from ...result import Result
from ...verdict import Verdict
from ...workers.pool import WorkerPool
from ..content.catalogue import Kata
from .check import GIVES_WAY, CheckSettings, check, job, unfinished

DIVISORS = (100, 10)
"""The depths before the last use a 100th and a 10th of the schedules."""
ABSENCE = frozenset({Verdict.OVERSERIALIZED})
"""Verdicts about something that was not seen: they are only as good as the number of schedules tried."""


class Cancelled(Exception):
    """The result is no longer needed, because the file has been saved again."""


def check_deepening(
    pool: WorkerPool,
    kata: Kata,
    target: Path,
    settings: CheckSettings,
    first: str | None = None,
    started: Callable[[str], None] = lambda clause: None,
    finished: Callable[[str, list[Result]], None] = lambda clause, results: None,
) -> Result:
    """Return the first failure that is found, or the pass that ``kata check`` returns.

    Args:
        pool: the workers that run the code under test.
        kata: the kata.
        target: the file to judge.
        settings: the settings at the last depth.
        first: the clause to judge first at each depth.
        started: called with each clause before it is judged at the last depth, and with "" at the others; it may raise
            ``Cancelled``.
        finished: called with each clause and its results at the last depth, in the contract's order.
    """
    began = time.monotonic()
    result = unfinished(kata, target) or _quick(pool, kata, target, settings, first, started)
    if result is None:
        return check(pool, kata, target, settings, started, finished, short=False)
    result.seconds = time.monotonic() - began
    return result


def _quick(
    pool: WorkerPool,
    kata: Kata,
    target: Path,
    settings: CheckSettings,
    first: str | None,
    started: Callable[[str], None],
) -> Result | None:
    clauses = sorted(kata.clauses, key=lambda clause: clause != first)
    for divisor in DIVISORS:
        soft: Result | None = None
        few = replace(settings, engines=("explore",), schedules=max(settings.schedules // divisor, 1))
        for clause, result in zip(clauses, _in_parallel(pool, kata, target, few, clauses, started), strict=False):
            if result.verdict in ABSENCE:
                result = pool.judge(job(kata, clause, target, "explore", settings))  # noqa: PLW2901 - judged again
            if result.verdict in GIVES_WAY:
                soft = soft or result  # as in ``check``
            elif not result.passed:
                return result
        if soft is not None:
            return soft
    return None


def _in_parallel(
    pool: WorkerPool,
    kata: Kata,
    target: Path,
    few: CheckSettings,
    clauses: list[str],
    started: Callable[[str], None],
) -> Iterator[Result]:
    """Yield the results in the order of the clauses.

    A caller that stops iterating leaves running jobs to finish, so that the workers stay warm.
    """

    def work(clause: str) -> Result:
        started("")
        return pool.judge(job(kata, clause, target, "explore", few))

    if pool.number == 1:
        yield from map(work, clauses)
        return
    executor = ThreadPoolExecutor(pool.number)
    try:
        for future in [executor.submit(work, clause) for clause in clauses]:
            yield future.result()
    finally:
        executor.shutdown(wait=False, cancel_futures=True)


class IterativeDeepening:
    """A background thread that judges one version of a file at a time.

    Args:
        pool: the workers; they stay warm between two versions.
        settings: the settings at the last depth.
        report: called from that thread with the number of the version, and with each clause at the last depth, the
            result, or the error.
    """

    def __init__(
        self, pool: WorkerPool, settings: CheckSettings, report: Callable[[int, str | Result | Exception], None]
    ):
        self._pool = pool
        self._settings = settings
        self._report = report
        self._thread: Thread | None = None
        self._cancelled = Event()
        self.number = 0
        """The number of the version being judged: reports with a lower number are outdated."""
        self.clauses: dict[str, list[Result]] = {}
        """The results of each clause for the version judged last, if it passed."""

    def start(self, kata: Kata, first: str | None) -> None:
        """Judge the learner's file as it is now; a job that is running is cancelled."""
        self.stop()
        self._begin(partial(self._judge, self.number, kata, first))

    def replay(self, kata: Kata, result: Result) -> None:
        """Replay the schedule of a failure."""
        self.stop()
        self._begin(partial(self._replay, self.number, kata, result))

    def warm(self, kata: Kata) -> None:
        """Start the workers and load into each what a contract needs, while the learner reads and types.

        A save does not cancel this: judging would have to start with the same work.
        """
        Thread(target=self._warm, args=(kata,), name="kata-watch-warming", daemon=True).start()

    def stop(self) -> None:
        """Cancel the running job, and wait until it has ended."""
        self.number += 1
        thread, self._thread = self._thread, None
        if thread is not None and thread.is_alive():
            self._cancelled.set()
            thread.join(0.05)  # often it has just finished, and then its workers need not be restarted
            while thread.is_alive():
                self._pool.end_workers()
                thread.join(0.2)

    def _begin(self, work: Callable[[], None]) -> None:
        self._cancelled = Event()
        self._thread = Thread(target=work, name="kata-watch-judging", daemon=True)
        self._thread.start()

    def _judge(self, number: int, kata: Kata, first: str | None) -> None:
        cancelled, clauses, last = self._cancelled, dict[str, list[Result]](), False

        def started(clause: str) -> None:
            nonlocal last
            if cancelled.is_set():
                raise Cancelled
            if clause:
                last = True
                self._report(number, clause)

        try:
            result = check_deepening(
                self._pool, kata, kata.stub, self._settings, first, started, finished=clauses.__setitem__
            )
        except Cancelled:
            return
        except Exception as error:  # the main thread, which owns the terminal, shows it
            self._finish(cancelled, number, error)
        else:
            self.clauses = clauses if result.passed else {}
            self._finish(cancelled, number, result)
            if last and not cancelled.is_set():
                self.warm(kata)  # at the last depth a failure ends the workers that are still busy

    def _replay(self, number: int, kata: Kata, result: Result) -> None:
        cancelled = self._cancelled
        try:
            one = job(kata, str(result.test), Path(result.file), "explore", self._settings, result.replay)
            self._finish(cancelled, number, self._pool.judge(one))
        except Exception as error:
            self._finish(cancelled, number, error)

    def _finish(self, cancelled: Event, number: int, what: Result | Exception) -> None:
        if not cancelled.is_set():  # a cancelled job may have ended in any way
            self._report(number, what)

    def _warm(self, kata: Kata) -> None:
        if not kata.clauses or not kata.solution.is_file():
            return
        one = job(kata, kata.clauses[0], kata.solution, "explore", replace(self._settings, schedules=1))
        together = Barrier(self._pool.number)

        def work() -> None:
            try:
                together.wait(5)  # so that each worker gets one job, and not the first worker all of them
            except BrokenBarrierError:
                return
            self._pool.judge(one)

        try:
            with ThreadPoolExecutor(self._pool.number) as executor:
                for future in [executor.submit(work) for _ in range(self._pool.number)]:
                    future.result()
        except Exception:
            return  # a worker that does not start reports that when it is needed
