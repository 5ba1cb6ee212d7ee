"""Histories that an order of their calls is known to explain, so that equal ones need no search for one.

Schedules differ more than the histories that they give: of one program, and of programs alike, most histories recur.
"""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Hashable, Sequence

from .call_history import Call

SCALARS = frozenset({int, bool, str, bytes, type(None)})
"""Types whose equal values cannot be told apart. Two floats can: 0.0 and -0.0."""

MADE_BY_CLASS = 1 << 9
"""A bit of a class's ``__flags__``: a ``class`` statement has made it (``Py_TPFLAGS_HEAPTYPE``)."""


class ExplainedHistories:
    """The histories of one clause that an order of their calls explains, compared by value.

    A history or a model with a value of which this module does not know whether it equals another is never known.
    """

    def __init__(self) -> None:
        self._known: set[Hashable] = set()

    def key(self, calls: Sequence[Call], model: object) -> Hashable | None:
        """Return a key that is the same for equal histories of equal models; None if there is none.

        Args:
            calls: the history.
            model: in its state before the first call.
        """
        threads = defaultdict[str, list[Call]](list)
        for call in sorted(calls, key=lambda call: (call.thread, call.called)):
            threads[call.thread].append(call)
        try:
            return (
                type(model),
                _state(model),
                tuple((thread, tuple(map(_outcome, own))) for thread, own in threads.items()),
                # an order of the calls has to respect nothing but which calls had returned when a call began
                tuple(
                    sum(one.returned is not None and one.returned < call.called for one in other)
                    for own in threads.values()
                    for call in own
                    for other in threads.values()
                ),
            )
        except _Unknown:
            return None

    def has(self, key: Hashable | None) -> bool:
        """Return whether the history with this key is known to be explained."""
        return key is not None and key in self._known

    def add(self, key: Hashable | None) -> None:
        """Note that an order of its calls explains the history with this key."""
        if key is not None:
            self._known.add(key)


class _Unknown(Exception):
    """A value may differ from another one in more than can be compared."""


def _outcome(call: Call) -> Hashable:
    """Return a key of what was called, and of how it ended."""
    words = _value(tuple(call.keywords.items()))
    ended = call.returned is not None
    return call.operation, _value(call.arguments), words, ended, _value(call.result), call.error, call.kinds


def _value(thing: object) -> Hashable:
    """Return a key of a value that nothing can change."""
    kind = type(thing)
    if kind in SCALARS:
        return kind, thing
    if kind is tuple:
        return tuple, tuple(map(_value, thing))  # type: ignore[call-overload]
    raise _Unknown


def _state(model: object) -> Hashable:
    """Return a key of the fields of a model, which may hold lists, deques, sets and dictionaries of plain values."""
    classes = type(model).__mro__[:-1]
    if not classes or not all(one.__flags__ & MADE_BY_CLASS and "__slots__" not in vars(one) for one in classes):
        raise _Unknown  # it has more than its fields, as a subclass of list has
    fields, met = list[Hashable](), set[int]()
    for name, thing in vars(model).items():
        kind = type(thing)
        if kind in (list, deque, set, dict):
            if id(thing) in met:  # two fields with one list are not two fields with equal lists
                raise _Unknown
            met.add(id(thing))
            items = thing.items() if isinstance(thing, dict) else thing
            limit = thing.maxlen if isinstance(thing, deque) else None
            fields.append((name, kind, limit, tuple(map(_value, items))))
        else:
            fields.append((name, kind, None, _value(thing)))
    return tuple(fields)
