"""The worker pool: several workers at once, for clauses side by side or for the stretches of one search."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor, wait
from contextlib import suppress
from dataclasses import replace
from functools import partial
from itertools import count
from pathlib import Path
from queue import SimpleQueue
from threading import Lock
from types import TracebackType
from typing import TypeVar

from ..answers.batch import Batch
from ..explorer.auto import AUTO
from ..explorer.halves import DRAWN, SMALL, joined
from ..explorer.summary import summarize
from ..failure_store import FailureStore
from ..part import Part
from ..result import Result
from ..token import TokenError
from ..verdict import Verdict
from .batch_run import BatchRun
from .client import WorkerClient
from .fork_requests import ForkServer, acquire, release
from .job import BEGINNING, Job
from .known_failures import KnownFailures
from .limits import Limits

T = TypeVar("T")
WORTH_IT = 1_000
"""Schedules below which starting more workers takes longer than they save."""
WORTH_HALVING = 100
"""Schedules below which a search of generated workloads stays in one worker."""

AGAIN = 0.1
"""Seconds between two attempts to end cancelled work."""


def cores() -> int:
    """Return how many workers the machine has cores for."""
    return os.cpu_count() or 1


class WorkerPool:
    """Workers that are started when they are needed. Use it in a ``with`` statement, or call ``close``.

    Args:
        number: the most workers at once; 0 for one per core.
        root: the folder whose ``.kata`` remembers failures; None to remember nothing.
        limits: of each worker; None for the usual ones.
    """

    def __init__(self, number: int = 1, root: Path | None = None, limits: Limits | None = None) -> None:
        self._known_failures = KnownFailures(FailureStore(root) if root is not None else None)
        self.number = number or cores()
        self._clients = [WorkerClient(limits) for _ in range(self.number)]
        self._free: SimpleQueue[WorkerClient] = SimpleQueue()
        for client in self._clients:
            self._free.put(client)
        self._server: ForkServer | None = None
        self._lock = Lock()

    def __enter__(self) -> WorkerPool:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def report_progress(self, listener: Callable[[int, int, int], None]) -> None:
        """From now on call ``listener``, from several threads, whenever a worker reports progress.

        Args:
            listener: takes the worker's number and the arguments of ``WorkerClient.on_progress``.
        """
        for number, client in enumerate(self._clients):
            client.on_progress = partial(listener, number)

    def close(self) -> None:
        """End all workers, and the process that forks them."""
        self.end_workers()
        with self._lock:
            server, self._server = self._server, None
        if server is not None:
            release(server)

    def end_workers(self) -> None:
        """End all workers; new ones are ready in a moment when they are needed."""
        for client in self._clients:
            client.close()

    def _keep_server(self) -> None:
        """Keep the fork server until the pool is closed: a worker that is ended may have to be replaced."""
        if os.name == "posix":
            with self._lock:
                self._server = self._server or acquire()

    def judge(self, job: Job) -> Result:
        """Run one job as ``WorkerClient.judge`` does, in a worker that is free; waits for one."""
        return self._with_known_failure(job, self._in_halves if self._has_halves(job) else self._judge)

    def _has_halves(self, job: Job) -> bool:
        searches = job.engine == "explore" and job.replay is None and job.strategy == AUTO
        return searches and job.generated and self.number > 1 and job.schedules >= WORTH_HALVING

    def _in_halves(self, job: Job) -> Result:
        """Search generated workloads in two workers at once; the result is the one of a single worker."""
        if job.first:
            return self._judge(job)
        began = time.monotonic()
        with ThreadPoolExecutor(1) as other:
            second = other.submit(self._judge, replace(job, half=SMALL))
            drawn, small = self._judge(replace(job, half=DRAWN)), second.result()
        if not drawn.passed and drawn.verdict is not Verdict.LEAK:
            return drawn
        if not (drawn.passed and small.passed):  # what is reported depends on both halves
            return self._judge(job)
        result = joined(drawn, small)
        result.seconds = time.monotonic() - began
        return result

    def _with_known_failure(self, job: Job, run: Callable[[Job], Result]) -> Result:
        """Run a job, with the known failure of its program first."""
        known = self._known_failures.of(job)
        replay = known.replay_of(job) if known is not None else None
        if known is not None and replay is not None:
            with suppress(TokenError):
                restored = known.restored(run(replay))
                if restored is not None:
                    return restored
        result = run(known.search_of(job) if known is not None else job)
        self._known_failures.remember(job, known, result)
        return result

    def _judge(self, job: Job) -> Result:
        return self._with_one(lambda client: client.judge(job))

    def in_order(
        self,
        works: Sequence[Callable[[], T]],
        weights: Sequence[float] = (),
        ends: Callable[[T], bool] = lambda outcome: False,
    ) -> Iterator[T]:
        """Do all of these, as many at once as there are workers, and yield what they return, in order.

        Args:
            works: what to do.
            weights: of each, how long it may take: the longest are begun first, so that no worker is idle in the end.
                Without them, all are begun in order.
            ends: true for an outcome after which the caller wants no other; what is later in order is not begun then.

        When the caller stops iterating before the end, the rest is cancelled, and workers that are busy with it are
        ended.
        """
        if self.number == 1 or len(works) == 1:
            yield from (work() for work in works)
            return
        with ThreadPoolExecutor(self.number) as pool:
            begun = sorted(range(len(works)), key=lambda position: -weights[position] if weights else 0)
            ended: set[int] = set()

            def work(position: int) -> list[T]:
                if any(one < position for one in ended):
                    return []
                outcome = works[position]()
                if ends(outcome):
                    ended.add(position)
                return [outcome]

            futures = {position: pool.submit(work, position) for position in begun}
            try:
                for position in range(len(works)):
                    yield from futures[position].result()
            finally:
                self._cancel(list(futures.values()))

    def _cancel(self, futures: Sequence[Future[T]]) -> None:
        busy = [future for future in futures if not future.cancel()]
        while not all(future.done() for future in busy):
            self.end_workers()  # again and again: a client may just have been about to start a worker
            wait(busy, AGAIN)

    def search(self, job: Job) -> Result:
        """Run one search in all workers; for the same seed the result is the same as in one worker.

        Raises:
            WorkerError: the harness itself failed.
        """
        return self._with_known_failure(job, self._search)

    def _search(self, job: Job) -> Result:
        if self.number == 1 or job.schedules < WORTH_IT or job.replay is not None:
            return self._judge(job)
        began = time.monotonic()
        parts = [self._with_one(lambda client: client.part(replace(job, part=BEGINNING)))]
        if parts[0].found is None and not parts[0].over:
            parts += _Stretches(job).run(self._clients)
        result = summarize(parts)
        result.seconds = time.monotonic() - began
        return result

    def run_batches(self, jobs: Iterator[Job], finished: Callable[[Job, Batch | Result], int | None]) -> None:
        """Run batches, as many at once as there are workers, until there are no more.

        Args:
            jobs: one batch each, in the order of their numbers; they are requested one at a time.
            finished: called with each batch as soon as it is over. It returns the number of a batch to end all batches
                after that one, or None. It and ``jobs`` are never run by two threads at once.
        """
        self._keep_server()
        BatchRun(jobs, finished).run(self._clients)

    def _with_one(self, work: Callable[[WorkerClient], T]) -> T:
        self._keep_server()
        client = self._free.get()
        try:
            return work(client)
        finally:
            self._free.put(client)


class _Stretches:
    """The stretches of one search, distributed among workers."""

    def __init__(self, job: Job) -> None:
        self._job = job
        self._numbers = count()
        self._done: dict[int, Part] = {}
        self._busy: dict[int, WorkerClient] = {}
        self._last: int | None = None
        """The first stretch that ends the search, as far as is known."""
        self._lock = Lock()

    def run(self, clients: Sequence[WorkerClient]) -> list[Part]:
        """Return the stretches up to the first that ends the search, in order."""
        with ThreadPoolExecutor(len(clients)) as pool:
            works = [pool.submit(self._work, client) for client in clients]
            try:
                for work in works:
                    work.result()
            except BaseException:  # Ctrl-C: no worker is to go on to the end of the budget
                with self._lock:
                    self._end_after(-1)
                raise
        return [self._done[number] for number in range((self._last or 0) + 1)]

    def _work(self, client: WorkerClient) -> None:
        while True:
            with self._lock:
                number = next(self._numbers)
                if self._last is not None and number > self._last:
                    return
                self._busy[number] = client
            part = client.part(replace(self._job, part=number))
            with self._lock:
                del self._busy[number]
                self._done[number] = part
                if part.over or part.found is not None:
                    self._end_after(number)

    def _end_after(self, number: int) -> None:
        """End the stretches after this one, which are no longer needed."""
        if self._last is None or number < self._last:
            self._last = number
            for later, client in self._busy.items():
                if later > number:
                    client.close()
