"""The sentences for exceptions that reach the top of a thread."""

from __future__ import annotations

import ast

from ...facts import ExitCall, FailedAssertion, NotBegun, NotImplementedYet, UncaughtException
from ..text.line import clean
from ..text.phrases import line_of
from ..text.source import SourceText
from .wording import Wording

NAMED = (ast.Name, ast.Attribute, ast.Subscript, ast.Call)
"""Expressions of which a sentence can say that they are not true; an operator would leave it open of what."""
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
            return Wording(f"{_not_raised(facts) or _failed(facts)} ({facts.thread}{at}).")
        case UncaughtException():
            text = _first_line(facts.text)
            said = f": {text}" if text else ""
            return Wording(f"{facts.thread} raises {facts.error}{at}{said}.")
        case NotImplementedYet():
            method = f"{facts.method}()" if facts.method else "a method"
            return Wording(f"{method} is not implemented yet ({where}).")


def _failed(facts: FailedAssertion) -> str:
    """Return that an assertion failed: its own words, or else what is not true."""
    text = _first_line(facts.text)
    if not text:
        return "an assertion failed"
    try:
        tree = ast.parse(text, mode="eval").body
    except (SyntaxError, ValueError, RecursionError):
        return text
    if facts.untrue:
        return f"{text} is not true" if isinstance(tree, NAMED) else f"the assertion failed: {text}"
    return f"the assertion failed: {text}" if _is_value(tree) else text


def _is_value(tree: ast.expr) -> bool:
    """True for a number, a list and the like: a message that says nothing of an assertion."""
    try:
        ast.literal_eval(tree)
    except (ValueError, TypeError, MemoryError, RecursionError):
        return False
    return True


def _not_raised(facts: FailedAssertion) -> str:
    """Return which call did not raise an exception where ``pytest.raises`` expects one; "" for another failure."""
    if not facts.expected or facts.place is None:
        return ""
    called = SourceText(facts.place.file).body_of_with(facts.place.line)
    return f"{clean(called)} does not raise {facts.expected}" if called else ""


def _first_line(text: str) -> str:
    line = text.splitlines()[0].rstrip(".") if text else ""
    return line if len(line) <= LONGEST else line[: LONGEST - 1] + "…"
