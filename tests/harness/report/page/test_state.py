"""How things stand after each event: who holds what, who waits, what was last seen."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from harness.report.story.events import to_the_point
from harness.report.story.state import Moment, moments
from harness.report.text.source import SourceText
from harness.result import Result
from harness.trace import BlockedThread, Event, Place, Trace, TryOutcome


def told(text: str, waiting: Sequence[BlockedThread] = (), file: str = "") -> tuple[Trace, list[Moment]]:
    """Moments of events written as ``thread kind label value``, a line each; ``wait:KIND`` blocks."""
    events = []
    for step, line in enumerate(text.strip().splitlines(), 1):
        thread, kind, *rest = line.split(maxsplit=3)
        kind, _, why = kind.partition(":")
        label, value = (*rest, None, None)[:2]
        place = Place(file, step) if file else None
        event = Event(step, thread, kind, label or "", value, place, why=why)
        if kind == "try" and value is not None:
            event.outcome = TryOutcome(value.replace("_", " "))
        if (found := re.search(r"<(\w+)>", value or "")) is not None:
            event.object_class = found[1]
        events.append(event)
    trace = Trace("blocked", ["main"], len(events), [], events, list(waiting))
    return trace, moments(trace, events, SourceText(file))


def held(text: str, waiting: Sequence[BlockedThread] = (), file: str = "") -> list[str]:
    """Who holds what after each event: ``lock:thread,thread lock:thread``."""
    _, found = told(text, waiting, file)
    return [" ".join(f"{lock}:{','.join(names)}" for lock, names in one.holders.items()) for one in found[:-1]]


def test_a_lock_is_held_from_its_taking_to_its_release() -> None:
    assert held("a acquire l\na read x 1\na release l\nb acquire l") == ["l:a", "l:a", "", "l:b"]


def test_a_try_takes_what_is_free_and_nothing_else() -> None:
    assert held("a try l free\nb try l in_vain\na release l") == ["l:a", "l:a", ""]


def test_locked_only_looks(tmp_path: Path) -> None:
    file = tmp_path / "looks.py"
    file.write_text("if l.locked():\n    l.acquire(False)\n", encoding="utf-8")
    assert held("a try l free\na try l free", file=str(file)) == ["", "l:a"]


def test_a_wait_on_a_condition_gives_its_lock_back_meanwhile() -> None:
    text = "a acquire c\na wait:wait c\nb acquire c\nb notify c 1\nb release c\na wake c\na release c"
    assert held(text) == ["c:a", "", "c:b", "c:b", "", "c:a", ""]


def test_a_wait_gives_back_the_lock_of_another_name_that_its_condition_is_made_over() -> None:
    made = "main write full <Condition>\n"
    text = made + "a acquire lock\na wait:wait full\nb acquire lock\nb release lock\na wake full\na release lock"
    assert held(text) == ["", "lock:a", "", "lock:b", "", "lock:a", ""]


def test_where_nothing_is_known_of_what_is_waited_for_a_lock_that_another_takes_was_given_back() -> None:
    text = "a acquire lock\na acquire other\na wait:wait it\nb acquire lock\nb release lock\na wake it"
    assert held(text)[2:] == ["other:a", "lock:b other:a", "other:a", "lock:a other:a"]


def test_a_wait_on_an_event_gives_nothing_back() -> None:
    assert held("main write bell <Event>\na acquire lock\na wait:wait bell\na wake bell") == [""] + ["lock:a"] * 3


def test_after_its_time_is_up_a_waiter_takes_the_lock_again() -> None:
    text = "a acquire c\na wait:wait c\nb acquire c\na wait:acquire c\nb release c\na acquire c\na release c"
    assert held(text) == ["c:a", "", "c:b", "c:b", "", "c:a", ""]


def test_after_its_time_is_up_a_waiter_does_not_have_the_lock_until_it_takes_it() -> None:
    text = "a acquire c\na wait:wait c\na expire c\nb acquire c\nb release c\na acquire c\na release c"
    assert held(text) == ["c:a", "", "", "c:b", "", "c:a", ""]


def test_a_semaphore_used_as_a_lock_has_holders_and_one_used_as_a_signal_none() -> None:
    made = "main write s <Semaphore>\n"
    assert held(made + "a acquire s\na release s\nb acquire s")[1:] == ["s:a", "", "s:b"]
    assert held(made + "a acquire s\nb release s\na acquire s")[1:] == ["", "", ""]
    assert held(made + "a acquire s")[1:] == [""]


def test_two_locks_of_one_name_are_told_apart_by_their_holders_only() -> None:
    assert held("a acquire lock\nb acquire lock\na release lock") == [
        "lock:a",
        "lock:a,b",
        "lock:b",
    ]


def test_what_the_trace_denies_is_not_said() -> None:
    """The trace knows the objects: where it says that a waiting thread holds nothing, two things had one name."""
    waits = BlockedThread("a", "acquire", "l", None, owned=True)
    assert held("a acquire k\na acquire l\na wait:acquire l", [waits]) == ["", "", ""]
    truly = BlockedThread("a", "acquire", "l", None, holders=["a"], owned=True, holds=["k", "l"])
    assert held("a acquire k\na acquire l\na wait:acquire l", [truly])[-1] == "k:a l:a"


def test_a_wait_lasts_until_the_next_event_of_its_thread() -> None:
    _, found = told(
        "a acquire l\nb wait:acquire l\na release l\nb acquire l", [BlockedThread("main", "join", "a", None)]
    )
    assert [one.waits for one in found] == [
        {},
        {"b": ("acquire", "l")},
        {"b": ("acquire", "l")},
        {},
        {"main": ("join", "a")},
    ]


def test_threads_begin_and_end() -> None:
    _, found = told("main start a\na read x 1\na end a")
    assert [(sorted(one.begun), sorted(one.ended)) for one in found] == [
        (["a", "main"], []), (["a", "main"], []), (["a", "main"], ["a"]), (["a", "main"], ["a"])
    ]  # fmt: skip


def test_values_are_what_was_last_seen() -> None:
    _, found = told("a write x 1\nb read x 1\na write items []\nb write items\nb write lock <lock>\nb read items")
    x, items = found[-1].values["x"], found[-1].values["items"]
    assert (x.text, x.thread, x.index, x.written) == ("1", "b", 1, False)
    assert (items.text, items.thread, items.changes) == ("[]", "b", (3,))
    assert "lock" not in found[-1].values


@pytest.mark.parametrize(
    ("file", "function"), [("opposite_orders", "both_work"), ("keeps_the_key", "two_guests"), ("dinner", "dinner")]
)
def test_in_the_end_it_is_as_the_trace_says(found: Callable[[str, str], Result], file: str, function: str) -> None:
    result = found(file, function)
    assert result.trace is not None
    events = to_the_point(result.trace, result)
    last = moments(result.trace, events, SourceText(result.file))[-1]
    assert result.trace.waiting
    for one in result.trace.waiting:
        assert [lock for lock, names in last.holders.items() if one.thread in names] == one.holds
        assert last.waits[one.thread] == (one.kind, one.label)
