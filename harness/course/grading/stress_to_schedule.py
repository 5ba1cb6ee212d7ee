"""From real threads to a schedule: a failure that the stress engine saw is looked for by the explorer.

Real threads follow no orders, so what they do cannot be replayed. The same failure found under a schedule can,
and is shrunk; that schedule is then the story, and the real threads are the witness that it happens.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from harness.result import Result
from harness.verdict import Verdict
from harness.workers.job import Job

HARDER = 5
"""So many times the schedules of a clause, where it has been explored before and nothing was found."""
WITHOUT_SCHEDULE = frozenset({Verdict.HANG, Verdict.ERROR, Verdict.FORBIDDEN, Verdict.UNFINISHED})
"""Nothing that an order of the threads decides."""

ALIKE = ({Verdict.DEADLOCK, Verdict.STUCK}, {Verdict.LIVELOCK, Verdict.BUSY_WAIT})
"""What real threads show of these is the same: nobody goes on, or nobody gets on; a schedule tells which it is."""


def bridged(seen: Result, job: Job, judge: Callable[[Job], Result], explored: Result | None) -> Result:
    """A failure of the stress engine, by a schedule if one is found.

    Args:
        seen: what the stress engine found.
        job: the clause, for the explorer.
        judge: runs a job.
        explored: what the explorer said of the clause before; None if it was not asked.

    Returns:
        The explorer's result, if it is a failure of the same or a like kind; else what was seen, unchanged.
    """
    if seen.passed or seen.verdict in WITHOUT_SCHEDULE or (explored is not None and explored.exhaustive):
        return seen
    if explored is not None:
        job = replace(job, schedules=job.schedules * HARDER, seed=job.seed + 1)
    found = judge(job)
    if not any({found.verdict, seen.verdict} <= kind for kind in (*ALIKE, {seen.verdict})):
        return seen
    found.seen = " · ".join(filter(None, (seen.counted, str(seen.build or ""))))
    return found
