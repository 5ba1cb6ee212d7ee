"""Time limits set from outside, such as pytest-timeout's: a clause ends before the limit, with a report of its own."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from threading import Event, Thread

from ...facts import TimeLimit
from ...report.sentences import fill
from ...result import Finding, Result
from ...verdict import Verdict
from ...workers.job import Job
from ...workers.judge import Judge

MARGIN = 0.25
"""Fraction of the limit reserved for ending the worker."""
SEARCHING = 0.7
"""Fraction of the limit in which schedules and runs may start; the rest is for the last one to finish."""
RETRY = 0.1
"""Seconds between two attempts to end a worker: a new one may have started meanwhile."""


def search_seconds(seconds: float | None, limit: float | None, share: float = 1.0) -> float | None:
    """Return how many seconds a search may take under a limit.

    Args:
        seconds: the bound without a limit; None for no bound.
        limit: seconds for the whole clause; None for no limit.
        share: the fraction of the limit that this search gets.
    """
    if limit is None:
        return seconds
    allowed = limit * SEARCHING * share
    return allowed if seconds is None else min(seconds, allowed)


def judge_in_time(judge: Judge, job: Job, limit: float | None, gone: float = 0.0) -> Result:
    """Run a job; if it has not ended when the time is up, end its worker and return a hang.

    Args:
        judge: runs the job; its workers are ended when the time is up.
        job: what to run.
        limit: seconds; None for no limit.
        gone: seconds of the limit that have already passed.
    """
    if limit is None:
        return judge.judge(job)
    left = limit * (1 - MARGIN) - gone
    over, done = Event(), Event()

    def end() -> None:
        if done.wait(max(left, 0.0)):
            return
        over.set()
        judge.close()
        while not done.wait(RETRY):
            judge.close()

    watchdog = Thread(target=end, name="limit", daemon=True)
    watchdog.start()
    result: Result | None = None
    try:
        result = judge.judge(job)
    except (OSError, ValueError):  # the watchdog closed the pipe during a write
        if not over.is_set():
            raise
    finally:
        done.set()
        watchdog.join()
    if result is None or (over.is_set() and not result.passed and result.trace is None):
        return timed_out(job, limit)
    return result


def timed_out(job: Job, limit: float) -> Result:
    """Return the result of a job that did not end in time."""
    result = Result(Verdict.HANG, "", job.name, job.target, job.clause or None, engine=job.engine)
    return fill(result, Finding(Verdict.HANG, TimeLimit(Path(job.target).name, limit, of_test=True)))


def limited(job: Job, limit: float | None) -> Job:
    """Return the job, with its seconds reduced to what a limit allows."""
    return replace(job, seconds=search_seconds(job.seconds, limit))
