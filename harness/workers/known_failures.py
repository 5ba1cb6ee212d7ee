"""Failures found before, tried before all else: who has just saved a file wants to know whether that one is gone."""

from __future__ import annotations

import platform
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from harness.failure_store import FailureStore, StoredFailure
from harness.result import Result
from harness.token import Token, TokenError, source_hash
from harness.workers.job import Job


class KnownFailures:
    """Remembers the last failure of each program.

    The same source and the same settings give the same result as the first time, only sooner. Another source has
    the schedule tried first, and forgotten if it passes. Under other settings nothing is remembered: a
    seed must mean what it says.

    Args:
        store: where; None to remember nothing.
    """

    def __init__(self, store: FailureStore | None) -> None:
        self._store = store

    def recall(self, job: Job, run: Callable[[Job], Result]) -> Result:
        """Run a job, with what is remembered of its program.

        Args:
            job: what to run; only a search is remembered.
            run: runs a job.
        """
        store = self._store
        if store is None or job.engine != "explore" or job.replay is not None:
            return run(job)
        program = f"{job.name}/{job.clause}"
        known = store.get(program, job.target)
        same = known is not None and Token.parse(known.token).source == _source(job)
        if known is not None and same and known.settings == _settings(job):
            again = _again(job, known, run)
            if again is not None:
                return again
        result = run(replace(job, first=(known.token,)) if known is not None and not same else job)
        if result.replay is not None and result.trace is not None:
            sources = store.texts(job.program().files)
            failure = StoredFailure(
                result.replay, _settings(job), result.found or 1, result.schedules, result.trace.fewest, sources
            )
            store.put(program, job.target, failure)
        elif known is not None and not same and result.passed:
            store.drop(program, job.target)
        return result


def _again(job: Job, known: StoredFailure, run: Callable[[Job], Result]) -> Result | None:
    """The failure once more; None if it is not what it was."""
    try:
        result = run(replace(job, replay=known.token))
    except TokenError:
        return None
    if result.replay != known.token or result.trace is None:
        return None
    result.found, result.schedules, result.trace.fewest = known.found, known.schedules, known.fewest
    return result


def _source(job: Job) -> str:
    try:
        return source_hash(Path(file).read_bytes() for file in job.program().files)
    except OSError:
        return ""


def _settings(job: Job) -> str:
    bounds = f"schedules={job.schedules} seconds={job.seconds} strategy={job.strategy} seed={job.seed}"
    bounds += " strict-races" * job.strict_races
    return f"{bounds} python={platform.python_version()}"
