"""Somebody else's time limit: kept with a report of ours, and never turned against what is right."""

from threading import Event

import pytest

from harness.course.grading.time_limit import judge_in_time, limited, search_seconds
from harness.facts import TimeLimit
from harness.result import Result
from harness.trace import Trace
from harness.verdict import Verdict
from harness.workers.job import Job

JOB = Job("stress", "/somewhere/tally.py", kata="tally", contract="test_tally.py", clause="test_it", seconds=60.0)
PASS = Result(Verdict.PASS, "30 runs, no failure.")
DIED = Result(Verdict.WRONG, "tally.py ended the process it ran in (exit code -9).")
FAILED = Result(Verdict.STUCK, "a waits.", trace=Trace("blocked", ["main", "a"], 3, []))


class Worker:
    """Answers at once, or not before it is ended."""

    def __init__(self, answer, hangs=False):
        self.answer, self.hangs, self.closed = answer, hangs, Event()

    def judge(self, job):
        if self.hangs:
            assert self.closed.wait(60)
        if isinstance(self.answer, Exception):
            raise self.answer
        return self.answer

    def close(self):
        self.closed.set()


@pytest.mark.parametrize("answer", [PASS, DIED, FAILED])
@pytest.mark.parametrize("limit", [None, 1_000.0])
def test_what_ends_in_time_is_as_without_a_limit(answer, limit):
    worker = Worker(answer)
    assert judge_in_time(worker, JOB, limit) is answer
    assert not worker.closed.is_set()


@pytest.mark.parametrize("answer", [DIED, ValueError("write to closed file"), BrokenPipeError()])
def test_what_does_not_end_is_cut_off_and_is_a_hang(answer):
    result = judge_in_time(Worker(answer, hangs=True), JOB, 0.01)
    assert result.verdict is Verdict.HANG
    assert result.facts == TimeLimit("tally.py", 0.01, of_test=True)
    assert (result.name, result.test, result.engine) == ("tally", "test_it", "stress")


@pytest.mark.parametrize("answer", [PASS, FAILED])
def test_an_answer_that_comes_at_the_last_moment_counts(answer):
    assert judge_in_time(Worker(answer, hangs=True), JOB, 0.01) is answer


def test_a_mistake_of_ours_is_not_taken_for_a_hang():
    with pytest.raises(ValueError, match="our own"):
        judge_in_time(Worker(ValueError("our own")), JOB, 1_000.0)


def test_time_that_has_passed_is_taken_off():
    assert judge_in_time(Worker(DIED, hangs=True), JOB, 1_000.0, gone=1_000.0).verdict is Verdict.HANG


def test_a_limit_never_makes_more_of_a_search():
    assert search_seconds(60.0, None) == 60.0
    assert search_seconds(None, None) is None
    assert search_seconds(60.0, 4_000.0) == 60.0
    assert search_seconds(None, 10.0) == 7.0
    assert search_seconds(60.0, 40.0, 0.5) == 14.0
    assert limited(JOB, 10.0).seconds == 7.0
    assert limited(JOB, None) == JOB
