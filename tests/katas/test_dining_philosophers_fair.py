"""What a table where nobody starves must do. Runs against katas/dining_philosophers_fair.py."""

from contextlib import suppress
from threading import Event

import pytest

from concurrency_katas import Stumble

pytestmark = pytest.mark.kata("dining_philosophers_fair", allow="any")


def philosopher(table, seat, seats, eating, meals=1):
    """Return what the philosopher of this seat does: dine, and check each time who else is eating."""
    left, right = (seat - 1) % seats, (seat + 1) % seats
    eaten = []

    def eat():
        eating.append(seat)
        others = eating.copy()
        assert left not in others, f"P{seat} and its neighbour P{left} eat at the same time"
        assert right not in others, f"P{seat} and its neighbour P{right} eat at the same time"
        eating.remove(seat)
        eaten.append("a meal")

    def dine():
        for _ in range(meals):
            table.dine(seat, eat)
        assert len(eaten) == meals, f"P{seat} called dine {meals} times and ate {len(eaten)} times"

    return dine


def test_three_philosophers_dine_one_at_a_time_and_all_get_up_again(Table, threads):
    table, eating = Table(3), []
    for seat in range(3):
        threads.start(f"P{seat}", philosopher(table, seat, 3, eating))
    threads.join()


def test_two_philosophers_share_both_forks(Table, threads):
    table, eating = Table(2), []
    for seat in range(2):
        threads.start(f"P{seat}", philosopher(table, seat, 2, eating, meals=2))
    threads.join()


def test_the_last_seat_is_next_to_the_first(Table, threads):
    table, eating = Table(5), []
    for seat in (4, 0, 1):
        threads.start(f"P{seat}", philosopher(table, seat, 5, eating))
    threads.join()


def test_a_neighbour_waits_until_the_meal_is_over(Table, threads):
    table, meals = Table(3), []

    def eat():
        neighbour = threads.start("P1", lambda: table.dine(1, lambda: meals.append("P1")))
        assert neighbour.blocked(), "dine returned for P1 although P0 has their common fork"
        assert meals == [], "P1 ate although P0 has their common fork"
        meals.append("P0")

    table.dine(0, eat)
    threads.join()
    assert meals == ["P0", "P1"], "P1 must eat when P0 is done"


def test_opposite_seats_can_eat_at_the_same_time(Table, threads, possible):
    check_that_both_can_eat_at_once(Table(4), 0, 2, threads, possible)


def test_the_other_opposite_seats_can_eat_at_the_same_time(Table, threads, possible):
    check_that_both_can_eat_at_once(Table(4), 1, 3, threads, possible)


def check_that_both_can_eat_at_once(table, one, other, threads, possible):
    eating = []
    possible(f"P{one} and P{other} eat at the same time", lambda: len(eating) == 2)
    for seat in (one, other):
        threads.start(f"P{seat}", philosopher(table, seat, 4, eating))
    threads.join()


def test_dine_calls_eat_exactly_once(Table):
    table, meals = Table(3), []
    table.dine(0, lambda: meals.append("P0"))
    assert meals == ["P0"], "dine must call eat exactly once"
    table.dine(2, lambda: meals.append("P2"))
    table.dine(0, lambda: meals.append("P0"))
    assert meals == ["P0", "P2", "P0"], "dine must call eat exactly once"


def test_what_eat_returns_does_not_matter(Table, threads):
    table, meals = Table(3), []
    for answer in (True, False, None):

        def eat(answer=answer):
            meals.append(answer)
            return answer

        table.dine(1, eat)
    assert meals == [True, False, None], f"dine must call eat exactly once: eat has returned {meals}"
    # One after the other, so that each needs only the fork that P1 had.
    threads.start("P0", lambda: table.dine(0, lambda: None)).join()
    threads.start("P2", lambda: table.dine(2, lambda: None)).join()


def test_two_tables_do_not_get_mixed_up(Table, threads):
    here, there, meals = Table(3), Table(3), []

    def eat():
        neighbour = threads.start("P1 here", lambda: here.dine(1, lambda: meals.append("here")))
        assert neighbour.blocked(), "dine returned for P1 although P0 has their common fork"
        threads.start("P0 there", lambda: there.dine(0, lambda: meals.append("there"))).join()
        assert neighbour.blocked(), "dine returned for P1 when only forks of another table were put back"
        assert meals == ["there"], "P1 ate although P0 has their common fork"

    here.dine(0, eat)
    threads.join()


class Spilled(Exception):
    """The exception that a failing meal raises."""


def spill():
    raise Spilled("the soup")


def test_an_exception_of_eat_comes_through_and_the_forks_are_back(Table, threads):
    table, meals, spilled, error = Table(3), [], [], Spilled("the soup")

    def eat():
        spilled.append("the soup")
        raise error

    with pytest.raises(Spilled) as caught:
        table.dine(1, eat)
    assert caught.value is error, "the exception that eat raised must come out of dine, and not another one"
    assert spilled == ["the soup"], "dine must call eat exactly once, even if it raises an exception"
    # One after the other, so that each needs only the fork that P1 had.
    threads.start("P0", lambda: table.dine(0, lambda: meals.append("P0"))).join()
    threads.start("P2", lambda: table.dine(2, lambda: meals.append("P2"))).join()
    threads.start("P1", lambda: table.dine(1, lambda: meals.append("P1"))).join()
    assert meals == ["P0", "P2", "P1"], "every philosopher must be able to eat after a meal that failed"


def test_a_waiting_neighbour_eats_after_a_meal_that_went_wrong(Table, threads):
    table, meals = Table(3), []

    def eat():
        neighbour = threads.start("P1", lambda: table.dine(1, lambda: meals.append("P1")))
        assert neighbour.blocked(), "dine returned for P1 although P0 has their common fork"
        spill()

    with pytest.raises(Spilled):
        table.dine(0, eat)
    threads.join()
    assert meals == ["P1"], "P1 must eat when the forks are back"


def test_whoever_spills_the_soup_puts_the_forks_back(Table, threads, stumbling):
    table, eating = Table(3), []

    def dine(seat):
        def eat():
            philosopher_eats(seat, eating)

        with suppress(Stumble):
            table.dine(seat, stumbling(eat))

    for seat in range(3):
        threads.start(f"P{seat}", lambda seat=seat: dine(seat))
    threads.join()
    for seat in range(3):
        table.dine(seat, lambda: None)


def philosopher_eats(seat, eating):
    eating.append(seat)
    assert eating == [seat], f"neighbours eat at the same time: {eating}"
    eating.remove(seat)


def test_two_who_waited_for_the_one_between_eat_together(Table, threads):
    table, eats = Table(4), {0: Event(), 2: Event()}
    if not can_eat_together(table, threads):
        return  # another clause says so

    def eat(seat):
        eats[seat].set()
        # P0 and P2 have no fork in common: each goes on eating until the other one eats, too.
        eats[2 - seat].wait()

    def eat_between():
        # Whether they are waiting already when P1 is done is left to the schedule.
        for seat in (0, 2):
            threads.start(f"P{seat}", lambda seat=seat: table.dine(seat, lambda: eat(seat)))

    table.dine(1, eat_between)
    threads.join()


def can_eat_together(table, threads):
    """Return whether P2 can eat while P0 does and nobody else wants to."""

    def eat():
        early = threads.start("early P2", lambda: table.dine(2, lambda: None))
        threads.settle()
        done.append(early.done)

    done = []
    table.dine(0, eat)
    threads.join()
    return done == [True]


def test_a_meal_at_another_table_frees_no_fork_here(Table, threads):
    here, there, meals = Table(3), Table(3), []

    def eat():
        threads.start("P0 there", lambda: there.dine(0, lambda: meals.append("there"))).join()
        neighbour = threads.start("P1 here", lambda: here.dine(1, lambda: meals.append("here")))
        assert neighbour.blocked(), "dine returned for P1 although P0 has their common fork"
        assert meals == ["there"], "P1 ate although P0 has their common fork"

    here.dine(0, eat)
    threads.join()


def test_forks_that_are_put_back_here_wake_a_neighbour_here(Table, threads):
    here, there, meals = Table(3), Table(3), []

    def eat_here():
        threads.start("P1 here", lambda: here.dine(1, lambda: meals.append("here")))
        threads.settle()

    def eat_there():
        threads.start("P1 there", lambda: there.dine(1, lambda: meals.append("there")))
        threads.settle()
        here.dine(0, eat_here)
        threads.settle()
        assert meals == ["here"], "P0 put its forks back at one table, but P1 of that table did not eat"

    there.dine(0, eat_there)
    threads.join()


def test_fewer_than_two_seats_are_refused(Table):
    for seats in (1, 0, -1):
        with pytest.raises(ValueError):
            Table(seats)


def test_two_neighbours_without_end_do_not_starve_the_one_between(Table, threads):
    table = Table(5)
    for seat in (4, 0, 1):
        threads.forever(f"P{seat}", lambda seat=seat: table.dine(seat, lambda: None))


def test_nobody_starves_when_all_five_dine_without_end(Table, threads):
    table = Table(5)
    for seat in range(5):
        threads.forever(f"P{seat}", lambda seat=seat: table.dine(seat, lambda: None))
