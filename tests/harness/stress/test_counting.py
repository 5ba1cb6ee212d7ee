"""What is said of a series: how often it failed, with what seed, on which interpreter."""

import subprocess
import sys
import sysconfig

import pytest

from harness.interpreter import build, gil
from harness.result import Build, Result, StressFailures
from harness.stress import engine as engine_module
from harness.verdict import Verdict

FREE_THREADED = bool(sysconfig.get_config_var("Py_GIL_DISABLED"))


def dice(tmp_path, fails):
    """A kata whose n-th run fails if ``fails(n)`` says so."""
    return f"""
def test_it():
    file = open({str(tmp_path / "count")!r}, "a+")
    file.write("x")
    number = file.tell()
    file.close()
    assert not ({fails}), number
"""


def test_failures_are_counted_and_the_first_one_is_told(kata, tmp_path, monkeypatch):
    monkeypatch.setattr(engine_module, "GO_ON", 1_000)
    result = kata("", dice(tmp_path, "number in (4, 6, 7)"), runs=10)
    assert (result.found, result.failed, result.schedules) == (4, 3, 10)
    assert result.stress_failures == StressFailures(10, 3, 4, 0, result.build)


def test_counting_ends_soon_after_the_first_failure(kata, tmp_path):
    result = kata("", dice(tmp_path, "number == 2"), runs=10**9)
    assert (result.found, result.failed) == (2, 1)
    assert 2 <= result.schedules < 10**9


def test_a_run_cut_short_while_counting_is_no_failure(kata, tmp_path, monkeypatch):
    monkeypatch.setattr(engine_module, "GO_ON", 0.1)
    clause = dice(tmp_path, "number == 1") + "    import time\n    time.sleep(1_000)\n"
    result = kata("", clause, runs=5, run_seconds=1_000)
    assert (result.found, result.failed, result.schedules) == (1, 1, 1)


def test_what_holds_on_any_threads_is_not_counted(kata):
    result = kata("from threading import Event\n", "def test_it():\n    pass\n")
    assert result.verdict is Verdict.FORBIDDEN
    assert (result.found, result.failed, result.stress_failures) == (None, 0, None)


def test_the_explorer_and_a_pass_count_no_runs():
    result = Result(Verdict.WRONG, "", engine="stress", schedules=1_500, found=1_003, failed=12, seed=17)
    assert result.stress_failures == StressFailures(1_500, 12, 1_003, 17)
    assert Result(Verdict.PASS, "", engine="stress", schedules=1_500).stress_failures is None
    assert Result(Verdict.WRONG, "", schedules=30, found=7).stress_failures is None


def test_the_calls_that_were_drawn_belong_to_the_failure(kata):
    clause = """
@pytest.mark.workload(put=["a"], get=[()], threads=2, calls=2)
def test_it(Box, workload):
    workload.run(Box(), Model())


class Model:
    def put(self, item):
        return "stored"

    def get(self):
        return "a"
"""
    source = """
class Box:
    def put(self, item):
        return "thrown away"

    def get(self):
        return "a"
"""
    result = kata(source, clause, runs=20)
    assert result.verdict is Verdict.WRONG, result.message
    assert result.calls
    assert any("put('a')" in line for line in result.calls)
    assert result.test == "test_it"


def test_a_result_names_the_interpreter(stress):
    for result in (stress("nothing", runs=1, file="right_programs.py"), stress("nobody_notifies", runs=1)):
        assert result.build == build()
    assert build().name.startswith("CPython 3.")
    assert build().free_threaded == FREE_THREADED


@pytest.mark.skipif(not FREE_THREADED, reason="only a free-threaded interpreter can run without the GIL")
def test_the_gil_stays_off(stress):
    """In a process of its own: pytest and its plugins may import what turns it on."""
    said = subprocess.run(
        [sys.executable, "-c", "import sys, greenlet, harness.workers.worker; print(sys._is_gil_enabled())"],
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert said.stdout == "False\n"
    if not gil():
        result = stress("nothing", runs=2, file="right_programs.py")
        assert result.message == "2 runs on real threads without the GIL, no failure."
        assert not result.build.gil
        assert str(result.build).endswith(", free-threaded (GIL off)")


def test_a_deadlock_is_told_when_it_happens_and_not_when_the_time_is_up(stress):
    result = stress("three_forks", runs=1, run_seconds=10_000)
    assert result.verdict is Verdict.DEADLOCK
    assert result.trace.ending == "blocked", "the time was not up"
    assert len(result.trace.waiting) == 4


def test_a_budget_of_time_bounds_the_one_run_that_does_not_end(stress, monkeypatch):
    monkeypatch.setattr(engine_module, "SHORT", 0.1)
    result = stress("sleeps_for_long", runs=1, seconds=0.1, run_seconds=10_000)
    assert result.verdict is Verdict.HANG


def test_a_build_says_in_words_whether_the_gil_is_on():
    assert str(Build("CPython 3.13.5")) == "CPython 3.13.5"
    assert str(Build("CPython 3.13.5", gil=True, free_threaded=True)) == "CPython 3.13.5, free-threaded (GIL on)"
    assert str(Build("CPython 3.13.5", gil=False, free_threaded=True)) == "CPython 3.13.5, free-threaded (GIL off)"
