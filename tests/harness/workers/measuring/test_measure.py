"""What is counted and timed of a file. Times themselves are nobody's business here: only that there are some."""

import sys
from dataclasses import replace

import pytest

from harness.answers.measures import Measures, Round
from harness.common.records import decode, encode
from harness.course.content.catalogue import catalogue
from harness.workers.job import Job
from harness.workers.measuring import measure as module
from harness.workers.measuring.measure import _Turns, measure
from harness.workers.measuring.workloads import WORKLOADS
from harness.world.loader.load_error import LoadError

TWO = """
from threading import Lock{also}

class Mutex:
    def __init__(self):
        self.lock = Lock()

    def acquire(self):
        {take}

    def release(self):
        {give}
"""
PLAIN = TWO.format(also="", take="self.lock.acquire()", give="self.lock.release()")


@pytest.fixture
def job(tmp_path):
    """Makes a job about a file with this text."""

    def made(kata, text, **words):
        file = tmp_path / "under_test.py"
        file.write_text(text, encoding="utf-8")
        return Job("measure", str(file), kata=kata, **{"schedules": 10, "runs": 0, **words})

    return made


@pytest.fixture
def short(monkeypatch):
    """Rounds that say nothing, and are over at once."""
    for name, value in {"FEWEST": 2, "MOST": 3, "STAYS": 2}.items():
        monkeypatch.setattr(module, name, value)


def test_lock_operations_are_those_of_each_call(job):
    assert measure(job("mutex", PLAIN)).lock_operations == 1.0
    twice = TWO.format(also="", take="self.lock.acquire()", give="self.lock.release()\n        with Lock(): pass")
    assert measure(job("mutex", twice)).lock_operations == 2.0


SEMAPHORE = """
from threading import Lock, Semaphore as Real

class Semaphore:
    def __init__(self, permits):
        self.real = Real({permits})

    def acquire(self):
        self.real.acquire()

    def release(self):
        self.real.release()
"""


@pytest.mark.parametrize(("permits", "most"), [("permits", 2), ("1", 1), ("3", 3)])
def test_as_many_are_inside_as_it_lets_in(job, permits, most):
    found = measure(job("semaphore", SEMAPHORE.format(permits=permits)))
    assert (found.inside, found.stays) == (most, True)


def test_where_nobody_may_be_together_nobody_is_counted(job):
    found = measure(job("mutex", PLAIN))
    assert (found.inside, found.stays) == (None, False)


def test_who_began_later_and_ended_earlier_has_overtaken():
    turns = _Turns(None)

    def called(*inner):
        turns.call(lambda: [one() for one in inner], ())

    called()
    assert turns.longest == 0, "one after the other"
    called(called, called)
    assert turns.longest == 2
    called(lambda: called(called))
    assert turns.longest == 2, "the innermost is overtaken by nobody, and each other by those inside it"


def test_who_began_before_and_ended_meanwhile_has_not_overtaken():
    turns = _Turns(None)

    def first():
        turns.call(lambda: turns.ended.append(-1), ())  # a call that began before this one ends while it is under way

    first()
    assert turns.longest == 0


def test_counts_are_the_same_for_the_same_seed(job):
    asked = job("semaphore", SEMAPHORE.format(permits=2))
    assert measure(asked) == measure(asked)
    found = {measure(replace(asked, seed=seed)).longest_wait for seed in range(4)}
    assert len(found) > 1


def test_of_a_file_that_does_not_come_to_its_end_nothing_is_counted(job):
    kept = TWO.format(also="", take="self.lock.acquire()", give="pass")
    found = measure(job("mutex", kept))
    assert (found.lock_operations, found.longest_wait) == (None, None)


def test_a_round_times_what_there_is_to_time(job, short):
    before = sys.getswitchinterval()
    (one,) = measure(job("semaphore", SEMAPHORE.format(permits=2), schedules=0, runs=1)).rounds
    assert min(one.alone, one.together, one.staying, one.inside) > 0
    if sys.platform != "win32":
        assert one.switches >= 0
    assert sys.getswitchinterval() == before
    (other,) = measure(job("mutex", PLAIN, schedules=0, runs=1)).rounds
    assert min(other.alone, other.together) > 0
    assert (other.staying, other.inside) == (None, None)


def test_where_nobody_counts_context_switches_there_is_no_number(job, short, monkeypatch):
    monkeypatch.setattr(module, "resource", None)
    (one,) = measure(job("mutex", PLAIN, schedules=0, runs=1)).rounds
    assert one.together > 0
    assert one.switches is None


def test_a_thread_that_fails_has_no_speed(job, short):
    broken = TWO.format(also="", take="raise RuntimeError", give="pass")
    assert measure(job("mutex", broken, schedules=0, runs=1)).rounds == (Round(),)


def test_a_file_that_does_not_load_is_an_error(job):
    for words in ({"schedules": 0, "runs": 1}, {"schedules": 1, "runs": 0}):
        with pytest.raises(LoadError, match=r"under_test\.py"):
            measure(job("mutex", "x = (", **words))


def test_a_kata_without_a_workload_has_no_numbers(job):
    assert measure(job("unheard_of", "", runs=1)) == Measures()


def test_what_must_be_possible_is_counted_schedule_by_schedule():
    kata = catalogue()["reader_writer"]
    asked = Job(
        "measure", str(kata.solution), kata=kata.name, contract=str(kata.contract), public=kata.public,
        clause="test_readers_can_be_inside_together", schedules=20, runs=0,
    )  # fmt: skip
    (seen,) = measure(asked).seen
    assert 0 < seen.times < seen.schedules == 20, "some schedules show it, and some do not"
    wrong = kata.wrong / "one_lock_for_all.py"
    (never,) = measure(replace(asked, target=str(wrong))).seen
    assert (never.what, never.times) == (seen.what, 0)
    assert measure(replace(asked, clause="test_writers_keep_each_other_out")).seen == ()


def test_numbers_come_through_the_pipe_as_they_are(job, short):
    found = measure(job("semaphore", SEMAPHORE.format(permits=2), runs=2))
    assert decode(Measures, encode(found)) == found


@pytest.mark.parametrize("name", sorted(WORKLOADS))
def test_every_workload_gets_through_with_the_reference(name):
    kata = catalogue()[name]
    found = measure(Job("measure", str(kata.solution), kata=name, schedules=3, runs=0))
    assert found.lock_operations is not None
    assert found.lock_operations > 0
