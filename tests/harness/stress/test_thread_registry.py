"""The books: who waits is known for certain, and a lock on its way to somebody is no deadlock."""

import _thread
import time

import pytest

from harness.stress.locks import lock_classes
from harness.stress.thread import Unwound, WakeUpEvent
from harness.stress.thread_registry import ThreadRegistry


@pytest.fixture
def book():
    return ThreadRegistry()


def wait_until(true):
    """Not a fixed sleep, so that a slow machine only makes the test slow."""
    for _ in range(2_000):
        if true():
            return
        time.sleep(0.001)
    raise AssertionError("it did not come to pass")


def start(book, function):
    thread = book.enlist(None, False)
    book.start(thread, function, (), {})
    return thread


def test_nobody_is_still_until_all_wait_for_what_others_have(book):
    lock = lock_classes(book, ())[0]()
    lock.acquire()
    waiter = start(book, lock.acquire)
    wait_until(lambda: book.still(book.main))
    assert book.still(book.main) == [waiter]
    assert book.still() is None, "the one that asks can go on"
    lock.release()
    wait_until(lambda: waiter.done)
    assert lock.owner is waiter


def test_a_lock_without_an_owner_is_on_its_way(book):
    lock = lock_classes(book, ())[0]()
    lock.acquire()
    waiter = start(book, lock.acquire)
    wait_until(lambda: book.still(book.main))
    lock.owner = None  # as between the two halves of a release
    assert book.still(book.main) is None
    lock.free()
    wait_until(lambda: waiter.done)


def test_a_timeout_that_is_due_is_no_rest(book):
    lock = lock_classes(book, ())[0]()
    lock.acquire()
    got = []
    waiter = start(book, lambda: got.append(lock.acquire(timeout=1_000)))
    wait_until(lambda: book.still(book.main))
    book.clock.jump(waiter.deadline)
    assert book.still(book.main) is None
    wait_until(lambda: waiter.done)
    assert got == [False]


def test_a_killed_thread_leaves_whatever_it_waits_in(book):
    plain, again, hidden, _ = lock_classes(book, ())
    held = [plain(), again(), hidden()]
    for lock in held:
        lock.acquire()
    ended = []

    def wait(lock, timeout):
        try:
            lock.acquire(timeout=timeout)
        finally:
            ended.append(lock)

    waiters = [
        start(book, lambda lock=lock, timeout=timeout: wait(lock, timeout)) for lock in held for timeout in (-1, 99)
    ]
    waiters.append(start(book, lambda: book.nap(1_000)))
    wait_until(lambda: all(thread.turn & 1 for thread in waiters))
    book.kill()
    wait_until(lambda: book.goad() or all(thread.done for thread in waiters))
    assert len(ended) == 6
    assert not book.failures
    with pytest.raises(Unwound):
        book.tick(1)


def test_a_thread_of_somebody_else_is_never_taken_for_the_programs(book):
    lock, come, go = lock_classes(book, ())[0](), WakeUpEvent(), WakeUpEvent()

    def visit():
        lock.acquire()
        come.ring()
        go.wait(10)

    ident = _thread.start_new_thread(visit, ())
    come.wait(10)
    assert lock.owner.foreign
    assert book.live() == [book.main]
    assert book.still(book.main) is None, "it may do anything"
    assert not book.strangers(), "it is in the books by now"
    del book.by_ident[ident]
    assert book.strangers()
    go.ring()


def test_a_ring_before_the_wait_is_not_lost():
    bell = WakeUpEvent()
    bell.ring()
    bell.ring()
    bell.wait(60)
    bell.wait(0)
