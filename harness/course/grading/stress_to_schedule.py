"""A replayable schedule for a failure that the stress engine found.

The operating system schedules real threads, so what they did cannot be replayed. The same failure under a schedule of
the explorer can, and can be minimised. The report then shows the schedule, and mentions the real threads as proof
that the failure happens.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from ...result import Result
from ...verdict import Verdict
from ...workers.job import Job

HARDER = 5
"""Factor for the number of schedules, when the explorer has already searched the clause and found nothing."""
WITHOUT_SCHEDULE = frozenset({Verdict.HANG, Verdict.ERROR, Verdict.FORBIDDEN, Verdict.UNFINISHED})
"""Verdicts that do not depend on the order of the threads."""
ALIKE = ({Verdict.DEADLOCK, Verdict.STUCK}, {Verdict.LIVELOCK, Verdict.BUSY_WAIT})
"""Verdicts that look the same on real threads (all blocked; none makes progress). A schedule tells them apart."""


def find_schedule(seen: Result, job: Job, judge: Callable[[Job], Result], explored: Result | None) -> Result:
    """Search for a schedule with the failure that the stress engine found.

    Args:
        seen: the stress engine's result.
        job: the clause, for the explorer.
        judge: runs a job.
        explored: the explorer's earlier result for the clause; None if it did not run.

    Returns:
        The explorer's result, if it is a failure of the same or a similar kind; else ``seen``, unchanged.
    """
    if seen.passed or seen.verdict in WITHOUT_SCHEDULE or (explored is not None and explored.exhaustive):
        return seen
    if explored is not None:
        job = replace(job, schedules=job.schedules * HARDER, seed=job.seed + 1)
    found = judge(job)
    if not any({found.verdict, seen.verdict} <= kind for kind in (*ALIKE, {seen.verdict})):
        return seen
    found.seen = seen.stress_failures
    return found
