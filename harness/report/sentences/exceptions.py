"""The sentences for exceptions that reach the top of a thread."""

from __future__ import annotations

from ...facts import ExitCall, FailedAssertion, NotBegun, NotImplementedYet, UncaughtException
from ..text.phrases import line_of
from .wording import Wording

LONGEST = 200
"""Characters of an exception's message."""


def wording(facts: ExitCall | FailedAssertion | NotBegun | NotImplementedYet | UncaughtException) -> Wording:
    """Return the words for one of the exceptions."""
    if isinstance(facts, NotBegun):
        return Wording(f"{facts.kata} is not implemented yet.")
    where = line_of(facts.place) if facts.place is not None else ""
    at = f" at {where}" if where else ""
    match facts:
        case ExitCall():
            return Wording(f"{facts.thread} calls {facts.call}{at}.")
        case FailedAssertion():
            return Wording(f"{_first_line(facts.text) or 'an assertion failed'} ({facts.thread}{at}).")
        case UncaughtException():
            text = _first_line(facts.text)
            said = f": {text}" if text else ""
            return Wording(f"{facts.thread} raises {facts.error}{at}{said}.")
        case NotImplementedYet():
            method = f"{facts.method}()" if facts.method else "a method"
            return Wording(f"{method} is not implemented yet ({where}).")


def _first_line(text: str) -> str:
    line = text.splitlines()[0].rstrip(".") if text else ""
    return line if len(line) <= LONGEST else line[: LONGEST - 1] + "…"
