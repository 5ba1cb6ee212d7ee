"""The run of a long exploration: the batches of one shard that a corpus does not have yet, until a time or a number."""

from __future__ import annotations

import platform
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from itertools import count
from pathlib import Path

from ..answers.batch import FIRST, Batch, BatchFailure, strategy_of
from ..errors import UsageError
from ..facts import LoadFailure
from ..report.text.phrases import shown
from ..result import Result
from ..token import source_hash
from ..trace import Place
from ..workers.job import Job
from ..workers.pool import WorkerPool
from .corpus import Corpus, CorpusHeader, ShardTimes
from .until import WHOLE, Shard

BATCH = 1_000
"""Schedules of one batch, unless the command says otherwise."""
RANDOM = ("random", "pct1", "pct2", "pct3", "pos", "surw", "rff")
"""The strategies that a corpus can have besides ``auto``. A systematic one would repeat itself in each batch."""


@dataclass(frozen=True, slots=True)
class SoakBounds:
    """The end of a run.

    Attributes:
        seconds: no batch begins later than this; None for no such bound.
        schedules: the batches of the whole corpus have together at least as many schedules; None for no such bound.
        keep_going: failures do not end it.
        shard: the share of the batches to run.
    """

    seconds: float | None = None
    schedules: int | None = None
    keep_going: bool = False
    shard: Shard = WHOLE


def header_of(job: Job, size: int) -> CorpusHeader:
    """Return the header of the corpus of a job's program, as it is now.

    Raises:
        UsageError: the strategy is systematic.
    """
    if job.strategy not in (FIRST, *RANDOM):
        raise UsageError(f"--strategy {job.strategy} would try the same schedules in each batch of a corpus")
    try:
        source = source_hash(Path(file).read_bytes() for file in job.files)
    except OSError as error:
        raise UsageError(f"{error.filename}: {error.strerror or error}") from None
    return CorpusHeader(
        what=f"{shown(job.target)}::{job.function}",
        source=source,
        python=".".join(platform.python_version_tuple()[:2]),
        size=size,
        seed=job.seed,
        strategy=job.strategy,
        strict_races=job.strict_races,
        inside=tuple(sorted(job.inside)),
        timeouts=job.timeouts,
    )


class SoakRun:
    """One run of a long exploration.

    Args:
        corpus: keeps the batches.
        job: the program and the settings.
        bounds: of the run.
        finished: called with each batch after it has been kept.

    Attributes:
        unloaded: the result for a program that cannot be loaded, or None.
    """

    def __init__(
        self, corpus: Corpus, job: Job, bounds: SoakBounds, finished: Callable[[Batch], None] = lambda batch: None
    ) -> None:
        self._corpus = corpus
        self._job = replace(job, schedules=corpus.header.size, seconds=None)
        self._bounds = bounds
        self._tell = finished
        self.unloaded: Result | None = None
        self._known: set[int] = set()
        """The numbers of the batches that are known not to end the run, or have ended it."""

    def run(self, pool: WorkerPool) -> None:
        """Run batches in the workers of a pool, until the bounds are reached, or a failure or a proof is found.

        Raises:
            UsageError: another process runs this shard, or a file of the corpus is broken or cannot be written.
        """
        with self._corpus.claimed(self._bounds.shard):
            self._began = time.monotonic()
            self._before = self._corpus.times_of(self._bounds.shard)
            self._schedules = 0
            pool.run_batches(self._jobs(), self._finished)

    def _jobs(self) -> Iterator[Job]:
        """Yield the next batch of the shard that the corpus does not have, again and again."""
        bounds, header = self._bounds, self._corpus.header
        most = -(-bounds.schedules // header.size) if bounds.schedules is not None else None
        self._known = self._corpus.numbers()
        done = frozenset(self._known)
        for number in count(bounds.shard.index - 1, bounds.shard.shards):
            if most is not None and number >= most:
                return
            if number in done or self._corpus.has(number):
                continue
            if bounds.seconds is not None and time.monotonic() - self._began >= bounds.seconds:
                return
            if self._ended_elsewhere():
                return
            first = header.first if number == 0 else ()
            yield replace(self._job, batch=number, strategy=strategy_of(number, header.strategy), first=first)

    def _ended_elsewhere(self) -> bool:
        """Return whether a process of another shard has meanwhile found something that ends this run, too."""
        fresh = self._corpus.numbers() - self._known
        self._known |= fresh
        return any(self._ends(batch) for batch in self._corpus.batches(fresh))

    def _ends(self, batch: Batch) -> bool:
        """Return whether a batch ends the run: it has a failure, or proves that there is none."""
        proved = batch.proof is not None and batch.proof.preemptions is None
        return proved or (bool(batch.failures) and not self._bounds.keep_going)

    def _finished(self, job: Job, outcome: Batch | Result) -> int | None:
        number = job.batch or 0
        if isinstance(outcome, Result) and isinstance(outcome.facts, LoadFailure):
            self.unloaded = outcome
            return -1
        batch = outcome if isinstance(outcome, Batch) else _of_lost_worker(job, outcome)
        for failure in batch.failures:
            if failure.kind == LoadFailure.__name__:  # a module may be missing on this machine only
                self.unloaded = result_of(failure, job)
                return -1
        self._corpus.add(batch)
        self._known.add(number)
        self._schedules += batch.schedules
        seconds = self._before.seconds + time.monotonic() - self._began
        times = ShardTimes(self._before.schedules + self._schedules, round(seconds, 3))
        self._corpus.add_times(self._bounds.shard, times)
        self._tell(batch)
        return number if self._ends(batch) else None


def result_of(failure: BatchFailure, job: Job) -> Result:
    """Return the result of a failure, without its execution."""
    line = failure.place.line if failure.place is not None else None
    result = Result(failure.verdict, failure.message, job.name, job.target, line=line, replay=failure.replay)
    result.place = failure.place
    return result


def _of_lost_worker(job: Job, result: Result) -> Batch:
    """Return the batch whose worker hung or ended; how many schedules it had tried is not known, so none count."""
    place = result.place and Place(shown(result.place.file), result.place.line, result.place.function)
    message = " ".join(result.message.split())
    failure = BatchFailure(result.verdict, type(result.facts).__name__, place, message, 1)
    reason = "a worker did not finish a batch"
    return Batch(job.batch or 0, job.strategy, 0, None, 0, (), (), (), (failure,), unmodelled=reason)
