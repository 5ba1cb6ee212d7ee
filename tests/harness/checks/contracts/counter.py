"""What a counter must do, where every unordered access is a fault."""

import pytest

pytestmark = pytest.mark.kata("counter", allow="Lock, Condition", races="fail")


def test_two_count(Counter, threads):
    counter = Counter()
    for name in ("door-1", "door-2"):
        threads.start(name, counter.increment)
    threads.join()
    assert counter.value() == 2, "two were counted"


def test_two_count_and_nobody_looks(Counter, threads):
    counter = Counter()
    for name in ("door-1", "door-2"):
        threads.start(name, counter.increment)
    threads.join()


def test_one_looks_while_another_counts(Counter, threads):
    counter = Counter()
    threads.start("door", counter.increment)
    looked = threads.start("porter", counter.value)
    threads.join()
    assert looked.result in (0, 1), "nobody else came"
