"""The ``result.json`` of Classroom 50, schema ``classroom50/result/v1``.

Format: foundation50/classroom50, schemas/result-v1.schema.json. Scores are integers, and no other key is allowed at
the top. The identity comes from the environment of the runner, which checks it against the repository. If the points
of the assignment have decimals, all of them are counted in tenths or hundredths of a point, for every student of the
class alike. If no kata has points, the result is 0 of 0, which is how the platform marks a submission without a
score.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from ....answers.grades import Grade
from ...sentences.grades import late_sentence
from .graded_tests import dumped, graded_tests

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
    scale = _scale(grade)
    found = list(_tests(grade, scale))
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
    """Return the parts of a point that make the most points whole, which do not depend on what the student did."""
    mosts = [grade.most, *(kata.most for kata in grade.katas)]
    fitting = (scale for scale in SCALES if all(abs(most * scale - round(most * scale)) < ALMOST for most in mosts))
    return next(fitting, SCALES[-1])


def _whole(points: float, scale: int) -> int:
    """Return points as an integer; a half is rounded up, to the student's advantage."""
    return int(points * scale + 0.5 + ALMOST)


def _tests(grade: Grade, scale: int) -> Iterator[dict[str, Any]]:
    tests = graded_tests(grade)
    for number, kata in enumerate(grade.katas, 1):
        mine = [test for test in tests if test.kata_number == number]
        mosts = shared_out(_whole(kata.most, scale), [test.most or 0.0 for test in mine])
        for test, most in zip(mine, mosts, strict=True):
            if test.points is None:
                yield {**_without_points(test.name, test.text()), "status": str(test.status)}
                continue
            yield {
                "test-name": test.name,
                "passed": test.passed,
                "score": most if test.passed else 0,
                "max-score": most,
                "status": str(test.verdict),
                "output": test.text(),
            }


def shared_out(whole: int, parts: Sequence[float]) -> list[int]:
    """Return integers in proportion to the parts whose sum is the whole; the largest remainders are rounded up first."""
    total = sum(parts)
    exact = [whole * part / total if total else 0.0 for part in parts]
    found = [int(one + ALMOST) for one in exact]
    missing = whole - sum(found) if total else 0
    for place in sorted(range(len(parts)), key=lambda place: found[place] - exact[place])[:missing]:
        found[place] += 1
    return found


def _without_points(name: str, sentence: str) -> dict[str, Any]:
    return {"test-name": name, "passed": False, "score": 0, "max-score": 0, "output": sentence}
