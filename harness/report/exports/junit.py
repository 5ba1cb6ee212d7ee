"""The properties of a test case in JUnit XML that carry a result; their names begin with ``kata.``."""

from __future__ import annotations

from ...result import Result


def properties(result: Result) -> dict[str, str | int]:
    """Names and values, in their order.

    A failure that can be replayed has its preemptions and its token, one that has a line of the file has the line.
    """
    found: dict[str, str | int] = {
        "kata.verdict": str(result.verdict),
        "kata.engine": result.engine,
        "kata.schedules": result.schedules,
    }
    if result.passed:
        found["kata.exhaustive"] = str(result.exhaustive).lower()
    if result.line is not None:
        found["kata.line"] = result.line
    if result.replay is not None:
        found["kata.preemptions"] = result.preemptions or 0
        found["kata.replay"] = result.replay
    return found
