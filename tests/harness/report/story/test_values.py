"""The values of a name over time."""

from __future__ import annotations

from typing import Any

import pytest

from harness.report.story.values import CHANGED, READ, START, WRITTEN, history, nearest, occurring
from harness.trace import ACQUIRE, END, JOIN, WAIT, Event, Place
from harness.trace import START as STARTS


def events(*made: tuple[str, str, str, dict[str, Any]]) -> list[Event]:
    return [
        Event(step, thread, kind, label, place=Place("x.py", step), **words)
        for step, (thread, kind, label, words) in enumerate(made, 1)
    ]


MIXED = events(
    ("main", STARTS, "a", {}),
    ("a", "read", "n", {"value": "0", "owner": "first", "object_number": 1}),
    ("a", "write", "n", {"value": "1", "owner": "first", "object_number": 1}),
    ("b", "write", "n", {"value": "5", "owner": "second", "object_number": 2}),
    ("b", "write", "desk.items", {"content": "[5]", "object_number": 3}),
    ("b", ACQUIRE, "forks[0]", {"object_number": 4}),
    ("a", "read", "total", {"value": "3"}),
    ("a", "write", "_kata_t1", {"value": "3"}),
    ("a", END, "a", {}),
    ("main", WAIT, "b", {"why": JOIN}),
)


def rows(name: str, made: list[Event] = MIXED) -> list[tuple[str, int, str, str]]:
    return [(one.name, one.step, one.access, one.value) for one in history(made, name)]


def test_a_field_of_several_objects_has_its_owner_in_its_name() -> None:
    of_first = [("first.n", 0, START, "0"), ("first.n", 2, READ, "0"), ("first.n", 3, WRITTEN, "1")]
    assert rows("n") == [*of_first, ("second.n", 4, WRITTEN, "5")]
    assert rows("self.n") == rows("n")
    assert rows("first.n") == of_first
    assert rows("second.n") == [("second.n", 4, WRITTEN, "5")]


@pytest.mark.parametrize("name", ["items", "desk.items", "self.items", "desk.items[0]"])
def test_a_container_has_its_items_by_every_spelling(name: str) -> None:
    assert rows(name) == [("desk.items", 5, CHANGED, "[5]")]


def test_a_lock_has_the_operations_on_it() -> None:
    (row,) = history(MIXED, "forks[0]")
    assert (row.step, row.access, row.value, row.words) == (6, ACQUIRE, "", "acquires forks[0]")


def test_a_container_of_which_only_the_items_occur_has_their_operations() -> None:
    assert [(one.name, one.step) for one in history(MIXED, "forks")] == [("forks[0]", 6)]
    assert history(MIXED, "fork") == []


def test_a_first_write_tells_no_value_before_it() -> None:
    assert rows("total") == [("total", 0, START, "3"), ("total", 7, READ, "3")]
    assert [access for _, _, access, _ in rows("second.n")] == [WRITTEN]


def test_what_the_first_steps_did_is_not_known_where_they_were_not_kept() -> None:
    late = events(("a", "read", "n", {"value": "7"}))
    late[0].step = 6_001
    assert rows("n", late) == [("n", 6_001, READ, "7")]


def test_equal_reads_of_one_thread_at_one_line_are_one_row() -> None:
    made = events(*[("a", "read", "n", {"value": "0"})] * 3, ("b", "read", "n", {"value": "0"}))
    for event in made:
        event.place = Place("x.py", 9)
    first, second, third = history(made, "n")
    assert first.access == START
    assert (second.step, second.last, second.times, second.thread) == (1, 3, 3, "a")
    assert (third.step, third.times, third.thread) == (4, 1, "b")


def test_threads_and_names_of_the_rewriter_are_no_names() -> None:
    assert occurring(MIXED) == ["first.n", "second.n", "desk.items", "forks[0]", "total"]
    assert occurring(MIXED, data=True) == ["first.n", "second.n", "desk.items", "total"]
    assert rows("a") == []
    assert rows("_kata_t1") == []


def test_the_nearest_names_come_first() -> None:
    assert nearest(MIXED, "totl")[0] == "total"
    assert nearest(MIXED, "self.item")[0] == "desk.items"
    assert nearest(MIXED, "zzz") == occurring(MIXED)
