"""The order in which a pool does its work, and in which it hands the results on."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from threading import Barrier
from time import sleep

import pytest

from harness.workers import pool as pools
from harness.workers.pool import WorkerPool

PATIENCE = 30


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
        assert list(pool.in_order([work(number) for number in range(4)], long=[3])) == [0, 1, 2, 3]
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
