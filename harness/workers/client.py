"""The worker client: the parent's side of one worker, which is replaced when it hangs, dies or is poisoned."""

from __future__ import annotations

import os
import queue
import re
import time
from collections.abc import Callable
from types import TracebackType
from typing import Any

from ..answers.batch import Batch
from ..answers.game import GameAnswer
from ..answers.measures import Measures
from ..common.records import encode
from ..part import Part
from ..result import Result
from ..trace import Place
from .answer import WorkerError, answer_in, dead, forged, hanging, late
from .job import Job
from .limits import MEGABYTE, Limits
from .process import ENDED, FORGED, WorkerProcess

START = 30.0
"""Seconds that a worker may take to start."""
_FRAME = re.compile(r'^  File "(?P<file>.+)", line (?P<line>\d+) in (?P<function>.+)$', re.MULTILINE)


class WorkerClient:
    """Runs jobs in a worker process. Use it in a ``with`` statement, or call ``close``.

    Args:
        limits: of the worker and of each job.
        plays: it will answer questions of games, for which a worker prepares itself.

    Attributes:
        on_progress: called several times a second with the number of schedules run for a job, and of the classes that
            they are known to be in; with zeros when the job is over. A schedule that is run again, to record it or to
            minimise it, counts again.
    """

    def __init__(self, limits: Limits | None = None, *, plays: bool = False) -> None:
        self._limits = limits or Limits()
        self._plays = plays
        self._worker: WorkerProcess | None = None
        self.on_progress: Callable[[int, int], None] = lambda tried, classes: None
        self._number = 0
        self._again = False
        """A job was run again, because the process that workers are forked from was killed."""

    def __enter__(self) -> WorkerClient:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def judge(self, job: Job) -> Result:
        """Run one job and return its result, also when the code under test hangs, exits or crashes.

        Raises:
            TokenError: the job's replay token does not fit.
            WorkerError: the harness itself failed.
        """
        began = time.monotonic()
        result = self._asked(job)
        assert isinstance(result, Result)
        result.seconds = time.monotonic() - began
        return result

    def measure(self, job: Job) -> Measures | Result:
        """Run one job that measures; returns a result where the code under test could not be measured."""
        answer: Measures | Result = self._asked(job)
        return answer

    def part(self, job: Job) -> Part:
        """Run one part of a search; a worker that hangs or dies is a finding, too."""
        answer: Part | Result = self._asked(job)
        return answer if isinstance(answer, Part) else Part(0, answer)

    def batch(self, job: Job) -> Batch | Result:
        """Run one batch; returns a result where the program cannot be loaded, or where the worker hangs or dies."""
        answer: Batch | Result = self._asked(job)
        return answer

    def play(self, job: Job) -> GameAnswer | Result:
        """Answer a question of a game; returns a result where the program cannot be loaded, hangs or dies.

        Raises:
            TokenError: the program does not follow the choices.
        """
        answer: GameAnswer | Result = self._asked(job)
        return answer

    def _asked(self, job: Job) -> Any:
        """Run one job and return its answer; no worker is left running if that is interrupted."""
        try:
            return self._run(job)
        except BaseException:  # a time limit of pytest's, Ctrl-C, or an error that the worker has reported
            self.close()
            raise
        finally:
            self.on_progress(0, 0)

    def _run(self, job: Job) -> Any:
        worker = self._worker_for(job)
        self._number += 1
        try:
            worker.send({"number": self._number, "folder": os.getcwd(), "job": encode(job)})
        except (OSError, ValueError):  # ValueError: another thread has closed the pipe
            if not worker.begun:
                return self._retry(job, worker)
            return self._died(job)
        now = time.monotonic()
        silent_at, late_at = now + START, now + self._longest(job)
        while True:
            try:
                message = worker.receive(min(silent_at, late_at) - time.monotonic())
            except queue.Empty:
                if not worker.begun:
                    return self._retry(job, worker)
                place = self._dumped_place(job)
                self.close()
                return late(job, self._longest(job)) if time.monotonic() >= late_at else hanging(job, place)
            if not worker.begun and (ENDED in message or FORGED in message):
                return self._retry(job, worker)
            if ENDED in message:
                return self._died(job)
            if FORGED in message:
                self.close()
                return forged(job)
            worker.begun = True
            if message.get("job") != self._number:
                continue  # sent between two jobs
            silent_at = time.monotonic() + self._limits.silence  # a worker that has begun sends often
            if "progress" in message:
                self.on_progress(int(message["progress"]["tried"]), int(message["progress"]["classes"]))
            answer = answer_in(job, message)
            if message.get("poisoned") or "hang" in message:
                self.close()
            if answer is not None:
                return answer

    def _longest(self, job: Job) -> float:
        """Return the seconds after which a clause is cut off in any case; a program without a contract never is."""
        if not job.contract:
            return float("inf")
        return (job.seconds or self._limits.seconds) + self._limits.slack

    def _died(self, job: Job) -> Any:
        code = self._worker.exit_code() if self._worker is not None else None
        if self._worker is not None and self._worker.lost_its_server() and not self._again:
            self._again = True  # once: the file may have killed it
            self.close()
            return self._run(job)
        self.close()
        return dead(job, code)

    def _retry(self, job: Job, worker: WorkerProcess) -> Any:
        """Run the job in a new worker, because the current one's process did not begin.

        Either the file before has broken something that the processes of a worker share, or the harness is at fault.
        """
        if self._worker is not worker:
            return self._died(job)  # another thread has cancelled the job, and wants no result
        if worker.renewed:
            self.close()
            return self._run(job)
        code = worker.exit_code()
        self.close()
        raise WorkerError(f"the worker ended before it began (exit code {code}); KATA_WORKER_STDERR=1 shows why")

    def _dumped_place(self, job: Job) -> Place | None:
        """Return the innermost line of the program in ``faulthandler``'s dump."""
        files = set(job.files)
        if self._worker is None:
            return None
        with open(self._worker.dump, encoding="utf-8", errors="replace") as file:
            text = file.read(MEGABYTE)
        for match in _FRAME.finditer(text):
            if match["file"] in files:
                return Place(match["file"], int(match["line"]), match["function"])
        return None

    def _worker_for(self, job: Job) -> WorkerProcess:
        """Return a worker whose process has run no other file's code; all clauses of a kata share one."""
        worker = self._worker
        if worker is not None and worker.is_alive() and worker.file not in ("", _shared_by(job)):
            try:
                if not worker.renew():
                    self.close()
            except (OSError, ValueError):
                self.close()
            worker = self._worker
        if worker is None or not worker.is_alive():
            self.close()
            worker = self._worker = WorkerProcess(self._limits, plays=self._plays)
        worker.file = _shared_by(job)
        return worker

    def close(self) -> None:
        """End the worker."""
        worker, self._worker = self._worker, None
        if worker is not None:
            worker.end()


def _shared_by(job: Job) -> str:
    """Return a name that is equal for jobs which may share a process.

    Those are the clauses of one kata's file, or the functions of one file without a contract.
    """
    return f"{job.target} {bool(job.contract or job.engine == 'measure')}"
