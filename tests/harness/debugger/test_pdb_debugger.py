"""pdb over a replayed schedule: where it stops, what it shows, and that it does not change the schedule."""

import re

import pytest
from programs import BANK, STOPS, failing

from harness.program.function import Function

LOOKING = ["p locals()", "threads", "schedule", "thread 0", "p locals()", "where", "args", "list"]
SESSIONS = {
    "nothing": ["continue"],
    "every line of every thread": ["step"] * 60,
    "every line of the main thread": ["next"] * 30,
    "looking at everything between two lines": [*(["step", *LOOKING] * 30)],
    "a breakpoint with a condition": ["break bank.py:11, amount == 2", "continue", "p before", "continue"],
    "returns": ["step", "step", "return", "step", "step", "step", "step", "return", "until", "continue"],
    "steps of the report": ["to 5", "where", "to 7", *LOOKING, "continue"],
    "a call of the program's own": ["break 10", "continue", "p self.add(5)", "!self.balance = 0", "continue"],
}


@pytest.mark.parametrize("name", SESSIONS)
@pytest.mark.parametrize("function", ["both_add", "both_lock"])
def test_the_schedule_is_the_same_with_the_debugger(tmp_path, debugged, name, function):
    path, token = failing(tmp_path, function)
    found, _ = debugged(Function(str(path), function), token, *SESSIONS[name], *["continue"] * 9)
    assert not found.problem
    assert found.differs is None
    assert found.debugged.choices == found.plain.choices
    assert found.debugged.events == found.plain.events
    assert found.debugged.ending == found.plain.ending


def test_it_stops_first_in_the_first_line_of_the_function(tmp_path, debugged):
    path, token = failing(tmp_path, "both_add")
    _, said = debugged(Function(str(path), "both_add"), token, "continue")
    assert said.startswith(f"> {path}(15)both_add()\n-> account = Account()\n(kata main, step 0) ")


def test_it_stops_at_the_line_that_fails(tmp_path, debugged):
    path, token = failing(tmp_path, "both_add")
    _, said = debugged(Function(str(path), "both_add"), token, "continue", "p total, len(threads)")
    assert "-- main failed after step 13: AssertionError: 1 --" in said
    assert f"> {path}(22)both_add()\n-> assert total == 3, total\n(kata main, step 13) (1, 2)\n" in said


def test_it_stops_where_the_threads_of_a_deadlock_wait(tmp_path, debugged):
    path, token = failing(tmp_path, "both_lock")
    commands = ["continue", "where", "thread other", "where", "thread 0", "p left.locked(), threads", "thread 7"]
    _, said = debugged(Function(str(path), "both_lock"), token, *commands)
    assert "-- no thread can run, after step 6 --" in said
    assert "-> 1  one    waits: acquire right  one()  bank.py:30" in said
    assert "   2  other  waits: acquire left   other()  bank.py:35" in said
    assert f"(kata one, step 6) > {path}(30)one()" in said
    assert f"> {path}(35)other()" in said
    assert "(True, [<Thread(one, started 2)>, <Thread(other, started 3)>])" in said
    assert "*** no thread 7; `threads` lists them" in said


def test_a_switch_is_shown_when_the_schedule_makes_it(tmp_path, debugged):
    path, token = failing(tmp_path, "both_add")
    _, said = debugged(Function(str(path), "both_add"), token, "to 5", *["step"] * 9)
    lines = re.sub(r"^(\(kata [^)]*\) )+", "", said, flags=re.MULTILINE).splitlines()
    stops = [line for line in lines if line.startswith(("-- ", "> "))]
    assert stops[1:7] == [
        "-- add-1 (add) runs now, step 4 --",
        f"> {path}(9)add()",
        f"> {path}(10)add()",
        f"> {path}(11)add()",
        "-- add-2 (add) runs now, step 5 --",
        f"> {path}(10)add()",
    ]


def test_a_step_never_stops_in_a_file_that_is_not_the_programs(tmp_path, debugged):
    path, token = failing(tmp_path, "both_lock")
    _, said = debugged(Function(str(path), "both_lock"), token, *["step"] * 80)
    stops = [line.rpartition("> ")[2] for line in said.splitlines() if "> /" in line]
    assert stops
    assert {stop.partition("(")[0] for stop in stops} == {str(path)}


def test_breakpoint_and_set_trace_stop_in_their_lines(tmp_path, debugged):
    path, token = failing(tmp_path, "both_add", STOPS)
    _, said = debugged(Function(str(path), "both_add"), token, *["continue"] * 9)
    stops = [line.rpartition("> ")[2] for line in said.splitlines() if f"> {path}" in line]
    lines = [int(stop.partition("(")[2].partition(")")[0]) for stop in stops]
    assert lines == [16, 10, 10, 24, 26]


def test_breakpoint_does_nothing_with_pythonbreakpoint_0(tmp_path, debugged, monkeypatch):
    monkeypatch.setenv("PYTHONBREAKPOINT", "0")
    path, token = failing(tmp_path, "both_add", STOPS)
    _, said = debugged(Function(str(path), "both_add"), token, *["continue"] * 9)
    assert f"> {path}(10)" not in said
    assert f"> {path}(24)" in said


def test_what_changes_the_program_is_reported(tmp_path, debugged):
    path, token = failing(tmp_path, "both_add")
    found, _ = debugged(Function(str(path), "both_add"), token, "break 11", "continue", "!after = 9", *["continue"] * 9)
    assert found.differs is not None or found.debugged.failure != found.plain.failure
    assert found.result.message == "the assertion failed: 1 (main at bank.py line 22)."


def test_quit_ends_the_program(tmp_path, debugged):
    path, token = failing(tmp_path, "both_add")
    for commands in (["quit"], ["break 11", "continue", "quit"]):
        found, _ = debugged(Function(str(path), "both_add"), token, *commands)
        assert found.left
        assert found.debugged is None


def test_the_programs_output_is_shown(tmp_path, debugged):
    source = BANK.replace("    total =", "    print('joined')\n    total =")
    path, token = failing(tmp_path, "both_add", source)
    _, said = debugged(Function(str(path), "both_add"), token, "continue", "continue")
    assert "joined\n-- main failed" in said
