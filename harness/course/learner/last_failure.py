"""The job that replays the last failure of a kata, so that its name will do in place of a token."""

from __future__ import annotations

from dataclasses import replace
from difflib import get_close_matches

from ...errors import UsageError
from ...failure_store import FailureStore, StoredFailure
from ...token import VERSION
from ...verdict import Verdict
from ...workers.job import REPLAY, Job
from ..content.catalogue import Kata, catalogue, find, find_root
from ..grading.check import CheckSettings, job
from ..grading.token_job import job_of
from .progress import CourseProgress, source


def replay_job(text: str, retracing: str = REPLAY) -> Job:
    """Return the job that replays a token, or the last failure of the learner's file of a kata.

    Args:
        text: a token, or the name of a kata, or the path of its file.
        retracing: as in ``Job``.

    Raises:
        TokenError: a token is damaged.
        UsageError: the token does not fit here, there is no such kata, or it has no failure to replay.
    """
    if text.strip().startswith(f"{VERSION}:"):
        return replace(job_of(text), retracing=retracing)
    katas = catalogue()
    try:
        kata = find(katas, text)
    except UsageError:
        close = get_close_matches(text, katas, 1, 0.5)
        guess = f"; did you mean {close[0]!r}?" if close else f"; a token begins with {VERSION}:"
        raise UsageError(f"{text!r} is not a replay token, and there is no such kata{guess}") from None
    clause, failure = _last(kata)
    return replace(
        job(kata, clause, kata.stub.resolve(), "explore", CheckSettings(), failure.token), retracing=retracing
    )


def _last(kata: Kata) -> tuple[str, StoredFailure]:
    """Return the clause that failed last, and its stored failure.

    Raises:
        UsageError: the file passed when it was judged last, or no failing schedule of it is stored.
    """
    entry, store = CourseProgress(kata.root).entry(kata), FailureStore(find_root())
    again = f"kata check {kata.name} judges it"
    if entry is not None and entry.verdict is Verdict.PASS and entry.source == source(kata):
        raise UsageError(f"{kata.name} passed its last check, so there is no failure to replay")
    failed = entry.test if entry is not None else None
    if entry is not None and failed is not None and entry.verdict is not Verdict.PASS:
        failure = store.get(f"{kata.name}/{failed}", str(kata.stub))
        if failure is None:
            raise UsageError(
                f"no schedule is stored for the last failure of {kata.name}, {entry.verdict} in {failed}; {again} again"
            )
        return failed, failure
    # judged by pytest alone, which keeps no progress: the clause that failed last
    stored = [(clause, store.get(f"{kata.name}/{clause}", str(kata.stub))) for clause in kata.clauses]
    found = [(store.stored_at(f"{kata.name}/{clause}", str(kata.stub)), clause, one) for clause, one in stored if one]
    if not found:
        raise UsageError(f"there is no failure of katas/{kata.stub.name} yet; {again}")
    _, clause, failure = max(found, key=lambda one: one[0])
    return clause, failure
