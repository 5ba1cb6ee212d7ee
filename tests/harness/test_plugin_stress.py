"""pytest and real threads: how many runs, whose time limit, and nothing left behind."""

import os
import signal
import subprocess
import sys
import time

import pytest

STRESS = ("--engine", "stress")
BROKEN = """
class Tally:
    def add(self):
        pass

    def total(self):
        return -1
"""
NEVER_ENDS = """
class Tally:
    def add(self):
        sum(range(10**15))

    def total(self):
        return 1
"""
NOTES_WORKERS = """
import json
from harness.workers.client import WorkerClient
from harness.workers.process import WorkerProcess

init = WorkerProcess.__init__

def noted(self, *args, **words):
    init(self, *args, **words)
    with open("workers", "a") as file:
        print(self._process.pid, file=file)

WorkerProcess.__init__ = noted
"""


def test_the_number_of_runs_reaches_the_engine_and_each_repetition_has_fresh_seeds(jobs):
    found = jobs("--runs", "7", "--seed", "5", "--count", "2", "--timeout", "40", "-k", "two_threads")
    assert [(job["runs"], job["seed"], job["engine"]) for job in found] == [
        (7, seed, engine) for seed in (5, 6) for engine in ("explore", "stress")
    ]
    assert {job["seconds"] for job in found} == {14.0}, "both engines share the limit, and a part is kept"


def test_no_runs_are_wrong_usage(project):
    done = project.pytest("--runs", "0")
    assert done.ret == pytest.ExitCode.USAGE_ERROR
    done.stderr.fnmatch_lines(["*--runs: *0*"])


def test_what_outlasts_its_limit_gets_our_report_and_no_dump(project):
    project.write("katas/tally.py", NEVER_ENDS)
    done = project.pytest("--timeout", "4", "-k", "two_threads", few=STRESS, process=True)
    done.assert_outcomes(failed=1, deselected=1)
    done.stdout.fnmatch_lines(["*HANG*tally*", "*tally.py*4 s*"])
    shown = done.stdout.str() + done.stderr.str()
    assert "Stack of" not in shown
    assert "Failed: Timeout" not in shown


def test_who_keeps_the_limit_does_not_notice_it(project):
    done = project.pytest("--against", "solutions", "--timeout", "100", "--runs", "3", few=STRESS, process=True)
    done.assert_outcomes(passed=2)


def test_workers_of_xdist_run_real_threads_too(project):
    pytest.importorskip("xdist")
    project.write("katas/tally.py", BROKEN)
    done = project.pytest("-n", "2", few=STRESS)
    done.assert_outcomes(failed=2)
    assert len([line for line in done.stdout.lines if line.startswith("── WRONG  tally")]) == 2


@pytest.mark.skipif(sys.platform == "win32", reason="Ctrl-C of another process, and signal 0, are POSIX's")
def test_ctrl_c_leaves_no_process_behind(project):
    project.write("conftest.py", NOTES_WORKERS)
    command = [sys.executable, "-m", "pytest", "-p", "no:hypothesispytest", *STRESS, "--runs", "100000000"]
    env = {name: value for name, value in os.environ.items() if not name.startswith(("PYTEST_", "TOX_"))}
    running = subprocess.Popen(
        [*command, "--against", "solutions"], cwd=project.path, env=env, stdout=subprocess.PIPE, text=True
    )
    workers = project.path / "workers"
    try:
        while not workers.exists() or not workers.read_text().endswith("\n"):
            assert running.poll() is None, "it ended by itself"
            time.sleep(0.01)
        running.send_signal(signal.SIGINT)
        said, _ = running.communicate(timeout=60)
    finally:
        running.kill()
    assert running.returncode == pytest.ExitCode.INTERRUPTED
    assert "KeyboardInterrupt" in said
    for pid in map(int, workers.read_text().split()):
        with pytest.raises(ProcessLookupError):
            os.kill(pid, 0)
