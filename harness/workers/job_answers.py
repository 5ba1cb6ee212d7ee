"""The answers to jobs: runs one job after the other in this process, and returns each answer as a message.

A kata's file is judged by its contract, and must not judge itself: before the first job with a contract the audit hook
is armed and the state of the harness is recorded (``hardening/``). What either of them detects replaces any result.
"""

from __future__ import annotations

import os
from contextlib import ExitStack
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

from ..answers.game import GameRequest
from ..common.records import encode
from ..explorer.batch_search import BatchSearch
from ..explorer.budget import Budget
from ..explorer.game_positions import GamePositions
from ..explorer.run import S, opened, run, unloaded
from ..explorer.search import Search
from ..facts import ChangedHarness, ForbiddenAct, ForbiddenConstruct, LoadFailure
from ..part import Part
from ..program.clause import Clause
from ..report.sentences import fill
from ..result import Finding, Result
from ..token import Token, TokenError
from ..verdict import Verdict
from ..world.loader.load_error import LoadError
from .hardening.audit_hook import AuditHook
from .hardening.source_rules import forbidden_construct, reason
from .job import BEGINNING, Job
from .job_progress import JobProgress
from .programs import program_of
from .retracing import retracing
from .terminal_safe import terminal_safe


class JobAnswers:
    """Answers jobs, one at a time.

    Args:
        progress: is kept up to date, for those who watch this process.
        audit_hook: of this process.
        memory: bytes that the code under test may use, for the message that it used more.

    Attributes:
        poisoned: the process should run no further job.
    """

    def __init__(self, progress: JobProgress, audit_hook: AuditHook, memory: int) -> None:
        self._progress = progress
        self._audit_hook = audit_hook
        self._memory = memory
        self.poisoned = False
        self._open = ExitStack()
        self._whole: Job | None = None
        self._search: Search
        self._batches: BatchSearch
        self._positions: GamePositions
        self._first_part: Part

    def answer(self, job: Job) -> dict[str, Any]:
        """Run one job and return its answer."""
        answer = self._guarded(job) if job.contract or job.engine == "measure" else self._answer(job)
        self._progress.steps = None
        return answer

    def _answer(self, job: Job) -> dict[str, Any]:
        try:
            return terminal_safe(self._do(job))  # type: ignore[no-any-return]  # a dict stays one
        except TokenError as error:
            return {"usage": str(error)}
        except MemoryError:
            self.poisoned = True
            return {"memory": self._memory}
        except BaseException as error:  # a mistake of the harness: the parent shows it as such
            self.poisoned = True
            return {"internal": _account(error)}

    def _guarded(self, job: Job) -> dict[str, Any]:
        """Answer a job whose file must not influence the verdict."""
        forbidden = forbidden_construct(job.target)
        if forbidden is not None:
            what, place = forbidden
            return _refused(job, Finding(Verdict.FORBIDDEN, ForbiddenConstruct(what, reason(what), place), place))
        files = [file for file in (job.target, job.contract) if file]
        self._audit_hook.arm(files, [str(Path(file).parent) for file in files])
        answer = self._answer(job)
        refusal = self._audit_hook.refusal()
        # a game judges nothing, and its program stays open with what that needs to be changed
        decides = job.game is None and not (job.preliminary and _passes(answer))
        changed = (self._audit_hook.changed() or _redefined()) if decides else ""
        if refusal is None and not changed:
            return answer
        self.poisoned = True
        name = Path(job.target).name
        if refusal is None:
            return _refused(job, Finding(Verdict.FORBIDDEN, ChangedHarness(name, changed)))
        # a finalizer or a callback acts while a line of the contract runs, which says nothing about the file
        where = refusal.place
        if where is not None and os.path.realpath(where.file) != os.path.realpath(job.target):
            where = None
        return _refused(job, Finding(Verdict.FORBIDDEN, ForbiddenAct(name, refusal.what, where), where))

    def _do(self, job: Job) -> dict[str, Any]:
        """Run one job and return its result as a message."""
        if job.engine == "measure":
            return self._measure(job)
        self._progress.files = frozenset(program_of(job).files)
        if job.part is not None:
            return {"part": encode(self._part(job))}
        if job.batch is not None:
            return self._batch(job)
        if job.game is not None:
            return self._play(job, job.game)
        self._open.close()  # there cannot be two worlds at once
        self._whole = None
        return {"result": encode(self._stress(job) if job.engine == "stress" else self._explore(job))}

    def _measure(self, job: Job) -> dict[str, Any]:
        from .measuring.measure import measure

        self._progress.files = frozenset({job.target})
        try:
            return {"measures": encode(measure(job))}
        except LoadError as error:
            finding = Finding(Verdict.ERROR, LoadFailure(str(error)), error.place)
            return {"result": encode(fill(Result(Verdict.ERROR, "", job.kata, job.target), finding))}

    def _explore(self, job: Job) -> Result:
        replay = Token.parse(job.replay) if job.replay is not None else None
        budget, observe = _budget(job), partial(self._observe, part=None)
        return run(
            program_of(job), budget, job.seed, replay, job.strategy, _tokens(job),
            strict_races=job.strict_races, retrace=retracing(job, budget), observe=observe, half=job.half,
        )  # fmt: skip

    def close(self) -> None:
        """Leave the program that is still open for the next part of a search or the next question of a game."""
        self._open.close()

    def _opened(self, job: Job, kind: type[S]) -> S:
        """Open a search, which stays open for further jobs of the same whole; there cannot be two worlds at once.

        Raises:
            LoadError: a file of the program cannot be loaded.
        """
        self._open.close()
        self._whole = None
        search = opened(program_of(job), job.seed, strict_races=job.strict_races, kind=kind)
        return self._open.enter_context(search)

    def _part(self, job: Job) -> Part:
        """Run one part of a search; the search stays open for its other parts."""
        whole = replace(job, part=None)
        if self._whole != whole:
            try:
                self._search = search = self._opened(job, Search)
                self._observe(search, job.part)
                self._first_part = search.begin(_budget(job), job.strategy, _tokens(job))
            except LoadError as error:
                return Part(0, unloaded(program_of(job), error))
            self._whole = whole
        self._observe(self._search, job.part)
        return self._first_part if job.part == BEGINNING else self._search.stretch(job.part or 0)

    def _batch(self, job: Job) -> dict[str, Any]:
        """Run one batch; the search stays open for other batches of the program."""
        whole = replace(job, batch=None, strategy="", first=())
        try:
            if self._whole != whole:
                self._batches, self._whole = self._opened(job, BatchSearch), whole
            self._observe(self._batches, None)
            return {"batch": encode(self._batches.batch(job.batch or 0, job.schedules, job.strategy, _tokens(job)))}
        except LoadError as error:
            return {"result": encode(unloaded(program_of(job), error))}

    def _play(self, job: Job, request: GameRequest) -> dict[str, Any]:
        """Answer a question of a game; the program stays open for the next one."""
        whole = replace(job, game=None)
        try:
            if self._whole != whole:
                search = self._opened(job, Search)
                self._observe(search, None)
                self._positions = GamePositions(search, Token.parse(job.replay) if job.replay is not None else None)
                self._whole = whole
            return {"game": encode(self._positions.answer(request))}
        except LoadError as error:
            return {"result": encode(unloaded(program_of(job), error))}

    def _observe(self, search: Search, part: int | None) -> None:
        """Let the progress be that of this search from now on."""
        scheduler, library = search.world.scheduler, search.world.library

        def steps() -> int | None:
            if not scheduler.executing or library.loading:
                return None  # the harness computes, and no program hangs
            return scheduler.steps + scheduler.loops.laps + 1_000_003 * search.executions

        self._progress.steps = steps
        before, alone = search.executions, part in (None, BEGINNING)

        def counts() -> dict[str, int]:
            # two workers may run schedules of the same class in their stretches
            return {"tried": search.executions - before, "classes": len(search.fingerprints) if alone else 0}

        self._progress.counts = counts

    def _stress(self, job: Job) -> Result:
        from ..stress.engine import Stress

        stress = Stress(program_of(job), seed=job.seed)
        result = stress.run(job.runs, seconds=job.seconds)
        self.poisoned = stress.poisoned
        return result


def _passes(answer: dict[str, Any]) -> bool:
    return "result" in answer and answer["result"]["verdict"] == Verdict.PASS


def _redefined() -> str:
    """Return what the file has replaced of the simulated threads, or "": with threads of its own it could pass."""
    return Clause.worlds.redefined() if Clause.worlds is not None else ""


def _account(error: BaseException) -> str:
    """Return what went wrong in the harness; less of it, if code under test has replaced what telling it needs."""
    import traceback

    try:
        return f"{type(error).__name__}: {error}\n{traceback.format_exc()}"
    except BaseException:
        return type(error).__name__


def _budget(job: Job) -> Budget:
    return Budget(job.schedules, job.seconds, job.ends_early)


def _tokens(job: Job) -> list[Token]:
    return [Token.parse(text) for text in job.first]


def _refused(job: Job, finding: Finding) -> dict[str, Any]:
    place = finding.place
    line = place.line if place is not None and place.file == job.target else None
    result = Result(finding.verdict, "", job.name, job.target, job.clause or None, line, engine=job.engine)
    fill(result, finding)
    return {"part": encode(Part(0, result))} if job.part is not None else {"result": encode(result)}
