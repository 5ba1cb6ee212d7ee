"""The child process that runs code under test: jobs come in on one pipe, results leave on another.

A thread of its own tells the parent that the child is alive, and where the code under test stands
when it has not advanced for long. Should the code hold the interpreter itself (a loop inside C),
``faulthandler``, which needs no interpreter, writes down the line for the parent to read.
"""

from __future__ import annotations

import faulthandler
import json
import os
import signal
import sys
import threading
import time
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import replace
from functools import partial
from types import FrameType
from typing import Any, TextIO

from harness.judge.job import BEGINNING, Job, decode, encode
from harness.program import Clause
from harness.replaying import replay
from harness.run import opened, unloaded
from harness.search.budget import Budget
from harness.searching import Search
from harness.token import Token, TokenError
from harness.trace import Part, Place, Result, Verdict
from harness.world.loader import LoadError

BEAT = 0.25
"""Seconds between two signs of life."""
HANG_AFTER = 3.0
"""Seconds without a step after which the code under test is called hanging."""


class Child:
    """The child's side of the two pipes.

    Args:
        jobs: lines of JSON come in here.
        results: lines of JSON leave here.
        dump: path of the file for ``faulthandler``.
    """

    def __init__(self, jobs: TextIO, results: TextIO, dump: str) -> None:
        self.jobs = jobs
        self.results = results
        self.dump = open(dump, "w", encoding="utf-8")  # noqa: SIM115 - open as long as the process lives
        self.lock = threading.Lock()
        self.progress: Callable[[], int] | None = None
        self.files: frozenset[str] = frozenset()
        self.main = threading.get_ident()
        self.poisoned = False
        self.open = ExitStack()
        self.whole: Job | None = None
        self.search: Search
        self.begun: Part

    def send(self, message: dict[str, Any]) -> None:
        """One line to the parent."""
        with self.lock:
            self.results.write(json.dumps(message) + "\n")
            self.results.flush()

    def serve(self) -> None:
        """Do jobs until there are no more."""
        self.send({})
        threading.Thread(target=self._beat, daemon=True, name="beat").start()
        for line in self.jobs:
            job = decode(Job, json.loads(line))
            try:
                message = self.do(job)
            except TokenError as error:
                message = {"usage": str(error)}
            except Exception as error:  # our own mistake: the parent shows it as such
                import traceback

                message = {"internal": f"{type(error).__name__}: {error}\n{traceback.format_exc()}"}
            self.progress = None
            self.send({**message, "poisoned": self.poisoned})
            if self.poisoned:
                break

    def do(self, job: Job) -> dict[str, Any]:
        """One job, as a message."""
        if job.engine == "measure":
            return self._measure(job)
        self.files = frozenset(job.program().files)
        if job.part is not None:
            return {"part": encode(self._part(job))}
        self.open.close()  # no two worlds at once
        self.whole = None
        return {"result": encode(self._stress(job) if job.engine == "stress" else self._explore(job))}

    def _measure(self, job: Job) -> dict[str, Any]:
        from harness.judge.measure import measure

        self.files = frozenset({job.target})
        try:
            return {"measures": encode(measure(job.kata, job.target, job.seed))}
        except LoadError as error:
            return {"result": encode(Result(Verdict.ERROR, f"{error}.", job.kata, job.target, place=error.place))}

    def _explore(self, job: Job) -> Result:
        program = job.program()
        began = time.monotonic()
        try:
            if isinstance(program, Clause) and program.drawing is not None:
                return self._drawn(job, program)
            with opened(program, job.seed) as search:
                self._take_up(search, job)
                if job.replay is not None:
                    result = replay(search, Token.parse(job.replay))
                else:
                    result = search.search(Budget(job.schedules, job.seconds), job.strategy, _tokens(job))
        except LoadError as error:
            result = unloaded(program, error)
        result.seconds = time.monotonic() - began
        return result

    def _drawn(self, job: Job, clause: Clause) -> Result:
        from harness import drawn

        token = Token.parse(job.replay) if job.replay is not None else None
        budget, watch = Budget(job.schedules, job.seconds), partial(self._take_up, job=job)
        return drawn.run(clause, budget, job.seed, job.strategy, token, _tokens(job), watch)

    def _part(self, job: Job) -> Part:
        """One part of a search; the search stays open, for its other parts."""
        whole = replace(job, part=None)
        if self.whole != whole:
            self.open.close()
            self.whole, program = whole, job.program()
            try:
                self.search = self.open.enter_context(opened(program, job.seed))
                self._take_up(self.search, job)
                self.begun = self.search.begin(Budget(job.schedules, job.seconds), job.strategy, _tokens(job))
            except LoadError as error:
                self.whole = None
                return Part(0, unloaded(program, error))
        self._take_up(self.search, job)
        return self.begun if job.part == BEGINNING else self.search.stretch(job.part or 0)

    def _take_up(self, search: Search, job: Job) -> None:
        search.races = search.races or job.strict_races
        self.progress = lambda: search.world.scheduler.steps + 1_000_003 * search.executions

    def _stress(self, job: Job) -> Result:
        from harness.stress.engine import Stress

        stress = Stress(job.program(), seed=job.seed)
        result = stress.run(job.runs, seconds=job.seconds)
        self.poisoned = stress.poisoned
        return result

    def _beat(self) -> None:
        last, since = -1, time.monotonic()
        while True:
            faulthandler.dump_traceback_later(HANG_AFTER, file=self.dump)
            time.sleep(BEAT)
            progress = self.progress
            now = progress() if progress is not None else -1
            if progress is None or now != last:
                last, since = now, time.monotonic()
            elif time.monotonic() - since > HANG_AFTER:
                self.send({"hang": self._where()})
                since = time.monotonic() + 3_600
            else:
                self.send({})
                continue
            self.send({})

    def _where(self) -> dict[str, Any] | None:
        frame: FrameType | None = sys._current_frames().get(self.main)
        while frame is not None:
            if frame.f_code.co_filename in self.files:
                return encode(Place(frame.f_code.co_filename, frame.f_lineno, frame.f_code.co_name))
            frame = frame.f_back
        return None


def _tokens(job: Job) -> list[Token]:
    return [Token.parse(text) for text in job.first]


def main() -> None:
    """Serve the parent, with standard input and output out of the reach of code under test."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the parent's to answer: it ends this process
    jobs = os.fdopen(os.dup(0), "r", encoding="utf-8")
    results = os.fdopen(os.dup(1), "w", encoding="utf-8")
    nothing = os.open(os.devnull, os.O_RDWR)
    for descriptor in (0, 1, 2):
        os.dup2(nothing, descriptor)
    if os.environ.get("KATA_WORKER_STDERR"):
        faulthandler.enable()
    Child(jobs, results, sys.argv[1]).serve()
    results.flush()
    os._exit(0)  # greenlets that swallow their own end would keep a normal exit waiting
