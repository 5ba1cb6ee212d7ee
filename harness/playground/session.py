"""The session of the page's worker: answers one request after the other, and reports while it works."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

from ..answers.game import GameAnswer
from ..common.records import prepare
from ..course.content.catalogue import Kata, catalogue, find, find_root
from ..course.content.packaged_files import packaged_root
from ..course.grading.check import CheckSettings, check
from ..course.grading.recording import recorded
from ..course.grading.token_job import function_job, job_of
from ..errors import UsageError
from ..program.clause import Clause
from ..report.page.render import template
from ..report.sentences.playground import functions_sentence
from ..result import Result
from ..token import TokenError
from ..verdict import Verdict
from ..workers.answer import WorkerError, internal
from ..workers.hardening.audit_hook import install
from ..workers.hardening.integrity import integrity_check
from ..workers.job import Job
from ..workers.job_answers import JobAnswers
from ..workers.job_progress import JobProgress
from ..workers.limits import MEGABYTE
from ..workers.preparation import prepare_to_judge
from ..world.last_world import LastWorld
from ..world.loader.load_error import LoadError
from .entry_points import entry_points
from .heart import Heart
from .page_judge import PageJudge
from .reply import ClauseLine, message, page_of, reply
from .request import PageRequest
from .retargeting import retargeted

MEMORY = 1_024 * MEGABYTE
"""Memory that the worker may use, the interpreter included; the page ends one that uses more."""
DEFAULT_FUNCTION = "main"
"""The function to name for a program that cannot be read; the engine says why it cannot."""


class PlaygroundSession:
    """Prepares this process, and answers requests.

    Args:
        post: sends a text to the page.
    """

    def __init__(self, post: Callable[[str], None]) -> None:
        self._post = post
        prepare_to_judge()
        check_integrity = integrity_check()
        prepare(encoded=(GameAnswer,), decoded=(Result,))
        template()
        Clause.worlds = LastWorld()
        progress = JobProgress()
        self._audit_hook = install(check_integrity)
        self._answers = JobAnswers(progress, self._audit_hook, MEMORY)
        self._heart = Heart(progress, self._send)
        self._heart.start()
        self._modules = dict(sys.modules)

    def answer(self, text: str) -> None:
        """Answer one request, a text of JSON, with several messages; the last one has ``done``."""
        try:
            self._answer(PageRequest(**json.loads(text)))
        except (UsageError, TokenError) as error:
            self._send({"error": str(error)})
        except WorkerError as error:
            self._send({"error": internal(error)})
        self._send({"done": True, "poisoned": self._answers.poisoned})

    def close(self) -> None:
        """Leave the program of the last request."""
        self._answers.close()

    def _send(self, data: dict[str, Any]) -> None:
        self._post(json.dumps(data))

    def _run(self, job: Job) -> dict[str, Any]:
        """Run one job, and let the session read its own files again afterwards, which the job's rules refuse."""
        message = self._answers.answer(job)
        if any(sys.modules.get(name) is not module for name, module in self._modules.items()):
            # the report is made here, and the next program gets a new worker
            sys.modules.update(self._modules)
            self._answers.poisoned = True
        self._audit_hook.arm((), (str(find_root()), str(packaged_root())))
        return message

    def _answer(self, request: PageRequest) -> None:
        judge = PageJudge(self._run, self._send, request.answered, self._seen)
        clauses: dict[str, list[Result]] = {}
        if request.schedule:
            result = judge.judge(job_of(retargeted(request.schedule, request.file)))
        elif request.kata:
            kata = find(catalogue(), request.kata)
            result = self._check(judge, kata, request, clauses)
        else:
            result = self._explore(judge, request)
        self._send(message(reply=reply(result, clauses)))
        self._send({"page": page_of(result)})
        if result.replay and not self._answers.poisoned:
            recording = recorded(judge, replace(job_of(result.replay), replay=None), result)
            if recording is not None:
                self._send({"game": page_of(result, recording)})

    def _check(self, judge: PageJudge, kata: Kata, request: PageRequest, clauses: dict[str, list[Result]]) -> Result:
        settings = CheckSettings.of("explore", request.schedules, request.seed)
        return check(judge, kata, Path(request.file).resolve(), settings, finished=clauses.__setitem__)

    def _explore(self, judge: PageJudge, request: PageRequest) -> Result:
        """Explore each entry point of a program, up to the first failure.

        Raises:
            UsageError: there is none.
        """
        functions = judge.functions(lambda: _functions(request.file))
        path, passed = str(Path(request.file).resolve()), list[Result]()
        for function in functions:
            result = judge.judge(function_job(path, function, schedules=request.schedules, seed=request.seed))
            result.name, result.file = f"{request.file}::{function}", request.file
            if not result.passed:
                return result
            passed.append(result)
        if len(passed) == 1:
            return passed[0]
        schedules, proved = sum(one.schedules for one in passed), all(one.exhaustive for one in passed)
        said = functions_sentence(functions)
        return Result(Verdict.PASS, said, request.file, request.file, schedules=schedules, exhaustive=proved)

    def _seen(self, ran: Job, result: Result) -> None:
        """Report the line of a clause, as far as it is known."""
        if ran.game is None and ran.replay is None:
            self._send(message(clause=ClauseLine.of(ran, result)))


def _functions(file: str) -> tuple[str, ...]:
    try:
        return entry_points(file)
    except LoadError:
        return (DEFAULT_FUNCTION,)
