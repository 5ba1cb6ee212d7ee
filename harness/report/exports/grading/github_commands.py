"""A grade as annotations of a GitHub workflow: one line for each failing clause and each kata without points.

The lines are printed to standard output by the workflow; GitHub shows ten of each kind. The points are a notice.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import PurePosixPath, PureWindowsPath

from ....answers.grades import Grade, GradeStatus
from ...sentences.grades import verdict_words
from ..github import command
from .graded_tests import GradedTest, graded_tests, summary


def write(grade: Grade, environment: Mapping[str, str]) -> str:
    """Return the lines.

    Args:
        grade: the grade.
        environment: of the workflow: ``KATA_SUBMISSION_PATH`` is the folder of the submission in the repository, if it
            is not the root.
    """
    folder = environment.get("KATA_SUBMISSION_PATH", "")
    lines = [_annotation(test, folder) for test in graded_tests(grade) if not test.passed]
    lines.append(command("notice", [], "Points", summary(grade)))
    return "\n".join(lines) + "\n"


def _annotation(test: GradedTest, folder: str) -> str:
    if test.clause is not None and test.verdict is not None:
        return command("error", _place(test, folder), f"{verdict_words(test.verdict)} in {test.name}", test.text())
    kind = "error" if test.status is GradeStatus.ERROR else "warning"
    return command(kind, _place(test, folder), test.name, test.text())


def _place(test: GradedTest, folder: str) -> list[tuple[str, str]]:
    """Return the properties that place the annotation in the repository; a file elsewhere has none."""
    path = PurePosixPath(PureWindowsPath(test.file).as_posix())
    if not test.file or path.is_absolute() or ".." in path.parts:
        return []
    line = test.clause.line if test.clause is not None else None
    return [("file", str(PurePosixPath(folder) / path)), *([("line", str(line))] if line is not None else [])]
