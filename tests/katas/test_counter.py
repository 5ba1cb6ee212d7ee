"""What a counter must do. Runs against katas/counter.py."""

import pytest

pytestmark = pytest.mark.kata("counter", allow="Lock", races="fail")


def count(counter, times):
    """Return the function of a thread that counts `times` times."""

    def work():
        for _ in range(times):
            counter.increment()

    return work


def check_that_all_are_counted(counter, doors, times, threads):
    for number in range(1, doors + 1):
        threads.start(f"door-{number}", count(counter, times))
    threads.join()
    counted = counter.value
    assert counted == doors * times, f"increment() was called {doors * times} times, but the value is {counted}"


def test_a_counter_begins_at_zero_and_counts(Counter):
    counter = Counter()
    assert counter.value == 0, "a new counter must be 0"
    for number in (1, 2, 3):
        counter.increment()
        assert counter.value == number, f"after {number} increments the counter must be {number}"
    assert counter.value == 3, "reading must not change the counter"


def test_two_count_once_each(Counter, threads):
    check_that_all_are_counted(Counter(), 2, 1, threads)


def test_two_count_twice_each(Counter, threads):
    check_that_all_are_counted(Counter(), 2, 2, threads)


def test_three_count_once_each(Counter, threads):
    check_that_all_are_counted(Counter(), 3, 1, threads)


def test_somebody_looks_while_another_counts(Counter, threads):
    counter = Counter()
    threads.start("door-1", count(counter, 2))
    look = threads.start("look", lambda: [counter.value, counter.value])
    threads.join()
    first, second = look.result
    assert first in (0, 1, 2) and second in (0, 1, 2), f"the counter went from 0 to 2, but a thread read {look.result}"
    assert first <= second, f"the counter must only go up, but it went from {first} to {second}"
    assert counter.value == 2, f"increment() was called 2 times, but the value is {counter.value}"


def test_somebody_looks_while_two_count(Counter, threads):
    counter = Counter()
    threads.start("door-1", counter.increment)
    threads.start("door-2", counter.increment)
    look = threads.start("look", lambda: counter.value)
    threads.join()
    assert look.result in (0, 1, 2), f"the counter went from 0 to 2, but a thread read {look.result}"
    assert counter.value == 2, f"increment() was called 2 times, but the value is {counter.value}"


def test_two_counters_do_not_get_mixed_up(Counter, threads):
    ours, theirs = Counter(), Counter()
    threads.start("door-1", ours.increment)
    threads.start("door-2", theirs.increment)
    threads.join()
    assert (ours.value, theirs.value) == (1, 1), "two counters must be independent of each other"


class Doorman:
    """The operations on a counter, one method for each."""

    def __init__(self, counter):
        self.counter = counter

    def increment(self):
        self.counter.increment()

    def look(self):
        return self.counter.value


class OneAtATime:
    """The sequential specification: a counter used by one thread at a time."""

    def __init__(self):
        self.counted = 0

    def increment(self):
        self.counted += 1

    def look(self):
        return self.counted


@pytest.mark.workload(increment=[()], look=[()], threads=3, calls=3)
def test_each_call_seems_to_happen_at_one_moment(Counter, workload):
    workload.run(Doorman(Counter()), OneAtATime())
