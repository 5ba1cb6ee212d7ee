"""The clue of a failure: the exception that the learner's own code raised, and how it came about."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from ...facts import NotImplementedYet, UncaughtException
from ...result import Result


@dataclass(frozen=True)
class FailureClue:
    """The facts of a failure that decide which hint fits.

    Attributes:
        error: the class of the exception that a line of the learner's file raised; "" if none did.
        text: the exception's message.
        line: that line; 0 if none raised an exception.
        function: the function that still raises NotImplementedError; "" for any other failure.
        alone: one thread was enough.
        ordered: it took a preemption.
    """

    error: str = ""
    text: str = ""
    line: int = 0
    function: str = ""
    alone: bool = False
    ordered: bool = False

    @classmethod
    def of(cls, result: Result) -> FailureClue:
        """Return the clue of a result."""
        facts, trace = result.facts, result.trace
        alone = trace is not None and len(trace.threads) == 1
        ordered = bool(result.preemptions)
        if not isinstance(facts, UncaughtException | NotImplementedYet):
            return cls(alone=alone, ordered=ordered)
        place = facts.place
        if place is None or Path(place.file).resolve() != Path(result.file).resolve():
            return cls(alone=alone, ordered=ordered)
        if isinstance(facts, NotImplementedYet):
            return cls(NotImplementedError.__name__, "", place.line, facts.method, alone, ordered)
        return cls(facts.error, facts.text, place.line, "", alone, ordered)
