"""The ``results.json`` of an exercism test runner, version 3.

Format: exercism.org/docs/building/tooling/test-runners/interface. A message has at most 65,535 characters, fewer if
some take several bytes, and the output of a test at most 500. The status ``error`` means that no test was executed:
no kata has points.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ....answers.grades import Grade, KataGrade
from ...text.line import clean
from .graded_tests import GradedTest, dumped, graded_tests, summary

MOST_MESSAGE = 65_535
MOST_OUTPUT = 500
CUT = "Output was truncated. Please limit to 500 chars"


def write(grade: Grade, environment: Mapping[str, str]) -> str:
    """Return the text of the file; exercism knows the student, so nothing of the environment is needed."""
    del environment
    tests = graded_tests(grade)
    if grade.points is None:
        return dumped({"version": 3, "status": "error", "message": in_bytes(summary(grade), MOST_MESSAGE), "tests": []})
    status = "pass" if all(test.passed for test in tests) else "fail"
    several = len(grade.katas) > 1
    return dumped(
        {
            "version": 3,
            "status": status,
            "message": None,
            "tests": [_test(test, _output(grade.katas[test.kata_number - 1], test), several) for test in tests],
        }
    )


def in_bytes(text: str, most: int) -> str:
    """Return the beginning of a text that takes at most this many bytes of UTF-8."""
    return text.encode()[:most].decode(errors="ignore")


def _test(test: GradedTest, output: str, several: bool) -> dict[str, Any]:
    found: dict[str, Any] = {"name": test.name, "status": _status(test), "message": None, "output": output or None}
    if not test.passed:
        text = test.text(MOST_MESSAGE)
        # a message may be cut at fewer characters than its command leaves room for, if some take several bytes
        found["message"] = text if len(text.encode()) <= MOST_MESSAGE else test.text(MOST_MESSAGE // 4)
    if several:
        found["task_id"] = test.kata_number
    return found


def _status(test: GradedTest) -> str:
    if test.passed:
        return "pass"
    return "fail" if test.clause is not None else "error"


def _output(kata: KataGrade, test: GradedTest) -> str:
    """Return what the failing execution printed, if this is the clause that the report is about."""
    results = kata.file.report.get("results", []) if kata.file is not None else []
    if not results or test.clause is None or results[0].get("test") != test.clause.test:
        return ""
    printed = "\n".join(clean(line) for line in str(results[0].get("output") or "").split("\n"))
    return printed if len(printed) <= MOST_OUTPUT else f"{printed[: MOST_OUTPUT - len(CUT) - 1]}\n{CUT}"
