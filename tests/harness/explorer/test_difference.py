"""What is said of two executions is true of them: checked here again, from the two traces alone."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from harness.checks import judge
from harness.explorer import neighbours
from harness.explorer.budget import Budget
from harness.explorer.difference import compare
from harness.explorer.neighbours import MOST_TRIES
from harness.explorer.run import run
from harness.facts.difference import Difference
from harness.trace import ACQUIRE, NOTIFY, READ, RELEASE, TRY, WAIT, WAKE, WRITE, Event, Place, Trace, TryOutcome

CHECKS = Path(__file__).parents[1] / "checks"
sys.path.insert(0, str(CHECKS))

import prey  # noqa: E402 - a folder of tests is no package

PROGRAMS = [
    path
    for verdict in ("wrong", "deadlock", "stuck")
    for path in sorted((CHECKS / "fail" / verdict).glob("*.py"))
    if not prey.said(path, "slow")
]


@pytest.fixture
def pairs(monkeypatch: pytest.MonkeyPatch) -> list[tuple[Trace, Trace]]:
    """The executions that were compared."""
    found: list[tuple[Trace, Trace]] = []

    def noted(failing: Trace, passing: Trace, *others: Any) -> Difference | None:
        found.append((failing, passing))
        return compare(failing, passing, *others)

    monkeypatch.setattr(neighbours, "compare", noted)
    return found


def at(trace: Trace, event: Event) -> Event:
    """The event of a trace that a difference speaks of."""
    found = next(one for one in trace.events if one.step == event.step)
    assert (found.thread, found.kind, found.value, found.content) == (
        event.thread,
        event.kind,
        event.value,
        event.content,
    )
    return found


def before(trace: Trace, event: Event, kind: str) -> list[tuple[str | None, Place | None]]:
    """What the event's thread has read or written before it."""
    mine = (one for one in trace.events if one.thread == event.thread and one.step < event.step)
    return [(one.value if one.kind == READ else None, one.place) for one in mine if one.kind == kind]


@pytest.mark.parametrize("file", PROGRAMS, ids=lambda path: path.stem)
def test_what_is_said_is_true_of_the_two_executions(file: Path, pairs: list[tuple[Trace, Trace]]) -> None:
    result = run(prey.program(file), Budget(prey.SCHEDULES))
    difference = result.difference
    assert difference is None or difference.tried <= MOST_TRIES
    if difference is None or difference.passing is None:
        return
    failing, passing = pairs[-1]
    assert (passing.ending, judge(passing)) == ("done", None)
    assert failing is result.trace
    first = difference.step - 1
    for one, other in zip(failing.events[:first], passing.events[:first], strict=True):
        assert (one.thread, one.kind, one.place, one.value) == (other.thread, other.kind, other.place, other.value)
    at(passing, difference.passing)
    if difference.failing is not None:
        at(failing, difference.failing)
        assert (difference.failing.thread, difference.failing.kind, difference.failing.place) != (
            difference.passing.thread,
            difference.passing.kind,
            difference.passing.place,
        )
    for check in (effect_is_true, order_is_true, path_is_true):
        check(difference, failing, passing)


def effect_is_true(difference: Difference, failing: Trace, passing: Trace) -> None:
    effect = difference.effect
    if effect is None:
        return
    one, other = at(failing, effect.failing), at(passing, effect.passing)
    assert (one.thread, one.kind, one.place) == (other.thread, other.kind, other.place)
    assert min(one.step, other.step) >= difference.step
    assert (one.value, one.content, one.outcome, one.waiters) != (
        other.value,
        other.content,
        other.outcome,
        other.waiters,
    )
    # its thread has read the same before, and written at the same lines
    assert before(failing, one, READ) == before(passing, other, READ)
    assert before(failing, one, WRITE) == before(passing, other, WRITE)
    if effect.cause is not None:
        here, there = (passing, failing) if effect.cause_is_first else (failing, passing)
        cause, read, missing = (
            at(here, effect.cause),
            (other if here is passing else one),
            (one if here is passing else other),
        )
        assert cause.kind == WRITE
        assert (cause.label, cause.object_number, cause.thread) == (read.label, read.object_number, cause.thread)
        assert cause.thread != read.thread
        assert cause.step < read.step
        count = sum(one.kind == WRITE for one in here.events if one.thread == cause.thread and one.step <= cause.step)
        done = sum(one.kind == WRITE for one in there.events if one.thread == cause.thread and one.step < missing.step)
        assert done < count, "the other execution has performed that write by then"


def order_is_true(difference: Difference, failing: Trace, passing: Trace) -> None:
    order = difference.order
    if order is None:
        return
    first, second = at(passing, order.first), at(passing, order.second)
    assert difference.step <= first.step < second.step
    assert first.thread != second.thread
    between = [one for one in passing.events if first.step < one.step < second.step and one.thread == first.thread]
    released = any(one.kind == RELEASE and one.object_number == first.object_number for one in between)
    assert released >= order.released

    def steps(event: Event) -> list[int]:
        return [
            one.step for one in failing.events if (one.thread, one.place) == (event.thread, event.place)
            and one.kind in (event.kind, ACQUIRE, WAKE) and one.step >= difference.step
        ]  # fmt: skip

    assert not steps(first) or (steps(second) and min(steps(second)) < max(steps(first)))


def path_is_true(difference: Difference, failing: Trace, passing: Trace) -> None:
    path = difference.path
    if path is None:
        return
    at(passing, path.passing)
    if path.failing is not None:
        one = at(failing, path.failing)
        assert one.thread == path.passing.thread
        assert (one.kind, one.place) != (path.passing.kind, path.passing.place)


# -- two traces made by hand -----------------------------------------------------------------------------


def trace(*events: tuple[str, str, str, dict[str, Any]]) -> Trace:
    made = [
        Event(step, thread, kind, label, place=Place("x.py", words.pop("line", step)), **words)
        for step, (thread, kind, label, words) in enumerate(events, 1)
    ]
    return Trace("done", ["a", "b"], len(made), [], made)


def test_a_wait_for_a_lock_is_no_difference() -> None:
    failing = trace(("a", READ, "n", {"value": "0", "line": 1}), ("b", ACQUIRE, "lock", {"line": 2}))
    passing = trace(
        ("a", ACQUIRE, "lock", {"line": 5}),
        ("b", WAIT, "lock", {"why": ACQUIRE, "line": 2}),
        ("b", ACQUIRE, "lock", {"line": 2}),
    )
    found = compare(failing, passing, 1)
    assert found is not None
    assert found.effect is None


@pytest.mark.parametrize(
    ("kind", "here", "there"),
    [
        (READ, {"value": "0"}, {"value": "1"}),
        (READ, {"content": "[]"}, {"content": "[1]"}),
        (TRY, {"outcome": TryOutcome.TAKEN}, {"outcome": TryOutcome.FREE}),
        (NOTIFY, {"waiters": 0}, {"waiters": 1}),
        (WRITE, {"value": "1"}, {"value": "2"}),
    ],
)
def test_an_effect_is_what_an_operation_reads_or_meets(kind: str, here: dict[str, Any], there: dict[str, Any]) -> None:
    failing = trace(("b", kind, "x", {**here, "line": 7}), ("a", RELEASE, "lock", {"line": 1}))
    passing = trace(("a", RELEASE, "lock", {"line": 1}), ("b", kind, "x", {**there, "line": 7}))
    found = compare(failing, passing, 3)
    assert found is not None
    assert (found.tried, found.step, found.resumes) == (3, 1, True)
    assert found.effect is not None
    assert (found.effect.failing.step, found.effect.passing.step) == (1, 2)


def test_an_unknown_value_is_no_difference() -> None:
    failing = trace(("b", READ, "x", {"line": 7}), ("a", RELEASE, "lock", {"line": 1}))
    passing = trace(("a", RELEASE, "lock", {"line": 1}), ("b", READ, "x", {"value": "1", "line": 7}))
    found = compare(failing, passing, 1)
    assert found is not None
    assert found.effect is None


def test_a_write_that_no_step_recorded_is_no_cause() -> None:
    failing = trace(("b", READ, "x", {"value": "0", "line": 7}), ("a", WRITE, "x", {"value": "5", "line": 1}))
    passing = trace(("a", WRITE, "x", {"value": "5", "line": 1}), ("b", READ, "x", {"value": "6", "line": 7}))
    found = compare(failing, passing, 1)
    assert found is not None
    assert found.effect is not None
    assert found.effect.cause is None


def test_executions_without_a_beginning_are_not_compared() -> None:
    failing = trace(("a", READ, "n", {}))
    failing.events[0].step = 9
    assert compare(failing, trace(("b", READ, "n", {})), 1) is None


def test_the_same_execution_has_no_difference() -> None:
    events: Iterator[tuple[str, str, str, dict[str, Any]]] = iter([("a", READ, "n", {"value": "0"})])
    one = trace(*events)
    assert compare(one, one, 1) is None
