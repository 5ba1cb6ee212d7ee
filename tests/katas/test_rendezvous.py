"""What a rendezvous must do. Runs against katas/rendezvous.py."""

import pytest

pytestmark = pytest.mark.kata("rendezvous", allow="Semaphore")


def start_side(threads, rendezvous, side, rounds, calls):
    """Start a thread that meets the other `rounds` times and checks each time that it has called."""

    def meet():
        for number in range(1, rounds + 1):
            calls.append(side)
            rendezvous.meet(side)
            there = calls.count(1 - side)
            assert there >= number, f"side {side} returned from meeting {number} before side {1 - side} called"

    return threads.start(f"side-{side}", meet)


def check_that_both_meet(rendezvous, rounds, threads):
    calls = []
    start_side(threads, rendezvous, 0, rounds, calls)
    start_side(threads, rendezvous, 1, rounds, calls)
    threads.join()


def test_neither_side_comes_back_before_the_other_has_called(Rendezvous, threads):
    check_that_both_meet(Rendezvous(), 1, threads)


def test_they_meet_twice(Rendezvous, threads):
    check_that_both_meet(Rendezvous(), 2, threads)


def test_they_meet_again_and_again(Rendezvous, threads):
    check_that_both_meet(Rendezvous(), 3, threads)


def test_side_0_waits_for_side_1(Rendezvous, threads):
    check_that_it_waits(Rendezvous(), 0, 1, threads)


def test_side_1_waits_for_side_0(Rendezvous, threads):
    check_that_it_waits(Rendezvous(), 1, 1, threads)


def test_side_0_waits_for_side_1_in_every_round(Rendezvous, threads):
    check_that_it_waits(Rendezvous(), 0, 3, threads)


def test_side_1_waits_for_side_0_in_every_round(Rendezvous, threads):
    check_that_it_waits(Rendezvous(), 1, 3, threads)


def check_that_it_waits(rendezvous, side, rounds, threads):
    """Let a thread be `side` and this one the other side, which is late for every meeting."""
    met = []

    def hurry():
        for number in range(rounds):
            rendezvous.meet(side)
            met.append(number)

    quick = threads.start(f"side-{side}", hurry)
    for number in range(rounds):
        assert quick.blocked(), f"side {side} returned before side {1 - side} called"
        assert len(met) == number, f"side {side} has met {len(met)} times, and side {1 - side} came {number} times"
        rendezvous.meet(1 - side)
    threads.join()
    assert len(met) == rounds, f"side {side} must have met {rounds} times"


def test_either_may_be_first_to_come_back(Rendezvous, threads, possible):
    rendezvous, back = Rendezvous(), []
    possible("side 0 returns first", lambda: back == [0])
    possible("side 1 returns first", lambda: back == [1])
    come_back(threads, rendezvous, 0, back)
    come_back(threads, rendezvous, 1, back)
    threads.join()


def test_side_0_may_wait_and_either_come_back_first(Rendezvous, threads, possible):
    check_that_either_comes_back_first(Rendezvous(), 0, threads, possible)


def test_side_1_may_wait_and_either_come_back_first(Rendezvous, threads, possible):
    check_that_either_comes_back_first(Rendezvous(), 1, threads, possible)


def check_that_either_comes_back_first(rendezvous, side, threads, possible):
    back = []
    possible(f"side {side}, which called first, returns first", lambda: back == [side])
    possible(f"side {side}, which called first, returns last", lambda: back == [1 - side])
    first = come_back(threads, rendezvous, side, back)
    assert first.blocked(), f"side {side} returned before side {1 - side} called"
    come_back(threads, rendezvous, 1 - side, back)
    threads.join()


def come_back(threads, rendezvous, side, back):
    """Start a thread that meets the other and records when it returns."""

    def meet():
        rendezvous.meet(side)
        back.append(side)

    return threads.start(f"side-{side}", meet)


def test_two_meetings_do_not_get_mixed_up(Rendezvous, threads):
    here, there = Rendezvous(), Rendezvous()
    waiting = threads.start("side-0", lambda: here.meet(0))
    elsewhere = threads.start("side-1", lambda: there.meet(1))
    assert waiting.blocked(), "side 0 returned although side 1 called another rendezvous"
    assert elsewhere.blocked(), "side 1 returned although side 0 called another rendezvous"
    here.meet(1)
    there.meet(0)
    threads.join()
