"""Judged files, made by hand."""

import pytest

from harness.answers.grades import GradeStatus, JudgedClause, JudgedFile
from harness.verdict import Verdict


@pytest.fixture(scope="session")
def judged_file():
    def made(kata="counter", verdicts=(Verdict.PASS, Verdict.WRONG), status=GradeStatus.GRADED, source="ab", **more):
        clauses = tuple(
            JudgedClause(f"test_{number}", verdict, "" if verdict is Verdict.PASS else "It fails.", replay="k1:x")
            for number, verdict in enumerate(verdicts, 1)
        )
        return JudgedFile(kata, source, status, clauses, **more)

    return made
