"""What Peterson's lock must do. Runs against katas/peterson.py."""

import pytest

pytestmark = pytest.mark.kata("peterson", allow="", spin=True)


def start_thread(threads, me, lock, inside, times=1):
    """Start thread 0 or 1, which goes in `times` times and checks each time that it is alone."""

    def work():
        for _ in range(times):
            lock.acquire(me)
            inside.append(me)
            assert inside == [me], f"P{me} goes in while P{1 - me} is inside"
            inside.remove(me)
            lock.release(me)

    return threads.start(f"P{me}", work)


def test_who_is_alone_goes_straight_in(Peterson):
    for me in (0, 1):
        lock = Peterson()
        for _ in range(3):
            lock.acquire(me)
            lock.release(me)


def test_who_has_been_there_does_not_come_back_for_the_other_one(Peterson):
    for me in (0, 1):
        lock = Peterson()
        for who in (me, 1 - me, 1 - me, me, me):
            lock.acquire(who)
            lock.release(who)


def test_only_one_is_inside(Peterson, threads):
    lock, inside = Peterson(), []
    start_thread(threads, 0, lock, inside)
    start_thread(threads, 1, lock, inside)
    threads.join()


def test_both_come_twice(Peterson, threads):
    lock, inside = Peterson(), []
    start_thread(threads, 0, lock, inside, times=2)
    start_thread(threads, 1, lock, inside, times=2)
    threads.join()


def test_who_waits_sees_0_go_in_once_at_most(Peterson, threads):
    check_bypass(Peterson(), 0, threads)


def test_who_waits_sees_1_go_in_once_at_most(Peterson, threads):
    check_bypass(Peterson(), 1, threads)


def check_bypass(lock, me, threads):
    """Let one thread go in again and again while the other one waits in its loop."""
    other, been = 1 - me, []

    def come_once():
        lock.acquire(other)
        been.append(other)
        lock.release(other)

    lock.acquire(me)
    waiting = threads.start(f"P{other}", come_once)
    assert waiting.blocked(), f"P{other} got the lock although P{me} is inside"
    assert been == [], f"P{other} went in although P{me} is inside"
    lock.release(me)
    lock.acquire(me)
    lock.release(me)
    lock.acquire(me)
    assert been == [other], f"P{me} has gone in twice while P{other} was waiting"
    lock.release(me)
    threads.join()


def test_two_locks_do_not_get_mixed_up(Peterson, threads):
    here, there = Peterson(), Peterson()
    here.acquire(0)
    start_thread(threads, 1, there, []).join()
    there.acquire(0)
    here.release(0)
    start_thread(threads, 1, here, []).join()
    there.release(0)
