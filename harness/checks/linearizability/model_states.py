"""The states of a sequential model, and its answer to each call in each state.

States are stored and numbered. Those that differ only in values that the model does not inspect have one shape; see
`harness.checks.linearizability.opaque_values`.
"""

from __future__ import annotations

import copy
import copyreg
from collections import deque
from collections.abc import Hashable, Iterable, Sequence
from contextlib import suppress
from types import BuiltinFunctionType, FunctionType
from typing import NamedTuple

from ...common.call_history import ModelAnswer
from .call_history import Call, text
from .opaque_values import Looked, Sealed, asks_for_types, number_of, sealable


class Blocks(Exception):
    """Raised by a model if the call cannot take effect in this state, and so waits."""


class AnyOf:
    """Returned by a model if the contract allows several results, with the same state after each of them."""

    __hash__ = None  # type: ignore[assignment]  # equal to things that are not equal to each other

    def __init__(self, results: Iterable[object]) -> None:
        self.results = tuple(results)

    def __eq__(self, other: object) -> bool:
        return any(one is other or one == other for one in self.results)

    def __repr__(self) -> str:
        return " or ".join(sorted(map(repr, self.results)))


class Answer(NamedTuple):
    """The answer of the model to a call."""

    after: int
    """Number of the state after the call."""
    result: object = None
    error: str | None = None
    blocks: bool = False
    held: tuple[int, ...] = ()
    """The numbers of the sealed values in the result."""

    def fits(self, call: Call) -> bool:
        """True when the object gave the same answer; a call that has not returned fits anything but a wait."""
        if self.blocks or call.returned is None:
            return not self.blocks
        if self.error is not None or call.error is not None:
            return self.error is not None and self.error in (call.error, *call.kinds)
        return self.result is call.result or bool(self.result == call.result)

    @property
    def facts(self) -> ModelAnswer:
        """The answer with the ``repr`` of its result instead of the result itself."""
        return ModelAnswer("" if self.blocks or self.error is not None else text(self.result), self.error, self.blocks)


Parameter = tuple[str, int | str]
"""An operation, and the place or the name of an argument."""


def _given(call: Call) -> list[tuple[Parameter, object]]:
    """Return the arguments of a call by parameter."""
    named: list[tuple[int | str, object]] = [*enumerate(call.arguments), *call.keywords.items()]
    return [((call.operation, name), thing) for name, thing in named]


def bits(numbers: Iterable[int]) -> int:
    """Return a set of numbers as an integer."""
    bits = 0
    for number in numbers:
        bits |= 1 << number
    return bits


FEW = 9
"""Calls of a history in which no value is sealed: it has so few orders that all of them take less time than that."""


class States:
    """The states that the model has been in, by number, and its answer in each to each question.

    A question is a number, too, the same for calls that the model cannot tell apart. Values in the arguments are
    sealed, except for those of the parameters that the model is known to inspect; when the model is seen to inspect
    another value, its parameter is added to them.
    """

    def __init__(self, model: object, history: Sequence[Call], looked_at: set[Parameter]) -> None:
        self._kept: dict[int, object] = {}
        self._models: list[object] = []
        self._numbers: dict[Hashable, int] = {}
        self._shapes: dict[Hashable, int] = {}
        self._answers: dict[tuple[int, int], Answer] = {}
        self.held: list[tuple[int, tuple[int, ...]]] = []
        """For each state its shape, and the numbers of the sealed values in it."""
        for call in history:
            for thing in (*call.arguments, *call.keywords.values(), call.result):
                if type(thing) not in _PLAIN:
                    self._keep(thing)
        self._seal(model, history, looked_at)
        self.first = self._number(model)
        asked = [(call.operation, self._question(call)) for call in history]
        numbers = {image: number for number, image in enumerate(dict.fromkeys(asked))}
        self.questions = [numbers[image] for image in asked]

    def _question(self, call: Call) -> Hashable:
        """Return an image of the arguments of a call, without the detour through objects if all of them are plain."""
        kinds = tuple(map(type, call.arguments))
        if not call.keywords and _PLAIN.issuperset(kinds):
            return kinds, call.arguments
        return self._image((call.arguments, call.keywords))

    def _seal(self, model: object, history: Sequence[Call], looked_at: set[Parameter]) -> None:
        """Choose the values to be sealed, and number them."""
        self._looked_at = looked_at
        self._told: set[int] = set()
        self._sealed: dict[Parameter, dict[Hashable, int]] = {}
        self._values: list[object] = []
        if len(history) <= FEW or hasattr(model, "frozen") or asks_for_types(model):
            return
        numbers: dict[Hashable, int] = {}
        for call in history:
            for parameter, thing in _given(call):
                if parameter not in looked_at and sealable(thing):
                    image = self._image(thing)
                    number = numbers.setdefault(image, len(self._values))
                    if number == len(self._values):
                        self._values.append(thing)
                    self._sealed.setdefault(parameter, {})[image] = number

    def answer(self, state: int, question: int, call: Call) -> Answer:
        """Return the answer of the model to a call with this question; each question is asked once.

        Raises:
            Looked: the model inspected a sealed value, and must be asked again from the start.
        """
        known = self._answers.get((state, question))
        if known is None:
            with suppress(Looked):
                known = self._answers[state, question] = self._ask(state, call)
            if known is None or self._told:
                self._looked_at |= self._sealed_in(self._told)
                raise Looked
        return known

    def _sealed_in(self, numbers: set[int]) -> set[Parameter]:
        """Return the parameters that passed one of these values; all if there is no number."""
        return {name for name, inside in self._sealed.items() if not numbers or numbers.intersection(inside.values())}

    def _ask(self, state: int, call: Call) -> Answer:
        model, arguments, keywords = self._models[state], call.arguments, call.keywords
        if self._sealed:
            given = [(name, self._wrapped(name, thing)) for name, thing in _given(call)]
            arguments = tuple(thing for (_, name), thing in given if isinstance(name, int))
            keywords = {name: thing for (_, name), thing in given if isinstance(name, str)}
        copied = None if keywords or not _STILL.issuperset(map(type, arguments)) else _quick_copy(model)
        if copied is None:
            copied, arguments, keywords = copy.deepcopy((model, arguments, keywords), dict(self._kept))
        method = getattr(copied, call.operation)
        try:
            result = method(*arguments, **keywords)
        except Blocks:
            return Answer(state, blocks=True)
        except Exception as error:
            if self._sealed and isinstance(error, (TypeError, AttributeError)):
                raise Looked from None  # perhaps because of a sealed value, which cannot even be added
            return Answer(self._number(copied), error=type(error).__name__)
        held = self._written(result)[1] if self._sealed and type(result) not in _PLAIN else ()
        opened = self._opened(result) if held else result
        return Answer(self._number(copied), opened, held=held)

    def _wrapped(self, name: Parameter, thing: object) -> object:
        """Return the argument that the model receives.

        It is a new sealed value in each call, because Python takes an object as equal to itself without asking it.
        """
        inside = self._sealed.get(name)
        number = inside.get(self._image(thing)) if inside is not None and sealable(thing) else None
        return thing if number is None else Sealed(number, self._told)

    def _opened(self, result: object) -> object:
        """Return a result with its sealed values replaced by the real ones."""
        if type(result) is Sealed:
            return self._values[number_of(result)]
        if type(result) is AnyOf:
            return AnyOf(map(self._opened, result.results))
        if isinstance(result, (list, tuple)) and type(result) in (list, tuple):
            return type(result)(map(self._opened, result))
        if self._written(result)[1]:
            raise Looked  # an object of this type cannot be built again
        return result

    def _number(self, model: object) -> int:
        frozen = getattr(model, "frozen", None)
        image, held = self._written(model) if frozen is None else (frozen(), ())
        number = self._numbers.setdefault((image, held) if held else image, len(self._models))
        if number == len(self._models):
            self._models.append(model)
            self.held.append((self._shapes.setdefault(image, number), held))
        return number

    def _keep(self, thing: object) -> None:
        """Let `thing` be one object in all copies; of a collection only its items, because a model may change it."""
        if isinstance(thing, dict):
            thing = [*thing, *thing.values()]
        if isinstance(thing, (list, tuple, set, frozenset, deque)):
            for part in thing:
                self._keep(part)
        elif type(thing) not in _PLAIN:
            self._kept[id(thing)] = thing

    def _image(self, thing: object) -> Hashable:
        """Return a hashable image of a value, equal for values that cannot be told apart.

        It is flat and has classes by number, because the garbage collector does not track tuples of plain values.
        """
        return self._written(thing)[0]

    def _written(self, thing: object) -> tuple[Hashable, tuple[int, ...]]:
        """Return the image, in which sealed values are only places, and the numbers of the sealed values."""
        image, held = list[Hashable](), list[int]()
        self._write(thing, image, held, {})
        return tuple(image), tuple(held)

    def _write(self, thing: object, image: list[Hashable], held: list[int], met: dict[int, tuple[int, object]]) -> None:
        """Add a value to an image.

        `met` numbers the objects visited so far, so that one object reached twice is not taken for two equal ones. It
        also keeps them alive, because the ``id`` of a deleted object is used again.
        """
        kind = type(thing)
        image.append(id(kind))
        if kind in _PLAIN:
            image.append(thing)
        elif id(thing) in met:
            image += "again", met[id(thing)][0]
        elif kind is Sealed:
            met[id(thing)] = len(met), thing
            held.append(number_of(thing))
        elif kind is object or id(thing) in self._kept or isinstance(thing, _SAME):
            self._kept[id(thing)] = thing  # such as a sentinel of the model: a copy would be another object
            image += "itself", id(thing)
        elif kind in (set, frozenset):
            written = list(map(self._written, thing))  # type: ignore[call-overload]  # of a set, as its class says
            if any(inside for _, inside in written):
                raise Looked  # a place in a set has no number
            image.append(frozenset(part for part, _ in written))
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
                    self._write(part, image, held, met)


_PLAIN = frozenset({type(None), bool, int, float, complex, str, bytes, type(...)})
"""Values of these types are themselves in every copy, and those of one type that are equal cannot be told apart."""

_STILL = _PLAIN | {Sealed}
"""Nothing that could be changed is in a value of these types."""

_SAME = (type, FunctionType, BuiltinFunctionType)
"""Other things that ``copy.deepcopy`` does not copy."""


def _attributes(thing: object) -> dict[str, object] | None:
    """Return all parts of an ordinary object; None if ``copy.deepcopy`` would copy more than those."""
    kind, made = type(thing), thing.__reduce_ex__(4)
    if made[0] is not copyreg.__newobj__ or made[1] != (kind,) or type(made[2]) is not dict:  # type: ignore[attr-defined]  # typeshed lacks it
        return None
    special = any(made[3:]) or hasattr(kind, "__deepcopy__") or hasattr(kind, "__setstate__")
    return None if special else made[2]


def _quick_copy(model: object) -> object | None:
    """Return a deep copy of an object with plain values, and lists of them; None if it has other values."""
    attributes = _attributes(model)
    if attributes is None:
        return None
    lists: dict[int, list[object]] = {}
    for thing in attributes.values():
        if type(thing) is list and _STILL.issuperset(map(type, thing)):
            lists[id(thing)] = thing.copy()
        elif type(thing) not in _STILL:
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
