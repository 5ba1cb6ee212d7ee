"""The recording of a failure: the schedules around it, to be played on its page."""

from __future__ import annotations

from dataclasses import replace
from typing import Protocol

from ...answers.game import GameAnswer, GameRequest, Recording, playable
from ...report.terminal.commands import quoted
from ...result import Result
from ...token import Token, TokenError
from ...workers.answer import WorkerError
from ...workers.job import FEWEST, Job

PAR_SCHEDULES = 500
"""The most schedules of the search for a failure with fewer preemptions; seconds would depend on the machine."""


class Player(Protocol):
    """Judges jobs, and answers questions of games."""

    def judge(self, job: Job) -> Result:
        """Run one job and return its result."""

    def play(self, job: Job) -> GameAnswer | Result:
        """Answer a question of a game."""


def recorded(worker: Player, job: Job, result: Result) -> Recording | None:
    """Return the schedules around a failure, to be played on its page; None if it cannot be played.

    Args:
        worker: runs the program.
        job: replays the failure.
        result: of that job.
    """
    if result.replay is None or not playable(result):
        return None
    job = replace(job, replay=result.replay)
    plain = replace(Token.parse(result.replay), switches=(), fair_from=None, anchors=())
    try:
        answer = worker.play(replace(job, game=GameRequest(record=True)))
        par = result
        if _may_need_fewer(result):
            par = worker.judge(replace(job, retracing=FEWEST, schedules=PAR_SCHEDULES))
    except (TokenError, WorkerError):
        return None  # the page is of use without a game
    runs = [] if isinstance(answer, Result) else answer.runs
    return Recording(runs, quoted(str(plain)), par if playable(par) else None)


def _may_need_fewer(result: Result) -> bool:
    """True if a search for a failure with fewer preemptions may find one, and each of its schedules is short."""
    trace = result.trace
    return trace is not None and trace.preemptions > 0 and not trace.fewest and trace.ending != "endless"
