"""Any number of processes finds the same result as one, for the same seed."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from harness import explore
from harness.course.content.catalogue import catalogue
from harness.course.grading.check import CheckSettings, check
from harness.result import Result
from harness.verdict import Verdict
from harness.workers.job import Job
from harness.workers.pool import WorkerPool

ROOT = Path(__file__).resolve().parents[3]
KATAS = catalogue(ROOT)

PROGRAM = """from threading import Lock, Thread

class Cell:
    value = 0
    odd = None

def work(cell, lock, number):
    for step in range(3):
        with lock:
            value = cell.value
        if value == number and number:
            {bug}
        with lock:
            cell.value = value + 1

def program():
    cell, lock = Cell(), Lock()
    threads = [Thread(target=work, args=(cell, lock, number), name=f"T{{number}}") for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert cell.value >= {least}
"""


def searched(file: Path, jobs: int, **words: object) -> Result:
    asked = replace(Job("explore", str(file), "program", schedules=1_100), **words)  # type: ignore[arg-type] # of a test
    with WorkerPool(jobs) as judges:
        return replace(judges.search(asked), seconds=0.0)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "program.py"


@pytest.mark.parametrize("words", [{"seed": 5}, {"strategy": "ipb"}])
def test_a_pass_is_the_same_pass(file: Path, words: dict[str, object]) -> None:
    file.write_text(PROGRAM.format(bug="pass", least=2), encoding="utf-8")
    one, two = searched(file, 1, **words), searched(file, 2, **words)
    assert one.passed
    assert one.schedules == 1_100
    assert one == two
    assert not one.exhaustive
    assert (one.proof is not None) == ("strategy" not in words), "a proof with a bound"


def test_a_failure_is_the_same_failure(file: Path) -> None:
    bug = "cell.odd = number if cell.odd is None else cell.odd\n            assert cell.odd != 3 or number != 1"
    file.write_text(PROGRAM.format(bug=bug, least=2), encoding="utf-8")
    one, two = searched(file, 1, strategy="random"), searched(file, 3, strategy="random")
    assert one.verdict is Verdict.WRONG
    assert (one.found or 0) > 50, "else this says nothing about stretches"
    assert one == two


def test_a_worker_that_dies_is_a_failure(file: Path) -> None:
    bug = "if cell.value > 5: __import__('os')._exit(3)"
    file.write_text(PROGRAM.format(bug=bug, least=0), encoding="utf-8")
    result = searched(file, 2)
    assert result.verdict in (Verdict.WRONG, Verdict.ERROR), result.message


@pytest.mark.parametrize("name", ["barrier/counts_without_a_lock"])
def test_a_kata_fails_alike_in_any_number_of_processes(name: str) -> None:
    kata, wrong = KATAS[name.partition("/")[0]], ROOT / "tests" / "wrong" / f"{name}.py"
    results = []
    for jobs in (1, 3):
        with WorkerPool(jobs) as judges:
            results.append(replace(check(judges, kata, wrong, CheckSettings(("explore",), schedules=60)), seconds=0.0))
    assert results[0] == results[1]
    assert not results[0].passed


def work() -> None: ...


def test_explore_takes_jobs() -> None:
    assert explore(work, schedules=1_000, jobs=2).exhaustive


def test_a_function_inside_another_has_one_process() -> None:
    with pytest.raises(ValueError, match="not a function at the top of its file"):
        explore(lambda: None, jobs=2)


def test_no_jobs_is_an_error() -> None:
    with pytest.raises(ValueError, match="at least 1"):
        explore(work, jobs=0)
