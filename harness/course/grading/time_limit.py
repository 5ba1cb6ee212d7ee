"""A time limit that is somebody else's, such as pytest-timeout's: the clause ends before it, with a report of ours."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from threading import Event, Thread

from harness.facts import TimeLimit
from harness.report.sentences import fill
from harness.result import Finding, Result
from harness.verdict import Verdict
from harness.workers.client import WorkerClient
from harness.workers.job import Job
from harness.workers.pool import WorkerPool

MARGIN = 0.25
"""Part of the limit that is kept for ending the worker."""
SEARCHING = 0.7
"""Part of the limit in which schedules and runs are begun; the rest is for one that has not come to its end."""
AGAIN = 0.1
"""Seconds between two tries to end a worker: another one may have been started meanwhile."""


def shortened(seconds: float | None, limit: float | None, share: float = 1.0) -> float | None:
    """What a search may take.

    Args:
        seconds: without a limit; None for no bound.
        limit: for the whole clause, in seconds.
        share: the part of it that is this search's.
    """
    if limit is None:
        return seconds
    allowed = limit * SEARCHING * share
    return allowed if seconds is None else min(seconds, allowed)


def judged(judge: WorkerClient | WorkerPool, job: Job, limit: float | None, gone: float = 0.0) -> Result:
    """Run a job; one that is not done when its time is up is cut off, and is a hang.

    Args:
        judge: its workers are ended when the time is up.
        job: what to run.
        limit: seconds; None for none.
        gone: of them, those that have passed already.
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
        while not done.wait(AGAIN):
            judge.close()

    watch = Thread(target=end, name="limit", daemon=True)
    watch.start()
    result: Result | None = None
    try:
        result = judge.judge(job)
    except (OSError, ValueError):  # its pipe was closed while it was written to
        if not over.is_set():
            raise
    finally:
        done.set()
        watch.join()
    if result is None or (over.is_set() and not result.passed and result.trace is None):
        return late(job, limit)
    return result


def late(job: Job, limit: float) -> Result:
    """The verdict on what did not come to its end in time."""
    result = Result(Verdict.HANG, "", job.name, job.target, job.clause or None, engine=job.engine)
    return fill(result, Finding(Verdict.HANG, TimeLimit(Path(job.target).name, limit, of_test=True)))


def limited(job: Job, limit: float | None) -> Job:
    """The job with no more time than a limit leaves it."""
    return replace(job, seconds=shortened(job.seconds, limit))
