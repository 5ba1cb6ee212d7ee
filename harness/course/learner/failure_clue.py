"""The clue of a failure: the exception that the learner's own code raised, and how it came about."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass, replace
from pathlib import Path

from ...facts import NotImplementedYet, UncaughtException
from ...result import Result
from ...trace import ACQUIRE, NOTIFY, READ, WAIT, WRITE, Trace

DATA = (READ, WRITE)
OF_A_CLASS = re.compile(r"[A-Z]\w*\.\w+")
"""The name of an attribute that instances of a class share; other names do not begin with that of a class."""


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
        shared: an attribute of a class that the threads used, such as ``Buffer.items``: all instances share it; "" if
            there is none.
        shared_lock: the same for a lock.
    """

    error: str = ""
    text: str = ""
    line: int = 0
    function: str = ""
    alone: bool = False
    ordered: bool = False
    shared: str = ""
    shared_lock: str = ""

    @classmethod
    def of(cls, result: Result) -> FailureClue:
        """Return the clue of a result."""
        facts, trace = result.facts, result.trace
        alone = trace is not None and len(trace.threads) == 1
        data, lock = _shared(trace, result.file, DATA), _shared(trace, result.file, {ACQUIRE, WAIT, NOTIFY})
        clue = cls(alone=alone, ordered=bool(result.preemptions), shared=data if data != lock else "", shared_lock=lock)
        place = facts.place if isinstance(facts, UncaughtException | NotImplementedYet) else None
        if place is None or Path(place.file).resolve() != Path(result.file).resolve():
            return clue
        if isinstance(facts, NotImplementedYet):
            return replace(clue, error=NotImplementedError.__name__, line=place.line, function=facts.method)
        assert isinstance(facts, UncaughtException)
        return replace(clue, error=facts.error, text=facts.text, line=place.line)


def _shared(trace: Trace | None, file: str, kinds: Collection[str]) -> str:
    """Return the first attribute of a class that a step of these kinds in the learner's file is about."""
    for event in trace.events if trace is not None else ():
        here = event.kind in kinds and event.place is not None and event.place.file == file
        if here and (found := OF_A_CLASS.match(event.label)):
            return found[0]
    return ""
