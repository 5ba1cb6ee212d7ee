"""The fields of an object are read whole, and the object stays as it was."""

from collections import OrderedDict, deque
from functools import partial
from types import ModuleType
from typing import Any

import pytest

from harness.common.kinds import own_fields


class Simple:
    pass


class WithSlot(Simple):
    __slots__ = ("slot",)


class Listed(list):
    pass


class Tabled(dict):
    pass


class Queued(deque):
    pass


class Numbered(int):
    pass


class Partial(partial):
    pass


class Meta(type):
    pass


class Fields(dict):
    pass


def function() -> None:
    pass


def with_dict_in_slot() -> WithSlot:
    made = WithSlot()
    made.slot = {"other": 1}
    return made


MAKERS = [
    Simple,
    WithSlot,
    with_dict_in_slot,
    Listed,
    lambda: Listed([{"other": 1}]),
    Tabled,
    lambda: Tabled(other={"other": 1}),
    Queued,
    Numbered,
    lambda: Partial(print),
    lambda: partial(print, end=""),
    ValueError,
    lambda: AttributeError("none", name="x", obj={"other": 1}),
    OrderedDict,
    lambda: lambda: None,
    lambda: ModuleType("made"),
]


@pytest.mark.parametrize("make", MAKERS)
def test_fields_are_read_before_and_after_there_are_any(make: Any) -> None:
    one = make()
    before = {name: field for name, field in own_fields(one).items() if not name.startswith("__")}
    assert before == {}
    one.field = 1
    assert own_fields(one)["field"] == 1
    one.__dict__.update(second=2)
    assert own_fields(one)["second"] == 2
    del one.field
    assert "field" not in own_fields(one)


@pytest.mark.parametrize("make", [Simple, WithSlot, Listed, Tabled, ValueError])
def test_fields_are_read_from_a_dict_of_a_derived_class(make: Any) -> None:
    one = make()
    one.__dict__ = Fields(field=1)
    assert own_fields(one) == {"field": 1}


def test_attributes_of_classes_are_read() -> None:
    assert own_fields(Simple)["__module__"] == __name__
    assert "real" in own_fields(int)
    assert "mro" not in own_fields(Meta)


class Name(str):
    """A name of the program's own class; notes how often it is hashed."""

    hashed = 0

    def __hash__(self) -> int:
        Name.hashed += 1
        return str.__hash__(self)


def hashed(one: Any) -> int:
    """Return how often a lookup in an object hashes the name."""
    Name.hashed = 0
    assert not hasattr(one, Name("absent"))
    return Name.hashed


@pytest.mark.parametrize("make", [Simple, WithSlot, Listed, lambda: Listed([1]), Tabled, Numbered, ValueError])
def test_looking_at_an_object_changes_no_lookup_in_it(make: Any) -> None:
    looked_at = make()
    own_fields(looked_at)
    assert hashed(looked_at) == hashed(make())
