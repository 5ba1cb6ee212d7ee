"""Names of objects in reports: the name at a step is the one that the object has there, and not a former one."""

from __future__ import annotations

from pathlib import Path

import pytest

from harness.explorer.budget import Budget
from harness.explorer.run import run
from harness.program.function import Function
from harness.trace import Trace

BEGIN = """\
import threading

"""
REVERSED = """\
def main():
    locks = [threading.Lock(), threading.Lock()]

    def one():
        with locks[0]:
            with locks[1]:
                pass

    def two():
        with locks[-1]:
            locks.reverse()
            with locks[-1]:
                pass

    run(one, two)
"""
PARAMETER = """\
class Handler:
    def __init__(self, given, other):
        with given, other:
            pass


def main():
    first, second = threading.Lock(), threading.Lock()
    Handler(first, second)

    def one():
        with first:
            with second:
                pass

    def two():
        with second:
            with first:
                pass

    run(one, two)
"""
QUEUED = """\
def main():
    queue = []

    def wait():
        ticket = threading.Lock()
        ticket.acquire()
        queue.append(ticket)
        ticket.acquire()

    def release():
        if queue:
            queue.pop(0).release()

    run(wait, wait, release, release)
"""
END = """

def run(*functions):
    threads = [threading.Thread(target=function, name=str(n)) for n, function in enumerate(functions)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
"""


def failing(folder: Path, program: str) -> Trace:
    file = folder / "names.py"
    file.write_text(BEGIN + program + END, encoding="utf-8")
    result = run(Function(str(file), "main"), Budget(200))
    assert result.trace is not None, result.message
    return result.trace


def test_an_item_that_moves_has_the_name_of_its_place_at_each_step(tmp_path: Path) -> None:
    trace = failing(tmp_path, REVERSED)
    events = [one for one in trace.events if one.kind in ("acquire", "wait") and one.label.startswith("locks")]
    lines = {one.place.line: one.label for one in events if one.place is not None and one.kind == "acquire"}
    assert lines[7] == "locks[0]", events
    assert lines[12] == "locks[1]", events


@pytest.mark.parametrize("name", ["first", "second"])
def test_a_parameter_of_a_call_that_has_returned_names_nothing(tmp_path: Path, name: str) -> None:
    labels = {one.label for one in failing(tmp_path, PARAMETER).events if one.kind == "acquire"}
    assert name in labels
    assert not labels & {"given", "other"}


def test_a_place_in_a_list_that_changes_is_no_name_of_what_has_another(tmp_path: Path) -> None:
    trace = failing(tmp_path, QUEUED)
    labels = {one.label for one in (*trace.events, *trace.waiting) if "queue[" in one.label}
    assert not labels
    assert any(one.label.startswith("ticket") for one in trace.waiting)
