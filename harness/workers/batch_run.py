"""The run of many batches: each worker takes the next one, until there are no more or one ends the run."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor, wait
from threading import Lock

from ..answers.batch import Batch
from ..result import Result
from .client import WorkerClient
from .job import Job

AGAIN = 0.1
"""Seconds between two attempts to end workers."""


class BatchRun:
    """The batches of one long exploration, distributed among workers.

    Args:
        jobs: one batch each, in the order of their numbers.
        finished: as in ``WorkerPool.run_batches``.
    """

    def __init__(self, jobs: Iterator[Job], finished: Callable[[Job, Batch | Result], int | None]) -> None:
        self._jobs = jobs
        self._finished = finished
        self._busy: dict[int, WorkerClient] = {}
        self._last: int | None = None
        """The number of the batch after which none is wanted; None for no end."""
        self._lock = Lock()

    def run(self, clients: Sequence[WorkerClient]) -> None:
        """Run the batches; returns when no worker is busy with one."""
        with ThreadPoolExecutor(len(clients)) as pool:
            works = [pool.submit(self._work, client) for client in clients]
            try:
                for work in works:
                    work.result()
            except BaseException:  # Ctrl-C: no worker is to go on with its batch
                with self._lock:
                    self._last = -1
                while not all(work.done() for work in works):
                    for client in clients:  # again and again: one may just have been about to start a worker
                        client.close()
                    wait(works, AGAIN)
                raise

    def _work(self, client: WorkerClient) -> None:
        while True:
            with self._lock:
                job = next(self._jobs, None) if self._last is None else None
                if job is None:
                    return
                number = job.batch or 0
                self._busy[number] = client
            outcome = client.batch(job)
            with self._lock:
                del self._busy[number]
                if self._last is not None and number > self._last:
                    return  # it was ended, or is not wanted any more
                last = self._finished(job, outcome)
                if last is not None:
                    self._end_after(last)

    def _end_after(self, number: int) -> None:
        """End the batches after this one."""
        if self._last is None or number < self._last:
            self._last = number
            for later, client in self._busy.items():
                if later > number:
                    client.close()
