"""What a countdown latch must do. Runs against katas/latch.py."""

import pytest

from concurrency_katas import Blocks

pytestmark = pytest.mark.kata("latch", allow="Lock, Condition, Semaphore")

EARLY = "wait() returned although the count is not 0 yet"


def test_an_open_latch_lets_everybody_through(CountDownLatch):
    latch = CountDownLatch(2)
    latch.count_down()
    latch.count_down()
    for _ in range(3):
        latch.wait()


def test_a_latch_that_begins_at_zero_is_open(CountDownLatch, threads):
    latch = CountDownLatch(0)
    latch.wait()
    threads.start("late", latch.wait).join()


def test_wait_blocks_until_the_count_is_zero(CountDownLatch, threads):
    latch = CountDownLatch(2)
    waiter = threads.start("waiter", latch.wait)
    assert waiter.blocked(), EARLY
    latch.count_down()
    assert waiter.blocked(), EARLY
    latch.count_down()
    threads.join()


def test_all_who_wait_come_back(CountDownLatch, threads):
    latch = CountDownLatch(1)
    for number in (1, 2, 3):
        assert threads.start(f"waiter-{number}", latch.wait).blocked(), EARLY
    latch.count_down()
    threads.join()


def test_two_wait_and_a_third_counts(CountDownLatch, threads):
    latch, counted = CountDownLatch(1), []

    def wait():
        latch.wait()
        assert counted == ["once"], EARLY

    def count():
        counted.append("once")
        latch.count_down()

    threads.start("waiter-1", wait)
    threads.start("waiter-2", wait)
    threads.start("counter", count)
    threads.join()


def test_a_latch_stays_open_after_somebody_has_waited(CountDownLatch, threads):
    latch = CountDownLatch(1)
    waiter = threads.start("waiter", latch.wait)
    threads.settle()
    latch.count_down()
    waiter.join()
    threads.start("late-1", latch.wait).join()
    threads.start("late-2", latch.wait).join()


def test_two_count_at_the_same_time(CountDownLatch, threads):
    latch = CountDownLatch(2)
    threads.start("counter-1", latch.count_down)
    threads.start("counter-2", latch.count_down)
    latch.wait()
    threads.join()
    refuse_count_down(latch)


def test_two_count_at_the_same_time_and_one_is_missing(CountDownLatch, threads):
    latch = CountDownLatch(3)
    threads.start("counter-1", latch.count_down)
    threads.start("counter-2", latch.count_down)
    threads.join()
    waiter = threads.start("waiter", latch.wait)
    assert waiter.blocked(), EARLY
    latch.count_down()
    waiter.join()


def test_two_count_and_then_wait_for_each_other(CountDownLatch, threads):
    latch, counted = CountDownLatch(2), []

    def arrive():
        counted.append("one more")
        latch.count_down()
        latch.wait()
        assert len(counted) == 2, EARLY

    threads.start("worker-1", arrive)
    threads.start("worker-2", arrive)
    threads.join()


def test_counting_waits_for_nobody(CountDownLatch, threads):
    latch = CountDownLatch(2)
    waiter = threads.start("waiter", latch.wait)
    assert waiter.blocked(), EARLY
    threads.start("counter", latch.count_down).join()
    latch.count_down()
    threads.join()


def test_counting_below_zero_is_refused_from_the_start(CountDownLatch):
    latch = CountDownLatch(0)
    refuse_count_down(latch)
    latch.wait()
    refuse_count_down(latch)
    latch.wait()


def test_counting_below_zero_is_refused_and_changes_nothing(CountDownLatch, threads):
    latch = CountDownLatch(1)
    latch.count_down()
    refuse_count_down(latch)
    threads.start("late", latch.wait).join()
    refuse_count_down(latch)
    latch.wait()


def test_of_two_who_take_the_last_one_is_refused(CountDownLatch, threads):
    latch = CountDownLatch(1)

    def count():
        try:
            latch.count_down()
        except ValueError:
            return "refused"
        return "counted"

    one = threads.start("counter-1", count)
    two = threads.start("counter-2", count)
    threads.join()
    told = sorted([one.result, two.result])
    assert told == ["counted", "refused"], (
        f"the count was 1, so one of the two calls must be refused, but they returned: {', '.join(told)}"
    )
    threads.start("late", latch.wait).join()


def test_a_count_below_zero_is_refused_from_the_start(CountDownLatch):
    for count in (-1, -5):
        with pytest.raises(ValueError):
            CountDownLatch(count)


def test_two_latches_do_not_get_mixed_up(CountDownLatch, threads):
    here, there = CountDownLatch(1), CountDownLatch(1)
    one = threads.start("waiter-1", here.wait)
    two = threads.start("waiter-2", there.wait)
    assert one.blocked() and two.blocked(), EARLY
    there.count_down()
    two.join()
    assert one.blocked(), "wait() returned although only the count of another latch is 0"
    here.count_down()
    threads.join()
    refuse_count_down(here)
    refuse_count_down(there)


def refuse_count_down(latch):
    with pytest.raises(ValueError):
        latch.count_down()


class Gate:
    """A latch that returns "refused" where the original raises ValueError."""

    def __init__(self, latch):
        self.latch = latch

    def count_down(self):
        try:
            self.latch.count_down()
        except ValueError:
            return "refused"
        return "counted"

    def wait(self):
        self.latch.wait()


class OneAtATime:
    """The sequential specification: a latch used by one thread at a time."""

    def __init__(self, count):
        self.count = count

    def count_down(self):
        if self.count == 0:
            return "refused"
        self.count -= 1
        return "counted"

    def wait(self):
        if self.count > 0:
            raise Blocks


@pytest.mark.workload(count_down=[()], wait=[()], threads=3, calls=3)
def test_each_call_seems_to_happen_at_one_moment(CountDownLatch, workload):
    workload.run(Gate(CountDownLatch(3)), OneAtATime(3))
