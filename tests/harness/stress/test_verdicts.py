"""Each kind of failure is found on real threads, at once, and called by its name."""

import os
from pathlib import Path

import pytest

from harness.facts import (
    AbandonedLock,
    DeadlockCycle,
    Doing,
    ExitCall,
    FailedAssertion,
    Through,
    UncaughtException,
)
from harness.program.function import Function
from harness.result import StressFailures
from harness.stress import Stress, engine, run
from harness.verdict import Verdict

CYCLES = {
    "two_locks_crosswise": [("t0", "other"), ("t1", "one")],
    "two_global_locks_crosswise": [("t0", "RIGHT"), ("t1", "LEFT")],
    "three_forks": [("t0", "forks[1]"), ("t1", "forks[2]"), ("t2", "forks[0]")],
}


def edges(result):
    """The cycle of a deadlock: which thread waits for what."""
    assert isinstance(result.facts, DeadlockCycle), result.message
    return [(edge.thread, edge.label) for edge in result.facts.edges]


@pytest.mark.parametrize(("function", "cycle"), CYCLES.items(), ids=CYCLES)
def test_a_cycle_of_locks_is_a_deadlock(stress, function, cycle):
    result = stress(function)
    assert result.verdict is Verdict.DEADLOCK
    assert edges(result) == cycle
    assert {edge.through for edge in result.facts.edges} == {Through.LOCK}
    assert result.line == result.place.line


def test_one_cycle_is_told_where_there_are_two(stress):
    result = stress("two_deadlocks_at_once")
    assert result.verdict is Verdict.DEADLOCK
    assert len(result.trace.waiting) == 5  # main joins them
    assert {thread for thread, _ in edges(result)} == {"t0", "t1"}


def test_a_lock_taken_twice_is_a_deadlock(stress):
    result = stress("the_same_lock_twice")
    assert result.verdict is Verdict.DEADLOCK
    assert edges(result) == [("main", "lock")]


def test_a_lock_whose_owner_has_ended_is_a_deadlock(stress):
    result = stress("a_lock_left_behind")
    assert result.verdict is Verdict.DEADLOCK
    assert isinstance(result.facts, AbandonedLock)
    assert (result.facts.owner, result.facts.label) == ("t0", "lock")


def test_joins_in_a_circle_are_a_deadlock(stress):
    result = stress("joins_in_a_circle")
    assert result.verdict is Verdict.DEADLOCK
    assert edges(result) == [("main", "t0"), ("t0", "MainThread")]
    assert {edge.through for edge in result.facts.edges} == {Through.JOIN}


@pytest.mark.parametrize(("function", "label"), [("nobody_notifies", "changed"), ("nobody_releases", "permits")])
def test_a_signal_that_nobody_gives_leaves_a_thread_stuck(stress, function, label):
    result = stress(function)
    assert result.verdict is Verdict.STUCK
    assert (result.facts.first.thread, result.facts.first.label) == ("t0", label)
    assert result.trace.ending == "blocked"


@pytest.mark.parametrize(
    ("function", "kind", "facts"),
    [
        ("an_exception_in_a_thread", UncaughtException, {"thread": "t0", "error": "KeyError", "text": "'no such key'"}),
        ("an_exception_in_main", FailedAssertion, {"thread": "main"}),
        ("an_exception_below_threading", UncaughtException, {"thread": "thread-1", "error": "KeyError"}),
        (
            "an_exception_outside_the_program",
            UncaughtException,
            {"thread": "t0", "error": "RuntimeError", "text": "release unlocked lock"},
        ),
        ("an_exit", ExitCall, {"thread": "t0", "call": "sys.exit(3)"}),
    ],
)
def test_what_a_thread_raises_is_a_failure(stress, function, kind, facts):
    result = stress(function)
    assert result.verdict is Verdict.WRONG
    assert isinstance(result.facts, kind)
    assert {name: getattr(result.facts, name) for name in facts} == facts
    assert result.trace.failure is not None
    assert result.place.file == result.file
    assert result.line == result.place.line


def test_threads_that_run_and_never_advance_are_a_livelock(stress):
    result = stress("back_and_forth", run_seconds=1)
    assert result.verdict is Verdict.LIVELOCK
    assert [loop.thread for loop in result.facts.loops] == ["t0", "t1"]
    assert {loop.place.file for loop in result.facts.loops} == {result.file}


def test_a_long_sleep_is_a_hang_and_can_be_cut_short(stress):
    result = stress("sleeps_for_long", run_seconds=0.1)
    assert result.verdict is Verdict.HANG
    assert (result.facts.doing, result.facts.stopped[0].thread) == (Doing.SLEEPS, "t0")
    assert result.facts.stopped[0].place == result.place


def test_a_thread_that_cannot_be_ended_poisons_the_process(monkeypatch):
    monkeypatch.setattr(run, "UNWINDING", 0.1)
    reading, writing = os.pipe()
    monkeypatch.setenv("KATA_TEST_PIPE", str(reading))
    stress = Stress(Function(str(Path(__file__).with_name("wrong_programs.py")), "reads_a_pipe"))
    result = stress.run(5, run_seconds=0.1)
    assert result.verdict is Verdict.HANG
    assert (result.facts.doing, result.facts.stopped[0].thread) == (Doing.OUTSIDE, "t0")
    assert result.facts.stopped[0].place == result.place
    assert stress.poisoned
    assert stress.left == ["t0"]
    os.write(writing, b"x")
    os.close(writing)
    os.close(reading)


def test_a_program_that_catches_everything_is_ended_all_the_same(stress):
    assert stress("blocked_for_ever_in_a_loop_that_catches_everything").verdict is Verdict.DEADLOCK


def test_a_message_says_nothing_that_changes_and_every_failure_is_counted(stress, monkeypatch):
    monkeypatch.setattr(engine, "GO_ON", 1_000)
    results = [stress("nobody_notifies", runs=9, seed=17) for _ in range(2)]
    assert results[0].message == results[1].message
    assert results[0].stress_failures == StressFailures(9, 9, 1, 17, results[0].build)
    assert (results[0].engine, results[0].schedules, results[0].found, results[0].failed) == ("stress", 9, 1, 9)
    assert (results[0].replay, results[0].preemptions, results[0].exhaustive) == (None, None, False)


def test_a_file_that_cannot_be_loaded_is_an_error(kata):
    result = kata("import no_such_module_anywhere\n", "def test_it():\n    pass\n")
    assert result.verdict is Verdict.ERROR
    assert result.message == "x.py line 1 imports no_such_module_anywhere, which cannot be found."
    assert result.line == 1


def test_a_file_that_is_not_python_is_an_error(kata):
    result = kata("def f(:\n", "def test_it():\n    pass\n")
    assert result.verdict is Verdict.ERROR
    assert result.message.startswith("x.py line 1 is not valid Python")
    assert result.schedules == 0


def test_bounds_that_make_no_sense_are_refused(stress):
    for words in ({"runs": 0}, {"seconds": 0}, {"run_seconds": -1}):
        with pytest.raises(ValueError, match="at least 1"):
            stress("nobody_notifies", **words)
