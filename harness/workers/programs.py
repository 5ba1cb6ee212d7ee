"""The programs of jobs. They know the world, so only the process that runs them imports this."""

from __future__ import annotations

from ..program.clause import Clause
from ..program.function import Function
from ..program.program import Program
from ..program.pytest_test import PytestTest
from .job import Job


def program_of(job: Job) -> Program:
    """Return the program that a job is about."""
    if job.function is None:
        return Clause(job.kata, job.contract, job.clause, job.target, job.public)
    inside = frozenset(job.inside)
    if job.pytest is None:
        return Function(job.target, job.function, path=job.path, inside=inside, timeouts=job.timeouts)
    return PytestTest(job.target, job.function, job.pytest, path=job.path, inside=inside, timeouts=job.timeouts)
