"""An order of the calls is found when there is one, and never when there is none."""

from __future__ import annotations

import random
from collections import defaultdict, deque
from decimal import Decimal
from functools import partial
from itertools import chain, combinations, count

import pytest
from hypothesis import event, given, settings
from hypothesis import strategies as st

from harness.checks.history import Call, Recorded
from harness.checks.linearizability import AnyOf, Blocks, linearizability, linearization


class Queue:
    def __init__(self):
        self.items = []

    def put(self, item):
        self.items.append(item)

    def get(self):
        return self.items.pop(0) if self.items else None


class Buffer:
    def __init__(self, capacity=1):
        self.capacity, self.items = capacity, deque()

    def put(self, item):
        if len(self.items) == self.capacity:
            raise Blocks
        self.items.append(item)

    def get(self):
        if not self.items:
            raise Blocks
        return self.items.popleft()


class Semaphore:
    def __init__(self):
        self.permits = 1

    def acquire(self, blocking=True):
        if self.permits == 0 and blocking:
            raise Blocks
        self.permits -= self.permits > 0
        return blocking or self.permits >= 0

    def release(self):
        if self.permits == 2:
            raise ValueError("released too often")
        self.permits += 1


class Register:
    def __init__(self):
        self.value = 0

    def write(self, value):
        self.value = value

    def read(self):
        return self.value

    def swap(self, expected, value):
        if self.value != expected:
            raise ValueError
        self.value = value


class Stack:
    def __init__(self):
        self.items = ()

    def push(self, item):
        self.items = (item, self.items)

    def pop(self):
        if not self.items:
            raise IndexError
        item, self.items = self.items
        return item


def history(text):
    """Calls as ``thread operation(arguments) = result @ called-returned``, one a line.

    ``!Name`` instead of ``= result`` is an exception, and no time after the dash a call that never came back.
    """
    calls = []
    for line in filter(None, map(str.strip, text.splitlines())):
        what, _, times = line.rpartition("@")
        thread, _, what = what.strip().partition(" ")
        called, _, returned = times.strip().partition("-")
        what, _, error = what.partition("!")
        what, _, result = what.partition("=")
        operation, _, arguments = what.strip().partition("(")
        calls.append(
            Call(
                thread,
                operation,
                eval(f"({arguments[:-1]},)") if arguments != ")" else (),
                int(called),
                int(returned) if returned else None,
                eval(result.strip() or "None"),
                error.strip() or None,
            )
        )
    return calls


def right(text, model, final=False):
    """There is an order; its calls, in short."""
    calls = history(text)
    assert linearizability(calls, model, final=final) is None
    order = linearization(calls, model, final=final)
    assert explains(order, calls, model, final)
    return " ".join(f"{call.thread}.{call.operation}" for call in order)


def wrong(text, model, final=False):
    """There is none; the sentence, and the evidence."""
    calls = history(text)
    assert linearization(calls, model, final=final) is None
    finding = linearizability(calls, model, final=final)
    assert finding.verdict == "wrong"
    prefix = "No order of these calls explains the results: "
    assert finding.message.startswith(prefix)
    assert all(len(line) <= 80 for line in finding.evidence)
    return finding.message.removeprefix(prefix), finding.evidence


def test_nothing_called_is_right():
    assert linearization([], Queue, final=True) == []
    assert linearizability([], Queue, final=True) is None


def test_calls_that_overlap_may_take_effect_in_any_order():
    text = """
        p put('a') @ 1-4
        q put('b') @ 2-3
        c get() = {!r} @ 5-6
    """
    assert right(text.format("a"), Queue) == "p.put q.put c.get"
    assert right(text.format("b"), Queue) == "q.put p.put c.get"
    assert (
        wrong(text.format("c"), Queue)[0]
        == "get() of c returned 'c', but could only have returned 'a' or returned 'b'."
    )


def test_a_call_that_came_back_is_before_one_that_began_later():
    text = """
        p put('a') @ 1-2
        q put('b') @ 3-4
        c get() = 'b' @ 5-6
    """
    assert wrong(text, Queue)[0] == "get() of c returned 'b', but could only have returned 'a'."


def test_equal_times_overlap():
    assert right("p put('a') @ 1-3\nc get() = None @ 3-4", Queue) == "c.get p.put"
    assert wrong("p put('a') @ 1-2\nc get() = None @ 3-4", Queue)


def test_a_call_that_never_came_back_may_have_had_its_effect():
    assert right("p put('a') @ 1-\nc get() = 'a' @ 2-3", Queue) == "p.put c.get"
    assert right("p put('a') @ 1-\nc get() = None @ 2-3", Queue) == "c.get"
    assert wrong("c get() = 'a' @ 1-2\np put('a') @ 3-", Queue)


def test_a_stack_is_no_queue():
    text = """
        p push(1) @ 1-2
        p push(2) @ 3-4
        c pop() = {} @ 5-6
        c pop() = {} @ 7-8
        c pop() !IndexError @ 9-10
    """
    assert right(text.format(2, 1), Stack)
    assert wrong(text.format(1, 2), Stack)[0] == "pop() of c returned 1, but could only have returned 2."


def test_reads_of_a_register_do_not_go_back():
    text = """
        w write(1) @ 1-8
        r read() = {} @ 2-3
        r read() = {} @ 4-5
    """
    assert right(text.format(0, 1), Register) == "r.read w.write r.read"
    assert wrong(text.format(1, 0), Register)[0] == "read() of r returned 0, but could only have returned 1."


def test_an_exception_is_an_answer():
    assert right("a swap(0, 1) @ 1-3\nb swap(0, 2) !ValueError @ 2-4", Register) == "a.swap b.swap"
    said, _ = wrong("a swap(0, 1) @ 1-3\nb swap(0, 2) @ 2-4", Register)
    assert said == "swap(0, 2) of b returned None, but could only have raised ValueError."
    said, _ = wrong("a swap(0, 1) !ValueError @ 1-2", Register)
    assert said == "swap(0, 1) of a raised ValueError, but could only have returned None."
    assert wrong("a swap(1, 1) !KeyError @ 1-2", Register)


def test_a_lost_update_of_a_counter():
    class Counter:
        def __init__(self):
            self.count = 0

        def add(self):
            self.count += 1
            return self.count

    said, _ = wrong("a add() = 1 @ 1-3\nb add() = 1 @ 2-4", Counter)
    assert said == "add() of b returned 1, but could only have returned 2."


def test_a_call_that_came_back_did_not_have_to_wait():
    said, evidence = wrong("c get() = 'a' @ 1-2\np put('a') @ 3-4", Buffer)
    assert said == "get() of c returned 'a', but could only have waited."
    assert evidence[-2:] == (
        "longest order  (none)",
        "1 fits nowhere after that: it would have to wait, but it returned 'a'",
    )


FULL = """
    p put('a') @ 1-2
    q put('b') @ 3-
"""


def test_a_call_may_wait_for_good_only_where_the_model_does():
    assert right(FULL, lambda: Buffer(1), final=True) == "p.put"
    assert right(FULL, lambda: Buffer(2), final=False) == "p.put"
    said, evidence = wrong(FULL, lambda: Buffer(2), final=True)
    assert said == "put('b') of q never came back, but could have gone on."
    assert evidence[-2:] == ("longest order  1", "2 should not wait then: put('b') would return None")


def test_a_call_that_waits_for_good_has_had_no_effect():
    text = "p put('a') @ 1-\nc get() = 'a' @ 2-3"
    assert right(text, Buffer, final=False) == "p.put c.get"
    said, evidence = wrong(text, Buffer, final=True)
    assert said == "put('a') of p never came back, but has had its effect."
    assert evidence[-2:] == ("longest order  1 2", "1 has had its effect, and never came back")


def test_only_a_call_whose_effect_is_needed_is_blamed_for_it():
    text = """
        p push('a') @ 1-
        q push('z') @ 2-
        c pop() = 'a' @ 3-4
    """
    said, evidence = wrong(text, Stack, final=True)
    assert said == "push('a') of p never came back, but has had its effect."
    assert evidence[-2] == "longest order  1 3"


def test_the_last_state_is_chosen_so_that_waiting_is_right():
    text = """
        a acquire() = True @ 1-5
        b acquire(False) = {} @ 2-4
        c acquire() @ 3-
    """

    class Lock:
        def __init__(self):
            self.owned = False

        def acquire(self, blocking=True):
            if self.owned and blocking:
                raise Blocks
            was, self.owned = self.owned, True
            return not was

    assert right(text.format(False), Lock, final=True)
    assert wrong(text.format(True), Lock, final=True)


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
    said, _ = wrong("c poll() = 'c' @ 1-2", Lazy)
    assert said == "poll() of c returned 'c', but could only have returned 'a' or 'b'."


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

    calls = [Call(f"t{n}", "add", (str(n),), n, 100 + n) for n in range(16)]
    assert linearization([*calls, Call("c", "total", (), 200, 201, 16)], Fussy)
    assert linearization([*calls, Call("c", "total", (), 200, 201, 15)], Fussy) is None  # 16! states without it


def test_a_fault_in_the_model_is_not_an_answer():
    with pytest.raises(AttributeError, match="peek"):
        linearization([Call("c", "peek", (), 1, 2)], Queue)


EVIDENCE = """\
1  producer-1  put('a')     |--|
2  producer-2  put('b')      ||
3  consumer-1  get() → 'a'      |--|
4  consumer-2  get() → 'a'       |--|
5  producer-1  put('c') …         |---
longest order  1 2 3 5
4 fits nowhere after that: it would return 'b', but it returned 'a'"""


def test_the_evidence_shows_the_overlap_and_how_far_an_order_goes():
    text = """
        consumer-2 get() = 'a' @ 6-9
        producer-1 put('a') @ 1-4
        producer-2 put('b') @ 2-3
        consumer-1 get() = 'a' @ 5-8
        producer-1 put('c') @ 7-
    """
    said, evidence = wrong(text, lambda: Buffer(2))
    assert said == "get() of consumer-2 returned 'a', but could only have returned 'b'."
    assert "\n".join(evidence) == EVIDENCE


def test_the_evidence_of_twelve_calls_fits_into_fourteen_lines_of_eighty_columns():
    calls = [
        Call(f"a-thread-with-a-long-name-{n}", "put_if_possible", ("x" * 50,), 2 * n, 2 * n + 3, "y" * 50)
        for n in range(12)
    ]

    class Never:
        def put_if_possible(self, item):
            return "z" * 50

    calls[-1].result = calls[0].result
    evidence = linearizability(calls, Never, final=False).evidence
    assert len(evidence) == 14
    assert all(len(line) <= 80 for line in evidence)


def test_of_a_long_history_the_end_is_shown():
    calls = [Call("p", "put", (n,), 2 * n, 2 * n + 1) for n in range(60)]
    calls.append(Call("c", "get", (), 200, 201, 3))
    calls.append(Call("p", "put", (99,), 300, 301))
    finding = linearizability(calls, Queue, final=False)
    assert finding.evidence[0] == "50 other calls, before or after these"
    assert finding.evidence[-3].startswith("61  c  get() → 3")
    assert len(finding.evidence) == 15
    assert all(len(line) <= 80 for line in finding.evidence)


def test_addresses_are_not_shown():
    calls = [Call("p", "put", (object(),), 1, 2), Call("c", "get", (), 3, 4, object())]
    finding = linearizability(calls, Queue, final=False)
    assert " at 0x" not in finding.message + "".join(finding.evidence)


# The wrapper that makes histories


def test_calls_are_recorded_with_what_came_of_them():
    names, calls, clock = iter(["main", "main", "other"]), [], count(1).__next__
    semaphore = Recorded(Semaphore(), calls, clock, lambda: next(names))
    assert semaphore.acquire(blocking=False) is True
    semaphore._instance.permits = 2
    with pytest.raises(ValueError, match="released too often"):
        semaphore.release()
    assert semaphore.permits == 2
    assert calls == [
        Call("main", "acquire", (), 1, 2, True, None, {"blocking": False}),
        Call("main", "release", (), 3, 4, None, "ValueError"),
    ]


def test_a_call_that_is_ended_from_outside_never_came_back():
    class Ended(BaseException):
        pass

    class Endless:
        def wait(self):
            raise Ended

    calls = []
    with pytest.raises(Ended):
        Recorded(Endless(), calls, count(1).__next__, lambda: "main").wait()
    assert calls == [Call("main", "wait", (), 1)]


def test_a_call_under_way_is_in_the_history_already():
    calls, seen = [], []

    class Nosy:
        def look(self):
            seen.extend((call.operation, call.returned) for call in calls)
            return self.helper()

        def helper(self):
            return len(calls)

    assert Recorded(Nosy(), calls, count(1).__next__, lambda: "main").look() == 1
    assert seen == [("look", None)]


# Against brute force


def answer(model, call):
    """What the model says, as (kind, value)."""
    try:
        return "returned", getattr(model, call.operation)(*call.arguments)
    except Blocks:
        return "waits", None
    except Exception as error:
        return "raised", type(error).__name__


def replayed(calls, make):
    """The model after these calls, or None if it says otherwise than the object."""
    model = make()
    for call in calls:
        said = answer(model, call)
        if said[0] == "waits":
            return None
        if call.returned is not None and said != (("raised", call.error) if call.error else ("returned", call.result)):
            return None
    return model


def explains(order, calls, make, final):
    """The definition: an order of all calls that came back and some of the others, in time, with these answers."""
    came_back = [call for call in calls if call.returned is not None]
    pending = [call for call in calls if call.returned is None]
    if any(one not in order for one in came_back) or len({id(one) for one in order}) != len(order):
        return False
    if any(late.returned is not None and late.returned < early.called for early, late in combinations(order, 2)):
        return False
    if replayed(order, make) is None:
        return False
    if not final:
        return True
    waiting = all(answer(replayed(order, make), call)[0] == "waits" for call in pending)
    return waiting and not any(one is call for one in order for call in pending)


def orders(calls):
    """All permutations that respect time."""
    if not calls:
        yield []
    for call in calls:
        rest = [one for one in calls if one is not call]
        if not any(one.returned is not None and one.returned < call.called for one in rest):
            for order in orders(rest):
                yield [call, *order]


def brute_force(calls, make, final):
    """Whether there is an order, by trying all."""
    came_back = [call for call in calls if call.returned is not None]
    pending = [call for call in calls if call.returned is None]
    subsets = chain.from_iterable(combinations(pending, size) for size in range(len(pending) + 1))
    return any(explains(order, calls, make, final) for subset in subsets for order in orders([*came_back, *subset]))


KINDS = {
    "queue": (Queue, [("put", "a"), ("put", "b"), ("put", "c"), ("get",)], ["a", "b", "c", None]),
    "buffer": (Buffer, [("put", "a"), ("put", "b"), ("get",), ("get",)], ["a", "b", None]),
    "roomy": (lambda: Buffer(2), [("put", "a"), ("put", "b"), ("get",), ("get",)], ["a", "b", None]),
    "semaphore": (Semaphore, [("acquire",), ("acquire",), ("release",)], [None, True]),
    "register": (Register, [("write", 1), ("write", 2), ("read",), ("swap", 1, 2), ("swap", 0, 1)], [0, 1, 2, None]),
}


def some_history(rng, make, menu, results, most):
    """What threads see that call a right object, each effect at some moment of its call; perhaps spoilt after that."""
    model, calls, under_way, affected = make(), [], {}, set()
    clock, size, patience = count(), rng.randint(2, most), rng.randint(3, 6 * most)
    for _ in range(patience):
        thread = rng.randrange(3)
        call = under_way.get(thread)
        if call is None and len(calls) < size:
            operation, *arguments = rng.choice(menu)
            under_way[thread] = Call(f"t{thread}", operation, tuple(arguments), next(clock))
            calls.append(under_way[thread])
        elif call is not None and thread not in affected:
            kind, said = answer(model, call)
            if kind != "waits":
                affected.add(thread)
                call.result, call.error = (said, None) if kind == "returned" else (None, said)
        elif call is not None:
            call.returned = next(clock)
            affected.remove(thread)
            del under_way[thread]
    for call in calls:
        if call.returned is None:
            call.result = call.error = None
    if rng.random() < 0.6:
        spoil(rng, calls, results)
    return calls, rng.random() < 0.5


def spoil(rng, calls, results):
    """Change one thing, which may or may not matter."""
    call = rng.choice(calls)
    match rng.randrange(4):
        case 0:
            call.result, call.error = rng.choice(results), None
        case 1:
            call.result = call.error = call.returned = None
        case 2:
            other = rng.choice(calls)
            call.result, other.result = other.result, call.result
        case _ if call.returned is not None:
            call.called = min(call.returned, call.called + rng.randint(1, 4))
        case _:
            call.called += rng.randint(1, 4)


def agree(rng, kind, most):
    """The search and brute force say the same; what they say."""
    make, menu, results = KINDS[kind]
    calls, final = some_history(rng, make, menu, results, most)
    order = linearization(calls, make, final=final)
    finding = linearizability(calls, make, final=final)
    assert (order is None) == (finding is not None)
    assert (order is not None) == brute_force(calls, make, final)
    if order is not None:
        assert explains(order, calls, make, final)
    else:
        assert len(finding.evidence) <= 14
        assert all(len(line) <= 80 for line in finding.evidence)
    return order is not None


@pytest.mark.parametrize("kind", KINDS)
@settings(max_examples=60, deadline=None)
@given(rng=st.randoms(use_true_random=False))
def test_the_search_agrees_with_brute_force(kind, rng):
    event("right" if agree(rng, kind, most=6) else "wrong")


@pytest.mark.parametrize("kind", KINDS)
def test_both_answers_are_frequent(kind):
    rng = random.Random(1993)
    right_ones = sum(agree(rng, kind, most=7) for _ in range(100))
    assert 20 <= right_ones <= 80


@pytest.mark.slow
@pytest.mark.parametrize("kind", KINDS)
def test_the_search_agrees_with_brute_force_on_many_histories(kind):
    rng = random.Random(2017)
    right_ones = sum(agree(rng, kind, most=8) for _ in range(3000))
    assert 600 <= right_ones <= 2400
