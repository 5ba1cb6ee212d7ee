"""What a barrier for one use must do. Runs against katas/barrier_once.py."""

import pytest

pytestmark = pytest.mark.kata("barrier_once", allow="Semaphore, Lock")


def start_party(threads, number, barrier, parties, arrived):
    """Start a thread that passes the barrier once and counts the arrivals afterwards."""

    def meet():
        arrived.append(number)
        barrier.wait()
        there = len(arrived)
        assert there == parties, f"party-{number} passed when only {there} of {parties} threads had arrived"

    return threads.start(f"party-{number}", meet)


def check_that_all_meet(barrier, parties, threads):
    arrived = []
    for number in range(1, parties + 1):
        start_party(threads, number, barrier, parties, arrived)
    threads.join()


def test_two_meet(Barrier, threads):
    check_that_all_meet(Barrier(2), 2, threads)


def test_three_meet(Barrier, threads):
    check_that_all_meet(Barrier(3), 3, threads)


def test_four_meet(Barrier, threads):
    check_that_all_meet(Barrier(4), 4, threads)


def test_two_wait_for_the_third(Barrier, threads):
    barrier = Barrier(3)
    one = threads.start("party-1", barrier.wait)
    assert one.blocked(), "party-1 passed alone, but three threads have to meet"
    two = threads.start("party-2", barrier.wait)
    assert two.blocked(), "party-2 passed although the third is missing"
    assert one.blocked(), "party-1 passed although the third is missing"
    barrier.wait()
    threads.join()


def test_a_group_of_one_never_waits(Barrier):
    Barrier(1).wait()


def test_two_barriers_have_nothing_to_do_with_each_other(Barrier, threads):
    here, there = Barrier(2), Barrier(2)
    one = threads.start("party-1", here.wait)
    two = threads.start("party-2", there.wait)
    assert one.blocked() and two.blocked(), "two threads met that wait at different barriers"
    here.wait()
    one.join()
    assert two.blocked(), "party-2 passed when only the other barrier was complete"
    there.wait()
    two.join()
