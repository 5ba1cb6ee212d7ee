"""The parent's side: one worker process for many jobs, replaced when it hangs, dies or is spoilt."""

from __future__ import annotations

import os
import queue
import re
import time
from collections.abc import Callable
from pathlib import Path
from types import TracebackType
from typing import Any

from harness.measures import Measures
from harness.result import Part, Result
from harness.token import TokenError
from harness.trace import Place
from harness.verdict import Verdict
from harness.workers.job import Job, decode, encode
from harness.workers.limits import MEGABYTE, Limits
from harness.workers.process import ENDED, FORGED, WorkerProcess
from harness.workers.terminal_safe import plain

START = 30.0
"""Seconds a worker may take to start."""
_FRAME = re.compile(r'^  File "(?P<file>.+)", line (?P<line>\d+) in (?P<function>.+)$', re.MULTILINE)


class WorkerError(RuntimeError):
    """A mistake of the harness itself; carries the worker's account of it."""


class WorkerClient:
    """Judges programs in a worker process. Use it in a ``with`` statement, or call ``close``.

    Args:
        limits: what the worker may use, and how long it may take.
    """

    def __init__(self, limits: Limits | None = None) -> None:
        self._limits = limits or Limits()
        self._worker: WorkerProcess | None = None
        self.heard: Callable[[int, int], None] = lambda tried, classes: None
        """Told, several times a second, how many schedules were run for a job, and of how many classes they are
        known to be; none, when it is over. A schedule that is run again, to record it or to shrink it, counts."""
        self._number = 0

    def __enter__(self) -> WorkerClient:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def judge(self, job: Job) -> Result:
        """Run one job to its result, whatever the code under test does.

        Raises:
            TokenError: the job's replay token does not fit.
            JudgeError: the harness itself failed.
        """
        began = time.monotonic()
        try:
            result = self._run(job)
        except BaseException:  # a time limit of pytest's, Ctrl-C: no worker may be left running
            self.close()
            raise
        finally:
            self.heard(0, 0)
        assert isinstance(result, Result)
        result.seconds = time.monotonic() - began
        return result

    def measure(self, job: Job) -> Measures | Result:
        """Run one job whose answer is numbers; a result where the code under test did not let it."""
        try:
            answer: Measures | Result = self._run(job)
        except BaseException:
            self.close()
            raise
        return answer

    def part(self, job: Job) -> Part:
        """Run one part of a search; a worker that hangs or dies has found something too."""
        try:
            answer: Part | Result = self._run(job)
        except BaseException:
            self.close()
            raise
        finally:
            self.heard(0, 0)
        return answer if isinstance(answer, Part) else Part(0, answer)

    def _run(self, job: Job) -> Any:
        worker = self._fit(job)
        self._number += 1
        try:
            worker.send({"number": self._number, "folder": os.getcwd(), "job": encode(job)})
        except (OSError, ValueError):  # ValueError: another thread has closed it
            if not worker.begun:
                return self._again(job, worker)
            return self._died(job)
        now = time.monotonic()
        patience, end = now + START, now + self._longest(job)
        while True:
            try:
                message = worker.receive(min(patience, end) - time.monotonic())
            except queue.Empty:
                if not worker.begun:
                    return self._again(job, worker)
                place = self._dumped(job)
                self.close()
                return self._late(job) if time.monotonic() >= end else self._hang(job, place)
            if not worker.begun and (ENDED in message or FORGED in message):
                return self._again(job, worker)
            if ENDED in message:
                return self._died(job)
            if FORGED in message:
                self.close()
                said = f"{Path(job.target).name} writes to the pipe over which the harness tells its results."
                return self._result(job, Verdict.FORBIDDEN, said, None)
            worker.begun = True
            if message.get("job") != self._number:
                continue  # of the time between two jobs
            patience = time.monotonic() + self._limits.silence  # from now on it speaks often, or not at all
            if "progress" in message:
                self.heard(int(message["progress"]["tried"]), int(message["progress"]["classes"]))
            answer = self._answer(job, message)
            if message.get("poisoned"):
                self.close()
            if answer is not None:
                return answer

    def _answer(self, job: Job, message: dict[str, Any]) -> Measures | Part | Result | None:
        """What a message says of a job; None if only that the worker lives."""
        if "measures" in message:
            return decode(Measures, message["measures"])
        if "part" in message:
            return decode(Part, plain(message["part"]))
        if "result" in message:
            return decode(Result, plain(message["result"]))
        if "usage" in message:
            raise TokenError(message["usage"])
        if "internal" in message:
            raise WorkerError(message["internal"])
        if "memory" in message:
            said = f"{Path(job.target).name} takes more than {message['memory'] // MEGABYTE:,} MB of memory."
            return self._result(job, Verdict.WRONG, said, None)
        if "hang" in message:
            self.close()
            return self._hang(job, decode(Place, message["hang"]) if message["hang"] else None)
        return None

    def _longest(self, job: Job) -> float:
        """Seconds after which a clause is cut off, whatever its steps are; a program of one's own may take for ever."""
        if not job.contract:
            return float("inf")
        return (job.seconds or self._limits.seconds) + self._limits.slack

    def _late(self, job: Job) -> Result:
        longest = self._longest(job)
        message = f"{Path(job.target).name} takes more than {longest:,.0f} s for this clause, and was cut off."
        return self._result(job, Verdict.HANG, message, None)

    def _hang(self, job: Job, place: Place | None) -> Result:
        where = f" at {Path(place.file).name} line {place.line}" if place is not None else ""
        what = "is blocked" if place is None else "blocks"
        message = f"The code {what} outside what the harness controls{where}."
        return self._result(job, Verdict.HANG, message, place)

    def _died(self, job: Job) -> Result:
        code = self._worker.code() if self._worker is not None else None
        self.close()
        message = f"{Path(job.target).name} ended the process it ran in (exit code {code})."
        return self._result(job, Verdict.WRONG, message, None)

    def _again(self, job: Job, worker: WorkerProcess) -> Any:
        """The worker's present process did not begin: the file before broke what they share, or it is our fault."""
        if self._worker is not worker:
            return self._died(job)  # another thread has called the job off, and wants no result
        if worker.renewed:
            self.close()
            return self._run(job)
        code = worker.code()
        self.close()
        raise WorkerError(f"the worker ended before it began (exit code {code}); KATA_WORKER_STDERR=1 shows why")

    def _result(self, job: Job, verdict: Verdict, message: str, place: Place | None) -> Result:
        line = place.line if place is not None and place.file == job.target else None
        return Result(verdict, message, job.name, job.target, job.clause or None, line, engine=job.engine, place=place)

    def _dumped(self, job: Job) -> Place | None:
        """The innermost line of the program in ``faulthandler``'s dump."""
        files = set(job.program().files)
        if self._worker is None:
            return None
        with open(self._worker.dump, encoding="utf-8", errors="replace") as file:
            text = file.read(MEGABYTE)
        for match in _FRAME.finditer(text):
            if match["file"] in files:
                return Place(match["file"], int(match["line"]), match["function"])
        return None

    def _fit(self, job: Job) -> WorkerProcess:
        """A worker in which no other file's code has run; it is the same for all clauses of a kata."""
        worker = self._worker
        if worker is not None and worker.lives() and worker.file not in ("", _file(job)):
            try:
                if not worker.renew():
                    self.close()
            except (OSError, ValueError):
                self.close()
            worker = self._worker
        if worker is None or not worker.lives():
            self.close()
            worker = self._worker = WorkerProcess(self._limits)
        worker.file = _file(job)
        return worker

    def close(self) -> None:
        """End the worker."""
        worker, self._worker = self._worker, None
        if worker is not None:
            worker.end()


def _file(job: Job) -> str:
    """Who may share a process: the clauses of one kata's file, or the functions of one file without a contract."""
    return f"{job.target} {bool(job.contract or job.engine == 'measure')}"
