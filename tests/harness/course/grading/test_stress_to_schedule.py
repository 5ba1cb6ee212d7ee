"""A failure on real threads is told by a schedule, if one is found."""

from dataclasses import replace

import pytest

from harness.course.grading.stress_to_schedule import HARDER, find_schedule
from harness.result import Build, Result, StressFailures
from harness.verdict import Verdict
from harness.workers.job import Job
from harness.workers.pool import WorkerPool

LOST_UPDATE = """
from threading import Thread

count = 0


def main():
    def add():
        global count
        count += 1

    threads = [Thread(target=add) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert count == 2
"""


def on_threads(verdict=Verdict.WRONG):
    return Result(
        verdict, "a sum is wrong", "x", "x.py", engine="stress", schedules=500, found=3, failed=12, seed=17,
        build=Build("CPython 3.13.5"),
    )  # fmt: skip


def job(**words):
    return Job("explore", "x.py", "main", schedules=100, seed=4, **words)


def test_the_schedule_of_the_same_failure_is_told_and_the_runs_are_its_witness():
    found = Result(Verdict.WRONG, "count is 1", replay="k1:x", schedules=7)
    result = find_schedule(on_threads(), job(), lambda job: found, None)
    assert result is found
    assert result.seen == StressFailures(500, 12, 3, 17, Build("CPython 3.13.5"))


@pytest.mark.parametrize("other", [Verdict.PASS, Verdict.DEADLOCK])
def test_another_failure_or_none_leaves_what_was_seen(other):
    seen = on_threads()
    assert find_schedule(seen, job(), lambda job: Result(other, "something else"), None) is seen


def test_who_can_never_go_on_may_be_in_a_cycle_after_all():
    found = Result(Verdict.DEADLOCK, "a cycle", replay="k1:x")
    assert find_schedule(on_threads(Verdict.STUCK), job(), lambda job: found, None) is found


@pytest.mark.parametrize("verdict", [Verdict.PASS, Verdict.HANG, Verdict.ERROR, Verdict.FORBIDDEN])
def test_what_no_order_decides_is_not_looked_for(verdict):
    seen = on_threads(verdict)
    assert find_schedule(seen, job(), lambda job: pytest.fail("asked the explorer"), None) is seen


def test_where_all_schedules_pass_none_is_looked_for():
    seen = on_threads()
    proof = Result(Verdict.PASS, "every schedule passes", exhaustive=True)
    assert find_schedule(seen, job(), lambda job: pytest.fail("asked the explorer"), proof) is seen


def test_what_was_explored_before_is_explored_harder_and_otherwise():
    asked = []

    def judge(job):
        asked.append(job)
        return Result(Verdict.PASS, "nothing found")

    find_schedule(on_threads(), job(), judge, Result(Verdict.PASS, "nothing found"))
    assert asked == [replace(job(), schedules=100 * HARDER, seed=5)]


def test_a_lost_update_seen_on_real_threads_comes_back_with_a_token(tmp_path):
    file = tmp_path / "sums.py"
    file.write_text(LOST_UPDATE)
    stressed = Job("stress", str(file), "main", runs=500)
    with WorkerPool(1) as judges:
        seen = judges.judge(stressed)
        result = find_schedule(seen, replace(stressed, engine="explore"), judges.judge, None)
    assert (result.engine, result.verdict, result.preemptions) == ("explore", Verdict.WRONG, 1)
    assert result.replay
    assert result.seen.failed
