"""wrong: no order of the calls, one at a time, explains what they returned.

An object is linearizable if each call seems to take effect at one moment between its beginning and its end
(Herlihy, Wing: "Linearizability: a correctness condition for concurrent objects", TOPLAS 1990). So there is an
order of the calls in which one that came back before another began stands before it, and in which a sequential
model of the object, asked one call after the other, answers just as the object did.

The search for it is Wing and Gong's ("Testing and verifying concurrent objects", JPDC 1993): next in the order may
be any call that began before the first return still to come. It never looks twice at the same (set of calls, state),
after Lowe ("Testing for linearizability", CCPE 2017). His linked list of calls, from which a call is lifted and put
back, is not needed: states of the model are kept and numbered, a set of calls is an integer, and going back is
taking up an older pair of numbers.

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

import copy
import copyreg
import math
from collections import deque
from collections.abc import Callable, Hashable, Iterable, Sequence
from types import BuiltinFunctionType, FunctionType
from typing import NamedTuple

from harness.checks.history import Call, came_to, cut, drawn, numbered, shown, value
from harness.trace import Finding, Verdict

Model = Callable[[], object]
"""Makes the sequential model as it is before the first call."""


class Blocks(Exception):
    """Raised by a model: in this state the call cannot take effect, and waits."""


class AnyOf:
    """Returned by a model where the contract allows several results, after each of which the state is the same."""

    __hash__ = None  # type: ignore[assignment]  # equal to things that are not equal to each other

    def __init__(self, results: Iterable[object]) -> None:
        self.results = tuple(results)

    def __eq__(self, other: object) -> bool:
        return any(one is other or one == other for one in self.results)

    def __repr__(self) -> str:
        return " or ".join(sorted(map(repr, self.results)))


def linearization(history: Sequence[Call], model_factory: Model, *, final: bool = False) -> list[Call] | None:
    """An order of the calls that respects time and that the model answers as the object did, or None.

    Args:
        history: the calls, in any order; times may be equal, and then the calls overlap.
        model_factory: makes the model. Its methods are called as the object's were, and must do as the contract
            says: return, raise, or raise `Blocks`. It is copied as ``copy.deepcopy`` does, and two states are
            one if all that would be copied is equal; or, if it has a method ``frozen()``, if what that returns
            is equal. What calls pass in and get out is the same thing in all copies.
        final: all that could run has run, so that the calls that have not come back never will. Then each of
            them must be waiting by right: it has had no effect, and blocks in the last state. Otherwise each
            of them may have had its effect at any time since it was called, or none; only those that had are
            in the order.
    """
    search = _Search(history, model_factory, final)
    found = search.run()
    return None if found is None else [search.calls[index] for index in search.order(found)]


def linearizability(history: Sequence[Call], model_factory: Model, *, final: bool) -> Finding | None:
    """Calls that no order explains; see `linearization` for the arguments."""
    search = _Search(history, model_factory, final)
    if search.run() is not None:
        return None
    blame = _waits_wrongly(search) or _stays_after_effect(history, model_factory, final) or _fits_nowhere(search)
    call = search.calls[blame.misfit]
    message = f"No order of these calls explains the results: {shown(call)} of {call.thread} {blame.said}."
    evidence = (*drawn(search.calls, blame.misfit), numbered(blame.order), cut(f"{blame.misfit + 1} {blame.why}", 80))
    return Finding(Verdict.WRONG, message, None, evidence)


class _Answer(NamedTuple):
    """What the model says to a call."""

    after: int
    """Number of the state that the call leaves."""
    result: object = None
    error: str | None = None
    blocks: bool = False

    def fits(self, call: Call) -> bool:
        """The object said the same; to a call that has not come back, anything but that it waits."""
        if self.blocks or call.returned is None:
            return not self.blocks
        if self.error is not None or call.error is not None:
            return self.error == call.error
        return self.result is call.result or bool(self.result == call.result)

    def said(self, returned: str, raised: str, waited: str) -> str:
        """In words, which are given as a verb in the form wanted."""
        if self.blocks:
            return waited
        return f"{raised} {self.error}" if self.error is not None else f"{returned} {value(self.result)}"


_Point = tuple[int, int]
"""How far an order has come: the calls in it, as bits, and the number of the state that they leave."""


class _States:
    """The states that the model has been in, by number, and what it says in each to each question.

    A question is a number, too, the same for calls that the model cannot tell apart.
    """

    def __init__(self, model: object, history: Sequence[Call]) -> None:
        self._kept: dict[int, object] = {}
        self._models: list[object] = []
        self._numbers: dict[Hashable, int] = {}
        self._answers: dict[tuple[int, int], _Answer] = {}
        for call in history:
            for thing in (*call.arguments, *call.keywords.values(), call.result):
                self._keep(thing)
        self.first = self._number(model)
        asked = [(call.operation, self._image((call.arguments, call.keywords))) for call in history]
        numbers = {image: number for number, image in enumerate(dict.fromkeys(asked))}
        self.questions = [numbers[image] for image in asked]

    def answer(self, state: int, question: int, call: Call) -> _Answer:
        """What the model says to a call with this question; it is asked once."""
        known = self._answers.get((state, question))
        if known is None:
            known = self._answers[state, question] = self._ask(state, call)
        return known

    def _ask(self, state: int, call: Call) -> _Answer:
        model, arguments, keywords = self._models[state], call.arguments, call.keywords
        copied = None if keywords or not _PLAIN.issuperset(map(type, arguments)) else _quick_copy(model)
        if copied is None:
            copied, arguments, keywords = copy.deepcopy((model, arguments, keywords), dict(self._kept))
        method = getattr(copied, call.operation)
        try:
            result = method(*arguments, **keywords)
        except Blocks:
            return _Answer(state, blocks=True)
        except Exception as error:
            return _Answer(self._number(copied), error=type(error).__name__)
        return _Answer(self._number(copied), result)

    def _number(self, model: object) -> int:
        frozen = getattr(model, "frozen", None)
        image = self._image(model) if frozen is None else frozen()
        number = self._numbers.setdefault(image, len(self._models))
        if number == len(self._models):
            self._models.append(model)
        return number

    def _keep(self, thing: object) -> None:
        """Have `thing` stay itself in all copies; of a collection, what is in it, for a model may change the rest."""
        if isinstance(thing, dict):
            thing = [*thing, *thing.values()]
        if isinstance(thing, (list, tuple, set, frozenset, deque)):
            for part in thing:
                self._keep(part)
        elif type(thing) not in _PLAIN:
            self._kept[id(thing)] = thing

    def _image(self, thing: object) -> Hashable:
        """Something hashable, equal for things that cannot be told apart.

        Flat, and classes by number: what holds only plain values is no burden to the garbage collector.
        """
        image: list[Hashable] = []
        self._write(thing, image, {})
        return tuple(image)

    def _write(self, thing: object, image: list[Hashable], met: dict[int, tuple[int, object]]) -> None:
        """Add a thing to an image.

        `met` numbers the things passed on the way, so that a thing that is reached twice is not taken for two
        equal ones. It also keeps them: the ``id`` of a thing that is gone would be given to another.
        """
        kind = type(thing)
        image.append(id(kind))
        if kind in _PLAIN:
            image.append(thing)
        elif kind is object or id(thing) in self._kept or isinstance(thing, _SAME):
            self._kept[id(thing)] = thing  # also a sentinel of the model's: copied, it would be another
            image += "itself", id(thing)
        elif id(thing) in met:
            image += "again", met[id(thing)][0]
        elif kind in (set, frozenset):
            image.append(frozenset(map(self._image, thing)))  # type: ignore[call-overload]  # of a set, as its class says
        else:
            met[id(thing)] = len(met), thing
            parts = _parts(thing)
            kinds = list(map(type, parts))
            image.append(len(parts))
            if _PLAIN.issuperset(kinds):
                image += map(id, kinds)
                image += parts
            else:
                image.append(...)
                for part in parts:
                    self._write(part, image, met)


_PLAIN = frozenset({type(None), bool, int, float, complex, str, bytes, type(...)})
"""Values of these types are themselves in every copy, and those of one type that are equal cannot be told apart."""

_SAME = (type, FunctionType, BuiltinFunctionType)
"""Other things that ``copy.deepcopy`` does not copy."""


def _attributes(thing: object) -> dict[str, object] | None:
    """All that makes up an ordinary object; None if there is more to it that ``copy.deepcopy`` would copy."""
    kind, made = type(thing), thing.__reduce_ex__(4)
    if made[0] is not copyreg.__newobj__ or made[1] != (kind,) or type(made[2]) is not dict:  # type: ignore[attr-defined]  # typeshed lacks it
        return None
    special = any(made[3:]) or hasattr(kind, "__deepcopy__") or hasattr(kind, "__setstate__")
    return None if special else made[2]


def _quick_copy(model: object) -> object | None:
    """What ``copy.deepcopy`` makes of an object that has plain values, and lists of them; None if it has others."""
    attributes = _attributes(model)
    if attributes is None:
        return None
    lists: dict[int, list[object]] = {}
    for thing in attributes.values():
        if type(thing) is list and _PLAIN.issuperset(map(type, thing)):
            lists[id(thing)] = thing.copy()
        elif type(thing) not in _PLAIN:
            return None
    copied = object.__new__(type(model))
    copied.__dict__.update({name: lists.get(id(thing), thing) for name, thing in attributes.items()})
    return copied


def _parts(thing: object) -> Sequence[object]:
    """All that ``copy.deepcopy`` would make the copy from."""
    if isinstance(thing, (list, tuple)) and type(thing) in (list, tuple):
        return thing
    attributes = thing if type(thing) is dict else _attributes(thing)
    if attributes is not None:
        return [part for pair in attributes.items() for part in pair]
    parts = thing.__reduce_ex__(4)
    return [list(part) if hasattr(part, "__next__") else part for part in parts]


class _Search:
    """All orders of the calls of a history, as far as the model goes along."""

    def __init__(self, history: Sequence[Call], model_factory: Model, final: bool) -> None:
        self.final = final
        self.calls = sorted(history, key=lambda call: call.called)
        self.states = _States(model_factory(), self.calls)
        self.ends = [math.inf if call.returned is None else call.returned for call in self.calls]
        self.pending = [index for index, call in enumerate(self.calls) if call.returned is None]
        self.came_from: dict[_Point, tuple[_Point, int] | None] = {}
        self._possible = [index for index, end in enumerate(self.ends) if not (final and end == math.inf)]
        self._following: dict[int, tuple[int | None, list[int]]] = {}

    def run(self) -> _Point | None:
        """The point at which an order explains all, or None."""
        start: _Point = 0, self.states.first
        self.came_from[start] = None
        todo = [start]
        while todo:
            point = calls, state = todo.pop()
            if self.first_return(point) is None and self.explains_waiting(point):
                return point
            for index in self._next(calls)[1]:
                answer = self.answer(point, index)
                idle = answer.after == state and self.ends[index] == math.inf  # as good as no effect
                if answer.fits(self.calls[index]) and not idle:
                    further = calls | 1 << index, answer.after
                    if further not in self.came_from:
                        self.came_from[further] = point, index
                        todo.append(further)
        return None

    def answer(self, point: _Point, index: int) -> _Answer:
        """What the model says to a call at that point."""
        return self.states.answer(point[1], self.states.questions[index], self.calls[index])

    def first_return(self, point: _Point) -> int | None:
        """The call, not in the order yet, that comes back first; None when only such are left that never do."""
        return self._next(point[0])[0]

    def replays(self, order: list[int]) -> bool:
        """The model answers these calls, one after the other, as the object did."""
        state = self.states.first
        for index in order:
            answer = self.answer((0, state), index)
            if not answer.fits(self.calls[index]):
                return False
            state = answer.after
        return True

    def _next(self, calls: int) -> tuple[int | None, list[int]]:
        """The first return after these calls, and the calls that may come next: last those that come back first.

        The search takes the last of them first: what has come back must have its place, the others can wait.
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

    def explains_waiting(self, point: _Point) -> bool:
        """It is right that the calls that never came back wait at that point."""
        return not self.final or all(self.answer(point, index).blocks for index in self.pending)

    def order(self, point: _Point) -> list[int]:
        """The calls on the way to a point."""
        order: list[int] = []
        before = self.came_from[point]
        while before is not None:
            point, index = before
            order.append(index)
            before = self.came_from[point]
        return order[::-1]


class _Blame(NamedTuple):
    """The call that spoils it, and how."""

    misfit: int
    order: list[int]
    """The longest order of the others."""
    said: str
    """Goes on after the call in a sentence."""
    why: str
    """Goes on after the call's number, below the order."""


def _waits_wrongly(search: _Search) -> _Blame | None:
    """All results can be explained, but in the last state a call that still waits could go on."""
    for point in search.came_from:
        if search.final and search.first_return(point) is None:
            for index in search.pending:
                answer = search.answer(point, index)
                if not answer.blocks:
                    would = answer.said("return", "raise", "")
                    why = f"should not wait then: {shown(search.calls[index])} would {would}"
                    return _Blame(index, search.order(point), "never came back, but could have gone on", why)
    return None


def _stays_after_effect(history: Sequence[Call], model_factory: Model, final: bool) -> _Blame | None:
    """All results can be explained, but only if a call that never came back has had its effect."""
    search = _Search(history, model_factory, final=False)
    found = search.run() if final else None
    if found is None:
        return None
    order = search.order(found)
    waiting = [index for index in order if index in search.pending]
    for index in waiting:
        without = [one for one in order if one != index]
        order = without if search.replays(without) else order
    index = next(index for index in waiting if index in order)
    return _Blame(index, order, "never came back, but has had its effect", "has had its effect, and never came back")


def _fits_nowhere(search: _Search) -> _Blame:
    """The call whose return cannot be explained, while all returns before it can."""
    firsts = {point: search.first_return(point) for point in search.came_from}
    misfit = max((first for first in firsts.values() if first is not None), key=lambda i: (search.ends[i], i))
    points = [point for point, first in firsts.items() if first == misfit]
    longest = max(points, key=lambda point: point[0].bit_count())
    call = search.calls[misfit]
    did = came_to(call)
    would = search.answer(longest, misfit).said("would return", "would raise", "would have to wait")
    could = {search.answer(point, misfit).said("returned", "raised", "waited") for point in points}
    only = f"but could only have {' or '.join(sorted(could))}" if len(could) <= 3 else "which fits nowhere"
    why = f"fits nowhere after that: it {would}, but it {did}"
    return _Blame(misfit, search.order(longest), f"{did}, {only}", why)
