"""The sentences for exceptions that reach the top of a thread."""

from __future__ import annotations

import re

from ...facts import ExitCall, FailedAssertion, NotBegun, NotImplementedYet, UncaughtException
from ..text.line import clean
from ..text.phrases import line_of
from ..text.source import SourceText
from .wording import Wording

DID_NOT_RAISE = re.compile(r"DID NOT RAISE (?:<class '(?:\w+\.)*)?(\w+)")
"""How pytest says that no exception came."""
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
            said = _not_raised(facts) or _first_line(facts.text) or "an assertion failed"
            said += " is not true" * facts.untrue
            return Wording(f"{said} ({facts.thread}{at}).")
        case UncaughtException():
            text = _first_line(facts.text)
            said = f": {text}" if text else ""
            return Wording(f"{facts.thread} raises {facts.error}{at}{said}.")
        case NotImplementedYet():
            method = f"{facts.method}()" if facts.method else "a method"
            return Wording(f"{method} is not implemented yet ({where}).")


def _not_raised(facts: FailedAssertion) -> str:
    """Return which call did not raise an exception where ``pytest.raises`` expects one; "" for another failure."""
    found = DID_NOT_RAISE.match(facts.text)
    if found is None or facts.place is None:
        return ""
    called = SourceText(facts.place.file).body_of_with(facts.place.line)
    return f"{clean(called)} does not raise {found[1]}" if called else ""


def _first_line(text: str) -> str:
    line = text.splitlines()[0].rstrip(".") if text else ""
    return line if len(line) <= LONGEST else line[: LONGEST - 1] + "…"
