"""The values of fields, variables and containers, as the events of an execution have them."""

from __future__ import annotations

from collections import deque
from typing import Any

import pytest

from harness.explorer.budget import Budget
from harness.explorer.run import run
from harness.program.function import Function
from harness.trace import READ, WRITE, Event
from harness.world.recording.values import content, object_class, shown

PROGRAM = """from threading import Thread

total = 0


class Loud:
    def __init__(self):
        self.n = 0

    def __hash__(self):
        raise RuntimeError("a recorder must not call this")

    def __repr__(self):
        raise RuntimeError("nor this")

    __slots__ = ("n",)


def main():
    global total
    count, log, table, loud = 0, [], {}, Loud()

    def work(name):
        nonlocal count
        global total
        first, count = name, count + 1
        total = total + 1
        loud.n = total
        log.append(name)
        table[name] = total
        log.extend(table)
        del count
        count = 7

    threads = [Thread(target=work, args=(name,), name=name) for name in "ab"]
    for thread in threads:
        thread.start()
        thread.join()
    assert total == 3
"""


@pytest.fixture(scope="module")
def events(tmp_path_factory: pytest.TempPathFactory) -> list[Event]:
    file = tmp_path_factory.mktemp("values") / "program.py"
    file.write_text(PROGRAM, encoding="utf-8")
    trace = run(Function(str(file), "main"), Budget(10)).trace
    assert trace is not None
    return trace.events


def of(events: list[Event], label: str, kind: str, thread: str = "a") -> list[Any]:
    return [
        one.value if one.content is None else one.content
        for one in events
        if (one.label, one.kind, one.thread) == (label, kind, thread)
    ]


def test_a_global_variable_has_its_value(events: list[Event]) -> None:
    assert of(events, "total", WRITE, "main") == ["0"]
    assert of(events, "total", READ)[:1] == ["0"]
    assert of(events, "total", WRITE) == ["1"]
    assert of(events, "total", WRITE, "b") == ["2"]


def test_a_closure_variable_has_its_value_unless_it_is_unpacked_or_deleted(events: list[Event]) -> None:
    assert of(events, "count", READ) == ["0"]
    assert of(events, "count", WRITE) == [None, None, "7"]  # unpacked, deleted, assigned
    assert of(events, "count", READ, "b") == ["7"]


def test_a_container_has_its_items_after_a_change(events: list[Event]) -> None:
    assert of(events, "log", WRITE) == ["['a']", "['a', 'a']"]
    assert of(events, "table", WRITE) == ["{'a': 1}"]
    assert of(events, "table", READ) == ["{'a': 1}"]


def test_a_slot_has_its_value_and_its_owner(events: list[Event]) -> None:
    assert of(events, "n", WRITE) == ["1"]
    owners = {one.owner for one in events if one.label == "n"}
    assert owners == {"loud"}
    assert len({one.object_number for one in events if one.label == "n"}) == 1


class Silent:
    def __hash__(self) -> int:
        return 1

    def __eq__(self, other: object) -> bool:
        raise RuntimeError("a recorder must not compare")

    def __repr__(self) -> str:
        raise RuntimeError("nor ask for a text")


def test_no_code_of_the_program_runs() -> None:
    table = {Silent(): Silent()}
    assert shown(table) == "{<Silent>: <Silent>}"


def test_a_set_is_in_the_order_of_its_texts() -> None:
    assert shown({"b", "a", "c"}) == "{'a', 'b', 'c'}"
    assert shown(set()) == "set()"
    assert shown(set(range(101))) == "<set>"
    assert shown(set(range(9))) == "{0, 1, 2, 3, 4, 5, …}"


def test_only_containers_have_items() -> None:
    assert content(deque([1])) == "deque([1])"
    assert content("text") is None
    assert content(type("Mine", (list,), {})()) is None


class Shy:
    def __getattribute__(self, name: str) -> Any:
        raise SystemExit(0)


def test_a_value_is_shown_without_an_attribute_of_it() -> None:
    assert shown(Shy()) == "<Shy>"
    assert shown([Shy()]) == "[<Shy>]"
    assert object_class(Shy()) == "Shy"
    assert content(Shy()) is None
