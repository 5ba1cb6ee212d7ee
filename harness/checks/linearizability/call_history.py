"""The history of calls that the linearizability check examines: which thread called what, and the outcome.

There is no synchronisation in here: it runs within simulated threads, where no other thread runs between two of its
lines.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import wraps

from ...common.call_history import RecordedCall
from ..crash import steady


@dataclass(slots=True)
class Call:
    """One call of a method, from its beginning to its end.

    Attributes:
        thread: the thread's name.
        operation: the method's name.
        arguments: by position.
        called: logical time at which it began.
        returned: logical time at which it ended, with a result or an exception; None if it never did.
        result: the value that it returned.
        error: name of the class of the exception that it raised, or None.
        kinds: the names of that class's bases.
        keywords: arguments by name.
    """

    thread: str
    operation: str
    arguments: tuple[object, ...] = ()
    called: int = 0
    returned: int | None = None
    result: object = None
    error: str | None = None
    keywords: dict[str, object] = field(default_factory=dict)
    kinds: tuple[str, ...] = field(default=(), compare=False)


class Recorded:
    """A proxy of an object that records the calls of its methods.

    Calls that the object makes on itself are not recorded: they are part of its implementation, not of its contract.
    Attributes that cannot be called are passed on. Methods that Python looks up on the class, such as
    ``__enter__`` and ``__len__``, are not.
    """

    def __init__(
        self,
        instance: object,
        calls: list[Call],
        clock: Callable[[], int],
        thread: Callable[[], str],
        begins: Callable[[str], None] = lambda thread: None,
        ends: Callable[[str], None] = lambda thread: None,
    ) -> None:
        """Record into `calls`.

        Args:
            instance: the object under test.
            calls: the list to which calls are added, in the order in which they begin; each is completed when it ends.
            clock: returns the next logical time, greater with every call; one for all objects of a history.
            thread: returns the name of the thread that runs now.
            begins: called with that name before each call; other threads may run meanwhile.
            ends: called with that name when a call has returned or raised.
        """
        self._instance = instance
        self._calls = calls
        self._clock = clock
        self._thread = thread
        self._begins = begins
        self._ends = ends

    def __getattr__(self, name: str) -> object:
        method = getattr(self._instance, name)
        return self._recording(name, method) if callable(method) else method

    def _recording(self, name: str, method: Callable[..., object]) -> Callable[..., object]:
        @wraps(method)
        def recorded(*arguments: object, **keywords: object) -> object:
            thread = self._thread()
            self._begins(thread)
            call = Call(thread, name, arguments, self._clock(), keywords=keywords)
            self._calls.append(call)
            try:
                result = method(*arguments, **keywords)
            except Exception as error:
                call.error = type(error).__name__
                call.kinds = tuple(kind.__name__ for kind in type(error).__mro__[1:])
                call.returned = self._clock()
                self._ends(thread)
                raise
            # any other exception, such as the one with which the harness ends a waiting thread, is no outcome
            call.result = result
            call.returned = self._clock()
            self._ends(thread)
            return result

        return recorded


LONGEST_TEXT = 200
"""Characters of a ``repr`` that are kept; reports show less."""


def recorded_call(call: Call) -> RecordedCall:
    """Return the call with the ``repr`` of its values instead of the values themselves."""
    return RecordedCall(
        call.thread,
        call.operation,
        arguments(call),
        "" if call.result is None else text(call.result),
        call.error,
        call.called,
        call.returned,
    )


def arguments(call: Call) -> str:
    """Return the arguments of a call as the learner would write them, shortened."""
    written = [*map(repr, call.arguments), *(f"{name}={value!r}" for name, value in call.keywords.items())]
    return steady(", ".join(written))[:LONGEST_TEXT]


def text(value: object) -> str:
    """Return the ``repr`` of a value, shortened and without addresses of memory."""
    return steady(repr(value))[:LONGEST_TEXT]
