"""The parent's side: one worker process for many jobs, replaced when it hangs, dies or is spoilt."""

from __future__ import annotations

import json
import os
import queue
import re
import subprocess
import sys
import tempfile
import threading
import time
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import Any

from harness.judge.job import Job, decode, encode
from harness.token import TokenError
from harness.trace import Measures, Part, Place, Result, Verdict

SILENCE = 5.0
"""Seconds without a sign of life after which the worker is taken to be held by code outside Python."""
START = 30.0
"""Seconds a worker may take to start."""
_FRAME = re.compile(r'^  File "(?P<file>.+)", line (?P<line>\d+) in (?P<function>.+)$', re.MULTILINE)


class JudgeError(RuntimeError):
    """A mistake of the harness itself; carries the worker's account of it."""


class Judge:
    """Judges programs in a worker process. Use it in a ``with`` statement, or call ``close``."""

    def __init__(self) -> None:
        self._process: subprocess.Popen[str] | None = None
        self._lines: queue.Queue[str | None] = queue.Queue()
        self._dump = ""

    def __enter__(self) -> Judge:
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
        return answer if isinstance(answer, Part) else Part(0, answer)

    def _run(self, job: Job) -> Any:
        process = self._worker()
        assert process.stdin is not None
        try:
            process.stdin.write(json.dumps(encode(job)) + "\n")
            process.stdin.flush()
        except OSError:
            return self._died(job)
        patience = START
        while True:
            try:
                line = self._lines.get(timeout=patience)
            except queue.Empty:
                place = self._dumped(job)
                self.close()
                return self._hang(job, place)
            if line is None:
                return self._died(job)
            message = json.loads(line)
            patience = SILENCE  # it has started: from now on it speaks often, or not at all
            if message.get("poisoned"):
                self.close()
            if "measures" in message:
                return decode(Measures, message["measures"])
            if "part" in message:
                return decode(Part, message["part"])
            if "result" in message:
                return decode(Result, message["result"])
            if "usage" in message:
                raise TokenError(message["usage"])
            if "internal" in message:
                raise JudgeError(message["internal"])
            if "hang" in message:
                self.close()
                return self._hang(job, decode(Place, message["hang"]) if message["hang"] else None)

    def _hang(self, job: Job, place: Place | None) -> Result:
        where = f" at {Path(place.file).name} line {place.line}" if place is not None else ""
        what = "is blocked" if place is None else "blocks"
        message = f"The code {what} outside what the harness controls{where}."
        return self._result(job, Verdict.HANG, message, place)

    def _died(self, job: Job) -> Result:
        code = self._process.wait(5) if self._process is not None else None
        self.close()
        message = f"{Path(job.target).name} ended the process it ran in (exit code {code})."
        return self._result(job, Verdict.WRONG, message, None)

    def _result(self, job: Job, verdict: Verdict, message: str, place: Place | None) -> Result:
        line = place.line if place is not None and place.file == job.target else None
        return Result(verdict, message, job.name, job.target, job.clause or None, line, engine=job.engine, place=place)

    def _dumped(self, job: Job) -> Place | None:
        """The innermost line of the program in ``faulthandler``'s dump."""
        files = set(job.program().files)
        text = Path(self._dump).read_text(encoding="utf-8", errors="replace")
        for match in _FRAME.finditer(text):
            if match["file"] in files:
                return Place(match["file"], int(match["line"]), match["function"])
        return None

    def _worker(self) -> subprocess.Popen[str]:
        if self._process is not None and self._process.poll() is None:
            return self._process
        self.close()
        handle, self._dump = tempfile.mkstemp(prefix="kata-", suffix=".dump")
        os.close(handle)
        home = str(Path(__file__).resolve().parents[2])
        # -P and appending: neither the working directory nor the project may shadow a module
        start = f"import sys; sys.path.append({home!r}); from harness.judge.worker import main; main()"
        environment = {**os.environ, "PYTHONHASHSEED": "0", "PYTHONDONTWRITEBYTECODE": "1"}
        environment.pop("COVERAGE_PROCESS_START", None)
        self._process = subprocess.Popen(
            [sys.executable, "-P", "-c", start, self._dump],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=None if os.environ.get("KATA_WORKER_STDERR") else subprocess.DEVNULL,
            text=True,
            encoding="utf-8",
            env=environment,
        )
        self._lines = queue.Queue()
        threading.Thread(target=_read, args=(self._process, self._lines), daemon=True, name="kata-judge").start()
        return self._process

    def close(self) -> None:
        """End the worker."""
        process, self._process = self._process, None
        if process is not None:
            process.kill()
            process.wait()
            for pipe in (process.stdin, process.stdout):
                if pipe is not None:
                    with suppress(OSError):
                        pipe.close()
        if self._dump:
            with suppress(OSError):
                os.unlink(self._dump)
            self._dump = ""


def _read(process: subprocess.Popen[str], lines: queue.Queue[str | None]) -> None:
    assert process.stdout is not None
    with suppress(ValueError, OSError):
        for line in process.stdout:
            lines.put(line)
    lines.put(None)
