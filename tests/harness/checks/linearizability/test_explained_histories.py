"""Keys of histories: the same for histories that no model can tell apart, and none where that is not known."""

from __future__ import annotations

from collections import deque
from dataclasses import replace
from random import Random

import pytest

from harness.checks.linearizability.call_history import Call
from harness.checks.linearizability.explained_histories import ExplainedHistories
from harness.checks.linearizability.search import linearizability

EXPLAINED = ExplainedHistories()


class Cell:
    """A cell that can be read, written, and increased."""

    def __init__(self, value: object = 0) -> None:
        self.value = value

    def get(self) -> object:
        return self.value

    def put(self, value: object) -> None:
        self.value = value


HISTORY = [Call("A", "put", (1,), 1, 4), Call("B", "get", (), 2, 3, result=1)]


def test_which_calls_had_returned_counts_and_no_other_order() -> None:
    later = [Call("A", "put", (1,), 12, 50), Call("B", "get", (), 11, 90, result=1)]
    assert EXPLAINED.key(HISTORY, Cell()) == EXPLAINED.key(later, Cell()) is not None


@pytest.mark.parametrize(
    ("history", "model"),
    [
        ([replace(HISTORY[0], returned=None), HISTORY[1]], Cell()),
        ([replace(HISTORY[0], called=0, returned=1), HISTORY[1]], Cell()),
        ([HISTORY[0], replace(HISTORY[1], result=True)], Cell()),
        ([HISTORY[0], replace(HISTORY[1], error="ValueError")], Cell()),
        ([HISTORY[0], replace(HISTORY[1], thread="C")], Cell()),
        ([replace(HISTORY[0], arguments=(), keywords={"value": 1}), HISTORY[1]], Cell()),
        (HISTORY, Cell(1)),
        (HISTORY, Cell(False)),
        (HISTORY, Cell([])),
        (HISTORY, Cell(deque(maxlen=2))),
        (HISTORY, type("Cell", (Cell,), {})()),
    ],
)
def test_what_differs_has_another_key(history: list[Call], model: object) -> None:
    assert EXPLAINED.key(history, model) not in (None, EXPLAINED.key(HISTORY, Cell()))


class OfList(list[int]):
    """A model with a content that is no field."""


class WithSlots:
    """A model with a content that is in no dictionary."""

    __slots__ = ("__dict__", "value")


def shared() -> Cell:
    cell = Cell([])
    cell.other = cell.value  # type: ignore[attr-defined]
    return cell


@pytest.mark.parametrize("model", [Cell(0.0), Cell([[]]), Cell(Cell()), shared(), OfList(), WithSlots(), object()])
def test_a_model_that_cannot_be_compared_has_no_key(model: object) -> None:
    assert EXPLAINED.key(HISTORY, model) is None


@pytest.mark.parametrize("value", [[1], 1.5, object(), (1, [2])])
def test_a_value_that_cannot_be_compared_has_no_key(value: object) -> None:
    assert EXPLAINED.key([replace(HISTORY[0], arguments=(value,))], Cell()) is None
    assert EXPLAINED.key([replace(HISTORY[1], result=value)], Cell()) is None


def test_equal_keys_have_equal_verdicts() -> None:
    """Of many small random histories, of which a good part recurs."""
    rng, verdicts, recurred = Random(7), dict[object, bool](), 0
    for _ in range(3_000):
        moments = iter(rng.sample(range(100), 6))
        history = []
        for thread in "AB":
            called, *more = sorted((next(moments), next(moments), next(moments)))
            put = rng.random() < 0.5
            returned = rng.choice([None, *more])
            result = None if put or returned is None else rng.randrange(2)
            history.append(
                Call(thread, "put" if put else "get", (rng.randrange(2),) if put else (), called, returned, result)
            )
        history.sort(key=lambda call: call.called)
        explained = linearizability(history, Cell, final=False) is None
        key = EXPLAINED.key(history, Cell())
        assert key is not None
        recurred += key in verdicts
        assert verdicts.setdefault(key, explained) is explained
    assert recurred > 1_000
    assert set(verdicts.values()) == {True, False}
