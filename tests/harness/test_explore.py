"""``explore()`` as an engineer uses it: on functions of this file and of scripts."""

from __future__ import annotations

import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path

import pytest

import harness
from harness import Verdict, explore
from harness.explorer import run as pipeline
from harness.explorer.budget import Budget
from harness.program.function import Function
from harness.token import Token

total = 0


def add_one() -> None:
    global total
    total += 1


def run(*bodies: Callable[[], object]) -> None:
    threads = [threading.Thread(target=body) for body in bodies]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def two_increments() -> None:
    run(add_one, add_one)
    assert total == 2


def two_locks() -> None:
    first, second = threading.Lock(), threading.Lock()

    def one() -> None:
        with first, second:
            pass

    def other() -> None:
        with second, first:
            pass

    run(one, other)


def in_order() -> None:
    lock, seen = threading.Lock(), []

    def body() -> None:
        with lock:
            seen.append(1)

    run(body, body)
    assert len(seen) == 2


def test_a_failure_comes_with_a_schedule_that_replays_it() -> None:
    result = explore(two_increments, schedules=100)
    assert result.verdict is Verdict.WRONG
    assert result.replay is not None
    assert result.preemptions == 1
    assert result.trace is not None
    again = explore(two_increments, replay=result.replay)
    assert (again.verdict, again.message, again.schedules) == (result.verdict, result.message, 1)
    assert again.trace == result.trace


def test_a_pass_says_what_was_tried_and_no_more() -> None:
    result = explore(in_order, schedules=25, strategy="random")
    assert result.passed
    assert result.message == "25 schedules tried, no failure."
    assert (result.schedules, result.exhaustive, result.replay) == (25, False, None)


def test_a_proof_says_what_was_proved() -> None:
    result = explore(in_order)
    assert result.passed
    assert result.message == "Every possible order of these 3 threads was tried: 2 differ, and both pass."
    assert (result.exhaustive, result.replay) == (True, None)


def test_an_unknown_strategy_is_refused() -> None:
    with pytest.raises(ValueError, match="there is no strategy 'pcct'; the strategies are auto, random, pct1"):
        explore(in_order, strategy="pcct")


def test_the_same_seed_gives_the_same_result() -> None:
    first, second = explore(two_locks, seed=5), explore(two_locks, seed=5)
    first.seconds = second.seconds = 0.0
    assert first == second


def test_a_deadlock_names_the_locks_by_the_names_of_the_program() -> None:
    result = explore(two_locks)
    assert result.verdict is Verdict.DEADLOCK
    assert "first" in result.evidence[0]
    assert "second" in result.evidence[0]


def test_a_function_inside_a_function_with_what_it_closes_over() -> None:
    times = 2

    def add(box: dict[str, int]) -> None:
        box["value"] += 1

    def body() -> None:
        box = {"value": 0}
        run(*[lambda: add(box)] * times)
        assert box["value"] == times

    assert explore(body, schedules=100).verdict is Verdict.WRONG


def test_a_lock_made_outside_is_refused_in_a_sentence() -> None:
    lock = threading.Lock()

    def body() -> None:
        with lock:
            pass

    result = explore(body)
    assert result.verdict is Verdict.ERROR
    assert "closes over a real lock" in result.message


def test_the_calling_process_is_left_as_it_was() -> None:
    before = (threading.enumerate(), threading.Lock, threading.Thread.start, dict(vars(threading)), total)
    explore(two_increments, schedules=30)
    explore(in_order, schedules=30)
    assert (threading.enumerate(), threading.Lock, threading.Thread.start, dict(vars(threading)), total) == before


@pytest.mark.parametrize("bound", [{"schedules": 0}, {"seconds": 0}, {"seconds": -1.0}])
def test_a_bound_that_makes_no_sense_is_refused(bound: dict[str, float]) -> None:
    with pytest.raises(ValueError, match="must be"):
        explore(in_order, **bound)  # type: ignore[arg-type]


@pytest.mark.parametrize("thing", [print, 3, lambda argument: argument])
def test_what_is_no_function_without_arguments_is_refused(thing: object) -> None:
    with pytest.raises(TypeError, match="without arguments"):
        explore(thing)  # type: ignore[arg-type]


def test_a_token_for_another_source_is_refused() -> None:
    result = explore(two_increments, schedules=100)
    assert result.replay is not None
    with pytest.raises(ValueError, match=r"another version of test_explore\.py"):
        explore(in_order, replay=result.replay.replace(Token.parse(result.replay).source, "00000000"))


def test_explore_is_the_function_however_often_it_is_imported() -> None:
    import harness.explore

    assert callable(harness.explore)
    assert harness.explore is explore


def test_a_script_that_explores_at_its_top_level(tmp_path: Path) -> None:
    script = tmp_path / "script.py"
    script.write_text(
        "import threading\nfrom harness import explore\nn = 0\n\ndef work():\n    global n\n    n += 1\n\n"
        "def both():\n    threads = [threading.Thread(target=work) for _ in range(2)]\n"
        "    for t in threads: t.start()\n    for t in threads: t.join()\n    assert n == 2\n\n"
        "print(explore(both, schedules=50).verdict)\n",
        encoding="utf-8",
    )
    done = subprocess.run([sys.executable, str(script)], capture_output=True, text=True, check=False)
    assert (done.stdout, done.stderr) == ("wrong\n", "")


def test_importing_the_package_imports_no_engine() -> None:
    code = (
        "import sys, concurrency_katas; print([name for name in sys.modules if name.startswith(('conc', 'greenlet'))])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "['concurrency_katas']\n"


assert harness


def test_a_closure_over_the_real_threading_runs_on_the_simulated_one():
    import queue
    from threading import Thread

    def loses():
        count, done = [0], queue.Queue()

        def add():
            value = count[0]
            count[0] = value + 1
            done.put(1)

        threads = [threading.Thread(target=add), Thread(target=add)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert count[0] == 2

    result = explore(loses)
    assert result.verdict is Verdict.WRONG, result.message


BAD = """
class Shy(Exception):
    def __str__(self): raise KeyError("no")

class Odd(Exception):
    def __str__(self): return 3

number = 3
def shy(): raise Shy
def odd(): raise Odd
def dots(): raise ValueError("...")
def generator(): yield 1
class Kind:
    def method(self): pass
"""


@pytest.mark.parametrize(
    ("function", "verdict", "said"),
    [
        ("shy", Verdict.WRONG, "its text cannot be shown: __str__ raises KeyError"),
        ("odd", Verdict.WRONG, "its text cannot be shown: __str__ raises TypeError"),
        ("dots", Verdict.WRONG, "main raises ValueError at odd_ones.py line 11."),
        ("generator", Verdict.ERROR, "runs nothing"),
        ("number", Verdict.ERROR, "is not a function"),
        ("Kind.method", Verdict.ERROR, "takes arguments"),
        ("Kind.nothing", Verdict.ERROR, "does not define Kind.nothing"),
    ],
)
def test_what_is_odd_gets_a_sentence(tmp_path, function, verdict, said):
    file = tmp_path / "odd_ones.py"
    file.write_text(BAD, encoding="utf-8")
    result = pipeline.run(Function(str(file), function), Budget(5))
    assert result.verdict is verdict
    assert said in result.message
