"""Calls are recorded with what came of them."""

from __future__ import annotations

import sys
from itertools import count
from pathlib import Path

import pytest

from harness.checks.linearizability.call_history import Call, Recorded
from harness.checks.linearizability.search import linearization

sys.path.insert(0, str(Path(__file__).parent))

from histories import Semaphore


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


class Refused(ValueError):
    """A kind of its own, as a solution may have."""


class Picky:
    def give(self, thing):
        raise Refused(thing)


class Model:
    def give(self, thing):
        raise ValueError(thing)


class OtherModel:
    def give(self, thing):
        raise KeyError(thing)


@pytest.mark.parametrize(("model", "fits"), [(Model, True), (OtherModel, False)])
def test_an_exception_may_be_of_a_kind_below_the_one_the_model_raises(model, fits):
    calls = []
    with pytest.raises(Refused):
        Recorded(Picky(), calls, count(1).__next__, lambda: "main").give("hat")
    assert (linearization(calls, model) is not None) is fits
