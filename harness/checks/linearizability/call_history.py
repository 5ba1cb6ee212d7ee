"""What the threads called, and what came of it: the history that linearizability is asked about.

No synchronization in here: it runs within simulated threads, where nothing else runs between two of its lines.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import wraps

from harness.checks.words import steady


@dataclass(slots=True)
class Call:
    """One call of a method, from its beginning to its end.

    Attributes:
        thread: the thread's name.
        operation: the method's name.
        arguments: by position.
        called: logical time at which it began.
        returned: logical time at which it came back, by a result or an exception; None if it never did.
        result: what it returned.
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
    """Stands in front of an object, and writes down the calls of its methods.

    What the object calls on itself goes past it, as it should: that is how it is made, not what it promises.
    Attributes that cannot be called are passed on. Methods that Python looks up on the class, such as
    ``__enter__`` and ``__len__``, are not.
    """

    def __init__(
        self, instance: object, calls: list[Call], clock: Callable[[], int], thread: Callable[[], str]
    ) -> None:
        """Record into `calls`.

        Args:
            instance: the object under test.
            calls: where the calls go, in the order in which they begin; each is completed when it ends.
            clock: the next logical time, greater with every call; one for all objects of a history.
            thread: name of the thread that runs now.
        """
        self._instance = instance
        self._calls = calls
        self._clock = clock
        self._thread = thread

    def __getattr__(self, name: str) -> object:
        method = getattr(self._instance, name)
        return self._recording(name, method) if callable(method) else method

    def _recording(self, name: str, method: Callable[..., object]) -> Callable[..., object]:
        @wraps(method)
        def recorded(*arguments: object, **keywords: object) -> object:
            call = Call(self._thread(), name, arguments, self._clock(), keywords=keywords)
            self._calls.append(call)
            try:
                result = method(*arguments, **keywords)
            except Exception as error:
                call.error = type(error).__name__
                call.kinds = tuple(kind.__name__ for kind in type(error).__mro__[1:])
                call.returned = self._clock()
                raise
            # Anything else, such as the harness ending a thread that waits, is no answer: the call never came back.
            call.result = result
            call.returned = self._clock()
            return result

        return recorded


MOST = 12
"""Calls shown of a history; of a longer one, the last that can matter."""


def shown(call: Call) -> str:
    """The call as the learner would write it, shortened."""
    words = [*map(repr, call.arguments), *(f"{name}={value!r}" for name, value in call.keywords.items())]
    return cut(steady(f"{call.operation}({', '.join(words)})"), 28)


def came_to(call: Call) -> str:
    """What came of a call that came back."""
    return f"raised {call.error}" if call.error is not None else f"returned {value(call.result)}"


def value(thing: object, width: int = 20) -> str:
    """A value as the learner would write it, shortened."""
    return cut(steady(repr(thing)), width)


def cut(text: str, width: int) -> str:
    """The text, or its beginning."""
    return text if len(text) <= width else text[: width - 1] + "…"


def drawn(calls: list[Call], misfit: int) -> list[str]:
    """A line for each call: its number, from 1, who called what, and from when to when.

    ``|--|`` is a call that came back, ``|---`` one that did not. Of a long history only the calls up to the return
    of the one at index `misfit` are shown, as many of the last as there is room for: what began later cannot
    explain it.
    """
    picked = list(range(len(calls)))
    if len(calls) > MOST:
        end = calls[misfit].returned
        early = [index for index in picked if index != misfit and (end is None or calls[index].called <= end)]
        picked = sorted([*early[1 - MOST :], misfit])
    chosen = [calls[index] for index in picked]
    informative = {call.operation for call in calls if call.result is not None}
    table = [
        [str(index + 1) for index in picked],
        [cut(call.thread, 12) for call in chosen],
        [cut(shown(call) + _outcome(call, call.operation in informative), 34) for call in chosen],
    ]
    lines = zip(*map(_column, table), _bars(chosen), strict=True)
    hidden = len(calls) - len(chosen)
    note = [f"{hidden} other calls, before or after these"] if hidden else []
    return [*note, *("  ".join(line) for line in lines)]


def numbered(order: list[int]) -> str:
    """The calls of an order by their numbers, as many of the last as fit in a line."""
    numbers = " ".join(str(index + 1) for index in order) or "(none)"
    head = "longest order  "
    room = 80 - len(head)
    return head + (numbers if len(numbers) <= room else "… " + numbers[2 - room :].partition(" ")[2])


def _outcome(call: Call, informative: bool) -> str:
    """What came of it; None only where the operation has something else to say, too."""
    if call.returned is None:
        return " …"
    if call.error is not None:
        return f" → {call.error}"
    return f" → {value(call.result)}" if informative else ""


def _column(words: list[str]) -> list[str]:
    width = max(map(len, words))
    return [word.rjust(width) if word.isdigit() else word.ljust(width) for word in words]


def _bars(calls: list[Call]) -> list[str]:
    """A column for each beginning and end, in order of time."""
    times = sorted({time for call in calls for time in (call.called, call.returned) if time is not None})
    place = {time: number for number, time in enumerate(times)}
    bars = []
    for call in calls:
        start = place[call.called]
        end = len(times) if call.returned is None else place[call.returned]
        bars.append(" " * start + "|" + "-" * (end - start - 1) + ("-" if call.returned is None else "|"))
    return bars
