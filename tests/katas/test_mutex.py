"""What a mutex must do. Runs against katas/mutex.py."""

import pytest

from concurrency_katas import Blocks

pytestmark = pytest.mark.kata("mutex", allow="Lock")


class Spilled(Exception):
    """The exception that leaves a `with` block."""


def start_worker(threads, name, mutex, inside, rounds=1):
    """Start a thread that goes in `rounds` times and checks each time who else is inside."""

    def work():
        for _ in range(rounds):
            mutex.acquire()
            inside.append(name)
            assert inside == [name], f"{' and '.join(inside)} have the mutex at the same time"
            inside.remove(name)
            mutex.release()

    return threads.start(name, work)


def start_with_worker(threads, name, mutex, inside):
    """Start a thread that goes in by `with` and checks who else is inside."""

    def work():
        with mutex:
            inside.append(name)
            assert inside == [name], f"{' and '.join(inside)} have the mutex at the same time"
            inside.remove(name)

    return threads.start(name, work)


def test_one_owner_at_a_time(Mutex, threads):
    mutex, inside = Mutex(), []
    start_worker(threads, "anna", mutex, inside)
    start_worker(threads, "ben", mutex, inside)
    threads.join()


def test_three_take_turns(Mutex, threads):
    mutex, inside = Mutex(), []
    for name in ("anna", "ben", "carla"):
        start_worker(threads, name, mutex, inside)
    threads.join()


def test_two_come_back_again(Mutex, threads):
    mutex, inside = Mutex(), []
    start_worker(threads, "anna", mutex, inside, rounds=2)
    start_worker(threads, "ben", mutex, inside, rounds=2)
    threads.join()


def test_acquire_waits_until_the_owner_releases(Mutex, threads):
    mutex, inside = Mutex(), []
    mutex.acquire()
    anna = start_worker(threads, "anna", mutex, inside)
    assert anna.blocked(), "anna got the mutex although another thread has it"
    ben = start_worker(threads, "ben", mutex, inside)
    assert ben.blocked(), "ben got the mutex although another thread has it"
    mutex.release()
    threads.join()


def test_a_mutex_can_be_used_again_and_again(Mutex):
    mutex = Mutex()
    for _ in range(3):
        mutex.acquire()
        mutex.release()
        with mutex:
            pass


def test_releasing_a_free_mutex_is_an_error(Mutex, threads):
    mutex = Mutex()
    refuse_release(mutex)
    refuse_release(mutex)
    check_that_it_still_works(mutex, threads)


def test_releasing_twice_is_an_error(Mutex, threads):
    mutex = Mutex()
    mutex.acquire()
    mutex.release()
    refuse_release(mutex)
    check_that_it_still_works(mutex, threads)


def test_a_stranger_cannot_release_it(Mutex, threads):
    mutex, inside = Mutex(), []
    mutex.acquire()
    threads.start("stranger", lambda: refuse_release(mutex)).join()
    anna = start_worker(threads, "anna", mutex, inside)
    assert anna.blocked(), "a stranger called release, and anna got the mutex although it has an owner"
    mutex.release()
    threads.join()
    check_that_it_still_works(mutex, threads)


def test_somebody_still_waits_after_a_stranger_called_release(Mutex, threads):
    mutex, inside = Mutex(), []
    mutex.acquire()
    anna = start_worker(threads, "anna", mutex, inside)
    assert anna.blocked(), "anna got the mutex although another thread has it"
    threads.start("stranger", lambda: refuse_release(mutex)).join()
    assert anna.blocked(), "a stranger called release, and anna got the mutex although it has an owner"
    mutex.release()
    threads.join()


def test_who_had_it_before_cannot_release_it(Mutex, threads):
    mutex = Mutex()
    mutex.acquire()

    def work():
        mutex.acquire()
        threads.settle()
        mutex.release()

    threads.start("anna", work)
    threads.settle()
    mutex.release()
    # anna may have it by now, or not yet: this thread does not.
    refuse_release(mutex)
    threads.join()
    check_that_it_still_works(mutex, threads)


def test_a_stranger_may_come_at_any_moment(Mutex, threads):
    mutex, inside = Mutex(), []
    start_worker(threads, "anna", mutex, inside)
    start_worker(threads, "ben", mutex, inside)
    threads.start("stranger", lambda: refuse_release(mutex))
    threads.join()


def test_with_takes_it_and_gives_it_back(Mutex, threads):
    mutex, inside = Mutex(), []
    with mutex:
        anna = start_worker(threads, "anna", mutex, inside)
        assert anna.blocked(), "anna got the mutex although another thread is inside by `with`"
        ben = start_with_worker(threads, "ben", mutex, inside)
        assert ben.blocked(), "ben got the mutex although another thread is inside by `with`"
    threads.join()
    refuse_release(mutex)


def test_with_has_one_owner_at_a_time(Mutex, threads):
    mutex, inside = Mutex(), []
    start_with_worker(threads, "anna", mutex, inside)
    start_with_worker(threads, "ben", mutex, inside)
    threads.join()


def test_inside_with_a_stranger_cannot_release_it(Mutex, threads):
    mutex, inside = Mutex(), []
    with mutex:
        threads.start("stranger", lambda: refuse_release(mutex)).join()
        anna = start_with_worker(threads, "anna", mutex, inside)
        assert anna.blocked(), "a stranger called release, and anna got the mutex although it has an owner"
    threads.join()


def test_an_exception_in_with_goes_on_and_the_mutex_is_free(Mutex, threads):
    mutex = Mutex()
    with pytest.raises(Spilled), mutex:
        raise Spilled("the ink")
    check_that_it_still_works(mutex, threads)


def test_whoever_waits_gets_in_after_an_exception_in_with(Mutex, threads):
    mutex, inside = Mutex(), []

    def spill():
        with mutex:
            anna = start_worker(threads, "anna", mutex, inside)
            assert anna.blocked(), "anna got the mutex although another thread is inside by `with`"
            raise Spilled("the ink")

    with pytest.raises(Spilled):
        spill()
    threads.join()


def test_two_mutexes_do_not_get_mixed_up(Mutex, threads):
    mine, yours, inside = Mutex(), Mutex(), []
    mine.acquire()
    refuse_release(yours)
    start_worker(threads, "anna", yours, inside).join()
    mine.release()


def refuse_release(mutex):
    with pytest.raises(RuntimeError):
        mutex.release()


def check_that_it_still_works(mutex, threads):
    """Check that the mutex is free, keeps other threads out while one has it, and lets them in afterwards."""
    mutex.acquire()
    dora = start_worker(threads, "dora", mutex, [])
    assert dora.blocked(), "after the error, dora got the mutex although another thread has it"
    mutex.release()
    dora.join()


class Archive:
    """A mutex that returns "refused" where the original raises RuntimeError; no owner takes it a second time."""

    def __init__(self, mutex):
        self.mutex = mutex
        self.owners = set()

    def acquire(self, me):
        if me in self.owners:
            return "has it already"
        self.mutex.acquire()
        self.owners.add(me)
        return "has it now"

    def release(self, me):
        try:
            self.mutex.release()
        except RuntimeError:
            return "refused"
        self.owners.discard(me)
        return "gave it back"


class OneAtATime:
    """The sequential specification: a mutex used by one thread at a time."""

    def __init__(self):
        self.owner = None

    def acquire(self, me):
        if self.owner == me:
            return "has it already"
        if self.owner is not None:
            raise Blocks
        self.owner = me
        return "has it now"

    def release(self, me):
        if self.owner != me:
            return "refused"
        self.owner = None
        return "gave it back"


@pytest.mark.workload(acquire=[...], release=[...], threads=3, calls=3)
def test_each_call_seems_to_happen_at_one_moment(Mutex, workload):
    workload.run(Archive(Mutex()), OneAtATime())
