"""The books: who waits is known for certain, and a lock on its way to somebody is no deadlock."""

import _thread
import time

import pytest

from harness.stress.locks import lock_classes
from harness.stress.thread import Unwound, WakeUpEvent
from harness.stress.thread_registry import ThreadRegistry


@pytest.fixture
def registry():
    return ThreadRegistry()


def wait_until(true):
    """Not a fixed sleep, so that a slow machine only makes the test slow."""
    for _ in range(2_000):
        if true():
            return
        time.sleep(0.001)
    raise AssertionError("it did not come to pass")


def start(registry, function):
    thread = registry.register(None, False)
    registry.start(thread, function, (), {})
    return thread


def test_nobody_is_still_until_all_wait_for_what_others_have(registry):
    lock = lock_classes(registry, ())[0]()
    lock.acquire()
    waiter = start(registry, lock.acquire)
    wait_until(lambda: registry.quiescent(registry.main))
    assert registry.quiescent(registry.main) == [waiter]
    assert registry.quiescent() is None, "the one that asks can go on"
    lock.release()
    wait_until(lambda: waiter.ended)
    assert lock.owner is waiter


def test_a_lock_without_an_owner_is_on_its_way(registry):
    lock = lock_classes(registry, ())[0]()
    lock.acquire()
    waiter = start(registry, lock.acquire)
    wait_until(lambda: registry.quiescent(registry.main))
    lock.owner = None  # as between the two halves of a release
    assert registry.quiescent(registry.main) is None
    lock.force_release()
    wait_until(lambda: waiter.ended)


def test_a_timeout_that_is_due_is_no_rest(registry):
    lock = lock_classes(registry, ())[0]()
    lock.acquire()
    got = []
    waiter = start(registry, lambda: got.append(lock.acquire(timeout=1_000)))
    wait_until(lambda: registry.quiescent(registry.main))
    registry.clock.jump(waiter.deadline)
    assert registry.quiescent(registry.main) is None
    wait_until(lambda: waiter.ended)
    assert got == [False]


def test_a_killed_thread_leaves_whatever_it_waits_in(registry):
    plain, again, hidden, _ = lock_classes(registry, ())
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
        start(registry, lambda lock=lock, timeout=timeout: wait(lock, timeout)) for lock in held for timeout in (-1, 99)
    ]
    waiters.append(start(registry, lambda: registry.sleep(1_000)))
    wait_until(lambda: all(thread.wait_parity & 1 for thread in waiters))
    registry.end_run()
    wait_until(lambda: registry.wake_all() or all(thread.ended for thread in waiters))
    assert len(ended) == 6
    assert not registry.failures
    with pytest.raises(Unwound):
        registry.tick(1)


def test_a_thread_of_somebody_else_is_never_taken_for_the_programs(registry):
    lock, come, go = lock_classes(registry, ())[0](), WakeUpEvent(), WakeUpEvent()

    def visit():
        lock.acquire()
        come.set()
        go.wait(10)

    ident = _thread.start_new_thread(visit, ())
    come.wait(10)
    assert lock.owner.foreign
    assert registry.live() == [registry.main]
    assert registry.quiescent(registry.main) is None, "it may do anything"
    assert not registry.has_unregistered(), "it is in the books by now"
    del registry.by_ident[ident]
    assert registry.has_unregistered()
    go.set()


def test_a_ring_before_the_wait_is_not_lost():
    wake_up = WakeUpEvent()
    wake_up.set()
    wake_up.set()
    wake_up.wait(60)
    wake_up.wait(0)
