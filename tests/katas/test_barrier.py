"""What a barrier must do. Runs against katas/barrier.py."""

import pytest

pytestmark = pytest.mark.kata("barrier", allow="Semaphore, Lock")


def start_party(threads, name, barrier, parties, rounds, arrived):
    """Start a thread that passes the barrier `rounds` times and counts the arrivals after each round."""

    def meet():
        for number in range(rounds):
            arrived.append(number)
            barrier.wait()
            there = arrived.count(number)
            assert there == parties, f"{name} passed in round {number} when only {there} threads had arrived"

    return threads.start(name, meet)


def check_that_all_meet(barrier, parties, rounds, threads):
    arrived = []
    for number in range(1, parties + 1):
        start_party(threads, f"party-{number}", barrier, parties, rounds, arrived)
    threads.join()


def test_nobody_passes_before_all_three_have_arrived(Barrier, threads):
    check_that_all_meet(Barrier(3), 3, 1, threads)


def test_two_meet_round_after_round(Barrier, threads):
    check_that_all_meet(Barrier(2), 2, 4, threads)


def test_three_meet_twice(Barrier, threads):
    check_that_all_meet(Barrier(3), 3, 2, threads)


def test_three_meet_three_times(Barrier, threads):
    check_that_all_meet(Barrier(3), 3, 3, threads)


def test_two_wait_for_the_third(Barrier, threads):
    barrier = Barrier(3)
    one = threads.start("party-1", barrier.wait)
    assert one.blocked(), "party-1 passed alone, but three threads have to meet"
    two = threads.start("party-2", barrier.wait)
    assert two.blocked(), "party-2 passed although the third is missing"
    assert one.blocked(), "party-1 passed although the third is missing"
    barrier.wait()
    threads.join()


def test_the_quick_ones_wait_for_the_slow_one_in_every_round(Barrier, threads):
    barrier, slow = Barrier(3), []

    def hurry():
        for number in range(3):
            barrier.wait()
            assert number in slow, f"a fast thread passed in round {number} without the slow one"

    threads.start("quick-1", hurry)
    threads.start("quick-2", hurry)
    for number in range(3):
        threads.settle()
        slow.append(number)
        barrier.wait()
    threads.join()


def test_a_group_of_one_never_waits(Barrier):
    barrier = Barrier(1)
    for _ in range(3):
        barrier.wait()


def test_fewer_than_one_party_is_refused(Barrier):
    for parties in (0, -1):
        with pytest.raises(ValueError):
            Barrier(parties)


def test_two_barriers_do_not_get_mixed_up(Barrier, threads):
    here, there, rounds = Barrier(2), Barrier(1), []

    def hurry():
        for number in range(2):
            here.wait()
            rounds.append(number)

    quick = threads.start("quick", hurry)
    assert quick.blocked(), "a fast thread passed alone, but two threads have to meet"
    there.wait()
    assert quick.blocked(), "a fast thread passed when only the other barrier was complete"
    threads.start("elsewhere", there.wait)
    here.wait()
    assert len(rounds) < 2, "a fast thread passed in the second round without the slow one"
    here.wait()
    threads.join()
