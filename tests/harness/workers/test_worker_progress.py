"""What a judge tells while it judges: schedules and classes, and that the job is over."""

from __future__ import annotations

from itertools import pairwise

from harness.workers.client import WorkerClient
from harness.workers.job import Job
from harness.workers.pool import WorkerPool

COUNTER = """
from threading import Lock, Thread

lock, n = Lock(), 0


def add():
    global n
    with lock:
        n += 1


def twice():
    threads = [Thread(target=add) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert n == 2
"""


def job(tmp_path, text=COUNTER, **more):
    file = tmp_path / "counter.py"
    file.write_text(text, encoding="utf-8")
    return Job("explore", str(file), "twice", **more)


def test_schedules_and_classes_are_told_and_then_that_it_is_over(tmp_path):
    told = []
    with WorkerClient() as judge:
        judge.on_progress = lambda tried, classes: told.append((tried, classes))
        result = judge.judge(job(tmp_path))
    assert result.exhaustive
    *during, last, over = told
    assert over == (0, 0)
    assert last[0] >= result.schedules
    assert result.proof is not None
    assert result.proof.classes == last[1]
    assert all(one <= other for one, other in pairwise([*during, last]))


def test_real_threads_run_no_schedules(tmp_path):
    told = []
    with WorkerClient() as judge:
        judge.on_progress = lambda tried, classes: told.append((tried, classes))
        stress = Job("stress", job(tmp_path).target, "twice", runs=1)
        judge.judge(stress)
    assert set(told) == {(0, 0)}


def test_it_is_over_when_the_code_ends_the_process_too(tmp_path):
    told = []
    with WorkerClient() as judge:
        judge.on_progress = lambda tried, classes: told.append((tried, classes))
        judge.judge(job(tmp_path, "import os\n\n\ndef twice():\n    os.kill(os.getpid(), 9)\n"))
    assert told[-1] == (0, 0)


def test_judges_say_which_of_them_speaks(tmp_path):
    told = set()
    with WorkerPool(2) as judges:
        judges.report_progress(lambda number, tried, classes: told.add(number))
        judges.search(job(tmp_path, COUNTER.replace("range(2)", "range(4)").replace("== 2", "== 4"), schedules=2_000))
    assert told <= {0, 1}
    assert told
