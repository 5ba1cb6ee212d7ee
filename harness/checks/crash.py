"""wrong, error, forbidden: an exception reached the top of a thread."""

from __future__ import annotations

from pathlib import Path

from harness.checks.words import steady
from harness.result import Finding
from harness.trace import ThreadException, Trace
from harness.verdict import Verdict


def crash(trace: Trace) -> Finding | None:
    """An assertion, an invariant or any exception in any thread fails the execution."""
    failure = trace.failure
    if failure is None:
        return None
    return Finding(failure.verdict, sentence(failure), failure.place, failure.evidence)


def sentence(failure: ThreadException) -> str:
    """What happened, in one sentence."""
    place = failure.place
    where = f"{Path(place.file).name} line {place.line}" if place is not None else ""
    if failure.verdict is Verdict.ERROR or failure.kind == "LoadError":
        return f"{failure.message}."
    if failure.verdict is Verdict.FORBIDDEN:
        return f"{where}: {failure.message}." if where else f"{failure.message}."
    if failure.kind == "SystemExit":
        return f"{where} ends {failure.thread} by {failure.message}."
    if failure.kind == "OutputFlood":
        return f"{where}: {failure.message}."
    if failure.kind == "NotImplementedError":
        what = f"{place.function}()" if place is not None and place.function else "a method"
        return f"{what} is not implemented yet ({where})."
    at = f" at {where}" if where else ""
    if failure.evidence:
        return failure.message
    if failure.assertion:
        said = failure.message.strip() or failure.source.removeprefix("assert ") or "an assertion failed"
        return f"{_first_line(said)} ({failure.thread}{at})."
    said = f": {_first_line(failure.message)}" if failure.message.strip() else ""
    return f"{failure.thread} ends with {failure.kind}{said}{at}."


def _first_line(text: str) -> str:
    line = steady(text.strip().splitlines()[0].rstrip("."))
    return line if len(line) <= 200 else line[:199] + "…"
