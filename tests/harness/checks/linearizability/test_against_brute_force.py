"""The search finds an order of the calls whenever trying all of them does."""

from __future__ import annotations

import random
import sys
from functools import partial
from itertools import count
from pathlib import Path

import pytest
from hypothesis import event, given, settings
from hypothesis import strategies as st

from harness.checks.linearizability import model_states as states
from harness.checks.linearizability.call_history import Call
from harness.checks.linearizability.search import linearizability, linearization
from harness.facts import NotLinearizable
from harness.report.sentences import evidence
from harness.result import Finding
from harness.verdict import Verdict

sys.path.insert(0, str(Path(__file__).parent))

from histories import Buffer, Queue, Register, Semaphore, Stack, answer, brute_force, explains


class Cell:
    def __init__(self):
        self.inside = None

    def exchange(self, item):
        self.inside, item = item, self.inside
        return item


class Box:
    """As a register, but that nobody looks at what is inside."""

    def __init__(self):
        self.inside = None

    def write(self, item):
        self.inside = item

    def read(self):
        return self.inside


KINDS = {
    "queue": (Queue, [("put", "a"), ("put", "b"), ("put", "c"), ("get",)], ["a", "b", "c", None]),
    "buffer": (Buffer, [("put", "a"), ("put", "b"), ("get",), ("get",)], ["a", "b", None]),
    "roomy": (lambda: Buffer(2), [("put", "a"), ("put", "b"), ("get",), ("get",)], ["a", "b", None]),
    "semaphore": (Semaphore, [("acquire",), ("acquire",), ("release",)], [None, True]),
    "stack": (Stack, [("push", "a"), ("push", "b"), ("push", "c"), ("pop",), ("pop",)], ["a", "b", "c", None]),
    "same": (Queue, [("put", "a"), ("put", "a"), ("put", "b"), ("get",), ("get",)], ["a", "b", None]),
    "exchanger": (Cell, [("exchange", "a"), ("exchange", "b"), ("exchange", "c")], ["a", "b", "c", None]),
    "chosen": (Queue, [("put", "a"), ("put", "b"), ("get",), ("remove", "a"), ("whole",)], ["a", "b", None, [], ["a"]]),
    "box": (Box, [("write", "a"), ("write", "b"), ("write", "c"), ("read",)], ["a", "b", "c", None]),
    "register": (Register, [("write", 1), ("write", 2), ("read",), ("swap", 1, 2), ("swap", 0, 1)], [0, 1, 2, None]),
}


def some_history(rng, make, menu, results, most, threads=3):
    """What threads see that call a right object, each effect at some moment of its call; perhaps spoilt after that."""
    model, calls, under_way, affected = make(), [], {}, set()
    clock, size, patience = count(), rng.randint(2, most), rng.randint(3, 6 * most)
    for _ in range(patience):
        thread = rng.randrange(threads)
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


def agree(rng, kind, most, threads=3):
    """The search and brute force say the same; what they say."""
    make, menu, results = KINDS[kind]
    calls, final = some_history(rng, make, menu, results, most, threads)
    order = linearization(calls, make, final=final)
    finding = linearizability(calls, make, final=final)
    assert (order is None) == (finding is not None)
    assert (order is not None) == brute_force(calls, make, final)
    if order is not None:
        assert explains(order, calls, make, final)
    else:
        shown = evidence(Finding(Verdict.WRONG, NotLinearizable(finding)))
        assert len(shown) <= 14
        assert all(len(line) <= 80 for line in shown)
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


@pytest.mark.parametrize("kind", KINDS)
def test_four_threads_and_many_calls_that_never_came_back(kind):
    rng = random.Random(1990)
    for _ in range(30):
        agree(rng, kind, most=6, threads=4)


def with_nothing_sealed(monkeypatch, judge):
    """What is judged if nothing is learnt from a dead end but that it is one."""
    with monkeypatch.context() as patch:
        patch.setattr(states, "sealable", lambda _: False)
        return judge()


@pytest.mark.parametrize("kind", KINDS)
def test_what_is_left_out_changes_nothing(monkeypatch, kind):
    """Not the order found, not the evidence: on histories that are too long for brute force."""
    rng = random.Random(1986)
    make, menu, results = KINDS[kind]
    for _ in range(25):
        calls, final = some_history(rng, make, menu, results, most=14, threads=4)
        finding = partial(linearizability, calls, make, final=final)
        order = partial(linearization, calls, make, final=final)
        assert finding() == with_nothing_sealed(monkeypatch, finding)
        assert order() == with_nothing_sealed(monkeypatch, order)


@pytest.mark.slow
@pytest.mark.parametrize("kind", KINDS)
def test_what_is_left_out_changes_nothing_in_many_histories(monkeypatch, kind):
    rng = random.Random(1991)
    make, menu, results = KINDS[kind]
    for _ in range(600):
        calls, final = some_history(rng, make, menu, results, most=rng.choice([8, 14, 20]), threads=rng.choice([3, 4]))
        finding = partial(linearizability, calls, make, final=final)
        assert finding() == with_nothing_sealed(monkeypatch, finding)


@pytest.mark.slow
@pytest.mark.parametrize("kind", KINDS)
def test_the_search_agrees_with_brute_force_on_many_histories(kind):
    rng = random.Random(2017)
    right_ones = sum(agree(rng, kind, most=8) for _ in range(3000))
    assert 600 <= right_ones <= 2400
