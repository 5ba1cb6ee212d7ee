"""The ``result.json`` of Classroom 50, schema ``classroom50/result/v1``.

Format: foundation50/classroom50, schemas/result-v1.schema.json. Scores are integers, and no other key is allowed at
the top. The identity comes from the environment of the runner, which checks it against the repository. If the points
of the assignment have decimals, all of them are counted in tenths or hundredths of a point, for every student of the
class alike. If no kata has points, the result is 0 of 0, which is how the platform marks a submission without a
score.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from ....answers.grades import Grade
from ...sentences.grades import late_sentence
from .graded_tests import GradedTest, dumped, graded_tests

SCHEMA = "classroom50/result/v1"
SCALES = (1, 10, 100)
"""Parts of a point that are counted; the last one rounds."""
ALMOST = 1e-6


def write(grade: Grade, environment: Mapping[str, str]) -> str:
    """Return the text of the file.

    Args:
        grade: the grade.
        environment: of the runner: CLASSROOM, ASSIGNMENT, ASSIGNMENT_TYPE, OWNER, SUBMISSION_TAG and the links.
    """
    tests = graded_tests(grade)
    scale = _scale(grade)
    found = [_test(test, scale) for test in tests]
    said = late_sentence(grade)
    found += [_without_points("lateness", said)] if said else []
    most = _whole(grade.most, scale) if grade.points is not None else 0
    return dumped(
        {
            "schema": SCHEMA,
            **_identity(grade, environment),
            "score": min(_whole(grade.points or 0.0, scale), most),
            "max-score": most,
            "tests": found,
        }
    )


def _identity(grade: Grade, environment: Mapping[str, str]) -> dict[str, str]:
    """Return who submitted what; texts that the runner does not give are those that its schema accepts."""
    commit = environment.get("COMMIT_URL") or "unknown"
    when = grade.submitted.astimezone(UTC) if grade.submitted is not None else datetime.now(UTC)
    tag = environment.get("SUBMISSION_TAG") or "unknown"
    return {
        "classroom": environment.get("CLASSROOM") or "unknown",
        "assignment": environment.get("ASSIGNMENT") or "unknown",
        "assignment_type": "group" if environment.get("ASSIGNMENT_TYPE") == "group" else "individual",
        "owner": environment.get("OWNER") or environment.get("USERNAME") or grade.student or "unknown",
        "submission": tag if tag.startswith("submit/") else f"submit/{tag}",
        "commit": commit,
        "release": environment.get("RELEASE_URL") or "unknown",
        "review": environment.get("REVIEW_URL") or commit,
        "datetime": when.strftime("%Y-%m-%dT%H:%M:%SZ"),
    }


def _scale(grade: Grade) -> int:
    """Return the parts of a point that make all most points whole, which do not depend on what the student did."""
    mosts = [grade.most, *(kata.most for kata in grade.katas)]
    mosts += [most for kata in grade.katas for _, most in kata.clause_points.values()]
    fitting = (scale for scale in SCALES if all(abs(most * scale - round(most * scale)) < ALMOST for most in mosts))
    return next(fitting, SCALES[-1])


def _whole(points: float, scale: int) -> int:
    """Return points as an integer; a half is rounded up, to the student's advantage."""
    return int(points * scale + 0.5 + ALMOST)


def _test(test: GradedTest, scale: int) -> dict[str, Any]:
    if test.points is None or test.most is None:
        return {**_without_points(test.name, test.text()), "status": str(test.status)}
    most = _whole(test.most, scale)
    return {
        "test-name": test.name,
        "passed": test.passed,
        "score": min(_whole(test.points, scale), most),
        "max-score": most,
        "status": str(test.verdict),
        "output": test.text(),
    }


def _without_points(name: str, sentence: str) -> dict[str, Any]:
    return {"test-name": name, "passed": False, "score": 0, "max-score": 0, "output": sentence}
