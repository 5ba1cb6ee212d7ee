"""The order in which a pool does its work and hands the results on, and how it divides one search."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from threading import Barrier
from time import sleep

import pytest

from harness.common.records import encode
from harness.course.content.catalogue import catalogue
from harness.course.grading.check import CheckSettings, job
from harness.result import Result
from harness.workers import pool as pools
from harness.workers.client import WorkerClient
from harness.workers.job import Job
from harness.workers.pool import WorkerPool

PATIENCE = 30
ROOT = Path(__file__).resolve().parents[3]
WRONG = ROOT / "tests" / "wrong" / "counter" / "a_lock_for_each_thread.py"


def test_what_takes_long_is_begun_first_and_the_results_keep_their_order():
    begun, together = [], Barrier(2)

    def work(number: int) -> Callable[[], int]:
        def do() -> int:
            begun.append(number)
            if len(begun) <= 2:
                together.wait(PATIENCE)
            return number

        return do

    with WorkerPool(2) as pool:
        assert list(pool.in_order([work(number) for number in range(4)], weights=[0, 0, 0, 1])) == [0, 1, 2, 3]
    assert set(begun[:2]) == {3, 0}


def test_what_comes_after_the_end_is_not_begun(monkeypatch: pytest.MonkeyPatch):
    submitted: list[Future[object]] = []
    begun = []

    class Executor(ThreadPoolExecutor):
        def submit(self, *args, **words):
            submitted.append(super().submit(*args, **words))
            return submitted[-1]

    def first() -> str:
        while len(submitted) < 3:
            sleep(0)
        submitted[2].result(PATIENCE)  # the other worker has gone past it
        return "first"

    def third() -> str:
        begun.append("third")
        return "third"

    monkeypatch.setattr(pools, "ThreadPoolExecutor", Executor)
    with WorkerPool(2) as pool:
        found = pool.in_order([first, lambda: "end", third], ends=lambda outcome: outcome == "end")
        assert [next(found), next(found)] == ["first", "end"]
        found.close()
    assert begun == []


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The halves of a search that workers were given."""
    halves: list[str] = []
    judge = WorkerClient.judge

    def noted(self: WorkerClient, job: Job) -> Result:
        halves.append(job.half)
        return judge(self, job)

    monkeypatch.setattr(WorkerClient, "judge", noted)
    return halves


@pytest.mark.parametrize("right", [True, False])
def test_generated_workloads_have_the_same_result_in_two_workers_as_in_one(right: bool, asked: list[str]) -> None:
    kata = catalogue(ROOT)["counter"]
    [clause] = kata.generated
    target = kata.solution if right else WRONG
    wanted = job(kata, clause, target, "explore", CheckSettings(schedules=100))
    found = []
    for number in (1, 2):
        with WorkerPool(number) as pool:
            found.append(encode(pool.judge(wanted)) | {"seconds": 0.0})
    assert found[0] == found[1]
    assert found[0]["verdict"] == ("pass" if right else "wrong")
    assert asked[0] == ""
    assert sorted(asked[1:]) == ["drawn", "small"]
