"""Runs the tasks of a grading: as many at once as there are processes, each file once, what is known already never."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import FIRST_COMPLETED, BrokenExecutor, CancelledError, Executor, Future, wait
from dataclasses import replace

from ..answers.grades import GradeStatus, JudgedFile
from ..answers.grading_run import RunProgress
from ..report.sentences.grading_run import given_up_sentence
from ..soak.until import WHOLE, Shard
from .executors import ExecutorMaker, end_processes
from .judge import Task
from .sandbox.judge import judge
from .store import JudgedStore

ATTEMPTS = 3
"""How often a task is begun whose process is ended from outside, before its file is not gradable."""
AHEAD = 2
"""Tasks for each process that are handed to the executor: one that runs, and one that waits for it."""


def shared(tasks: Mapping[str, Task], shard: Shard) -> dict[str, Task]:
    """Return the tasks of one share, by their keys.

    Which those are depends on the katas and the files alone, so that no machine with another Python takes others.
    """
    ordered = sorted(tasks, key=lambda key: (tasks[key].kata, tasks[key].digest))
    return {key: tasks[key] for number, key in enumerate(ordered) if shard.has(number)}


def run_tasks(
    tasks: Mapping[str, Task],
    store: JudgedStore,
    make: ExecutorMaker,
    processes: int,
    progress: Callable[[RunProgress], None] = lambda progress: None,
    shard: Shard = WHOLE,
) -> dict[str, JudgedFile]:
    """Judge the files of the tasks that are not in the store; return those of all tasks that are known then.

    Args:
        tasks: by their keys.
        store: is asked for each task, and gets each result at once.
        make: makes an executor.
        processes: that the executor has.
        progress: called after each task.
        shard: the share to judge.

    Raises:
        UsageError: a result cannot be written.
    """
    began = time.monotonic()
    mine = shared(tasks, shard)
    found = {}
    for key, task in tasks.items():
        judged = store.get(task.kata, task.digest, key)
        if judged is not None:
            found[key] = judged
    known = sum(key in found for key in mine)
    done = known

    def finished(key: str, judged: JudgedFile) -> None:
        nonlocal done
        if judged.status is not GradeStatus.NOT_GRADABLE:  # the next run tries again
            store.put(judged, key)
        found[key] = judged
        done += 1
        progress(RunProgress(done, known, len(mine), time.monotonic() - began))

    progress(RunProgress(done, known, len(mine), 0.0))
    waiting = [key for key in mine if key not in found]
    if waiting:
        _Runner(mine, make, processes, finished).run(waiting)
    return found


class _Runner:
    """The loop over an executor: a broken one is replaced, and what it was doing is begun again."""

    def __init__(
        self,
        tasks: Mapping[str, Task],
        make: ExecutorMaker,
        processes: int,
        finished: Callable[[str, JudgedFile], None],
    ) -> None:
        self._tasks = tasks
        self._make = make
        self._most = processes * AHEAD
        self._finished = finished
        self._attempts: dict[str, int] = {}
        self._executor: Executor | None = None
        self._running: dict[Future[JudgedFile], str] = {}

    def run(self, keys: Sequence[str]) -> None:
        """Run these tasks to their end."""
        waiting = list(reversed(keys))
        try:
            while waiting or self._running:
                # after a process has died, one task at a time, so that the one that kills it is known
                most = 1 if any(self._attempts.get(key, 0) for key in waiting) else self._most
                while waiting and len(self._running) < most:
                    self._begin(waiting.pop())
                over, _ = wait(self._running, return_when=FIRST_COMPLETED)
                for future in over:
                    waiting += self._end(future)
        except BaseException:  # Ctrl-C: what runs is begun again by the next run
            for future in self._running:
                future.cancel()
            end_processes()
            raise
        finally:
            if self._executor is not None:
                self._executor.shutdown(wait=False)

    def _begin(self, key: str) -> None:
        self._executor = self._executor or self._make()
        try:
            future = self._executor.submit(judge, self._tasks[key])
        except BrokenExecutor as error:  # a process has died since the last look
            future = Future()
            future.set_exception(error)
        self._running[future] = key

    def _end(self, future: Future[JudgedFile]) -> list[str]:
        """Take in the outcome of a task; return the keys of what must be begun again."""
        key = self._running.pop(future, None)
        if key is None:  # begun again already, because its executor broke
            return []
        error = _error(future)
        attempts = self._attempts[key] = self._attempts.get(key, 0) + 1
        if error is None:
            self._finished(key, replace(future.result(), attempts=attempts))
            return []
        again = []
        if getattr(self._executor, "_broken", False):
            again = [*self._running.values()]
            for other in again:
                self._attempts[other] = self._attempts.get(other, 0) + 1
            self._running.clear()
            self._executor = None
        again.append(key)
        for late in [one for one in again if self._attempts[one] >= ATTEMPTS]:
            again.remove(late)
            task = self._tasks[late]
            why = f"{type(error).__name__}: {error}".strip(": ")
            self._finished(late, JudgedFile(
                task.kata, task.digest, GradeStatus.NOT_GRADABLE,
                message=given_up_sentence(ATTEMPTS, why), attempts=ATTEMPTS,
            ))  # fmt: skip
        return again


def _error(future: Future[JudgedFile]) -> BaseException | None:
    try:
        return future.exception()
    except CancelledError as error:
        return error
