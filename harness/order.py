"""Orders: steps of several threads, one after the other, named so that most edits leave them in place."""

from __future__ import annotations

import re
from dataclasses import dataclass

from . import trace as kinds
from .anchor import NamedOperation

WOKEN = "woken"
"""The kind of the step with which a notify wakes a thread that another one would have been woken before."""
VERBS = {
    kinds.READ: "reads",
    kinds.WRITE: "writes",
    kinds.ACQUIRE: "acquires",
    kinds.TRY: "tries",
    kinds.RELEASE: "releases",
    kinds.WAIT: "waits for",
    kinds.WAKE: "wakes up from",
    kinds.NOTIFY: "notifies",
    kinds.START: "starts",
    kinds.JOIN: "joins",
    kinds.SLEEP: "sleeps",
    kinds.SETTLE: "waits for quiescence",
    kinds.EXPIRE: "times out",
    kinds.FAIL: "raises",
    kinds.CHOOSE: "has the input",
    WOKEN: "is woken",
}
"""The verb of each kind of operation."""
_NUMBERED = re.compile(r"(Thread-\d+) \(.*\)(| \(\d+\))")


class OrderError(ValueError):
    """An error: an order is no list of steps, or a failure cannot be brought about by an order of steps."""


@dataclass(frozen=True, slots=True)
class Step:
    """One step of an order: the thread's next operation of this name, or the nth of them, counted from its last step.

    Attributes:
        thread: the thread's name, as in reports.
        does: a verb and the name of the object, such as ``"reads n"`` or ``"acquires lock"``.
        function: the qualified name of the innermost function of the program, without ``<locals>``; "" for any.
        nth: which of the thread's operations of this name after its last step of the order, from 1.
    """

    thread: str
    does: str
    function: str = ""
    nth: int = 1

    @property
    def operation(self) -> NamedOperation:
        """The operation that the step names.

        Raises:
            OrderError: there is no such verb.
        """
        for kind, verb in VERBS.items():
            if self.does == verb or self.does.startswith(f"{verb} "):
                return NamedOperation(self.function, kind, self.does[len(verb) :].strip())
        raise OrderError(f"{self.does!r} does not begin with a verb of an order: {', '.join(VERBS.values())}")

    def __str__(self) -> str:
        where = f" in {self.function}" if self.function else ""
        return f"{self.thread} {self.does}{where}"


def step(thread: str, operation: NamedOperation, nth: int) -> Step | None:
    """Return the step of a thread's operation; None if an order has no verb for it."""
    verb = VERBS.get(operation.kind)
    return Step(thread, f"{verb} {operation.label}".rstrip(), operation.function, nth) if verb is not None else None


def same_thread(name: str, other: str) -> bool:
    """True if two names are of one thread: one that Python made contains a function's name, which may change."""
    return _stem(name) == _stem(other)


def _stem(name: str) -> str:
    match = _NUMBERED.fullmatch(name)
    return match[1] + match[2] if match else name
