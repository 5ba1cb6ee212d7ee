"""The page's judge: runs jobs in this process, one after the other, in place of a pool of workers."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from typing import Any, TypeVar

from ..answers.game import GameAnswer
from ..common.records import decode
from ..errors import UsageError
from ..report.sentences.playground import UNREADABLE
from ..result import Result
from ..trace import Place
from ..workers.answer import Answer, WorkerError, answer_in, dead, hanging, late
from ..workers.job import Job

T = TypeVar("T")
Send = Callable[[dict[str, Any]], None]
FUNCTIONS = "functions"
ENDED = "ended"
"""The key of the page's message in place of an answer: the reason for which it ended the worker."""


class PageJudge:
    """Runs jobs.

    A worker that hangs is ended by the page, which asks another one, with the answers so far; those are not computed
    again. The last of them may be the page's own: that the worker was ended.

    Args:
        run: runs a job and returns the message with its answer.
        send: sends a message to the page.
        answered: messages with the answers to the first jobs.
        seen: called with each job that was run and its result.
    """

    def __init__(
        self,
        run: Callable[[Job], dict[str, Any]],
        send: Send,
        answered: Sequence[dict[str, Any]] = (),
        seen: Callable[[Job, Result], None] = lambda job, result: None,
    ) -> None:
        self._run = run
        self._send = send
        self._answered = list(answered)
        self._seen = seen

    def close(self) -> None:
        """Do nothing: only the page can end this process."""

    def functions(self, find: Callable[[], tuple[str, ...]]) -> tuple[str, ...]:
        """Return the functions to explore.

        To read a program can end the worker, as to run it can. So they are an answer like others, which the next worker
        gets and does not look for again.

        Args:
            find: reads the program.

        Raises:
            UsageError: there is none, or reading the program has ended the worker.
        """
        if self._answered:
            message = self._answered.pop(0)
            if ENDED in message:
                raise UsageError(UNREADABLE)
            return tuple(message[FUNCTIONS])
        self._send({"begun": ""})
        found = find()
        self._send({"answer": {FUNCTIONS: found}})
        return found

    def judge(self, job: Job) -> Result:
        """Run one job and return its result.

        Raises:
            TokenError: the job's replay token does not fit.
            WorkerError: the harness itself failed.
        """
        began = time.monotonic()
        result = self._asked(job)
        if not isinstance(result, Result):
            raise WorkerError(f"a {type(result).__name__} is no result")
        result.seconds = time.monotonic() - began
        self._seen(job, result)
        return result

    def play(self, job: Job) -> GameAnswer | Result:
        """Answer a question of a game.

        Raises:
            TokenError: the program does not follow the choices.
        """
        answer = self._asked(job)
        if not isinstance(answer, GameAnswer | Result):
            raise WorkerError(f"a {type(answer).__name__} is no answer of a game")
        return answer

    def in_order(
        self,
        works: Sequence[Callable[[], T]],
        weights: Sequence[float] = (),
        ends: Callable[[T], bool] = lambda outcome: False,
    ) -> Iterator[T]:
        """Do all of these, one after the other, and yield what they return."""
        yield from (work() for work in works)

    def _asked(self, job: Job) -> Answer | None:
        if self._answered:
            message = self._answered.pop(0)
            if ENDED in message:
                return _ended(job, message)
        else:
            self._send({"begun": job.clause or job.function or ""})
            message = self._run(job)
            self._send({"answer": message})
        return answer_in(job, message)


def _ended(job: Job, message: dict[str, Any]) -> Result:
    """Return the result of a job during which the page ended the worker."""
    why, value = message[ENDED], message.get("value")
    if why == "late":
        return late(job, float(value or 0))
    if why == "hang":
        return hanging(job, decode(Place, value) if value else None)
    if why == "memory":
        result = answer_in(job, {"memory": value})
        assert isinstance(result, Result)
        return result
    return dead(job, value)
