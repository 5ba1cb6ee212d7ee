"""A model that looks at what it is given is noticed, whatever way it looks; one that does not is not disturbed."""

from __future__ import annotations

import copy
import json
import sys
from collections import deque
from pathlib import Path

import pytest

from harness.checks.linearizability.call_history import Call
from harness.checks.linearizability.opaque_values import Looked, Sealed, asks_for_types, number_of, sealable
from harness.checks.linearizability.search import linearizability, linearization

sys.path.insert(0, str(Path(__file__).parent))

from histories import Queue, Stack


def swallowing(item):
    try:
        return item == 1
    except Exception:
        return False


def match(item):
    match item:
        case str():
            return 1
        case _:
            return 2


LOOKS = {
    "==": lambda item: item == 1,
    "== in a list": lambda item: [item] == [1],
    "!=": lambda item: item != 1,
    "<": lambda item: item < 1,
    "in": lambda item: item in [1, 2],
    "index": [1, 2].index,
    "count": [1].count,
    "against another": lambda item: item == copy.deepcopy(item),
    "hash": hash,
    "a key": lambda item: {item: 1},
    "a set": lambda item: {item},
    "if": lambda item: 1 if item else 2,
    "not": lambda item: not item,
    "and": lambda item: item and 1,
    "str": str,
    "repr": repr,
    "format": lambda item: f"{item}",
    "in a list": lambda item: str([item]),
    "isinstance": lambda item: isinstance(item, str),
    "a pattern": match,
    "an attribute": lambda item: item.upper(),
    "an index": lambda item: [1, 2][item],
    "max": lambda item: max(item, 1),
    "sorted": lambda item: sorted([item, 1]),
    "swallowed": swallowing,
    "+": lambda item: item + 1,
    "+ from the left": lambda item: 1 + item,
    "-": lambda item: -item,
    "len": len,
    "iteration": list,
    "unpacking": lambda item: [*item],
    "a part": lambda item: item[0],
    "a call": lambda item: item(),
    "int": int,
    "a file": Path,
    "json": lambda item: json.dumps({"": item}),
    "%": lambda item: "%d" % item,  # noqa: UP031
}


@pytest.mark.parametrize("look", LOOKS.values(), ids=LOOKS)
def test_a_look_is_told_of(look):
    told = set()
    with pytest.raises(Looked):
        look(Sealed(7, told))
    assert told == {7}


def test_what_cannot_be_told_of_cannot_be_done():
    with pytest.raises(TypeError):
        "".join([Sealed(7, set())])


def test_a_model_that_does_it_is_asked_with_the_values_themselves():
    class Joining:
        def put(self, item):
            return "".join([item, "!"])

    assert linearization([Call("a", "put", ("x",), 1, 2, "x!")], Joining)


KEEPS = {
    "a list": lambda item: [item].pop(),
    "a deque": lambda item: deque([item], maxlen=1).popleft(),
    "a tuple": lambda item: (item, 1)[0],
    "a value of a dictionary": lambda item: {1: item}[1],
    "is None": lambda item: None if item is None else item,
    "a deep copy": copy.deepcopy,
    "a deep copy of a list": lambda item: copy.deepcopy([item])[0],
}


@pytest.mark.parametrize("keep", KEEPS.values(), ids=KEEPS)
def test_to_keep_and_to_pass_on_is_not_to_look(keep):
    told = set()
    item = Sealed(7, told)
    assert keep(item) is item
    assert number_of(item) == 7
    assert not told


@pytest.mark.parametrize("thing", [1, "a", b"a", 1.5, ("a", 1), (None, "a"), (("a",), True)])
def test_values_are_sealed(thing):
    assert sealable(thing)


@pytest.mark.parametrize("thing", [None, True, ..., object(), [1], {"a": 1}, (), ([1],), max, Queue])
def test_what_is_one_of_a_few_or_is_itself_is_not(thing):
    assert not sealable(thing)


class Typed:
    def put(self, item):
        return [type(one).__name__ for one in [item]]


@pytest.mark.parametrize(("model", "asks"), [(Typed, True), (Queue, False), (Stack, False)])
def test_a_model_that_asks_for_types_is_given_nothing_sealed(model, asks):
    assert asks_for_types(model()) == asks


def test_types_are_as_they_were():
    assert linearization([Call("a", "put", ("x",), 1, 2, ["str"])], Typed)


@pytest.mark.parametrize("look", LOOKS.values(), ids=LOOKS)
def test_a_model_that_looks_is_asked_with_the_values_themselves(look):
    class Looking:
        def __init__(self):
            self.seen = []

        def put(self, item):
            try:
                self.seen.append(repr(look(item)))
            except Exception as error:
                self.seen.append(type(error).__name__)

        def last(self):
            return self.seen[-1]

    for item in (1, 2, "a"):
        model = Looking()
        model.put(item)
        calls = [Call("a", "put", (item,), 1, 2), Call("a", "last", (), 3, 4, model.last())]
        assert linearization(calls, Looking) == calls
        calls[1].result = "else"
        assert linearization(calls, Looking) is None


def test_that_two_places_have_one_value_is_not_forgotten():
    class Remembering:
        def __init__(self):
            self.items, self.last = [], None

        def put(self, item):
            self.items.append(item)
            self.last = item

        def note(self, item):
            self.last = item

        def known(self):
            return self.last in self.items  # a thing is equal to itself, and is not asked

    for first, second in (("put", "note"), ("note", "put")):
        calls = [Call("p", first, ("a",), 1, 4), Call("q", second, ("b",), 2, 3), Call("c", "known", (), 5, 6, False)]
        order = linearization(calls, Remembering)
        assert [call.operation for call in order] == ["put", "note", "known"]


class Counted(Queue):
    asked = 0

    def put(self, item):
        Counted.asked += 1
        super().put(item)

    def get(self):
        Counted.asked += 1
        return super().get()


def pairs(count):
    """So many times two puts that overlap: the queue can be in 2 to that power of states."""
    return [
        Call(f"p{which}", "put", (2 * number + which,), 4 * number + which, 4 * number + 2 + which)
        for number in range(count)
        for which in (0, 1)
    ]


def test_what_no_order_of_the_puts_would_help_is_not_tried_with_all():
    calls = [*pairs(40), Call("c", "get", (), 1000, 1001, "never put")]
    Counted.asked = 0
    found = linearizability(calls, Counted, final=False)
    assert {answer.result for answer in found.possible} == {"0", "1"}
    assert Counted.asked < 1000


def test_only_the_puts_in_the_way_are_put_otherwise():
    puts = pairs(20)
    got = [2 * (n // 2) + 1 - n % 2 for n in range(40)]
    calls = [*puts, *(Call("c", "get", (), 1000 + 2 * n, 1001 + 2 * n, item) for n, item in enumerate(got))]
    Counted.asked = 0
    assert [call.arguments[0] for call in linearization(calls, Counted)[:40]] == got
    assert Counted.asked < 10_000
