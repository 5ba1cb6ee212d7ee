"""The lines of ``kata watch --problems``, which a problem matcher of an editor reads.

VS Code's is in ``harness/course/templates/workspace/vscode-tasks.json``; a test runs its expressions on what is printed
here.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from ..verdict import Verdict

if TYPE_CHECKING:
    from ..course.content.catalogue import Kata
    from ..result import Result


def begin_line(kata: Kata) -> str:
    """Return the line before the problems of a version of a file."""
    return f"kata: judging {kata.name}"


def end_line(kata: Kata) -> str:
    """Return the line after the problems of a version of a file."""
    return f"kata: judged {kata.name}"


def problem_lines(kata: Kata, result: Result) -> list[str]:
    """Return ``file:line: verdict: sentence`` for a failure, with the path within the workspace; [] for a pass."""
    from ..report.exports.oneline import oneline

    if result.passed or result.verdict is Verdict.UNFINISHED:
        return []
    return [oneline(replace(result, file=kata.stub.relative_to(kata.root).as_posix()))]
