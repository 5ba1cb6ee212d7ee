"""What a reentrant lock must do. Runs against katas/reentrant_lock.py."""

import pytest

from concurrency_katas import Blocks

pytestmark = pytest.mark.kata("reentrant_lock", allow="Lock, Condition, Semaphore")


class Spilled(Exception):
    """The exception that leaves a `with` block."""


def start_guest(threads, name, lock, inside, depth=1):
    """Start a thread that takes the lock `depth` times and checks each time who else is inside."""

    def visit():
        for _ in range(depth):
            assert lock.acquire(), "acquire() must return True when it has the lock"
            inside.append(name)
            assert set(inside) == {name}, f"{' and '.join(inside)} have the lock at the same time"
        for _ in range(depth):
            assert set(inside) == {name}, f"{' and '.join(inside)} have the lock at the same time"
            inside.remove(name)
            lock.release()

    return threads.start(name, visit)


def test_one_owner_at_a_time(ReentrantLock, threads):
    lock, inside = ReentrantLock(), []
    start_guest(threads, "anna", lock, inside)
    start_guest(threads, "ben", lock, inside)
    threads.join()


def test_the_owner_may_take_it_again(ReentrantLock):
    lock = ReentrantLock()
    for depth in (1, 2, 3):
        assert lock.acquire(), f"acquire() must return True, also at depth {depth}"
    for _ in range(3):
        lock.release()
    refuse_release(lock)


def test_two_take_it_twice_over(ReentrantLock, threads):
    lock, inside = ReentrantLock(), []
    start_guest(threads, "anna", lock, inside, depth=2)
    start_guest(threads, "ben", lock, inside, depth=2)
    threads.join()


def test_three_take_turns(ReentrantLock, threads):
    lock, inside = ReentrantLock(), []
    start_guest(threads, "anna", lock, inside, depth=2)
    start_guest(threads, "ben", lock, inside)
    start_guest(threads, "carla", lock, inside)
    threads.join()


def test_others_wait_until_the_last_release(ReentrantLock, threads):
    lock, inside = ReentrantLock(), []
    for _ in range(3):
        lock.acquire()
    anna = start_guest(threads, "anna", lock, inside)
    assert anna.blocked(), "anna got the lock although another thread owns it"
    for done in (1, 2):
        lock.release()
        assert anna.blocked(), f"anna got the lock after {done} of 3 releases"
    lock.release()
    threads.join()


def test_releasing_a_free_lock_is_an_error(ReentrantLock, threads):
    lock = ReentrantLock()
    refuse_release(lock)
    refuse_release(lock)
    check_that_it_still_works(lock, threads)


def test_releasing_once_too_often_is_an_error(ReentrantLock, threads):
    lock = ReentrantLock()
    lock.acquire()
    lock.acquire()
    lock.release()
    lock.release()
    refuse_release(lock)
    check_that_it_still_works(lock, threads)


def test_a_stranger_cannot_release_it(ReentrantLock, threads):
    lock, inside = ReentrantLock(), []
    lock.acquire()
    threads.start("stranger", lambda: refuse_release(lock)).join()
    anna = start_guest(threads, "anna", lock, inside)
    assert anna.blocked(), "a stranger called release, and anna got the lock although it has an owner"
    lock.release()
    threads.join()
    check_that_it_still_works(lock, threads)


def test_a_stranger_takes_nothing_off_the_depth(ReentrantLock, threads):
    lock, inside = ReentrantLock(), []
    lock.acquire()
    lock.acquire()
    threads.start("stranger", lambda: refuse_release(lock)).join()
    lock.release()
    anna = start_guest(threads, "anna", lock, inside)
    assert anna.blocked(), "anna got the lock after one of two releases of its owner"
    lock.release()
    threads.join()


def test_a_stranger_may_come_at_any_moment(ReentrantLock, threads):
    lock, inside = ReentrantLock(), []
    start_guest(threads, "anna", lock, inside, depth=2)
    threads.start("stranger", lambda: refuse_release(lock))
    threads.join()


def test_not_blocking_takes_a_free_lock(ReentrantLock, threads):
    lock, inside = ReentrantLock(), []
    assert lock.acquire(blocking=False), "the lock is free, so acquire(blocking=False) must take it"
    anna = start_guest(threads, "anna", lock, inside)
    assert anna.blocked(), "anna got the lock although another thread owns it"
    lock.release()
    threads.join()


def test_not_blocking_counts_for_the_owner(ReentrantLock, threads):
    lock, inside = ReentrantLock(), []
    lock.acquire()
    assert lock.acquire(blocking=False), "the owner must get the lock again, also with blocking=False"
    assert lock.acquire(False), "the owner must get the lock again, also with blocking=False"
    lock.release()
    lock.release()
    anna = start_guest(threads, "anna", lock, inside)
    assert anna.blocked(), "anna got the lock after two of three releases"
    lock.release()
    threads.join()


def test_not_blocking_gives_up_while_another_owns_it(ReentrantLock, threads):
    lock = ReentrantLock()
    lock.acquire()
    anna = threads.start("anna", lambda: lock.acquire(blocking=False))
    assert not anna.blocked(), "acquire(blocking=False) must never wait"
    assert not anna.result, "another thread owns the lock, so acquire(blocking=False) must return False"
    ben = threads.start("ben", lambda: lock.acquire(False))
    assert not ben.blocked(), "acquire(False) must never wait"
    assert not ben.result, "another thread owns the lock, so acquire(False) must return False"
    lock.release()
    check_that_it_still_works(lock, threads)


def test_who_gave_up_owns_nothing(ReentrantLock, threads):
    lock = ReentrantLock()
    lock.acquire()

    def try_and_release():
        assert not lock.acquire(blocking=False), "another thread owns the lock, so acquire must return False"
        refuse_release(lock)

    anna = threads.start("anna", try_and_release)
    assert not anna.blocked(), "acquire(blocking=False) must never wait"
    lock.acquire()
    lock.release()
    lock.release()
    check_that_it_still_works(lock, threads)


def test_not_blocking_at_any_moment(ReentrantLock, threads):
    lock, inside = ReentrantLock(), []

    def look_in():
        if lock.acquire(blocking=False):
            inside.append("ben")
            assert inside == ["ben"], f"{' and '.join(inside)} have the lock at the same time"
            inside.remove("ben")
            lock.release()

    start_guest(threads, "anna", lock, inside)
    threads.start("ben", look_in)
    threads.join()
    check_that_it_still_works(lock, threads)


def test_with_may_be_nested(ReentrantLock, threads):
    lock, inside = ReentrantLock(), []
    with lock:
        with lock:
            lock.acquire()
            lock.release()
        anna = start_guest(threads, "anna", lock, inside)
        assert anna.blocked(), "anna got the lock when only the inner block had ended"
    threads.join()
    refuse_release(lock)


def test_with_has_one_owner_at_a_time(ReentrantLock, threads):
    lock, inside = ReentrantLock(), []

    def visit():
        with lock, lock:
            inside.append("ben")
            assert inside == ["ben"], f"{' and '.join(inside)} have the lock at the same time"
            inside.remove("ben")

    start_guest(threads, "anna", lock, inside)
    threads.start("ben", visit)
    threads.join()


def test_an_exception_in_with_goes_on_and_undoes_one(ReentrantLock, threads):
    lock, inside = ReentrantLock(), []
    # Not `with lock:`, which may be what swallows exceptions, those of the checks in its block, too.
    lock.acquire()
    with pytest.raises(Spilled), lock:
        raise Spilled("the milk")
    anna = start_guest(threads, "anna", lock, inside)
    assert anna.blocked(), "anna got the lock when an exception had ended only the inner block"
    lock.release()
    threads.join()


def test_an_exception_through_all_blocks_leaves_the_lock_free(ReentrantLock, threads):
    lock = ReentrantLock()
    with pytest.raises(Spilled), lock, lock:
        raise Spilled("the milk")
    check_that_it_still_works(lock, threads)


def test_two_locks_do_not_get_mixed_up(ReentrantLock, threads):
    mine, yours, inside = ReentrantLock(), ReentrantLock(), []
    mine.acquire()
    refuse_release(yours)
    start_guest(threads, "anna", yours, inside, depth=2).join()
    mine.acquire()
    ben = start_guest(threads, "ben", mine, inside)
    assert ben.blocked(), "ben got the lock although another thread owns it"
    yours.acquire()
    yours.release()
    mine.release()
    assert ben.blocked(), "ben got the lock after one of two releases of its owner"
    mine.release()
    threads.join()
    refuse_release(yours)


def refuse_release(lock):
    with pytest.raises(RuntimeError):
        lock.release()


def check_that_it_still_works(lock, threads):
    """Check that another thread can take the lock twice and release it."""
    start_guest(threads, "dora", lock, [], depth=2).join()


class Study:
    """The operations on a lock, one method for each; "refused" where the lock raises RuntimeError."""

    def __init__(self, lock):
        self.lock = lock

    def acquire(self, me):
        return self.lock.acquire()

    def attempt(self, me):
        return self.lock.acquire(blocking=False)

    def release(self, me):
        try:
            self.lock.release()
        except RuntimeError:
            return "refused"
        return "released"


class OneAtATime:
    """The sequential specification: a lock used by one thread at a time."""

    def __init__(self):
        self.owner, self.depth = None, 0

    def acquire(self, me):
        if not self.attempt(me):
            raise Blocks
        return True

    def attempt(self, me):
        if self.owner not in (None, me):
            return False
        self.owner = me
        self.depth += 1
        return True

    def release(self, me):
        if self.owner != me:
            return "refused"
        self.depth -= 1
        if self.depth == 0:
            self.owner = None
        return "released"


@pytest.mark.workload(acquire=[...], attempt=[...], release=[...], threads=3, calls=4)
def test_each_call_seems_to_happen_at_one_moment(ReentrantLock, workload):
    workload.run(Study(ReentrantLock()), OneAtATime())
