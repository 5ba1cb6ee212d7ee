"""Known failures: the last failing schedule of each program, to be tried before any other.

A person who has just saved a file wants to know first whether that failure is gone.
"""

from __future__ import annotations

import platform
from dataclasses import dataclass, replace
from pathlib import Path

from ..failure_store import FailureStore, StoredFailure
from ..result import Result
from ..token import Token, source_hash
from .job import Job


@dataclass(frozen=True)
class KnownFailure:
    """The last failure of a job's program.

    Attributes:
        failure: as stored.
        same_source: the source text has not changed since, so that the token still fits.
        same_settings: the job has the settings with which the failure was found. With the same source, too, a search
            would find the same failure again, so that a replay will do.
    """

    failure: StoredFailure
    same_source: bool
    same_settings: bool

    def replay_of(self, job: Job) -> Job | None:
        """Return the job that replays this failure; None if a search might find another one."""
        return replace(job, replay=self.failure.token) if self.same_source and self.same_settings else None

    def search_of(self, job: Job) -> Job:
        """Return the job with this failing schedule first, if the source has changed.

        With the same source and other settings it is the job as it is, so that a seed means what it says.
        """
        return job if self.same_source else replace(job, first=(self.failure.token,))

    def restored(self, result: Result) -> Result | None:
        """Return the result of the replay as the search reported it; None if it is not the known failure.

        Args:
            result: of ``replay_of``.
        """
        same = str(result.verdict) == self.failure.verdict
        if not same or result.replay != self.failure.token or result.trace is None:
            return None
        result.found, result.schedules = self.failure.found, self.failure.schedules
        result.trace.fewest = self.failure.fewest
        return result


class KnownFailures:
    """The last failure of each program, kept in a store.

    Args:
        store: keeps the failures; None to remember nothing.
    """

    def __init__(self, store: FailureStore | None) -> None:
        self._store = store

    def of(self, job: Job) -> KnownFailure | None:
        """Return the stored failure of a job's program; None if there is none, or if the job is not a search."""
        failure = self._store.get(_program(job), job.target) if self._store is not None and _searches(job) else None
        if failure is None:
            return None
        same_source = Token.parse(failure.token).source == _source(job)
        return KnownFailure(failure, same_source, failure.settings == _settings(job))

    def remember(self, job: Job, known: KnownFailure | None, result: Result) -> None:
        """Store the failure that a search has found, or drop a known one that another source no longer has.

        Args:
            job: the search.
            known: what was known of its program before.
            result: of the search.
        """
        store = self._store
        if store is None or not _searches(job):
            return
        if result.replay is not None and result.trace is not None:
            sources = store.texts(job.files)
            found, fewest = result.found or 1, result.trace.fewest
            failure = StoredFailure(
                result.replay, _settings(job), found, result.schedules, fewest, str(result.verdict), sources
            )
            store.put(_program(job), job.target, failure)
        elif known is not None and not known.same_source and result.passed:
            store.drop(_program(job), job.target)


def _searches(job: Job) -> bool:
    return job.engine == "explore" and job.replay is None


def _program(job: Job) -> str:
    return f"{job.name}/{job.clause}"


def _source(job: Job) -> str:
    try:
        return source_hash(Path(file).read_bytes() for file in job.files)
    except OSError:
        return ""


def _settings(job: Job) -> str:
    bounds = f"schedules={job.schedules} seconds={job.seconds} strategy={job.strategy} seed={job.seed}"
    bounds += " strict-races" * job.strict_races
    return f"{bounds} python={platform.python_version()}"
