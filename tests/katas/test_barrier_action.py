"""What a barrier with an action must do. Runs against katas/barrier_action.py."""

import pytest

pytestmark = pytest.mark.kata("barrier_action", allow="any")


class Group:
    """A group of threads that meet round after round, with what each of them saw."""

    def __init__(self, parties):
        self.parties = parties
        self.arrived = []
        self.left = []
        self.numbers = []
        self.actions = 0
        self.complaints = []

    def act(self):
        """The action: checks that all threads have arrived and none has left."""
        self.actions += 1
        arrived, left = len(self.arrived), len(self.left)
        # Recorded, not raised: here an exception of the action has a meaning of its own.
        if arrived != self.actions * self.parties:
            self.complaints.append(f"action {self.actions} was called when {arrived} had arrived")
        if left != (self.actions - 1) * self.parties:
            self.complaints.append(f"action {self.actions} was called when {left} had left")

    def start(self, threads, barrier, rounds):
        for name in range(1, self.parties + 1):
            threads.start(f"party-{name}", lambda: self.meet(barrier, rounds))

    def meet(self, barrier, rounds):
        for number in range(rounds):
            self.arrived.append(number)
            index = barrier.wait()
            self.left.append(number)
            self.numbers.append((number, index))
            there = self.arrived.count(number)
            assert there == self.parties, f"a thread passed in round {number} when only {there} threads had arrived"
            assert not self.complaints, self.complaints[0]

    def check_numbers(self, rounds):
        for number in range(rounds):
            got = sorted((index for when, index in self.numbers if when == number), key=str)
            expected = list(range(self.parties))
            assert got == expected, f"wait returned {got} in round {number}, but each of {expected} must come once"


def check_that_all_meet(barrier, parties, rounds, threads):
    group = Group(parties)
    group.start(threads, barrier, rounds)
    threads.join()
    group.check_numbers(rounds)


def check_the_action(Barrier, parties, rounds, threads):
    group = Group(parties)
    group.start(threads, Barrier(parties, group.act), rounds)
    threads.join()
    assert not group.complaints, group.complaints[0]
    assert group.actions == rounds, f"the action was called {group.actions} times in {rounds} rounds"
    group.check_numbers(rounds)


def test_two_meet_round_after_round(Barrier, threads):
    check_that_all_meet(Barrier(2), 2, 3, threads)


def test_three_meet_twice(Barrier, threads):
    check_that_all_meet(Barrier(3), 3, 2, threads)


def test_two_wait_for_the_third(Barrier, threads):
    barrier = Barrier(3)
    one = threads.start("party-1", barrier.wait)
    assert one.blocked(), "party-1 passed alone, but three threads have to meet"
    two = threads.start("party-2", barrier.wait)
    assert two.blocked(), "party-2 passed although the third is missing"
    assert one.blocked(), "party-1 passed although the third is missing"
    mine = barrier.wait()
    threads.join()
    numbers = sorted([one.result, two.result, mine], key=str)
    assert numbers == [0, 1, 2], f"wait returned {numbers}, but each of 0, 1 and 2 must come once"


def test_the_action_comes_between_arriving_and_leaving(Barrier, threads):
    check_the_action(Barrier, 2, 2, threads)


def test_three_have_one_action_a_round(Barrier, threads):
    check_the_action(Barrier, 3, 1, threads)


def test_no_action_before_the_last_one_has_come(Barrier, threads):
    actions = []
    barrier = Barrier(2, lambda: actions.append("action") or False)
    one = threads.start("party-1", barrier.wait)
    assert one.blocked(), "party-1 passed alone, but two threads have to meet"
    assert actions == [], "the action was called when only one of two threads had arrived"
    barrier.wait()
    assert actions == ["action"], "when all threads have arrived, the action must be called once"
    one.join()
    assert actions == ["action"], "when all threads have arrived, the action must be called once"


def test_a_group_of_one_never_waits(Barrier):
    barrier, actions = Barrier(1), []
    for _ in range(2):
        assert barrier.wait() == 0, "the only thread of a group must get number 0"
    barrier = Barrier(1, lambda: actions.append("action"))
    for number in (1, 2):
        assert barrier.wait() == 0, "the only thread of a group must get number 0"
        assert len(actions) == number, "the action must be called in every round"


class Fire(Exception):
    """The exception that a failing action raises."""


def failing_action(calls, good=0):
    """An action that succeeds `good` times and then fails."""

    def action():
        calls.append("action")
        if len(calls) > good:
            raise Fire("the hut")

    return action


def outcome(barrier, BrokenBarrier):
    """Return how `wait` ended: "met", "broken", or the name of another exception."""
    try:
        barrier.wait()
    except BrokenBarrier:
        return "broken"
    except Exception as error:
        # Only recorded, so that the test first checks whether the others learn of it at all.
        return type(error).__name__
    return "met"


def test_a_failed_action_breaks_the_barrier_for_all_three(Barrier, BrokenBarrier, threads):
    calls = []
    barrier = Barrier(3, failing_action(calls))
    one = threads.start("party-1", lambda: outcome(barrier, BrokenBarrier))
    two = threads.start("party-2", lambda: outcome(barrier, BrokenBarrier))
    assert one.blocked() and two.blocked(), "a thread passed although the third is missing"
    mine = outcome(barrier, BrokenBarrier)
    threads.join()
    outcomes = [one.result, two.result, mine]
    assert outcomes == ["broken"] * 3, f"all threads of the round must get BrokenBarrier, not {outcomes}"
    assert calls == ["action"], "the action must be called once, even if it fails"


def test_every_later_call_finds_the_barrier_broken(Barrier, BrokenBarrier, threads):
    calls = []
    barrier = Barrier(2, failing_action(calls))

    def meet_twice():
        return outcome(barrier, BrokenBarrier), outcome(barrier, BrokenBarrier)

    one = threads.start("party-1", meet_twice)
    two = threads.start("party-2", meet_twice)
    threads.join()
    assert one.result == two.result == ("broken", "broken"), (
        "a broken barrier must stay broken, also for threads that call again"
    )
    assert calls == ["action"], "the action must not be called again after it has failed"
    assert outcome(barrier, BrokenBarrier) == "broken", (
        "a broken barrier must stay broken, also for threads that call again"
    )
    assert calls == ["action"], "the action must not be called again after it has failed"


def test_the_action_may_fail_in_a_later_round(Barrier, BrokenBarrier, threads):
    calls = []
    barrier = Barrier(2, failing_action(calls, good=1))

    def meet_twice():
        return outcome(barrier, BrokenBarrier), outcome(barrier, BrokenBarrier)

    one = threads.start("party-1", meet_twice)
    two = threads.start("party-2", meet_twice)
    threads.join()
    assert one.result == two.result == ("met", "broken"), "the first round must succeed, and the second must fail"
    assert calls == ["action"] * 2, "the action must be called once in each round"


def test_the_only_one_of_a_group_can_break_its_barrier(Barrier, BrokenBarrier):
    calls = []
    barrier = Barrier(1, failing_action(calls))
    for _ in range(2):
        with pytest.raises(BrokenBarrier):
            barrier.wait()
    assert calls == ["action"], "the action must not be called again after it has failed"


def test_fewer_than_one_party_is_refused(Barrier):
    for parties in (0, -1):
        with pytest.raises(ValueError):
            Barrier(parties)


def test_two_barriers_do_not_get_mixed_up(Barrier, BrokenBarrier, threads):
    here, there = Barrier(2), Barrier(2, failing_action([]))
    one = threads.start("party-1", lambda: outcome(here, BrokenBarrier))
    two = threads.start("party-2", lambda: outcome(there, BrokenBarrier))
    assert one.blocked() and two.blocked(), "two threads met that wait at different barriers"
    assert outcome(there, BrokenBarrier) == "broken", "the action failed, so wait must raise BrokenBarrier"
    two.join()
    assert one.blocked(), "party-1 passed when only the other barrier was complete"
    assert outcome(here, BrokenBarrier) == "met", "only the other barrier is broken"
    threads.join()
    assert [one.result, two.result] == ["met", "broken"], "only one of the two barriers is broken"


def test_the_action_may_wait_for_a_thread_at_another_barrier(Barrier, threads):
    there = Barrier(1)
    here = Barrier(1, lambda: threads.start("elsewhere", there.wait).join())
    assert here.wait() == 0, "the only thread of a group must get number 0"
    threads.join()
