"""Values that a model may take in and give back, but not look at.

A queue hands on its items and never asks what they are. Such an object is *data independent* (Wolper, "Expressing
interesting properties of programs in propositional temporal logic", POPL 1986): with other items in the same places
it would do the same with them. Of a class written in Python nobody knows it beforehand, but it can be watched: a
sealed value tells on everybody who compares, hashes, prints, counts with it or asks what it is.

What it cannot tell of is ``type(item)`` and ``item is other``. Models that use ``type`` are given nothing sealed.
That two items are one is no question to ask of values such as numbers and strings, and only such are sealed. Where
the interpreter wants a string, not something like one, there is a TypeError, and the model is not to keep it to itself.
"""

from __future__ import annotations

from types import CodeType
from typing import NoReturn


class Looked(BaseException):
    """A model looked at a sealed value; not an Exception, so that the model will not take it for one of its own."""


class Sealed:
    """A value that is not to be looked at.

    Attributes:
        number: the same for equal values.
        told: where the number goes when somebody looks, should he keep the exception to himself.
    """

    __slots__ = ("number", "told")

    def __init__(self, number: int, told: set[int]) -> None:
        object.__setattr__(self, "number", number)
        object.__setattr__(self, "told", told)

    def __getattribute__(self, name: str) -> object:
        if name == "__deepcopy__":
            return lambda _: self  # in a copy of the model it is what it was
        return _look(self)


def _look(self: object, *_: object) -> NoReturn:
    object.__getattribute__(self, "told").add(number_of(self))
    raise Looked


_TELLING = """
    eq ne lt le gt ge hash bool repr str format bytes dir sizeof reduce_ex setattr delattr call enter exit fspath
    len length_hint iter next reversed contains getitem setitem delitem index int float complex round trunc floor ceil
    neg pos abs invert add sub mul matmul truediv floordiv mod divmod pow lshift rshift and xor or
    radd rsub rmul rmatmul rtruediv rfloordiv rmod rdivmod rpow rlshift rrshift rand rxor ror
"""
for _name in _TELLING.split():
    setattr(Sealed, f"__{_name}__", _look)


def number_of(sealed: object) -> int:
    """The number of a sealed value, which does not notice."""
    number: int = object.__getattribute__(sealed, "number")
    return number


_VALUES = frozenset({int, float, complex, str, bytes})


def sealable(thing: object) -> bool:
    """It is a number, a string, or a tuple of them: two that are equal are one."""
    if type(thing) is tuple:
        return bool(thing) and all(part is None or type(part) is bool or sealable(part) for part in thing)
    return type(thing) in _VALUES


def asks_for_types(model: object) -> bool:
    """Some method of the model uses ``type``, of which a sealed value would learn nothing."""
    members = [member for kind in type(model).__mro__ for member in vars(kind).values()]
    codes = [getattr(getattr(member, "__func__", member), "__code__", None) for member in members]
    return any(isinstance(code, CodeType) and _names_type(code) for code in codes)


def _names_type(code: CodeType) -> bool:
    inner = (constant for constant in code.co_consts if isinstance(constant, CodeType))
    return "type" in code.co_names or any(map(_names_type, inner))
