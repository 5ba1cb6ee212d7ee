"""wrong, error, forbidden: an exception reached the top of a thread."""

from __future__ import annotations

import re

from ..facts import (
    ExitCall,
    Facts,
    FailedAssertion,
    ForbiddenUse,
    LoadFailure,
    NotImplementedYet,
    NotLinearizable,
    UncaughtException,
)
from ..result import Finding
from ..trace import ThreadException, Trace
from ..verdict import Verdict

_ADDRESS = re.compile(r" at 0x[0-9a-fA-F]+")


def crash(trace: Trace) -> Finding | None:
    """Report the assertion, the invariant or any other exception that failed the execution."""
    failure = trace.failure
    if failure is None:
        return None
    return Finding(failure.verdict, _facts(failure), failure.place)


def _facts(failure: ThreadException) -> Facts:
    """Return what the exception says, without addresses of memory."""
    thread, place, text = failure.thread, failure.place, steady(failure.message.strip())
    if failure.verdict is Verdict.ERROR or failure.kind == "LoadError":
        return LoadFailure(failure.message)
    if failure.verdict is Verdict.FORBIDDEN:
        return ForbiddenUse(failure.message, place)
    if failure.kind == "SystemExit":
        return ExitCall(thread, failure.message, place)
    if failure.kind == "NotImplementedError":
        return NotImplementedYet(place.function if place is not None else "", place)
    if failure.history is not None:
        return NotLinearizable(failure.history)
    if failure.assertion:
        untrue = not text and failure.source.startswith("assert ")
        return FailedAssertion(thread, text or failure.source.removeprefix("assert "), place, untrue=untrue)
    return UncaughtException(thread, failure.kind, text, place)


def steady(text: str) -> str:
    """Return a text without the memory addresses that ``repr`` puts in, which differ from run to run."""
    return _ADDRESS.sub("", text)
