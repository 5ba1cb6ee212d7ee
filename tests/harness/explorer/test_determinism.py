"""One seed, one report; one token, one failure: in any process, under any hash seed."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from harness.course.content.catalogue import catalogue
from harness.course.grading.check import CheckSettings, check, job
from harness.explorer.budget import Budget
from harness.explorer.run import run
from harness.program.function import Function
from harness.workers.pool import WorkerPool

ROOT = Path(__file__).resolve().parents[3]
KATAS = catalogue(ROOT)
PREY = [
    "bounded_buffer/if_instead_of_while",
    "dining_philosophers/everybody_takes_the_left_fork_first",
    "dining_philosophers/puts_back_and_tries_again_at_once",
    "reader_writer/writer_wakes_only_one",
    "barrier/counts_without_a_lock",
]


def report(file: str, hash_seed: str) -> tuple[int, str, str]:
    """What ``kata check`` prints for a wrong solution, in a process of its own."""
    command = [sys.executable, "-c", "from harness.cli.main import main; main()", "check"]
    done = subprocess.run(
        [*command, "--against", f"tests/wrong/{file}.py", "--engine", "explore", "--seed", "7", "--schedules", "150"],
        cwd=ROOT,
        env={**os.environ, "PYTHONHASHSEED": hash_seed},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    return done.returncode, done.stdout, done.stderr


@pytest.mark.parametrize("file", PREY[1:2])
def test_two_runs_with_one_seed_print_the_same_report(file: str) -> None:
    first, second = report(file, "1"), report(file, "2")
    assert first == second
    assert first[0] == 1


def replayed(file: str, times: int) -> None:
    kata = KATAS[file.partition("/")[0]]
    target = ROOT / "tests" / "wrong" / f"{file}.py"
    with WorkerPool() as judge:
        found = check(judge, kata, target, CheckSettings(("explore",)))
        assert found.replay is not None
        assert found.test is not None
        again = job(kata, found.test, target, "explore", CheckSettings(), found.replay)
        for _ in range(times):
            result = judge.judge(again)
            assert (result.verdict, result.message, result.line) == (found.verdict, found.message, found.line)


@pytest.mark.parametrize("file", PREY[:2])
def test_a_token_reproduces_its_failure(file: str) -> None:
    replayed(file, 25)


@pytest.mark.slow
@pytest.mark.timeout(1_200)
@pytest.mark.parametrize("file", PREY)
def test_a_token_reproduces_its_failure_a_thousand_times(file: str) -> None:
    replayed(file, 1_000)


ARGUMENTS = """
import threading

class Table:
    def __init__(self, names):
        self.locks = {name: threading.Lock() for name in names}

def use(table):
    for lock in table.locks.values():
        with lock: pass

def program():
    table = Table({"a": 1, "b": 2})
    threads = [threading.Thread(target=use, args=(table,)) for _ in range(2)]
    for thread in threads: thread.start()
    for thread in threads: thread.join()
"""


def test_an_argument_is_read_whether_or_not_the_interpreter_has_specialised_the_call(tmp_path):
    # from CPython 3.13 on, a call of a class that has run often moves its arguments into __init__
    file = tmp_path / "program.py"
    file.write_text(ARGUMENTS, encoding="utf-8")
    assert run(Function(str(file), "program"), Budget(50)).passed
