"""Models of all kinds: what is one state, what is a copy, what is an answer."""

from __future__ import annotations

import sys
from collections import defaultdict, deque
from decimal import Decimal
from functools import partial
from pathlib import Path

import pytest

from harness.checks.linearizability.call_history import Call
from harness.checks.linearizability.search import AnyOf, Blocks, linearization

sys.path.insert(0, str(Path(__file__).parent))

from histories import Queue, Semaphore, blamed, right, wrong


def test_the_contract_may_allow_several_results():
    class Lazy:
        def __init__(self):
            self.count = 0

        def poll(self):
            return AnyOf({"a", "b"})

        def pick(self):
            return AnyOf([1, [2]])

    assert right("c poll() = 'a' @ 1-2\nc poll() = 'b' @ 3-4", Lazy)
    assert linearization([Call("c", "pick", (), 1, 2, 1.0)], Lazy), "equal is enough"
    assert blamed(wrong("c poll() = 'c' @ 1-2", Lazy)) == ("c", "poll", {"'a' or 'b'"})


def test_true_and_one_are_equal_results_but_different_states():
    class Cell:
        def __init__(self):
            self.inside = []

        def keep(self, item):
            self.inside = [item]

        def name(self):
            return repr(self.inside[0])

    text = "a keep(1) @ 1-4\nb keep(True) @ 2-3\nc name() = {!r} @ 5-6"
    assert right(text.format("1"), Cell)
    assert right(text.format("True"), Cell)
    assert right("a put(1) @ 1-2\nb get() = True @ 3-4", Queue)


def test_items_are_themselves_in_every_copy_of_the_model():
    first, second = object(), object()
    calls = [Call("p", "put", (first,), 1, 4), Call("q", "put", (second,), 2, 3)]
    got = [Call("c", "get", (), 5, 6, second), Call("c", "get", (), 7, 8, first)]
    assert linearization([*calls, *got], Queue) == [calls[1], calls[0], *got]
    assert linearization([*calls, got[0], Call("c", "get", (), 7, 8, second)], Queue) is None
    nested = Call("p", "put", ([first, {"k": (second,)}],), 1, 2)
    assert linearization([nested, Call("c", "get", (), 3, 4, nested.arguments[0])], Queue)


def test_a_model_may_spoil_what_it_is_given():
    class Sorter:
        def sort(self, items):
            items.sort()
            return items

    given_items = [2, 1]
    call = Call("a", "sort", (given_items,), 1, 2, [1, 2])
    assert linearization([call], Sorter) == [call]
    assert given_items == [2, 1]


def test_keywords_are_arguments():
    call = Call("a", "acquire", (), 1, 2, True, None, {"blocking": False})
    assert linearization([call], Semaphore) == [call]
    other = Call("b", "acquire", (), 3, 4, True)
    assert linearization([call, other], Semaphore) is None


class Slotted:
    __slots__ = ("items",)

    def __init__(self, *items):
        self.items = list(items)

    def __repr__(self):
        return f"Slotted{self.items}"


class Ring:
    def __init__(self, value):
        self.value, self.next = value, self

    def __repr__(self):
        return f"Ring({self.value}, {self.next is self})"


class Last:
    def __init__(self, which):
        self.two = [[], []]
        self.last = self.two[which]

    def __repr__(self):
        return f"Last({[one is self.last for one in self.two]})"


EMPTY = object()


@pytest.mark.parametrize(
    ("this", "that"),
    [
        (lambda: [1], lambda: [2]),
        (lambda: [1], lambda: (1,)),
        (lambda: [1], lambda: [True]),
        (lambda: [1, [2]], lambda: [[1], 2]),
        (lambda: [[], [1]], lambda: [[[], 1]]),
        (lambda: [[1], [2]], lambda: [[1, 2]]),
        (lambda: [[[]], 5], lambda: [[[], 5]]),
        (lambda: Last(0), lambda: Last(1)),
        (lambda: {1: 2}, lambda: {2: 1}),
        (lambda: {1: 2}, lambda: [1, 2]),
        (lambda: {1: 2, 3: 4}, lambda: {3: 4, 1: 2}),
        (lambda: {1, 2}, lambda: {1, 3}),
        (lambda: {1}, lambda: frozenset({1})),
        (lambda: deque([1]), lambda: deque([2])),
        (lambda: deque([1]), lambda: deque([1], 1)),
        (lambda: Slotted(1), lambda: Slotted(2)),
        (lambda: Ring(1), lambda: Ring(2)),
        (lambda: partial(max, 1), lambda: partial(max, 2)),
        (lambda: Decimal(1), lambda: Decimal(2)),
        (lambda: [max], lambda: [min]),
        (lambda: [int], lambda: [str]),
        (lambda: defaultdict(int, {1: 1}), lambda: {1: 1}),
    ],
)
def test_states_of_all_kinds_are_told_apart(this, that):
    class Keeper:
        def __init__(self):
            self.kept = None

        def keep(self, first):
            self.kept = this() if first else that()

        def show(self):
            return repr(self.kept)

    calls = [Call("a", "keep", (True,), 1, 4), Call("b", "keep", (False,), 2, 3)]
    for made in (this(), that()):
        assert linearization([*calls, Call("c", "show", (), 5, 6, repr(made))], Keeper)
    assert linearization([*calls, Call("c", "show", (), 5, 6, "else")], Keeper) is None


def test_one_thing_in_two_places_is_not_two_equal_things():
    class Pair:
        def __init__(self):
            self.left, self.right = [], []

        def share(self):
            self.right = self.left

        def copy(self):
            self.right = [*self.left]

        def add(self):
            self.left.append(1)

        def look(self):
            return self.right

    text = """
        a share() @ 1-4
        b copy() @ 2-3
        a add() @ 5-6
        a look() = {} @ 7-8
    """
    assert right(text.format([1]), Pair).startswith("b.copy a.share")
    assert right(text.format([]), Pair).startswith("a.share b.copy")


def test_a_model_may_ask_for_a_sentinel_of_its_own():
    class Cell:
        def __init__(self):
            self.inside = EMPTY

        def put(self, item):
            if self.inside is not EMPTY:
                raise Blocks
            self.inside = item

        def take(self):
            if self.inside is EMPTY:
                raise Blocks
            item, self.inside = self.inside, EMPTY
            return item

    text = """
        p put([1]) @ 1-9
        q put(2) @ 2-8
        c take() = 2 @ 3-7
        c take() = [1] @ 10-11
        c take() @ 12-
    """
    assert right(text, Cell, final=True) == "q.put c.take p.put c.take"


def test_a_model_may_say_what_its_state_is():
    class Fussy:
        def __init__(self):
            self.log, self.count = [], 0

        def add(self, note):
            self.log.append(note)
            self.count += 1

        def total(self):
            return self.count

        def frozen(self):
            return self.count

    calls = [Call(f"t{n}", "add", (str(n),), n, 100 + n) for n in range(11)]
    assert linearization([*calls, Call("c", "total", (), 200, 201, 11)], Fussy)
    assert linearization([*calls, Call("c", "total", (), 200, 201, 10)], Fussy) is None  # 11! states without it


def test_a_fault_in_the_model_is_not_an_answer():
    with pytest.raises(AttributeError, match="peek"):
        linearization([Call("c", "peek", (), 1, 2)], Queue)
