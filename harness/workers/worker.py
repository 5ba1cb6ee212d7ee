"""The child process that runs code under test: jobs come in on one pipe, results leave on another, signed.

A kata's file is to be judged by its contract, and not by itself: before the first job with a contract a guard
is armed (``guard.py``) and a seal set (``integrity_check.py``), and what either has noticed comes before any result.

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
from contextlib import ExitStack, suppress
from dataclasses import replace
from functools import partial
from pathlib import Path
from select import select
from types import FrameType
from typing import IO, Any

from harness.explorer.budget import Budget
from harness.explorer.replay import replay
from harness.explorer.run import opened, unloaded
from harness.explorer.search import Search
from harness.program.clause import Clause
from harness.result import Part, Result
from harness.token import Token, TokenError
from harness.trace import Place
from harness.verdict import Verdict
from harness.workers.channel import key_of, sender
from harness.workers.exit_status import SIGNALLED
from harness.workers.hardening.audit_hook import Guard, Refused, install
from harness.workers.hardening.integrity import integrity_check
from harness.workers.hardening.source_rules import forbidden_construct, why
from harness.workers.job import BEGINNING, Job, decode, encode
from harness.workers.limits import Limits, impose
from harness.workers.terminal_safe import plain
from harness.world.loader.loader import LoadError

BEAT = 0.25
"""Seconds between two signs of life."""
NEXT = 76
"""The exit code of a process after which another is to go on: the next job is about another file."""
HANG_AFTER = 3.0
"""Seconds without a step after which the code under test is called hanging."""


class JobServer:
    """The child's side of the two pipes.

    Args:
        jobs: lines of JSON come in here.
        send: sends a message to the parent.
        dump: path of the file for ``faulthandler``.
        guard: of this process.
        memory: bytes it may use.
        keeper: a pipe that ends with the keeper; None if there is none.
    """

    def __init__(
        self,
        jobs: IO[bytes],
        send: Callable[[dict[str, Any]], None],
        dump: str,
        guard: Guard,
        memory: int,
        keeper: int | None,
    ) -> None:
        self.jobs = jobs
        self.tell = send
        self.guard = guard
        self.memory = memory
        self.keeper = keeper
        self.sealed = integrity_check()
        self.number = 0
        self.dump = open(dump, "w", encoding="utf-8")  # noqa: SIM115 - open as long as the process lives
        self.progress: Callable[[], int] | None = None
        self.counts: Callable[[], dict[str, int]] | None = None
        """How many schedules were run for the job, and of how many classes they are known to be."""
        self.files: frozenset[str] = frozenset()
        self.main = threading.get_ident()
        self.poisoned = False
        self.open = ExitStack()
        self.whole: Job | None = None
        self.search: Search
        self.begun: Part

    def send(self, message: dict[str, Any]) -> None:
        """One line to the parent, about the job that is being done."""
        try:
            self.tell({**message, "job": self.number})
        except OSError:  # nobody is there any more
            os._exit(1)

    def serve(self) -> None:
        """Do jobs until there are no more."""
        self.send({})
        threading.Thread(target=self._beat, daemon=True, name="beat").start()
        for line in self.jobs:
            asked = json.loads(line)
            if "next" in asked:
                os._exit(NEXT)
            if self.number == 0:  # the client may have changed to another folder since it started this worker
                with suppress(OSError):
                    os.chdir(asked["folder"])
            self.number = asked["number"]
            self.send({})  # it has begun: should it be held inside C from its first line on, silence says so
            job = decode(Job, asked["job"])
            message = self._judged(job) if job.contract or job.engine == "measure" else self._answer(job)
            self.progress = None
            self.send({**message, **self._counted(), "poisoned": self.poisoned})
            self.counts = None
            if self.poisoned:
                break

    def _answer(self, job: Job) -> dict[str, Any]:
        try:
            return plain(self.do(job))  # type: ignore[no-any-return]  # a dict stays one
        except TokenError as error:
            return {"usage": str(error)}
        except MemoryError:
            self.poisoned = True
            return {"memory": self.memory}
        except (Exception, Refused) as error:  # our own mistake: the parent shows it as such
            import traceback

            return {"internal": f"{type(error).__name__}: {error}\n{traceback.format_exc()}"}

    def _judged(self, job: Job) -> dict[str, Any]:
        """The answer to a job whose file must not have a say in it."""
        out = forbidden_construct(job.target)
        if out is not None:
            what, place = out
            where = f"{Path(place.file).name} line {place.line}"
            return _refused(job, f"{where}: {what} is not allowed in a kata; {why(what)}.", place)
        files = [file for file in (job.target, job.contract) if file]
        self.guard.arm(files, [str(Path(file).parent) for file in files])
        answer = self._answer(job)
        refusal, changed = self.guard.refusal(), self.sealed()
        if refusal is None and not changed:
            return answer
        self.poisoned = True
        if refusal is None:
            return _refused(job, f"{Path(job.target).name} changes {changed}, on which the harness stands.", None)
        line = f" line {refusal.place.line}" if refusal.place is not None else ""
        message = f"{Path(job.target).name}{line} {refusal.what}, which is not allowed in a kata."
        return _refused(job, message, refusal.place)

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
        from harness.workers.measuring.measure import measure

        self.files = frozenset({job.target})
        try:
            return {"measures": encode(measure(job))}
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
        from harness.explorer import generated as drawn

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
        run, alone = search.executions, job.part in (None, BEGINNING)

        def counts() -> dict[str, int]:
            # in two stretches by two workers there may be schedules of one class
            return {"tried": search.executions - run, "classes": len(search.fingerprints) if alone else 0}

        self.counts = counts

    def _stress(self, job: Job) -> Result:
        from harness.stress.engine import Stress

        stress = Stress(job.program(), seed=job.seed)
        result = stress.run(job.runs, seconds=job.seconds)
        self.poisoned = stress.poisoned
        return result

    def _counted(self) -> dict[str, Any]:
        counts = self.counts
        return {"progress": counts()} if counts is not None else {}

    def _beat(self) -> None:
        last, since = -1, time.monotonic()
        while True:
            if self.keeper is not None and select([self.keeper], [], [], 0)[0]:
                os._exit(1)  # the keeper is gone, and nobody would end this process
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
                self.send(self._counted())
                continue
            self.send(self._counted())

    def _where(self) -> dict[str, Any] | None:
        frame: FrameType | None = sys._current_frames().get(self.main)
        while frame is not None:
            if frame.f_code.co_filename in self.files:
                return encode(Place(frame.f_code.co_filename, frame.f_lineno, frame.f_code.co_name))
            frame = frame.f_back
        return None


def _tokens(job: Job) -> list[Token]:
    return [Token.parse(text) for text in job.first]


def _refused(job: Job, message: str, place: Place | None) -> dict[str, Any]:
    line = place.line if place is not None and place.file == job.target else None
    result = Result(
        Verdict.FORBIDDEN, message, job.name, job.target, job.clause or None, line, engine=job.engine, place=place
    )
    return {"part": encode(Part(0, result))} if job.part is not None else {"result": encode(result)}


def _import_all() -> None:
    """What is otherwise imported when first needed: the seal is to cover it, too, and every process has it."""
    if sys.version_info >= (3, 14):  # there it brings _interpreters, which nobody may import once the guard is armed
        import unittest.mock  # noqa: F401 - contracts use its ANY


def _prepare() -> None:
    """Import and compile once what the process of each file would import and compile anew: there are several files."""
    import hypothesis  # noqa: F401 - what drawn clauses are run by
    import pytest  # noqa: F401 - every contract imports it

    from harness.world.stdlib.modules import compile_ahead

    compile_ahead()


def main(dump: str, keeper: int | None) -> None:
    """Serve the parent, with standard input and output out of the way of code under test.

    This process runs no code under test where there is ``fork``: each file gets a copy of it, with everything imported
    and nothing spoilt by the file before.

    Args:
        dump: path of the file for ``faulthandler``.
        keeper: as ``JobServer.keeper``.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the parent's to answer: it ends this process
    jobs = os.fdopen(
        os.dup(0), "rb", 0
    )  # read to the end of a line and no further: the next may be for another process
    results = os.fdopen(os.dup(1), "w", encoding="ascii")
    nothing = os.open(os.devnull, os.O_RDWR)
    heard = bool(os.environ.get("KATA_WORKER_STDERR"))
    for descriptor in (0, 1) if heard else (0, 1, 2):
        os.dup2(nothing, descriptor)
    if heard:
        faulthandler.enable()
    begun = json.loads(jobs.readline())
    limits = decode(Limits, begun["limits"])
    key = bytes.fromhex(begun.pop("key"))
    _import_all()
    impose(limits)
    number = 0
    while keeper is not None:
        for descriptor in (jobs.fileno(), results.fileno(), keeper):  # shared with the process before, which may have
            os.set_blocking(descriptor, True)
        if os.fork() == 0:
            break
        _, status = os.wait()
        code = os.waitstatus_to_exitcode(status)
        if code != NEXT:
            os._exit(code if code >= 0 else SIGNALLED - code)
        if number == 0:
            _prepare()
        number += 1
    send = sender(key_of(key, number), results.write, results.flush)
    del key
    JobServer(jobs, send, dump, install(), limits.memory, keeper).serve()
    with suppress(OSError):
        results.flush()
    os._exit(0)  # greenlets that swallow their own end would keep a normal exit waiting
