"""Translation of an exception that reached the top of a thread into a verdict, a line and a message."""

from __future__ import annotations

import sys
from collections.abc import Callable, Container
from pathlib import Path
from typing import Any

from ...common.call_history import CallHistory
from ...common.kinds import held_by, is_a, name_of
from ...trace import Place, ThreadException
from ...verdict import Verdict
from ..invariants import InvariantBroken
from ..loader.load_error import LoadError, innermost
from ..restrictions.blocked_apis import OutOfReach, ProcessExit, class_name
from ..restrictions.policy import ForbiddenPrimitive
from ..scheduler.thread import Thread

SKIPS = ("Skipped", "SkippedTest")
"""Names of the exceptions with which a test of pytest is skipped."""
EXPECTED = "XFailed"
"""The name of the exception with which a test of pytest says that it was expected to fail."""


def failure(
    thread: Thread,
    error: BaseException,
    every: Container[str],
    files: frozenset[str],
    line: Callable[[Place | None], str],
) -> ThreadException:
    """Return the exception with its line and its verdict.

    Args:
        thread: the thread whose function the exception left.
        error: the exception.
        every: the file under test and the contract, whose lines a report shows.
        files: all files of the program.
        line: returns the text of a line.

    Raises:
        BaseException: the error itself, if it passed through no line of the program: then the fault is the harness's
            own, and must not be blamed on the program.
    """
    # a thread whose function is a method of a primitive has no frame in the program
    place = innermost(error, every) or innermost(error, files) or thread.home
    explained = is_a(error, (LoadError, ForbiddenPrimitive, SystemExit, OutOfReach, InvariantBroken))
    explained = explained or _ends_a_test(error)
    if place is None and not explained:
        raise error
    verdict, message = Verdict.WRONG, text_of(error)
    if is_a(error, ForbiddenPrimitive):
        verdict = Verdict.FORBIDDEN
    elif is_a(error, LoadError):
        verdict, place = error.verdict, error.place
    elif _ends_a_test(error):
        verdict, place = Verdict.ERROR, None
    elif is_a(error, ProcessExit):
        message = error.call
    elif is_a(error, SystemExit):
        message = f"sys.exit({error.code!r})" if error.code is not None else "sys.exit()"
    elif is_a(error, InvariantBroken):
        place = error.place or place
    elif is_a(error, OutOfReach):
        verdict, place = Verdict.ERROR, error.place or place
        where = f"{Path(place.file).name} line {place.line}: " if place is not None else ""
        message = where + message
    history = held_by(error, "history") if is_a(error, AssertionError) else None
    return ThreadException(
        thread.name,
        class_name(error),
        message,
        place,
        source=line(place),
        assertion=is_a(error, AssertionError) or name_of(type(error)) == "Failed",  # pytest.fail, pytest.raises
        verdict=verdict,
        history=history if is_a(history, CallHistory) else None,
    )


def _ends_a_test(error: BaseException) -> bool:
    """True for the exceptions with which pytest skips a test, or lets it fail as expected."""
    outcomes: Any = sys.modules.get("_pytest.outcomes")
    return outcomes is not None and is_a(error, (outcomes.skip.Exception, outcomes.xfail.Exception))


def text_of(error: BaseException) -> str:
    """Return the text of an exception, whose ``__str__`` may itself raise or return something else."""
    try:
        return str(error)
    except BaseException as failure:  # SystemExit, too: it would end the search, not the program
        return f"its text cannot be shown: __str__ raises {name_of(type(failure))}"
