"""``pytest --explore``: tests without a mark run as they always did, and under many schedules if they start threads.

A plain run comes first. It says whether the test starts threads, and whether the world changes what the test does: a
test that passes plainly and fails in every explored schedule is refused, and its failure is not reported.
"""

from __future__ import annotations

import _thread
import inspect
import threading
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import Any

import pytest

from ..course.grading.time_limit import judge_in_time, limited
from ..result import Result
from ..verdict import Verdict
from ..workers.answer import WorkerError
from ..workers.job import Job
from ..workers.pool import WorkerPool
from .configuration import LIMIT, configuration, repetition
from .marked_tests import WORDS, job_of_test

PROPERTY = "kata.explore"
"""The key under which a test's report says what became of it: ``EXPLORED``, ``PLAIN`` or ``REFUSED``, and why."""
EXPLORED, PLAIN, REFUSED = "explored", "plain", "refused"
SCHEDULES = 100
"""Schedules of a test, unless the session asks for more or fewer."""
FEWEST = 10
"""Schedules of each of very many tests that one function has with its parameters."""
SECONDS = 5.0
"""Of a function with all its parameters, but at least one second for each test."""
NEWLINE = "\n"
_VARIANTS: pytest.StashKey[Counter[str]] = pytest.StashKey()
IDLE = "idle"
"""The rule for time-outs, unless another one is asked for: in most suites they only keep a test from hanging."""
SEEDS = 5
"""Random schedules that must all fail before a failure counts as one that the world makes."""
STARTS = frozenset(
    {"_start_new_thread", "_start_joinable_thread", "start_new_thread", "start_new", "start_joinable_thread"}
)
"""Functions of ``threading`` and ``_thread`` with which threads start."""
UNJUDGED = frozenset({
    Verdict.ERROR, Verdict.NONDETERMINISTIC, Verdict.HANG, Verdict.UNFINISHED, Verdict.FORBIDDEN, Verdict.BUSY_WAIT,
})  # fmt: skip
"""Verdicts that say nothing about the test, or nothing about its outcome."""


class ThreadStarts:
    """The number of threads that this process has started so far inside of ``counted``."""

    count = 0

    @classmethod
    @contextmanager
    def counted(cls) -> Iterator[Callable[[], int]]:
        """Count the threads that start inside this context; what it provides returns their number."""
        before = [
            (module, name, start)
            for module in (threading, _thread)
            for name, start in vars(module).items()
            if name in STARTS
        ]
        for module, name, start in before:
            setattr(module, name, cls._counting(start))
        already = cls.count
        try:
            yield lambda: cls.count - already
        finally:
            for module, name, start in before:
                setattr(module, name, start)

    @classmethod
    def _counting(cls, start: Callable[..., Any]) -> Callable[..., Any]:
        def counting(*arguments: Any, **words: Any) -> Any:
            cls.count += 1
            return start(*arguments, **words)

        return counting


def unexplorable(item: pytest.Function) -> str:
    """Return why a test is never explored; "" for one that can be."""
    if getattr(item.obj, "is_hypothesis_test", False):
        return "is a test of Hypothesis"
    if item.get_closest_marker("xfail") is not None:
        return "is expected to fail"
    if inspect.iscoroutinefunction(item.obj):
        return "is a coroutine function"
    return ""


@dataclass
class PlainRun:
    """The plain run of a test that has passed.

    Attributes:
        report: of its call.
        started: the number of threads that it started.
        seconds: the time that it took.
    """

    report: pytest.TestReport
    started: int
    seconds: float


def explored(item: pytest.Item, run: PlainRun, pool: WorkerPool) -> Result | None:
    """Explore a test that has passed plainly, and return the failure; None if there is none.

    Args:
        item: the test.
        run: its plain run; the report gets a property that says what became of the test.
        pool: does the job.
    """
    report = run.report
    if not run.started or repetition(item):
        _say(report, PLAIN, "starts no threads" if not run.started else "is a repetition")
        return None
    reason = unexplorable(item) if isinstance(item, pytest.Function) else "is no Python function"
    if reason or not isinstance(item, pytest.Function):
        _say(report, REFUSED, reason)
        return None
    limit = item.stash.get(LIMIT, None)
    settings = configuration(item.config)
    asked, variants = item.config.getoption("--schedules"), _variants(item)
    words = {
        **WORDS, "schedules": asked or max(SCHEDULES // variants, FEWEST),
        "seconds": settings.seconds or max(SECONDS / variants, 1.0), "seed": settings.seed,
        "strategy": settings.strategy, "inside": settings.inside,
        "timeouts": item.config.getoption("--timeouts") or IDLE,
    }  # fmt: skip
    job = limited(job_of_test(item, words), limit)
    try:
        result = judge_in_time(pool, job, limit, run.seconds)
    except WorkerError as error:
        _say(report, REFUSED, f"an error of concurrency-katas, please report it: {str(error).partition(NEWLINE)[0]}")
        return None
    result.name = item.nodeid
    if result.verdict in UNJUDGED or (not result.passed and result.trace is None):  # nothing would replay it
        _say(report, REFUSED, result.message)
        return None
    if not result.passed and result.found == 1 and _fails_always(pool, job):
        _say(report, REFUSED, f"fails in every schedule, unlike its plain run: {result.message}")
        return None
    _say(report, EXPLORED, str(result.schedules))
    return None if result.passed else result


def _variants(item: pytest.Item) -> int:
    """Return the number of tests that one function has with all its parameters: they share its schedules."""
    counts = item.config.stash.setdefault(_VARIANTS, Counter())
    if not counts:
        counts.update(one.nodeid.partition("[")[0] for one in item.session.items)
    return max(counts[item.nodeid.partition("[")[0]], 1)


def _fails_always(pool: WorkerPool, job: Job) -> bool:
    """True if random schedules fail at once, too: then the failure does not depend on the schedule."""
    for seed in range(SEEDS):
        result = pool.judge(replace(job, strategy="random", seed=job.seed + seed, schedules=SEEDS, first=()))
        if result.passed or result.found != 1:
            return False
    return True


def _say(report: pytest.TestReport, what: str, why: str) -> None:
    report.user_properties.append((PROPERTY, f"{what}:{why}"))


def summary(reports: Iterable[Any]) -> list[str]:
    """Return the lines that say what became of the tests, from the reports of their calls."""
    counts: Counter[str] = Counter()
    schedules, reasons = 0, list[str]()
    for report in reports:
        for key, value in getattr(report, "user_properties", ()):
            if key != PROPERTY or report.when != "call":
                continue
            what, _, why = value.partition(":")
            counts[what] += 1
            if what == EXPLORED:
                schedules += int(why)
            elif what == REFUSED:
                reasons.append(f"{report.nodeid}: {why}")
    if not counts:
        return []
    first = f"explored {counts[EXPLORED]} ({schedules:,} schedules), plain {counts[PLAIN]}, refused {counts[REFUSED]}"
    return [first, *(f"refused: {one}" for one in reasons)]
