"""The vocabulary of a history: the calls of an object under test, and a call that fits into no order. No behaviour."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


@dataclass(frozen=True, slots=True)
class RecordedCall:
    """One call of a method of the object under test, as a history shows it.

    Attributes:
        thread: the thread's name.
        operation: the method's name.
        arguments: their ``repr``, separated by commas.
        result: ``repr`` of what it returned; "" if it did not return, or returned None.
        error: name of the class of the exception that it raised, or None.
        called: logical time at which it began.
        returned: logical time at which it ended; None if it never did.
    """

    thread: str
    operation: str
    arguments: str
    result: str
    error: str | None
    called: int
    returned: int | None


@dataclass(frozen=True, slots=True)
class ModelAnswer:
    """The answer of the sequential model to a call.

    Attributes:
        result: ``repr`` of what it returns.
        error: name of the class of the exception that it raises, or None.
        blocks: the call has to wait.
    """

    result: str = ""
    error: str | None = None
    blocks: bool = False


class Misfit(StrEnum):
    """The reason why a call does not fit into any order."""

    COULD_RETURN = "could return"
    """It never returned, although the model would let it."""
    HAD_EFFECT = "had effect"
    """It never returned, and yet the others can only be explained by its effect."""
    WRONG_ANSWER = "wrong answer"
    """The model never answers as the object did."""


@dataclass(frozen=True, slots=True)
class CallHistory:
    """Calls that no order explains, and the call to blame.

    Attributes:
        calls: in the order in which they began.
        misfit: index of the call that does not fit.
        reason: why it does not.
        order: indexes of the longest order of the others that the model explains.
        expected: what the model would do with the call after that order; None where that is not the point.
        possible: what the model could have done with the call in any order.
    """

    calls: tuple[RecordedCall, ...]
    misfit: int
    reason: Misfit
    order: tuple[int, ...]
    expected: ModelAnswer | None = None
    possible: tuple[ModelAnswer, ...] = ()
