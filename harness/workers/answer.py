"""The answer to a job: what a worker's message says, and the result of a job that the worker could not finish."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from ..answers.batch import Batch
from ..answers.game import GameAnswer
from ..answers.measures import Measures
from ..common.records import MisfitError, decode
from ..facts import BlockedOutside, DeadWorker, ForgedResult, MemoryLimit, TimeLimit
from ..part import Part
from ..report.sentences import fill
from ..result import Finding, Result
from ..token import TokenError
from ..trace import Place
from ..verdict import Verdict
from .job import Job
from .limits import MEGABYTE
from .terminal_safe import terminal_safe

Answer = Batch | GameAnswer | Measures | Part | Result
KINDS: dict[str, type[Answer]] = {
    "measures": Measures, "batch": Batch, "game": GameAnswer, "part": Part, "result": Result,
}  # fmt: skip


class WorkerError(RuntimeError):
    """A mistake of the harness itself; carries the worker's account of it."""


def internal(error: WorkerError) -> str:
    """Return the text for an error of our own: what it is, a request to report it, and the worker's traceback."""
    first, _, traceback = str(error).partition("\n")
    request = "This is a mistake of concurrency-katas, and no verdict. Please report it, with these lines:"
    return f"{first}\n{request}\n{traceback}"


def answer_in(job: Job, message: dict[str, Any]) -> Answer | None:
    """Return the answer in a worker's message; None if the message only shows that the worker is alive.

    Raises:
        TokenError: the job's replay token does not fit.
        WorkerError: the harness itself failed.
    """
    if "usage" in message:
        raise TokenError(message["usage"])
    if "internal" in message:
        raise WorkerError(message["internal"])
    if "memory" in message:
        facts = MemoryLimit(Path(job.target).name, message["memory"] // MEGABYTE)
        return _result(job, Finding(Verdict.WRONG, facts))
    try:
        for name, kind in KINDS.items():
            if name in message:
                data = message[name] if name == "measures" else terminal_safe(message[name])
                return decode(kind, data)
        if "hang" in message:
            return hanging(job, decode(Place, message["hang"]) if message["hang"] else None)
    except MisfitError as error:  # signed, so the harness wrote it
        raise WorkerError(str(error)) from error
    return None


def late(job: Job, seconds: float) -> Result:
    """Return the result of a job that was ended at its time limit."""
    return _result(job, Finding(Verdict.HANG, TimeLimit(Path(job.target).name, seconds)))


def hanging(job: Job, place: Place | None) -> Result:
    """Return the result of a job whose code makes no step any more, and is at this line."""
    return _result(job, Finding(Verdict.HANG, BlockedOutside(place), place))


def dead(job: Job, code: int | None) -> Result:
    """Return the result of a job whose worker ended with this exit code."""
    return _result(job, Finding(Verdict.WRONG, DeadWorker(Path(job.target).name, code)))


def forged(job: Job) -> Result:
    """Return the result of a job whose code wrote to the channel."""
    return _result(job, Finding(Verdict.FORBIDDEN, ForgedResult(Path(job.target).name)))


def _result(job: Job, finding: Finding) -> Result:
    place = finding.place
    line = place.line if place is not None and place.file == job.target else None
    result = Result(finding.verdict, "", job.name, job.target, job.clause or None, line, engine=job.engine)
    return fill(result, finding)
