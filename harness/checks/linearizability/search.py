"""wrong: no order of the calls, one at a time, explains their results.

An object is linearizable if each call seems to take effect at one moment between its beginning and its end
(Herlihy, Wing: "Linearizability: a correctness condition for concurrent objects", TOPLAS 1990). So there is an
order of the calls in which a call that returned before another began is placed before it, and in which a sequential
model of the object, asked one call after the other, answers just as the object did.

The search for such an order is Wing and Gong's ("Testing and verifying concurrent objects", JPDC 1993): next in the
order may be any call that began before the first return still to come. It never visits the same (set of calls, state)
twice, after Lowe ("Testing for linearizability", CCPE 2017), nor one that differs only in values that caused no misfit
the first time; see `dead_ends.py`. Lowe's linked list of calls, from which a call is removed and put back, is not
needed: states of the model are stored and numbered, a set of calls is an integer, and backtracking means to use an
older pair of numbers.

A model is a plain class that reads like the contract::

    class Buffer:
        def __init__(self, capacity):
            self.capacity, self.items = capacity, []

        def put(self, item):
            if len(self.items) == self.capacity:
                raise Blocks
            self.items.append(item)

        def get(self):
            if not self.items:
                raise Blocks
            return self.items.pop(0)
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import NamedTuple, TypeVar

from ...common.call_history import CallHistory, Misfit
from .call_history import Call, recorded_call
from .dead_ends import DeadEnds, Point
from .model_states import Answer, AnyOf, Blocks, Parameter, States, bits
from .opaque_values import Looked

__all__ = ["AnyOf", "Blocks", "Model", "linearizability", "linearization"]

Model = Callable[[], object]
"""Returns the sequential model in its state before the first call."""


def linearization(history: Sequence[Call], model_factory: Model, *, final: bool = False) -> list[Call] | None:
    """Return an order of the calls that respects time and that the model answers as the object did, or None.

    Args:
        history: the calls, in any order; calls with equal times overlap.
        model_factory: returns the model. Its methods are called as the object's were, and must follow the contract:
            return, raise, or raise `Blocks`. It is copied as ``copy.deepcopy`` does, and two states are
            equal if everything that would be copied is equal; or, if it has a method ``frozen()``, if the results of
            that are equal. Arguments and results of calls are the same objects in all copies.
        final: every thread that could run has run, so the calls that have not returned never will. Then each of
            them must have a reason to wait: it has had no effect, and blocks in the last state. Otherwise each
            of them may have had its effect at any time since it was called, or none; only those that had one are
            in the order.
    """
    return _watched(lambda looked_at: _order(_Search(history, model_factory, final, looked_at)))


def linearizability(history: Sequence[Call], model_factory: Model, *, final: bool) -> CallHistory | None:
    """Return the calls and the one to blame, if no order explains them; see `linearization` for the arguments."""
    return _watched(lambda looked_at: _unexplained(history, model_factory, final, looked_at))


_Outcome = TypeVar("_Outcome")


def _watched(judge: Callable[[set[Parameter]], _Outcome]) -> _Outcome:
    """Judge with all values sealed, and again with fewer whenever the model inspects one."""
    looked_at = set[Parameter]()
    while True:
        try:
            return judge(looked_at)
        except Looked:  # now the set has more parameters
            continue


def _order(search: _Search) -> list[Call] | None:
    found = search.run()
    return None if found is None else [search.calls[index] for index in search.order(found)]


def _unexplained(
    history: Sequence[Call], model_factory: Model, final: bool, looked_at: set[Parameter]
) -> CallHistory | None:
    search = _Search(history, model_factory, final, looked_at)
    if search.run() is not None:
        return None
    anyway = _Search(history, model_factory, False, looked_at) if final else None
    blame = _could_return(search) or _had_effect(anyway) or _wrong_answer(search)
    calls = tuple(map(recorded_call, search.calls))
    expected = None if blame.expected is None else blame.expected.facts
    possible = tuple(dict.fromkeys(answer.facts for answer in blame.possible))
    return CallHistory(calls, blame.misfit, blame.reason, tuple(blame.order), expected, possible)


@dataclass(slots=True)
class _Visit:
    """A point on the path of the search.

    Attributes:
        point: the point.
        left: the calls that are still to be tried next.
        why: the sealed values that caused misfits from here on, as bits.
    """

    point: Point
    left: list[int]
    why: int = 0


class _Search:
    """The search through all orders of the calls of a history that the model allows."""

    def __init__(self, history: Sequence[Call], model_factory: Model, final: bool, looked_at: set[Parameter]) -> None:
        self.final = final
        self.calls = sorted(history, key=lambda call: call.called)
        self.states = States(model_factory(), self.calls, looked_at)
        self.ends = [math.inf if call.returned is None else call.returned for call in self.calls]
        self.pending = [index for index, call in enumerate(self.calls) if call.returned is None]
        self.came_from: dict[Point, tuple[Point, int] | None] = {}
        self._possible = [index for index, end in enumerate(self.ends) if not (final and end == math.inf)]
        self._following: dict[int, tuple[int | None, list[int]]] = {}

    def run(self) -> Point | None:
        """Return the point at which an order explains all calls, or None."""
        dead = DeadEnds(self.states)
        way = [self._visit((0, self.states.first), None)]
        while way:
            visit = way[-1]
            if self.first_return(visit.point) is None and self.explains_waiting(visit.point):
                return visit.point
            if visit.left:
                further = self._further(visit, index := visit.left.pop())
                why = None if further is None else dead.why(further)
                if why is not None:
                    visit.why |= why
                elif further is not None:
                    way.append(self._visit(further, (visit.point, index)))
            else:
                way.pop()
                why = dead.add(visit.point, visit.why)
                if way:
                    way[-1].why |= why
        return None

    def _visit(self, point: Point, before: tuple[Point, int] | None) -> _Visit:
        self.came_from[point] = before
        return _Visit(point, self._next(point[0])[1].copy())

    def _further(self, visit: _Visit, index: int) -> Point | None:
        """Return the point after this call, if the model answers as the object did."""
        calls, state = visit.point
        answer = self.answer(visit.point, index)
        if not answer.fits(self.calls[index]):
            visit.why |= bits(answer.held)
            return None
        idle = answer.after == state and self.ends[index] == math.inf  # the same as no effect, so it can come later
        return None if idle else (calls | 1 << index, answer.after)

    def answer(self, point: Point, index: int) -> Answer:
        """Return the answer of the model to a call at that point."""
        return self.states.answer(point[1], self.states.questions[index], self.calls[index])

    def first_return(self, point: Point) -> int | None:
        """Return the call, not in the order yet, that returns first; None if all that are left never return."""
        return self._next(point[0])[0]

    def replays(self, order: list[int]) -> bool:
        """True when the model answers these calls, one after the other, as the object did."""
        state = self.states.first
        for index in order:
            answer = self.answer((0, state), index)
            if not answer.fits(self.calls[index]):
                return False
            state = answer.after
        return True

    def _next(self, calls: int) -> tuple[int | None, list[int]]:
        """Return the first return after these calls, and the calls that may be next, the first to return last.

        The search tries the last of them first: a call that returned must have its place, the others can wait.
        """
        known = self._following.get(calls)
        if known is None:
            rest = [index for index in self._possible if not calls >> index & 1]
            returning = [index for index in rest if self.ends[index] != math.inf]
            first = min(returning, key=self.ends.__getitem__, default=None)
            limit = math.inf if first is None else self.ends[first]
            rest = [index for index in rest if self.calls[index].called <= limit]
            known = self._following[calls] = first, sorted(rest, key=self.ends.__getitem__, reverse=True)
        return known

    def explains_waiting(self, point: Point) -> bool:
        """True when the model, too, lets the calls that never returned wait at that point."""
        return not self.final or all(self.answer(point, index).blocks for index in self.pending)

    def order(self, point: Point) -> list[int]:
        """Return the calls on the path to a point."""
        order: list[int] = []
        before = self.came_from[point]
        while before is not None:
            point, index = before
            order.append(index)
            before = self.came_from[point]
        return order[::-1]


class _Blame(NamedTuple):
    """The call that does not fit, and why; as in a ``CallHistory``."""

    misfit: int
    reason: Misfit
    order: list[int]
    expected: Answer | None = None
    possible: Sequence[Answer] = ()


def _could_return(search: _Search) -> _Blame | None:
    """Blame a call that still waits, if all results can be explained, but it could return in the last state."""
    for point in search.came_from:
        if search.final and search.first_return(point) is None:
            for index in search.pending:
                answer = search.answer(point, index)
                if not answer.blocks:
                    return _Blame(index, Misfit.COULD_RETURN, search.order(point), answer)
    return None


def _had_effect(search: _Search | None) -> _Blame | None:
    """Blame a call that never returned, if all results can be explained only with its effect."""
    found = None if search is None else search.run()
    if search is None or found is None:
        return None
    order = search.order(found)
    waiting = [index for index in order if index in search.pending]
    for index in waiting:
        without = [one for one in order if one != index]
        order = without if search.replays(without) else order
    index = next(index for index in waiting if index in order)
    return _Blame(index, Misfit.HAD_EFFECT, order)


def _wrong_answer(search: _Search) -> _Blame:
    """Blame the call whose return cannot be explained, while all returns before it can."""
    firsts = {point: search.first_return(point) for point in search.came_from}
    misfit = max((first for first in firsts.values() if first is not None), key=lambda i: (search.ends[i], i))
    # all that it could have returned: the points left out had the same answers, because none of them fitted
    points = [point for point, first in firsts.items() if first == misfit]
    longest = max(points, key=lambda point: point[0].bit_count())
    possible = [search.answer(point, misfit) for point in points]
    return _Blame(misfit, Misfit.WRONG_ANSWER, search.order(longest), search.answer(longest, misfit), possible)
