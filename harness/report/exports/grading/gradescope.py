"""The ``results.json`` of Gradescope's autograder.

Format: gradescope/autograder_samples, docs/specs.md. A top-level ``score`` replaces the total of the tests, so that a
deduction for lateness counts. Gradescope requires a score, there or in each test: a kata without points has no
``score`` and no ``max_score`` of its own, and if no kata has points, the top-level score is 0 and the text says that
it is no grade.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ....answers.grades import Grade
from .graded_tests import GradedTest, dumped, graded_tests, seconds, summary


def write(grade: Grade, environment: Mapping[str, str]) -> str:
    """Return the text of the file; Gradescope knows the student, so nothing of the environment is needed."""
    del environment
    return dumped(
        {
            "score": round(grade.points or 0.0, 6),
            "execution_time": seconds(grade),
            "output": summary(grade),
            "output_format": "text",
            "test_output_format": "text",
            "test_name_format": "text",
            "visibility": "visible",
            "stdout_visibility": "hidden",
            "extra_data": {
                "kata": {
                    "graded": grade.points is not None,
                    "complete": grade.complete,
                    "statuses": {kata.kata: str(kata.status) for kata in grade.katas},
                    "days_late": grade.lateness.days,
                }
            },
            "tests": [_test(test) for test in graded_tests(grade)],
        }
    )


def _test(test: GradedTest) -> dict[str, Any]:
    scored = {} if test.points is None else {"score": round(test.points, 6), "max_score": round(test.most or 0.0, 6)}
    return {
        **scored,
        "status": "passed" if test.passed else "failed",
        "name": test.name,
        "number": f"{test.kata_number}.{test.number}",
        "output": test.text(),
        "tags": [test.kata, str(test.verdict or test.status)],
        "visibility": "visible",
    }
