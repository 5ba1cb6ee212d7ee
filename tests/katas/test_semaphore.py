"""What a semaphore must do. Runs against katas/semaphore.py."""

import threading
import time

import pytest

from concurrency_katas import Blocks

pytestmark = pytest.mark.kata("semaphore", allow="Lock, Condition")

LUNCH = 1 / 16
"""Seconds somebody is ready to wait; not 0.06, because sums of sixteenths come out even."""


def start_baker(threads, name, semaphore, permits, inside):
    """Start a thread that takes a permit, checks how many threads are inside, and releases it."""

    def bake():
        assert semaphore.acquire(), f"{name} waited for a permit, but acquire() did not return True"
        inside.append(name)
        assert len(inside) <= permits, f"{name} is number {len(inside)} inside, but there are only {permits} permits"
        inside.remove(name)
        semaphore.release()

    return threads.start(name, bake)


def check_that_it_has(permits, semaphore):
    """Check that no thread is inside: exactly `permits` permits can be acquired, and are released."""
    for number in range(1, permits + 1):
        assert semaphore.acquire(blocking=False), f"permit {number} of {permits} was lost"
    assert not semaphore.acquire(blocking=False), f"there are more than {permits} permits"
    for _ in range(permits):
        semaphore.release()


def let_pass(seconds):
    """Let time pass."""
    threading.Event().wait(seconds)


def test_there_are_as_many_permits_as_it_was_made_with(Semaphore):
    for permits in (1, 3):
        check_that_it_has(permits, Semaphore(permits))


def test_a_permit_that_was_given_back_can_be_taken_again(Semaphore):
    semaphore = Semaphore(1)
    for _ in range(3):
        assert semaphore.acquire(), "acquire() must return True when it has a permit"
        semaphore.release()
    check_that_it_has(1, semaphore)


def test_acquire_waits_while_there_is_no_permit(Semaphore, threads):
    semaphore = Semaphore(1)
    semaphore.acquire()
    late = threads.start("late", semaphore.acquire)
    assert late.blocked(), "acquire() returned although there was no permit"
    semaphore.release()
    threads.join()
    assert late.result, "acquire() must return True when it has a permit"
    assert not semaphore.acquire(blocking=False), "late has the only permit, but there is another one"


def test_three_threads_share_one_permit(Semaphore, threads):
    semaphore, inside = Semaphore(1), []
    for number in (1, 2, 3):
        start_baker(threads, f"baker-{number}", semaphore, 1, inside)
    threads.join()
    check_that_it_has(1, semaphore)


def test_three_threads_share_two_permits(Semaphore, threads, possible):
    semaphore, inside = Semaphore(2), []
    possible("two bakers are inside together", lambda: len(inside) == 2)
    for number in (1, 2, 3):
        start_baker(threads, f"baker-{number}", semaphore, 2, inside)
    threads.join()
    check_that_it_has(2, semaphore)


def test_two_permits_wake_two_who_wait(Semaphore, threads):
    semaphore = Semaphore(2)
    semaphore.acquire()
    semaphore.acquire()
    one = threads.start("late-1", semaphore.acquire)
    two = threads.start("late-2", semaphore.acquire)
    assert two.blocked(), "late-2 got a permit although there was none"
    assert one.blocked(), "late-1 got a permit although there was none"
    semaphore.release()
    semaphore.release()
    threads.join()
    assert not semaphore.acquire(blocking=False), "both permits are taken, but there is another one"


def test_acquire_without_blocking_returns_at_once(Semaphore, threads):
    semaphore = Semaphore(1)
    assert semaphore.acquire(blocking=False), "there was a permit, so acquire must return True"
    assert not semaphore.acquire(blocking=False), "there was no permit left, so acquire must return False"
    late = threads.start("late", semaphore.acquire)
    assert late.blocked(), "acquire() returned although there was no permit"
    assert not semaphore.acquire(blocking=False), "there was no permit left, so acquire must return False"
    semaphore.release()
    threads.join()


def test_two_that_do_not_wait_cannot_both_have_the_only_permit(Semaphore, threads):
    semaphore = Semaphore(1)
    one = threads.start("hasty-1", lambda: semaphore.acquire(blocking=False))
    two = threads.start("hasty-2", lambda: semaphore.acquire(blocking=False))
    threads.join()
    assert [one.result, two.result].count(True) == 1, "one of the two must get the permit, and only one"
    semaphore.release()
    check_that_it_has(1, semaphore)


def patient(semaphore, seconds):
    """Wait `seconds` for a permit; return whether there was one."""
    began = time.monotonic()
    got = semaphore.acquire(timeout=seconds)
    assert got in (True, False), f"acquire(timeout=...) must return True or False, not {got!r}"
    if not got:
        waited = time.monotonic() - began
        assert waited > 0.9 * seconds, f"acquire(timeout={seconds}) gave up after {waited:.3f} seconds"
    return got


def test_a_permit_that_is_there_is_had_without_waiting(Semaphore):
    semaphore = Semaphore(1)
    assert semaphore.acquire(timeout=LUNCH), "there was a permit, so acquire must return True"
    semaphore.release()
    assert semaphore.acquire(timeout=0), "there was a permit, so acquire must return True"
    semaphore.release()
    check_that_it_has(1, semaphore)


def test_the_time_to_wait_ends(Semaphore):
    semaphore = Semaphore(1)
    semaphore.acquire()
    assert not patient(semaphore, LUNCH), "there was no permit, so acquire must return False"
    for arguments in ((True, 0), (False,)):
        assert not semaphore.acquire(*arguments), "there was no permit, so acquire must return False"
    assert not semaphore.acquire(timeout=0), "there was no permit, so acquire must return False"
    semaphore.release()
    check_that_it_has(1, semaphore)


def test_the_time_to_wait_is_not_much_too_long(Semaphore, threads):
    semaphore = Semaphore(1)
    semaphore.acquire()
    until_lunch = threads.start("until-lunch", lambda: patient(semaphore, LUNCH))
    threads.settle()
    let_pass(LUNCH * 7 / 4)
    threads.settle()
    assert until_lunch.done, f"acquire(timeout={LUNCH}) is still waiting after almost twice that time"
    assert not until_lunch.result, "there was no permit, so acquire must return False"


def test_the_time_to_wait_does_not_begin_again_at_each_wake_up(Semaphore, threads):
    semaphore = Semaphore(1)
    semaphore.acquire()
    until_lunch = threads.start("until-lunch", lambda: patient(semaphore, LUNCH))
    threads.settle()
    for _ in range(4):
        let_pass(LUNCH / 2)
        # A permit is released, and taken again before the waiting thread can get it.
        semaphore.release()
        if not semaphore.acquire(blocking=False):
            break
    threads.settle()
    assert until_lunch.done, f"acquire(timeout={LUNCH}) is still waiting after twice that time"


def test_the_time_to_wait_counts_from_the_call_even_if_the_last_wake_up_was_late(Semaphore, threads):
    semaphore = Semaphore(1)
    semaphore.acquire()
    until_lunch = threads.start("until-lunch", lambda: patient(semaphore, LUNCH))
    threads.settle()
    let_pass(LUNCH * 7 / 8)
    # A permit is released, and taken again before the waiting thread can get it.
    semaphore.release()
    semaphore.acquire(blocking=False)
    # Until it waits again, for the rest of its time.
    threads.settle()
    let_pass(LUNCH * 15 / 16)
    threads.settle()
    assert until_lunch.done, f"acquire(timeout={LUNCH}) is still waiting after almost twice that time"


def test_who_has_given_up_takes_no_permit(Semaphore, threads):
    semaphore = Semaphore(1)
    semaphore.acquire()
    until_lunch = threads.start("until-lunch", lambda: patient(semaphore, LUNCH))
    late = threads.start("late", semaphore.acquire)
    let_pass(2 * LUNCH)
    until_lunch.join()
    assert not until_lunch.result, "until-lunch got a permit although there was none"
    assert late.blocked(), "late got a permit although there was none"
    semaphore.release()
    threads.join()
    semaphore.release()
    check_that_it_has(1, semaphore)


def test_who_gives_up_when_the_permit_comes_leaves_it_to_another(Semaphore, threads):
    semaphore, inside = Semaphore(1), []
    semaphore.acquire()

    def wait_until_lunch():
        if patient(semaphore, LUNCH):
            semaphore.release()

    threads.start("until-lunch", wait_until_lunch)
    start_baker(threads, "baker", semaphore, 1, inside)
    let_pass(LUNCH)
    semaphore.release()
    threads.join()
    check_that_it_has(1, semaphore)


def test_two_semaphores_do_not_get_mixed_up(Semaphore, threads):
    here, there = Semaphore(1), Semaphore(1)
    assert here.acquire(), "acquire() must return True when it has a permit"
    assert there.acquire(timeout=0), "a permit of another semaphore is taken, but this one has its own"
    one = threads.start("late-1", here.acquire)
    two = threads.start("late-2", there.acquire)
    assert one.blocked() and two.blocked(), "acquire() returned although there was no permit"
    there.release()
    two.join()
    assert one.blocked(), "acquire() returned when only a permit of another semaphore was released"
    here.release()
    threads.join()
    here.release()
    check_that_it_has(1, here)


class Bakery:
    """The operations on a semaphore, one method for each; no thread releases a permit it does not have."""

    def __init__(self, semaphore):
        self.semaphore = semaphore
        self.keys = []

    def acquire(self, me):
        got = self.semaphore.acquire()
        self.keys.append(me)
        return got

    def attempt(self, me):
        got = self.semaphore.acquire(blocking=False)
        if got:
            self.keys.append(me)
        return got

    def release(self, me):
        if me not in self.keys:
            return "has none"
        self.keys.remove(me)
        self.semaphore.release()
        return "gave one back"


class OneAtATime:
    """The sequential specification: a semaphore used by one thread at a time."""

    def __init__(self, permits):
        self.free, self.keys = permits, []

    def acquire(self, me):
        if not self.attempt(me):
            raise Blocks
        return True

    def attempt(self, me):
        if self.free == 0:
            return False
        self.free -= 1
        self.keys = sorted([*self.keys, me])
        return True

    def release(self, me):
        if me not in self.keys:
            return "has none"
        self.keys.remove(me)
        self.free += 1
        return "gave one back"


@pytest.mark.workload(acquire=[...], attempt=[...], release=[...], threads=3, calls=3)
def test_each_call_seems_to_happen_at_one_moment(Semaphore, workload):
    workload.run(Bakery(Semaphore(1)), OneAtATime(1))
