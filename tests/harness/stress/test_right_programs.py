"""Right programs pass: CPython's own classes over watched locks, and the reference solutions."""

import ast
import os
import sys
from pathlib import Path

import pytest

from harness.course.content.catalogue import catalogue
from harness.interpreter import gil
from harness.program.clause import Clause
from harness.stress import Stress
from harness.verdict import Verdict

FILE = "right_programs.py"
ROOT = Path(__file__).parents[3]
REFERENCES = catalogue(ROOT)
KATAS = ("bounded_buffer", "dining_philosophers")
RIGHT = (
    "nothing long_timeouts a_join_with_a_timeout a_pool a_timer a_daemon_at_a_queue a_daemon_asleep waits_for_main"
    " a_lock_from_below who_is_who asks_the_real_threading handovers errors_of_locks a_socket"
    " identifiers_are_not_given_again more_threads_than_are_kept"
).split()


def clauses(kata):
    """The clauses that start threads."""
    tree = ast.parse((ROOT / f"tests/katas/test_{kata}.py").read_text(encoding="utf-8"))
    functions = [node for node in tree.body if isinstance(node, ast.FunctionDef) and node.name.startswith("test_")]
    return [node.name for node in functions if "threads" in [argument.arg for argument in node.args.args]]


@pytest.mark.parametrize("function", RIGHT)
def test_a_right_program_passes(stress, function):
    result = stress(function, runs=5, file=FILE)
    assert result.passed, result.message
    assert result.message == f"5 runs on real threads{'' if gil() else ' without the GIL'}, no failure."
    assert result.schedules == 5


@pytest.mark.parametrize(("kata", "clause"), [(kata, clause) for kata in KATAS for clause in clauses(kata)])
def test_the_reference_solutions_pass(kata, clause):
    contract, target = ROOT / f"tests/katas/test_{kata}.py", ROOT / f"solutions/{kata}.py"
    result = Stress(Clause(kata, str(contract), clause, str(target))).run(3)
    assert result.passed, result.message


def left():
    """Threads of this process, and its descriptors where the platform lists them."""
    listed = Path("/proc/self/fd")
    return len(sys._current_frames()), len(os.listdir(listed)) if listed.is_dir() else 0


@pytest.mark.slow
@pytest.mark.parametrize("kata", REFERENCES.values(), ids=REFERENCES)
def test_many_runs_of_a_reference_say_nothing_against_it_and_leave_nothing_behind(kata):
    before = left()
    for clause in kata.clauses:
        result = Stress(Clause(kata.name, str(kata.contract), clause, str(kata.solution), kata.public), seed=1).run(60)
        assert result.passed, (clause, result.message, result.stress_failures)
    assert left() == before


def test_progress_is_told_after_each_run(stress):
    told = []
    assert stress("nothing", runs=3, file=FILE, progress=told.append).passed
    assert told == [1, 2, 3]


def test_a_budget_of_time_ends_the_series(stress):
    result = stress("nothing", runs=1_000_000, file=FILE, seconds=0.05)
    assert result.verdict is Verdict.PASS
    assert 1 <= result.schedules < 1_000_000


def test_what_passes_printed_is_not_let_through(kata, capsys):
    result = kata("print('loading')\n", "def test_it():\n    print('running')\n")
    assert result.passed
    assert capsys.readouterr() == ("", "")
