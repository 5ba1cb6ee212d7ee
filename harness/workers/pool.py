"""Several workers at once: clauses side by side, or the stretches of one search."""

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

from harness.explorer.summary import summarize
from harness.failure_store import FailureStore
from harness.result import Part, Result
from harness.token import TokenError
from harness.workers.client import WorkerClient
from harness.workers.job import BEGINNING, Job
from harness.workers.known_failures import KnownFailures

T = TypeVar("T")
WORTH_IT = 1_000
"""Schedules below which starting more workers takes longer than they save."""

AGAIN = 0.1
"""Seconds between two tries to end what is called off."""


def cores() -> int:
    """How many workers a machine has room for."""
    return os.cpu_count() or 1


class WorkerPool:
    """Workers that are started when they are needed. Use it in a ``with`` statement, or call ``close``.

    Args:
        number: at most so many at once; 0 for one per core.
        root: the folder whose ``.kata`` remembers failures; None to remember nothing.
    """

    def __init__(self, number: int = 1, root: Path | None = None) -> None:
        self._known_failures = KnownFailures(FailureStore(root) if root is not None else None)
        self.number = number or cores()
        self._all = [WorkerClient() for _ in range(self.number)]
        self._free: SimpleQueue[WorkerClient] = SimpleQueue()
        for judge in self._all:
            self._free.put(judge)

    def __enter__(self) -> WorkerPool:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def hear(self, heard: Callable[[int, int, int], None]) -> None:
        """From now on tell of each worker, by its number, what ``WorkerClient.heard`` is told; from several threads."""
        for number, judge in enumerate(self._all):
            judge.heard = partial(heard, number)

    def close(self) -> None:
        """End all workers."""
        for judge in self._all:
            judge.close()

    def judge(self, job: Job) -> Result:
        """As ``WorkerClient.judge``, by a worker that is free; waits for one."""
        return self._with_known_failure(job, self._judge)

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
        return self._with_one(lambda judge: judge.judge(job))

    def in_order(self, works: Sequence[Callable[[], T]]) -> Iterator[T]:
        """Do all of these, as many at once as there are workers, and give what comes of them in order.

        Whoever stops asking before the end has the rest called off, and workers that are busy with it ended.
        """
        if self.number == 1 or len(works) == 1:
            yield from (work() for work in works)
            return
        with ThreadPoolExecutor(self.number) as pool:
            futures = [pool.submit(work) for work in works]
            try:
                for future in futures:
                    yield future.result()
            finally:
                self._call_off(futures)

    def _call_off(self, futures: Sequence[Future[T]]) -> None:
        busy = [future for future in futures if not future.cancel()]
        while not all(future.done() for future in busy):
            self.close()  # again and again: one may just have been about to start a worker
            wait(busy, AGAIN)

    def search(self, job: Job) -> Result:
        """One search by all workers: the same result as by one, for the same seed.

        Raises:
            JudgeError: the harness itself failed.
        """
        return self._with_known_failure(job, self._search)

    def _search(self, job: Job) -> Result:
        if self.number == 1 or job.schedules < WORTH_IT or job.replay is not None:
            return self._judge(job)
        began = time.monotonic()
        parts = [self._with_one(lambda judge: judge.part(replace(job, part=BEGINNING)))]
        if parts[0].found is None and not parts[0].over:
            parts += _Stretches(job).run(self._all)
        result = summarize(parts)
        result.seconds = time.monotonic() - began
        return result

    def _with_one(self, work: Callable[[WorkerClient], T]) -> T:
        judge = self._free.get()
        try:
            return work(judge)
        finally:
            self._free.put(judge)


class _Stretches:
    """The stretches of one search, shared out among workers."""

    def __init__(self, job: Job) -> None:
        self._job = job
        self._numbers = count()
        self._done: dict[int, Part] = {}
        self._busy: dict[int, WorkerClient] = {}
        self._last: int | None = None
        """The first stretch that ends the search, as far as is known."""
        self._lock = Lock()

    def run(self, judges: Sequence[WorkerClient]) -> list[Part]:
        """All up to the first that ends the search, in order."""
        with ThreadPoolExecutor(len(judges)) as pool:
            works = [pool.submit(self._work, judge) for judge in judges]
            try:
                for work in works:
                    work.result()
            except BaseException:  # Ctrl-C: nobody is to go on to the end of the budget
                with self._lock:
                    self._end(-1)
                raise
        return [self._done[number] for number in range((self._last or 0) + 1)]

    def _work(self, judge: WorkerClient) -> None:
        while True:
            with self._lock:
                number = next(self._numbers)
                if self._last is not None and number > self._last:
                    return
                self._busy[number] = judge
            part = judge.part(replace(self._job, part=number))
            with self._lock:
                del self._busy[number]
                self._done[number] = part
                if part.over or part.found is not None:
                    self._end(number)

    def _end(self, number: int) -> None:
        """What comes after this one is wanted no more."""
        if self._last is None or number < self._last:
            self._last = number
            for later, judge in self._busy.items():
                if later > number:
                    judge.close()
