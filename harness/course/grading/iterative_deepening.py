"""A kata judged for somebody who has just saved: the same search as ``kata check``, in an order that answers sooner.

Iterative deepening, as in game search (Korf 1985): all clauses with few schedules, then with more, then as ``kata
check`` does. Most failures need few schedules, so they are told before a clause that holds has had all of its own;
the rounds before the last cost a right file about a tenth more. In each round the clause that failed last comes
first. A failure is real in whatever round it is found, with one exception: that something was seen in no schedule
(``overserialized``) means little of few schedules, so that clause is asked again at once with all.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from functools import partial
from pathlib import Path
from threading import Barrier, BrokenBarrierError, Event, Thread

from harness.course.content.catalogue import Kata
from harness.course.grading.check import CheckSettings, check, job, unfinished
from harness.result import Result
from harness.verdict import Verdict
from harness.workers.pool import WorkerPool

ROUNDS = (100, 10)
"""The rounds before the last have a 100th and a 10th of the schedules."""
EMPTY = frozenset({Verdict.OVERSERIALIZED})
"""Verdicts that say what was not seen, and so are worth as much as the schedules that were tried."""


class Cancelled(Exception):
    """Nobody wants the result any more: the file has been saved again."""


def judged(
    judges: WorkerPool,
    kata: Kata,
    target: Path,
    settings: CheckSettings,
    first: str | None = None,
    progress: Callable[[str], None] = lambda clause: None,
    told: Callable[[str, list[Result]], None] = lambda clause, results: None,
) -> Result:
    """The first failure that is found, or the pass that ``kata check`` gives.

    Args:
        judges: run the code under test.
        kata: the kata.
        target: the file to judge.
        settings: of the last round.
        first: the clause to begin each round with.
        progress: told of each clause before it is judged in the last round; may raise ``Cancelled``, in any round.
        told: given each clause's results of the last round, in the contract's order.
    """
    began = time.monotonic()
    result = unfinished(kata, target) or _quick(judges, kata, target, settings, first, progress)
    if result is None:
        return check(judges, kata, target, settings, progress, told)
    result.seconds = time.monotonic() - began
    return result


def _quick(
    judges: WorkerPool,
    kata: Kata,
    target: Path,
    settings: CheckSettings,
    first: str | None,
    progress: Callable[[str], None],
) -> Result | None:
    clauses = sorted(kata.clauses, key=lambda clause: clause != first)
    for part in ROUNDS:
        left: Result | None = None
        few = replace(settings, engines=("explore",), schedules=max(settings.schedules // part, 1))
        for clause, result in zip(clauses, _side_by_side(judges, kata, target, few, clauses, progress), strict=False):
            if result.verdict in EMPTY:
                result = judges.judge(job(kata, clause, target, "explore", settings))  # noqa: PLW2901 - asked again
            if result.verdict is Verdict.LEAK:
                left = left or result  # as in ``check``
            elif not result.passed:
                return result
        if left is not None:
            return left
    return None


def _side_by_side(
    judges: WorkerPool,
    kata: Kata,
    target: Path,
    few: CheckSettings,
    clauses: list[str],
    progress: Callable[[str], None],
) -> Iterator[Result]:
    """Results in the order of the clauses. Who stops asking leaves those under way to end: the workers stay warm."""

    def work(clause: str) -> Result:
        progress("")
        return judges.judge(job(kata, clause, target, "explore", few))

    if judges.number == 1:
        yield from map(work, clauses)
        return
    pool = ThreadPoolExecutor(judges.number)
    try:
        for future in [pool.submit(work, clause) for clause in clauses]:
            yield future.result()
    finally:
        pool.shutdown(wait=False, cancel_futures=True)


class IterativeDeepening:
    """Judges in a thread of its own, one text at a time.

    Args:
        judges: the workers; they stay warm between two texts.
        settings: how hard to look.
        tell: called from that thread with each clause of the last round, and with the result or the error.
    """

    def __init__(
        self, judges: WorkerPool, settings: CheckSettings, tell: Callable[[int, str | Result | Exception], None]
    ):
        self._judges = judges
        self._settings = settings
        self._tell = tell
        self._thread: Thread | None = None
        self._off = Event()
        self.number = 0
        """Of the text being judged: what is told of earlier ones is old."""
        self.clauses: dict[str, list[Result]] = {}
        """What was said of each clause of the text judged last, if it passed."""

    def start(self, kata: Kata, first: str | None) -> None:
        """Judge the learner's file as it is now; what was under way is called off."""
        self.stop()
        self._begin(partial(self._judge, self.number, kata, first))

    def replay(self, kata: Kata, result: Result) -> None:
        """Run the schedule of a failure again."""
        self.stop()
        self._begin(partial(self._replay, self.number, kata, result))

    def warm(self, kata: Kata) -> None:
        """Start the workers and let each load what a contract needs, while the learner reads and types.

        No save calls it off: it would have to begin with the same.
        """
        Thread(target=self._warm, args=(kata,), name="kata-watch-warming", daemon=True).start()

    def stop(self) -> None:
        """Call off what is under way, and wait until it has ended."""
        self.number += 1
        thread, self._thread = self._thread, None
        if thread is not None and thread.is_alive():
            self._off.set()
            thread.join(0.05)  # often it is just done, and its workers need not be started again
            while thread.is_alive():
                self._judges.close()
                thread.join(0.2)

    def _begin(self, work: Callable[[], None]) -> None:
        self._off = Event()
        self._thread = Thread(target=work, name="kata-watch-judging", daemon=True)
        self._thread.start()

    def _judge(self, number: int, kata: Kata, first: str | None) -> None:
        off, clauses, last = self._off, dict[str, list[Result]](), False

        def progress(clause: str) -> None:
            nonlocal last
            if off.is_set():
                raise Cancelled
            if clause:
                last = True
                self._tell(number, clause)

        try:
            result = judged(self._judges, kata, kata.stub, self._settings, first, progress, told=clauses.__setitem__)
        except Cancelled:
            return
        except Exception as error:  # told by the main thread, which has the terminal
            self._say(off, number, error)
        else:
            self.clauses = clauses if result.passed else {}
            self._say(off, number, result)
            if last and not off.is_set():
                self.warm(kata)  # the last round ends workers that are busy when a clause has failed

    def _replay(self, number: int, kata: Kata, result: Result) -> None:
        off = self._off
        try:
            one = job(kata, str(result.test), Path(result.file), "explore", self._settings, result.replay)
            self._say(off, number, self._judges.judge(one))
        except Exception as error:
            self._say(off, number, error)

    def _say(self, off: Event, number: int, what: Result | Exception) -> None:
        if not off.is_set():  # what was called off may have ended in any way
            self._tell(number, what)

    def _warm(self, kata: Kata) -> None:
        if not kata.clauses or not kata.solution.is_file():
            return
        one = job(kata, kata.clauses[0], kata.solution, "explore", replace(self._settings, schedules=1))
        together = Barrier(self._judges.number)

        def work() -> None:
            try:
                together.wait(5)  # so that each worker gets one, and not the first of them all
            except BrokenBarrierError:
                return
            self._judges.judge(one)

        try:
            with ThreadPoolExecutor(self._judges.number) as pool:
                for future in [pool.submit(work) for _ in range(self._judges.number)]:
                    future.result()
        except Exception:
            return  # a worker that does not start says so when it is needed
