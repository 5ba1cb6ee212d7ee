"""Opaque values, which a model may store and return, but not inspect.

A queue passes its items on and never examines them. Such an object is *data independent* (Wolper, "Expressing
interesting properties of programs in propositional temporal logic", POPL 1986): with other items in the same places
it would do the same with them. Whether a class written in Python is data independent is not known in advance, but it
can be observed: a sealed value reports every comparison, hash, conversion to text, computation and type check.

It cannot report ``type(item)`` and ``item is other``. So models that use ``type`` receive no sealed values. Identity is
no sensible question to values such as numbers and strings, and only such values are sealed. Where the interpreter needs
a real string there is a TypeError, which the model must not catch.
"""

from __future__ import annotations

from types import CodeType
from typing import NoReturn


class Looked(BaseException):
    """Raised when a model inspects a sealed value; no Exception, so that the model does not catch it as its own."""


class Sealed:
    """A value that must not be inspected.

    Attributes:
        number: the same for equal values.
        told: the set to which the number is added on an inspection, in case the exception is caught.
    """

    __slots__ = ("number", "told")

    def __init__(self, number: int, told: set[int]) -> None:
        object.__setattr__(self, "number", number)
        object.__setattr__(self, "told", told)

    def __getattribute__(self, name: str) -> object:
        if name == "__deepcopy__":
            return lambda _: self  # the same object in a copy of the model
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
    """Return the number of a sealed value, without counting as an inspection."""
    number: int = object.__getattribute__(sealed, "number")
    return number


_VALUES = frozenset({int, float, complex, str, bytes})


def sealable(thing: object) -> bool:
    """True for a number, a string, or a tuple of them: two equal ones cannot be told apart."""
    if type(thing) is tuple:
        return bool(thing) and all(part is None or type(part) is bool or sealable(part) for part in thing)
    return type(thing) in _VALUES


def asks_for_types(model: object) -> bool:
    """True when some method of the model uses ``type``, which a sealed value cannot notice."""
    members = [member for kind in type(model).__mro__ for member in vars(kind).values()]
    codes = [getattr(getattr(member, "__func__", member), "__code__", None) for member in members]
    return any(isinstance(code, CodeType) and _names_type(code) for code in codes)


def _names_type(code: CodeType) -> bool:
    inner = (constant for constant in code.co_consts if isinstance(constant, CodeType))
    return "type" in code.co_names or any(map(_names_type, inner))
